"""What the line says of each prompt, as tests/calls/words has it recorded: see tests/calls/FORMAT.md."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ivr.content.prompts import read_prompts
from ivr.line.actions import Offer
from ivr.line.conversation import offered_in
from ivr.line.flow import FLOW
from ivr.line.steps import Menu
from ivr.phone.timeline import sentences
from ivr.phone.transports import WsgiTransport
from ivr.phone.webhooks import Answer, Request
from ivr.phone.words import Sentence, Words
from ivr.voice.speaker import Speaker
from ivr.voice.way import SAID, way_headers
from ivr.wording.phrases import fill, plain
from ivr.wording.speak import HELP, Languages, Utterance, speak

WORDS = Path(__file__).parent / "calls" / "words"
HEADING = "What a call in this language hears of each prompt, its menu with its keys; written by `make calls`."


class Telling:
    """A way to a line of this process by which any call hears which prompts spoke, as a rehearsal does."""

    def __init__(self, way: WsgiTransport, patch: pytest.MonkeyPatch) -> None:
        self.base_url, self._way = way.base_url, way
        self._said: dict[bytes, str] = {}
        build = Speaker.document

        def document(speaker: Speaker, snapshot: Any, turn: Any, *rest: Any) -> bytes:
            built = build(speaker, snapshot, turn, *rest)
            self._said[built] = way_headers(snapshot.prompts, turn)[SAID]
            return built

        patch.setattr(Speaker, "document", document)

    def send(self, request: Request) -> Answer:
        answer = self._way.send(request)
        return replace(answer, said=self._said.get(answer.body, ""))


@cache
def words_now() -> Words:
    """The words of the prompts as they are now."""
    prompts = read_prompts(Path("prompts"))
    return {language: dict(_language(prompts, language)) for language in prompts}


def _language(prompts: Languages, language: str) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    for key, prompt in prompts[language].prompts.items():
        step = FLOW.steps.get(key)
        menu = step if isinstance(step, Menu) else None
        speaks = prompt.language or language
        offered = Offer(key, offered_in(menu, language)) if menu else Offer(key, ())
        told = (*_said(prompt.say, menu, speaks), *_heard(prompts, speak(prompts, language, (offered,))))
        yield from [(key, told)] if told else []
        yield from [(key + HELP, tuple(_said(prompt.help, menu, speaks)))] if prompt.help else []


def _said(words: str, menu: Menu | None, language: str) -> Iterator[Sentence]:
    """A prompt's own words: what calls fill in stands in braces; how many choices a menu has is known."""
    counted = str(menu.counted) if menu and not menu.each else ""
    text = plain(fill(words, lambda name, _: counted if name == "count" and counted else f"{{{name}}}"))
    yield from ((language, sentence) for sentence in sentences(text) if sentence)


def _heard(prompts: Languages, spoken: Iterable[Utterance]) -> Iterator[Sentence]:
    languages = {own.locale: language for language, own in prompts.items()}
    for utterance in spoken:
        for part in utterance.parts:
            if isinstance(part, str):
                yield from ((languages[utterance.locale], sentence) for sentence in sentences(part))
