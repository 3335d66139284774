"""What Twilio's error codes mean for a text: again later, or not, and why in words.

Source: twilio.com/docs/api/errors, one page a code. A code that isn't here is judged by its HTTP status alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One error code: `again` when trying later may help, and the reason that the staff reads."""

    again: bool
    reason: str


# Answers to the request itself: nothing was sent.
REFUSALS: dict[int, Failure] = {
    14107: Failure(True, "trop de messages à ce numéro en peu de temps"),
    20003: Failure(True, "identifiants Twilio refusés : à corriger dans les réglages"),
    20005: Failure(True, "compte Twilio inactif"),
    20404: Failure(True, "compte Twilio introuvable : à corriger dans les réglages"),
    20429: Failure(True, "Twilio demande de ralentir"),
    21211: Failure(False, "numéro invalide"),
    21212: Failure(True, "expéditeur invalide : à corriger dans les réglages"),
    21408: Failure(True, "envoi vers cette région non autorisé dans le compte Twilio (Geo Permissions)"),
    21602: Failure(False, "texte vide"),
    21604: Failure(False, "numéro manquant"),
    21606: Failure(True, "cet expéditeur ne peut pas écrire à ce numéro : à corriger dans les réglages"),
    21608: Failure(False, "compte Twilio d'essai : ce numéro n'y est pas vérifié"),
    21609: Failure(True, "adresse publique refusée par Twilio : à corriger dans les réglages"),
    21610: Failure(False, "ce numéro a répondu STOP"),
    21611: Failure(True, "file d'attente de l'expéditeur pleine"),
    21612: Failure(False, "aucun chemin vers ce numéro avec cet expéditeur"),
    21614: Failure(False, "ce numéro n'est pas un mobile"),
    21617: Failure(False, "texte trop long"),
    21659: Failure(True, "l'expéditeur n'est pas un numéro de Twilio : à corriger dans les réglages"),
    21660: Failure(True, "l'expéditeur est d'un autre compte Twilio : à corriger dans les réglages"),
    21661: Failure(True, "l'expéditeur ne peut pas envoyer de SMS : à corriger dans les réglages"),
    21701: Failure(True, "service de messagerie inconnu : à corriger dans les réglages"),
    21703: Failure(True, "service de messagerie sans expéditeur : à corriger dans les réglages"),
    21705: Failure(True, "service de messagerie invalide : à corriger dans les réglages"),
}

# Said in a receipt: the message exists, and was not delivered.
NOT_DELIVERED: dict[int, str] = {
    30001: "file d'attente débordée chez Twilio",
    30002: "compte Twilio suspendu",
    30003: "téléphone injoignable",
    30004: "message bloqué",
    30005: "numéro inconnu de l'opérateur",
    30006: "ligne fixe ou opérateur injoignable",
    30007: "filtré par l'opérateur",
    30008: "erreur inconnue chez l'opérateur",
    30036: "délai de validité dépassé",
    30410: "l'opérateur n'a pas répondu",
    30450: "bloqué par la protection antifraude de Twilio",
}

TOO_MANY_REQUESTS = 429


def refused(status: int, code: int | None) -> Failure | None:
    """What a refusal with this HTTP status means; None when its outcome is uncertain (5xx, a redirect, anything odd).

    401, 403 and 404 are faults of ours, mended in the settings: the text waits meanwhile. 429 was "never processed".
    """
    if code in REFUSALS and 400 <= status < 500:
        return REFUSALS[code]
    if status in (401, 403, 404, TOO_MANY_REQUESTS):
        return Failure(True, f"refusé par Twilio (HTTP {status})")
    if status in (400, 402, 405, 410, 413, 415, 422):
        return Failure(False, f"refusé par Twilio (HTTP {status})")
    return None


def not_delivered(code: int | None) -> str:
    """The reason that goes with a receipt's error code, "" when it has none."""
    if code is None:
        return ""
    return NOT_DELIVERED.get(code) or (REFUSALS[code].reason if code in REFUSALS else f"erreur Twilio {code}")
