"""The pages of calls, in a person's hands."""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from ivr.console.figures.tables import Table, as_csv
from ivr.hours.words import words
from ivr.journal.entry import end_of_call
from ivr.journal.folding import Folding
from ivr.journal.turns import TurnsTable
from ivr.line.flow import FLOW
from ivr.store.tables import turns
from tests.console.conftest import TUESDAY_10H
from tests.console.made_up_calls import fill, numbers_shown
from tests.console.staff import Desk, opened_desk, somebody
from tests.journal.entries import entry

Opening = Callable[..., Desk]
PAGES = ("/calls", "/calls/flow", "/calls/latest")


@pytest.fixture(scope="module")
def four_weeks(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The database of a line that was rung for so long."""
    folder = tmp_path_factory.mktemp("busy")
    with opened_desk(folder, TUESDAY_10H, somebody("reader")) as opened:
        fill(opened.store, turns_wanted=2000, until=opened.at)
        fold(opened)
    return (folder / "console.sqlite3").read_bytes()


@pytest.fixture
def busy(desk: Opening, tmp_path: Path, four_weeks: bytes) -> Desk:
    """A console over it."""
    (tmp_path / "console.sqlite3").write_bytes(four_weeks)
    return desk(somebody("reader"))


def fold(opened: Desk) -> None:
    Folding(opened.store, opened.now, FLOW).fold()


def page(opened: Desk, address: str) -> str:
    answer = opened.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return unescape(answer.get_data(as_text=True))


def rung(opened: Desk, **more: Any) -> None:
    """One call of a quarter of an hour ago."""
    known = {"line": "national", "language": "fr", "outcome": "listen"} | more
    begun = entry(minutes=60 * 22.75, way="ring line=national, welcome, topics", **known)
    chosen = entry(
        minutes=60 * 22.8, turn=1, step="topics", heard="pressed", way="attestation", topic="attestation", **known
    )
    TurnsTable(opened.store).write([begun, chosen, end_of_call(begun.call_sid, chosen.at, "completed", 40.0)])
    fold(opened)


@pytest.mark.parametrize("address", PAGES)
def test_where_there_is_no_call_it_says_so(desk: Opening, address: str) -> None:
    said = page(desk(), address)
    assert "Aucun appel sur ces jours." in said
    assert "Le journal est vide" in said
    assert "data-chart" not in said
    assert "No call on these days." in page(desk(somebody(language="en")), address)


@pytest.mark.parametrize("address", PAGES)
def test_on_days_without_calls_it_says_how_far_the_journal_goes_back(desk: Opening, address: str) -> None:
    opened = desk()
    rung(opened)
    said = page(opened, f"{address}?period=dates&from=2026-01-05&to=2026-01-09")
    assert "Aucun appel sur ces jours." in said
    assert "Le journal remonte au mar. 24 nov. 2026" in said


def test_every_picture_has_its_table_its_sentence_and_its_file(busy: Desk) -> None:
    for address in ("/calls?period=month", "/calls/flow?period=month"):
        figures = page(busy, address).split('<section class="card figure"')[1:]
        assert len(figures) >= 2
        for figure in figures:
            assert "<table>" in figure
            assert re.search(r"<h2 .*?</h2>\s*<p>.{10,}</p>", figure)
            [file] = re.findall(r'href="/console(/calls/tables/[^"]+)"', figure)
            assert busy.get(file).mimetype == "text/csv"


def test_a_call_stands_in_its_day_its_hour_and_its_topic(desk: Opening) -> None:
    opened = desk()
    rung(opened)
    said = page(opened, "/calls?period=today")
    assert "1 appels" in said or "1 call" in said
    hours = page(opened, "/calls/tables/hours.csv?period=today").splitlines()
    assert [row for row in hours if row.endswith(";1")] == ["9 h;1"]
    assert "attestation;1;100\N{NO-BREAK SPACE}%" in page(opened, "/calls/tables/topic.csv?period=today")
    assert page(opened, "/calls/tables/days.csv?period=today").splitlines()[1] == "2026-11-24;1"


def test_the_flow_of_calls_is_drawn_without_a_circle(busy: Desk) -> None:
    said = page(busy, "/calls/flow?period=month")
    [drawn, *_] = [json.loads(one) for one in re.findall(r'data-chart="(\{.*?\})" aria', said)]
    place = {step["name"]: step["depth"] for step in drawn["steps"]}
    assert len(drawn["links"]) > 10
    assert all(place[link["source"]] < place[link["target"]] for link in drawn["links"])
    assert {"premier menu", "a raccroché", "sonnerie"} <= {step["label"] for step in drawn["steps"]}


def test_one_line_alone_and_what_no_line_is(busy: Desk) -> None:
    every, mayotte = (page(busy, f"/calls/tables/line.csv?period=month{more}") for more in ("", "&line=mayotte"))
    assert mayotte.splitlines()[1].startswith("Mayotte;")
    assert len(mayotte.splitlines()) == 2
    assert page(busy, "/calls/tables/line.csv?period=month&line=mars") == every


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ("from=2026-11-24&to=2026-11-20", "Le premier jour vient après le dernier."),
        ("from=hier&to=2026-11-20", "Écrivez les deux jours comme 2026-11-24."),
        ("from=2025-01-01&to=2026-11-20", "Choisissez 400 jours au plus."),
        ("from=0001-01-01&to=0001-01-02", "Écrivez les deux jours"),
        ("from=9999-12-31&to=9999-12-31", "Écrivez les deux jours"),
    ],
)
def test_days_that_can_t_be_meant_are_told(desk: Opening, asked: str, wrong: str) -> None:
    assert wrong in page(desk(), f"/calls?period=dates&{asked}")


def test_turns_that_nobody_has_counted_yet_are_told(desk: Opening) -> None:
    opened = desk()
    TurnsTable(opened.store).write([entry(call=call, minutes=call % 60, line="national") for call in range(300)])
    assert "300 tours d'appels récents ne sont pas encore comptés" in page(opened, "/calls")
    fold(opened)
    assert "ne sont pas encore comptés" not in page(opened, "/calls")


def test_a_call_opens_step_by_step_in_words(busy: Desk) -> None:
    found = re.findall(r'href="/console(/calls/one/CA\w+)"', page(busy, "/calls/latest?period=month"))
    assert len(found) == 50
    said = page(busy, found[0])
    for word in (
        "La ligne décroche",
        "Quel numéro a été appelé ?",
        "ivr calls show CA",
        "règle",
        "36 46, Assurance Maladie",
    ):
        assert word in said
    assert "C'est ce que la ligne dit encore" in said
    assert "/phone" not in said


def test_earlier_calls_are_a_page_further(busy: Desk) -> None:
    first = page(busy, "/calls/latest?period=month")
    [onwards] = re.findall(r'href="/console(/calls/latest\?before=[^"]+)"', first)
    second = page(busy, unescape(onwards))
    pages = [set(re.findall(r"/calls/one/(CA\w+)", each)) for each in (first, second)]
    assert len(pages[0]) == 50
    assert pages[1]
    assert not pages[0] & pages[1]
    assert "period=month" in onwards
    assert "Appels précédents" not in page(busy, "/calls/latest?period=today&before=CA77")


def test_a_call_of_an_older_revision_shows_no_sentence(busy: Desk) -> None:
    with busy.store.writing() as connection:
        connection.execute(update(turns).values(revision="older"))
    [address, *_] = re.findall(r'href="/console(/calls/one/CA\w+)"', page(busy, "/calls/latest?period=month"))
    said = page(busy, address)
    assert "Le contenu a changé depuis cet appel" in said
    assert "Quel numéro a été appelé ?" in said
    assert 'class="said"' not in said


@pytest.mark.parametrize("address", ["/calls/one/CA0000", "/calls/one/%25", "/calls/tables/secrets.csv"])
def test_what_is_not_there_is_not_found(busy: Desk, address: str) -> None:
    assert busy.get(address).status_code == 404


def test_no_telephone_number_is_on_any_page(busy: Desk) -> None:
    latest = page(busy, "/calls/latest?period=month")
    calls = re.findall(r'href="/console(/calls/one/CA\w+)"', latest)[:20]
    for address in ("/calls?period=month", "/calls/flow?period=month", *calls):
        assert numbers_shown(page(busy, address)) == []
    assert numbers_shown(latest) == []


def test_a_file_for_a_spreadsheet_computes_nothing(desk: Opening) -> None:
    head = words(fr="Règle", en="Rule")
    table = Table((head, head, head), [("=1+1", -2, date(2026, 11, 24)), ("a;b", 1200, "@x")])
    with desk().app.test_request_context():
        assert as_csv(table, "fr").splitlines()[1:] == ["'=1+1;-2;2026-11-24", '"a;b";1200;\'@x']
        assert as_csv(table, "en").splitlines()[2] == "a;b,1200,'@x"
