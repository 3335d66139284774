"""A hundred seeded breaks of the real line: each is caught, or not a word of any call changes."""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from random import Random

import pytest

from ivr.check.calls.heard_turns import words_of
from ivr.check.checks import CHECKS
from ivr.check.findings import Finding
from ivr.check.report import FOUNDATIONS, findings_of, structural
from ivr.check.subject import Needs, Subject
from ivr.line.table import FlowError
from tests.check.breaks import BREAKS
from tests.check.real import real

SEEDS = range(100)


@cache
def sound() -> Subject:
    """The real line over three months: what is broken here shows soon."""
    return replace(real(), months=3)


def transcripts(subject: Subject) -> str:
    """Every turn of every call in words, in both languages, with how it goes on: one hash of them all."""
    lines = set()
    for edge in subject.walk.edges:
        spoken = [words_of(subject, edge.turn, language) for language in subject.prompts]
        lines.add(repr((edge.state, edge.answer, sorted(edge.settled.items()), edge.target, spoken, edge.turn.ends)))
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def caught(subject: Subject) -> tuple[Finding, ...]:
    """What is found; the quick checks first, for most need no more."""
    found = structural(subject)
    if found or {one.code for one in found} & FOUNDATIONS:
        return found
    return _with("walk", subject) or _with("calendar", subject)


def _with(needs: Needs, subject: Subject) -> tuple[Finding, ...]:
    return findings_of(subject, [check for check in CHECKS if check.needs == needs])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_break_is_caught_or_changes_no_word(seed: int) -> None:
    random = Random(seed)
    make = BREAKS[seed % len(BREAKS)]
    try:
        what, broken = make(sound(), random)
    except FlowError:
        return  # caught as the table is built
    if broken == sound():
        return  # not a byte has changed

    assert caught(broken) or transcripts(broken) == transcripts(sound()), f"{make.__name__}: {what}"


def test_the_line_that_is_broken_is_sound_before() -> None:
    assert structural(sound()) == ()
