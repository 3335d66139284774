"""What the prompt files of the languages must have in common: prompts, choices, placeholders, texts.

Which prompts are said, and what is filled in them, is the flow's to say: so only the file with the slip is told.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import permutations

from ivr.check.wanted import fills_of
from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.content.sentences import shown
from ivr.line.steps import Flow, Menu
from ivr.wording.phrases import placeholders
from ivr.wording.prompts import Prompts


def note_disagreements(prompts: Mapping[str, Prompts], files: Mapping[str, Entry], flow: Flow) -> None:
    """Note, in each language's file, what another one has and it has not, and placeholders that differ."""
    fills = fills_of(flow)
    for language, other in permutations(files, 2):
        _Beside(files[language], prompts[language], prompts[other], files[other].name, flow, fills).note()


@dataclass(frozen=True, slots=True)
class _Beside:
    """One language's file beside another's."""

    file: Entry
    here: Prompts
    there: Prompts
    other: str  # the other file's name
    flow: Flow
    fills: Mapping[str, frozenset[str]]  # prompt -> the placeholders that the line fills in it

    def note(self) -> None:
        """Note what this file lacks, or has otherwise."""
        self._note_lacking(self.file.inner("texts"), self.here.texts, self.there.texts)
        self._note_lacking(self.file.inner("prompts"), self.here.prompts, self.there.prompts, self.fills)
        for key in self.here.prompts.keys() & self.there.prompts.keys():
            self._note_choices(key)
            self._note_placeholders(key)

    def _note_lacking(
        self, section: Entry, here: Iterable[str], there: Iterable[str], used: Container[str] = ()
    ) -> None:
        """Note what is only in the other file, at the line after which it stands there. `used`: what the line needs."""
        here, there = list(here), list(there)
        for at, name in enumerate(there):
            if name not in here:
                before = next((key for key in reversed(there[:at]) if key in here), "")
                kind = wrong.LACKS_STEP if name in used else wrong.LACKS
                section.note(kind, before, key=name, other=self.other, before=before or section.name)

    def _note_choices(self, key: str) -> None:
        here, there, step = self.here.prompts[key], self.there.prompts[key], self.flow.steps.get(key)
        if here.choices:
            used = [choice.name for choice in step.choices] if isinstance(step, Menu) else []
            section = self.file.inner("prompts").inner(key).inner("choices")
            self._note_lacking(section, here.choices, there.choices, used)
        elif there.choices:
            self.file.inner("prompts").note(wrong.LACKS, key, key=f"{key}, choices", other=self.other)

    def _note_placeholders(self, key: str) -> None:
        """Note names that nothing fills, with the one that was meant; and those that only the other language says."""
        entry, known = self.file.inner("prompts"), self._known(key)
        found, wanted = (placeholders(prompts.prompts[key].say) for prompts in (self.here, self.there))
        lacking = sorted((wanted - found) & known)
        for strange in sorted(found - wanted - known):
            meant = lacking[:1] if len(lacking) == 1 else get_close_matches(strange, lacking or sorted(known), 1)
            lacking = [name for name in lacking if name not in meant]
            entry.note(wrong.STRANGE_PLACEHOLDER, key, key=key, text=shown({strange}), meant=shown(set(meant or known)))
        if lacking:
            entry.note(wrong.LACKS_PLACEHOLDER, key, key=key, text=shown(set(lacking)), other=self.other)

    def _known(self, key: str) -> frozenset[str]:
        """What the line fills in a prompt; in one that no step says, whatever it fills anywhere."""
        return self.fills.get(key, frozenset().union(*self.fills.values()))
