"""Asks the public address as Twilio would, with a request that changes nothing: what answers there, and as whom."""

import re
from urllib.parse import urlsplit

from ivr.doctor.facts import Reply
from ivr.phone.refusal import TwimlError
from ivr.phone.transports import HttpTransport
from ivr.phone.webhooks import ACCOUNT, Answer, Parties, Transport, Webhooks, new_rehearsal_sid
from ivr.settings import Settings

ASKED = "/rehearsal"  # it does nothing, and tells whoever signs whether calls may be rehearsed
SEEN = re.compile(r"Seen: (?P<seen>\S*) Configured: (?P<configured>\S*)")
REDIRECTS = range(300, 400)


def transport_to(url: str) -> Transport:
    """The way to an address."""
    return HttpTransport(url)


def reply_of(settings: Settings) -> Reply:
    """What the public address answers. Never raises."""
    parties = Parties("", "", new_rehearsal_sid(), settings.account_sid or ACCOUNT)
    webhooks = Webhooks(transport_to(settings.public_url), settings.tokens[0], parties)
    try:
        answer = webhooks.send(webhooks.ask(settings.public_url + ASKED, {}, status="ringing"))
    except TwimlError as error:
        return Reply(kind="no answer", why=_reason(error))
    return understood(answer)


def understood(answer: Answer) -> Reply:
    """What an answer tells of who gave it."""
    said = answer.body.decode("utf-8", "replace")
    if answer.status == 204 or "No rehearsals here" in said:
        return Reply(kind="ours", status=answer.status)
    if answer.status in REDIRECTS:
        return Reply(kind="redirected", status=answer.status, seen=urlsplit(answer.location).netloc or "?")
    if "Signed for another address" in said:
        told = SEEN.search(said)
        hosts = told.groupdict() if told else {"seen": "?", "configured": "?"}
        return Reply(kind="another address", status=answer.status, **hosts)
    if "Signed for another account" in said:
        return Reply(kind="another account", status=answer.status)
    if "Not signed by Twilio" in said:
        return Reply(kind="refused", status=answer.status)
    return Reply(kind="something else", status=answer.status)


def _reason(error: TwimlError) -> str:
    """The system's own words: "connection refused"."""
    inner = error.__cause__
    return getattr(inner, "strerror", None) or str(inner or error.what)
