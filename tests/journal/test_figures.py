"""Counts of calls: each turn counted once whatever happens on the way, and the same as who counts by hand."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from ivr.calls.notes import snake
from ivr.journal import folding as folding_module
from ivr.journal.counts import Edge, Period, read_counts, read_edges, uncounted
from ivr.journal.entry import END_OF_CALL, Entry, end_of_call
from ivr.journal.figures import ANSWERING, CONNECTING, LEFT, UNENDED, ends_of, served
from ivr.journal.folding import AT_ONCE, PAUSE, Folding
from ivr.journal.reading import Since, count_calls, entry_of
from ivr.journal.turns import TurnsTable
from ivr.line.flow import FLOW
from ivr.line.inputs import NotUnderstood, Silent
from ivr.line.steps import Transfer
from ivr.store.engine import Store
from ivr.store.figure_tables import counted_hours, day_figures, figures
from ivr.store.tables import turns
from tests.journal.entries import MONDAY, call_sid, entry
from tests.postgres import limits_of

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def folding(store: Store, now: datetime = MONDAY) -> Folding:
    return Folding(store, lambda: now, FLOW)


def fold(store: Store) -> None:
    folding(store).fold()


def write(store: Store, *entries: Entry) -> None:
    TurnsTable(store).write(entries)


def counts(store: Store, period: Period = NOVEMBER) -> Any:
    with store.reading() as connection:
        return read_counts(connection, period)


def edges(store: Store, period: Period = NOVEMBER) -> set[tuple[str, str, int]]:
    with store.reading() as connection:
        return {(edge.step, edge.toward, edge.calls) for edge in read_edges(connection, period)}


def begun(call: int = 1, minutes: float = 0, **more: Any) -> Entry:
    given = {"outcome": "listen", "line": "national", "language": "fr", "way": "ring line=national, welcome, topics"}
    return entry(call=call, minutes=minutes, **(given | more))


def ended(call: int = 1, minutes: float = 1, seconds: float = 60) -> Entry:
    return end_of_call(call_sid(call), MONDAY + timedelta(minutes=minutes), "completed", seconds)


def test_a_whole_journal_may_take_longer_to_count_than_a_turn_may_wait(store: Store) -> None:
    """Eighty million turns: 90 days of the national load."""
    limits = limits_of(store, "GROUP BY")
    folding(store).look()
    folding(store).look(MONDAY)
    count_calls(store, "line", Since(MONDAY))
    assert [limit == "0" for limit in limits] == ([] if store.dialect == "sqlite" else [True, False, True])


def test_processes_may_forget_at_once(store: Store) -> None:
    """Each web worker does, every hour since they were started together."""
    write(store, *(begun(call, minutes=call) for call in range(60, 120)))
    fold(store)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: TurnsTable(store).forget(MONDAY), range(12)))
    assert counts(store).calls == 60


def test_an_hour_is_read_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the national peak it has 300,000 turns: PostgreSQL ends a transaction that counts them without a question."""
    asked: set[str] = set()
    others = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    running = text(f"SELECT query FROM pg_stat_activity WHERE {others}")

    def noting(row: Any) -> Entry:
        with store.reading() as connection:
            asked.update(query.partition(" ")[0] for query in connection.scalars(running))
        return entry_of(row)

    write(store, begun(), ended())
    if store.dialect == "postgresql":
        monkeypatch.setattr(folding_module, "entry_of", noting)
    fold(store)
    assert counts(store).calls == 1
    assert asked == (set() if store.dialect == "sqlite" else {"FETCH"})


# -- one call --------------------------------------------------------------------------------------------------------


def test_a_call_is_counted_by_what_it_was(store: Store) -> None:
    known = {"line": "national", "place": "overseas", "department": "974", "regime": "general", "language": "en"}
    asked = entry(turn=1, step="topics", heard="pressed", outcome="listen", topic="attestation", way="whose", **known)
    texted = entry(turn=2, step="download", outcome="text_taken", topic="file", way="text_taken, goodbye", **known)
    write(store, begun(), asked, texted, ended(seconds=62.4))
    fold(store)
    found = counts(store)
    assert found.calls == 1
    assert found.lines == [("national", 1)]
    assert {kind: found.by[kind] for kind in ("place", "department", "regime", "language", "outcome")} == {
        "place": [("overseas", 1)],
        "department": [("974", 1)],
        "regime": [("general", 1)],
        "language": [("en", 1)],
        "outcome": [("text_taken", 1)],
    }
    assert found.by["topic"] == [("attestation", 1), ("file", 1)]
    assert found.mean_seconds == 62
    assert found.alone == 1.0


