"""How everything stands at this moment."""

from flask import render_template

from ivr.console.pages import Pages
from ivr.console.rooms import rooms

pages = Pages("now", __name__)


@pages.page("/", needs="reader")
def show_now() -> str:
    """Every line and caisse."""
    return render_template("now.html", snapshot=rooms().snapshot)
