"""Content for tests of the rooms above wording: the real schedules, and prompts that say their own names."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from ivr.check.wanted import fills_of
from ivr.content.schedules import read_schedules
from ivr.line.facts import CLOCKS, TERRITORIES, TERRITORY_THERE
from ivr.line.flow import FLOW
from ivr.line.steps import OTHER, Menu, Step
from ivr.published.snapshot import Snapshot
from ivr.wording.phrases import PHRASES
from ivr.wording.prompts import ChoiceWords, Prompt, Prompts

ADVISER = "+33199000001"
VOICES = {"fr": ("fr-FR", "Polly.Lea-Neural"), "en": ("en-GB", "Polly.Amy-Neural")}
ADDRESSES = ("attestation", "create", "reception", "account")
FACTS = ("mainland", "your_caisse", *CLOCKS.values(), *TERRITORIES.values(), TERRITORY_THERE)  # said by a prompt


@cache
def snapshot() -> Snapshot:
    """Both languages, and an adviser's number on every line."""
    real = read_schedules(Path("schedules"))
    lines = {name: replace(line, adviser=ADVISER) for name, line in real.lines.items()}
    return Snapshot({language: prompts(language) for language in VOICES}, replace(real, lines=lines), "plain")


@cache
def prompts(language: str) -> Prompts:
    """Each step says "fr topics." and its values; each choice is offered, and spoken, by its own name."""
    locale, voice = VOICES[language]
    regimes = read_schedules(Path("schedules")).regimes
    said = [_prompt(step, language) for step in FLOW.steps.values()]
    said += [Prompt(f"address_{name}", f"{name}, point, fr") for name in (*ADDRESSES, *regimes)]
    said += [*_without_a_step(language), Prompt("your_caisse", "votre caisse"), Prompt("our_hours", "nos horaires")]
    return Prompts(
        language=language,
        locale=locale,
        voice=voice,
        prompts={prompt.key: prompt for prompt in said},
        texts={name: f"{language} {name} https://www.ameli.fr" for name in (*ADDRESSES, *regimes)},
        everywhere={"0": ("conseiller",), "*": ("retour",), "en": ("english",), "not": ("pas une",)},
        phrases={
            name: " ".join(f"{{{value}}}" for value in sorted(values)) or name for name, values in PHRASES.items()
        },
    )


def _without_a_step(language: str) -> list[Prompt]:
    """What is said that is no step's own prompt: silence, dangers, the voice room's sentences, names of clocks."""
    wanted = fills_of(FLOW) | dict.fromkeys(FACTS, frozenset())
    return [
        Prompt(key, f"{language} {key} {_filled(fills)}.") for key, fills in wanted.items() if key not in FLOW.steps
    ]


def _filled(fills: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in fills)


def _prompt(step: Step, language: str) -> Prompt:
    choices: Mapping[str, ChoiceWords] = {}
    if isinstance(step, Menu):
        names = [choice.name for choice in step.choices] + ([OTHER] if step.each else [])
        choices = {name: ChoiceWords(name, (name.replace("_", " "),)) for name in names}
    fills = _filled(getattr(step, "fills", ()))
    return Prompt(step.name, f"{language} {step.name} {fills}.", help=f"{language} help.", choices=choices)
