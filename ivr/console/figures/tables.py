"""A table of figures: on a page, as a file for a spreadsheet, and as the picture beside it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from ivr.console.speech import chosen, short_day
from ivr.findings import Language
from ivr.hours.words import NO_WORDS, Words, words

Cell = Words | str | int | date
MARK = "\N{BYTE ORDER MARK}"  # without it a spreadsheet takes é for two letters
SEPARATORS: dict[Language, str] = {"fr": ";", "en": ","}  # what spreadsheets of each language take for a new column
DRAWN = 12  # bars in a picture; the table has every row
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet begins to compute


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first cell names its row, numbers stand right."""

    heads: tuple[Words, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its title, a sentence that says what it shows, and what its picture is made of; none without data.

    `key` is its name in addresses.
    """

    key: str
    title: Words
    sentence: Words
    table: Table
    picture: dict[str, Any] = field(default_factory=dict)
    more: Words = NO_WORDS  # how to understand it


def bars(rows: Sequence[tuple[Cell, ...]], *, upright: bool = False) -> dict[str, Any]:
    """A picture with a bar a row: its name and its first number. Lying bars are the first DRAWN alone."""
    drawn = rows if upright else rows[:DRAWN]
    names, values = [shown(row[0]) for row in drawn], [row[1] for row in drawn]
    return {"kind": "columns" if upright else "bars", "names": names, "values": values} if any(values) else {}


def stacked(table: Table) -> dict[str, Any]:
    """A picture with a bar for each of the first rows, made of a part for each column of numbers."""
    values = [row[1:] for row in table.rows[:DRAWN]]
    names = {
        "names": [shown(row[0]) for row in table.rows[:DRAWN]],
        "series": [shown(head) for head in table.heads[1:]],
    }
    return {"kind": "stacked", **names, "values": values} if values else {}


def grouped(table: Table) -> dict[str, Any]:
    """As `stacked`, with the parts beside each other: they don't add up to anything."""
    return stacked(table) and {**stacked(table), "kind": "grouped"}


def shown(cell: Cell) -> str:
    """A cell in the language that is read, a day and a number as people write them."""
    match cell:
        case Words():
            return chosen(cell)
        case date():
            return short_day(cell)
        case int():
            return chosen(thousands(cell))
    return cell


def is_number(cell: Cell) -> bool:
    """Whether a cell stands right: a number, or a share."""
    return isinstance(cell, int) or (isinstance(cell, Words) and cell["en"].endswith("%"))


def as_csv(table: Table, language: Language) -> str:
    """The table as a file that a spreadsheet opens."""
    file = StringIO()
    writer = csv.writer(file, delimiter=SEPARATORS[language])
    for row in (table.heads, *table.rows):
        writer.writerow([_plain(cell) for cell in row])
    return MARK + file.getvalue()


def _plain(cell: Cell) -> str | int:
    """A cell as a program reads it: days as 2026-11-24, numbers as they are, nothing that a spreadsheet computes."""
    if isinstance(cell, int):
        return cell
    told = f"{cell}" if isinstance(cell, date) else shown(cell)
    return f"'{told}" if told.startswith(FORMULA) else told


def percent(part: int, whole: int) -> Words:
    """A share in whole percents; "0 %" only where there is none at all."""
    found = round(100 * part / whole) if whole else 0
    told = "<\N{NO-BREAK SPACE}1" if part and not found else str(found)
    return words(fr=f"{told}\N{NO-BREAK SPACE}%", en=f"{told}%")


def thousands(number: int) -> Words:
    """A number as it is written: "12 345", "12,345"."""
    return words(fr=f"{number:,}".replace(",", "\N{NO-BREAK SPACE}"), en=f"{number:,}")


def both(fr: str, en: str, *values: Words | str) -> Words:
    """A sentence in both languages, each with the values in its own."""

    def of(language: str) -> list[str]:
        return [value if isinstance(value, str) else value[language] for value in values]

    return words(fr=fr.format(*of("fr")), en=en.format(*of("en")))
