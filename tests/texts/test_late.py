"""Late is not kept: a text that is of no use any more is not sent, and nobody is woken by what was late."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Connection

from ivr.store.engine import Store
from ivr.texts import settling
from ivr.texts.desk import TextDesk
from ivr.texts.quiet import Quiet, read_quiet
from ivr.texts.sender import Refused
from tests.texts.building import (
    MOBILE,
    NOW,
    UNCAPPED,
    HandClock,
    ScriptedSender,
    a_dispatch,
    a_request,
    ask,
    rows,
    states,
)

NIGHT = Quiet(time(22), time(8))
REUNION, TAHITI, BRUSSELS, SAO_PAULO = "+262692123456", "+68987123456", "+32470123456", "+5511987654321"
AWAY = Refused(None, "Twilio est injoignable", retry=True, away=True)


def test_texts_of_a_week_ago_are_not_sent_when_the_worker_is_back(migrated_store: Store) -> None:
    clock, sender = HandClock(NOW + timedelta(days=7)), ScriptedSender()
    ask(migrated_store, *(a_request(call=f"CA{index}", to=f"+336{index:04d}5678") for index in range(50)))
    dispatch = a_dispatch(migrated_store, sender, clock)
    assert not dispatch.send_one()  # not even before the sweep
    assert dispatch.sweep() == 50
    assert (sender.sent, set(states(migrated_store))) == ([], {"expired"})


@pytest.mark.parametrize(("hours", "state"), [(3.99, "sent"), (4, "expired")])
def test_four_hours_after_the_request_it_is_too_late(migrated_store: Store, hours: float, state: str) -> None:
    ask(migrated_store, a_request())
    sender = ScriptedSender()
    dispatch = a_dispatch(migrated_store, sender, HandClock(NOW + timedelta(hours=hours)))
    dispatch.send_one()
    dispatch.sweep()
    assert states(migrated_store) == [state]
    assert [text.valid_seconds for text in sender.sent] == ([60] if state == "sent" else [])  # nor may Twilio be later


def test_what_a_person_has_sent_again_has_its_time_anew(migrated_store: Store) -> None:
    ask(migrated_store, a_request())
    clock = HandClock(NOW + timedelta(days=2))
    with migrated_store.writing() as connection:
        connection.exec_driver_sql("UPDATE texts SET state = 'review'")
        settling.resolve(connection, rows_of(connection), "again", clock.at)
    dispatch = a_dispatch(migrated_store, ScriptedSender(), clock)
    assert (dispatch.sweep(), dispatch.send_one()) == (0, True)


def rows_of(connection: Connection) -> int:
    number: int = connection.exec_driver_sql("SELECT id FROM texts").scalar_one()
    return number


def at(hour: int, minute: int = 0) -> datetime:
    """Of Paris, in winter."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("to", "typed", "asked", "tried", "leaves"),
    [
        (MOBILE, False, at(3), at(3), None),  # who rings at night is awake
        (MOBILE, False, at(3), at(3, 10), None),
        (MOBILE, False, at(3), at(3, 11), "expired"),
        (MOBILE, False, at(5), at(5, 11), at(8)),
        (MOBILE, True, at(5), at(5), at(8)),
        (MOBILE, True, at(7, 59), at(7, 59), at(8)),
        (MOBILE, True, at(8), at(8), None),
        (MOBILE, True, at(21, 59), at(21, 59), None),
        (MOBILE, True, at(22), at(22), "expired"),
        (REUNION, True, at(18, 59), at(18, 59), None),  # three hours ahead of Paris
        (REUNION, True, at(19), at(19), "expired"),
        (REUNION, True, at(4), at(4), at(5)),
        (TAHITI, False, at(15, 30), at(15, 41), at(19)),  # half past four in the morning there
        (TAHITI, True, at(2), at(2), None),
        (SAO_PAULO, False, at(9), at(9, 11), at(12)),
        (BRUSSELS, True, at(7), at(7), at(8)),
    ],
)
def test_quiet_hours_hold_back_what_is_late_and_what_goes_to_a_typed_number(
    migrated_store: Store, to: str, typed: bool, asked: datetime, tried: datetime, leaves: datetime | str | None
) -> None:
    everywhere = replace(UNCAPPED, text_regions="FR RE PF BE BR")
    assert TextDesk(migrated_store, everywhere).request(a_request(to=to, typed=typed, now=asked)) in ("taken", "late")
    clock, sender = HandClock(tried), ScriptedSender()
    dispatch = a_dispatch(migrated_store, sender, clock)
    dispatch.quiet = NIGHT
    assert dispatch.send_one() == (leaves is None)
    if isinstance(leaves, datetime):
        for moment, state in ((leaves - timedelta(minutes=1), "queued"), (leaves + timedelta(minutes=1), "sent")):
            clock.pass_((moment - clock.at).total_seconds())
            dispatch.sweep()
            dispatch.send_one()
            assert states(migrated_store) == [state], moment
    while states(migrated_store) == ["queued"]:
        clock.pass_(600)
        dispatch.sweep()
        dispatch.send_one()
    assert states(migrated_store) == ["expired" if leaves == "expired" else "sent"]


@pytest.mark.parametrize(
    ("now", "until"),
    [(at(22), at(8) + timedelta(days=1)), (at(0), at(8)), (at(7, 59), at(8)), (at(8), None), (at(21, 59), None)],
)
def test_quiet_hours_end_in_the_morning(now: datetime, until: datetime | None) -> None:
    assert NIGHT.until(MOBILE, now) == until


def test_quiet_hours_never_end_in_the_past() -> None:
    """In the night in which clocks are put back they may end in an hour that there is twice."""
    quiet, midnight = Quiet(time(22), time(2, 30)), datetime(2026, 10, 24, 22, tzinfo=UTC)
    for minutes in range(0, 240, 15):
        now = midnight + timedelta(minutes=minutes)
        until = quiet.until(MOBILE, now)
        assert until is None or now < until <= now + timedelta(hours=4), now


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    noon = read_quiet("12:00-13:30")
    assert noon is not None
    assert noon.until(MOBILE, at(12, 30)) == at(13, 30)
    assert noon.until(MOBILE, at(11, 59)) is noon.until(MOBILE, at(13, 30)) is None
    assert read_quiet("") is None


def test_what_waited_for_the_morning_says_so_until_it_is_tried(migrated_store: Store) -> None:
    ask(migrated_store, a_request(typed=True, now=at(6)))
    clock = HandClock(at(6))
    dispatch = a_dispatch(migrated_store, ScriptedSender(), clock)
    dispatch.quiet = NIGHT
    assert not dispatch.send_one()
    assert [row.reason for row in rows(migrated_store)] == ["attend la fin des heures calmes"]
    clock.pass_(7200)
    assert dispatch._claim()
    clock.pass_(60)
    dispatch.sweep()  # its worker died
    assert [(row.state, row.reason) for row in rows(migrated_store)] == [("queued", "")]


def test_what_is_refused_until_it_is_too_late_is_told_so(migrated_store: Store) -> None:
    ask(migrated_store, a_request(now=NOW - timedelta(hours=4) + timedelta(seconds=2)))
    dispatch = a_dispatch(migrated_store, ScriptedSender([AWAY]), HandClock())
    assert dispatch.send_one()
    [row] = rows(migrated_store)
    assert (row.state, row.reason) == ("expired", "Twilio est injoignable")
