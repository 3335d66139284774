"""Which place `ivr hours` was asked about: found, asked back where there are several, and told."""

from collections.abc import Iterator

from ivr.cli.hours_words import number_words, say
from ivr.cli.language import Refusal, language
from ivr.hours.schedules import Schedules
from ivr.places.whose import Found, Meaning, find, label

MOST = 8  # places of one name that are listed


def place_meant(schedules: Schedules, typed: str) -> Found:
    """Whose hours are meant; without a word the three lines. Raises Refusal, with what to type instead."""
    if not typed.strip():
        return Found(tuple(schedules.lines.values()))
    found = find(schedules, typed)
    if found.bodies:
        return found
    if found.others:
        raise Refusal("\n".join((say("which", typed=typed), *_listed(found.others))))
    near = ", ".join(label(meaning, language()) for meaning in found.near)
    raise Refusal(f"{say('unknown', typed=typed)} {say('near', near=near) if near else say('help')}")


def told_of_place(found: Found, typed: str) -> Iterator[str]:
    """How a name was understood, where that may surprise: a line each."""
    meant = Meaning(found.bodies, found.commune)
    if found.guessed:
        yield say("guessed", typed=typed, name=label(meant, language()))
    if found.commune:
        yield _with_people(meant)
    if found.others:
        others = ", ".join(label(meaning, language()) for meaning in found.others[:MOST])
        yield say("shared" if typed.strip().isdigit() else "taken", others=others)


def _listed(meanings: tuple[Meaning, ...]) -> Iterator[str]:
    yield from (f"  {_with_people(meaning)}" for meaning in meanings[:MOST])
    if len(meanings) > MOST:
        yield f"  {say('more', count=len(meanings) - MOST)}"


def _with_people(meaning: Meaning) -> str:
    people = meaning.commune.people if meaning.commune else meaning.people
    return say("commune", name=label(meaning, language()), people=number_words(people))
