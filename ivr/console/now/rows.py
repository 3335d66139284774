"""What the list of Now shows: those that are wanted, alike ones in one row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.console.now.board import Board, Standing
from ivr.console.now.search import Matches, matching
from ivr.hours.schedules import Caisse, Line

ONE_BY_ONE = 12  # so many are shown each in a row of its own
NAMED = 6  # of a row that are told by name
LOOKS = ("open", "perhaps", "closed", "emergency", "unlike")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed and chosen: words, a state ("unlike": not as usual), a département."""

    words: str = ""
    look: str = ""
    department: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing was."""
        return not (self.words or self.look or self.department)


@dataclass(frozen=True, slots=True)
class Row:
    """Those that stand alike."""

    standings: tuple[Standing, ...]

    @property
    def first(self) -> Standing:
        """One that stands for them."""
        return self.standings[0]

    @property
    def is_folded(self) -> bool:
        """Whether they are counted, and named when one asks."""
        return len(self.standings) > NAMED

    @property
    def id(self) -> str:
        """What keeps the row open when the list is shown anew."""
        return f"{self.first.look}-{self.first.key}"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading: "lines", "unlike" their usual, "usual", "found"."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown, how many that are, and how the words were understood."""

    sections: tuple[Section, ...]
    count: int
    matches: Matches


def listing_of(board: Board, wanted: Wanted) -> Listing:
    """The lines, those that are not as usual, and the others; of a search simply what is found."""
    matches = matching(board.schedules, wanted.words) if wanted.words else Matches(frozenset())
    found = tuple(one for one in board.standings if _is_wanted(one, wanted, matches))
    sections = _sections(found) if wanted.is_all else (Section("found", tuple(_rows(found))),)
    return Listing(tuple(one for one in sections if one.rows), len(found), matches)


def _sections(found: tuple[Standing, ...]) -> tuple[Section, ...]:
    caisses = [one for one in found if isinstance(one.body, Caisse)]
    lines = tuple(Row((one,)) for one in found if isinstance(one.body, Line))
    return (
        Section("lines", lines),
        Section("unlike", tuple(_alike(one for one in caisses if not one.usual))),
        Section("usual", tuple(_alike(one for one in caisses if one.usual))),
    )


def _is_wanted(one: Standing, wanted: Wanted, matches: Matches) -> bool:
    if wanted.words and one.key not in matches.keys:
        return False
    if wanted.department and not (isinstance(one.body, Caisse) and wanted.department in one.body.departments):
        return False
    if wanted.look == "unlike":
        return not one.usual
    return not wanted.look or wanted.look in (one.look, one.state)


def _rows(found: Iterable[Standing]) -> Iterator[Row]:
    """A row each while they are few."""
    several = tuple(found)
    if len(several) <= ONE_BY_ONE:
        yield from (Row((one,)) for one in several)
    else:
        yield from _alike(several)


def _alike(found: Iterable[Standing]) -> Iterator[Row]:
    """Those that stand alike together, the row of the fewest first: that of most caisses shouts least."""
    rows: dict[object, list[Standing]] = {}
    for one in found:
        local = one.until and one.until.utcoffset()  # one moment, which the row tells by the clock there too
        alike = (type(one.body), one.look, one.until, local, one.cause, one.change and one.change.id, one.usual)
        rows.setdefault(alike, []).append(one)
    yield from (Row(tuple(those)) for those in sorted(rows.values(), key=len))
