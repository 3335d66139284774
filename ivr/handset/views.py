"""The page of the tester's phone, and what it asks: a call played again, up to what was done last."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, abort, current_app, make_response, render_template, request

from ivr.console.figures.call_pages import names
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.speech import chosen, t
from ivr.handset.edges import Edge, edges_of
from ivr.handset.numbers import CALLERS, may_be_called, may_be_shared, may_call
from ivr.handset.playing import Played, play, transcript_of
from ivr.handset.rehearsal import Rehearsals
from ivr.handset.shown import items_of, told_of
from ivr.hours.when import read_when
from ivr.hours.when_pieces import UnreadError
from ivr.line.call import LINE_NAMES, LineName
from ivr.line.lines import LINES
from ivr.phone.advisers import BEHAVIOURS
from ivr.phone.moments import PARIS, written_moment
from ivr.phone.script import Script, ScriptError, command, numbers_in, read_script, write_script
from ivr.phone.transcript import write
from ivr.published.snapshot import Snapshot

KEY = "handset"  # in the app's extensions: its Rehearsals
DOOR = "/phone"  # where the phone is, from the service's root; the page itself is the console's
pages = Pages(
    "handset", __name__, template_folder="templates", static_folder="static", static_url_path=f"{DOOR}/static"
)
# The microphone may be used here, where the tester switches it on; nowhere else in the console.
MAY_LISTEN = {"Permissions-Policy": "camera=(), microphone=(self), geolocation=()"}


@pages.page(DOOR, needs="reader")
def show_phone() -> Response:
    """The telephone, not yet dialled."""
    live = _live()
    now = rooms().clock()
    edges: Mapping[LineName, tuple[Edge, ...]] = {
        name: tuple(edges_of(live.schedules.lines[name], live.schedules, now)) for name in LINE_NAMES
    }
    page = render_template(
        "handset/page.html",
        edges=edges,
        lines=LINES,
        schedules=live.schedules,
        callers=CALLERS,
        behaviours=BEHAVIOURS,
    )
    return make_response(page, MAY_LISTEN)


@pages.page(f"{DOOR}/play", needs="reader", methods=("POST",))
def play_call() -> tuple[str, int] | str:
    """A call as its script tells it, from its first word to where it waits for the tester."""
    live = _live()
    try:
        script = read_script(request.form.get("script", ""))
        if odd := _odd_number(script):
            return _refused(odd)
        asked = _at(script, request.form.get("when", ""))
        played = play(_rehearsals(), asked, rooms().clock(), goes_on=request.form.get("goes_on") == "1")
    except UnreadError as error:
        return _refused(chosen(error.why))
    except (ScriptError, ValueError):
        return _refused(
            t(
                "Cet appel ne se lit pas : lien abîmé, ou appel trop long.",
                "Unreadable: a broken link, or too long.",
            )
        )
    return render_template("handset/call.html", played=played, **_told(played, script, live), **names())


def _odd_number(script: Script) -> str:
    """What is wrong with a number that nobody can call by, or call; a terminal refuses them too."""
    if not may_call(script.from_):
        return t(
            "Numéro appelant « {typed} » : écrivez 06 12 34 56 78, +33612345678 ou « masqué ».",
            "Number calling “{typed}”: write 06 12 34 56 78, +33612345678 or “withheld”.",
            typed=script.from_,
        )
    if not may_be_called(script.to):
        return t(
            "Numéro appelé « {typed} » : écrivez 3646, 0269619191, national, mayotte ou étranger.",
            "Number called “{typed}”: write 3646, 0269619191, national, mayotte or abroad.",
            typed=script.to,
        )
    return ""


def _at(script: Script, when: str) -> Script:
    """The script at the moment that was typed, where one was; it is written down as it was understood."""
    if not when.strip():
        return script
    return replace(script, at=written_moment(read_when(when[:80], rooms().clock(), PARIS)))


def _told(played: Played, asked: Script, live: Snapshot) -> dict[str, object]:
    settings = rooms().settings
    made_up = _rehearsals().settings_of(played.script.queue)
    query = write_script(played.script)
    shared = may_be_shared(numbers_in(played.script))
    return {
        "items": tuple(items_of(played)),
        "turns": tuple(told_of(played, live, settings)),
        "query": query,
        "link": f"{settings.console_address}{DOOR}#{query}" if shared else "",
        "file": write(transcript_of(_unhurried(played), made_up)),
        "command": command(played.script, made_up if played.script.queue else {}),
        "changed": asked.revision if asked.revision not in ("", played.script.revision) else "",
    }


def _unhurried(played: Played) -> Played:
    """The same call with every sentence heard to its end: a file has no seconds."""
    if all(act.at is None for act in played.script.acts):
        return played
    return play(_rehearsals(), replace(played.script, acts=played.script.lasting), rooms().clock())


def _refused(sentence: str) -> tuple[str, int]:
    return render_template("handset/refused.html", sentence=sentence), 422


def _rehearsals() -> Rehearsals:
    found: Rehearsals = current_app.extensions[KEY]
    return found


def _live() -> Snapshot:
    return rooms().snapshot or abort(503)
