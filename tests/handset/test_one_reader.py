"""One file of a conversation gives one transcript: in tests, in the browser's telephone, in a terminal, and over HTTP
against the line as it is served, which is how load rings it too."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ivr.cli import local_line
from ivr.cli.call import call
from ivr.factory import create_app
from ivr.handset.rehearsal import MADE_UP_ADVISER
from ivr.phone.acts import Act
from ivr.phone.moments import read_moment
from ivr.phone.replay import replay
from ivr.phone.script import Script, command, write_script
from ivr.phone.transcript import ACTS, Transcript, read
from ivr.settings import read_settings
from ivr.store.schema import migrate
from tests.browser.loopback import served
from tests.deployed import free_port
from tests.handset.conftest import TOKEN, Handset, field_of
from tests.postgres import patient

pytestmark = pytest.mark.usefixtures("patience")
CALLS = Path(__file__).parents[1] / "calls"
ADVISER = {"IVR_ADVISER": MADE_UP_ADVISER}  # what the terminal and the page make up
FEATURES: dict[str, Callable[[Transcript], bool]] = {
    "a text": lambda story: bool(story.texts),
    "words": lambda story: any(entry.kind == "say" for entry in story.call),
    "advisers who are busy": lambda story: story.advisers == "busy",
    "an adviser, in English": lambda story: story.ends == "transfer" and story.language == "en",
    "silence": lambda story: any(entry.kind == "wait" for entry in story.call),
}


def story_with(feature: str) -> Transcript:
    """The first file with it, of those that need no other setting than an adviser."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(CALLS.rglob("*_*.yaml")))
    stories = (read(text) for text in texts if MADE_UP_ADVISER in text)
    return next(story for story in stories if story.settings == ADVISER and FEATURES[feature](story))


def script_of(story: Transcript) -> Script:
    acts = (Act(entry.kind, "" if entry.kind in ("wait", "hang_up") else entry.detail) for entry in story.call)
    kept = tuple(act for act in acts if act.kind in ACTS)
    at = read_moment(story.at).isoformat()
    return Script(story.from_, story.to, at, story.advisers, acts=kept)  # type: ignore[arg-type]  # one of the four


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The line, served."""
    port, folder = free_port(), tmp_path_factory.mktemp("served")
    given = {"IVR_PUBLIC_URL": f"http://127.0.0.1:{port}", "IVR_REHEARSAL": "1", "IVR_METRICS_ADDRESS": "", **ADVISER}
    database = f"sqlite:///{folder}/line.sqlite3"
    line = create_app(read_settings({"TWILIO_AUTH_TOKEN": TOKEN, "DATABASE_URL": database, **given}))
    migrate(patient(line.extensions["ivr"].store))
    line.extensions["ivr"].published.refresh()
    with served(line, port) as found:
        yield found
    line.extensions["ivr"].close()


def in_terminal(script: Script, *options: str) -> Transcript:
    """By the very command that the page gives away."""
    words = shlex.split(command(script, {}))
    typed = ""
    if words[0] == "printf":
        lines, words = words[2 : words.index("|")], words[words.index("|") + 1 :]
        typed = "".join(f"{line}\n" for line in lines)
    result = CliRunner().invoke(call, [*words[2:], "--transcript", *options], input=typed)
    assert result.exit_code == 0, result.output
    return read(result.stdout)


def told(transcript: Transcript) -> tuple[object, ...]:
    """What is to be the same. Over HTTP texts are not seen; where a script ends, a terminal puts the phone down."""
    calls = [entry for entry in transcript.call if entry.kind != "hang_up"]
    return calls, transcript.language, {"open": "caller"}.get(transcript.ends, transcript.ends)


@pytest.mark.parametrize("feature", FEATURES)
def test_one_conversation_is_one_transcript_everywhere(
    feature: str,
    line: Callable[..., Any],
    handset: Handset,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/terminal.sqlite3")
    monkeypatch.setattr(local_line, "quieten_logs", lambda *_: None)  # it would take the logs of the whole process
    story = story_with(feature)
    ringing = line(read_moment(story.at), story.settings)
    tested = replace(replay(ringing.phone(story.from_, story.to), story), texts=ringing.texts())
    script = script_of(story)

    in_browser = read(field_of(handset.plays(write_script(script)), "file"))
    here, there = in_terminal(script), in_terminal(script, "--url", address)

    assert told(in_browser) == told(here) == told(there) == told(tested)
    assert in_browser.texts == here.texts == tested.texts
