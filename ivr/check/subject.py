"""What is checked, and what several checks look at: worked out once, when first needed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Literal

from ivr.check.answers import CALLERS
from ivr.check.states import Edge
from ivr.check.walk import Walk, walk
from ivr.findings import Place, Severity
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words
from ivr.line.facts import Facts
from ivr.line.steps import Flow
from ivr.wording.prompts import Prompts

Needs = Literal["table", "walk", "calendar"]  # what a check looks at; those of the table alone are quick


@dataclass(frozen=True)
class Subject:
    """A flow, the words it speaks, the schedules it knows; and the day from which calendars are looked at."""

    flow: Flow
    prompts: Mapping[str, Prompts]
    schedules: Schedules
    first: date
    months: int = 24

    @cached_property
    def facts(self) -> Facts:
        """Facts of some moment and caller; the walk forks what depends on either."""
        noon = datetime.combine(self.first, time(12), UTC)
        return Facts(noon, "national", CALLERS[0], self.schedules, typed_number="+33612345678")

    @cached_property
    def walk(self) -> Walk:
        """Every turn of every call."""
        return walk(self.flow, self.facts)

    def prompt_place(self, language: str, key: str) -> Place:
        """Where a prompt stands."""
        return self.prompts[language].place("prompts", key)


@dataclass(frozen=True, slots=True)
class Seen:
    """One fault as a check sees it: where, the values of its sentence's placeholders, and a call that shows it."""

    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    edge: Edge | None = None
    severity: Severity | None = None  # where it differs from the check's own


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be true. `fr` and `en` are (what is wrong, how to mend it), `why` is for --explain."""

    code: str
    severity: Severity
    find: Callable[[Subject], Iterator[Seen]]
    fr: tuple[str, str]
    en: tuple[str, str]
    why: Words
    needs: Needs = "table"


def flow_place(step: str) -> Place:
    """Where a step stands."""
    return Place(f"flow: {step}")
