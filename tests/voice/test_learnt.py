"""What callers' words are learnt from is learnt before a call needs it, and once for the same words."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from ivr.content.prompts import read_prompts
from ivr.factory import House, create_app
from ivr.line.flow import FLOW
from ivr.published import kept_examples
from ivr.settings import Settings
from ivr.voice import vocabulary
from tests.ringing import Ringing
from tests.serving import MOBILE, TOKEN, TUESDAY_10H


def test_no_caller_waits_while_words_are_learnt(line: Callable[..., Ringing], monkeypatch: pytest.MonkeyPatch) -> None:
    placed = line(TUESDAY_10H)

    monkeypatch.setattr(kept_examples, "examples_of", too_late)
    placed.phone(MOBILE).dial().say("créer un compte").hears("ameli")


def too_late(_: object) -> None:
    raise AssertionError("learnt during a call, or again")


def test_a_start_reads_what_the_one_before_it_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree("schedules", tmp_path / "schedules")
    shutil.copytree("prompts", tmp_path / "prompts")
    for said in (tmp_path / "prompts").glob("*.said.yaml"):
        said.write_text("emergency:\n  - il ne respire plus\n...\n", encoding="utf-8")
    settings = Settings(
        auth_token=TOKEN,
        database_url=f"sqlite:///{tmp_path}/line.sqlite3",
        metrics_address="",
        content_dir=str(tmp_path),
    )

    def start() -> House:
        monkeypatch.setattr(vocabulary, "_learnt", [])
        house: House = create_app(settings, clock=lambda: TUESDAY_10H).extensions["ivr"]
        return house

    first = start()
    assert not (tmp_path / "kept" / "examples").exists(), "nothing is written before it serves"
    first.published.keep()
    monkeypatch.setattr(kept_examples, "examples_of", too_late)
    second = start()
    assert vocabulary._learnt[0].alarms_in("fr")[0].examples.has(("il", "ne", "respire", "plus"))
    first.close()
    second.close()


def test_the_same_words_are_learnt_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_learnt", [])
    prompts = read_prompts(Path("prompts"))
    first = vocabulary.learnt_of(FLOW, prompts)
    assert vocabulary.learnt_of(FLOW, deepcopy(dict(prompts))) is first, "read again, or with other schedules"
    other = dict(prompts) | {"fr": deepcopy(prompts["en"])}
    assert vocabulary.learnt_of(FLOW, other) is not first
    assert vocabulary.learnt_of(FLOW, prompts) is first, "calls go on in the words before"
