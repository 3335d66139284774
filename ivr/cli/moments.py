"""A moment as it is typed after an option."""

from datetime import datetime

from ivr.cli.language import misuse
from ivr.phone.moments import read_moment


def the_moment(text: str) -> datetime:
    """The moment that is meant; raises Misuse with an example."""
    try:
        return read_moment(text)
    except ValueError as error:
        raise misuse(
            fr=f"« {text} » n'est pas un moment : écrivez 2026-12-25 09:00 (heure de Paris).",
            en=f"“{text}” is no moment: write 2026-12-25 09:00 (time in Paris).",
        ) from error
