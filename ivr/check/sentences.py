"""Every sentence of the content that a caller may hear, with its place: prompts, choices, notices, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.check.subject import Subject
from ivr.findings import Place

TEXTS = 4096  # whose findings a check remembers: most of what is said is as it was at the last publication


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that are spoken."""

    place: Place
    language: str
    text: str


def sentences(subject: Subject) -> Iterator[Sentence]:
    """All of them, each as it stands in its file."""
    yield from _prompts(subject)
    for bulletin in subject.schedules.bulletins:
        yield from (Sentence(bulletin.place, *pair) for pair in bulletin.words.items())
    for closure in subject.above:
        yield from (Sentence(closure.place, *pair) for pair in closure.reason.items())


def _prompts(subject: Subject) -> Iterator[Sentence]:
    for language, prompts in subject.prompts.items():
        for key, prompt in prompts.prompts.items():
            place = prompts.place("prompts", key)
            said = (text for text in (prompt.say, prompt.help) if text)
            yield from (Sentence(place, prompt.language or language, text) for text in said)
            for choice in prompt.choices.values():
                yield Sentence(place, choice.language or language, choice.offer)
