"""One browser for the tests of this folder, a fresh profile for each person in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import axe
from tests.browser.chromium import MISSING, find_chromium, started
from tests.browser.console import Console, opened
from tests.browser.pictures import WIDE
from tests.browser.staff import Staff
from tests.browser.watching import Watch

PATIENCE = 60_000  # milliseconds for what is to be seen: a machine that is busy is no failure
TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
IN_CI = os.environ.get("CI") == "true"

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Where it isn't, the tests in a browser are not run and say so; where a change lands, they fail."""
    path = find_chromium()
    if not path:
        _not_run(MISSING)
    if not axe.AXE.exists():
        _not_run(axe.MISSING)
    with started(path) as browser:
        yield browser


def _not_run(why: str) -> None:
    if IN_CI:
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Staff]]:
    """at(address, **context) -> somebody at that address, in a browser that remembers nothing."""
    with ExitStack() as open_profiles:

        def sit_down(address: str, **options: Any) -> Staff:
            given = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": WIDE, **options}
            context = browser.new_context(**given)
            open_profiles.callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            watch = Watch(urlsplit(address).netloc).over(page)
            return Staff(page, address, watch, takes_pictures=request.config.getoption("update_pictures"))

        yield sit_down


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Callable[..., Console]]:
    """opens(at=..., IVR_...="...") -> a console of its own, over the project's content."""
    with ExitStack() as open_ones:

        def open_one(at: datetime = TUESDAY_10H, **settings: str) -> Console:
            folder = tmp_path / f"console{len(list(tmp_path.iterdir()))}"
            return open_ones.enter_context(opened(folder, at, settings))

        yield open_one


@pytest.fixture
def console(opens: Callable[..., Console]) -> Console:
    """One on a Tuesday morning, with the two people who are met most."""
    one = opens()
    one.employs("claire", "Claire Moreau", "admin")
    one.employs("dominique", "Dominique Petit", "publisher")
    return one


@pytest.fixture
def claire(console: Console, at: Callable[..., Staff]) -> Staff:
    """She administers the console, and has signed in."""
    return at(console.address).comes_in(console, "claire")
