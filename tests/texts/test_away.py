"""Twilio away for two hours, in simulated time: nobody has anything to do by hand, nothing is lost, nothing doubled."""

import pytest

from ivr.store.engine import Store
from tests.slices import slice_of
from tests.texts.building import HandClock, a_dispatch, a_request, ask, states
from tests.texts.simulated import SimulatedTwilio, Way, work_for

MINUTE, HOUR = 60.0, 3600.0
TEXTS = 60  # one a minute, asked for while Twilio is away
TWO_HOURS = (0, 2 * HOUR)
NEVER = (0.0, 0.0)


AWAY = [
    ("503", NEVER, 0),
    ("503", TWO_HOURS, 0),
    ("hangs", NEVER, 240),
    ("hangs", (0, 2.2 * HOUR), 0),
    ("lost", NEVER, 240),  # half of them were made all the same
    ("lost", TWO_HOURS, 240),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each way every day; on one day its list can be read meanwhile, on the next it can't."""
    if "unreadable" in metafunc.fixturenames:
        metafunc.parametrize(("way", "unreadable", "lag"), slice_of(AWAY, 2, metafunc.config))


def test_two_hours_away_is_no_handwork(
    migrated_store: Store, way: Way, unreadable: tuple[float, float], lag: float
) -> None:
    clock = HandClock()
    twilio = SimulatedTwilio(clock, TWO_HOURS, way, unreadable, lag)
    dispatch = a_dispatch(migrated_store, twilio, clock)
    for index in range(TEXTS):
        ask(migrated_store, a_request(call=f"CA{index}", to=f"+336{index:04d}5678", now=clock.at))
        work_for(dispatch, migrated_store, clock, MINUTE)
    work_for(dispatch, migrated_store, clock, 2.5 * HOUR)
    assert states(migrated_store) == ["sent"] * TEXTS
    assert (len({sent.to for sent, *_ in twilio.made}), twilio.doubles()) == (TEXTS, {})
    assert twilio.tried < 2 * TEXTS  # nobody kept knocking
