"""Every picture can be read on light and on dark screens: WCAG's contrast of 4.5 to 1 for letters, 3 to 1 for lines."""

from datetime import UTC, datetime

import pytest

from ivr.drawing.cards import HEADS
from ivr.drawing.svg import BLUE, DARK, EDGE, INK, KEYS, LINK, MUTED, ON_COLOUR, PAPER, PATH, TAKEN, WIRE
from ivr.drawing.year import FILLS, HATCHED, Heading, draw_year
from tests.drawing.real_line import content
from tests.drawing.seen import colours

GROUNDS = [fill for fill in FILLS.values() if fill.startswith("#")]
LETTERS = [
    *((ink, fill) for fill, ink in HEADS.values()),
    *((ink, PAPER) for ink in (INK, MUTED, LINK, PATH)),
    *((ink, TAKEN) for ink in (MUTED, PATH)),
    *((ink, ground) for ground in GROUNDS for ink in (INK, MUTED)),
    (ON_COLOUR, KEYS),
]
LINES = [(WIRE, PAPER), (EDGE, PAPER), (PATH, PAPER), (BLUE, PAPER)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"), [*((*pair, 4.5) for pair in LETTERS), *((*pair, 3.0) for pair in LINES)]
)
def test_it_stands_out(front: str, back: str, least: float, dark: bool) -> None:
    shown = [DARK.get(colour, colour) if dark else colour for colour in (front, back)]
    lighter, darker = sorted(map(luminance, shown), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least, shown


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    written = "#ffffff" if colour == "white" else colour
    shares = [int(written[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_days_of_a_year_have_their_colours_in_the_dark() -> None:
    rule = content().schedules.caisses["673"].rule
    drawn = draw_year(
        Heading("n", "s", True), content().schedules.calendar(rule, datetime(2027, 7, 1, tzinfo=UTC)), 2027, "fr"
    )
    light, dark = colours(drawn)
    assert light | set(GROUNDS) <= dark | {"none"}
    assert all(f'fill="{colour}"' in HATCHED for colour in ("#f0e7f7", "#d3bde5"))
    assert {"#f0e7f7", "#d3bde5"} <= dark
