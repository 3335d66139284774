"""How wide words are, so that boxes fit them without a font: the widths of Helvetica, which Arial and its free
replacements share (Adobe's font metrics), in thousandths of the letter size.
"""

import unicodedata

FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"
WIDTHS: dict[int, str] = {
    191: "'’",
    222: "ijl",
    260: "|",
    278: " !,./:;I[]\\ft",
    333: "-()`r",
    355: '"',
    389: "*",
    500: "Jcksvxyz",
    556: "#$?_0123456789Labdeghnopqu«»–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—→",
}
WIDTH_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}
WIDEST = 1015
SPARE = 1.04  # a little air, for fonts that are not quite Helvetica
BOLD = 1.08


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most, in the unit of `size`."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    thousandths = sum(WIDTH_OF.get(letter, WIDEST) for letter in plain)
    return thousandths * size * SPARE * (BOLD if bold else 1) / 1000


def wrap(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """The text in lines of at most `room`; what doesn't fit into `lines` is cut off, with an ellipsis."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines:
        count = _fitting(words, size, room)
        done.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        done[-1] = shorten(f"{done[-1]} {words[0]}", size, room, always=True)
    return tuple(shorten(line, size, room) for line in done)


def shorten(text: str, size: float, room: float, *, always: bool = False) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if not always and width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,;:.')}…"


def _fitting(words: list[str], size: float, room: float) -> int:
    """How many of the words fit into one line: at least one."""
    count = 1
    while count < len(words) and width(" ".join(words[: count + 1]), size) <= room:
        count += 1
    return count