def test_the_way_from_menu_to_menu_ends_where_the_caller_hung_up(store: Store) -> None:
    write(store, begun(), entry(turn=1, step="topics", outcome="listen", line="national", way="whose, regime"), ended())
    fold(store)
    assert edges(store) == {("", "topics", 1), ("topics", "regime", 1), ("regime", LEFT, 1)}


def test_a_call_that_goes_on_has_not_been_given_up(store: Store) -> None:
    write(store, begun())
    fold(store)
    assert edges(store) == {("", "topics", 1), ("topics", UNENDED, 1)}
    assert counts(store).mean_seconds is None


def test_the_line_s_own_goodbye_is_no_giving_up(store: Store) -> None:
    write(store, begun(), entry(turn=1, step="topics", outcome="hang_up", line="national", way="goodbye"), ended())
    fold(store)
    assert edges(store) == {("", "topics", 1), ("topics", "goodbye", 1)}


def test_what_was_not_understood_is_counted_by_the_menu_and_nothing_else_is_kept(store: Store) -> None:
    unheard = [
        entry(turn=turn, step="topics", heard=heard, outcome="listen", line="national", way="topics")
        for turn, heard in enumerate(("silent", "not_understood", "silent"), 1)
    ]
    write(store, begun(), *unheard)
    fold(store)
    assert counts(store).by["silent"] == [("topics", 2)]
    assert counts(store).by["not_understood"] == [("topics", 1)]


@pytest.mark.parametrize(
    ("turns_taken", "how"),
    [
        ([{"outcome": "adviser_answered", "topic": "adviser"}], "adviser"),
        ([{"outcome": "queue_answered"}], "adviser"),
        ([{"outcome": "adviser_busy"}, {"outcome": "text_taken"}], "missed"),  # a text is no adviser
        ([{"outcome": "listen", "topic": "adviser"}], "missed"),  # told when they are back
        ([{"outcome": "connect"}], "missed"),  # hung up while it rang
        ([{"outcome": "text_taken"}], "alone"),
        ([{"outcome": "listen", "way": "hours_now opening=open, hours_open, hours"}], "alone"),
        ([{"outcome": "listen", "way": "reception"}, {"outcome": "listen", "way": "topics"}], "alone"),
        ([{"outcome": "text_unavailable", "way": "topics"}], "nothing"),
        ([{"outcome": "listen", "way": "topics"}], "nothing"),
        ([{"outcome": "hang_up", "way": "farewell"}], "nothing"),
    ],
)
def test_how_a_call_was_served(turns_taken: list[dict[str, str]], how: str) -> None:
    assert served([entry(turn=turn, **one) for turn, one in enumerate(turns_taken)]) == how


def test_the_words_that_are_counted_are_the_flow_s() -> None:
    assert FLOW.steps.keys() >= ANSWERING
    assert isinstance(FLOW.steps[CONNECTING], Transfer)
    assert ends_of(FLOW) == {"goodbye", "farewell", "long_call"}
    assert (snake(Silent()), snake(NotUnderstood())) == ("silent", "not_understood")
    assert not {LEFT, UNENDED} & FLOW.steps.keys()


# -- which calls -----------------------------------------------------------------------------------------------------


def test_rehearsals_are_counted_nowhere(store: Store) -> None:
    write(store, begun(rehearsal=True), begun(call=2))
    fold(store)
    assert counts(store).calls == 1


def test_a_call_is_counted_where_it_began(store: Store) -> None:
    late = entry(turn=1, minutes=70, step="topics", outcome="hang_up", line="national", way="goodbye")
    write(store, begun(minutes=59), late)
    fold(store)
    assert [hour for hour, calls in counts(store).hours.items() if calls] == [11]  # Paris


