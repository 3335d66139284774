"""The check of what is said of openings: around every edge of every calendar, the words are read back.

The minute before, at, and after: each sentence is spoken by the line's own facts and words, read back by ear
(read_back.py), and the moment that it names is looked up in what was written (plain_hours.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from ivr.check.bodies import Body, bodies, calendars, within
from ivr.check.plain_hours import plainly_open
from ivr.check.read_back import EARS, moment_in
from ivr.check.subject import Subject, check
from ivr.findings import NOWHERE, Finding
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Day
from ivr.hours.rule import Rule
from ivr.hours.words import words
from ivr.line.actions import Say, Value
from ivr.line.facts import Facts
from ivr.line.origin import Origin
from ivr.line.steps import Tell
from ivr.wording.prompts import WordingError
from ivr.wording.speak import speak, text

MINUTE = timedelta(minutes=1)
AROUND = (-MINUTE, timedelta(0), MINUTE)
BY_ITSELF = timedelta(days=14)  # enough for each frame
STRIDE = 5  # frames that moments of one day lie apart
ENOUGH = 3  # findings a calendar: they have one cause
ENDS = ("closing", "closing_there")
THERE = Origin("RE", "fixed", "+262262201234")  # whose own clock is certain, and another one


@dataclass(frozen=True, slots=True)
class Frame:
    """A step that names an opening or a closing, and the value that does."""

    step: Tell
    fill: str


@dataclass(frozen=True, slots=True)
class Claim:
    """That it opens, or (`ends`) closes, at one of some moments; none: no moment could be heard."""

    moments: tuple[datetime, ...]
    ends: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence at a moment, and what it claims."""

    now: datetime
    frame: Frame
    language: str
    claim: Claim


Alike = tuple[object, ...]
Frames = Mapping[bool, list[Frame]]  # whether it is open -> the steps that may then be said


@check(
    "misspoken-opening",
    needs="calendar",
    fr=(
        "Le {now}, la ligne dit : « {words} » Ce n'est pas vrai.",
        "Corrigez les petites phrases des heures et des jours.",
    ),
    en=("On {now} the line says: “{words}” That is not true.", "Correct the small phrases of times and days."),
    why=words(
        fr="Chaque phrase d'ouverture, autour de chaque ouverture et fermeture à venir, est dite puis relue mot à mot.",
        en="Every opening sentence, around every opening and closing ahead, is spoken and read back word by word.",
    ),
)
def misspoken_opening(subject: Subject) -> Iterator[Finding]:
    """Around every edge of every calendar, the opening or closing that is spoken is one."""
    known, frames = calendars(subject), _frames(subject)
    heard: dict[Alike, Mapping[Claim, Told]] = {}
    for body in bodies(subject):
        if body.call:
            yield from islice(_around_edges(subject, body, known[body.rule], frames, heard), ENOUGH)


def _frames(subject: Subject) -> Frames:
    """The steps that tell a closing (said while it is open), and those that tell a reopening."""
    fills = ("reopening", "reopening_there", *ENDS)
    steps = [step for step in subject.flow.steps.values() if isinstance(step, Tell) and "special" not in step.fills]
    frames = [Frame(step, fill) for step in steps for fill in fills if fill in step.fills]
    return {end: [frame for frame in frames if (frame.fill in ENDS) is end] for end in (True, False)}


def _around_edges(
    subject: Subject, body: Body, calendar: Calendar, frames: Frames, heard: dict[Alike, Mapping[Claim, Told]]
) -> Iterator[Finding]:
    for edge, alike in _edges(subject, body, calendar):
        if alike not in heard:
            heard[alike] = {one.claim: one for one in _told(subject, body, calendar, frames, edge)}
        for one in heard[alike].values():
            if not _is_true(body.rule, one.claim):
                local = f"{one.now.astimezone(calendar.zone):%Y-%m-%d %H:%M}"
                values = _values(subject, body, one.now, one.frame) or {}
                words_said = _spoken(subject, one.language, one.frame, values)
                yield misspoken_opening.at(body.place, now=local, words=words_said)


def _edges(subject: Subject, body: Body, calendar: Calendar) -> Iterator[tuple[datetime, Alike]]:
    """Each edge, and all that is told around it: its day, the edges that follow, and how its hours are known.

    Where all of that is alike for another body, so are the sentences, but for the name: they are spoken once. In the
    first weeks each body is heard for itself.
    """
    edges = [edge for start, end, _ in calendar.intervals for edge in (start, end)]
    known, rule = (body.assumed, body.rule.hours, body.rule.later), body.rule
    by_itself = datetime.combine(subject.first, time(), UTC) + BY_ITSELF
    for number, edge in enumerate(edges):
        days = {(edge + around).astimezone(calendar.zone).date() for around in AROUND}
        plans = tuple(_told_of(calendar.actual_of(day)) for day in sorted(days))
        own = body.place if edge < by_itself else NOWHERE
        yield edge, (own, rule.zone, plans, *edges[number : number + 3], known)


def _told_of(plan: Day) -> Alike:
    """What sentences tell of a day: not which entry gave it its hours, only the words that it gave for them."""
    cuts = tuple((part, cause.kind, cause.words) for part, cause in plan.cuts)
    return plan.spans, plan.perhaps, plan.cause.kind, plan.cause.words, plan.cause.sure, cuts


def _told(subject: Subject, body: Body, calendar: Calendar, frames: Frames, edge: datetime) -> Iterator[Told]:
    """What is said around an edge, in each language; another frame each day."""
    for number, now in enumerate(edge + around for around in AROUND):
        possible = frames[calendar.is_open(now)]
        if possible and within(subject, calendar, now):
            frame = possible[(edge.toordinal() + STRIDE * number) % len(possible)]
            yield from _heard(subject, body, now, frame)


def _heard(subject: Subject, body: Body, now: datetime, frame: Frame) -> Iterator[Told]:
    values = _values(subject, body, now, frame)
    if values is None:
        return
    zone = ZoneInfo("Indian/Reunion") if frame.fill.endswith("_there") else ZoneInfo(body.rule.zone)
    here = now.astimezone(zone).replace(tzinfo=None)
    for language in subject.prompts.keys() & EARS.keys():
        named = moment_in(_spoken(subject, language, frame, values), language, here)
        yield Told(now, frame, language, Claim(_moments(named, zone), frame.fill in ENDS))


def _values(subject: Subject, body: Body, now: datetime, frame: Frame) -> Mapping[str, Value] | None:
    """What a frame tells; None where it is not said, for no reopening is known."""
    facts, call = Facts(now, "national", THERE, subject.schedules), body.call
    if call is None or (frame.fill not in ENDS and facts.reason(call) == "endless"):
        return None
    return {fill: getattr(facts, fill)(call) for fill in frame.step.fills}


def _spoken(subject: Subject, language: str, frame: Frame, values: Mapping[str, Value]) -> str:
    try:
        spoken = speak(subject.prompts, language, (Say(frame.step.name, values),))
    except WordingError as error:
        return error.words[language]
    return " ".join(text(utterance) for utterance in spoken)


def _moments(named: datetime | None, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments that a clock may mean: two in the hour that comes twice."""
    if named is None:
        return ()
    return tuple(dict.fromkeys(named.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)))


@lru_cache(maxsize=1 << 18)
def _is_true(rule: Rule, claim: Claim) -> bool:
    """Whether it opens (or closes) at one of the moments that were named."""
    edge = (True, False) if claim.ends else (False, True)
    return any((plainly_open(rule, at - MINUTE), plainly_open(rule, at)) == edge for at in claim.moments)
