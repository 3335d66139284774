#!/usr/bin/env bash
# Installs what the tests of tests/browser drive: Debian's Chromium without windows, for half of the processor time, or
# Chromium itself where that can't be had. As root, or where sudo asks nothing. Ends with 1 and a sentence where neither is.
set -euo pipefail

has() { for name in "$@"; do if command -v "$name" >/dev/null; then return 0; fi; done; return 1; }
has_chromium() { has chromium chromium-browser google-chrome; }

if has chromium-headless-shell; then exit 0; fi

if [ "$(id -u)" = 0 ]; then as_root=()
elif sudo -n true 2>/dev/null; then as_root=(sudo -n)
else as_root=(false)
fi

if [ "${as_root[*]}" = false ] || ! has apt-get; then
    if has_chromium; then exit 0; fi
    echo "Chromium is not here, so the console is not tried in a browser. Install it: sudo apt-get install chromium-headless-shell fonts-dejavu-core" >&2
    exit 1
fi

apt() {
    DEBIAN_FRONTEND=noninteractive timeout 300 "${as_root[@]}" apt-get --quiet=2 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@" >/dev/null 2>&1
}
add() { apt install --yes --no-install-recommends "$@" fonts-dejavu-core; }

echo "Installing Chromium for the tests in a browser..."
if add chromium-headless-shell; then exit 0; fi
apt update || true
if add chromium-headless-shell || has_chromium || add chromium; then exit 0; fi
echo "Chromium could not be installed, so the console is not tried in a browser. Try: sudo apt-get install chromium fonts-dejavu-core" >&2
exit 1
