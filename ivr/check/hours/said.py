"""The check of what is said of openings: around every edge of every calendar, the words are read back.

The minute before, at, and after: each sentence is spoken by the line's own facts and words, read back by ear
(read_back.py), and the moment that it names is looked up in what was written (plain_hours.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import cast
from zoneinfo import ZoneInfo

from ivr.check.bodies import Body, bodies, calendars, within
from ivr.check.plain_hours import plainly_open
from ivr.check.read_back import moment_in
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.calendar import Calendar
from ivr.hours.words import words
from ivr.line.actions import Say
from ivr.line.call import Call, Language
from ivr.line.facts import Facts
from ivr.line.origin import Origin
from ivr.line.steps import Tell
from ivr.wording.prompts import WordingError
from ivr.wording.speak import speak, text

MINUTE = timedelta(minutes=1)
AROUND = (-MINUTE, timedelta(0), MINUTE)
ENOUGH = 3  # findings a calendar: they have one cause
ENDS = ("closing", "closing_there")
THERE = Origin("RE", "fixed", "+262262201234")  # whose own clock is certain, and another one


@dataclass(frozen=True, slots=True)
class Frame:
    """A step that names an opening or a closing, and the value that does."""

    step: Tell
    fill: str


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
    for body in bodies(subject):
        if body.call is None:
            continue
        yield from islice(_around_edges(subject, body, known[body.rule], frames), ENOUGH)


def _frames(subject: Subject) -> Frames:
    """The steps that tell a closing (said while it is open), and those that tell a reopening."""
    fills = ("reopening", "reopening_there", *ENDS)
    steps = [step for step in subject.flow.steps.values() if isinstance(step, Tell) and "special" not in step.fills]
    frames = [Frame(step, fill) for step in steps for fill in fills if fill in step.fills]
    return {end: [frame for frame in frames if (frame.fill in ENDS) is end] for end in (True, False)}


def _around_edges(subject: Subject, body: Body, calendar: Calendar, frames: Frames) -> Iterator[Finding]:
    turns = {end: cycle(found) for end, found in frames.items() if found}
    edges = {edge for start, end, _ in calendar.intervals for edge in (start, end)}
    for edge in sorted(edges):
        for now in (edge + around for around in AROUND):
            is_open = calendar.is_open(now)
            if within(subject, calendar, now) and is_open in turns:
                yield from _heard(subject, body, now, next(turns[is_open]))


def _heard(subject: Subject, body: Body, now: datetime, frame: Frame) -> Iterator[Finding]:
    facts = Facts(now, "national", THERE, subject.schedules)
    if body.call is None or _unknown(facts, body, frame):
        return
    zone = ZoneInfo("Indian/Reunion") if frame.fill.endswith("_there") else ZoneInfo(body.rule.zone)
    for language in subject.prompts:
        words_said = _spoken(subject, facts, replace(body.call, language=cast(Language, language)), frame)
        named = moment_in(words_said, language, now.astimezone(zone).replace(tzinfo=None))
        if not _is_true(body, named, zone, frame):
            local = f"{now.astimezone(zone):%Y-%m-%d %H:%M}"
            yield misspoken_opening.at(body.place, now=local, words=words_said)


def _unknown(facts: Facts, body: Body, frame: Frame) -> bool:
    """Whether no reopening is known: then the line tells none."""
    assert body.call is not None
    return frame.fill not in ENDS and facts.reason(body.call) == "endless"


def _spoken(subject: Subject, facts: Facts, call: Call, frame: Frame) -> str:
    values = {fill: getattr(facts, fill)(call) for fill in frame.step.fills}
    try:
        spoken = speak(subject.prompts, call.language, (Say(frame.step.name, values),))
    except WordingError as error:
        return error.words[call.language]
    return " ".join(text(utterance) for utterance in spoken)


def _is_true(body: Body, named: datetime | None, zone: ZoneInfo, frame: Frame) -> bool:
    """Whether it opens at the moment that was named (or closes then), by either reading of an hour that comes twice."""
    if named is None:
        return False
    for fold in (0, 1):
        at = named.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        before, after = plainly_open(body.rule, at - MINUTE), plainly_open(body.rule, at)
        if (before, after) == ((True, False) if frame.fill in ENDS else (False, True)):
            return True
    return False
