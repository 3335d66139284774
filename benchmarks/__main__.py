"""`make bench`: what a turn costs, as ratios within one run; figures, never a gate."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.console import console
from benchmarks.core import core
from benchmarks.entries import entries
from benchmarks.measure import Figure, machine
from benchmarks.process import process
from benchmarks.servers import servers
from benchmarks.staff import staff
from benchmarks.texts import texts
from benchmarks.turn import turn

FOLDER = Path(__file__).parents[1]
PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "a turn": turn,
    "within a turn": core,
    "many entries": entries,
    "the console": console,
    "staff beside calls": staff,
    "a process": process,
    "texts": texts,
    "servers": servers,
}


def main() -> None:
    """Take every figure and print it; a part that can't be measured says why."""
    table = Table("", "measured", "aim", title=machine(), title_justify="left")
    for name, part in PARTS.items():
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
