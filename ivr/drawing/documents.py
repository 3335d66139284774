"""The files of docs/ that follow from the line's flow and words: what `ivr map --write docs` writes."""

from collections.abc import Mapping, Sequence
from types import ModuleType

from ivr.drawing.bars import draw_bars
from ivr.drawing.cards import file_of
from ivr.drawing.graphs import call_graph, overview_graph, section_graph
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.overview import overview_of
from ivr.drawing.picture import Titled, draw
from ivr.drawing.plan import Plan, plan_of, tables_of
from ivr.drawing.trail import Trail
from ivr.drawing.words import label, section_name
from ivr.hearing.report import Heard
from ivr.line.steps import Flow
from ivr.wording.prompts import Prompts


def plan_in(script: ModuleType, flow: Flow, prompts: Prompts) -> Plan:
    """What there is to draw of a script, in the language of the prompts."""
    return plan_of(flow, tables_of(script), prompts)


def documents(plan: Plan, report: Sequence[Heard]) -> Mapping[str, str]:
    """File name -> text: the overview, as SVG and as Mermaid, a sheet for each section, and the hearing report."""
    return {
        "map.svg": draw_overview(plan),
        **{file_of(section): draw_section(plan, section) for section in plan.sections},
        "map.mmd": mermaid_of(overview_of(plan)),
        "ear.svg": draw_bars(report, plan.language),
    }


def draw_overview(plan: Plan) -> str:
    """The whole call on one page of A4, from the greeting down."""
    overview = overview_of(plan)
    return draw(_titled(plan, label("map", plan.language), overview, paper="A4"), overview_graph(overview))


def draw_section(plan: Plan, section: str) -> str:
    """A sheet of A3: from left to right, or from the top down where that would be too wide."""
    name = f"{section_name(section, plan.language)} – {label('map', plan.language)}"
    return draw(_titled(plan, name, plan), *(section_graph(plan, section, direction) for direction in ("LR", "TB")))


def draw_call(plan: Plan, trail: Trail) -> str:
    """The way of one call, from the top down."""
    name = label("call", plan.language).format(keys=" ".join(trail.keys))
    return draw(_titled(plan, name, plan), call_graph(plan, trail))


def _titled(plan: Plan, name: str, shown: Plan, paper: str = "A3") -> Titled:
    menus = [card for card in plan.cards.values() if card.kind == "menu"]
    choices = sum(bool(arrow.key) for card in menus for arrow in card.arrows)
    counts = label("counts", plan.language).format(steps=len(plan.cards), menus=len(menus), choices=choices)
    everywhere = label("everywhere", plan.language).format(give_up=section_name("GIVE_UP", plan.language))
    nodes = {card.name: f"{card.name} : {card.says}" if card.says else card.name for card in shown.cards.values()}
    return Titled(name, f"{counts}. {everywhere}", nodes, plan.language, paper)
