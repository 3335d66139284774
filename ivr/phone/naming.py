"""What was heard -> the names of the prompts that said it, where a record has their words: see words.py."""

import re
from collections.abc import Mapping, Sequence

from ivr.phone.phone import Phone
from ivr.phone.speakers import prompts_of
from ivr.phone.switchboard import Did
from ivr.phone.timeline import Heard
from ivr.phone.transcript import Entry, Named, entries
from ivr.phone.words import VALUE, Sentence, Words


def named_entries(phone: Phone, words: Words) -> tuple[Entry, ...]:
    """What happened in a call, with names for the words that are recorded, where the line tells who said them."""
    events, prompts = phone.events, prompts_of(phone)
    made: list[Heard | Did | Named] = []
    at = 0
    while at < len(events):
        named, length = _named(prompts.get(at, ""), events[at : _until(prompts, at, len(events))], words)
        made.append(named or events[at])
        at += length
    return entries(made)


def _until(prompts: Mapping[int, str], at: int, end: int) -> int:
    """Where the sentences of one prompt end that begin there."""
    return next((number for number in range(at, end) if prompts.get(number) != prompts.get(at)), end)


def _named(prompt: str, events: Sequence[Heard | Did], words: Words) -> tuple[Named | None, int]:
    """The prompt's name, if a record has what was heard of it, and how many sentences that is; else one as it is.

    Choices that schedules/ names are in no record: they follow the name as sentences.
    """
    told = [(one.language.partition("-")[0], one.text) for one in events if isinstance(one, Heard)]
    for language, recorded in words.items():
        sentences = recorded.get(prompt, ())
        values = _fits(sentences, told[: len(sentences)])
        if sentences and values is not None:
            return Named(prompt, language, values), len(sentences)
    return None, 1


def _fits(recorded: Sequence[Sentence], told: Sequence[Sentence]) -> Mapping[str, str] | None:
    """The values with which the recorded sentences are those that were told; None if there are none such."""
    if [language for language, _ in recorded] != [language for language, _ in told]:
        return None
    values: dict[str, str] = {}
    for (_, template), (_, sentence) in zip(recorded, told, strict=True):
        found = re.fullmatch(_pattern(template), sentence)
        if found is None or any(values.get(name, value) != value for name, value in found.groupdict().items()):
            return None
        values |= found.groupdict()
    return values


def _pattern(template: str) -> str:
    """A template as a pattern: "bis {closing}." -> "bis\\ (?P<closing>.+?)\\."."""
    pieces, seen, made = VALUE.split(template), set[str](), ""
    for text, name in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        made += re.escape(text)
        made += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)" if name else ""
        seen.add(name)
    return made
