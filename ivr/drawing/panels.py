"""One branch of the call as a framed drawing: its cards, the arrows between them, and its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.drawing.bands import Band, bands_of
from ivr.drawing.cards import PATH, draw_card
from ivr.drawing.placing import Placed, Wire
from ivr.drawing.plan import Plan
from ivr.drawing.svg import MUTED, element, group, moved, number, text
from ivr.drawing.words import branch_name

MARGIN = 22
HEADING = 40
WIRE = "#5b6675"

Taken = Mapping[str, frozenset[int]]  # step -> the rows that a call took there


@dataclass(frozen=True, slots=True)
class Trail:
    """A call to be highlighted: when it came to each step ("1", "2, 5"), and by which rows it went on."""

    keys: str = ""
    turns: Mapping[str, str] = field(default_factory=dict)
    taken: Taken = field(default_factory=dict)


NO_TRAIL = Trail()


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing from (0, 0), to be put on a sheet."""

    name: str
    width: float
    height: float
    drawn: str


def panel_of(plan: Plan, branch: str, trail: Trail = NO_TRAIL) -> Panel:
    """The frame of one branch, its bands one below the other."""
    return framed(plan, branch, bands_of(plan, branch), trail)


def framed(plan: Plan, branch: str, bands: tuple[Band, ...], trail: Trail = NO_TRAIL) -> Panel:
    """Bands in a frame that has the branch's name."""
    wide = max(band.placed.width for band in bands) + 2 * MARGIN
    high = HEADING + sum(band.placed.height + MARGIN for band in bands)
    parts = [_frame(wide, high), *_heading(plan, branch, wide)]
    y = HEADING
    for band in bands:
        parts.append(moved(MARGIN, y, "\n", *_wires(band.placed, trail), *_cards(band, trail)))
        y += round(band.placed.height) + MARGIN
    return Panel(branch, wide, high, group(*parts, id=f"branch-{branch}"))


def _frame(wide: float, high: float) -> str:
    return element("rect", x=0.5, y=0.5, width=wide - 1, height=high - 1, rx=10, fill="#f7f9fb", stroke="#b9c3ce")


def _heading(plan: Plan, branch: str, wide: float) -> tuple[str, str]:
    name = branch_name(branch, plan.language)
    code = text(wide - MARGIN, 26, branch, font_size=11, fill=MUTED, text_anchor="end")
    return text(MARGIN, 27, name, font_size=18, font_weight="bold"), code


def _cards(band: Band, trail: Trail) -> list[str]:
    drawn = []
    for shape in band.shapes:
        name = shape.card.name
        taken, turns = trail.taken.get(name, frozenset()), trail.turns.get(name, "")
        dimmed = bool(trail.turns) and not turns
        drawn.append(moved(*band.placed.corners[name], draw_card(shape, taken, turns, dimmed=dimmed)) + "\n")
    return drawn


def _wires(placed: Placed, trail: Trail) -> list[str]:
    """Those of the highlighted call last, so that they lie on top."""
    drawn = [(wire.slot in trail.taken.get(wire.source, ()), _wire(wire, trail)) for wire in placed.wires]
    return [line for _, line in sorted(drawn, key=lambda pair: pair[0])]


def _wire(wire: Wire, trail: Trail) -> str:
    taken = wire.slot in trail.taken.get(wire.source, ())
    colour = PATH if taken else WIRE
    first, *rest = wire.points
    curves = " ".join(f"{number(x)} {number(y)}" for x, y in rest)
    line = element(
        "path", d=f"M{number(first[0])} {number(first[1])}C{curves}L{number(wire.tip[0] - 5)} {number(wire.tip[1])}",
        fill="none", stroke=colour, stroke_width=3 if taken else 1.3,
    )  # fmt: skip
    tip = element("path", d=f"M{number(wire.tip[0])} {number(wire.tip[1])}l-8 -4v8Z", fill=colour)
    return group(line, tip, class_="dim" if trail.turns and not taken else "")
