"""What keeps calls or texts from working, and what to do about it: the examination of `ivr doctor`, of this process."""

from collections.abc import Mapping
from threading import Lock

from flask import abort, render_template, request

from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.speech import language
from ivr.doctor.examination import counted, examine
from ivr.doctor.gathering import gather
from ivr.doctor.verdict import WORST_FIRST, State
from ivr.hours.words import Words, words

pages = Pages("doctor", __name__)

STATES: Mapping[State, Words] = {
    "wrong": words(fr="À corriger", en="To mend"),
    "mind": words(fr="À savoir", en="To know"),
    "well": words(fr="Bien", en="Well"),
    "unasked": words(fr="Pas examiné", en="Not looked at"),
}
LOOKS: Mapping[State, str] = {"wrong": "error", "mind": "warning", "well": "success", "unasked": ""}
_asking = Lock()  # one at a time: Twilio may take its time, and each keeps a thread from other pages


@pages.page("/doctor", needs="admin", methods=("GET", "POST"))
def show_doctor() -> str:
    """What this process sees; when a person asks for it, with what Twilio and the public address tell."""
    asked = request.method == "POST"
    if not asked:
        return _shown(asked=False)
    if not _asking.acquire(blocking=False):
        abort(429)
    try:
        return _shown(asked=True)
    finally:
        _asking.release()


def _shown(*, asked: bool) -> str:
    house = rooms()
    found = examine(gather(house.settings, house.store, house.published, clock=house.clock, inside=not asked))
    lines = sorted(found, key=lambda line: WORST_FIRST.index(line.verdict.state))
    told = [
        {"line": line, "found": line.verdict.found(language()), "do": line.verdict.do(language())} for line in lines
    ]
    wrong, mind = counted(found, "wrong"), counted(found, "mind")
    return render_template("doctor.html", told=told, states=STATES, looks=LOOKS, asked=asked, wrong=wrong, mind=mind)
