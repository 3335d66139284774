"""A slip of the hand in a file, before anything of it is understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.findings import Kind
from ivr.hours.words import Words


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault, the line (from 1) on which to mend it, and what its sentences name."""

    kind: Kind
    line: int
    values: Mapping[str, str | Words] = field(default_factory=dict)
