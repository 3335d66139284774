"""What the staff say, what they write for it, and what is heard: docs/phrases.md holds all of it, and is true."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ivr.cli.hours import hours
from tests.sentences.hearing import Sentence, content_with, sentences, tells

DOCUMENT = Path("docs/phrases.md")
HEAD = """# Les phrases des équipes

Ce que l'on dit, ce que l'on écrit dans schedules/closures.yaml, et ce qu'on en entend : la minute d'avant, au moment
même, pendant, après. Ce fichier est écrit par `make phrases` à partir de tests/sentences/sentences.yaml, et un test
vérifie qu'il est vrai.
"""
WHERE = {"mayotte": "mayotte", "abroad": "abroad", "#": "national"}


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence.say)
def test_a_sentence_is_heard_as_the_document_says(
    sentence: Sentence,
    line: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    content = str(content_with(sentence.written, tmp_path / "content"))
    monkeypatch.setenv("IVR_CONTENT_DIR", content)
    ringing = line(
        sentence.at[0], {"IVR_CONTENT_DIR": content, "IVR_TEST_SERVICE": "no", "IVR_ADVISER": "+33199000000"}
    )
    told = tells(ringing, sentence, lambda at: state_of(WHERE.get(sentence.place, sentence.place), at))
    written = _sections()
    if request.config.getoption("--update-calls"):
        _write(written | {sentence.say: told})
        return
    assert written.get(sentence.say) == told, "meant so? then `make phrases`"


def test_the_document_holds_the_sentences_and_no_others(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-calls"):
        _write(_sections())
    assert list(_sections()) == [sentence.say for sentence in sentences()]


def state_of(place: str, at: datetime) -> str:
    """What `ivr hours` says of a moment: open, perhaps or closed, and why."""
    found = CliRunner().invoke(hours, [place, "--at", f"{at:%Y-%m-%d %H:%M}"], catch_exceptions=False)
    states = ("OUVERT", "PEUT-ÊTRE", "FERMÉ")
    return next(line.strip() for line in found.output.splitlines() if line.strip().startswith(states))


def _sections() -> dict[str, str]:
    if not DOCUMENT.exists():
        return {}
    _, *parts = DOCUMENT.read_text(encoding="utf-8").rstrip("\n").split("\n\n## ")
    return {part.partition("\n")[0]: f"## {part}" for part in parts}


def _write(sections: dict[str, str]) -> None:
    ordered = [sections[sentence.say] for sentence in sentences() if sentence.say in sections]
    DOCUMENT.write_text("\n\n".join([HEAD.rstrip(), *ordered]) + "\n", encoding="utf-8")
