"""A branch that is too wide for a sheet is cut into bands, one below the other, where the fewest arrows cross."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ivr.drawing.cards import WIDE, Shape
from ivr.drawing.placing import Placed, place
from ivr.drawing.plan import Card, Plan

WIDEST = 1950  # points: what an A3 sheet takes with letters that can be read


@dataclass(frozen=True, slots=True)
class Band:
    """Cards that are placed together."""

    shapes: tuple[Shape, ...]
    placed: Placed


def bands_of(plan: Plan, branch: str) -> tuple[Band, ...]:
    """The bands of a branch: one, if it is narrow enough."""
    return tuple(_bands(plan, plan.of(branch)))


def _bands(plan: Plan, cards: tuple[Card, ...]) -> Iterator[Band]:
    shapes, placed = _without_returns(plan, cards)
    cut = _cut(placed) if placed.width > WIDEST else 0
    left = tuple(card for card in cards if placed.corners[card.name][0] < cut)
    right = tuple(card for card in cards if placed.corners[card.name][0] >= cut)
    if left and right:
        for part in sorted((left, right), key=lambda part: cards.index(part[0])):
            yield from _bands(plan, part)
    else:
        yield Band(shapes, placed)


def _without_returns(plan: Plan, cards: tuple[Card, ...]) -> tuple[tuple[Shape, ...], Placed]:
    """The cards placed so that every arrow leads to the right: one that would lead back is a chip instead."""
    near = frozenset(card.name for card in cards)
    shapes = tuple(Shape(card, plan, near) for card in cards)
    placed = place(shapes)
    returns: dict[str, set[str]] = {card.name: set() for card in cards}
    for wire in placed.wires:
        if placed.corners[wire.target][0] <= placed.corners[wire.source][0]:
            returns[wire.source].add(wire.target)
    if not any(returns.values()):
        return shapes, placed
    shapes = tuple(Shape(card, plan, near - returns[card.name]) for card in cards)
    return shapes, place(shapes)


def _cut(placed: Placed) -> float:
    """Where to cut: where few arrows cross; among equals, nearest to the middle."""
    columns = sorted({x for x, _ in placed.corners.values()})
    cuts = [right for left, right in pairwise(columns) if right - left > WIDE / 2]
    outer = placed.width / 4
    inner = [cut for cut in cuts if outer < cut < placed.width - outer] or cuts
    return min(inner, key=lambda cut: (_crossings(placed, cut), abs(cut - placed.width / 2)), default=0)


def _crossings(placed: Placed, cut: float) -> int:
    """Arrows across a cut that lead to different steps, and arrows that come back."""
    x = {name: corner[0] for name, corner in placed.corners.items()}
    return sum((x[wire.source] < cut) != (x[wire.target] < cut) for wire in placed.wires)
