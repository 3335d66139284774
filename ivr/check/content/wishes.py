"""Checks of what callers may say in their own words, and of what answers a danger."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.words import words
from ivr.line.doubt import KEYS
from ivr.line.examples import NONE
from ivr.line.hearing import danger_of
from ivr.line.lexicon import DANGERS, LITTLE, Index, Phrase, Spoken, alarm_of
from ivr.line.patterns import pattern_of, sample, tokens_of
from ivr.wording.prompts import SAID, Prompts

# service-public.fr F33954: 15, 112, and 114 by text for who can't speak or hear; 3114.fr: métropole and overseas.
# Abroad nobody answers 15, 114 or 3114; gouvernement.fr, "Le 112": in all of the European Union.
NUMBERS = frozenset({"15", "112", "114", "3114"})
NUMBERS_ABROAD = frozenset({"112"})
NUMBER = re.compile(r"\d+(?: \d+)*")

What = TypeVar("What")
Told = tuple[tuple[str, tuple[tuple[str, Spoken], ...], tuple[tuple[str, tuple[str, ...]], ...]], ...]


@check(
    "unsaid-wish",
    fr=(
        "Rien de ce que l'on peut dire ne mène à « {wish} ».",
        "Ajoutez « {wish}: » sous « wishes: », avec ses « words: ».",
    ),
    en=("Nothing that may be said leads to “{wish}”.", "Add “{wish}:” under “wishes:”, with its “words:”."),
    why=words(
        fr="La table mène quelque part celui qui le demande : il faut des mots pour le demander, dans chaque langue.",
        en="The table leads somewhere who asks for it: there must be words to ask with, in every language.",
    ),
)
def unsaid_wish(subject: Subject) -> Iterator[Finding]:
    """Every wish of the table can be said in every language."""
    for prompts in subject.prompts.values():
        for wish in subject.flow.manners.wishes:
            if wish.name not in prompts.wishes or not prompts.wishes[wish.name].phrases:
                yield unsaid_wish.at(prompts.place("wishes"), wish=wish.name)


@check(
    "idle-wish",
    fr=(
        "« {wish} » ne mène nulle part.",
        "Retirez-le, ou corrigez son nom ; la table WISHES est dans ivr/line/flow.py.",
    ),
    en=("“{wish}” leads nowhere.", "Take it away, or correct its name; the table WISHES is in ivr/line/flow.py."),
    why=words(
        fr="Des mots compris pour rien : l'appelant entendrait « Je n'ai pas compris ».",
        en="Words that are understood for nothing: the caller would hear “I did not understand”.",
    ),
)
def idle_wish(subject: Subject) -> Iterator[Finding]:
    """No words are listened to that lead nowhere."""
    known = {wish.name for wish in subject.flow.manners.wishes}
    for prompts in subject.prompts.values():
        for name in prompts.wishes:
            if name not in known:
                yield idle_wish.at(prompts.place("wishes", name), wish=name)


@check(
    "idle-example",
    fr=(
        "Les exemples de « {meaning} » n'apprennent rien à la ligne : elle ne connaît pas ce nom.",
        "Corrigez le nom : celui d'une demande de « wishes: », emergency, despair, again, back, une langue, ou none.",
    ),
    en=(
        "The line learns nothing from the examples of “{meaning}”: it does not know that name.",
        "Correct the name: that of a wish of “wishes:”, emergency, despair, again, back, a language, or none.",
    ),
    why=words(
        fr="Une phrase ajoutée sous un nom mal écrit rendrait la ligne moins sûre de toutes les autres.",
        en="A sentence added under a misspelt name would make the line less sure of all the others.",
    ),
)
def idle_example(subject: Subject) -> Iterator[Finding]:
    """Examples are of something that can be understood."""
    known = {*DANGERS, NONE, *KEYS.values(), *subject.prompts, *(wish.name for wish in subject.flow.manners.wishes)}
    for language, prompts in subject.prompts.items():
        for meaning in prompts.examples:
            if meaning not in known:
                yield idle_example.at(Place(f"prompts/{language}{SAID}"), meaning=meaning)


@check(
    "lost-examples",
    severity="warning",
    fr=(
        "Ce que des appelants ont dit n'est pas connu dans cette langue, et l'est dans une autre.",
        "Remettez ce fichier, s'il manque ; sinon écrivez-le, comme celui de l'autre langue.",
    ),
    en=(
        "What callers have said is not known in this language, and is in another one.",
        "Put this file back if it is missing; else write it, like that of the other language.",
    ),
    why=words(
        fr="Sans exemples la ligne répond à qui parle, mais le comprend moins souvent : personne ne le remarquerait.",
        en="Without examples the line answers who speaks, but understands them less often: nobody would notice.",
    ),
)
def lost_examples(subject: Subject) -> Iterator[Finding]:
    """Where one language has learnt of examples, each has."""
    if any(prompts.examples for prompts in subject.prompts.values()):
        for language, prompts in subject.prompts.items():
            if not prompts.examples:
                yield lost_examples.at(Place(f"prompts/{language}{SAID}"))


@check(
    "excluded-words",
    fr=(
        "« {wish} » : « {phrase} » n'est jamais compris, car « {other} » l'exclut.",
        "Mettez la phrase sous « always: », ou précisez ce qui exclut, sous « unless: ».",
    ),
    en=(
        "“{wish}”: “{phrase}” is never understood, for “{other}” excludes it.",
        "Put the phrase under “always:”, or say more narrowly what excludes it, under “unless:”.",
    ),
    why=words(
        fr="Un mot exclu par lui-même se lit dans le fichier, et ne s'entend jamais.",
        en="A word that is excluded by itself can be read in the file, and is never heard.",
    ),
)
def excluded_words(subject: Subject) -> Iterator[Finding]:
    """What means something is not excluded by its own words."""
    for prompts in subject.prompts.values():
        little = frozenset(token for word in prompts.everywhere.get(LITTLE, ()) for token in tokens_of(word))
        for section, groups in (("wishes", prompts.wishes), ("dangers", prompts.dangers)):
            for name, spoken in groups.items():
                for phrase, other in _excluded(spoken, little):
                    place = prompts.place(section, name)
                    yield excluded_words.at(place, wish=name, phrase=phrase, other=other)


@lru_cache(maxsize=256)  # while schedules are tried, the words stay as they are
def _excluded(spoken: Spoken, little: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Phrases that are never understood, each with the first that excludes it."""
    unless = Index(tuple(Phrase(one, pattern_of(one)) for one in spoken.unless))
    by = {
        phrase: {one.meaning for one, _ in unless.matches(sample(pattern_of(phrase)), little)}
        for phrase in spoken.words
    }
    return tuple(
        (phrase, next(one for one in spoken.unless if one in by[phrase])) for phrase in spoken.words if by[phrase]
    )