def test_a_call_whose_beginning_is_not_known_is_not_counted(store: Store) -> None:
    write(store, entry(turn=4, line="national", way="topics"))
    fold(store)
    assert counts(store).calls == 0


def test_a_day_is_one_of_paris_also_when_clocks_change(store: Store) -> None:
    sunday = datetime(2026, 10, 25, tzinfo=UTC)  # begins at 22:00 UTC on Saturday and has 25 hours
    moments = [sunday - timedelta(hours=2, minutes=1), sunday - timedelta(hours=2), sunday + timedelta(hours=22.9)]
    for call, at in enumerate((*moments, sunday + timedelta(hours=23))):
        write(store, Entry(call_sid(call), 0, at, line="national"))
    fold(store)
    assert counts(store, Period(date(2026, 10, 25), date(2026, 10, 25))).calls == 2
    days = counts(store, Period(date(2026, 10, 24), date(2026, 10, 27))).days
    assert list(days.values()) == [1, 2, 1, 0]


def test_one_line_alone(store: Store) -> None:
    write(store, begun(), begun(call=2, line="mayotte"), begun(call=3, line="mayotte"))
    fold(store)
    assert counts(store).lines == [("mayotte", 2), ("national", 1)]
    found = counts(store, Period(NOVEMBER.first, NOVEMBER.last, "mayotte"))
    assert (found.calls, found.by["language"]) == (2, [("fr", 2)])


def test_no_call_at_all(store: Store) -> None:
    fold(store)
    found = counts(store, Period(date(2026, 11, 24), date(2026, 11, 24)))
    assert (found.calls, found.alone, found.mean_seconds) == (0, None, None)
    assert found.days == {date(2026, 11, 24): 0}


# -- once, whatever happens -----------------------------------------------------------------------------------------


def everything(store: Store) -> dict[tuple[Any, ...], int]:
    with store.reading() as connection:
        return {tuple(row)[:5]: row.calls for row in connection.execute(select(figures))}


def test_counting_again_changes_nothing(store: Store) -> None:
    write(store, begun(), ended(), begun(call=2, minutes=90))
    fold(store)
    before = everything(store)
    fold(store)
    folding(store).fold()
    assert everything(store) == before


def test_a_turn_that_comes_late_moves_the_call_on(store: Store) -> None:
    write(store, begun())
    fold(store)
    write(store, entry(turn=1, minutes=65, step="topics", outcome="adviser_answered", line="national", way="goodbye"))
    fold(store)
    assert counts(store).by["outcome"] == [("adviser_answered", 1)]
    assert edges(store) == {("", "topics", 1), ("topics", "goodbye", 1)}


class KilledError(Exception):
    pass


@pytest.mark.parametrize("at", ["deleted", "inserted", "summed", "noted"])
def test_killed_between_two_statements_nothing_is_counted_twice_or_lost(store: Store, at: str) -> None:
    write(store, begun(), ended())
    fold(store)
    write(store, begun(call=2), ended(call=2), begun(call=3, minutes=50), ended(call=3, minutes=61))
    dying = folding(store)

    def die(where: str) -> None:
        if where == at:
            raise KilledError

    dying.reach = die
    with pytest.raises(KilledError):
        dying.fold()
    assert counts(store).calls == 1  # as before
    fold(store)
    assert counts(store).calls == 3


def test_two_workers_that_count_the_same_hour_count_it_once(store: Store) -> None:
    write(store, begun(), ended())
    slow, quick = folding(store), folding(store)
    slow.look()
    write(store, begun(call=2))
    quick.fold()
    while slow.count_some():  # what it found first is old by now
        pass
    assert counts(store).calls == 2
    fold(store)
    assert counts(store).calls == 2


def test_what_the_journal_forgets_is_forgotten_here_too(store: Store) -> None:
    write(store, begun(), begun(call=2, minutes=180))
    fold(store)
    TurnsTable(store).forget(MONDAY + timedelta(hours=2))
    assert counts(store).calls == 1
    fold(store)
    assert counts(store).calls == 1
    with store.reading() as connection:
        assert len(connection.execute(select(counted_hours)).all()) == 1


