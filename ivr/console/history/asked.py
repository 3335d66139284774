"""What is asked of the history: read from the address, and written back into the form and the links of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivr.changes.form import SECTION_OF
from ivr.changes.history import Wanted, places_asked
from ivr.console.numbers import number_of
from ivr.content.whom import Places
from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.phone.moments import PARIS

LONGEST = 100  # letters of a field


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was filled in, what it means, and why a place is none."""

    fields: Mapping[str, str]
    wanted: Wanted
    faults: tuple[Finding, ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return any(value for name, value in self.fields.items() if name != "before")


def read_asked(given: Mapping[str, str], schedules: Schedules) -> Asked:
    """Whatever is no answer to its question is not asked."""
    fields = {name: given.get(name, "").strip()[:LONGEST] for name in ("who", "where", "kind", "since", "until")}
    places, faults = places_asked(schedules, fields["where"]) if fields["where"] else (Places(), ())
    since, until = _day(fields["since"]), _day(fields["until"])
    wanted = Wanted(
        author=fields["who"],
        section=next((section for kind, section in SECTION_OF.items() if kind == fields["kind"]), ""),
        places=places,
        since=_start(since) if since else None,
        until=_start(until + timedelta(days=1)) if until else None,
        before=number_of(given.get("before", "")),
    )
    return Asked(fields, wanted, faults)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1971 <= found.year < 2100 else None


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
