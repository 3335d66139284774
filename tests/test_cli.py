"""`ivr` lists its verbs without reading the line, and what is missing is said in a sentence."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import click
import pytest
from click.testing import CliRunner

from ivr.cli import VERBS, main

HEAVY = ("flask", "twilio", "sqlalchemy", "holidays", "phonenumbers", "babel")


def test_help_lists_every_verb_and_imports_no_room() -> None:
    listing = "import sys; from click.testing import CliRunner; from ivr.cli import main\n"
    listing += "print(CliRunner().invoke(main, ['--help']).output)\n"
    listing += f"print('heavy:', [name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout
    assert all(f"  {verb} " in told for verb in VERBS)
    assert "heavy: []" in told


@pytest.mark.parametrize("verb", [verb for verb, (module, _) in VERBS.items() if find_spec(f"ivr.cli.{module}")])
def test_every_verb_that_exists_explains_itself(verb: str) -> None:
    result = CliRunner().invoke(main, [verb, "--help"])
    assert result.exit_code == 0, result.output
    assert f"ivr {verb}" in result.output or f"main {verb}" in result.output


def commands() -> Iterator[tuple[str, ...]]:
    """Every verb, and every verb with a subcommand."""
    for verb in VERBS:
        yield (verb,)
        command = main.get_command(click.Context(main), verb)
        if isinstance(command, click.Group):
            yield from ((verb, name) for name in command.commands)


@pytest.mark.parametrize("words", [(), *commands()], ids=" ".join)
def test_english_is_an_option_of_every_command_with_the_same_help(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(main, [*words, "--help"]).output
    assert "--english" in told
    assert "Messages en anglais (l'aide reste en français)." in " ".join(told.split())
    assert "Montrer cette aide." in told
    assert told.startswith("Usage : ")
    assert "Commands" not in told


@pytest.mark.parametrize("words", [["--english", "settings"], ["settings", "--english"]])
def test_english_may_stand_before_or_after_the_verb(words: list[str]) -> None:
    assert "port of the web server" in CliRunner().invoke(main, words).output


def test_a_verb_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "dance", ("dance", "Danser."))
    result = CliRunner().invoke(main, ["dance"])
    assert result.exit_code == 1
    assert "n'existe pas dans cette version" in result.output


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(name: str) -> None:
        raise ModuleNotFoundError(f"No module named 'rich' ({name})", name="rich")

    monkeypatch.setattr("ivr.cli.import_module", import_module)
    result = CliRunner().invoke(main, ["settings"])
    assert result.exit_code == 1
    assert "rich" in result.output
    assert "make install" in result.output


def test_an_unknown_verb_is_refused() -> None:
    assert CliRunner().invoke(main, ["sing"]).exit_code == 2
