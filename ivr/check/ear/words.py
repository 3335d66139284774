"""Checks of words: what can be held in mind, and is said on the telephone."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ivr.check.ear.limits import ITEMS
from ivr.check.sentences import TEXTS, sentences
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.wording.phrases import PLACEHOLDER

SENTENCE = re.compile(r"[.:!?;]\s")
ITEM = re.compile(r",\s(?:et |ou |and |or )?|\s(?:et|ou|and|or)\s")
SPELLED = re.compile(r"\b(?:\w|\d{1,2}|tiret|dash)(?:,? (?:\w|\d{1,2}|tiret|dash))+\b")  # letters and digits one by one


@check(
    "long-list",
    severity="warning",
    fr=("Une phrase énumère {items} choses ; {most} se retiennent.", "Partagez-la, ou n'en gardez que l'essentiel."),
    en=("A sentence lists {items} things; {most} can be remembered.", "Split it, or keep what matters most."),
    why=words(
        fr="On n'a pas le texte sous les yeux : ce qui suit chasse ce qui précède.",
        en="There is nothing to look at: what follows drives out what came before.",
    ),
)
def long_list(subject: Subject) -> Iterator[Finding]:
    """A sentence lists no more than can be held in mind."""
    for said in sentences(subject):
        for items in _lists(said.text):
            if items > ITEMS:
                yield long_list.at(said.place, items=items, most=ITEMS)


@lru_cache(maxsize=TEXTS)
def _lists(text: str) -> tuple[int, ...]:
    """How many things each of its sentences lists."""
    return tuple(len(ITEM.split(sentence)) for sentence in SENTENCE.split(SPELLED.sub("x", text)))


AVOIDED: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "veuillez", "merci de patienter", "votre appel est important", "nos menus ont changé", "écoutez attentivement",
        "serveur vocal", "cliquez", "ci-dessous", "ci-dessus", "ci-joint", "afin de", "dans le cadre de", "usager",
        "assuré social", "suscité", "susmentionné", "n°", "etc", "cf", "mme", "tel", "tél", "svp",
    ),
    "en": (
        "please listen carefully", "our menu has changed", "our menu options have changed", "your call is important",
        "click", "below", "above-mentioned", "hereby", "in order to", "etc", "e.g", "i.e", "asap", "utilise", "utilize",
    ),
}  # fmt: skip
UNSPEAKABLE = re.compile(r"[&<>=@#*/_\[\]|\\]|\d\s?€|€")


@check(
    "avoided-words",
    severity="warning",
    fr=("« {word} » ne se dit pas au téléphone.", "Dites-le plus simplement, en toutes lettres."),
    en=("“{word}” is not said on the telephone.", "Say it more simply, in full."),
    why=words(
        fr="Formules de guichet, abréviations et signes : la voix les lit mal, et l'appelant les subit.",
        en="Office phrases, abbreviations and signs: voices misread them, and callers suffer them.",
    ),
)
def avoided_words(subject: Subject) -> Iterator[Finding]:
    """Words that are not spoken French or English, or that waste the caller's time."""
    for said in sentences(subject):
        for word in _avoided(said.language, said.text):
            yield avoided_words.at(said.place, word=word)


@lru_cache(maxsize=TEXTS)
def _avoided(language: str, text: str) -> tuple[str, ...]:
    """What of the list stands in a text, and the first sign that can't be spoken."""
    avoided = tuple(word for word in AVOIDED.get(language, ()) if _stands_in(word, text.lower()))
    unspeakable = UNSPEAKABLE.search(PLACEHOLDER.sub("", text))
    return (*avoided, unspeakable[0]) if unspeakable else avoided


def _stands_in(word: str, text: str) -> bool:
    """Whether it does as a whole word; an expression is only asked where its letters are there at all."""
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
