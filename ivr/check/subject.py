"""What is checked, and a check: one thing that must be true of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Literal

from ivr.check.answers import CALLERS
from ivr.check.walk import Walk, walk
from ivr.findings import Finding, Kind, Place, Sentences, Severity
from ivr.hours.rule import Dated, Emergency
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words
from ivr.line.facts import Facts
from ivr.line.steps import Flow, Menu
from ivr.wording.prompts import Prompts

# What a check looks at. Those of the table and of the days of entries are quick; the table's alone have errors to find.
Needs = Literal["table", "entries", "walk", "calendar"]


@dataclass(frozen=True)
class Subject:
    """A flow, the words it speaks, the schedules it knows; and the day from which calendars are looked at.

    What several checks look at is worked out once, when first needed.
    """

    flow: Flow
    prompts: Mapping[str, Prompts]
    schedules: Schedules
    first: date
    months: int = 24

    @cached_property
    def menus(self) -> tuple[Menu, ...]:
        """The menus of the flow."""
        return tuple(step for step in self.flow.steps.values() if isinstance(step, Menu))

    @cached_property
    def above(self) -> tuple[Dated | Emergency, ...]:
        """Each closure, opening and emergency once, however many rules it lies above."""
        rules = self.schedules.rules
        every = {id(one): one for rule in rules for one in (*rule.dated, *rule.emergencies)}  # mostly the same object
        return tuple(dict.fromkeys(every.values()))

    @cached_property
    def facts(self) -> Facts:
        """Facts of some moment and caller; the walk forks what depends on either."""
        noon = datetime.combine(self.first, time(12), UTC)
        languages = tuple(self.prompts)
        return Facts(noon, "national", CALLERS[0], self.schedules, typed_number="+33612345678", languages=languages)

    @cached_property
    def walk(self) -> Walk:
        """Every turn of every call."""
        return walk(self.flow, self.facts)


Find = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Kind):
    """A kind of finding that a pure function finds. `why` it exists is for --explain."""

    find: Find
    why: Words
    needs: Needs = "table"


def check(
    code: str, *, fr: Sentences, en: Sentences, why: Words, severity: Severity = "error", needs: Needs = "table"
) -> Callable[[Find], Check]:
    """Makes a check of the function below it, which yields findings of its own kind: `taken_key.at(place, key="0")`."""
    return lambda find: Check(code, fr=fr, en=en, severity=severity, find=find, why=why, needs=needs)


def flow_place(step: str) -> Place:
    """Where a step stands."""
    return Place(f"flow: {step}")


def row_place(flow: Flow, step: str) -> Place:
    """The line of the table on which a step stands."""
    return getattr(flow.steps.get(step), "place", flow_place(step))
