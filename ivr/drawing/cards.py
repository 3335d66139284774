"""One step of the map as a card: its measures, and its drawing. Lengths are in points."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ivr.drawing.lettering import width, wrap
from ivr.drawing.plan import Card, Plan, Row
from ivr.drawing.svg import INK, MUTED, PAPER, element, group, moved, number, text, title
from ivr.drawing.words import branch_name, label

WIDE = 232
HEAD = 25
EDGE = 9  # between a card's edge and its words
SMALL = 11.5  # size of letters
LINE = 14.5
ROW_SPARE = 8
GAP = 26  # from a card's edge to a chip
CHIP = 19
CHIP_LETTERS = 11
RADIUS = 9.5  # of a key
SAYS_LINES = {"menu": 2, "tell": 3, "branch": 2}

# Fill of the head, and its letters. Kinds are named on the cards as well: nobody needs to tell the colours apart.
HEADS: Mapping[str, tuple[str, str]] = {
    "menu": ("#0b4f8a", PAPER),
    "ask": ("#00695c", PAPER),
    "tell": ("#e3e8ee", INK),
    "branch": ("#fff1c2", INK),
    "send": ("#7a3e9d", PAPER),
    "transfer": ("#a63d00", PAPER),
    "end": ("#1b2430", PAPER),
    "frame": ("#3c4858", PAPER),
}
PATH = "#d1005b"


@dataclass(frozen=True)
class Slot:
    """A row within its card: its lines of words, and where it begins."""

    row: Row
    lines: tuple[str, ...]
    top: float
    chip: str  # the words of the chip where the row leads out of the frame; empty within it

    @property
    def height(self) -> float:
        return max(len(self.lines), 1) * LINE + ROW_SPARE

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Shape:
    """A card and its measures."""

    card: Card
    plan: Plan
    near: frozenset[str]  # the steps that an arrow can reach; to others a chip leads

    @cached_property
    def says(self) -> tuple[str, ...]:
        return wrap(self.card.says, SMALL, WIDE - 2 * EDGE, SAYS_LINES.get(self.card.kind, 2))

    @cached_property
    def head(self) -> float:
        """How far down the rows begin."""
        return HEAD + (len(self.says) * LINE + 9 if self.says else 0)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        # A message has one way on, without words: it leaves from the head and takes no room.
        top = 0.0 if self.card.kind == "tell" else self.head
        for row in self.card.rows:
            lines = wrap(row.words, SMALL, WIDE - EDGE - 22, 2)
            slots.append(Slot(row, lines, top, self._chip(row)))
            top += slots[-1].height if self.card.kind != "tell" else 0
        return tuple(slots)

    @cached_property
    def width(self) -> float:
        chips = [chip_width(slot.chip) for slot in self.slots if slot.chip]
        return WIDE + (GAP + max(chips) if chips else RADIUS)

    @cached_property
    def height(self) -> float:
        rows = 0.0 if self.card.kind == "tell" else sum(slot.height for slot in self.slots)
        return self.head + rows + (4 if rows else 0)

    def _chip(self, row: Row) -> str:
        if row.to in self.near:
            return ""
        branch = self.plan.cards[row.to].branch
        return row.to if branch == self.card.branch else f"{branch_name(branch, self.plan.language)} · {row.to}"


def chip_width(words: str) -> float:
    return width(words, CHIP_LETTERS) + 16


def draw_card(shape: Shape, taken: frozenset[int] = frozenset(), turns: str = "", dimmed: bool = False) -> str:
    """The card from (0, 0). `taken` are the rows that a highlighted call took, `turns` when it came here."""
    card, (fill, ink) = shape.card, HEADS[shape.card.kind]
    stroke, thick = (PATH, 3.0) if turns else ("#8a95a3", 1.0)
    parts = [
        title(f"{card.name} : {card.says}" if card.says else card.name),
        element("rect", width=WIDE, height=shape.height, rx=6, fill=PAPER, stroke=stroke, stroke_width=thick),
        element("path", d=_head_path(), fill=fill),
        text(EDGE, 17, card.name, font_size=12.5, font_weight="bold", fill=ink),
        text(WIDE - EDGE, 16.5, label(card.kind, shape.plan.language), font_size=10, fill=ink, text_anchor="end"),
    ]
    for number_, line in enumerate(shape.says):
        parts.append(text(EDGE, HEAD + 15 + number_ * LINE, line, font_size=SMALL, fill=MUTED))
    for number_, slot in enumerate(shape.slots):
        parts.append(_row(shape, slot, number_ in taken))
    if turns:
        parts.append(_turns(turns))
    return group(*parts, id=f"step-{card.name}", class_="dim" if dimmed else "")


def _head_path() -> str:
    return f"M0.5 {HEAD}V6.5a6 6 0 0 1 6 -6H{WIDE - 6.5}a6 6 0 0 1 6 6V{HEAD}Z"


def _row(shape: Shape, slot: Slot, taken: bool) -> str:
    first = slot.middle - (len(slot.lines) - 1) * LINE / 2 + 4
    bare = shape.card.kind == "tell"
    middle = HEAD / 2 if bare else slot.middle
    parts = []
    if not bare:
        parts.append(element("path", d=f"M0 {number(slot.top)}H{WIDE}", stroke="#d5dbe2", stroke_width=0.8))
        weight = "bold" if taken else ""
        for line_number, line in enumerate(slot.lines):
            parts.append(text(EDGE, first + line_number * LINE, line, font_size=SMALL, font_weight=weight))
    if slot.chip:
        parts.append(_chip(slot, middle, taken))
    parts.append(_start(slot.row.key, middle, taken))
    return "".join(parts)


def _start(key: str, middle: float, taken: bool) -> str:
    """Where the arrow leaves: the key on it, or a small dot where no key is pressed."""
    fill = PATH if taken else INK
    if not key:
        return element("circle", cx=WIDE, cy=middle, r=2.8, fill=fill)
    disc = element("circle", cx=WIDE, cy=middle, r=RADIUS, fill=fill)
    return disc + text(WIDE, middle + 4.2, key, font_size=12, font_weight="bold", fill=PAPER, text_anchor="middle")


def _chip(slot: Slot, middle: float, taken: bool) -> str:
    x, wide = WIDE + GAP, chip_width(slot.chip)
    colour = PATH if taken else "#5b6675"
    line = element("path", d=f"M{WIDE} {number(middle)}H{x - 4}", stroke=colour, stroke_width=2.5 if taken else 1.2)
    tip = element("path", d=f"M{x} {number(middle)}l-7 -3.6v7.2Z", fill=colour)
    box = element("rect", x=x, y=middle - CHIP / 2, width=wide, height=CHIP, rx=CHIP / 2, fill="#eef2f6", stroke=colour)
    words = text(x + 8, middle + 4, slot.chip, font_size=CHIP_LETTERS, font_weight="bold" if taken else "")
    return element("a", line, tip, box, words, href=f"#step-{slot.row.to}")


def _turns(turns: str) -> str:
    wide = max(width(turns, 12, bold=True) + 10, 20)
    plate = element("rect", x=-8, y=-10, width=wide, height=20, rx=10, fill=PATH)
    return moved(
        0, 0, plate, text(wide / 2 - 8, 4.5, turns, font_size=12, font_weight="bold", fill=PAPER, text_anchor="middle")
    )
