"""What one should know: the latest notices, and which of them are new to whoever reads."""

from functools import partial

from flask import Response, render_template, request, url_for

from ivr.console.history.told import to
from ivr.console.numbers import number_of
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.notices import read
from ivr.notices.outbox import TITLES

pages = Pages("notices", __name__)
SHOWN = 50


@pages.page("/notices", needs="reader")
def show_notices() -> str:
    """The newest first."""
    found = rooms().store.within_deadline(partial(read.latest, person=person().id, limit=SHOWN), writes=False)
    return render_template("history/notices.html", notices=found, titles=TITLES)


@pages.page("/notices/read", needs="reader", methods=("POST",))
def mark_read() -> Response:
    """All that were on the page."""
    until = number_of(request.form.get("until", ""))
    rooms().store.within_deadline(partial(read.mark_read, person=person().id, until=until))
    return to(url_for("notices.show_notices"))
