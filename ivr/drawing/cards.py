"""A step, or a section of the overview, as a table in Graphviz's HTML-like language.

Cells have no sizes but the height of a line and the width of a key: Graphviz reckons the rest.
"""

import re
from collections.abc import Collection
from html import escape
from textwrap import wrap

from ivr.drawing.plan import Arrow, Card, Kind, Plan
from ivr.drawing.svg import BLUE, EDGE, INK, KEYS, LINK, MUTED, ON_COLOUR, PAPER, PATH, TAKEN, element
from ivr.drawing.words import label, section_name

LINE, KEY = 16, 22  # points
LETTERS = 32  # in a line
WIDE = LETTERS * 7.25  # what Graphviz reckons for as many
# Fill of the head, and its letters. Kinds are named on the cards as well: nobody needs to tell the colours apart.
HEADS: dict[Kind, tuple[str, str]] = {
    "menu": (BLUE, ON_COLOUR),
    "ask": ("#00695c", ON_COLOUR),
    "tell": ("#e3e8ee", INK),
    "branch": ("#fff1c2", INK),
    "send": ("#7a3e9d", ON_COLOUR),
    "transfer": ("#a63d00", ON_COLOUR),
    "end": (KEYS, ON_COLOUR),
    "section": (BLUE, ON_COLOUR),
}


def file_of(section: str) -> str:
    """The file of docs/ that holds the sheet of a section."""
    return f"map-{section.lower().replace('_', '-')}.svg"


def step_table(plan: Plan, card: Card, drawn: Collection[Arrow], called: bool = False) -> str:
    """A step: its name and kind, what is heard there, and a row for each way on.

    `drawn` are the ways on that have an arrow, others are links. Of a call they stand out, for it took them.
    """
    columns = 3 if any(arrow.key for arrow in card.arrows) else 2  # the first for keys, the last for links
    rows = [_head(card.kind, card.name, label(card.kind, plan.language), columns)]
    if card.says and card.kind != "tell":
        rows.append(_tr(_words(_lines(card.says, 3, MUTED), colspan=columns)))
    for number, arrow in enumerate(card.arrows):
        key = _key(arrow.key) if arrow.key else ""
        ground = TAKEN if called and arrow in drawn else ""
        words = _words(_way(card, arrow, PATH if ground else INK), colspan=columns - 1 - bool(key), bgcolor=ground)
        leads, href = (" ", "") if arrow in drawn else _link(plan, card, arrow.to)
        link = element("td", leads, port=f"way{number}", href=href, align="right", bgcolor=ground)
        rows += ["<hr/>", _tr(key, words, link)]
    return _framed(*rows)


def box_table(overview: Plan, card: Card) -> str:
    """A section: its name, its first words, and at the bottom the keys and words of the ways out of it."""
    named = (
        section_name(card.name, overview.language) if card.kind == "section" else label(card.kind, overview.language)
    )
    columns = max(len(card.arrows), 1)
    rows = [_head(card.kind, named, "", columns)]
    if card.says:
        rows.append(_tr(_words(_lines(card.says, 2, MUTED), colspan=columns)))
    if any(arrow.key or arrow.words for arrow in card.arrows):
        high = max(len(_offer(arrow)) for arrow in card.arrows)
        rows.append(_tr(*(_exit(arrow, number, high) for number, arrow in enumerate(card.arrows))))
    return _framed(*rows)


def _head(kind: Kind, name: str, note: str, columns: int) -> str:
    fill, ink = HEADS[kind]
    head = element(
        "font", element("b", escape(name)), "&#160;&#160;", element("font", f"{note} ", point_size=10), color=ink
    )
    return _tr(element("td", head, port="head", colspan=columns, bgcolor=fill, cellpadding=5, align="left"))


def _way(card: Card, arrow: Arrow, ink: str) -> list[str]:
    """The words of a way on, and of the messages on it."""
    lines = _lines(arrow.words, 2, ink) or _lines(card.says, 3, MUTED)
    for told in arrow.told:
        lines += [element("font", element("b", told.name), color=MUTED), *_lines(told.says, 3, MUTED)]
    return lines


def _link(plan: Plan, card: Card, to: str) -> tuple[str, str]:
    """What a link to a step says, and where it leads: to its section, and which step of it unless that is the first."""
    target = plan.cards.get(to)
    if target is None or target.section == card.section:
        name, file = to, ""
    elif target.kind == "end":
        name, file = label("end", plan.language), file_of(target.section)
    else:
        first = plan.of(target.section)[0] is target
        name = section_name(target.section, plan.language) + ("" if first else f" · {to}")
        file = file_of(target.section)
    return element("font", f"→ {escape(name)}&#160;&#160;", color=LINK), f"{file}#step-{to}"


def _exit(arrow: Arrow, number: int, high: int) -> str:
    """A way out of a box: its key, then its words, padded to `high` lines."""
    lines = [*_offer(arrow), *[" "] * high][:high]
    rows = [_tr(_key(arrow.key) if arrow.key else element("td", " ", height=KEY))]
    rows += [_tr(element("td", line, align="left", height=LINE)) for line in lines]
    return element("td", _bare(*rows, cellspacing=2), port=f"way{number}", cellpadding=4)


def _offer(arrow: Arrow) -> list[str]:
    return [escape(line) for line in _wrapped(arrow.words, 17, 4)]


def _key(key: str) -> str:
    letters = element("font", element("b", escape(key)), color=ON_COLOUR)
    return element("td", letters, bgcolor=KEYS, width=KEY + 8 * (len(key) - 1), height=KEY)


def _words(lines: list[str], **attributes: int | str) -> str:
    rows = (_tr(element("td", line, align="left", height=LINE)) for line in lines or [" "])
    return element("td", _bare(*rows), align="left", cellpadding=5, width=WIDE, **attributes)


def _lines(words: str, most: int, colour: str) -> list[str]:
    return [element("font", escape(line), color=colour) for line in _wrapped(words, LETTERS, most)]


def _wrapped(words: str, letters: int, most: int) -> list[str]:
    """At most so many lines; none begins with a French colon or question mark."""
    tied = re.sub(" (?=[:;?!»])", "\N{NO-BREAK SPACE}", words)
    return wrap(tied, letters, max_lines=most, placeholder=" …", break_on_hyphens=False)


def _tr(*cells: str) -> str:
    return element("tr", *cells)


def _bare(*rows: str, cellspacing: int = 0) -> str:
    return element("table", *rows, border=0, cellborder=0, cellspacing=cellspacing, cellpadding=0)


def _framed(*rows: str) -> str:
    return element("table", *rows, border=1, cellborder=0, cellspacing=0, cellpadding=0, color=EDGE, bgcolor=PAPER)
