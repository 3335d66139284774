"""The table of `ivr check --ear`: what callers ring for, and how long each takes, in each language."""

import json
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from ivr.findings import Language
from ivr.hearing.report import Heard, Way

BAR = "█"
SECONDS_A_BLOCK = 3
WIDE, NARROW_COLUMNS = 140, 5
HEADS = {
    "fr": ("But de l'appelant", "Langue", "Secondes", "Appuis", "Touches", "Rang du choix", ""),
    "en": ("What the caller wants", "Language", "Seconds", "Presses", "Keys", "Rank of the choice", ""),
}
NEVER = {"fr": "jamais atteint", "en": "never reached"}
NOTE = {
    "fr": "Le plus court chemin de qui écoute jusqu'au choix voulu, puis appuie (1 s) ou tape (0,5 s par chiffre). "
    "Le réseau n'est pas compté.",
    "en": "The shortest way of a caller who listens up to the wanted choice, then presses (1 s) or types (0.5 s a "
    "digit). The network is not counted.",
}
RANKS = {"fr": "« 2/5 » : deuxième choix de cinq.", "en": "“2/5”: the second choice of five."}


def show_ear(report: Sequence[Heard], console: Console, language: Language) -> None:
    """Print the report as a table; with ranks and bars where the terminal is wide enough."""
    columns = len(HEADS[language]) if console.width >= WIDE else NARROW_COLUMNS
    table = Table(*HEADS[language][:columns])
    for row in report:
        for number, (spoken, way) in enumerate(row.ways.items()):
            cells = ("" if number else row.goal.words[language], *_cells(spoken, way, language))
            table.add_row(*cells[:columns])
    console.print(table)
    console.print(NOTE[language])
    if columns > NARROW_COLUMNS:
        console.print(RANKS[language])


def ear_json(report: Sequence[Heard]) -> str:
    """The report for programs: a list of goals."""
    return json.dumps([_told(row) for row in report], ensure_ascii=False, indent=2)


def _cells(spoken: str, way: Way | None, language: Language) -> Iterator[str]:
    yield spoken
    if way is None:
        yield from (NEVER[language], "", "", "", "")
        return
    yield f"{way.seconds:.1f}".replace(".", "," if language == "fr" else ".")
    yield str(way.presses)
    yield " ".join(way.keys)
    yield " ".join(way.ranks)
    yield BAR * round(way.seconds / SECONDS_A_BLOCK)


def _told(row: Heard) -> dict[str, object]:
    ways = {
        language: {"seconds": round(way.seconds, 1), "keys": way.keys, "presses": way.presses, "ranks": way.ranks}
        if way
        else None
        for language, way in row.ways.items()
    }
    return {"goal": row.goal.name, "words": dict(row.goal.words), "ways": ways}
