"""What callers' words are learnt from is learnt before a call needs it, and once for the same words."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from ivr.content.prompts import read_prompts
from ivr.line.flow import FLOW
from ivr.voice import vocabulary
from tests.ringing import Ringing
from tests.serving import MOBILE, TUESDAY_10H


def test_no_caller_waits_while_words_are_learnt(line: Callable[..., Ringing], monkeypatch: pytest.MonkeyPatch) -> None:
    placed = line(TUESDAY_10H)

    def too_late(_: object) -> None:
        raise AssertionError("learnt during a call")

    monkeypatch.setattr(vocabulary, "examples_of", too_late)
    placed.phone(MOBILE).dial().say("créer un compte").hears("ameli")


def test_the_same_words_are_learnt_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_learnt", [])
    prompts = read_prompts(Path("prompts"))
    first = vocabulary.learnt_of(FLOW, prompts)
    assert vocabulary.learnt_of(FLOW, deepcopy(dict(prompts))) is first, "read again, or with other schedules"
    other = dict(prompts) | {"fr": deepcopy(prompts["en"])}
    assert vocabulary.learnt_of(FLOW, other) is not first
    assert vocabulary.learnt_of(FLOW, prompts) is first, "calls go on in the words before"
