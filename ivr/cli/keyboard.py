"""What is typed while a command runs, or piped into it: from a person, a file of any system, or nobody at all."""

import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper

from rich.console import Console


def at_keyboard() -> bool:
    """Whether a person is there to be asked; there may be no input at all (`<&-`)."""
    return sys.stdin is not None and sys.stdin.isatty()


def asking(console: Console) -> Callable[[], str] | None:
    """Asks for a line, where a person is there. What a terminal sends that is no text is read as "\ufffd"."""
    if not at_keyboard():
        return None
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return lambda: console.input("› ")


def piped_lines() -> Iterator[str]:
    """The lines of the input, without the mark that Windows's editors begin a file with."""
    for line in sys.stdin.buffer if sys.stdin is not None else ():
        yield line.decode("utf-8-sig", errors="replace")


def as_text(argument: str) -> str:
    """An argument whose bytes may be no UTF-8: Python gives those as surrogates, which nothing can send."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
