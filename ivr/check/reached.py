"""Whom an entry of closures.yaml reaches: whose calls, which caisses, and how many people live there."""

from collections.abc import Iterable
from dataclasses import dataclass

from ivr.hours.schedules import Above, Caisse, LineName, Schedules
from ivr.places.communes import people_of

MAYOTTE: tuple[LineName, str] = ("mayotte", "976")  # the line whose callers all live in one département


@dataclass(frozen=True, slots=True)
class Reached:
    """Lines whose own hours it changes, in their order, and caisses, in that of their file.

    `departments` are reached whole; of `partly` only some of the caisses that serve there are.
    """

    lines: tuple[LineName, ...]
    caisses: tuple[Caisse, ...]
    departments: tuple[str, ...]
    partly: tuple[str, ...]

    @property
    def called(self) -> tuple[LineName, ...]:
        """The lines whose callers notice: whoever has a caisse calls 36 46."""
        return tuple(dict.fromkeys((*(("national",) if self.caisses else ()), *self.lines)))

    @property
    def people(self) -> int:
        """How many live in the départements that are reached whole."""
        return _people(self.departments)

    @property
    def people_partly(self) -> int:
        """How many live in those of which a part is reached: nobody knows how large a part."""
        return _people(self.partly)


def reached_by(entry: Above, schedules: Schedules) -> Reached:
    """Whom an entry reaches."""
    return reached_among(entry.places, schedules)


def reached_among(places: frozenset[str], schedules: Schedules) -> Reached:
    """Whom these names of lines and codes of caisses reach."""
    lines = tuple(name for name in schedules.lines if name in places)
    caisses = tuple(caisse for code, caisse in schedules.caisses.items() if code in places)
    own = {department for line, department in (MAYOTTE,) if line in lines}
    served = own | {department for caisse in caisses for department in caisse.departments}
    whole = {department for department in served if _is_whole(department, places, schedules)} | own
    return Reached(lines, caisses, tuple(sorted(whole)), tuple(sorted(served - whole)))


def _is_whole(department: str, places: frozenset[str], schedules: Schedules) -> bool:
    return all(caisse.code in places for caisse in schedules.caisses_of(department))


def _people(departments: Iterable[str]) -> int:
    return sum(people_of(department) for department in departments)
