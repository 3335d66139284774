"""What every page says to the browser: no script, nothing from elsewhere, no address told to anybody."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping


def policy(style: str) -> str:
    """The Content-Security-Policy of a page; `style` is where its style may come from."""
    rules = ("default-src 'none'", f"style-src {style}", "img-src data:", "form-action 'self'", "base-uri 'none'")
    return "; ".join((*rules, "frame-ancestors 'none'"))


def inline(style: str) -> str:
    """For a page whose style is within it: that one and no other."""
    return f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": policy("'self'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
