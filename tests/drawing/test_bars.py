"""The hearing report as bars."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from ivr.drawing.bars import SCALE, draw_bars
from ivr.hearing.report import Heard, Way
from tests.drawing.real_line import report

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg: str) -> list[float]:
    rectangles = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [float(one.get("width", "")) for one in rectangles if one.get("height") == "15"]


def test_a_bar_is_as_long_as_its_seconds_the_quickest_first() -> None:
    french = sorted(way.seconds for row in report() if (way := row.ways["fr"]))
    lengths = bars(draw_bars(report(), "fr"))
    assert len(lengths) == 2 * len(report())
    assert [length / SCALE for length in lengths[::2]] == pytest.approx(french, abs=0.1)


def test_a_goal_that_is_never_reached_is_told_last() -> None:
    lost = replace(report()[0], ways={"fr": None, "en": Way(12.0, ("9",))})
    drawn = draw_bars((Heard(lost.goal, lost.ways), report()[1]), "fr")
    words = [text.text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]
    assert words.index("jamais atteint") > words.index(report()[1].goal.words["fr"])


def test_the_english_chart_is_in_english() -> None:
    assert "From ring to goal" in draw_bars(report(), "en")
