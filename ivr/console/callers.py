"""Who calls, as it is typed: from where, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.changes.whence import Whence, whence
from ivr.content.faults import ContentError
from ivr.hours.schedules import Schedules
from ivr.hours.when import read_when
from ivr.hours.when_pieces import UnreadError
from ivr.hours.words import Words
from ivr.phone.moments import PARIS


@dataclass(frozen=True, slots=True)
class Caller:
    """What the fields mean: who calls, and when; or `wrong`, what is wrong with each."""

    whence: Whence | None
    at: datetime | None
    wrong: Mapping[str, Words]


def caller_meant(place: str, at: str, schedules: Schedules, now: datetime) -> Caller:
    """Who calls and when, by the clock of Paris. Never raises."""
    wrong: dict[str, Words] = {}
    found, moment = None, None
    try:
        found = whence(schedules, place)
    except ContentError as error:
        finding = error.findings[0]
        told = ((language, f"{finding.sentence(language)} {finding.mend(language)}") for language in ("fr", "en"))
        wrong["place"] = Words(tuple(told))
    try:
        moment = read_when(at, now, PARIS) if at.strip() else now.astimezone(PARIS)
    except UnreadError as error:
        wrong["at"] = error.why
    return Caller(found, moment, wrong)
