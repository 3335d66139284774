"""What is live, as values: the snapshot that turns are taken by, and the two halves that it is made of."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, NamedTuple, TypeVar

from ivr.findings import Finding
from ivr.hours.schedules import Schedules
from ivr.published.kept import Files
from ivr.wording.prompts import Prompts

Languages = Mapping[str, Prompts]
What = TypeVar("What", Languages, Schedules)
Origin = Literal["files", "kept", "none"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the line says and knows at one revision."""

    prompts: Languages
    schedules: Schedules
    revision: str


@dataclass(frozen=True, slots=True)
class Half(Generic[What]):
    """prompts/ or schedules/ as it was read: what it holds, and whether that is in the files now or was kept."""

    what: What
    revision: str
    origin: Origin = "files"
    files: Files = field(default_factory=dict, repr=False)  # none where they changed while they were being read


@dataclass(frozen=True, slots=True)
class Halves:
    """What could be read of a folder, and what is wrong with the rest."""

    prompts: Half[Languages] | None = None
    schedules: Half[Schedules] | None = None
    findings: tuple[Finding, ...] = ()


class Pair(NamedTuple):
    """Two halves that may go live together."""

    prompts: Half[Languages]
    schedules: Half[Schedules]

    @property
    def snapshot(self) -> Snapshot:
        """What turns are taken by."""
        revision = f"{self.prompts.revision}-{self.schedules.revision}"
        return Snapshot(self.prompts.what, self.schedules.what, revision)

    @property
    def is_old(self) -> bool:
        """Whether nothing of it is in the files now."""
        return self.prompts.origin == self.schedules.origin == "kept"


def pairs(new: Halves, good: Halves) -> Iterator[Pair]:
    """What may stand in for files that can't go live: as much of them as goes with what was good, best first.

    New schedules come before new prompts: an emergency must be heard, whatever ails the words.
    """
    both = ((good.prompts, new.schedules), (new.prompts, good.schedules), (good.prompts, good.schedules))
    yield from (Pair(prompts, schedules) for prompts, schedules in both if prompts and schedules)


def as_kept(pair: Pair) -> Halves:
    """The halves as they stand in for others later. Their prompts are spoken: a recording may be gone by then."""
    return Halves(_spoken(replace(pair.prompts, origin="kept")), replace(pair.schedules, origin="kept"))


def _spoken(half: Half[Languages]) -> Half[Languages]:
    recorded = any(prompt.audio for prompts in half.what.values() for prompt in prompts.prompts.values())
    if not recorded:
        return half
    return replace(
        half,
        revision=hashlib.sha256(f"{half.revision} spoken".encode()).hexdigest()[:12],
        what={
            language: replace(
                prompts, prompts={key: replace(prompt, audio="") for key, prompt in prompts.prompts.items()}
            )
            for language, prompts in half.what.items()
        },
    )
