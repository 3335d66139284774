"""SVG written by hand: elements as text, numbers rounded so that every machine writes the same bytes."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from ivr.drawing.lettering import FONTS

Number = float | int
INK = "#1b2430"
MUTED = "#55606e"
PAPER = "#ffffff"
ON_COLOUR = "white"  # letters on a coloured ground: white in the dark too
EDGE = "#8a95a3"
WIRE = "#5b6675"
LINK = "#0b5394"
KEYS = "#26313f"
BLUE = "#0b4f8a"
PATH = "#c2004f"  # the way of a call
TAKEN = "#ffe3ee"

# What stands for each colour where the reader's screen is dark.
DARK: Mapping[str, str] = {
    INK: "#e6ebf0",
    MUTED: "#aab5c1",
    PAPER: "#141b23",
    EDGE: "#66727f",
    WIRE: "#98a5b3",
    LINK: "#7db8ef",
    KEYS: "#45586c",
    BLUE: "#2a72b5",
    PATH: "#ff7fab",
    TAKEN: "#4a1c2f",
    "#00695c": "#0b7d6e",  # the other kinds of step
    "#7a3e9d": "#8f55b3",
    "#a63d00": "#b5490d",
    "#e3e8ee": "#2c3a49",
    "#fff1c2": "#4d4117",
    "#dff1e4": "#1f4730",  # the days of a year
    "#e4e8ed": "#263240",
    "#f3f5f7": "#1c2631",
    "#ffd99a": "#5f400c",
    "#fff3dc": "#3d3116",
    "#fcdcd7": "#6e2a22",
    "#f0e7f7": "#2f2540",
    "#d3bde5": "#5d4a77",
    "#c3cbd4": "#3b4855",  # thin lines
    "#d5dbe2": "#3b4855",
}


def number(value: Number) -> str:
    """At most one decimal, and none that says nothing."""
    return f"{round(float(value), 1):g}" if abs(value) < 100000 else str(round(value))


def element(tag: str, *children: str, **attributes: Number | str) -> str:
    """`element("rect", x=1, fill_opacity=0.5)`: an underscore stands for a hyphen, `class_` for class."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for name, value in attributes.items()
        if value != ""
    )
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def text(x: Number, y: Number, words: str, **attributes: Number | str) -> str:
    """A line of text whose baseline starts at (x, y)."""
    return element("text", escape(words), x=x, y=y, **attributes)


def title(words: str) -> str:
    """What a browser shows when the pointer rests on the element, and a screen reader reads."""
    return element("title", escape(words))


def group(*children: str, **attributes: Number | str) -> str:
    return element("g", *children, **attributes)


def moved(x: Number, y: Number, *children: str) -> str:
    """Children drawn from (0, 0), put at (x, y)."""
    return group(*children, transform=f"translate({number(x)} {number(y)})")


def document(
    size: tuple[Number, Number], name: str, note: str, parts: Iterable[str], *, language: str, paper: str = "A4"
) -> str:
    """A whole SVG file, with its name and what it shows; it prints on one page of the paper. One element a line."""
    wide, high = number(size[0]), number(size[1])
    page = f"{paper} {'landscape' if size[0] > size[1] else 'portrait'}"
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="{FONTS}" fill="{INK}" role="graphics-document" lang="{language}">',
        title(name),
        element("desc", escape(note)),
        f"<style>{_style(page)}</style>",
        element("rect", width=size[0], height=size[1], fill=PAPER),
        *parts,
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def _style(page: str) -> str:
    dark = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARK.items()
    )
    return (
        f"@page{{size:{page};margin:8mm}}@media print{{:root{{width:100%;height:100%}}}}"
        "@media screen and (max-width:600px){:root{max-width:100%;height:auto}}a:hover text{text-decoration:underline}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{background:{DARK[PAPER]}}}{dark}}}"
    )
