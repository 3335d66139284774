"""The map of the départements: what each looks like, and what is told of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ivr.console.now.board import Board, Standing
from ivr.hours.schedules import Caisse, Department

SHAPES = Path(__file__).with_name("departments.json")
LOOKS = ("open", "perhaps", "mixed", "closed", "emergency", "none")
OVERSEAS = ("971", "978", "977", "972", "973", "975", "974", "976")  # west to east, neighbours together
CAPITAL = ("75", "92", "93", "94")  # too small to be seen: drawn once more, larger


@dataclass(frozen=True, slots=True)
class Area:
    """A département: its outline as the `d` of an SVG path, how it looks, who serves it and how they stand.

    `look` is that of its caisses, "mixed" where they stand differently, "none" where this line reaches nobody.
    """

    department: Department
    outline: str
    look: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The areas of each part of the map."""

    mainland: tuple[Area, ...]
    capital: tuple[Area, ...]
    overseas: tuple[Area, ...]

    @property
    def looks(self) -> tuple[str, ...]:
        """Those that there are, for the legend."""
        there = {area.look for area in (*self.mainland, *self.overseas)}
        return tuple(look for look in LOOKS if look in there)


def picture_of(board: Board) -> Picture:
    """The map of a board."""
    areas = {code: area for code in board.schedules.departments if (area := _area(board, code))}
    mainland = tuple(area for code, area in areas.items() if code not in OVERSEAS)
    return Picture(mainland, _of(areas, CAPITAL), _of(areas, OVERSEAS))


def _of(areas: Mapping[str, Area], codes: tuple[str, ...]) -> tuple[Area, ...]:
    return tuple(areas[code] for code in codes if code in areas)


def _area(board: Board, code: str) -> Area | None:
    outline = shapes().get(code)
    if outline is None:
        return None
    serving = tuple(one for one in board.standings if isinstance(one.body, Caisse) and code in one.body.departments)
    looks = {one.look for one in serving}
    look = looks.pop() if len(looks) == 1 else "mixed" if looks else "none"
    return Area(board.schedules.departments[code], outline, look, serving)


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, str]:
    """The outline of each département by its code: see SOURCE.md."""
    found: Mapping[str, str] = json.loads(SHAPES.read_text(encoding="utf-8"))
    return found
