"""What commands print: tables that fit a terminal, JSON for programs, long sentences under their own margin."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ivr.cli.commands import Decorated, option

NARROWEST = 24  # columns that a sentence needs beside what leads it; with fewer it begins on a line of its own
MARGIN = 4
PIPED = 160  # columns of a table that nobody looks at in a terminal


def json_option(*keys: str, fr: str, en: str) -> Callable[[Decorated], Decorated]:
    """`--json`, explained by what each object stands for and by its keys, which stay from version to version."""
    named = ", ".join(keys)
    return option(
        "--json",
        "as_json",
        is_flag=True,
        callback=_here_or_above,
        fr=f"Pour un programme, en JSON : {fr}, avec {named}.",
        en=f"For a program, as JSON: {en}, with {named}.",
    )


def _here_or_above(context: click.Context, _option: click.Parameter, given: bool) -> bool:
    """`ivr texts --json list` means the same as `ivr texts list --json`."""
    return given or (context.parent is not None and bool(context.parent.params.get("as_json")))


def print_json(value: object) -> None:
    """Print a value for a program, its days and moments as ISO 8601 writes them; nothing is lost in any locale."""
    every_letter = getattr(sys.stdout, "encoding", "utf-8").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not every_letter, indent=2, default=_iso))


def _iso(moment: date) -> str:
    return moment.isoformat()


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], whole: int = 2) -> None:
    """Print rows under their heads, as wide as the terminal.

    The first columns, as many as `whole`, are to be copied and stay on their line; the others go on in the next.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        longest = max(len(row[number]) for row in rows)
        table.add_column(head, overflow="fold", min_width=longest if number < whole else None)
    for row in rows:
        table.add_row(*row)
    shown = Console()
    Console(width=None if shown.is_terminal or "COLUMNS" in os.environ else PIPED).print(table)


def print_sentence(words: str) -> None:
    """Print a sentence, wrapped between words where a terminal is narrow."""
    print_under(Console(highlight=False), "", escape(words))


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
