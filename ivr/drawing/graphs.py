"""The map in Graphviz's language: one section, the overview, or the way of a call. Arrows lead downwards or right."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from ivr.drawing.cards import box_table, file_of, step_table
from ivr.drawing.plan import Arrow, Card, Plan, folded
from ivr.drawing.svg import EDGE, INK, MUTED, PATH, WIRE
from ivr.drawing.trail import SILENCE, Trail
from ivr.drawing.words import Language, label, section_name

Direction = Literal["LR", "TB"]
ENTERED: dict[Direction, str] = {"LR": "w", "TB": "n"}  # the side of a card at which arrows come in


def section_graph(plan: Plan, section: str, direction: Direction) -> str:
    """One section of the table: arrows run to steps further down in it, to all others there are links."""
    shown = folded(plan)
    lines = []
    for card in shown.of(section):
        drawn = [arrow for arrow in card.arrows if _is_ahead(shown, card, arrow)]
        lines.append(_node(card, step_table(shown, card, drawn)))
        lines += [
            f'"{card.name}":way{number}:e -> "{arrow.to}":head:{ENTERED[direction]}'
            for number, arrow in enumerate(card.arrows)
            if arrow in drawn
        ]
    return _graph(direction, lines)


def overview_graph(overview: Plan) -> str:
    """The sections, from the greeting at the top down; each leads to its own sheet."""
    lines = []
    for card in overview.cards.values():
        sheet = f' href="{file_of(card.section)}"' if card.kind == "section" else ""
        lines.append(f'"{card.name}" [label=<{box_table(overview, card)}>{sheet}]')
        lines += [
            f'"{card.name}":way{number}:s -> "{arrow.to}":n'
            for number, arrow in enumerate(card.arrows)
            if arrow.to != card.name
        ]
    return _graph("TB", lines)


def call_graph(plan: Plan, trail: Trail) -> str:
    """The steps that a call passed, from the top down, each with all that it could have led to.

    What the caller did stands beside the arrow: "2. 75012" is the answer to the second turn.
    """
    shown = folded(plan)
    stops = [(turn, shown.cards[step]) for turn, step in trail.stops if step in shown.cards]
    lines = [line for section in shown.sections for line in _cluster(shown, section, trail)]
    for (turn, card), (later, to) in pairwise(stops):
        words = f"{turn}. {_pressed(trail.keys[turn - 1], plan.language)}" if later > turn else ""
        lines.append(f'"{card.name}" -> "{to.name}" [label="  {words}  "]')
    return _graph("TB", lines, "newrank=true ranksep=0.35", f'edge [color="{PATH}" penwidth=2.5 fontcolor="{PATH}"]')


def _pressed(key: str, language: Language) -> str:
    return label("silence", language) if key == SILENCE else key


def _cluster(plan: Plan, section: str, trail: Trail) -> list[str]:
    """The steps of a section that a call passed: menus with all of their choices, others with the way it took."""
    passed = {step for _, step in trail.stops}
    nodes = []
    for card in (card for card in plan.of(section) if card.name in passed):
        taken = [arrow for arrow in card.arrows if _is_taken(card, arrow, trail)]
        shown = card if card.kind == "menu" else replace(card, arrows=tuple(taken))
        nodes.append(_node(card, step_table(plan, shown, taken, called=True)))
    name = (
        f'label="{section_name(section, plan.language)}" labeljust=l fontname=Arial fontcolor="{MUTED}" color="{EDGE}"'
    )
    return [f"subgraph cluster_{section} {{", name, *nodes, "}"] if nodes else []


def _is_taken(card: Card, arrow: Arrow, trail: Trail) -> bool:
    """Whether a call went on from a card this way: to the step that it passed next, by the key that was pressed."""
    first = arrow.told[0].name if arrow.told else arrow.to
    for (turn, step), (later, to) in pairwise(trail.stops):
        pressed = trail.keys[turn - 1] if later > turn else ""
        if (step, to) == (card.name, first) and arrow.key in ("", pressed, "1…"):
            return True
    return False


def _is_ahead(plan: Plan, card: Card, arrow: Arrow) -> bool:
    names = [other.name for other in plan.of(card.section)]
    return arrow.to in names and names.index(arrow.to) > names.index(card.name)


def _node(card: Card, table: str) -> str:
    return f'"{card.name}" [id="step-{card.name}" label=<{table}>]'


def _graph(direction: Direction, lines: Iterable[str], *settings: str) -> str:
    return "\n".join(
        (
            "digraph {",
            f"rankdir={direction} bgcolor=transparent nodesep=0.25 ranksep=0.45 ordering=out pad=0",
            f'node [shape=plain fontname=Arial fontsize=14 fontcolor="{INK}"]',
            f'edge [color="{WIRE}" arrowsize=0.7 penwidth=1.3 fontname="Arial bold" fontsize=14]',
            *settings,
            *lines,
            "}",
        )
    )