@check(
    "alarming-word",
    fr=(
        "« {phrase} », que l'on peut dire pour « {name} », est entendu comme un danger.",
        "Changez-le, ou précisez les mots du danger, sous « dangers: ».",
    ),
    en=(
        "“{phrase}”, which may be said for “{name}”, is heard as a danger.",
        "Change it, or make the words of danger narrower, under “dangers:”.",
    ),
    why=words(
        fr="Qui demande un remboursement ne doit pas entendre les numéros d'urgence.",
        en="Who asks for a reimbursement must not hear the emergency numbers.",
    ),
)
def alarming_word(subject: Subject) -> Iterator[Finding]:
    """No words of a choice or a wish are words of danger."""
    told = tuple((one.language, _items(one.dangers), _items(one.everywhere)) for one in subject.prompts.values())
    for prompts in subject.prompts.values():
        said = tuple(_said(prompts))
        alarming = _alarming(tuple(phrase for *_, phrase in said), told)
        for section, key, name, phrase in said:
            if phrase in alarming:
                yield alarming_word.at(prompts.place(section, key), name=name, phrase=phrase)


def _items(found: Mapping[str, What]) -> tuple[tuple[str, What], ...]:
    return tuple(found.items())


@lru_cache(maxsize=8)  # while schedules are tried, the words stay as they are
def _alarming(phrases: tuple[str, ...], told: Told) -> frozenset[str]:
    """Those of the phrases that are heard as a danger."""
    alarms = tuple(alarm_of(language, dict(dangers), dict(everywhere)) for language, dangers, everywhere in told)
    return frozenset(one for one in set(phrases) if danger_of(sample(pattern_of(one)), alarms, faint=False)[0])


def _said(prompts: Prompts) -> Iterator[tuple[str, str, str, str]]:
    """What may be said, with its section, its key there, and what it stands for."""
    for key, prompt in prompts.prompts.items():
        yield from (("prompts", key, name, one) for name, choice in prompt.choices.items() for one in choice.words)
    for name, spoken in prompts.wishes.items():
        yield from (("wishes", name, name, phrase) for phrase in spoken.phrases)


@check(
    "danger-numbers",
    fr=(
        "« {key} » ne donne pas les bons numéros : il faut {wanted}, et aucun autre.",
        "Corrigez la phrase : quelqu'un est peut-être en train de mourir.",
    ),
    en=(
        "“{key}” doesn't give the right numbers: it needs {wanted}, and no other.",
        "Correct the sentence: somebody may be dying.",
    ),
    why=words(
        fr="En France le 15, le 112, le 114 par SMS et le 31 14 ; de l'étranger, seul le 112 répond, et pas partout.",
        en="In France 15, 112, 114 by text and 31 14; from abroad 112 alone answers, and not everywhere.",
    ),
)
def danger_numbers(subject: Subject) -> Iterator[Finding]:
    """A danger is answered by the numbers that can be reached from where the caller is."""
    for prompts in subject.prompts.values():
        for danger in DANGERS:
            for key, wanted in ((danger, NUMBERS), (f"{danger}_abroad", NUMBERS_ABROAD)):
                prompt = prompts.prompts.get(key)
                if prompt and {found.replace(" ", "") for found in NUMBER.findall(prompt.say)} != wanted:
                    yield danger_numbers.at(prompts.place("prompts", key), key=key, wanted=", ".join(sorted(wanted)))
