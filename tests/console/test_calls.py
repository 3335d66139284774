"""The pages of calls, in a person's hands."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ivr.journal.folding import Folding
from ivr.line.flow import FLOW
from tests.console.made_up_calls import fill
from tests.console.staff import Desk, somebody
from tests.planted import numbers_in

Opening = Callable[..., Desk]
PAGES = ("/calls", "/calls/flow", "/calls/latest")


@pytest.fixture
def busy(desk: Opening) -> Desk:
    """A console over a line that was rung for four weeks."""
    opened = desk(somebody("reader"))
    fill(opened.store, turns_wanted=3000, until=opened.at)
    Folding(opened.store, opened.now, FLOW).fold()
    return opened


def page(opened: Desk, address: str) -> str:
    answer = opened.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True).replace("&#39;", "'")


@pytest.mark.parametrize("address", PAGES)
def test_where_there_is_no_call_it_says_so(desk: Opening, address: str) -> None:
    said = page(desk(), address)
    assert "Aucun appel sur ces jours." in said
    assert "Le journal est vide" in said
    assert "data-chart" not in said
    assert "No call on these days." in page(desk(somebody(language="en")), address)


def test_every_picture_has_its_table_and_its_sentence(busy: Desk) -> None:
    for address in ("/calls?period=month", "/calls/flow?period=month"):
        said = page(busy, address)
        figures = said.split('<section class="card figure"')[1:]
        assert len(figures) >= 2
        for figure in figures:
            assert "<table>" in figure
            assert "<p>" in figure.split("<details")[0]
        assert said.count("data-chart") >= len(figures) - 1
