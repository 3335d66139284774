"""The turns of the walk that are heard differently, each with the first edge that says it."""

from collections.abc import Iterator, Mapping

from ivr.check.content.prompts import unsayable
from ivr.check.states import Edge
from ivr.check.subject import Subject
from ivr.hours.words import Words
from ivr.line.actions import Offer, Say, Turn
from ivr.wording.prompts import WordingError
from ivr.wording.speak import speak, text


def heard_turns(subject: Subject) -> Mapping[object, Edge]:
    """What is said -> an edge that says it. Turns that say nothing are left out."""
    found: dict[object, Edge] = {}
    for edge in subject.walk.said:
        if edge.turn.says:
            found.setdefault(what_is_said(edge.turn), edge)
    return found


def words_of(subject: Subject, turn: Turn, language: str) -> str:
    """A turn in words. Raises WordingError when the content can't say it."""
    return "\n".join(text(utterance) for utterance in speak(subject.prompts, language, turn.says))


def unspoken(subject: Subject) -> Iterator[tuple[Edge, Words]]:
    """The turns that can't be said, and why; those left out whose prompts' own faults are told with their line."""
    told = unsayable(subject)
    for edge in heard_turns(subject).values():
        for language in subject.prompts:
            try:
                words_of(subject, edge.turn, language)
            except WordingError as error:
                if told.isdisjoint((language, prompt) for prompt in _prompts(edge.turn)):
                    yield edge, error.words


def _prompts(turn: Turn) -> Iterator[str]:
    return (said.menu if isinstance(said, Offer) else said.prompt for said in turn.says)


def what_is_said(turn: Turn) -> object:
    """Something to look up by: turns that are heard alike have it alike."""
    return tuple(_part(said) for said in turn.says)


def _part(said: Say | Offer) -> object:
    return said if isinstance(said, Offer) else (said.prompt, tuple(said.values.values()))
