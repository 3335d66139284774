"""The README is true: its commands exist, its settings are all there, its five callers take as long as it says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
