"""A budget that is spent is told loudly, once a cause and hour; a caller's own cap is told quietly, each time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from ivr.metrics import read_metric
from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.texts.desk import TextDesk
from tests.texts.building import NOW, a_request


@pytest.fixture
def told() -> Iterator[list[Any]]:
    with capture_logs() as lines:
        yield lines


def errors(told: list[Any]) -> list[str]:
    return [f"{line['budget']} {line['share']}" for line in told if line["log_level"] == "error"]


def ask(desk: TextDesk, index: int, **more: Any) -> None:
    desk.request(a_request(call=f"CA{index}", to=f"+336{index:04d}5678", **more))


def test_a_spent_budget_rings_once_an_hour_and_is_counted_each_time(migrated_store: Store, told: list[Any]) -> None:
    desk = TextDesk(migrated_store, Settings(text_day_cap=3))
    before = read_metric("ivr_text_refusals_total", {"cap": "day_new"})
    for index in range(9):
        ask(desk, index)
    assert errors(told) == ["day new"]
    assert read_metric("ivr_text_refusals_total", {"cap": "day_new"}) == before + 7
    ask(desk, 10, now=NOW + timedelta(minutes=59))
    assert errors(told) == ["day new"]
    ask(desk, 11, now=NOW + timedelta(minutes=61))
    assert errors(told) == ["day new", "day new"]
    ask(desk, 12, now=NOW - timedelta(hours=5))  # the clock was set back: it would be silent for six hours
    assert errors(told) == ["day new"] * 3
    assert "IVR_TEXT_DAY_CAP" in next(line["mend"] for line in told if line["log_level"] == "error")


def test_each_cause_rings_by_itself(migrated_store: Store, told: list[Any]) -> None:
    desk = TextDesk(migrated_store, Settings(text_day_cap=4))
    for index in range(4):
        ask(desk, index, typed=True, caller="")
    for index in range(4, 8):
        ask(desk, index)
    assert errors(told) == ["day typed", "day all"]


def test_a_callers_own_cap_is_no_alarm(migrated_store: Store, told: list[Any]) -> None:
    desk = TextDesk(migrated_store, Settings())
    before = read_metric("ivr_text_refusals_total", {"cap": "number"})
    for index in range(5):
        desk.request(a_request(call=f"CA{index}"))
    desk.request(a_request(call="CA9", to="+447911123456"))
    assert errors(told) == []
    assert [line["cap"] for line in told if line["event"] == "text_refused"] == ["number", "number", "region"]
    assert read_metric("ivr_text_refusals_total", {"cap": "number"}) == before + 2


def test_what_is_told_holds_no_number(migrated_store: Store, told: list[Any]) -> None:
    desk = TextDesk(migrated_store, Settings(text_day_cap=1))
    for index in range(3):
        ask(desk, index)
    assert "5678" not in str(told)
