"""The pages of calls: counts of some days, how calls go from menu to menu, the last calls, one call step by step."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, abort, render_template, request
from sqlalchemy import Connection

from ivr.changes.rehearsed import CALLERS
from ivr.console.figures.call_sections import call_sections
from ivr.console.figures.flow import flow_section, given_up_section
from ivr.console.figures.naming import Naming, answer_name, journal_name, question_name, step_name
from ivr.console.figures.period import CHOICES, Chosen, chosen_period
from ivr.console.figures.tables import Section, as_csv, is_number, percent, shown, thousands
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.speech import language
from ivr.console.telephone import telephone_link
from ivr.journal.counts import oldest_turn, read_counts, read_edges, uncounted
from ivr.journal.entry import Entry
from ivr.journal.reading import Begun, calls_begun, whole_call
from ivr.journal.receipt import is_live, known_of, read_call
from ivr.line.call import LINE_NAMES, LineName
from ivr.line.facts import Rules
from ivr.line.flow import FLOW
from ivr.phone.moments import PARIS

pages = Pages("calls", __name__)

LATEST = 50  # calls in the list
T = TypeVar("T")


@pages.page("/calls", needs="reader")
def show_calls() -> str:
    """The counts of a period."""
    chosen = _asked()
    counts = read(lambda connection: read_counts(connection, chosen.period))
    sections = tuple(call_sections(counts, _naming())) if counts.calls else ()
    served = {"alone": 0, "adviser": 0, **dict(counts.by["served"])}
    return _render("figures/calls.html", chosen, counts=counts, served=served, sections=sections)


@pages.page("/calls/flow", needs="reader")
def show_flow() -> str:
    """How calls go from menu to menu, and where callers hang up."""
    chosen = _asked()
    return _render("figures/flow.html", chosen, sections=_flow_sections(chosen))


@pages.page("/calls/latest", needs="reader")
def show_latest() -> str:
    """The last calls of a period, a line each."""
    chosen = _asked()
    period, before = chosen.period, request.args.get("before", "")
    asked = Begun(period.begins, period.ends, period.line, before if _may_be_known(before) else "")
    calls = read(lambda connection: calls_begun(connection, asked, LATEST))
    return _render("figures/latest.html", chosen, calls=calls, older=calls[-1].call_sid if calls[LATEST - 1 :] else "")


@pages.page("/calls/tables/<name>.csv", needs="reader")
def download_calls(name: str) -> Response:
    """One of the tables for a spreadsheet."""
    chosen = _asked()
    sections = _flow_sections(chosen) or ()
    if name not in ("flow", "given-up"):
        counts = read(lambda connection: read_counts(connection, chosen.period))
        sections = tuple(call_sections(counts, _naming())) if counts.calls else ()
    return as_file(sections, name, f"{chosen.period.first}-{chosen.period.last}")


@pages.page("/calls/one/<call_sid>", needs="reader")
def show_call(call_sid: str) -> str:
    """One call step by step."""
    entries = read(lambda connection: whole_call(connection, call_sid)) if _may_be_known(call_sid) else []
    if not entries:
        abort(404)
    snapshot, settings = rooms().snapshot, rooms().settings
    rules = Rules(test_service=settings.test_service, text_sender=settings.text_sender, queue=True)
    live = is_live(entries[0], snapshot)
    turns = read_call(entries, FLOW, snapshot, rules)
    telephone = _telephone(entries[0])
    return render_template(
        "figures/call.html", turns=turns, entries=entries, live=live, telephone=telephone, known_of=known_of, **names()
    )


def _may_be_known(call_sid: str) -> bool:
    """Whether it may be a call's identifier; PostgreSQL takes no NUL."""
    return call_sid.isascii() and call_sid.isalnum()


def _telephone(first: Entry) -> str:
    """The tester's telephone at that moment; the journal knows neither the caller's number nor the keys."""
    line: LineName = first.line if first.line in LINE_NAMES else "national"
    return telephone_link(line, first.at, caller=CALLERS["mobile"][1].e164, revision=first.revision)


def read(work: Callable[[Connection], T]) -> T:
    """What a reading of the database gives, or Unavailable soon enough. On a thread that knows of no request."""
    return rooms().store.within_deadline(work, writes=False)


def as_file(sections: tuple[Section, ...], name: str, days: str) -> Response:
    """The table of that name as a file; none where there is no such table."""
    found = next((one for one in sections if one.key == name), None)
    if found is None:
        abort(404)
    named = {"Content-Disposition": f'attachment; filename="3646-{name}-{days}.csv"'}
    return Response(as_csv(found.table, language()), mimetype="text/csv", headers=named)


def _flow_sections(chosen: Chosen) -> tuple[Section, ...]:
    edges = read(lambda connection: read_edges(connection, chosen.period))
    return (flow_section(edges, FLOW), given_up_section(edges)) if edges else ()


def _asked() -> Chosen:
    return chosen_period(request.args, rooms().clock().astimezone(PARIS).date())


def _naming() -> Naming:
    snapshot = rooms().snapshot
    return Naming(snapshot.schedules if snapshot else None)


def names() -> dict[str, Callable[..., object]]:
    """What templates call steps, words, questions and answers by, and how they write numbers."""
    return {
        "step_name": step_name,
        "word": journal_name,
        "question": question_name,
        "answer": answer_name,
        "shown": shown,
        "is_number": is_number,
        "thousands": thousands,
        "percent": percent,
    }


def _render(template: str, chosen: Chosen, **more: object) -> str:
    now = rooms().clock()
    left, since = read(lambda connection: (uncounted(connection, now), oldest_turn(connection)))
    known: dict[str, object] = {
        "chosen_period": chosen,
        "choices": CHOICES,
        "lines": LINE_NAMES,
        "uncounted": left,
        "since": since,
    }
    return render_template(template, **known, **names(), **more)
