"""The README is true: its commands exist, its settings are all there, its five callers take as long as it says."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ivr.cli import local_line
from ivr.cli.call import call
from ivr.cli.settings import as_markdown
from ivr.cli.verbs import VERBS
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
