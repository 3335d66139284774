"""The branches of the call on one page: which leads to which, and from which of its steps."""

from collections.abc import Iterator, Mapping

from ivr.drawing.bands import Band
from ivr.drawing.cards import Shape
from ivr.drawing.panels import Panel, framed
from ivr.drawing.placing import place
from ivr.drawing.plan import Card, Plan, Row
from ivr.drawing.words import branch_name, label

NAME = "OVERVIEW"
FEW = 3


def overview_of(plan: Plan) -> Panel:
    """The frame that shows the branches themselves as cards."""
    cards = {branch_name(branch, plan.language): _card(plan, branch) for branch in plan.branches}
    branches = Plan(cards, (NAME,), plan.language)
    shapes = tuple(Shape(card, branches, _near(cards, card)) for card in cards.values())
    return framed(branches, NAME, (Band(shapes, place(shapes)),))


def _card(plan: Plan, branch: str) -> Card:
    cards = plan.of(branch)
    menus = sum(card.kind == "menu" for card in cards)
    counts = label("frame_counts", plan.language).format(steps=len(cards), menus=menus)
    return Card(branch_name(branch, plan.language), "frame", NAME, counts, tuple(_rows(plan, branch)))


def _rows(plan: Plan, branch: str) -> Iterator[Row]:
    """One row for each branch that this one leads to: from which steps, by which keys."""
    for other in plan.branches:
        leading = [_from(plan, card, other) for card in plan.of(branch)]
        if any(leading) and other != branch:
            yield Row("", ", ".join(filter(None, leading)), branch_name(other, plan.language))


def _from(plan: Plan, card: Card, other: str) -> str:
    rows = [row for row in card.rows if plan.cards[row.to].branch == other]
    keys = " ".join(row.key for row in rows if row.key)
    return (f"{card.name} ({keys})" if keys else card.name) if rows else ""


def _near(cards: Mapping[str, Card], card: Card) -> frozenset[str]:
    """Arrows lead on, and to places that few lead to; the others are chips, so that the arrows can be followed."""
    names = list(cards)
    ahead = names[names.index(card.name) + 1 :]
    return frozenset(name for name in ahead if name == ahead[0] or _ways_to(cards, name) <= FEW)


def _ways_to(cards: Mapping[str, Card], name: str) -> int:
    return sum(row.to == name for card in cards.values() for row in card.rows)
