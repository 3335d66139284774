"""What a caller hears of their text is true: through the signed webhook, with what is in the database beside it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, insert, update

from ivr.store.sending_tables import gates
from ivr.store.tables import texts, workers
from ivr.texts.states import HELD, STATES
from tests.hostile import fault_of, fire, shot
from tests.served import CALL, TEXT, TUESDAY, open_app, rows, store_of
from tests.serving import words

OWN, TYPED = CALL["From"], "0687654321"
CREATE = "/voice/no_account?v=1&t=4&p=metropole&r=general&o=attestation"
PROMISED = "arrivera dans quelques minutes."
SENT_ALREADY = "Vous avez déjà demandé ce SMS."
NONE_COMES = "Cette fois, nous ne pouvons pas envoyer de SMS."
LATER = "Les SMS ont du retard en ce moment : s'il en arrive un, ce sera plus tard."
NEUTRAL = "Si un SMS peut partir vers ce numéro, il arrivera dans quelques minutes"
ADDRESS = "ameli point f r"
A_WHILE_AGO = TUESDAY - timedelta(minutes=10)

Opened = Callable[..., Flask]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """opened(IVR_TEXT_DAY_CAP="1") -> the line as it is served with these settings, over an empty database."""
    apps: list[Flask] = []

    def open_one(**settings: str) -> Flask:
        apps.append(open_app(tmp_path, settings))
        return apps[-1]

    yield open_one
    for app in apps:
        app.extensions["ivr"].close()


def turn(app: Flask, target: str, digits: str, caller: str, call: int) -> str:
    """What is said to one signed turn."""
    sent = shot(target, {"CallSid": f"CA{call:032x}", "From": caller, "To": "3646", "Digits": digits})
    reply = fire(app.wsgi_app, sent)
    assert fault_of(sent, reply) == ""
    return words(ET.fromstring(reply.body))


def own(app: Flask, caller: str = OWN, call: int = 1, target: str = TEXT) -> str:
    """What a mobile hears when it asks for a text."""
    return turn(app, target, "1", caller, call)


def typed(app: Flask, number: str = TYPED, call: int = 1, caller: str = "+33199001234") -> str:
    """What a landline hears when it confirms a mobile that it typed."""
    state = "?v=1&t=6&p=metropole&r=general&o=attestation&k=attestation"
    turn(app, "/voice/mobile" + state, number, caller, call)
    return turn(app, "/voice/confirm_mobile" + state, "1", caller, call)


def set_rows(app: Flask, call: int | None = None, **values: object) -> None:
    """Of one call, or of all."""
    chosen = update(texts) if call is None else update(texts).where(texts.c.call_sid == f"CA{call:032x}")
    with store_of(app).writing() as connection:
        connection.execute(chosen.values(**values))


def number(index: int) -> str:
    """Mobiles that share no prefix."""
    return f"+336{index:04d}5678"


# -- the telephone in the caller's hand ------------------------------------------------------------------------------


def test_a_text_that_was_written_down_is_promised(opened: Opened) -> None:
    app = opened()
    assert PROMISED in own(app)
    assert len(rows(app)) == 1


def test_after_three_texts_a_fourth_is_not_promised(opened: Opened) -> None:
    app = opened()
    for call in range(3):
        assert PROMISED in own(app, call=call)
    set_rows(app, state="delivered", asked_at=A_WHILE_AGO)
    told = own(app, call=4)
    assert len(rows(app)) == 3
    assert SENT_ALREADY in told
    assert ADDRESS in told
    assert PROMISED not in told


def test_another_text_after_the_third_was_not_sent_already(opened: Opened) -> None:
    app = opened()
    for call in range(3):
        own(app, call=call)
    set_rows(app, state="delivered", asked_at=A_WHILE_AGO)
    told = own(app, call=4, target=CREATE)
    assert len(rows(app)) == 3
    assert NONE_COMES in told
    assert SENT_ALREADY not in told


SAME_TEXT: Mapping[str, str] = {
    "queued": PROMISED,
    "sending": PROMISED,
    "unknown": PROMISED,
    "review": NONE_COMES,
    "sent": SENT_ALREADY,
    "delivered": SENT_ALREADY,
    "undelivered": NONE_COMES,
    "failed": NONE_COMES,
    "expired": NONE_COMES,
}


def test_there_is_a_sentence_for_each_state() -> None:
    assert set(SAME_TEXT) == set(STATES)


@pytest.mark.parametrize("state", SAME_TEXT)
def test_the_same_text_again_in_one_call_is_told_by_what_became_of_it(opened: Opened, state: str) -> None:
    app = opened()
    own(app)
    set_rows(app, state=state, asked_at=A_WHILE_AGO)
    told = own(app)
    assert len(rows(app)) == 1
    assert SAME_TEXT[state] in told
    assert ADDRESS in told


def test_a_webhook_that_twilio_repeats_is_answered_alike_though_the_text_has_left(opened: Opened) -> None:
    app = opened()
    first = own(app)
    set_rows(app, state="sent")
    assert own(app) == first


@pytest.mark.parametrize("budget", ["IVR_TEXT_DAY_CAP", "IVR_TEXT_MINUTE_CAP"])
def test_when_the_lines_budget_is_spent_no_text_is_promised(opened: Opened, budget: str) -> None:
    app = opened(**{budget: "1"})
    assert PROMISED in own(app, number(0), 0)
    told = own(app, number(1), 1)
    assert len(rows(app)) == 1
    assert NONE_COMES in told
    assert ADDRESS in told


def test_what_waits_for_the_morning_is_not_promised_within_minutes(opened: Opened) -> None:
    """It was late, so that quiet hours hold it back; and may be too late when they are over."""
    app = opened()
    for call in range(3):
        own(app, call=call)
    set_rows(app, reason=HELD, due_at=TUESDAY + timedelta(hours=9), asked_at=A_WHILE_AGO)
    told = own(app, call=4)
    assert len(rows(app)) == 3
    assert LATER in told
    assert PROMISED not in told
    set_rows(app, call=0, state="sent")
    assert SENT_ALREADY in own(app, call=4)
    set_rows(app, call=1, state="sending")
    assert PROMISED in own(app, call=4)


def test_when_a_prefix_is_spent_no_text_is_promised(opened: Opened) -> None:
    app = opened(IVR_TEXT_PREFIX_CAP="1")
    assert PROMISED in own(app, "+33612340001", 0)
    told = own(app, "+33612340002", 1)
    assert len(rows(app)) == 1
    assert NONE_COMES in told


def test_it_is_so_in_english(opened: Opened) -> None:
    app = opened(IVR_TEXT_DAY_CAP="1")
    own(app, number(0), 0)
    assert "We can't send a text this time." in own(app, number(1), 1, TEXT + "&g=en")
    set_rows(app, state="delivered", asked_at=A_WHILE_AGO)
    assert "You have already asked for this text." in own(app, number(0), 0, TEXT + "&g=en")


# -- while none leaves ----------------------------------------------------------------------------------------------


def test_while_twilio_is_away_a_text_may_come_later(opened: Opened) -> None:
    app = opened()
    twilio_away(app, TUESDAY - timedelta(minutes=4))
    assert PROMISED in own(app, number(0), 0), "a few minutes are what is promised"
    twilio_away(app, TUESDAY - timedelta(minutes=6))
    told = own(app, number(1), 1)
    assert LATER in told
    assert ADDRESS in told
    assert PROMISED not in told
    assert own(app, number(1), 1) == told, "repeated by Twilio, or asked for again"
    assert "if one comes, it will be later" in own(app, number(2), 2, TEXT + "&g=en")
    assert [row.state for row in rows(app)] == ["queued"] * 3, "they are sent, if he is back in time"
    set_rows(app, call=0, state="delivered", asked_at=A_WHILE_AGO)
    assert SENT_ALREADY in own(app, number(0), 0), "what was sent before is as true as ever"


@pytest.mark.parametrize(("failed_last", "told"), [(True, LATER), (False, PROMISED)])
def test_a_list_that_can_not_be_read_tells_of_delays_where_the_last_text_failed_too(
    opened: Opened, failed_last: bool, told: str
) -> None:
    """In a quiet night no five texts fail within hours; but who can only not read the list sends as ever."""
    app = opened()
    twilio_away(app, TUESDAY - timedelta(minutes=6), way="looking")
    if failed_last:
        with store_of(app).writing() as connection:
            connection.execute(insert(gates).values(name="sending", failures=1, shuts=0, reason=""))
    assert told in own(app, number(0), 0)


def test_while_no_worker_is_there_a_text_may_come_later(opened: Opened) -> None:
    app = opened()
    worker_seen(app, TUESDAY - timedelta(minutes=6), stopped_at=TUESDAY - timedelta(minutes=6))
    assert LATER in own(app, number(0), 0)
    worker_seen(app, TUESDAY)
    assert PROMISED in own(app, number(1), 1)


def test_who_typed_a_number_learns_nothing_of_it_while_none_leaves(opened: Opened) -> None:
    """Written, too many of this call, too many of that number."""
    app = opened()
    twilio_away(app, TUESDAY - timedelta(minutes=6))
    told = {typed(app)}
    told |= {typed(app, f"06{index:08}") for index in (1, 2)}
    told |= {typed(app, call=call) for call in range(2, 6)}
    assert len(rows(app)) == 4
    for state in STATES:
        set_rows(app, call=1, state=state, asked_at=A_WHILE_AGO)
        told |= {typed(app), typed(app, call=7)}
    [sentence] = told
    assert LATER in sentence
    assert NEUTRAL not in sentence


def twilio_away(app: Flask, since: datetime, way: str = "sending") -> None:
    """The gate that all workers share is shut."""
    shut = {"failures": 5, "shuts": 1, "since": since, "until": since + timedelta(minutes=5), "reason": "503"}
    with store_of(app).writing() as connection:
        connection.execute(delete(gates))
        connection.execute(insert(gates).values(name=way, probe=None, **shut))


def worker_seen(app: Flask, at: datetime, stopped_at: datetime | None = None) -> None:
    """One more worker's last heartbeat."""
    row = {"id": f"box-{at:%H%M}", "host": "box", "pid": 1, "started_at": at, "seen_at": at, "stopped_at": stopped_at}
    with store_of(app).writing() as connection:
        connection.execute(insert(workers).values(**row))


