"""CONTRIBUTING's example of a new step is followed to the letter, and `ivr check` has nothing to say about it."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent

from ivr.check.report import structural
from ivr.check.subject import Subject
from ivr.content.prompts import read_prompts
from ivr.line import steps
from ivr.line.flow import FLOW
from ivr.line.steps import Flow, Menu
from ivr.line.table import flow_of
from tests.check.real import real

SECTION = Path("CONTRIBUTING.md").read_text(encoding="utf-8").split("## Add a step")[1].split("\n## ")[0]
MENU, LEAD, CHOICE, PROMPT = (dedent(block) for block in re.findall(r"(?:^ {7}.*\n)+", SECTION, re.MULTILINE))


def with_the_example() -> Flow:
    new = eval(MENU.rstrip().removesuffix(","), dict(vars(steps)))
    lead = eval(LEAD.rstrip().removesuffix("),"), dict(vars(steps)))
    above = FLOW.steps["no_account"]
    assert isinstance(above, Menu)
    kept = {name: getattr(above, name) for name in ("fills", "silence", "asked", "each", "gate")}
    led = Menu(above.name, *above.choices, lead, **kept)
    return flow_of(FLOW.manners, tuple(led if row is above else row for row in FLOW.rows), (new,))


def put_in(text: str, block: str, spaces: int, before: str, after: str) -> str:
    """The block under its neighbours: before the next line that begins with `before`, from `after` on."""
    start = text.index(before, text.index(after)) + 1
    return text[:start] + indent(block, " " * spaces) + text[start:]


def translated(block: str) -> str:
    """As far as the checks can tell: what it means is not what is checked."""
    return re.sub(r'(offer|say): "', r'\1: "In English, ', block)


def test_the_example_of_a_new_step_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    shutil.copytree("prompts", tmp_path / "prompts")
    for file in (tmp_path / "prompts").glob("??.yaml"):
        choice, prompt = (block if file.stem == "fr" else translated(block) for block in (CHOICE, PROMPT))
        text = put_in(file.read_text(encoding="utf-8"), choice, 6, "\n  no_internet:\n", "\n  no_account:\n")
        file.write_text(put_in(text, prompt, 2, "\n  no_internet:\n", "\n  no_account:\n"), encoding="utf-8")
    flow = with_the_example()
    subject: Subject = replace(real(), flow=flow, prompts=read_prompts(tmp_path / "prompts", flow))
    assert [finding.told("en") for finding in structural(subject)] == []
