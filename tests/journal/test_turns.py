"""The journal in both databases: kept once, forgotten by age, read again, and never a number in it."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_type_hints

import pytest
from sqlalchemy import event, func, select, text

from ivr.journal.entry import Entry, end_of_call
from ivr.journal.journal import Journal
from ivr.journal.reading import Begun, CallSummary, Since, call_entries, calls_begun, count_calls, summary_of
from ivr.journal.turns import FORGOTTEN_AT_ONCE, Away, TurnsTable
from ivr.store.engine import Store, open_store
from ivr.store.tables import turns
from tests.journal.entries import MONDAY, QUICK, call_sid, entry
from tests.planted import numbers_in

SINCE = Since(MONDAY - timedelta(days=1))
BEGUN = Begun(SINCE.moment)
NUMBERS = ["+33612345678", "06 12 34 56 78", "from 0033612345678", "253072B07300470", "2530775073004", "%2B33612345678"]


def rows_of(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(turns)).scalar_one())


def test_an_entry_comes_back_as_it_was_noted(store: Store) -> None:
    said = entry(
        turn=3,
        step="attestation",
        heard="pressed",
        outcome="listen",
        line="national",
        place="overseas",
        department="974",
        caisse="974",
        topic="attestation",
        regime="general",
        language="fr",
        cause="holiday",
        rule="Mo-Th 07:30-16:00; Fr 07:30-13:00",
        revision="95eab86f2c31-0a1b2c3d4e5f",
        seconds=0.0042,
    )
    journal = Journal(TurnsTable(store), QUICK)
    journal.note(said)
    journal.stop()
    assert call_entries(store, call_sid(1)) == [said]


def test_every_field_of_an_entry_has_its_column_in_its_place() -> None:
    assert Entry._fields == tuple(turns.columns.keys())  # in this order: rows are written by position


def test_a_repeated_turn_is_kept_once(store: Store) -> None:
    table = TurnsTable(store)
    table.write([entry(turn=1), entry(turn=1, outcome="again")])
    table.write([entry(turn=1), entry(turn=2)])
    assert [one.turn for one in call_entries(store, call_sid(1))] == [1, 2]


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_gets_into_any_column(store: Store, number: str) -> None:
    words = [name for name, kind in get_type_hints(Entry).items() if kind is str]
    TurnsTable(store).write([entry()._replace(**dict.fromkeys(words, number))])
    with store.reading() as connection:
        row = connection.execute(select(turns)).one()
    assert [numbers_in(str(value)) for value in row if isinstance(value, str)] == [[]] * len(words)
    assert not {"612345678", number} & {str(value) for value in row}


@pytest.mark.parametrize("odd", ["x" * 5000, "nul\x00byte", "l'été 🌞"])
def test_odd_words_are_kept_as_far_as_they_fit(store: Store, odd: str) -> None:
    TurnsTable(store).write([entry(step=odd, line=odd)])
    assert call_entries(store, call_sid(1))[0].step == odd.replace("\x00", "")[:64]


def test_what_is_old_is_forgotten_and_the_rest_stays(store: Store) -> None:
    table = TurnsTable(store)
    old = [entry(call=call, turn=turn, minutes=-60) for call in range(30) for turn in range(50)]
    assert len(old) > FORGOTTEN_AT_ONCE
    table.write(old)
    table.write([entry(call=99)])
    assert table.forget(MONDAY) == len(old)
    assert table.forget(MONDAY) == 0
    assert rows_of(store) == 1


def test_a_database_that_is_not_there_is_away() -> None:
    table = TurnsTable(open_store("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(Away):
        table.write([entry()])


def test_a_locked_file_is_away_and_then_taken(store: Store) -> None:
    if store.dialect != "sqlite":
        pytest.skip("only SQLite locks the whole file")
    with closing(open_store(store.url.render_as_string(hide_password=False))) as other:
        table = TurnsTable(other)
        with store.writing() as connection:
            connection.execute(text("DELETE FROM turns"))
            with pytest.raises(Away, match="locked"):
                table.write([entry()])
        table.write([entry()])
    assert rows_of(store) == 1


# -- reading it again ------------------------------------------------------------------------------------------------


@pytest.fixture
def told(store: Store) -> Store:
    """Three calls and a rehearsal."""
    attestation = {"line": "national", "language": "fr", "topic": "attestation"}
    hours = {"line": "mayotte", "place": "mayotte", "department": "976", "language": "fr", "topic": "hours"}
    TurnsTable(store).write(
        [
            entry(call=1, turn=0, outcome="listen", line="national", language="fr"),
            entry(call=1, turn=1, step="topics", heard="pressed", outcome="listen", **attestation),
            entry(call=1, turn=2, step="download", heard="pressed", outcome="text_taken", **attestation),
            entry(call=1, turn=3, step="more", heard="silent", outcome="hang_up", **attestation),
            end_of_call(call_sid(1), MONDAY + timedelta(minutes=2), "completed", 95.0),
            entry(call=2, turn=0, minutes=10, outcome="listen", **hours),
            entry(call=2, turn=1, minutes=11, outcome="listen", **hours),
            entry(call=3, turn=0, minutes=20, outcome="listen", **attestation),
            entry(call=3, turn=1, minutes=21, outcome="listen", **(attestation | {"topic": "adviser"})),
            entry(call=3, turn=2, minutes=22, outcome="connect", **(attestation | {"topic": "adviser"})),
            entry(call=4, turn=0, minutes=30, outcome="hang_up", rehearsal=True, **hours),
        ]
    )
    return store


def begun(store: Store, asked: Begun, most: int = 10) -> list[CallSummary]:
    with store.reading() as connection:
        return calls_begun(connection, asked, most)


def test_the_last_calls_come_first(told: Store) -> None:
    calls = begun(told, BEGUN)
    assert [call.call_sid for call in calls] == [call_sid(3), call_sid(2), call_sid(1)]
    assert [(call.turns, call.outcome, call.topics, call.seconds) for call in calls] == [
        (3, "connect", ("attestation", "adviser"), None),
        (2, "left", ("hours",), None),
        (4, "text_taken", ("attestation",), 95.0),
    ]
    assert [call.call_sid for call in begun(told, BEGUN, most=1)] == [call_sid(3)]


def test_rehearsals_are_shown_only_when_asked_for(told: Store) -> None:
    assert begun(told, replace(BEGUN, rehearsals=True))[0].call_sid == call_sid(4)
    assert dict(count_calls(told, "line", replace(SINCE, rehearsals=True)))["mayotte"] == 2


def test_calls_before_the_moment_are_left_out(told: Store) -> None:
    assert begun(told, Begun(MONDAY + timedelta(minutes=15)))[-1].call_sid == call_sid(3)


def test_each_page_begins_where_the_last_one_ended(store: Store) -> None:
    """Also where many calls began at one moment."""
    TurnsTable(store).write([entry(call=call, minutes=call // 10) for call in range(25)])
    seen, asked = list[str](), BEGUN
    while page := begun(store, asked, most=4):
        seen += [call.call_sid for call in page]
        asked = replace(asked, before=page[-1].call_sid)
    assert seen == [call_sid(call) for call in reversed(range(25))]
    assert begun(store, replace(BEGUN, before="CA77")) == []


def test_the_pages_are_read_by_their_index(migrated_store: Store) -> None:
    """However many turns there are: nothing walks them all, and nothing sorts calls."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    TurnsTable(migrated_store).write([entry(call=1)])
    event.listen(migrated_store.engine, "before_cursor_execute", note)
    begun(migrated_store, Begun(SINCE.moment, MONDAY + timedelta(hours=1), "", before=call_sid(1)))
    begun(migrated_store, replace(BEGUN, rehearsals=True))
    call_entries(migrated_store, call_sid(1)[:33])
    event.remove(migrated_store.engine, "before_cursor_execute", note)
    with migrated_store.reading() as connection:
        plans = [
            [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in asked
            if statement.startswith("SELECT")
        ]
    assert len(plans) >= 5
    assert not [step for plan in plans for step in plan if step.startswith("SCAN turns")]
    assert not [plan for plan in plans if "USE TEMP B-TREE FOR ORDER BY" in plan]
    assert any("ix_turns_begun" in step for plan in plans for step in plan)


def test_calls_are_counted_once_for_each_thing_they_had(told: Store) -> None:
    assert count_calls(told, "line", SINCE) == [("national", 2), ("mayotte", 1)]
    assert count_calls(told, "topic", SINCE) == [("attestation", 2), ("adviser", 1), ("hours", 1)]
    assert count_calls(told, "outcome", SINCE) == [("connect", 1), ("hang_up", 1), ("text_taken", 1)]


def test_a_call_is_told_in_order_with_its_end_last(told: Store) -> None:
    entries = call_entries(told, call_sid(1))
    assert [one.turn for one in entries] == [0, 1, 2, 3, -1]
    assert summary_of(entries).seconds == 95.0
    assert call_entries(told, call_sid(77)) == []


def test_a_call_of_which_only_the_end_is_known_has_a_line_too() -> None:
    call = summary_of([end_of_call(call_sid(5), MONDAY, "busy", 0.0)])
    assert (call.turns, call.outcome, call.seconds) == (0, "left", 0.0)
