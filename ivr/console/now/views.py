"""How everything stands at this moment, as a list and as a map; it refreshes itself."""

from flask import Response, make_response, render_template, request, url_for

from ivr.changes.scope import places_of_scope
from ivr.console.now import said
from ivr.console.now.ahead import days_ahead
from ivr.console.now.board import Board
from ivr.console.now.latest import ahead, board, shown_at
from ivr.console.now.map import picture_of
from ivr.console.now.rows import LOOKS, Wanted, listing_of
from ivr.console.now.search import near_names
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.speech import language

pages = Pages("now", __name__)
LONGEST = 80  # letters of a search


@pages.page("/", needs="reader")
def show_now() -> str:
    """Every line and caisse; with what another process has published in the last seconds."""
    rooms().published.follow()
    found = board(rooms())
    if found is None:
        return render_template("now/without.html")
    return render_template("now/page.html", **_shown(found, _wanted()))


@pages.page("/now/part", needs="reader")
def refresh_now() -> Response:
    """What has changed since the page was shown: the time at which this holds, and all parts where one is another."""
    found = board(rooms())
    if found is None or request.args.get("mark") == _mark(found):
        answer = make_response(render_template("now/unchanged.html", **_time()))
    else:
        answer = make_response(render_template("now/changed.html", **_shown(found, _wanted())))
    answer.headers["HX-Reswap"] = "none"  # each part says itself where it belongs
    return answer


@pages.page("/now/list", needs="reader")
def search_now() -> Response:
    """The list alone, as one types; the address follows, so that it can be kept."""
    found = board(rooms())
    if found is None:
        return make_response(render_template("now/without.html"))
    wanted = _wanted()
    answer = make_response(render_template("now/found.html", **_listed(found, wanted)))
    answer.headers["HX-Replace-Url"] = _address(wanted)
    return answer


def _shown(found: Board, wanted: Wanted) -> dict[str, object]:
    return {
        **_listed(found, wanted),
        **_time(),
        "picture": picture_of(found),
        "days": days_ahead(ahead(found), found.at),
        "may_close": person().may("publisher"),
        "reopened": _reopened(found),
    }


def _listed(found: Board, wanted: Wanted) -> dict[str, object]:
    listing = listing_of(found, wanted)
    return {
        "board": found,
        "mark": _mark(found),
        "wanted": wanted,
        "listing": listing,
        "near": near_names(listing.matches, language()),
        "looks": LOOKS,
        "said": said,
    }


def _time() -> dict[str, object]:
    return {"at": shown_at(rooms()), "cut_off": rooms().published.is_cut_off}


def _mark(found: Board) -> str:
    return f"{found.mark}-{language()}"


def _wanted() -> Wanted:
    given = request.args
    look, department = given.get("state", ""), given.get("department", "").upper()
    return Wanted(given.get("q", "").strip()[:LONGEST], look if look in LOOKS else "", department[:3])


def _address(wanted: Wanted) -> str:
    return url_for(
        "now.show_now",
        q=wanted.words or None,
        state=wanted.look or None,
        department=wanted.department or None,
    )


def _reopened(found: Board) -> frozenset[str]:
    """The names of the emergencies that the one who asks may end."""
    own = places_of_scope(found.schedules, person().scope) if person().may("publisher") else frozenset()
    return frozenset(one.entry.what.name for one in found.closings if one.entry.places <= own)
