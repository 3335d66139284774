"""A hundred seeded breaks of the real line, ten a day: each is caught, or not a word of any call changes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from random import Random

import pytest

from ivr.check.calls.heard_turns import what_is_said, words_of
from ivr.check.checks import CHECKS
from ivr.check.report import without_calls
from ivr.check.subject import Needs, Subject
from ivr.check.walk import walk
from ivr.findings import Finding
from tests.check.breaks import BREAKS
from tests.check.real import real
from tests.slices import slice_of

SEEDS = range(100)
A_DAY = 10  # parts: so many breaks a day
WALKED = 100  # where only a whole walk tells, in ten seconds: one seed a day takes it
OF_SINGLE_TURNS = frozenset(
    {
        *("broken-turn", "unspeakable", "contradiction", "no-goodbye", "cut-off", "lost-greeting", "lost-thread"),
        "unkept-offer",
    }
)


@cache
def sound() -> Subject:
    """The real line over three months: what is broken here shows soon."""
    return replace(real(), months=3)


def transcripts(subject: Subject) -> str:
    """Every turn of every call in words, in both languages, with how it goes on: one hash of them all."""
    lines, known = set(), dict[object, list[str]]()
    for edge in subject.walk.edges:
        said = what_is_said(edge.turn)
        spoken = known.get(said) or [words_of(subject, edge.turn, language) for language in subject.prompts]
        known[said] = spoken
        asked = sorted(
            f"{one.question}={one.answer}"
            for one in edge.turn.way
            if one.question and not _is_sure(subject, one.question)
        )
        begun = edge.source.step if edge.source else edge.facts.called
        lines.add(repr((begun, edge.answer, asked, edge.turn.call.step, spoken, edge.turn.ends)))
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


@cache
def sound_transcripts() -> str:
    """Those of the line that is not broken."""
    return transcripts(sound())


def _is_sure(subject: Subject, question: str) -> bool:
    return subject.flow.questions[question].is_sure


def caught(subject: Subject) -> bool:
    """Whether anything is found soon that isn't of the sound line: at a glance, by the calendars, by some calls."""
    return bool(without_calls(subject)) or _in_calendars(subject) or _in_some_calls(subject)


def _in_calendars(subject: Subject) -> bool:
    return any(finding not in said_of_the_sound() for finding in _found("calendar", subject))


@cache
def said_of_the_sound() -> frozenset[Finding]:
    """What its calendars give to mind without any break."""
    return frozenset(_found("calendar", sound()))


def _in_some_calls(subject: Subject) -> bool:
    """What single turns show is found soon, in the first of a walk."""
    few = replace(subject)
    few.__dict__["walk"] = walk(few.flow, few.facts, most=8000)
    return any(_is_of_one_turn(finding) for finding in _found("walk", few, OF_SINGLE_TURNS))


def _is_of_one_turn(finding: Finding) -> bool:
    return "->" not in finding.sentence("en")  # where an offer comes to is seen in all calls alone


def _in_all_calls(subject: Subject) -> bool:
    return any(True for _ in _found("walk", subject))


def _found(needs: Needs, subject: Subject, codes: frozenset[str] = frozenset()) -> Iterator[Finding]:
    for check in CHECKS:
        if check.needs == needs and (not codes or check.code in codes):
            yield from check.find(subject)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Those of the day."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", slice_of(SEEDS, A_DAY, metafunc.config))


def test_a_break_is_caught_or_changes_no_word(seed: int, pytestconfig: pytest.Config) -> None:
    random = Random(seed)
    make = BREAKS[seed % len(BREAKS)]
    what, broken = make(sound(), random)
    if broken == sound():
        return  # not a byte has changed

    if caught(broken):
        return
    if seed not in slice_of(SEEDS, WALKED, pytestconfig):
        pytest.skip("only a walk of every call tells: one is walked a day, all by make chaos")

    assert _in_all_calls(broken) or transcripts(broken) == sound_transcripts(), f"{make.__name__}: {what}"


def test_the_line_that_is_broken_is_sound_before() -> None:
    assert without_calls(sound()) == ()
