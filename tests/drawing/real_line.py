"""The line as it stands in this project, as something to draw."""

from functools import cache
from pathlib import Path

from ivr.drawing.documents import plan_in
from ivr.drawing.plan import Plan
from ivr.hearing.report import Heard, ear_report
from ivr.line import flow as script
from ivr.line.flow import FLOW
from ivr.published.reading import read_snapshot
from ivr.published.snapshot import Snapshot

ROOT = Path(__file__).parents[2]


@cache
def content() -> Snapshot:
    return read_snapshot(ROOT)


@cache
def plan(language: str = "fr") -> Plan:
    return plan_in(script, FLOW, content().prompts[language])


@cache
def report() -> tuple[Heard, ...]:
    return ear_report(FLOW, content().prompts, content().schedules)
