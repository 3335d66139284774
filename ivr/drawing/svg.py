"""SVG written by hand: elements as text, numbers rounded so that every machine writes the same bytes."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ivr.drawing.lettering import FONTS

Number = float | int
INK = "#1b2430"
MUTED = "#55606e"
PAPER = "#ffffff"


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


def document(size: tuple[Number, Number], name: str, style: str, parts: Iterable[str]) -> str:
    """A whole SVG file: it fills the width that it is given, and prints at any size. One element a line."""
    wide, high = number(size[0]), number(size[1])
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="{FONTS}" fill="{INK}" role="img">',
        title(name),
        f"<style>{style}</style>",
        element("rect", width=size[0], height=size[1], fill=PAPER),
        *parts,
        "</svg>",
    )
    return "\n".join(lines) + "\n"
