"""The page on which one listens to the line: from a place, at a moment."""

from typing import cast

from flask import Response, abort, make_response, render_template, request

from ivr.calls.lines import rules_of
from ivr.changes.rehearsed import CALLERS, CallerKind
from ivr.console.callers import caller_meant
from ivr.console.changes.keeping import snapshot_of_draft
from ivr.console.heard.asked import Answer, Asked, answered, read_asked
from ivr.console.heard.why import why_at
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.telephone import ENGLISH_KEY, telephone_link
from ivr.published.snapshot import Snapshot

pages = Pages("heard", __name__)


@pages.page("/heard", needs="reader")
def show_heard() -> str | Response:
    """The call as text, key by key; htmx asks for the part that changes."""
    live = rooms().snapshot
    if live is None:
        abort(503)
    key = request.args.get("draft", "")[:64]
    before = request.args.get("before", "") == "1"
    drafted = snapshot_of_draft(key) if key else None
    asked = read_asked(request.args)
    told = _told(live if before or drafted is None else drafted, asked)
    part = "heard/call.html" if request.headers.get("HX-Target") == "call" else "heard/page.html"
    answer = make_response(
        render_template(
            part, asked=asked, draft=key if drafted else "", before=before, callers=CALLERS, live=live, **told
        )
    )
    answer.vary.add("HX-Target")
    return answer


def _told(snapshot: Snapshot, asked: Asked) -> dict[str, object]:
    """What is heard and why, or what is wrong with what was asked."""
    rules = rules_of(rooms().settings)
    found = caller_meant(asked.place, asked.at, snapshot.schedules, rooms().clock())
    if found.whence is None or found.at is None:
        return {"answer": None, "why": None, "wrong": found.wrong}
    answer = answered(snapshot, asked, found.whence, found.at, rules)
    why = why_at(snapshot.schedules, answer.body, found.at)
    return {"answer": answer, "why": why, "wrong": {}, "telephone": _telephone(asked, answer)}


def _telephone(asked: Asked, answer: Answer) -> str:
    """The same call in the tester's telephone."""
    caller = CALLERS[cast(CallerKind, asked.caller)][1].e164
    spoken = (ENGLISH_KEY,) if asked.language == "en" else ()
    return telephone_link(answer.call.call.line, answer.at, caller=caller, keys=(*spoken, *answer.call.keys))
