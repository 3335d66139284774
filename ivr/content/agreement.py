"""What the prompt files of the languages must have in common: prompts, choices, placeholders, texts.

Which prompts are said, and what is filled in them, is the flow's to say: so only the file with the slip is told.
"""

from collections.abc import Container, Iterable, Mapping
from difflib import get_close_matches
from itertools import permutations

from ivr.check.wanted import fills_of
from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.sentences import shown
from ivr.line.flow import FLOW
from ivr.line.steps import Menu
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompts

Files = Mapping[str, Entry]
Names = Container[str]
FILLS: Mapping[str, frozenset[str]] = fills_of(FLOW)
EVERY_FILL = frozenset[str]().union(*FILLS.values())


def note_disagreements(prompts: Mapping[str, Prompts], files: Files) -> None:
    """Note, in each language's file, what another one has and it has not, and placeholders that differ."""
    for language, other in permutations(files, 2):
        here, there = prompts[language], prompts[other]
        entry, name = files[language], files[other].name
        _note_lacking(entry.inner("texts"), (here.texts, there.texts), name)
        _note_lacking(entry.inner("prompts"), (here.prompts, there.prompts), name, FILLS)
        for key in here.prompts.keys() & there.prompts.keys():
            _note_in_prompt(files, (language, other), key, prompts)


def _note_lacking(section: Entry, names: tuple[Iterable[str], Iterable[str]], other: str, used: Names = ()) -> None:
    """Note what is only in the other file, at the line after which it stands there. `used`: what the line needs."""
    here, there = map(list, names)
    for at, name in enumerate(there):
        if name not in here:
            before = next((key for key in reversed(there[:at]) if key in here), "")
            fault = wrong.LACKS_STEP if name in used else wrong.LACKS
            section.note(fault, before, key=name, other=other, before=before or section.name)


def _note_in_prompt(files: Files, pair: tuple[str, str], key: str, prompts: Mapping[str, Prompts]) -> None:
    here, there = (prompts[language].prompts[key] for language in pair)
    entry, other = files[pair[0]].inner("prompts"), files[pair[1]].name
    if here.choices:
        step = FLOW.steps.get(key)
        used = [choice.name for choice in step.choices] if isinstance(step, Menu) else []
        _note_lacking(entry.inner(key).inner("choices"), (here.choices, there.choices), other, used)
    elif there.choices:
        entry.note(wrong.LACKS, key, key=f"{key}, choices", other=other)
    _note_placeholders(entry, key, (placeholders(here.say), placeholders(there.say)), other)


def _note_placeholders(entry: Entry, key: str, names: tuple[frozenset[str], frozenset[str]], other: str) -> None:
    """Note names that nothing fills, with the one that was meant; and those that only the other language says."""
    known = FILLS.get(key, EVERY_FILL)
    found, wanted = names
    lacking = sorted((wanted - found) & known)
    for strange in sorted(found - wanted - known):
        meant = lacking[:1] if len(lacking) == 1 else get_close_matches(strange, lacking or sorted(known), 1)
        lacking = [name for name in lacking if name not in meant]
        entry.note(wrong.STRANGE_PLACEHOLDER, key, key=key, text=shown({strange}), meant=shown(set(meant or known)))
    if lacking:
        entry.note(wrong.LACKS_PLACEHOLDER, key, key=key, text=shown(set(lacking)), other=other)
