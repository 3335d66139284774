"""Content for tests of the rooms above wording: the real schedules, and prompts that say their own names."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from ivr.content.schedules import read_schedules
from ivr.line.facts import CLOCKS, TERRITORIES, TERRITORY_THERE
from ivr.line.flow import FLOW
from ivr.line.steps import OTHER, Menu, Step
from ivr.published.snapshot import Snapshot
from ivr.voice.speaker import OWN_PROMPTS
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
    said += [
        Prompt(key, f"{language} {key}.") for key in ("silence", "not_understood", "postcode_refused", "mobile_refused")
    ]
    said += [Prompt(f"address_{name}", f"{name}, point, fr") for name in (*ADDRESSES, *regimes)]
    said += [Prompt("your_caisse", "votre caisse"), Prompt("our_hours", "nos horaires"), *_own(language)]
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


def _own(language: str) -> list[Prompt]:
    fills = {"queue_position": "{position}", "queue_wait": "{wait}"}
    return [Prompt(key, f"{language} {key} {fills.get(key, '')}.") for key in (*OWN_PROMPTS, *FACTS)]


def _prompt(step: Step, language: str) -> Prompt:
    fills = " ".join(f"{{{name}}}" for name in getattr(step, "fills", ()))
    choices: Mapping[str, ChoiceWords] = {}
    if isinstance(step, Menu):
        names = [choice.name for choice in step.choices] + ([OTHER] if step.each else [])
        choices = {name: ChoiceWords(name, (name.replace("_", " "),)) for name in names}
    return Prompt(step.name, f"{language} {step.name} {fills}.", help=f"{language} help.", choices=choices)
