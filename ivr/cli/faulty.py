"""Content that can't be served, told in the language of the command."""

from pathlib import Path

from ivr.cli.language import Refusal, language
from ivr.content.faults import ContentError
from ivr.published.reading import read_snapshot


def faulty(error: ContentError, folder: Path) -> Refusal:
    """The faults of a folder; the line tells them in French, so for English they are read again."""
    if language() == "en":
        try:
            read_snapshot(folder, "en")
        except ContentError as english:
            error = english
    return Refusal(str(error))
