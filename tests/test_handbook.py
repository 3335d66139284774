"""The handbook of the staff is true: its commands are there, its pictures too, and none is left over."""

import re
from pathlib import Path

import click
import pytest

from ivr.cli import main

HANDBOOK = Path("docs/exploitation.md").read_text(encoding="utf-8")
PICTURES = Path("docs/pictures")
LARGEST = 60_000  # bytes: a handbook is read on any connection
TASKS, TROUBLE = HANDBOOK.split("## Quand quelque chose ne va pas")


def sections(text: str) -> dict[str, str]:
    """What stands under each heading of the third level."""
    return dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", text, flags=re.MULTILINE | re.DOTALL))


def test_every_task_has_a_picture_that_says_what_it_shows() -> None:
    pictured = {title: re.findall(r"!\[(.*?)\]\(pictures/(\S+?)\)", text) for title, text in sections(TASKS).items()}
    assert len(pictured) > 10
    assert {title for title, found in pictured.items() if not found} <= {"Ce que votre compte permet"}
    assert all(len(words) > 15 for found in pictured.values() for words, _ in found)


def test_its_pictures_are_there_and_small_and_no_other_is_kept() -> None:
    named = set(re.findall(r"\(pictures/(\S+?)\)", HANDBOOK))
    assert {file.name for file in PICTURES.iterdir()} == named
    assert {file.name: file.stat().st_size for file in PICTURES.iterdir() if file.stat().st_size > LARGEST} == {}


def test_every_trouble_is_told_what_to_do_about() -> None:
    told = sections(TROUBLE)
    assert len(told) >= 7
    assert [title for title, text in told.items() if len(text.split()) < 20] == []


@pytest.mark.parametrize("line", sorted(set(re.findall(r"^    (ivr .+?)(?:  +#.*)?$", HANDBOOK, flags=re.MULTILINE))))
def test_its_commands_can_be_typed(line: str) -> None:
    command, words = _command(line)
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def _command(line: str) -> tuple[click.Command, list[str]]:
    """The command of a line, and the words after it. AssertionError for a verb that is none."""
    found: click.Command = main
    _, *words = line.split()
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        inner = found.get_command(click.Context(found), words[0])
        assert inner, line
        found, words = inner, words[1:]
    return found, words
