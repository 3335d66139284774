"""What callers say in their own words, and the step that it leads to at the first menu.

Two halves: one that the words in prompts/ were written with, and one that was written by somebody who had not seen
them and is never looked at (corpus/README.md). Of that half only counts are told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from ivr.content.prompts import read_prompts
from ivr.line.actions import Say, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.flow import FLOW
from ivr.line.inputs import Input, NotUnderstood, Said
from ivr.line.steps import Menu
from ivr.voice.vocabulary import Vocabulary
from tests.line.situation import facts, schedules

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("fr", "en")

# What an utterance means -> the steps of which its turn passes one. A membership may be learnt instead: `REGIMES`.
REACHED: Mapping[str, frozenset[str]] = {
    label: frozenset(steps.split())
    for label, steps in {
        "attestation": "attestation",
        "when_needed": "when_needed",
        "no_account": "no_account",
        "password": "password",
        "no_internet": "no_internet kiosk",
        "other_attestation": "other_attestation",
        "which_attestation": "which_attestation",
        "file": "file",
        "hours": "hours",
        "channels": "channels messages amelibot kiosk",
        "reception": "reception kiosk",
        "deaf": "deaf",
        "adviser": "connect adviser_missing adviser_of",
        "none": "elsewhere",
        "body_sncf": "sncf",
        "body_ratp": "ratp",
        "body_general": "right_place",
        "body_public": "civil_partner",
        "body_msa": "msa",
        "body_mgen": "mgen",
        "body_camieg": "camieg",
        "body_cnmss": "cnmss",
        "body_enim": "enim",
        "body_crpcen": "crpcen",
    }.items()
}


class Row(NamedTuple):
    """An utterance, and all that it may be taken for, the best first."""

    say: str
    means: tuple[str, ...]


def rows(name: str) -> Iterator[Row]:
    """The rows of a file of the corpus."""
    for row in YAML(typ="safe", pure=True).load((CORPUS / f"{name}.yaml").read_text("utf-8")):
        yield Row(row["say"], tuple(row["means"]))


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(FLOW, read_prompts(Path("prompts")), schedules())


def first_menu(language: str) -> Call:
    """A caller of known place, so that hours and advisers ask nothing, at the first menu."""
    asker = Asker(facts(called="mayotte"))
    return begin(FLOW, Call(language=language), asker).call  # type: ignore[arg-type]


def taken_for(say: str, call: Call) -> frozenset[str]:
    """Every meaning that the answer to an utterance can be taken for."""
    heard = vocabulary().hear(call, say)
    if isinstance(heard, NotUnderstood):
        return frozenset(("none",))
    turn = advance(FLOW, call, heard, Asker(facts(called="mayotte")))
    return frozenset(_meanings(heard, turn, call))


def _meanings(heard: Input, turn: Turn, before: Call) -> Iterator[str]:
    if isinstance(heard, Said) and heard.danger:
        yield "danger"
        return
    if turn.call.language != before.language or (isinstance(heard, Said) and heard.language):
        yield {"en": "english", "fr": "french"}[turn.call.language]
    if isinstance(heard, Said) and heard.key in ("*", "#"):
        yield {"*": "back", "#": "again"}[heard.key]
    passed = {one.step for one in turn.way} | {said.prompt for said in turn.says if isinstance(said, Say)}
    yield from (label for label, steps in REACHED.items() if passed & steps)
    if turn.call.regime:
        yield f"body_{turn.call.regime}"


def judged(name: str, language: str) -> Mapping[str, list[str]]:
    """Right, wrong and missed utterances of a file. What must not be understood is wrong when it is."""
    call, found = first_menu(language), {"right": [], "wrong": [], "missed": []}  # type: ignore[var-annotated]
    for row in rows(f"{name}_{language}"):
        got = taken_for(row.say, call)
        verdict = "right" if got & set(row.means) else "missed" if got == {"none"} else "wrong"
        found[verdict].append(row.say)
    return found


def counts(name: str, language: str) -> Counter[str]:
    """How many of a file are right, wrong and missed, those left out that were worked with by chance: no utterance."""
    known = worked_with(language)
    found = judged(name, language)
    return Counter({verdict: sum(one.casefold() not in known for one in said) for verdict, said in found.items()})


def worked_with(language: str) -> frozenset[str]:
    return frozenset(row.say.casefold() for name in HELD for row in rows(f"{name}_{language}"))


def share(some: Counter[str], verdict: str) -> float:
    """In percent of all."""
    return 100 * some[verdict] / some.total()


# -- the half that is worked with --------------------------------------------------------------------------------------

HELD = ("worked", "near_miss", "danger", "worked_danger", "worked_near_miss")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HELD)
def test_what_is_worked_with_is_nearly_all_right_and_never_wrong(name: str, language: str) -> None:
    found = judged(name, language)

    assert found["wrong"] == []
    assert len(found["missed"]) * 50 <= len(found["right"]), found["missed"]


def test_every_danger_is_found_and_no_near_miss_taken_for_one() -> None:
    for language in LANGUAGES:
        call = first_menu(language)
        for name in ("danger", "worked_danger"):
            assert [row.say for row in rows(f"{name}_{language}") if taken_for(row.say, call) != {"danger"}] == []
        for name in ("near_miss", "worked_near_miss", "worked"):
            assert [row.say for row in rows(f"{name}_{language}") if taken_for(row.say, call) == {"danger"}] == []


def test_danger_is_found_in_every_menu_and_in_either_language() -> None:
    for menu in FLOW.steps.values():
        if isinstance(menu, Menu):
            for language, said in (("fr", "j'arrive plus à respirer"), ("en", "I can't breathe")):
                for spoken in LANGUAGES:
                    call = Call(step=menu.name, language=spoken, department="59")  # type: ignore[arg-type]
                    heard = vocabulary().hear(call, said)
                    assert heard == Said(danger="emergency", language=language), (menu.name, spoken)  # type: ignore[arg-type]


def test_what_every_menu_listens_for_is_held_once() -> None:
    """It is 60 times as large otherwise: 160 MiB."""
    first, second = (vocabulary().of(Call(step=step)).lexicon for step in ("topics", "channels"))
    assert first.wished is second.wished
    assert all(one is other for one, other in zip(first.alarms, second.alarms, strict=True))


# -- the half that is never looked at ----------------------------------------------------------------------------------

# As measured on 2026-11-26, the fifth and last time: right at least, wrong at most, in percent.
FLOORS: Mapping[str, tuple[float, float]] = {
    "unseen_fr": (86.0, 8.3),
    "unseen_en": (88.0, 9.4),
    "unseen_danger_fr": (75.0, 10.0),
    "unseen_danger_en": (65.2, 4.4),
    "unseen_near_miss_fr": (75.0, 15.0),
    "unseen_near_miss_en": (79.1, 8.4),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["unseen", "unseen_danger", "unseen_near_miss"])
def test_the_unseen_half_is_as_right_as_when_it_was_measured(name: str, language: str) -> None:
    found = counts(name, language)
    print(f"{name}_{language}:", ", ".join(f"{verdict} {found[verdict]}" for verdict in ("right", "wrong", "missed")))
    right, wrong = FLOORS[f"{name}_{language}"]

    assert share(found, "right") >= right
    assert share(found, "wrong") <= wrong


def test_the_corpus_is_large_enough_and_nothing_worked_with_stands_in_it_twice() -> None:
    for language, least in (("fr", 400), ("en", 150)):
        size = sum(1 for name in ("worked", "unseen") for _ in rows(f"{name}_{language}"))
        assert size >= least
        said = Counter(row.say for name in HELD for row in rows(f"{name}_{language}"))
        assert [one for one, times in said.items() if times > 1] == []
