"""Every page that a reader can come to, by its own links, as the walk of the line knows them."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from ivr.check.answers import POSTCODES
from ivr.check.states import States
from ivr.line.actions import Turn
from ivr.line.call import LINE_NAMES, Call
from ivr.line.facts import Rules
from ivr.settings import Settings
from ivr.textpage.asked import Asked, addresses_of, coarse
from ivr.textpage.page import Page, page_of
from ivr.textpage.telling import Telling
from ivr.textpage.turns import first_turn, page_facts, turn_of
from ivr.wording.on_page import on_page
from tests.check.real import real

LANGUAGE = "fr"
OPEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday: all but Mayotte's line, which has closed
NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
ADDRESSES = addresses_of(Settings(auth_token="made-up"))


@dataclass(frozen=True)
class Shown:
    """A page with the turn that it tells, and what asked for it."""

    telling: Telling
    turn: Turn
    asked: Asked | None
    page: Page


def telling(language: str, line: str = "national", at: datetime = OPEN) -> Telling:
    subject = real()
    facts = page_facts(subject.schedules, Rules(test_service=True), line, at)  # type: ignore[arg-type]
    return Telling(subject.flow, own_prompts(), language, facts, ADDRESSES)


@cache
def own_prompts() -> dict:  # type: ignore[type-arg]
    return {language: on_page(prompts) for language, prompts in real().prompts.items()}


@cache
def crawled(at: datetime = OPEN) -> tuple[Shown, ...]:
    """Each page once: calls that have the same future are the same."""
    states = States(real().flow, telling(LANGUAGE).facts)
    return tuple(_crawl(at, states.of))


@cache
def stem(at: datetime) -> tuple[Shown, ...]:
    """Each step by each of its answers, once a place: enough for what a moment changes."""
    return tuple(_crawl(at, lambda call: (call.step, call.line, call.place)))


def _crawl(at: datetime, alike: Callable[[Call], object]) -> Iterator[Shown]:
    seen, waiting = set(), deque[tuple[Telling, Asked | None]]()
    waiting.extend((telling(LANGUAGE, line, at), None) for line in LINE_NAMES)
    while waiting:
        told, asked = waiting.popleft()
        mark = (alike(asked.call), asked.keys) if asked else told.facts.called
        if mark in seen:
            continue
        seen.add(mark)
        turn = turn_of(told.flow, asked, told.facts) if asked else first_turn(told.flow, LANGUAGE, told.facts)
        page = page_of(told, turn, asked)
        yield Shown(told, turn, asked, page)
        waiting.extend((told, one) for one in followed(page, turn))


def followed(page: Page, turn: Turn) -> Iterator[Asked]:
    """What its links and its form ask for."""
    addresses = [link.address for link in (*page.choices, *page.ways) if not link.outside]
    if page.form:
        addresses += [page.form.skip]
        yield from (Asked(turn.call, coarse(postcode)) for postcode in POSTCODES)
    for address in filter(None, addresses):
        language, _, rest = address[1:].partition("/")
        step, _, query = rest.partition("?")
        asked = ADDRESSES.read(language, step, query)
        assert asked is not None, address
        yield asked
