"""`ivr calls`, as the staff type it."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr import clock
from ivr.cli.calls import calls, read_since
from ivr.cli.calls_words import HEADS
from ivr.journal.entry import end_of_call
from ivr.journal.turns import TurnsTable
from ivr.phone.webhooks import new_rehearsal_sid
from ivr.store.engine import Store
from tests.cli.help_keys import keys_in_help
from tests.journal.entries import MONDAY, call_sid, entry

WIDE = {"COLUMNS": "220"}
NO_BREAK = "\u00a0"


@pytest.fixture
def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A journal with two calls, an hour ago."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(hours=1))
    attestation = {"line": "national", "language": "fr", "place": "metropole", "topic": "attestation"}
    TurnsTable(store).write(
        [
            entry(call=1, turn=0, outcome="listen", line="national", language="fr"),
            entry(call=1, turn=1, step="topics", heard="pressed", outcome="listen", **attestation),
            entry(call=1, turn=2, step="download", heard="pressed", outcome="text_taken", **attestation),
            end_of_call(call_sid(1), MONDAY + timedelta(minutes=2), "completed", 95.0),
            entry(call=2, minutes=5, outcome="hang_up", line="mayotte", cause="holiday", rule="Mo-Th 07:30-14:30"),
        ]
    )
    return store


def run(store: Store, *words: str, **environment: str) -> Result:
    environment = WIDE | {"DATABASE_URL": store.url.render_as_string(hide_password=False)} | environment
    return CliRunner().invoke(calls, list(words), env=environment)


def test_the_last_calls_in_french(asked: Store) -> None:
    said = run(asked).output
    assert "Début" in said
    assert said.index("Mayotte") < said.index("SMS noté")
    assert "23/11 11:00" in said  # ten o'clock UTC is eleven in Paris
    assert "SMS noté" in said
    assert "95 s" in said


def test_and_in_english(asked: Store) -> None:
    assert "text taken" in run(asked, "--english").output
    assert "Value" in run(asked, "--english", "count").output
    assert "Value" in run(asked, "count", "--english").output


def test_one_call_step_by_step(asked: Store) -> None:
    said = run(asked, "show", call_sid(1)).output
    assert said.index("topics") < said.index("download") < said.index("raccroché")
    assert "jour férié · Mo-Th 07:30-14:30" in run(asked, "show", call_sid(2)).output


def test_the_beginning_of_an_identifier_is_enough(asked: Store) -> None:
    assert call_sid(1) in run(asked, "show", call_sid(1)[:33]).output


def test_each_page_tells_how_to_see_the_one_before(asked: Store) -> None:
    last = run(asked, "--most", "1").output
    assert f"Les précédents : « ivr calls --before {call_sid(2)[:10]} »." in last.replace(NO_BREAK, " ")
    assert "ivr calls --before" not in run(asked).output
    [before] = json.loads(run(asked, "--before", call_sid(2), "--json").output)
    assert before["call_sid"] == call_sid(1)
    assert "Le journal ne connaît pas l'appel CA77" in run(asked, "--before", "CA77").output


def test_rehearsals_which_all_begin_alike_are_told_apart(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(hours=1))
    sids = [new_rehearsal_sid() for _ in range(3)]
    made = (entry(call=1, minutes=number)._replace(call_sid=sid, rehearsal=True) for number, sid in enumerate(sids))
    TurnsTable(store).write(list(made))
    page = run(store, "--rehearsals", "--most", "1").output
    [named] = re.findall(r"--before (CA\w+)", page)
    assert named in page.splitlines()[1].split()
    assert f"Appel {sids[2]}" in run(store, "show", named).output
    [before] = json.loads(run(store, "--rehearsals", "--most", "1", "--before", named, "--json").output)
    assert before["call_sid"] == sids[1]


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31T23:59-10:00"])
def test_a_moment_beyond_the_calendar_is_no_failure_of_the_database(asked: Store, since: str) -> None:
    assert "écrivez 24h, 7j ou une date" in run(asked, "--since", since).output


def test_an_unknown_call_is_said_so(asked: Store) -> None:
    said = run(asked, "show", "CA77")
    assert said.exit_code == 1
    assert "Le journal ne connaît pas l'appel CA77" in said.output


def test_no_identifier_is_no_call(asked: Store) -> None:
    """A script's variable may be empty."""
    assert run(asked, "show", "").exit_code == 1


