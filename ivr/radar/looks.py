"""What each kind of surprise is called, and the sign that stands for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.hours.words import NO_WORDS, Words, words
from ivr.radar.surprise import Kind


@dataclass(frozen=True, slots=True)
class Look:
    """What a kind of surprise is called, and its sign; what is to be known of it, said once."""

    name: Words
    sign: str
    legend: Words = NO_WORDS


SIGNS = words(
    fr="× fermé   + ouvert   ± autres horaires   ? peut-être   ~ à savoir   ! à faire",
    en="× closed   + open   ± other hours   ? perhaps   ~ to know   ! to do",
)
KINDS: Mapping[Kind, Look] = {
    "clock": Look(words(fr="heure", en="clock"), "~"),
    "bulletin": Look(words(fr="annonce", en="notice"), "~"),
    "holiday": Look(
        words(fr="férié local", en="holiday"),
        "×",
        words(fr="fermé là seulement, ouvert ailleurs.", en="closed there only, open elsewhere."),
    ),
    "run": Look(words(fr="fermé", en="closed"), "×"),
    "closure": Look(words(fr="fermeture", en="closure"), "×"),
    "emergency": Look(words(fr="urgence", en="emergency"), "×"),
    "opening": Look(words(fr="ouverture", en="opening"), "+"),
    "working": Look(words(fr="ouvert", en="open"), "+"),
    "hours": Look(words(fr="horaires", en="hours"), "±"),
    "provisional": Look(
        words(fr="provisoire", en="provisional"),
        "?",
        words(
            fr="dit « sous réserve » jusqu'à ce que holidays.yaml le confirme, dès que le Grand cadi l'annonce.",
            en="told as unsettled until holidays.yaml confirms it, once the Grand cadi has announced it.",
        ),
    ),
    "uncertain": Look(
        words(fr="à confirmer", en="to confirm"),
        "?",
        words(
            fr="« also_closed » ou « works_on » de la caisse tranche ; holidays.yaml, pour une seule année.",
            en="“also_closed” or “works_on” of the caisse settles it; holidays.yaml, for one year alone.",
        ),
    ),
    "endless": Look(words(fr="sans fin", en="endless"), "!"),
    "lapse": Look(words(fr="périmé", en="lapsed"), "!"),
    "assumed": Look(
        words(fr="supposé", en="assumed"),
        "!",
        words(fr="le minimum national, dit « en règle générale ».", en="the national minimum, told “as a rule”."),
    ),
    "source": Look(words(fr="source", en="source"), "!"),
}
TO_DO: tuple[Kind, ...] = ("endless", "lapse", "assumed", "source")
