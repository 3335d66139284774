"""How long callers take to get what they ring for, as bars: one language above the other."""

from collections.abc import Iterator, Mapping, Sequence

from ivr.drawing.lettering import width
from ivr.drawing.svg import BLUE, INK, MUTED, PAPER, document, element, text
from ivr.drawing.words import Language, label
from ivr.hearing.report import Heard, Way

LEFT, RIGHT, TOP, MARGIN = 330, 210, 126, 28
ROW, BAR = 46, 15
SCALE = 8.0  # points a second
GRID = 15  # seconds
HALO = {"stroke": PAPER, "stroke_width": "3", "paint_order": "stroke"}  # words stand clear of the grid
# One dark and one light: told apart in grey, and by those who don't see all colours.
COLOURS: Mapping[str, str] = {"fr": BLUE, "en": "#e69f00"}


def draw_bars(report: Sequence[Heard], language: Language) -> str:
    """The SVG of a hearing report, the quickest goals first."""
    rows = sorted(report, key=_seconds)
    longest = max((way.seconds for row in rows for way in row.ways.values() if way), default=0.0)
    size = (LEFT + longest * SCALE + RIGHT, TOP + len(rows) * ROW + MARGIN)
    name = label("ear", language)
    parts = [*_heading(name, language), *_grid(longest, len(rows))]
    for number, row in enumerate(rows):
        parts += _row(row, TOP + number * ROW, language)
    return document(size, name, label("ear_how", language), parts, language=language)


def _seconds(row: Heard) -> tuple[float, str]:
    way = next(iter(row.ways.values()))
    return (way.seconds if way else float("inf"), row.goal.name)


def _heading(name: str, language: Language) -> Iterator[str]:
    yield text(MARGIN, 44, name, font_size=24, font_weight="bold")
    yield text(MARGIN, 68, label("ear_how", language), font_size=13, fill=MUTED)
    x = float(MARGIN)
    for spoken, colour in COLOURS.items():
        words = label(f"ear_{spoken}", language)
        yield element("rect", x=x, y=80, width=22, height=12, rx=2, fill=colour)
        yield text(x + 28, 91, words, font_size=13)
        x += width(words, 13) + 54


def _grid(longest: float, rows: int) -> Iterator[str]:
    for second in range(0, int(longest) + GRID, GRID):
        x = LEFT + second * SCALE
        if second <= longest + 1:
            yield element("path", d=f"M{x:g} {TOP - 4}V{TOP + rows * ROW}", stroke="#d5dbe2", stroke_width=1)
            yield text(x, TOP - 8, f"{second} s", font_size=11, fill=MUTED, text_anchor="middle")


def _row(row: Heard, y: float, language: Language) -> Iterator[str]:
    yield text(LEFT - 12, y + 25, row.goal.words[language], font_size=13.5, text_anchor="end")
    for number, (spoken, way) in enumerate(row.ways.items()):
        top = y + 6 + number * (BAR + 2)
        if way is None:
            yield text(LEFT + 6, top + 12, label("ear_never", language), font_size=11.5, fill=INK)
            continue
        yield element(
            "rect", x=LEFT, y=top, width=way.seconds * SCALE, height=BAR, rx=2, fill=COLOURS.get(spoken, MUTED)
        )
        yield text(LEFT + way.seconds * SCALE + 6, top + 12, way_words(way, language), font_size=11.5, **HALO)


def way_words(way: Way, language: Language) -> str:
    """ "46 s · 1 1 1 1", with what is pressed."""
    keys = " ".join(way.keys)
    return f"{way.seconds:.0f} s · {keys}" if keys else f"{way.seconds:.0f} s · {label('ear_no_key', language)}"
