"""How long it takes a caller to get what they ring for: the shortest way by seconds, to each goal, in each language.

The caller listens until the wanted choice has been said, and then presses its key: PRESS seconds each, TYPE for each
digit of a longer number. What the network takes is not counted. Speech is timed by speech_time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import cast

from ivr.hearing.goals import GOALS, ORDINARY, Goal, Ring, facts_of
from ivr.hours.schedules import Schedules
from ivr.line.actions import Connect, Ending, HangUp, KeepNumber, Listen, Offer, Perform, Say, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts
from ivr.line.inputs import Input, NumberKept, Pressed, Silent, TextAnswered
from ivr.line.origin import read_mobile
from ivr.line.steps import Ask, Flow, Menu
from ivr.wording.prompts import Prompts
from ivr.wording.speak import Utterance, speak
from ivr.wording.speech_time import seconds_of

PRESS, TYPE = 1.0, 0.5
POSTCODE, MOBILE = "75012", "0612345678"
ADVISER = "0"
ANNOUNCED = "any_time"  # the sentence that announces 0

Says = tuple[Say | Offer, ...]

Languages = Mapping[str, Prompts]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a goal. `ranks` say where the wanted choice stood in each menu: "2/4"."""

    seconds: float
    keys: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()

    @property
    def last_rank(self) -> str:
        """Where the wanted choice stood in the last menu."""
        return self.ranks[-1] if self.ranks else ""

    @property
    def presses(self) -> int:
        """Keys pressed, the digits of a postcode counted each."""
        return sum(len(keys) for keys in self.keys)


@dataclass(frozen=True, slots=True)
class Heard:
    """One row of the report: a goal, and the shortest way to it in each language; None where there is none."""

    goal: Goal
    ways: Mapping[str, Way | None]


@dataclass(slots=True)
class _Search:
    """Every turn that a ring can lead to, the soonest first."""

    flow: Flow
    prompts: Languages
    facts: Facts
    known: dict[object, float] = field(default_factory=dict)  # seconds of what was timed before
    found: dict[tuple[str, str], Way] = field(default_factory=dict)  # (goal, language) -> the shortest so far


def ear_report(flow: Flow, prompts: Languages, schedules: Schedules, now: datetime = ORDINARY) -> tuple[Heard, ...]:
    """Each goal with its shortest way in each language, for calls that come after `now`."""
    found: dict[tuple[str, str], Way] = {}
    known: dict[object, float] = {}
    for ring in dict.fromkeys(goal.ring for goal in GOALS):
        search = _Search(flow, prompts, facts_of(ring, schedules, now), known)
        _explore(search, ring)
        found |= search.found
    return tuple(Heard(goal, {name: found.get((goal.name, name)) for name in prompts}) for goal in GOALS)


def _explore(search: _Search, ring: Ring) -> None:
    """Dijkstra over the turns of a call, by seconds."""
    goals = [goal for goal in GOALS if goal.ring == ring]
    order = count()
    waiting = [(0.0, next(order), begin(search.flow, Call(), Asker(search.facts)), Way(0))]
    seen: set[tuple[Call, type[Ending]]] = set()
    while waiting and not _is_done(search, goals, waiting[0][0]):
        _, _, turn, way = heappop(waiting)
        _note(search, goals, turn, way)  # even of a state that was seen: what is told on the way may be wanted
        state = (turn.call._replace(turn=0, back=""), type(turn.ends))
        if state in seen:
            continue
        seen.add(state)
        for further in _further(search, turn, way):
            heappush(waiting, (further[1].seconds, next(order), *further))


def _is_done(search: _Search, goals: list[Goal], seconds: float) -> bool:
    """Whether no turn that begins at this second, or later, can shorten anything."""
    ways = [search.found.get((goal.name, language)) for goal in goals for language in search.prompts]
    return all(way is not None and way.seconds <= seconds for way in ways)


def _note(search: _Search, goals: list[Goal], turn: Turn, way: Way) -> None:
    """Write down the goals that this turn reaches, with the second at which it does."""
    told, language = 0.0, turn.call.language
    for said in turn.says:
        before, told = told, told + _seconds(search, language, said)
        for goal in goals:
            if isinstance(said, Say) and goal.is_heard(said.prompt, said.values):
                _keep(
                    search, (goal.name, language), replace(way, seconds=way.seconds + (before if goal.before else told))
                )
    for goal in goals:
        if goal.is_done(turn):
            _keep(search, (goal.name, language), replace(way, seconds=way.seconds + told))


