"""`ivr` lists its verbs without reading the line, and what is missing is said in a sentence."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

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
    told = CliRunner().invoke(main, ["sing"])
    assert (told.exit_code, told.output.startswith("Erreur : ")) == (2, True)
    assert "Commandes : run, call" in told.output
    assert "Commands: run, call" in CliRunner().invoke(main, ["--english", "sing"]).output
    assert "Commandes : counts, list" in CliRunner().invoke(main, ["texts", "sing"]).output


@pytest.mark.parametrize(("options", "words"), [([], "ne peut pas être lu"), (["--english"], "can't be read")])
@pytest.mark.parametrize("verb", ["call", "map", "hours", "radar"])
def test_faulty_content_is_told_in_the_language_of_the_command(
    verb: str, options: list[str], words: str, tmp_path: Path
) -> None:
    environment = {
        "IVR_CONTENT_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/ivr.sqlite3",
        "TWILIO_AUTH_TOKEN": "made-up",
    }
    code = "import sys; from ivr.cli import main; main(sys.argv[1:])"  # in its own process: it configures the logs
    command = [sys.executable, "-c", code, verb, *options]
    told = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60
    )
    assert told.returncode == 1
    assert words in told.stderr
    assert "Traceback" not in told.stderr
