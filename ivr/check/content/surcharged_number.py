"""No number that costs more than a call is said, written or rung."""

import re
from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.check.texts import sentences
from ivr.findings import Place
from ivr.hours.words import words

# 081, 082, 089 (Arcep's plan): a price above the call's. Short numbers are free or surcharged: only these are known
# to be free of a surcharge (facts of the sheet; the bodies' own pages).
SURCHARGED = re.compile(r"(?<!\d)(?:0|\+?33 ?)8[ .,]?[129](?:[ .,]?\d){7}(?!\d)")
SHORT = re.compile(r"(?<![\d,.] )(?<![\d,.])\b(3[0-9]) ?([0-9]{2})\b(?![ ,.]*\d)")
FREE_SHORT = frozenset({"3646", "3676"})


def find(subject: Subject) -> Iterator[Seen]:
    for place, text in _texts(subject):
        for found in (*(match[0] for match in SURCHARGED.finditer(text)), *_short(text)):
            yield Seen(place, {"number": found})


def _short(text: str) -> Iterator[str]:
    for match in SHORT.finditer(text):
        if match[1] + match[2] not in FREE_SHORT:
            yield match[0]


def _texts(subject: Subject) -> Iterator[tuple[Place, str]]:
    yield from ((sentence.place, sentence.text) for sentence in sentences(subject))
    for prompts in subject.prompts.values():
        yield from ((prompts.place("texts", name), body) for name, body in prompts.texts.items())
    schedules = subject.schedules
    for line in schedules.lines.values():
        yield from ((line.place, one) for one in (line.number, line.adviser))
    yield from ((caisse.place, caisse.adviser) for caisse in schedules.caisses.values())
    yield from ((regime.place, regime.number) for regime in schedules.regimes.values())


CHECK = Check(
    code="surcharged-number",
    severity="error",
    find=find,
    fr=(
        "« {number} » est un numéro surtaxé, ou un numéro court dont le prix n'est pas connu.",
        "Donnez un autre numéro.",
    ),
    en=("“{number}” is a surcharged number, or a short one whose price is not known.", "Give another number."),
    why=words(
        fr="Un service public n'envoie personne vers un 081, 082 ou 089.",
        en="A public service sends nobody to an 081, 082 or 089 number.",
    ),
)
