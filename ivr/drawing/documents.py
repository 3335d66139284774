"""The files of docs/ that follow from the line's flow and words: what `ivr map --write docs` writes."""

from collections.abc import Mapping, Sequence
from types import ModuleType

from ivr.drawing.bars import draw_bars
from ivr.drawing.map import draw_map, draw_sheets
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.plan import Plan, plan_of, tables_of
from ivr.hearing.report import Heard
from ivr.line.steps import Flow
from ivr.wording.prompts import Prompts


def plan_in(script: ModuleType, flow: Flow, prompts: Prompts) -> Plan:
    """What there is to draw of a script, in the language of the prompts."""
    return plan_of(flow, tables_of(script), prompts)


def documents(plan: Plan, report: Sequence[Heard]) -> Mapping[str, str]:
    """File name -> text: the whole map, its A3 sheets, the map as Mermaid, and the hearing report."""
    sheets = {f"map-{page}.svg": sheet for page, sheet in enumerate(draw_sheets(plan), 1)}
    return {
        "map.svg": draw_map(plan),
        **sheets,
        "map.mmd": mermaid_of(plan),
        "ear.svg": draw_bars(report, plan.language),
    }
