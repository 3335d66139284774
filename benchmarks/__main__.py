"""`make bench`: what a turn costs, as ratios within one run; figures, never a gate.

`python -m benchmarks "the ladder" "no cliff"` takes some of its parts alone.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.cliff import cliff
from benchmarks.console import console
from benchmarks.core import core
from benchmarks.entries import entries
from benchmarks.full_journal import full_journal
from benchmarks.ladder import ladder
from benchmarks.measure import Figure, machine
from benchmarks.open_loop import open_loop
from benchmarks.process import process
from benchmarks.servers import servers
from benchmarks.staff import staff
from benchmarks.texts import texts
from benchmarks.turn import turn

FOLDER = Path(__file__).parents[1]
PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "the ladder": ladder,
    "a turn": turn,
    "within a turn": core,
    "many entries": entries,
    "the console": console,
    "staff beside calls": staff,
    "a process": process,
    "texts": texts,
    "the journal's pace": open_loop,
    "no cliff": cliff,
    "a full journal": full_journal,
    "servers": servers,
}


def main() -> None:
    """Take every figure, or those of the parts that are named, and print it; what can't be measured says why."""
    if strangers := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"No such part: {', '.join(sorted(strangers))}. There are: {', '.join(PARTS)}.")
    table = Table("", "measured", "aim", title=machine(), title_justify="left")
    for name, part in PARTS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        try:
            figures = list(part(FOLDER))
        except Exception as error:  # the other parts have their figures all the same
            figures = [Figure(f"{name}: not measured", f"{type(error).__name__}: {error}"[:200])]
        for figure in figures:
            table.add_row(figure.name, figure.value, figure.aim)
        table.add_section()
    Console().print(table)


if __name__ == "__main__":
    main()
