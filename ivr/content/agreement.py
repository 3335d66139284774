"""What the prompt files of the languages must have in common: prompts, choices, placeholders, texts."""

from collections.abc import Mapping
from itertools import permutations

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.sentences import shown
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompts

Files = Mapping[str, Entry]


def note_disagreements(prompts: Mapping[str, Prompts], files: Files) -> None:
    """Note, in each language's file, what another one has and it has not, and placeholders that differ."""
    for language, other in permutations(files, 2):
        here, there = prompts[language], prompts[other]
        _note_lacking(files, (language, other), "texts", (set(here.texts), set(there.texts)))
        _note_lacking(files, (language, other), "prompts", (set(here.prompts), set(there.prompts)))
        for key in here.prompts.keys() & there.prompts.keys():
            _note_in_prompt(files, (language, other), key, prompts)


def _note_lacking(files: Files, pair: tuple[str, str], section: str, names: tuple[set[str], set[str]]) -> None:
    entry, (here, there) = files[pair[0]], names
    for name in there - here:
        entry.note(wrong.LACKS, section, key=name, other=files[pair[1]].name)


def _note_in_prompt(files: Files, pair: tuple[str, str], key: str, prompts: Mapping[str, Prompts]) -> None:
    here, there = (prompts[language].prompts[key] for language in pair)
    entry, other = files[pair[0]].inner("prompts"), files[pair[1]].name
    for name in there.choices.keys() - here.choices.keys():
        entry.note(wrong.LACKS, key, key=f"{key}, choices, {name}", other=other)
    found, wanted = placeholders(here.say), placeholders(there.say)
    if found != wanted:
        entry.note(wrong.OTHER_PLACEHOLDERS, key, key=key, found=shown(found), wanted=shown(wanted), other=other)
