"""A sentence lists no more than can be held in mind."""

import re
from collections.abc import Iterator

from ivr.check.ear.limits import ITEMS
from ivr.check.subject import Check, Seen, Subject
from ivr.check.texts import sentences
from ivr.hours.words import words

SENTENCE = re.compile(r"[.:!?;]\s")
ITEM = re.compile(r",\s(?:et |ou |and |or )?|\s(?:et|ou|and|or)\s")
SPELLED = re.compile(r"\b(?:\w|\d{1,2}|tiret|dash)(?:,? (?:\w|\d{1,2}|tiret|dash))+\b")  # letters and digits one by one


def find(subject: Subject) -> Iterator[Seen]:
    for said in sentences(subject):
        for sentence in SENTENCE.split(SPELLED.sub("x", said.text)):
            items = len(ITEM.split(sentence))
            if items > ITEMS:
                yield Seen(said.place, {"items": items, "most": ITEMS})


CHECK = Check(
    code="long-list",
    severity="warning",
    find=find,
    fr=("Une phrase énumère {items} choses ; {most} se retiennent.", "Partagez-la, ou n'en gardez que l'essentiel."),
    en=("A sentence lists {items} things; {most} can be remembered.", "Split it, or keep what matters most."),
    why=words(
        fr="On n'a pas le texte sous les yeux : ce qui suit chasse ce qui précède.",
        en="There is nothing to look at: what follows drives out what came before.",
    ),
)
