"""The README is true: its commands exist, its settings are all there, its five callers take as long as it says."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

from ivr.cli import local_line, main
from ivr.cli.call import call
from ivr.cli.settings import as_markdown
from ivr.cli.verbs import VERBS
from ivr.notices.outbox import Kind
from ivr.phone.moments import read_moment
from ivr.phone.replay import replay
from ivr.phone.transcript import read

README = Path("README.md").read_text(encoding="utf-8")
STORIES = {
    "An 80-year-old": "landline_80",
    "A withheld mobile": "withheld_mobile",
    "Mayotte": "mayotte_friday_12_05",
    "An SNCF employee's spouse": "sncf_spouse",
    "Someone abroad": "abroad",
}


def test_it_shows_every_setting_as_the_program_knows_it() -> None:
    assert as_markdown() in README


def test_it_tells_of_every_command_and_of_no_other() -> None:
    told = set(re.findall(r"^\| `ivr (\w+)` \|", README, flags=re.MULTILINE))
    assert told == set(VERBS)


def test_every_verb_that_it_names_is_in_the_makefile() -> None:
    verbs = set(re.findall(r"^([a-z]+):", Path("Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)`?", README.split("## Try it")[1])) - {"alone"} <= verbs


def test_it_names_the_kinds_of_notices_as_a_program_gets_them() -> None:
    [told] = re.findall(r"`kind` \((.+?)\)", README, flags=re.DOTALL)
    assert re.split(r",\s", told) == list(get_args(Kind))


def test_it_names_every_command_that_speaks_to_programs() -> None:
    [told] = re.findall(r"`--json` on (.+?) is for programs", README, flags=re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) == {
        verb for verb in VERBS if "--json" in options(main.get_command(None, verb))
    }


@pytest.mark.parametrize("guide", ["README.md", "CONTRIBUTING.md", "docs/capacity.md"])
def test_its_commands_can_be_typed(guide: str) -> None:
    text = Path(guide).read_text(encoding="utf-8")
    typed = re.findall(r"^    (?:\$ )?(ivr .+?)(?:  +#.*)?$|`(ivr [^`]+)`", text, flags=re.MULTILINE)
    for line in ("".join(one) for one in typed):
        verb, *words = shlex.split(line.partition(" && ")[0])[1:]
        assert {word for word in words if word.startswith("--")} <= options(main.get_command(None, verb)), line


def options(command: click.Command | None) -> set[str]:
    """Those of a command, and of those within it."""
    assert command
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return {name for one in command.params for name in one.opts}.union(*map(options, inner))


@pytest.mark.parametrize("command", re.findall(r"^(?:\$ |    )(ivr call(?! --(?:url|link)).*)$", README, re.MULTILINE))
def test_every_call_that_it_places_is_one_in_which_each_key_is_heard_and_is_as_it_is_shown(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_line, "quieten_logs", lambda *_: None)  # it would take the logs of the whole process
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/ivr.sqlite3", "IVR_METRICS_ADDRESS": ""}
    told = CliRunner(env=environment).invoke(call, shlex.split(command, comments=True)[2:])
    assert told.exit_code == 0, told.output
    assert "perdues" not in told.output
    assert "pas compris" not in told.output
    shown = re.search(rf"^\$ {re.escape(command)}\n(.*?)```", README, re.DOTALL | re.MULTILINE)
    said = iter(told.output.split())
    for words in shown[1].split("\n ...\n") if shown else ():
        assert all(word in said for word in words.split()), words


@pytest.mark.parametrize("caller", STORIES)
def test_its_five_callers_press_those_keys_and_take_those_seconds(caller: str, line: Callable[..., Any]) -> None:
    row = next(row for row in README.splitlines() if row.startswith(f"| {caller}"))
    _, _, keys, seconds, _, _ = (cell.strip() for cell in row.split("|"))
    story = read(Path(f"tests/calls/stories/{STORIES[caller]}_fr.yaml").read_text(encoding="utf-8"))
    ringing = line(read_moment(story.at), story.settings)
    phone = ringing.phone(story.from_, story.to)
    replay(phone, story)
    assert keys.strip("`").split() == [entry.detail for entry in story.call if entry.kind == "press"]
    assert int(seconds) == round(phone.connected_at or phone.seconds)
