"""The picture of docs/capacity.md: how long a caller waits for an answer as turns come faster, on both databases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from ivr.drawing.svg import BLUE, INK, MUTED, document, element, text

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 880, 470, 90, 120, 60, 190
FEWEST, MOST = 40.0, 1250.0  # turns a second
QUICKEST, SLOWEST = 1.0, 10_000.0  # milliseconds
GRID = "#d5dbe2"
COLOURS: Mapping[str, str] = {"SQLite": "#e69f00", "PostgreSQL": BLUE}
NEEDS = ((80.0, "national peak"), (800.0, "ten times it"))
NAME = "How long a webhook waits for its answer"
HOW = (
    "One box of 2 cores that also holds the database and the sender. Solid: the median; dashed: 99 of 100 are quicker."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """Webhooks at a rate on a database, and how long they waited, in milliseconds."""

    database: str
    rate: int
    median: float
    p99: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture, with the points that it joins."""

    name: str
    colour: str
    points: Sequence[tuple[float, float]]
    dashes: str = ""


def draw_paces(paces: Sequence[Pace]) -> str:
    """The SVG."""
    parts = [
        text(28, 44, NAME, font_size=24, font_weight="bold"),
        text(28, 68, HOW, font_size=13, fill=MUTED),
        *_grid({pace.rate for pace in paces}),
        *_needs(),
    ]
    lines = [line for database, colour in COLOURS.items() for line in _lines(paces, database, colour)]
    parts += [part for line in lines for part in _drawn(line)]
    parts += _names(lines)
    return document((WIDTH, HEIGHT), NAME, HOW, parts, language="en")


def _x(rate: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * log10(rate / FEWEST) / log10(MOST / FEWEST)


def _y(milliseconds: float) -> float:
    share = log10(min(max(milliseconds, QUICKEST), SLOWEST) / QUICKEST) / log10(SLOWEST / QUICKEST)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _grid(rates: set[int]) -> Iterator[str]:
    for power, words in enumerate(("1 ms", "10 ms", "100 ms", "1 s", "10 s")):
        y = _y(10.0**power)
        yield element("path", d=f"M{LEFT} {y:g}H{WIDTH - RIGHT}", stroke=GRID, stroke_width=1)
        yield text(LEFT - 10, y + 4, words, font_size=12, fill=MUTED, text_anchor="end")
    for rate in sorted(rates):
        yield text(_x(rate), HEIGHT - BOTTOM + 20, f"{rate}", font_size=12, fill=MUTED, text_anchor="middle")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "webhooks a second", font_size=13, text_anchor="middle")


def _needs() -> Iterator[str]:
    for rate, words in NEEDS:
        x = _x(rate)
        yield element(
            "path", d=f"M{x:g} {TOP - 12}V{HEIGHT - BOTTOM}", stroke=INK, stroke_width=1, stroke_dasharray="2 4"
        )
        yield text(x, TOP - 18, words, font_size=12.5, text_anchor="middle")


def _lines(paces: Sequence[Pace], database: str, colour: str) -> Iterator[Line]:
    """The median and the p99 of a database."""
    mine = sorted((pace for pace in paces if pace.database == database), key=lambda pace: pace.rate)
    if mine:
        yield Line(database, colour, [(_x(pace.rate), _y(pace.median)) for pace in mine])
        yield Line(f"{database}, p99", colour, [(_x(pace.rate), _y(pace.p99)) for pace in mine], "7 5")


def _drawn(line: Line) -> Iterator[str]:
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line.points)
    yield element("path", d=d, fill="none", stroke=line.colour, stroke_width=2.5, stroke_dasharray=line.dashes)
    yield from (element("circle", cx=x, cy=y, r=3.5, fill=line.colour) for x, y in line.points)


def _names(lines: Sequence[Line]) -> Iterator[str]:
    """Beside the end of each, none over another."""
    lowest = float(TOP)
    for line in sorted(lines, key=lambda line: line.points[-1][1]):
        x, y = line.points[-1]
        lowest = max(y + 4, lowest + 17)
        yield text(x + 12, lowest, line.name, font_size=12.5, fill=INK)
