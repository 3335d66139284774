"""What happens within a turn, each part alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from benchmarks.measure import Figure, small
from ivr.content.schedules import read_schedules
from ivr.hours.schedules import Schedules
from ivr.hours.unusual import unusual
from ivr.journal.entry import Entry
from ivr.journal.journal import Journal
from ivr.journal.writer import Pace
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.flow import FLOW
from ivr.line.inputs import Pressed
from ivr.line.origin import read_number
from ivr.logs import configure_logs

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALL_SID = "CA" + "0a" * 16


def core(folder: Path) -> Iterator[Figure]:
    """The conversation, the hours, a note, a line of the log."""
    schedules = read_schedules(folder / "schedules")
    schedules.prepare(TUESDAY)
    yield from _conversation(schedules)
    yield from _hours(schedules)
    yield from _records()


def _conversation(schedules: Schedules) -> Iterator[Figure]:
    facts = Facts(now=TUESDAY, called="national", caller=read_number("+33199001234"), schedules=schedules)
    first = begin(FLOW, Call(), Asker(facts)).call
    yield Figure("begin", small(lambda: begin(FLOW, Call(), Asker(facts))))
    yield Figure("advance", small(lambda: advance(FLOW, first, Pressed("1"), Asker(facts))))


def _hours(schedules: Schedules) -> Iterator[Figure]:
    rule = schedules.rules[0]
    calendar = schedules.calendar(rule, TUESDAY)
    yield Figure("is it open", small(lambda: calendar.is_open(TUESDAY)), "1 us")
    yield Figure("open, perhaps or closed", small(lambda: calendar.state(TUESDAY)), "1 us")
    yield Figure("next opening", small(lambda: calendar.next_opening(TUESDAY)), "2 us")
    yield Figure("finding a calendar", small(lambda: schedules.calendar(rule, TUESDAY)), "1 us")
    christmas = date(2026, 12, 22)
    yield Figure("a plain week's exceptions", small(lambda: tuple(unusual(calendar, TUESDAY.date()))), "100 us")
    yield Figure("those of a week with a holiday", small(lambda: tuple(unusual(calendar, christmas))), "100 us")


def _records() -> Iterator[Figure]:
    entry = Entry(CALL_SID, 3, TUESDAY, "attestation", "pressed", "listen", line="national", language="fr")

    class Nowhere:
        def write(self, entries: object) -> None: ...
        def forget(self, before: object) -> int:  # noqa: ARG002 - as a shelf is asked
            return 0

    journal = Journal(Nowhere(), Pace(limit=100_000))
    yield Figure("note in the journal", small(lambda: journal.note(entry)), "20 us")
    journal.stop()
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        log = structlog.get_logger()
        line = small(lambda: log.info("turn", call=CALL_SID, step="topics", to="attestation", ends="listen", ms=1.2))
        number = small(lambda: log.warning("refused", path="/voice?From=%2B33612345678", caller="+33 6 12 34 56 78"))
    yield Figure("line of the log", line, "50 us")
    yield Figure("line of the log with numbers in it", number, "50 us")