# -- a number that was typed -----------------------------------------------------------------------------------------


def test_a_typed_number_hears_one_sentence_whatever_happens(opened: Opened) -> None:
    """Written, the third number of a call, three texts already, delivered, failed: nobody learns which."""
    app = opened()
    told = {typed(app)}
    told |= {typed(app, f"06{index:08}") for index in (1, 2)}  # the third number of this call is one too many
    told |= {typed(app, call=call) for call in range(2, 6)}  # and the fourth text a number
    assert len(rows(app)) == 4
    for state in STATES:
        set_rows(app, call=1, state=state, asked_at=A_WHILE_AGO)
        told |= {typed(app), typed(app, call=7)}
    set_rows(app, state="queued", reason=HELD, asked_at=A_WHILE_AGO)
    told |= {typed(app), typed(app, call=7)}
    assert len(rows(app)) == 4
    [sentence] = told
    assert NEUTRAL in sentence
    assert ADDRESS in sentence
    assert PROMISED not in sentence


def test_a_number_that_is_typed_in_quiet_hours_is_not_promised_minutes(opened: Opened) -> None:
    """Nothing leaves for it before they are over, where it is from; whoever calls from a mobile is awake."""
    app = opened(IVR_TEXT_QUIET_HOURS="11:30-12:30")  # it is 11:00 in Paris, 14:00 in la Réunion
    assert NEUTRAL in typed(app, call=0)
    app = opened(IVR_TEXT_QUIET_HOURS="10:30-12:30")
    told = {typed(app, f"06{index:08}") for index in range(4)} | {typed(app, call=call) for call in range(2, 6)}
    [sentence] = told
    assert LATER in sentence
    assert ADDRESS in sentence
    assert NEUTRAL in typed(app, "0692123456", call=8)
    assert PROMISED in own(app, call=9)


def test_it_is_the_same_sentence_when_the_budget_is_spent(opened: Opened) -> None:
    app = opened(IVR_TEXT_DAY_CAP="1")
    assert typed(app, call=0) == typed(app, "0712345678", call=1)
    assert len(rows(app)) == 1
