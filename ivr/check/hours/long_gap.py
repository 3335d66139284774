"""At every moment of the months ahead the next opening lies within ten days, except under a named closure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from ivr.check.bodies import Body, bodies, calendars, last_day, within
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.calendar import Calendar
from ivr.hours.words import words

MOST = timedelta(days=10)


def find(subject: Subject) -> Iterator[Seen]:
    known = calendars(subject)
    for body in bodies(subject):
        for end, start in _gaps(subject, known[body.rule]):
            if (
                start - end > MOST
                and within(subject, known[body.rule], end + MOST)
                and not _is_closed(body, end, start)
            ):
                yield Seen(body.place, {"first": f"{end:%Y-%m-%d}", "days": (start - end).days})
                break  # the others have the same cause


def _gaps(subject: Subject, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """From each end to the next start; the window's own ends count."""
    first = datetime.combine(subject.first, time(), UTC)
    last = datetime.combine(last_day(subject), time(), UTC) + MOST + timedelta(days=1)
    spans = [(start, end) for start, end, _ in calendar.intervals]
    yield from ((before[1], after[0]) for before, after in pairwise([(first, first), *spans, (last, last)]))


def _is_closed(body: Body, end: datetime, start: datetime) -> bool:
    """Whether a named closure lies within the gap."""
    dated = (one for one in body.rule.dated if not one.spans)
    if any(one.first <= start.date() and (one.last is None or one.last >= end.date()) for one in dated):
        return True
    return any(one.start < start and (one.end is None or one.end > end) for one in body.rule.emergencies)


CHECK = Check(
    code="long-gap",
    severity="error",
    find=find,
    fr=(
        "À partir du {first}, {days} jours sans ouverture et sans fermeture nommée.",
        "Corrigez les horaires, ou nommez la fermeture dans closures.yaml.",
    ),
    en=(
        "From {first} on, {days} days without an opening and without a named closure.",
        "Correct the hours, or name the closure in closures.yaml.",
    ),
    why=words(
        fr="Aucun week-end ni pont ne dure dix jours : c'est une faute de saisie.",
        en="No weekend or bridge lasts ten days: it is a slip.",
    ),
    needs="calendar",
)
