"""The map shows all of the flow, legibly, and the same bytes everywhere."""

import hashlib
import os
import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree

import pytest

from ivr.drawing.bands import WIDEST, Band, bands_of
from ivr.drawing.cards import EDGE, SMALL, WIDE
from ivr.drawing.documents import documents
from ivr.drawing.lettering import width
from ivr.drawing.map import SHEET, draw_map
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.plan import tables_of
from ivr.drawing.words import ANSWERS, BRANCHES, QUESTIONS
from ivr.line import flow as script
from ivr.line.flow import FLOW
from ivr.line.steps import Branch, Menu, targets
from tests.drawing.real_line import ROOT, content, plan, report

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = documents(plan(), report())
SHEETS = {name: text for name, text in DRAWN.items() if name.startswith("map-")}
BANDS = [band for branch in plan().branches for band in bands_of(plan(), branch)]


def steps_on(svg: str) -> list[str]:
    ids = (element.get("id", "") for element in ElementTree.fromstring(svg).iter(f"{SVG}g"))
    return [name.removeprefix("step-") for name in ids if name.startswith("step-")]


def card_on(svg: str, step: str) -> list[str]:
    """The words on a step's card."""
    card = next(group for group in ElementTree.fromstring(svg).iter(f"{SVG}g") if group.get("id") == f"step-{step}")
    return [text.text or "" for text in card.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", [name for name in DRAWN if name.endswith(".svg")])
def test_every_picture_is_well_formed_and_named(name: str) -> None:
    root = ElementTree.fromstring(DRAWN[name])
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title")


def test_the_whole_map_has_every_step_once() -> None:
    steps = [name for name in steps_on(DRAWN["map.svg"]) if name in FLOW.steps]
    assert sorted(steps) == sorted(FLOW.steps)


def test_the_sheets_together_have_every_step_once() -> None:
    steps = [name for sheet in SHEETS.values() for name in steps_on(sheet) if name in FLOW.steps]
    assert sorted(steps) == sorted(FLOW.steps)


def test_every_step_stands_in_the_frame_of_its_table() -> None:
    root = ElementTree.fromstring(DRAWN["map.svg"])
    frames = {group.get("id"): group for group in root.iter(f"{SVG}g") if group.get("id", "").startswith("branch-")}
    for table, steps in tables_of(script).items():
        inside = {group.get("id") for group in frames[f"branch-{table}"].iter(f"{SVG}g")}
        assert {f"step-{step.name}" for step in steps} <= inside, table


@pytest.mark.parametrize("menu", [step for step in FLOW.steps.values() if isinstance(step, Menu)], ids=lambda m: m.name)
def test_every_key_of_a_menu_is_on_its_card_with_the_words_of_the_choice(menu: Menu) -> None:
    words = card_on(DRAWN["map.svg"], menu.name)
    offers = content().prompts["fr"].prompts[menu.name].choices
    assert {choice.key for choice in menu.choices} <= set(words)
    for choice in menu.choices:
        assert any(line.startswith(offers[choice.name].offer[:20]) for line in words), choice.name


def test_every_way_on_is_an_arrow_or_a_chip() -> None:
    arrows = {(wire.source, wire.target) for band in BANDS for wire in band.placed.wires}
    chips = {(s.card.name, slot.row.to) for band in BANDS for s in band.shapes for slot in s.slots if slot.chip}
    assert arrows | chips == {(name, to) for name, step in FLOW.steps.items() for to in targets(step)}
    assert not arrows & chips


def test_arrows_lead_to_the_right() -> None:
    for band in BANDS:
        for wire in band.placed.wires:
            assert band.placed.corners[wire.source][0] < band.placed.corners[wire.target][0], wire


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.shapes[0].card.name)
def test_no_card_lies_on_another(band: Band) -> None:
    boxes = [(*band.placed.corners[shape.card.name], shape.width, shape.height) for shape in band.shapes]
    for (x, y, wide, high), (other_x, other_y, other_wide, other_high) in combinations(boxes, 2):
        apart = x + wide <= other_x or other_x + other_wide <= x or y + high <= other_y or other_y + other_high <= y
        assert apart, band


def test_words_stay_within_their_cards() -> None:
    for band in BANDS:
        for shape in band.shapes:
            for line in (*shape.says, *(line for slot in shape.slots for line in slot.lines)):
                assert width(line, SMALL) <= WIDE - 2 * EDGE, line


def test_bands_and_sheets_keep_letters_legible_on_a3() -> None:
    """A sheet 2040 points wide prints letters of 11.5 at 6.7 points."""
    assert all(band.placed.width <= WIDEST for band in BANDS)
    for name, sheet in SHEETS.items():
        assert float(ElementTree.fromstring(sheet).get("width", "")) <= SHEET[0] * 1.06, name


@pytest.mark.parametrize("words", [0, 1], ids=["French", "English"])
def test_branches_questions_and_answers_have_words(words: int) -> None:
    for step in FLOW.steps.values():
        if isinstance(step, Branch):
            assert QUESTIONS[step.on][words], step.on
            assert all(answer.isdigit() or ANSWERS[answer][words] for answer in step.ways), step.on
    assert set(tables_of(script)) <= set(BRANCHES)


def test_the_english_map_offers_in_english() -> None:
    assert any("certificate" in line.lower() for line in card_on(draw_map(plan("en")), "topics"))


def test_mermaid_has_every_step_and_every_way() -> None:
    lines = mermaid_of(plan()).splitlines()
    arrows = [line for line in lines if "-->" in line]
    assert len(arrows) == sum(len(tuple(targets(step))) for step in FLOW.steps.values())
    nodes = {line.strip().split(":::")[0] for line in lines if ":::" in line}
    assert len(nodes) == len(FLOW.steps)
    assert lines.count("  end") == len(plan().branches)


def test_another_process_draws_the_same_bytes() -> None:
    """Sets and hashes differ from one process to the next: no picture may follow their order."""
    code = (
        "import hashlib; from tests.drawing.real_line import plan, report; from ivr.drawing.documents import documents;"
        "print(hashlib.sha256(repr(dict(documents(plan(), report()))).encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == hashlib.sha256(repr(dict(DRAWN)).encode()).hexdigest()


@pytest.mark.parametrize("name", DRAWN)
def test_docs_hold_the_current_map(name: str) -> None:
    file = ROOT / "docs" / name
    assert file.is_file(), "docs/ has no map: run make map"
    assert file.read_text(encoding="utf-8") == DRAWN[name], f"docs/{name} is stale: run make map"
