"""Abuse of the line: thousands of typed numbers from everywhere, callers that change each time, honest ones between.

The suite asks 3,000 times on SQLite, whose answers don't differ (test_caps.py runs on both), `--whole` 10,000 times.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ivr.settings import Settings
from ivr.store.engine import Store
from ivr.texts.desk import TextDesk
from tests.texts.building import NOW, a_request, rows

REQUESTS, WHOLE = 3_000, 10_000
HONEST_EVERY = 50
SETTINGS = Settings(text_day_cap=1000, text_minute_cap=60, text_prefix_cap=30)
ALLOWED = frozenset(SETTINGS.text_regions.split())


def numbers_of_the_world() -> list[str]:
    """An example mobile of each region that libphonenumber knows, in E.164."""
    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
        if example is not None:
            found.append(phonenumbers.format_number(example, PhoneNumberFormat.E164))
    return found


def an_attack(random: Random, requests: int) -> list[str]:
    """Typed numbers: a third French mobiles made up, the others varied from the examples of every region."""
    world = numbers_of_the_world()
    assert len(world) >= 200
    typed = []
    for index in range(requests):
        if index % 3 == 0:
            typed.append(f"+336{random.randrange(10**8):08d}")
        else:
            example = world[index % len(world)]
            typed.append(example[:-3] + f"{random.randrange(1000):03d}")
    return typed


def moment(index: int, requests: int) -> datetime:
    """The whole attack takes an hour."""
    return NOW + timedelta(seconds=3600 * index / requests)


def region_of(number: str) -> str | None:
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))


def test_thousands_of_typed_numbers(migrated_store: Store, request: pytest.FixtureRequest) -> None:
    requests = WHOLE if request.config.getoption("--whole") else REQUESTS
    random = Random(3646)
    desk = TextDesk(migrated_store, SETTINGS)
    honest = 0
    for index, typed in enumerate(an_attack(random, requests)):
        rotating = f"+4479{random.randrange(10**8):08d}"
        asked = a_request(call=f"CAa{index}", to=typed, caller=rotating, typed=True, now=moment(index, requests))
        assert desk.request(asked) in ("taken", "late", "capped")
        if index % HONEST_EVERY == 0:
            own = f"+337{random.randrange(10**8):08d}"
            desk.request(a_request(call=f"CAh{index}", to=own, now=moment(index, requests)))
            honest += region_of(own) == "FR"
    written = rows(migrated_store)
    assert {region_of(row.to_number) for row in written} <= ALLOWED
    assert len(written) <= SETTINGS.text_day_cap
    assert sum(row.typed for row in written) == SETTINGS.text_day_cap // 2  # the attack took all that it could
    assert max(Counter(row.asked_at.replace(second=0, microsecond=0) for row in written).values()) <= 60
    assert sum(not row.typed for row in written) >= honest * 0.95
