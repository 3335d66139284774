"""Every sentence of the content that a caller may hear, with its place: prompts, choices, notices, names, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.check.subject import Subject
from ivr.findings import Place
from ivr.hours.rule import Dated, Emergency


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that are spoken."""

    place: Place
    language: str
    text: str


def sentences(subject: Subject) -> Iterator[Sentence]:
    """All of them, each as it stands in its file."""
    yield from _prompts(subject)
    yield from _bulletins(subject)
    yield from _closures(subject)


def _prompts(subject: Subject) -> Iterator[Sentence]:
    for language, prompts in subject.prompts.items():
        for key, prompt in prompts.prompts.items():
            place = subject.prompt_place(language, key)
            yield from (
                Sentence(place, prompt.language or language, text) for text in (prompt.say, prompt.help) if text
            )
            for choice in prompt.choices.values():
                yield Sentence(place, choice.language or language, choice.offer)


def _bulletins(subject: Subject) -> Iterator[Sentence]:
    for bulletin in subject.schedules.bulletins:
        yield from (Sentence(bulletin.place, *pair) for pair in bulletin.words.items())


def _closures(subject: Subject) -> Iterator[Sentence]:
    for rule in subject.schedules.rules:
        above: tuple[Dated | Emergency, ...] = (*rule.dated, *rule.emergencies)
        for one in above:
            yield from (Sentence(one.place, *pair) for pair in one.reason.items())
