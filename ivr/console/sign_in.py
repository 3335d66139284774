"""Signing in and out."""

from urllib.parse import urlsplit

from flask import render_template, request

from ivr.accounts.person import Person
from ivr.console.pages import Pages

pages = Pages("sign_in", __name__)


def who() -> Person | None:
    """Who makes this request."""
    return None


@pages.page("/sign-in", needs="anyone")
def show_sign_in() -> str:
    """The form."""
    return render_template("sign_in.html", next=own_address(request.args.get("next", "")))


def own_address(wanted: str) -> str:
    """An address of this console, to go to after a form; "" for any other."""
    parts = urlsplit(wanted)
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if plain and not parts.netloc and not parts.scheme and wanted.isprintable() else ""
