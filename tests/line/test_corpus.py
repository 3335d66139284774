"""What callers say in their own words, and the step that it leads to at the first menu.

Three parts: the examples of prompts/, which the line learns from; a third of what was written with them, held back from
that and from the phrases; and one that was written by somebody who had not seen prompts/ and is never looked at
(corpus/README.md). Of that only counts are told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from ivr.content.examples import said_in
from ivr.content.faults import Faults
from ivr.content.prompts import read_prompts
from ivr.line.actions import Say, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin, choices_of
from ivr.line.flow import FLOW
from ivr.line.inputs import Input, NotUnderstood, Pressed, Said
from ivr.line.steps import Menu
from ivr.voice.vocabulary import Vocabulary
from tests.line.situation import facts, schedules
from tests.slices import slice_of

PARTS = 5  # of the examples, one a day
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
        "none": "elsewhere goodbye",
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
    for row in YAML(typ="safe").load((CORPUS / f"{name}.yaml").read_text("utf-8")):
        yield Row(row["say"], tuple(row["means"]))


BODIES = frozenset(wish.name for wish in FLOW.manners.wishes if wish.body)


def examples(language: str) -> Iterator[Row]:
    """What prompts/ has as examples, in the words of a corpus: "msa" is body_msa there, "en" is english."""
    for meanings, sentences in said_in(Path("prompts"), language, Faults()).items():
        means = tuple(
            {"en": "english", "fr": "french", "emergency": "danger", "despair": "danger"}.get(
                one, f"body_{one}" if one in BODIES else one
            )
            for one in meanings
        )
        yield from (Row(sentence, means) for sentence in sentences)


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
    if turn.call.doubt:
        return frozenset(("asked", *_offered_in(turn.call)))
    return frozenset(_meanings(heard, turn, call))


def _offered_in(question: Call) -> Iterator[str]:
    """Every meaning that can be chosen where the line asks which was meant."""
    asker = Asker(facts(called="mayotte"))
    for choice in choices_of(FLOW.steps["doubt"], question, asker.facts.schedules, LANGUAGES)[:-1]:  # type: ignore[arg-type]
        turn = advance(FLOW, question, Pressed(choice.key), asker)
        yield from _meanings(Pressed(choice.key), turn, question)


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


def judged(some: Iterable[Row], language: str) -> Mapping[str, list[str]]:
    """The utterances by verdict."""
    call, found = first_menu(language), {one: [] for one in VERDICTS}  # type: ignore[var-annotated]
    for row in some:
        found[verdict(taken_for(row.say, call), row.means)].append(row.say)
    return found


VERDICTS = ("right", "asked", "aside", "missed", "wrong")


def verdict(got: frozenset[str], means: tuple[str, ...]) -> str:
    """What has become of an utterance.

    asked: the line asked a question that has the right answer; aside: one that has not; missed: it was not understood;
    wrong: the caller was led elsewhere, also who meant nothing that the line has.
    """
    nowhere = got == {"again"} and "none" in means  # who hears the choices again was led nowhere
    right = nowhere or bool(got & set(means))
    if "asked" in got:
        return "asked" if right else "aside"
    return "right" if right else "missed" if got == {"none"} else "wrong"


def counts(name: str, language: str) -> Counter[str]:
    """How many of a file have each verdict, those left out that are examples by chance: no utterance."""
    known = frozenset(row.say.casefold() for row in examples(language))
    found = judged(rows(f"{name}_{language}"), language)
    return Counter({verdict: sum(one.casefold() not in known for one in said) for verdict, said in found.items()})


def shares(some: Counter[str]) -> Mapping[str, float]:
    """Each verdict in percent of all."""
    return {verdict: 100 * some[verdict] / some.total() for verdict in VERDICTS}


# -- what the line learns from -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_nearly_all_right_and_never_wrong(language: str, pytestconfig: pytest.Config) -> None:
    found = judged(slice_of(tuple(examples(language)), PARTS, pytestconfig), language)
    unsure = [*found["asked"], *found["aside"], *found["missed"]]

    assert found["wrong"] == []
    assert len(unsure) * 40 <= len(found["right"]), unsure


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_danger_is_found_and_nothing_else_is_taken_for_one(language: str, pytestconfig: pytest.Config) -> None:
    call, some = first_menu(language), slice_of(tuple(examples(language)), PARTS, pytestconfig)
    alarming = {row.say for row in some if taken_for(row.say, call) == {"danger"}}
    dangers = {row.say for row in some if "danger" in row.means}

    assert alarming == dangers
    assert len(dangers) >= 100


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
    assert first.wished.examples is first.alarms[0].examples


def test_nothing_stands_among_the_examples_twice_or_under_a_name_that_the_line_has_not() -> None:
    known = {wish.name for wish in FLOW.manners.wishes} | {*REACHED, "danger", "english", "french", "back", "again"}
    for language in LANGUAGES:
        said = Counter(row.say for row in examples(language))
        assert [one for one, times in said.items() if times > 1] == []
        assert {one for row in examples(language) for one in row.means} <= known


# -- what it has not seen ----------------------------------------------------------------------------------------------

# As measured on 2026-11-27: right at least, wrong at most, in percent.
FLOORS: Mapping[str, tuple[float, float]] = {
    "held_fr": (77.6, 3.1),
    "held_en": (73.1, 5.6),
    "held_danger_fr": (97.3, 2.0),
    "held_danger_en": (94.6, 0.8),
    "held_near_miss_fr": (79.8, 8.3),
    "held_near_miss_en": (88.8, 5.2),
    "held_talk_fr": (64.6, 13.7),
    "held_talk_en": (52.5, 12.5),
    "unseen_fr": (91.1, 0.6),
    "unseen_en": (92.3, 1.6),
    "unseen_danger_fr": (97.4, 2.6),
    "unseen_danger_en": (95.2, 4.8),
    "unseen_near_miss_fr": (80.0, 10.0),
    "unseen_near_miss_en": (91.6, 4.2),
}


@pytest.mark.parametrize("name", FLOORS)
def test_what_it_has_not_seen_is_as_right_as_when_it_was_measured(name: str) -> None:
    kind, language = name.rsplit("_", 1)
    found = counts(kind, language)
    print(f"{name}:", ", ".join(f"{verdict} {found[verdict]}" for verdict in VERDICTS))
    right, wrong = FLOORS[name]

    assert shares(found)["right"] >= right
    assert shares(found)["wrong"] <= wrong


def test_the_corpus_is_large_enough() -> None:
    for language, least in (("fr", 400), ("en", 150)):
        unseen = sum(1 for _ in rows(f"unseen_{language}"))
        assert sum(1 for _ in examples(language)) + unseen >= least
