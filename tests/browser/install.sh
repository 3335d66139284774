#!/usr/bin/env bash
# Installs Debian's Chromium where it is missing; the tests of tests/browser drive it. As root, or where sudo asks
# nothing. Ends with 1 and a sentence where it can't.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done

if [ "$(id -u)" = 0 ]; then as_root=()
elif sudo -n true 2>/dev/null; then as_root=(sudo -n)
else as_root=(false)
fi

if [ "${as_root[*]}" = false ] || ! command -v apt-get >/dev/null; then
    echo "Chromium is not here, so the console is not tried in a browser. Install it: sudo apt-get install chromium fonts-dejavu-core" >&2
    exit 1
fi

echo "Installing Chromium for the tests in a browser..."
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" apt-get install --quiet=2 --yes --no-install-recommends chromium fonts-dejavu-core
