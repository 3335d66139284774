"""Templates of what callers hear: reasons behind a colon, and whole notices, French with their English.

A reason is a group of words: "Nos conseillers ne répondent pas en ce moment : mouvement social."
A notice is whole sentences.
"""

from dataclasses import dataclass
from typing import Literal

from ivr.hours.words import Words, words
from ivr.line.patterns import tokens_of

Occasion = Literal["emergency", "planned", "open"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why callers find it closed, or open. `occasions`: when it is offered."""

    words: Words
    occasions: tuple[Occasion, ...]


def _reason(fr: str, en: str, *occasions: Occasion) -> Reason:
    return Reason(words(fr=fr, en=en), occasions)


REASONS: tuple[Reason, ...] = (
    _reason("panne de notre réseau téléphonique", "a failure of our telephone network", "emergency"),
    _reason("incident informatique", "a computer failure", "emergency"),
    _reason("coupure d'électricité", "a power cut", "emergency"),
    _reason("mouvement social", "a strike", "emergency", "planned"),
    _reason("intempéries", "bad weather", "emergency"),
    _reason("alerte cyclonique", "a cyclone warning", "emergency"),
    _reason("inondations", "floods", "emergency"),
    _reason("évacuation de nos locaux", "an evacuation of our offices", "emergency"),
    _reason("urgence sanitaire", "a public health emergency", "emergency"),
    _reason("événement exceptionnel", "an exceptional event", "emergency", "planned"),
    _reason("réunion du personnel", "a staff meeting", "planned"),
    _reason("assemblée générale", "a general meeting", "planned"),
    _reason("formation des conseillers", "adviser training", "planned"),
    _reason("travaux dans nos locaux", "building works in our offices", "planned"),
    _reason("mise à jour de nos outils", "an update of our systems", "planned"),
    _reason("inventaire", "stocktaking", "planned"),
    _reason("déménagement de nos services", "a move to new offices", "planned"),
    _reason("pont de l'Ascension", "the long Ascension weekend", "planned"),
    _reason("veille de Noël", "Christmas Eve", "planned"),
    _reason("fêtes de fin d'année", "the end-of-year holidays", "planned"),
    _reason("horaires d'été", "summer hours", "planned"),
    _reason("horaires du ramadan", "Ramadan hours", "planned"),
    _reason("permanence du samedi", "Saturday opening", "open"),
    _reason("permanence", "an adviser on call", "open"),
    _reason("journée portes ouvertes", "an open day", "open"),
    _reason("journée de solidarité", "solidarity day", "open"),
)

NOTICES: tuple[Words, ...] = (
    words(
        fr="Aujourd'hui, en raison d'un mouvement social, l'attente peut être plus longue.",
        en="Today, because of a strike, you may have to wait longer.",
    ),
    words(
        fr="En raison d'un grand nombre d'appels, l'attente est plus longue que d'habitude.",
        en="Because of many calls, you will wait longer than usual.",
    ),
    words(
        fr="Le compte ameli est momentanément indisponible. Nous faisons le nécessaire.",
        en="The ameli account is not available for the moment. We are working on it.",
    ),
    words(
        fr="Nos outils sont ralentis : un conseiller peut ne pas trouver votre dossier tout de suite.",
        en="Our systems are slow: an adviser may not find your file at once.",
    ),
    words(
        fr="En raison des intempéries, certains accueils sont fermés.",
        en="Because of the weather, some reception desks are closed.",
    ),
    words(
        fr="Méfiez-vous des appels et des SMS frauduleux : nous ne demandons jamais de données bancaires.",
        en="Beware of fraudulent calls and texts: we never ask for bank details.",
    ),
)


def reasons_for(occasion: Occasion) -> tuple[Reason, ...]:
    """Those that are offered on an occasion."""
    return tuple(reason for reason in REASONS if occasion in reason.occasions)


def reason_of(typed: str) -> Words | None:
    """The reason that is meant: one that is typed whole, or how one of an emergency begins, "panne" or "Intempéries".

    None where none is meant, or several.
    """
    wanted = tokens_of(typed)
    whole = [one.words for one in REASONS if tokens_of(one.words["fr"]) == wanted]
    begin = [one.words for one in reasons_for("emergency") if tokens_of(one.words["fr"])[: len(wanted)] == wanted]
    found = whole or (begin if wanted else [])
    return found[0] if len(found) == 1 else None
