"""What goes wrong between this machine and Twilio, as findings: the cause, and what to do."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.response import Response

from ivr.carrier.client import PatientHttpClient
from ivr.carrier.codes import CODES, page_of
from ivr.findings import Finding, Kind, Place
from ivr.refused import Refused

Answer = TypeVar("Answer")

TWILIO = Place("Twilio")
UNKNOWN_TOKEN = Kind(
    "token",
    fr=(
        "Il refuse ces identifiants : TWILIO_ACCOUNT_SID et le jeton (ou la clé d'API) ne vont pas ensemble{where}.",
        "Recopiez les deux de sa console, Account Info.{region}",
    ),
    en=(
        "It refuses these credentials: TWILIO_ACCOUNT_SID and the token (or API key) don't belong together{where}.",
        "Copy both again from its console, Account Info.{region}",
    ),
)
FORBIDDEN = Kind(
    "forbidden",
    fr=(
        "Il connaît ces identifiants, et ne les laisse pas lire ceci (403) : des identifiants de test, ou une clé "
        "d'API restreinte.",
        "Prenez les identifiants réels (Live credentials), ou une clé « Main » ou « Standard ».",
    ),
    en=(
        "It knows these credentials, and doesn't let them read this (403): test credentials, or a restricted API key.",
        "Take the live credentials, or a Main or Standard key.",
    ),
)
ABSENT = Kind(
    "absent",
    fr=(
        "Il ne connaît pas cela (404) : {what}.",
        "Vérifiez l'identifiant, et que TWILIO_ACCOUNT_SID et TWILIO_REGION sont ceux où il se trouve.",
    ),
    en=(
        "It knows no such thing (404): {what}.",
        "Check the identifier, and that TWILIO_ACCOUNT_SID and TWILIO_REGION are where it is.",
    ),
)
SLOW_DOWN = Kind(
    "slow-down",
    fr=("Il demande de ralentir (429).", "Recommencez dans {seconds} s : rien n'a été fait."),
    en=("It asks to slow down (429).", "Try again in {seconds} s: nothing was done."),
)
AWAY = Kind(
    "away",
    fr=("Il est en panne (HTTP {status}).", "Recommencez plus tard ; son état : https://status.twilio.com."),
    en=("It is out of order (HTTP {status}).", "Try again later; its state: https://status.twilio.com."),
)
UNREACHED = Kind(
    "unreached",
    fr=(
        "Il n'a pas pu être joint d'ici ({why}).",
        "Vérifiez le réseau, le mandataire (HTTPS_PROXY) et le pare-feu de cette machine.",
    ),
    en=(
        "It could not be reached from here ({why}).",
        "Check this machine's network, proxy (HTTPS_PROXY) and firewall.",
    ),
)
TOO_LATE = Kind(
    "too-late",
    fr=("Il n'a pas répondu à temps.", "Recommencez ; une demande déjà partie est peut-être faite : voyez d'abord."),
    en=("It did not answer in time.", "Try again; what was asked may have been done: look first."),
)
CODED = Kind(
    "refused",
    fr=("Il refuse (erreur {code}) : {means}.", "{do}. Voir {page}"),
    en=("It refuses (error {code}): {means}.", "{do}. See {page}"),
)
OTHER = Kind(
    "refused",
    fr=("Il refuse (HTTP {status}, erreur {code}) : {told}", "Voir {page}"),
    en=("It refuses (HTTP {status}, error {code}): {told}", "See {page}"),
)


class TwilioTrouble(Refused):
    """Twilio refused, or was not reached."""


def asked(http: PatientHttpClient, region: str, ask: Callable[[], Answer]) -> Answer:
    """What Twilio answers. Raises TwilioTrouble with the cause for whatever else may happen."""
    try:
        return ask()
    except (TwilioException, requests.RequestException) as error:
        raise TwilioTrouble(finding_of(error, region, http.retry_after)) from error


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Twilio says of a request that it refuses: HTTP status, its own code and words, and what was asked for."""

    status: int
    code: int
    told: str
    uri: str


def finding_of(error: Exception, region: str = "", retry_after: str = "") -> Finding:
    """An error of Twilio's client, as people are told about it."""
    if refusal := refusal_in(error):
        return _refusal(refusal, region, retry_after)
    if isinstance(error, requests.ReadTimeout):
        return TOO_LATE.at(TWILIO)
    return UNREACHED.at(TWILIO, why=type(error).__name__)


def refusal_in(error: Exception) -> Refusal | None:
    """Twilio's own answer in an error, in whichever of the client's three forms; None where there was none."""
    match error:
        case TwilioRestException():
            return Refusal(error.status, error.code or 0, error.msg, error.uri)
        case TwilioServiceException():
            return Refusal(error.status, error.code or 0, error.detail or error.title, error.uri)
        case TwilioException(args=(_, Response() as answer)):  # a page of a list
            told = _read(answer.text)
            return Refusal(answer.status_code, int(told.get("code") or 0), str(told.get("message", "")), "")
    return None


def _read(body: str) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refusal(error: Refusal, region: str, retry_after: str) -> Finding:
    match error.status:
        case 401:
            return UNKNOWN_TOKEN.at(TWILIO, where=f" ({region})" if region else "", region=_region_words(region))
        case 403 if error.code not in CODES:
            return FORBIDDEN.at(TWILIO)
        case 404:
            return ABSENT.at(TWILIO, what=error.uri.partition("?")[0] or "-")
        case 429:
            return SLOW_DOWN.at(TWILIO, seconds=retry_after or "60")
        case status if status >= 500:
            return AWAY.at(TWILIO, status=status)
    if known := CODES.get(error.code):
        return CODED.at(TWILIO, code=error.code, means=known.means, do=known.do, page=page_of(error.code))
    return OTHER.at(TWILIO, status=error.status, code=error.code, told=error.told, page=page_of(error.code))


def _region_words(region: str) -> dict[str, str]:
    if region in ("", "us1"):
        return {"fr": "", "en": ""}
    return {
        "fr": f" La région {region} a ses propres jetons et clés.",
        "en": f" Region {region} has tokens and keys of its own.",
    }
