"""The languages that the line speaks: those of the staff, and any other that has a prompt file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ivr.findings import LANGUAGES
from ivr.line.steps import LANGUAGE, Flow, Menu
from ivr.wording.prompts import ChoiceWords, Prompt, Prompts

CODE = re.compile(r"(?!no$)[a-z]{2,3}")  # ISO 639; Norwegian is nb, for "no" is a word of every menu


def languages_of(folder: Path) -> tuple[str, ...]:
    """The languages of a folder of prompt files, the one in which the line greets first. Reads no file."""
    found = sorted(file.stem for file in folder.glob("*.yaml") if CODE.fullmatch(file.stem))
    return (*LANGUAGES, *(language for language in found if language not in LANGUAGES))


def side_by_side(found: Mapping[str, Prompts], flow: Flow) -> Mapping[str, Prompts]:
    """The prompts of each language with what its callers hear, and may say, of the other ones."""
    return {language: _among(own, found, flow) for language, own in found.items()}


def _among(own: Prompts, found: Mapping[str, Prompts], flow: Flow) -> Prompts:
    others = {language: _choice(prompts) for language, prompts in found.items() if prompts is not own}
    prompts = dict(own.prompts)
    for menu in _menus(flow):
        if said := prompts.get(menu.name):
            prompts[menu.name] = replace(said, choices={**_first(others.values()), **said.choices})
    prompts[LANGUAGE] = Prompt(LANGUAGE, choices=others)
    asked = {language: other.words for language, other in others.items()}
    return replace(own, prompts=prompts, everywhere={**own.everywhere, **asked})


def _choice(prompts: Prompts) -> ChoiceWords:
    return ChoiceWords(prompts.offer, prompts.words, prompts.language)


def _first(others: Iterable[ChoiceWords]) -> dict[str, ChoiceWords]:
    """The choice that leads to the others: the only one itself, with its words."""
    first, *more = (*others, None)
    if first is None:
        return {}
    return {LANGUAGE: first if more == [None] else replace(first, words=())}


def _menus(flow: Flow) -> list[Menu]:
    """The menus that lead to the other languages."""
    menus = (step for step in flow.steps.values() if isinstance(step, Menu))
    return [menu for menu in menus if any(choice.name == LANGUAGE for choice in menu.choices)]
