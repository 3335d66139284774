"""The pages are there in every language whose prompt file has them, and in no other: nothing else is to be done."""

from dataclasses import replace

import pytest

from ivr.settings import Settings
from ivr.textpage.asked import Asked
from ivr.textpage.frame import Frame, frame_of
from ivr.textpage.page import page_of
from ivr.textpage.telling import Telling
from ivr.textpage.turns import first_turn, turn_of
from tests.textpage.crawling import telling


def with_another(locale: str, *, page: bool = True) -> Telling:
    """The pages, with the English words under another name as those of a third language."""
    told = telling("en")
    words = told.own.page
    assert words is not None
    named = replace(words, words={**words.words, "language": "Made up"})
    other = replace(told.own, language="xx", locale=locale, page=named if page else None)
    return replace(told, prompts={**told.prompts, "xx": other})


def frame(told: Telling, asked: Asked | None = None) -> Frame:
    return frame_of(told, Settings(auth_token="made-up"), "style.css", "", asked)


def test_a_third_language_is_at_the_switch_and_says_every_page() -> None:
    told = with_another("it-IT")
    assert "Made up" in [link.words for link in frame(told).languages]
    own = replace(told, language="xx")
    first = first_turn(own.flow, "xx", own.facts)
    assert page_of(own, first).said == tuple(
        replace(one, locale="it-IT") if one.locale == "en-GB" else one for one in page_of(told, first).said
    )
    asked = Asked(first.call, "0")
    assert page_of(own, turn_of(own.flow, asked, own.facts), asked).title == own.page.words["adviser"]
    assert all(link.address.startswith("/xx/") for link in page_of(own, first).choices if not link.outside)


def test_a_language_without_pages_is_not_offered() -> None:
    assert "Made up" not in [link.words for link in frame(with_another("it-IT", page=False)).languages]


@pytest.mark.parametrize(("locale", "direction"), [("it-IT", "ltr"), ("ar-EG", "rtl")])
def test_a_page_runs_as_its_script_does(locale: str, direction: str) -> None:
    assert frame(replace(with_another(locale), language="xx")).direction == direction