def test_counting(asked: Store) -> None:
    assert json.loads(run(asked, "count", "--by", "topic", "--json").output) == [{"topic": "attestation", "calls": 1}]
    assert json.loads(run(asked, "count", "--json").output) == [
        {"line": "mayotte", "calls": 1},
        {"line": "national", "calls": 1},
    ]
    assert "3646" in run(asked, "count").output


def test_json_is_for_programs(asked: Store) -> None:
    found = json.loads(run(asked, "--json").output)
    assert found[1]["began"] == "2026-11-23T10:00:00+00:00"
    assert json.loads(run(asked, "show", call_sid(1), "--json").output)[2]["outcome"] == "text_taken"


@pytest.mark.parametrize("words", [[], ["show", call_sid(1)]], ids=["calls", "show"])
def test_json_has_the_keys_that_the_help_names(asked: Store, words: list[str]) -> None:
    found = json.loads(run(asked, *words, "--json").output)
    assert all(set(one) == keys_in_help(calls, *words) for one in found)


@pytest.mark.parametrize("words", [[], ["count"], ["count", "--by", "topic"]], ids=" ".join)
def test_json_of_nothing_is_an_empty_list(store: Store, words: list[str]) -> None:
    assert json.loads(run(store, *words, "--json").stdout) == []


def test_an_unknown_call_is_a_sentence_for_programs_too(asked: Store) -> None:
    said = run(asked, "show", "CA77", "--json")
    assert (said.exit_code, said.stdout) == (1, "")
    assert "Le journal ne connaît pas l'appel CA77" in said.stderr


def test_eighty_columns_cut_no_identifier(asked: Store) -> None:
    said = run(asked, COLUMNS="80").output
    assert call_sid(1)[:10] in said
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_nothing_found_is_a_sentence(asked: Store) -> None:
    assert "Aucun appel depuis 2027-01-01" in run(asked, "--since", "2027-01-01").output


def test_nothing_found_in_english_speaks_of_days(store: Store) -> None:
    assert "No call since 7d." in run(store, "--english").output
    assert "Aucun appel depuis 7j." in run(store).output


def test_options_count_before_and_after_the_name_of_a_subcommand(asked: Store) -> None:
    TurnsTable(asked).write([entry(call=3, outcome="listen", line="abroad", rehearsal=True)])
    counted = [{"line": "abroad", "calls": 1}]
    for words in (["--rehearsals", "--json", "count"], ["count", "--rehearsals", "--json"]):
        assert counted[0] in json.loads(run(asked, *words).output), words
    assert counted[0] not in json.loads(run(asked, "count", "--json").output)
    assert run(asked, "--since", "2027-01-01", "count").output.startswith("Aucun appel depuis 2027-01-01")


@pytest.mark.parametrize("words", [["--since", "0j"], ["--since", "0h"], ["--most", "-3"], ["--most", "0"]])
def test_a_period_or_a_number_of_nothing_is_refused(asked: Store, words: list[str]) -> None:
    assert run(asked, *words).exit_code == 2


def test_a_database_without_tables_is_a_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(calls, [], env={"DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}"})
    assert said.exit_code == 1
    assert "ivr migrate" in said.output


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("24h", MONDAY - timedelta(days=1)),
        ("7j", MONDAY - timedelta(days=7)),
        ("7d", MONDAY - timedelta(days=7)),
        ("2026-11-20", datetime(2026, 11, 19, 23, 0, tzinfo=UTC)),  # midnight in Paris, winter
        ("2026-07-20", datetime(2026, 7, 19, 22, 0, tzinfo=UTC)),  # summer
        ("2026-11-20T10:00+00:00", datetime(2026, 11, 20, 10, 0, tzinfo=UTC)),
    ],
)
def test_since_when(text: str, moment: datetime) -> None:
    assert read_since(text, MONDAY) == moment


def test_an_unreadable_moment_is_answered_with_an_example(asked: Store) -> None:
    said = run(asked, "--since", "hier")
    assert said.exit_code == 2
    assert "2026-11-20" in said.output


def test_both_languages_have_as_many_heads() -> None:
    assert all(len(french) == len(english) for french, english in HEADS.values())
