"""The audit trail: who did what, and when; the newest first."""

from flask import render_template, request

from ivr.accounts.people import names_of
from ivr.audit.deeds import BY, DEEDS
from ivr.audit.trail import head, latest
from ivr.console.numbers import number_of
from ivr.console.pages import Pages
from ivr.console.rooms import rooms

pages = Pages("audit", __name__)
A_PAGE = 50


@pages.page("/audit", needs="admin")
def show_audit() -> str:
    """A page of it; `before` a number, and of one person by `who`."""
    before, whose = request.args.get("before", ""), request.args.get("who", "")[:64]
    start = number_of(before) or None
    with rooms().store.reading() as connection:
        deeds = latest(connection, before=start, who=whose, limit=A_PAGE)
        names = names_of(connection, [name for deed in deeds for name in (deed.who, deed.what)])
        last = head(connection)
    older = deeds[-1].number if len(deeds) == A_PAGE else None
    return render_template(
        "audit.html", deeds=deeds, names=names, told=DEEDS, by=BY, head=last, older=older, whose=whose
    )
