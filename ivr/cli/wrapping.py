"""Long sentences in a terminal: wrapped between words, their further lines under the first one's words."""

import os

from rich.console import Console
from rich.text import Text

NARROWEST = 24  # columns that a sentence needs beside what leads it; with fewer it begins on a line of its own
MARGIN = 4


def print_under(console: Console, lead: str, words: str) -> None:
    """Print a sentence after its lead, both in rich's markup; as one line where nobody says how wide a line may be."""
    first, rest = Text.from_markup(lead), Text.from_markup(words)
    if not (console.is_terminal or "COLUMNS" in os.environ):
        console.print(first + rest, soft_wrap=True)
        return
    if console.width - first.cell_len < NARROWEST:
        if first.plain.strip():
            console.print(first)
        first = Text(" " * MARGIN)
    under = Text(" " * first.cell_len)
    for number, line in enumerate(rest.wrap(console, max(console.width - under.cell_len, 1))):
        line.rstrip()
        console.print((under if number else first) + line, soft_wrap=True)
