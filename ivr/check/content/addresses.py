"""Checks of the numbers and addresses to which callers are sent: none costs extra, none is unknown."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ivr.check.sentences import TEXTS, sentences
from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.words import words
from ivr.wording.sites import ALLOWED, is_allowed

# 081, 082, 089 (Arcep's plan): a price above the call's. Short numbers are free or surcharged: only these are known
# to be free of a surcharge (facts of the sheet; the bodies' own pages).
# Written in any of the usual ways: "0 892 70 12 34", "+33 (0)8 92...", or as prompts say digits, "08, 92, 70".
GAP = r"[\s.,-]{0,2}"
SURCHARGED = re.compile(rf"(?<!\d)(?:0|(?:\+|00 ?)?33{GAP}(?:\(0\))?){GAP}8{GAP}[129](?:{GAP}\d){{7}}(?!\d)")
SHORT = re.compile(r"(?<![\d,.] )(?<![\d,.])\b(3[0-9])\s?([0-9]{2})\b(?![ ,.]*\d)")
FREE_SHORT = frozenset({"3646", "3676", "3114"})


@check(
    "surcharged-number",
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
def surcharged_number(subject: Subject) -> Iterator[Finding]:
    """No number that costs more than a call is said, written or rung."""
    for place, text in _texts(subject):
        for found in _costly(text):
            yield surcharged_number.at(place, number=found)


@lru_cache(maxsize=TEXTS)
def _costly(text: str) -> tuple[str, ...]:
    """Numbers with a surcharge, and short ones that are not known to be without."""
    short = (match[0] for match in SHORT.finditer(text) if match[1] + match[2] not in FREE_SHORT)
    return (*(match[0] for match in SURCHARGED.finditer(text)), *short)


def _texts(subject: Subject) -> Iterator[tuple[Place, str]]:
    yield from ((sentence.place, sentence.text) for sentence in sentences(subject))
    for prompts in subject.prompts.values():
        yield from ((prompts.place("texts", name), body) for name, body in prompts.texts.items())
    schedules = subject.schedules
    for line in schedules.lines.values():
        yield from ((line.place, one) for one in (line.number, line.adviser))
    yield from ((caisse.place, caisse.adviser) for caisse in schedules.caisses.values())
    yield from ((regime.place, regime.number) for regime in schedules.regimes.values())


WRITTEN = re.compile(r"https?:\S*|\bwww\.\S*|\b[\w-]+\.(?:fr|eu|com|org|net|info)\b")
SPOKEN = re.compile(r"((?:\b[\w-]+,? )+)(?:point|dot) (f r|e u|com|org|net|info)\b")
DASH = frozenset({"tiret", "dash"})


@check(
    "written-address",
    fr=("« {address} » n'est pas une adresse permise, dite en mots.", "Écrivez par exemple « ameli point f r »."),
    en=("“{address}” is no allowed address, said in words.", "Write for example “ameli dot f r”."),
    why=words(
        fr="Les voix lisent mal les adresses écrites, et la ligne n'envoie que vers des sites connus.",
        en="Voices misread written addresses, and the line sends callers to known sites only.",
    ),
)
def written_address(subject: Subject) -> Iterator[Finding]:
    """An address on the web is spoken as words, and is an allowed one."""
    for sentence in sentences(subject):
        for address in _amiss(sentence.text):
            yield written_address.at(sentence.place, address=address)


@lru_cache(maxsize=TEXTS)
def _amiss(text: str) -> tuple[str, ...]:
    """Addresses that are written, and those that are spoken and not allowed."""
    spoken = (_spoken(before, ending) for before, ending in SPOKEN.findall(text))
    return (*WRITTEN.findall(text), *filter(None, spoken))


def _spoken(before: str, ending: str) -> str:
    """The address that the words before a dot, and after it, say; "" when it is allowed."""
    address = f"{_joined(before)}.{ending.replace(' ', '')}"
    allowed = is_allowed(address) or any(_is_spelled(before, ending, known) for known in ALLOWED)
    return "" if allowed else address


def _joined(before: str) -> str:
    """The last word before the dot, or the letters that are spelled there."""
    spelled: list[str] = []
    for word in reversed(before.replace(",", "").split()):
        if word in DASH or len(word) == 1:
            spelled.insert(0, "-" if word in DASH else word)
        elif not spelled:
            return word.lower()
        else:
            return "".join(spelled) if len(spelled) > 2 else word.lower() + "".join(spelled)
    return "".join(spelled)


def _is_spelled(before: str, ending: str, known: str) -> bool:
    """Whether the words before the dot, with every blank taken out, end in a known address."""
    letters = "".join("-" if word in DASH else word for word in before.replace(",", "").split()).lower()
    return f"{letters}.{ending.replace(' ', '')}".endswith(known)
