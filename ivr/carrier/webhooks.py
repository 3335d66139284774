"""Where Twilio is to ask when a number is rung: what the settings want of a number, and what differs. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from ivr.hours.words import Words, words
from ivr.settings import Settings

# How patient Twilio is to be, in the address's fragment, which it neither sends nor signs: two seconds to connect, four
# to wait for an answer, two more tries after a failure of any kind, fourteen seconds in all, from the nearest edges.
# Another try is safe: a turn is answered alike each time, and a text asked for twice is one row.
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
PATIENCE = "#ct=2000&rt=4000&tt=14000&rc=2&rp=5xx,ct,rt&e=dublin,frankfurt"
POST = "POST"


@dataclass(frozen=True, slots=True)
class Webhooks:
    """A number's settings that decide where its calls go. An application or a trunk makes Twilio ignore the rest."""

    voice_url: str = ""
    voice_method: str = POST
    voice_fallback_url: str = ""
    voice_fallback_method: str = POST
    status_callback: str = ""
    status_callback_method: str = POST
    voice_application_sid: str = ""
    trunk_sid: str = ""


NAMES: Mapping[str, Words] = {
    "voice_url": words(fr="appel", en="call"),
    "voice_method": words(fr="appel, méthode", en="call, method"),
    "voice_fallback_url": words(fr="secours", en="fallback"),
    "voice_fallback_method": words(fr="secours, méthode", en="fallback, method"),
    "status_callback": words(fr="fin d'appel", en="end of call"),
    "status_callback_method": words(fr="fin d'appel, méthode", en="end of call, method"),
    "voice_application_sid": words(fr="application TwiML", en="TwiML application"),
    "trunk_sid": words(fr="trunk SIP", en="SIP trunk"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One of them as it is, and as it is to be."""

    field: str
    before: str
    after: str


def wanted(settings: Settings) -> Webhooks:
    """What a number of this service is to have."""
    return Webhooks(
        voice_url=f"{settings.public_url}/voice{PATIENCE}",
        voice_fallback_url=f"{settings.public_url}/voice/fallback{PATIENCE}",
        status_callback=f"{settings.public_url}/voice/status{PATIENCE}",
    )


def differences(before: Webhooks, after: Webhooks) -> tuple[Difference, ...]:
    """What is to change; a method counts only where there is an address."""
    return tuple(_each_difference(_settled(before), _settled(after)))


def leads_here(present: Webhooks, settings: Settings) -> bool:
    """Whether calls reach this service, however patiently."""
    bare = replace(present, voice_url=present.voice_url.partition("#")[0])
    return bare.voice_url == f"{settings.public_url}/voice" and not (bare.voice_application_sid or bare.trunk_sid)


def _each_difference(before: Webhooks, after: Webhooks) -> Iterator[Difference]:
    for field in fields(Webhooks):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield Difference(field.name, old, new)


def _settled(found: Webhooks) -> Webhooks:
    """A method of no address says nothing."""
    methods = {
        method: POST
        for address, method in (
            ("voice_url", "voice_method"),
            ("voice_fallback_url", "voice_fallback_method"),
            ("status_callback", "status_callback_method"),
        )
        if not getattr(found, address)
    }
    return replace(found, **methods)
