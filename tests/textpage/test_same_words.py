"""The page walks where the line walks, and says what the line says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import chain

import pytest

from ivr.line.actions import Connect, Offer, Say, Turn
from ivr.line.lines import LINES
from ivr.line.questions import TIMED
from ivr.line.steps import LANGUAGE, Ask, Branch, Menu, Step, Tell, Transfer
from ivr.textpage.page import Page, page_of
from ivr.wording.on_page import FIGURES, as_written
from ivr.wording.sites import is_allowed
from ivr.wording.speak import speak, text
from tests.check.real import real
from tests.textpage.crawling import LANGUAGE as FRENCH
from tests.textpage.crawling import NIGHT, Shown, crawled, own_prompts, stem

MOMENTS = (
    NIGHT,
    datetime(2026, 11, 24, 7, 10, tzinfo=UTC),  # within the hour before assumed hours
    datetime(2026, 12, 25, 10, 0, tzinfo=UTC),  # a holiday
    datetime(2026, 11, 24, 5, 0, tzinfo=UTC),  # Mayotte's morning
)
LANGUAGES = tuple(real().prompts)
# What only a telephone answers: a page has no number that calls, types none, rings nobody, and has its own banner.
TELEPHONES = {
    *(("textable", "yes"), ("textable", "type"), ("clock", "differs")),
    *(("from_mayotte", "yes"), ("from_abroad", "yes")),
    *(("trial", "yes"), ("adviser", "missing")),
}
KEYS = re.compile(r"\b(tapez|tapé|touches?|dièse|étoile|appuyez|raccrochez|press|pressed|keys?|keypad|hash)\b", re.I)


@cache
def pages(language: str) -> tuple[tuple[Turn, Page], ...]:
    """Each turn that differs in what is said or offered, whatever the moment, as it is shown in a language."""
    found: dict[object, Shown] = {}
    for one in (*crawled(), *chain.from_iterable(stem(at) for at in MOMENTS)):
        said = tuple((one.prompt, *one.values.values()) if isinstance(one, Say) else one for one in one.turn.says)
        found.setdefault((said, repr(one.turn.ends), one.page.step), one)
    return tuple((one.turn, in_language(one, language)) for one in found.values())


def in_language(one: Shown, language: str) -> Page:
    told = replace(one.telling, language=language)
    return page_of(told, one.turn, one.asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_line_is_on_its_page_and_no_other(language: str) -> None:
    page_words = real().prompts[language].page
    lines = {name: replace(own, phrases={**own.phrases, **FIGURES}) for name, own in real().prompts.items()}
    assert page_words is not None
    assert len(pages(language)) > 100
    for turn, page in pages(language):
        expected: list[str] = []
        for said in turn.says:
            if isinstance(said, Say) and not rings(said, turn):
                told = own_prompts() if said.prompt in page_words.says else lines
                expected += (as_written(page_words, text(one)) for one in speak(told, language, (said,)))
        assert [told.text for told in page.said] == list(filter(None, expected)), turn.call.step


def rings(said: Say, turn: Turn) -> bool:
    """Whether it only tells that somebody is rung: nobody is."""
    steps = real().flow.steps
    step = steps.get(said.prompt)
    while isinstance(step, Tell):
        step = steps.get(step.then)
    return isinstance(turn.ends, Connect) and isinstance(step, Transfer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_offers_on_its_page_what_the_line_offers(language: str) -> None:
    for turn, page in pages(language):
        offers = [said for said in turn.says if isinstance(said, Offer)]
        steps = real().flow.steps
        switches = [one for offer in offers for one in steps[offer.menu].choices if one.to == LANGUAGE]  # type: ignore[union-attr]
        if isinstance(turn.ends, Connect) or not offers:
            continue
        told = sum(len(offer.choices) for offer in offers) - len(switches)
        assert len(page.choices) == told, turn.call.step
        assert all(link.words and link.address for link in page.choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_speaks_of_keys(language: str) -> None:
    own = real().prompts[language].page
    assert own is not None
    for turn, page in pages(language):
        told = [page.title, *(one.text for one in page.said), *(link.words for link in (*page.choices, *page.ways))]
        found = [words for words in told if KEYS.search(words)]
        assert found == [], turn.call.step
    for words in (*own.words.values(), *own.says.values(), *own.instead.values(), *own.privacy, *own.accessibility):
        assert not KEYS.search(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_written_as_one_writes_them(language: str) -> None:
    own = real().prompts[language].page
    assert own is not None
    spelled = re.compile(r"\b(point|dot)\s+[a-z]\b(?!')|(\b[a-z0-9],? ){3}|\d, \d\d\b")
    for turn, page in pages(language):
        assert [one.text for one in page.said if spelled.search(one.text)] == [], turn.call.step
    sites = [written for written in own.written.values() if re.fullmatch(r"[a-z-]+\.[a-z]{2,3}", written)]
    assert len(sites) > 5
    assert all(map(is_allowed, sites))


# -- what can be reached by links alone ------------------------------------------------------------------------------


def test_its_links_lead_to_every_step_that_does_not_depend_on_the_moment() -> None:
    there = {passed.step for one in crawled() for passed in one.turn.way}
    wanted = set(ahead_of(real().flow.manners.first))
    assert len(wanted) > 40
    assert wanted - there == set()


def ahead_of(first: str) -> Iterator[str]:
    """Every step that a reader can come to, but beyond a question of the moment: how it falls is the calendar's."""
    flow = real().flow
    waiting, seen = [first, flow.manners.home, flow.manners.adviser.to], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            waiting += onwards(flow.steps[name])


def onwards(step: Step) -> list[str]:
    match step:
        case Tell():
            return [step.then]
        case Menu():
            listed = [step.each.to] if step.each else []
            return listed + [
                choice.to for choice in step.choices if "link" not in choice.learns and choice.to != LANGUAGE
            ]
        case Ask():
            return [step.then]
        case Branch() if TIMED.isdisjoint(real().flow.questions[step.on].on):
            return [to for answer, to in step.ways.items() if (step.on, answer) not in TELEPHONES]
    return []


def test_every_link_that_the_line_would_text_is_on_some_page() -> None:
    texts = real().prompts[FRENCH].texts
    wanted = {word for body in texts.values() for word in body.split() if word.startswith("http")}
    links = {link.address for page in crawled() for link in page.page.choices if link.outside}
    assert wanted - links == set()


def test_each_of_the_three_numbers_is_told_where_it_is_the_readers_own() -> None:
    dialled = {page.page.adviser.dial for page in crawled() if page.page.adviser}
    assert dialled == {f"tel:{line.number}" for line in LINES.values()}


def test_no_page_is_a_dead_end() -> None:
    for one in crawled():
        ended = not one.page.choices and not one.page.form
        assert not ended or one.page.adviser or not isinstance(one.turn.ends, Connect)
        assert one.page.title


def test_a_page_takes_no_number_and_sends_nothing() -> None:
    assert all(one.page.form is None or real().flow.steps[one.page.step].takes == "postcode" for one in crawled())  # type: ignore[union-attr]
    assert not {type(one.turn.ends).__name__ for one in crawled()} & {"Perform"}