def test_how_much_is_not_counted_yet(store: Store) -> None:
    now = MONDAY + timedelta(hours=3)
    write(store, begun(), ended())
    with store.reading() as connection:
        assert uncounted(connection, now) == 2
    fold(store)
    write(store, begun(call=2))
    with store.reading() as connection:
        assert uncounted(connection, now) == 1


def test_it_looks_now_and_then_and_goes_on_while_there_is_something_to_count(store: Store) -> None:
    now = [MONDAY]
    counting = Folding(store, lambda: now[0], FLOW)
    write(store, *(begun(call=hour, minutes=-60 * hour) for hour in range(AT_ONCE + 1)))
    assert [counting.step(), counting.step(), counting.step()] == [True, True, False]
    write(store, begun(call=99))
    assert not counting.step()  # it has looked a moment ago
    now[0] += PAUSE
    assert counting.step()
    assert counts(store).calls == AT_ONCE + 2
    write(store, begun(call=100))
    now[0] -= timedelta(minutes=5)  # the clock is set back: what is put off is not put off for longer
    assert counting.step()


def test_what_comes_days_late_is_found_by_the_thorough_look(store: Store) -> None:
    now = [MONDAY]
    counting = Folding(store, lambda: now[0], FLOW)
    assert not counting.step()
    write(store, begun(minutes=-60 * 24 * 5))
    now[0] += PAUSE
    assert not counting.step()
    now[0] += timedelta(hours=6)
    assert counting.step()
    assert counts(store).calls == 1


# -- against a count by hand ----------------------------------------------------------------------------------------

STEPS = ("topics", "regime", "hours", "goodbye")


@st.composite
def some_calls(draw: st.DrawFn) -> list[Entry]:
    found = []
    for call in range(draw(st.integers(0, 6))):
        minutes, line = draw(st.integers(0, 300)), draw(st.sampled_from(("national", "mayotte")))
        way = draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=4))
        for turn, (before, step) in enumerate(zip(["", *way], way, strict=False)):
            minutes += draw(st.integers(0, 90))
            heard = draw(st.sampled_from(("pressed", "silent")))
            found.append(entry(call=call, turn=turn, minutes=minutes, step=before, heard=heard, line=line, way=step))
        if draw(st.booleans()):
            found.append(ended(call=call, minutes=minutes))
    return draw(st.permutations(found))


def by_hand(entries: Sequence[Entry]) -> tuple[Counter[str], Counter[tuple[str, str]], Counter[str]]:
    lines, moves, silences = Counter[str](), Counter[tuple[str, str]](), Counter[str]()
    for _, group in groupby(sorted(entries, key=lambda one: (one.call_sid, one.turn)), lambda one: one.call_sid):
        call = list(group)
        taken = [one for one in call if one.turn != END_OF_CALL]
        if not taken or taken[0].turn != 0:
            continue
        lines[taken[0].line] += 1
        for one in taken:
            moves[one.step, one.way] += 1
            silences[one.step] += one.heard == "silent"
        if taken[-1].way != "goodbye":
            moves[taken[-1].way, LEFT if len(call) > len(taken) else UNENDED] += 1
    return +lines, moves, +silences


@given(entries=some_calls(), cuts=st.lists(st.integers(0, 30), max_size=3))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_it_counts_as_one_counts_by_hand_however_the_turns_come(
    migrated_store: Store, entries: list[Entry], cuts: list[int]
) -> None:
    with migrated_store.writing() as connection:
        for table in (turns, figures, day_figures, counted_hours):
            connection.execute(delete(table))
    for begins, ends in zip([0, *sorted(cuts)], [*sorted(cuts), len(entries)], strict=True):
        if some := entries[begins:ends]:
            write(migrated_store, *some)
        folding(migrated_store).fold()
    lines, moves, silences = by_hand(entries)
    found = counts(migrated_store)
    assert dict(found.lines) == dict(lines)
    assert dict(found.by["silent"]) == dict(silences)
    assert edges(migrated_store) == {(step, to, number) for (step, to), number in moves.items()}
    with migrated_store.reading() as connection:
        assert all(isinstance(edge, Edge) for edge in read_edges(connection, NOVEMBER))
