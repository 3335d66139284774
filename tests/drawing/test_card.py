"""The card of the menu: the live flow, whole in its first two levels, in every language."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import main
from ivr.drawing.card import card
from ivr.line.flow import FLOW
from ivr.line.steps import LANGUAGE, Menu, choice
from ivr.wording.on_page import as_written
from ivr.wording.prompts import Prompts
from tests.check.real import real

DAY = date(2026, 11, 24)
LANGUAGES = tuple(real().prompts)


def card_in(language: str) -> str:
    return card(FLOW, real().prompts, real().schedules, language, DAY)


def words_of(html: str) -> str:
    """What is read on it, a key before each option: "[1] Pour votre attestation"."""
    body = re.sub(r"<kbd>(.)</kbd>", r" [\1] ", html.split("<body>")[1])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()).replace(" ,", ",")


def offered(own: Prompts, menu: str) -> list[str]:
    """What a menu offers, as the card shows it."""
    step = FLOW.steps[menu]
    assert isinstance(step, Menu)
    said = own.prompts[menu].choices
    rows = [one for one in step.choices if one.name not in (LANGUAGE, FLOW.manners.home)]
    return [f"[{one.key}] {as_written(own.page, said[one.name].offer)}" for one in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_menu_and_those_below_it_are_whole_and_in_their_order(language: str) -> None:
    told, own = words_of(card_in(language)), real().prompts[language]
    home = FLOW.steps[FLOW.manners.home]
    assert isinstance(home, Menu)
    wanted = []
    rows = [one for one in home.choices if one.name != LANGUAGE]
    for one, words in zip(rows, offered(own, home.name), strict=True):
        wanted += [words, *(offered(own, one.name) if isinstance(FLOW.steps.get(one.name), Menu) else [])]
    assert len(wanted) > 12
    at = 0
    for words in wanted:
        assert words in told[at:]
        at = told.index(words, at) + len(words)


@pytest.mark.parametrize(
    ("language", "below"),
    [
        ("fr", "[1] MSA [2] MGEN … [3] SNCF … [4] RATP … [5] autre organisme …"),
        ("en", "[1] MSA [2] MGEN … [3] SNCF … [4] RATP … [5] another scheme …"),
        ("fr", "[1] en ligne [2] conseiller [3] accueil"),
        ("fr", "[1] conseiller [2] borne [3] accueil"),
        ("en", "[1] adviser [2] kiosk [3] office"),
    ],
)
def test_what_those_lead_to_stands_below_in_short_and_once(language: str, below: str) -> None:
    told = words_of(card_in(language)).replace("\N{NO-BREAK SPACE}", " ")
    assert told.count(below) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_works_everywhere_stands_below_with_the_other_languages_in_their_own_words(language: str) -> None:
    told, own = words_of(card_in(language)), real().prompts[language]
    for key, name in (("0", "adviser"), ("*", "back"), ("#", "again")):
        assert f"[{key}] {own.card[name]}" in told
    for other in real().prompts.values():
        assert (f"[9] {other.offer}" in told) is (other is not own)


def test_numbers_and_hours_are_those_of_the_schedules() -> None:
    told = words_of(card_in("fr")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Le menu du 36 46" in told
    assert "36 46 · en général, au moins, du lundi au vendredi, de 8 heures 30 à 17 heures, heure de Paris" in told
    assert "02 69 61 91 91, la ligne de Mayotte · du lundi au jeudi, de 7 heures 30 à 14 heures 30" in told
    assert told.endswith("+33 1 84 90 36 46, la ligne depuis l'étranger"), "its hours are known to nobody"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_it_is_small_grey_or_fetched(language: str) -> None:
    html = card_in(language)
    sizes = [float(size) for size in re.findall(r"(?:font-size: |font: )([\d.]+)pt", html)]
    assert len(sizes) >= 4
    assert min(sizes) >= 16
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", html)) == {"#000", "#fff"}
    assert "http" not in html
    assert "src=" not in html


def test_it_is_that_of_the_live_flow_and_words() -> None:
    home = FLOW.steps[FLOW.manners.home]
    assert isinstance(home, Menu)
    kept = {name: getattr(home, name) for name in ("fills", "silence", "asked", "each", "gate")}
    shorter = Menu(home.name, *[one for one in home.choices if one.key in "19"], choice(2, "channels"), **kept)
    flow = replace(FLOW, steps={**FLOW.steps, home.name: shorter})
    own = real().prompts["fr"]
    said = replace(own.prompts["channels"].choices["deaf"], offer="Pour la <langue> des signes")
    choices = {**own.prompts["channels"].choices, "deaf": said}
    prompts = {**own.prompts, "channels": replace(own.prompts["channels"], choices=choices)}
    told = card(flow, {**real().prompts, "fr": replace(own, prompts=prompts)}, real().schedules, "fr", DAY)
    assert "Pour la &lt;langue&gt; des signes" in told
    assert "[2] Pour nous joindre autrement" in words_of(told) or offered(own, "topics")[3][4:] in words_of(told)
    assert offered(own, "topics")[2] not in words_of(told)


def test_the_command_writes_one_for_each_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_CONTENT_DIR", str(Path.cwd()))
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(main, ["map", "--card"], catch_exceptions=False)
    assert shown.exit_code == 0
    for language in LANGUAGES:
        written = Path(f"var/card-{language}.html").read_text("utf-8")
        assert f'<html lang="{real().prompts[language].locale}">' in written
    one = CliRunner().invoke(main, ["map", "--card", "--english", "--output", "-"], catch_exceptions=False)
    assert one.output.count("<html") == 1
    assert "The menu of 36" in one.output
