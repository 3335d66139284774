"""The whole call at a glance: a box for each section of the table, and the ways on from one to the next."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ivr.drawing.plan import Arrow, Card, Plan
from ivr.drawing.words import label

HEARD = ("menu", "ask", "tell")


def overview_of(plan: Plan) -> Plan:
    """The sections as cards, in the table's order; after them the goodbyes that they lead to.

    Ways back to earlier sections are left out. The home menu alone shows all of its choices, and what holds in every
    menu: the adviser's key, and where the third failure leads.
    """
    boxes = [_box(plan, section) for section in plan.sections]
    led_to = {arrow.to for box in boxes for arrow in box.arrows}
    ends = [card for card in plan.cards.values() if card.kind == "end" and card.name in led_to]
    return replace(plan, cards={card.name: card for card in (*boxes, *ends)})


def _box(plan: Plan, section: str) -> Card:
    cards = plan.of(section)
    home = plan.cards.get(plan.manners.home)
    if home and home.section == section:
        return Card(section, "section", section, "", tuple(_choices(plan, home)))
    says = next((card.says for card in cards if card.kind in HEARD and card.says), "")
    return Card(section, "section", section, re.sub(r"\{.*?\}\.?", "…", says), tuple(_ways(plan, section)))


def _choices(plan: Plan, home: Card) -> Iterator[Arrow]:
    for arrow in home.arrows:
        yield replace(arrow, to=_place(plan, arrow.to))
    adviser = plan.manners.adviser
    yield Arrow(adviser.key, label("any_menu", plan.language), _place(plan, adviser.to))
    yield Arrow("", label("third_failure", plan.language), _place(plan, plan.manners.give_up))


def _ways(plan: Plan, section: str) -> list[Arrow]:
    """One arrow to each place further down, with all the keys that lead there, in the keys' order."""
    keys: dict[str, set[str]] = {}
    for arrow in (arrow for card in plan.of(section) for arrow in card.arrows):
        keys.setdefault(_place(plan, arrow.to), set()).add(arrow.key)
    passed = plan.sections[: plan.sections.index(section) + 1]
    ahead = [place for place in (*plan.sections, *plan.cards) if place in keys and place not in passed]
    ways = [Arrow(" · ".join(sorted(keys[place] - {""})), "", place) for place in ahead]
    return sorted(ways, key=lambda way: way.key)


def _place(plan: Plan, step: str) -> str:
    """The section of a step; a goodbye stands for itself."""
    card = plan.cards.get(step)
    return step if card is None or card.kind == "end" else card.section
