"""Metrics are served privately, by every process, and hold no word from outside."""

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from ivr import metrics
from ivr.cli.worker import worker
from ivr.metrics import MetricsError, Serving, count_turn, read_metric, set_texts, start_metrics
from tests.test_logs import keeping_logs


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    started = start_metrics("127.0.0.1:0")
    assert started
    yield started
    started.stop()


def page(serving: Serving) -> str:
    with urlopen(f"http://{serving.address}/metrics", timeout=60) as answer:
        return str(answer.read().decode())


def test_every_figure_is_on_the_page(serving: Serving) -> None:
    count_turn("menu", "listen", 0.003)
    set_texts({"queued": 3, "sent": 2}, oldest_seconds=12.5)
    text = page(serving)
    assert 'ivr_turns_total{outcome="listen",step="menu"}' in text
    assert 'ivr_texts{state="queued"} 3.0' in text
    assert "ivr_oldest_unsent_seconds 12.5" in text
    for name in ("ivr_turn_seconds_bucket", "ivr_journal_dropped_total", "ivr_signature_refusals_total"):
        assert name in text
    assert "ivr_content_faults" in text
    assert "process_resident_memory_bytes" in text


@pytest.mark.parametrize(
    ("count", "name", "labels"),
    [
        (metrics.count_dropped, "ivr_journal_dropped_total", {}),
        (metrics.count_refusal, "ivr_signature_refusals_total", {}),
        (lambda: metrics.count_danger("despair"), "ivr_dangers_total", {"answer": "despair"}),
        (lambda: metrics.count_error("voice"), "ivr_errors_total", {"place": "voice"}),
        (lambda: count_turn("ask", "hang_up", 0.1), "ivr_turns_total", {"step": "ask", "outcome": "hang_up"}),
    ],
)
def test_each_counter_counts(count, name: str, labels: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    before = read_metric(name, labels)
    count()
    assert read_metric(name, labels) == before + 1


def test_a_state_without_texts_goes_back_to_none() -> None:
    set_texts({"review": 4}, 0)
    set_texts({"queued": 1, "review": 0}, 0)
    assert read_metric("ivr_texts", {"state": "review"}) == 0


@pytest.mark.parametrize("odd", ["+33612345678", "0612345678", "Menu", "", "a" * 41, "menu\n", "l'été"])
def test_a_word_from_outside_is_no_label(serving: Serving, odd: str) -> None:
    before = read_metric("ivr_turns_total", {"step": "other", "outcome": "other"})
    count_turn(odd, odd, 0.001)
    assert read_metric("ivr_turns_total", {"step": "other", "outcome": "other"}) == before + 1
    assert "612345678" not in page(serving)


def test_the_next_process_takes_the_next_port(serving: Serving) -> None:
    second = start_metrics(serving.address)
    assert second
    try:
        assert second.address != serving.address
        assert page(second).count("ivr_journal_dropped_total") == page(serving).count("ivr_journal_dropped_total") > 0
    finally:
        second.stop()


def test_an_empty_address_serves_nothing() -> None:
    assert start_metrics("") is None


@pytest.mark.parametrize("address", ["0.0.0.0:9464", "[::]:9464", "8.8.8.8:9464", "[2001:4860:4860::8888]:9464"])
def test_an_open_address_is_refused(address: str) -> None:
    with pytest.raises(MetricsError, match="open to anybody"):
        start_metrics(address)


@pytest.mark.parametrize("address", ["9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:99999", "host:1"])
def test_an_unreadable_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(MetricsError, match=r"such as 127\.0\.0\.1:9464"):
        start_metrics(address)


def test_a_worker_sends_texts_without_metrics_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the line answers calls: a machine whose ports are taken, or that has another address by now."""
    worked: list[str] = []
    monkeypatch.setattr("ivr.cli.worker.work", lambda *_: worked.append("texts"))
    with keeping_logs():
        said = CliRunner().invoke(worker, env={"IVR_METRICS_ADDRESS": "203.0.113.9:9464"})
    assert (said.exit_code, worked) == (0, ["texts"])
    assert "no_metrics" in said.stderr
