"""A console for each test that asks for one: `desk(somebody("publisher", "691"))`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.accounts.person import Person
from tests.console.reception import Reception
from tests.console.staff import Desk, somebody

TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """desk(who, at=..., IVR_...="...") -> a console in that person's hands; nobody's with None."""
    opened: list[Desk] = []

    def open_one(who: Person | None = somebody(), at: datetime = TUESDAY_10H, **settings: str) -> Desk:  # noqa: B008 - a frozen value
        opened.append(Desk(tmp_path, at, who, **settings))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Callable[..., Reception]]:
    """reception(at=..., IVR_...="...") -> the console as it is served, with nobody in it."""
    opened: list[Reception] = []

    def open_one(at: datetime = TUESDAY_10H, **settings: str) -> Reception:
        opened.append(Reception(tmp_path, at, **settings))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
