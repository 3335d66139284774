"""Where the cards of one branch stand and how the arrows run between them: Graphviz's `dot`, from left to right.

Boxes have fixed sizes and no letters, so no font of the machine has a say; what comes out is rounded to whole points.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pygraphviz

from ivr.drawing.cards import HEAD, WIDE, Shape

Point = tuple[float, float]
CELL = '<TR><TD PORT="{port}" WIDTH="{width}" HEIGHT="{height}" FIXEDSIZE="TRUE"></TD></TR>'
TABLE = '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{cells}</TABLE>>'


@dataclass(frozen=True, slots=True)
class Wire:
    """An arrow between two cards: cubic curves through the points, and the tip that it ends in."""

    source: str
    slot: int
    target: str
    points: tuple[Point, ...]
    tip: Point


@dataclass(frozen=True, slots=True)
class Placed:
    """The cards of a branch, each with its upper left corner; y runs downwards."""

    width: float
    height: float
    corners: Mapping[str, Point]
    wires: tuple[Wire, ...]


def place(shapes: tuple[Shape, ...]) -> Placed:
    """The layout of one band of cards. The same shapes have the same layout, always."""
    graph = pygraphviz.AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.2", ranksep="0.45", ordering="out")
    for shape in shapes:
        graph.add_node(shape.card.name, shape="none", margin="0", label=_table(shape))
    wired = [(shape, slot) for shape in shapes for slot in range(len(shape.slots)) if not shape.slots[slot].chip]
    for shape, slot in wired:
        tail = "head:e" if shape.card.kind == "tell" else f"row{slot}:e"
        graph.add_edge(shape.card.name, shape.slots[slot].row.to, tailport=tail, headport="head:w", comment=str(slot))
    return _read(json.loads(graph.draw(format="json0", prog="dot")))


def _table(shape: Shape) -> str:
    cells = [_cell("head", shape.width, HEAD)]
    if shape.card.kind == "tell":
        cells += [_cell("says", shape.width, shape.height - HEAD)] if shape.height > HEAD else []
    else:
        cells += [_cell("says", shape.width, shape.head - HEAD)] if shape.head > HEAD else []
        cells += [_cell(f"row{number}", shape.width, slot.height) for number, slot in enumerate(shape.slots)]
    return TABLE.format(cells="".join(cells))


def _cell(port: str, width: float, height: float) -> str:
    return CELL.format(port=port, width=round(width), height=round(height))


def _read(drawn: dict[str, Any]) -> Placed:
    left, bottom, right, top = (float(value) for value in drawn["bb"].split(","))
    names = [item["name"] for item in drawn["objects"]]
    corners = {item["name"]: _corner(item, left, top) for item in drawn["objects"]}
    wires = []
    for edge in drawn.get("edges", ()):
        source, slot = names[edge["tail"]], int(edge["comment"])
        tip, points = _curve(edge["pos"], left, top)
        # led straight from the card's edge through the room that its chips leave
        start = (corners[source][0] + WIDE, points[0][1])
        wires.append(Wire(source, slot, names[edge["head"]], (start, start, points[0], *points), tip))
    return Placed(round(right - left), round(top - bottom), corners, tuple(wires))


def _corner(item: dict[str, Any], left: float, top: float) -> Point:
    """Graphviz gives a box's middle in points, from below, and its size in inches."""
    x, y = (float(value) for value in item["pos"].split(","))
    return round(x - float(item["width"]) * 36 - left), round(top - y - float(item["height"]) * 36)


def _curve(written: str, left: float, top: float) -> tuple[Point, tuple[Point, ...]]:
    """Graphviz writes "e,x,y" for the tip, then the points of the curve."""
    tip: Point = (0, 0)
    points: list[Point] = []
    for part in written.split():
        numbers = part.removeprefix("e,").split(",")
        point = (round(float(numbers[0]) - left), round(top - float(numbers[1])))
        if part.startswith("e,"):
            tip = point
        else:
            points.append(point)
    return tip, tuple(points)
