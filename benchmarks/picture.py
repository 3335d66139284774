"""The picture of docs/capacity.md: how long a caller waits for an answer as turns come faster, on both databases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Literal

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


def draw_paces(paces: Sequence[Pace]) -> str:
    """The SVG."""
    parts = [
        text(28, 44, NAME, font_size=24, font_weight="bold"),
        text(28, 68, HOW, font_size=13, fill=MUTED),
        *_grid({pace.rate for pace in paces}),
        *_needs(),
    ]
    for database, colour in COLOURS.items():
        mine = sorted((pace for pace in paces if pace.database == database), key=lambda pace: pace.rate)
        if mine:
            parts += _line(mine, "median", colour)
            parts += _line(mine, "p99", colour)
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


def _line(paces: Sequence[Pace], what: Literal["median", "p99"], colour: str) -> Iterator[str]:
    points = [(_x(pace.rate), _y(getattr(pace, what))) for pace in paces]
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashes = "7 5" if what == "p99" else ""
    yield element("path", d=d, fill="none", stroke=colour, stroke_width=2.5, stroke_dasharray=dashes)
    yield from (element("circle", cx=x, cy=y, r=3.5, fill=colour) for x, y in points)
    x, y = points[-1]
    name = paces[0].database if what == "median" else f"{paces[0].database}, p99"
    yield text(x + 10, y + 4, name, font_size=12.5, fill=INK)