def _keep(search: _Search, key: tuple[str, str], way: Way) -> None:
    if key not in search.found or way.seconds < search.found[key].seconds:
        search.found[key] = way


def _further(search: _Search, turn: Turn, way: Way) -> Iterator[tuple[Turn, Way]]:
    """The turns that follow, and when they begin."""
    match turn.ends:
        case Listen(menu=menu) if menu:
            yield from _choices(search, turn, way)
        case Listen():
            yield _typed(search, turn, way)
        case Perform(KeepNumber(digits)):
            kept = read_mobile(digits)
            known = replace(search.facts, typed_number=kept.e164 if kept else "")
            yield advance(search.flow, turn.call, NumberKept("yes" if kept else "no"), Asker(known)), way
        case Perform():
            yield _next(search, turn, TextAnswered("taken")), way
        case Connect() | HangUp():
            return


def _choices(search: _Search, turn: Turn, way: Way) -> Iterator[tuple[Turn, Way]]:
    """Each key of a menu, pressed when its choice has been said; 0, at once after it was first announced.

    Where silence is a yes nothing is pressed, and the line's patience is waited for; where a number may be typed
    too, that no other key follows.
    """
    at = next(number for number, one in enumerate(turn.says) if isinstance(one, Offer))
    offer = cast(Offer, turn.says[at])
    more = turn.ends.wait if isinstance(turn.ends, Listen) and turn.ends.digits > 1 else 0
    said, whole = (_told(search, turn, turn.says[:end]) for end in (at, len(turn.says)))
    for rank, after in enumerate(_offered(search, turn.call.language, offer)):
        key, stood = offer.choices[rank][1], f"{rank + 1}/{len(offer.choices)}"
        pressed = Way(way.seconds + said + after + PRESS + more, (*way.keys, key), (*way.ranks, stood))
        yield _next(search, turn, Pressed(key)), pressed
    step = search.flow.steps[turn.call.step]
    if isinstance(step, Menu) and step.assent and isinstance(turn.ends, Listen):
        yield _next(search, turn, Silent()), replace(way, seconds=way.seconds + whole + turn.ends.wait)
        return
    before = 0.0 if way.keys else _told(search, turn, _announcing(turn.says[:at]))
    yield _next(search, turn, Pressed(ADVISER)), Way(way.seconds + before + PRESS, (*way.keys, ADVISER), way.ranks)


def _announcing(says: Says) -> Says:
    """What is said up to the sentence that announces 0; all of it, where none does."""
    announced = [number for number, one in enumerate(says) if isinstance(one, Say) and one.prompt == ANNOUNCED]
    return says[: announced[0] + 1] if announced else says


def _told(search: _Search, turn: Turn, says: Says) -> float:
    return sum(_seconds(search, turn.call.language, one) for one in says)


def _typed(search: _Search, turn: Turn, way: Way) -> tuple[Turn, Way]:
    """The digits that are asked for."""
    ask = search.flow.steps[turn.call.step]
    assert isinstance(ask, Ask)
    digits = POSTCODE if ask.takes == "postcode" else MOBILE
    typed = PRESS + TYPE * len(digits)
    seconds = way.seconds + _told(search, turn, turn.says) + typed
    return _next(search, turn, Pressed(digits)), replace(way, seconds=seconds, keys=(*way.keys, digits))


def _next(search: _Search, turn: Turn, answer: Input) -> Turn:
    return advance(search.flow, turn.call._replace(back=""), answer, Asker(search.facts))


def _offered(search: _Search, language: str, offer: Offer) -> Iterator[float]:
    """For each choice, the seconds from the first one's beginning to its own end."""
    whole = _seconds(search, language, offer)
    alone = [_seconds(search, language, replace(offer, choices=(choice,))) for choice in offer.choices]
    pause = (whole - sum(alone)) / (len(alone) - 1) if len(alone) > 1 else 0.0
    for rank in range(len(alone)):
        yield sum(alone[: rank + 1]) + rank * pause


def _seconds(search: _Search, language: str, said: Say | Offer) -> float:
    key = (language, said if isinstance(said, Offer) else (said.prompt, *said.values.items()))
    if key not in search.known:
        utterances = speak(search.prompts, language, (said,))
        search.known[key] = sum(heard_seconds(utterance) for utterance in utterances)
    return search.known[key]


def heard_seconds(utterance: Utterance) -> float:
    """How long an utterance takes, pauses included."""
    return sum(
        seconds_of(part, utterance.locale) if isinstance(part, str) else part.ms / 1000 for part in utterance.parts
    )
