"""What callers say in their own words, and the step that it leads to at the first menu.

Two halves: one that the words in prompts/ were written with, and one that was written by somebody who had not seen
them and is never looked at (corpus/README.md). Of that half only counts are told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from ivr.content.prompts import read_prompts
from ivr.line.actions import Say, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.flow import FLOW
from ivr.line.inputs import Input, NotUnderstood, Said
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
        "adviser": "connect adviser_missing",
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
    """How many of a file are right, wrong and missed: nothing of what was said."""
    return Counter({verdict: len(said) for verdict, said in judged(name, language).items()})


def share(some: Counter[str], verdict: str) -> float:
    """In percent of all."""
    return 100 * some[verdict] / some.total()
