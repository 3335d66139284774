"""The map shows all of the flow, legibly, and the same everywhere."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from types import ModuleType
from typing import get_args

import pytest

from ivr.drawing.cards import file_of
from ivr.drawing.documents import documents, draw_section
from ivr.drawing.graphs import section_graph
from ivr.drawing.lettering import width
from ivr.drawing.mermaid import mermaid_of
from ivr.drawing.overview import overview_of
from ivr.drawing.plan import KINDS, folded, plan_of, tables_of
from ivr.drawing.words import ANSWERS, QUESTIONS, SECTIONS
from ivr.line import flow as script
from ivr.line.flow import FLOW, TO_ADVISER
from ivr.line.steps import Branch, Each, Manners, Menu, Step, Tell, choice, targets
from ivr.line.table import flow_of
from tests.drawing.real_line import ROOT, content, plan, report
from tests.drawing.seen import boxes, colours, links, parse, shown_in, strays, texts

SHEETS = [file_of(section) for section in plan().sections]
NAMES = ["map.svg", *SHEETS, "map.mmd", "ear.svg"]
MENUS = [step for step in FLOW.steps.values() if isinstance(step, Menu)]


@cache
def drawn() -> Mapping[str, str]:
    return documents(plan(), report())


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".svg")])
def test_every_picture_is_well_formed_named_and_described(name: str) -> None:
    root = parse(drawn()[name])
    assert root.findtext("title")
    assert root.findtext("desc")
    assert root.get("lang") == "fr"


def test_the_files_are_those_that_are_told() -> None:
    assert list(drawn()) == NAMES


def test_the_sheets_together_show_every_step_once() -> None:
    """As a card, or told on the way to one: its name is in bold."""
    bold = [words for sheet in SHEETS for words in texts(drawn()[sheet], bold=True)]
    assert sorted(name for name in bold if name in FLOW.steps) == sorted(FLOW.steps)


@pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.name)
def test_every_key_of_a_menu_is_on_its_card_with_the_words_of_the_choice(menu: Menu) -> None:
    sheet = drawn()[file_of(plan().cards[menu.name].section)]
    words = [unescape(line) for line in shown_in(sheet, f"step-{menu.name}")]
    offers = content().prompts["fr"].prompts[menu.name].choices
    assert {choice.key for choice in menu.choices} <= set(words)
    for offered in menu.choices:
        assert any(line.startswith(offers[offered.name].offer[:20]) for line in words), offered.name


def test_every_way_on_is_an_arrow_or_a_link() -> None:
    shown = folded(plan())
    ways = {(card.name, arrow.to) for card in shown.cards.values() for arrow in card.arrows}
    found = set()
    for section in plan().sections:
        graph = section_graph(plan(), section, "LR")
        found |= {(arrow[1], arrow[2]) for arrow in re.finditer(r'^"(\w+)":way\d+:e -> "(\w+)"', graph, re.MULTILINE)}
        for card in shown.of(section):
            found |= {(card.name, to) for to in re.findall(rf'^"{card.name}" .*$', graph, re.MULTILINE)
                      for to in re.findall(r'href="[^"#]*#step-(\w+)"', to)}  # fmt: skip
    assert found == ways


def test_folding_leaves_no_way_out() -> None:
    """Messages that are told on the way to another step lead there."""
    cards = folded(plan()).cards
    for name, step in FLOW.steps.items():
        if name in cards:
            first = {arrow.told[0].name if arrow.told else arrow.to for arrow in cards[name].arrows}
            assert first == set(targets(step))


def test_links_lead_to_something() -> None:
    ids = {f"{name}#{one}" for name in SHEETS for one in boxes(drawn()[name])}
    for name in SHEETS:
        for link in links(drawn()[name]):
            assert (link if "#" in link[1:] else f"{name}{link}") in ids, f"{name}: {link}"


def test_the_overview_begins_with_the_greeting_and_leads_to_every_sheet() -> None:
    overview = drawn()["map.svg"]
    highest = min(boxes(overview).values(), key=lambda box: box.top)
    assert highest.words[0][0] == "Accueil"
    assert sorted(links(overview)) == sorted(SHEETS)
    assert {"9", "1", "2", "3", "4", "0"} <= set(texts(overview, bold=True))


@pytest.mark.parametrize("name", ["map.svg", *SHEETS])
def test_no_arrow_crosses_a_card(name: str) -> None:
    """So keys and words are never covered."""
    assert strays(drawn()[name], margin=1) == []


@pytest.mark.parametrize("name", ["map.svg", *SHEETS])
def test_words_stay_within_their_cards(name: str) -> None:
    """By the widths of Arial, while Graphviz reckons 7.25 points for each letter."""
    for one, box in boxes(drawn()[name]).items():
        for words, x, size, bold in box.words:
            assert box.left <= x, (one, words)
            assert x + width(words, size, bold=bold) / 1.04 <= box.right, (one, words)


@pytest.mark.parametrize(
    ("name", "paper", "least"), [("map.svg", (297, 210), 6.2), *((name, (420, 297), 5.9) for name in SHEETS)]
)
def test_letters_can_be_read_on_paper(name: str, paper: tuple[int, int], least: float) -> None:
    """In points, on A4 or A3 with a margin of 8 mm, whichever way the page is turned."""
    root = parse(drawn()[name])
    assert root.findtext("style", "").startswith(f"@page{{size:{'A4' if paper[0] == 297 else 'A3'} ")
    wide, high = float(root.get("width", "")), float(root.get("height", ""))
    room = sorted((side - 16) / 25.4 * 72 for side in paper)
    assert 14 * min(max(room) / max(wide, high), min(room) / min(wide, high)) >= least


@pytest.mark.parametrize("words", [0, 1], ids=["French", "English"])
def test_sections_questions_and_answers_have_words(words: int) -> None:
    for step in FLOW.steps.values():
        if isinstance(step, Branch):
            assert QUESTIONS[step.on][words], step.on
            assert all(ANSWERS[answer][words] for answer in step.ways), step.on
    assert set(tables_of(script)) <= set(SECTIONS)


def test_every_kind_of_step_has_its_card() -> None:
    assert set(KINDS) == set(get_args(Step))


def test_a_flow_that_is_not_ready_is_drawn_as_it_stands() -> None:
    """Steps that lead nowhere, words that are not written, a menu that schedules/ fills."""
    rough = ModuleType("rough")
    rough.START = (Tell("hello", then="menu"), Menu("menu", choice(1, "nowhere"), each=Each("caisse", to="hello")))
    manners = Manners(first="hello", home="menu", adviser=TO_ADVISER, give_up="hello", farewell="hello")
    tables = tables_of(rough)
    rough_plan = plan_of(flow_of(manners, *tables.values()), tables, replace(content().prompts["fr"], prompts={}))
    assert {"hello", "menu", "1", "1…"} <= set(texts(draw_section(rough_plan, "START"), bold=True))
    assert 's_START -->|"1 · nowhere"| s_nowhere' in mermaid_of(overview_of(rough_plan))


def test_the_english_map_offers_in_english() -> None:
    sheet = draw_section(plan("en"), "TOPICS")
    assert any("certificate" in line.lower() for line in shown_in(sheet, "step-topics"))
    assert parse(sheet).get("lang") == "en"


def test_mermaid_has_every_section_and_the_keys_of_the_first_menu() -> None:
    lines = drawn()["map.mmd"].splitlines()
    assert lines[0] == "flowchart TD"
    nodes = [line.split('["')[0].strip() for line in lines if '["<b>' in line]
    assert nodes == [*(f"s_{name}" for name in plan().sections), "s_goodbye("]
    assert '  s_TOPICS -->|"1 · Pour votre attestation de droits"| s_ATTESTATION' in lines


@pytest.mark.parametrize("name", ["map.svg", *SHEETS, "ear.svg"])
def test_every_colour_has_one_for_the_dark(name: str) -> None:
    light, dark = colours(drawn()[name])
    assert light - dark <= {"white", "none", "#e69f00"}  # letters on colour, nothing, and orange, which suits both


def test_another_process_draws_the_same_bytes() -> None:
    """Sets and hashes differ from one process to the next, and fonts from one machine to the next."""
    code = (
        "import hashlib; from tests.drawing.real_line import plan, report; from ivr.drawing.documents import documents;"
        "print(hashlib.sha256(repr(dict(documents(plan(), report()))).encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": "/other/fonts.conf"}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == hashlib.sha256(repr(dict(drawn())).encode()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_docs_hold_the_current_map(name: str) -> None:
    """What is said in it and where it leads: where exactly it stands may differ from one system to the next."""
    file = ROOT / "docs" / name
    assert file.is_file(), "docs/ has no map: run make map"
    kept, new = file.read_text(encoding="utf-8"), drawn()[name]
    if name.endswith(".svg"):
        kept, new = repr(content_of(kept)), repr(content_of(new))
    assert kept == new, f"docs/{name} is stale: run make map"


def content_of(svg: str) -> tuple[list[str], list[str], list[str], int]:
    arrows = sum(one.get("class") == "edge" for one in parse(svg).iter("g"))
    return sorted(texts(svg)), sorted(links(svg)), sorted(boxes(svg)), arrows
