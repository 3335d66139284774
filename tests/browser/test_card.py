"""The card of the menu as Chromium prints it: one page of A4 in every language, nothing beyond its edges."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser

from ivr.drawing.card import card
from ivr.line.flow import FLOW
from tests.check.real import real

A4 = {"width": 794, "height": 1123}  # pixels of CSS


@pytest.mark.parametrize("language", tuple(real().prompts))
def test_it_prints_on_one_page(browser: Browser, language: str) -> None:
    page = browser.new_page(viewport=A4)
    page.set_content(card(FLOW, real().prompts, real().schedules, language, date(2026, 11, 24)))
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('body *')].map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]", printed), "A4"
    assert wide[0] <= wide[1]
    assert smallest >= 16 * 96 / 72 - 0.1, "16 points"
