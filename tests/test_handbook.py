"""The handbook of the staff is true: its commands are there, its pictures too, and none is left over."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ivr.cli import main
from ivr.settings import Settings, abouts

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


def test_what_it_quotes_is_somewhere_to_be_read() -> None:
    """A button that is renamed is renamed here too."""
    places = [
        Path("gunicorn.conf.py"),
        *(file for folder in ("ivr", "prompts", "schedules") for file in _texts(folder)),
    ]
    shown = "\n".join(file.read_text(encoding="utf-8") for file in places)
    quoted = {" ".join(words.split()) for words in re.findall(r"«\s(.+?)\s»", HANDBOOK, flags=re.DOTALL)}
    assert len(quoted) > 40
    assert {words for words in quoted if words not in shown} == set()


def test_its_settings_and_their_defaults_are_the_programs_own() -> None:
    usual = {about.name: str(getattr(Settings(), name)) for name, about in abouts().items()}
    assert set(re.findall(r"\bIVR_[A-Z_]+[A-Z]\b", HANDBOOK)) <= usual.keys()
    told = dict(re.findall(r"^\| .+ \| `(IVR_\w+)` \| (\d+(?: heures)?)", HANDBOOK, flags=re.MULTILINE))
    assert len(told) == 6
    minutes = {"2 heures": "120"}
    assert {name: minutes.get(value, value) for name, value in told.items()} == {name: usual[name] for name in told}


def _texts(folder: str) -> Iterator[Path]:
    yield from (file for file in Path(folder).rglob("*") if file.suffix in (".html", ".py", ".js", ".yaml"))
