"""`ivr call`: rings the line from the terminal, in this process or over HTTP."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import click
from rich.console import Console

from ivr import clock
from ivr.check.speech_time import seconds_of
from ivr.cli.local_line import open_local_line
from ivr.content.faults import ContentError
from ivr.phone.advisers import BEHAVIOURS, Advisers
from ivr.phone.listening import KEYS
from ivr.phone.moments import PARIS, address_at, read_moment
from ivr.phone.numbers import LINES, called_number, calling_number
from ivr.phone.phone import Phone
from ivr.phone.refusal import TwimlError
from ivr.phone.terminal import ENGLISH, FRENCH, SILENCE, Act, Terminal, keys_in
from ivr.phone.timeline import Pace
from ivr.phone.transcript import Text, Transcript, entries, last_language, write
from ivr.phone.transports import HttpTransport
from ivr.phone.webhooks import ACCOUNT, Transport
from ivr.settings import Settings, SettingsError, read_settings
from ivr.store.engine import StoreError

MADE_UP_ADVISER = "+33199000000"


ADVICE_FR = {
    "answered 403": "Le service refuse la signature : --token doit être son jeton, et --url son IVR_PUBLIC_URL.",
    "nothing answers": "Rien ne répond à cette adresse : « ivr run » sert la ligne sur cette machine.",
}
ADVICE_EN = {
    "answered 403": "The service refuses the signature: --token must be its token, and --url its IVR_PUBLIC_URL.",
    "nothing answers": "Nothing answers at that address: `ivr run` serves the line on this machine.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    from_: str
    to: str
    at: datetime | None
    keys: str
    say: tuple[str, ...]
    advisers: Advisers | None
    lang: str
    transcript: bool
    url: str
    token: str
    english: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """The way to the line that was chosen, and how the texts of a call can be seen."""

    transport: Transport
    token: str
    texts: Callable[[str], Sequence[Text]]
    at: datetime | None  # the moment to rehearse
    close: Callable[[], None] = lambda: None


def _moment(_context: click.Context, _option: click.Parameter, value: str) -> datetime | None:
    try:
        return read_moment(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _keys(_context: click.Context, _option: click.Parameter, value: str) -> str:
    for group in value.split():
        if group != SILENCE and not KEYS.issuperset(group):
            raise click.BadParameter(f"{group!r} : des chiffres, *, # ou {SILENCE} (silence), séparés par des espaces")
    return value


@click.command("call")
@click.option("--from", "from_", default="01 99 00 12 34", show_default=True, help="Numéro appelant, ou « masqué ».")
@click.option("--to", default="3646", show_default=True, help="3646, 0269619191, +33184903646 ou un autre numéro.")
@click.option("--at", default="", callback=_moment, help="Moment de l'appel, heure de Paris : « 2026-12-25 09:00 ».")
@click.option("--keys", default="", callback=_keys, help="Touches à presser, « 1 75012 # » ; - pour un silence.")
@click.option("--say", multiple=True, help="Mots à dire après les touches ; peut se répéter.")
@click.option("--advisers", type=click.Choice(BEHAVIOURS), help="Des conseillers d'essai : ils répondent, ou non.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", help="en : presse d'abord 9.")
@click.option("--transcript", is_flag=True, help="Écrit ensuite l'appel en YAML, comme dans tests/calls/.")
@click.option("--url", default="", help="Adresse d'un service à appeler par HTTP ; sans elle, tout se passe ici.")
@click.option("--token", envvar="TWILIO_AUTH_TOKEN", default="", help="Jeton qui signe les requêtes, avec --url.")
@click.option("--english", is_flag=True, help="Messages in English.")
def call(**options: object) -> None:
    """Appeler la ligne depuis ce terminal.

    Au clavier : des touches (1, 75012, *, #), des mots pour parler, Entrée pour se taire, q pour raccrocher. Ici,
    chaque appel est une répétition : aucun SMS ne part.
    """
    wish = Wish(**options)  # type: ignore[arg-type]  # click has checked each
    try:
        settings = read_settings(os.environ)
        outside = _over_http(wish) if wish.url else _in_process(wish, settings)
        with closing(outside):
            _place(wish, settings, outside)
    except (SettingsError, StoreError, ContentError, TwimlError) as error:
        raise click.ClickException(f"{error}{_advice(str(error), wish)}") from error


def _advice(fault: str, wish: Wish) -> str:
    """What to do about what goes wrong most often."""
    for sign, advice in (ADVICE_EN if wish.english else ADVICE_FR).items():
        if sign in fault:
            return "\n" + advice
    return ""


def _in_process(wish: Wish, settings: Settings) -> Outside:
    if wish.advisers and not settings.adviser:  # advisers were asked for: there must be a number to ring
        settings = settings.model_copy(update={"adviser": MADE_UP_ADVISER})
    line = open_local_line(settings)
    return Outside(line.transport, line.token, line.texts, wish.at or clock.now(), line.close)


def _over_http(wish: Wish) -> Outside:
    if not wish.token:
        raise click.UsageError("--url demande --token : le jeton avec lequel ce service vérifie les signatures.")
    return Outside(HttpTransport(wish.url), wish.token, lambda _: (), wish.at)


def _place(wish: Wish, settings: Settings, outside: Outside) -> None:
    phone = _phone(wish, settings, outside)
    console = Console(stderr=wish.transcript, highlight=False)
    words = ENGLISH if wish.english else FRENCH
    ask = (lambda: console.input("› ")) if sys.stdin.isatty() else None
    Terminal(phone, console, lambda: outside.texts(phone.call_sid), words, wish.to).run(_script(wish), ask)
    if wish.transcript:
        click.echo(write(_transcript(wish, phone, outside)), nl=False)


def _phone(wish: Wish, settings: Settings, outside: Outside) -> Phone:
    phone = Phone(outside.transport, outside.token, calling_number(wish.from_), _called(wish.to, settings))
    account = settings.account_sid or ACCOUNT
    phone = replace(phone, advisers=wish.advisers or "answer", account_sid=account, pace=Pace(speak=seconds_of))
    if outside.at is None:
        return phone
    return replace(phone, url=address_at(phone.url, outside.at), status_url=address_at(phone.status_url, outside.at))


def _called(to: str, settings: Settings) -> str:
    """The Twilio number that stands for a line, where one is set."""
    number = called_number(to)
    ours = (settings.number_national, settings.number_mayotte, settings.number_abroad)
    return dict(zip(LINES.values(), ours, strict=True)).get(number) or number


def _script(wish: Wish) -> list[Act]:
    first: list[Act] = [("press", "9")] if wish.lang == "en" else []
    return [*first, *keys_in(wish.keys), *(("say", words) for words in wish.say)]


def _transcript(wish: Wish, phone: Phone, outside: Outside) -> Transcript:
    at = outside.at or clock.now()
    return Transcript(
        title="...",
        from_=wish.from_,
        to=wish.to,
        at=f"{at.astimezone(PARIS):%Y-%m-%d %H:%M}",
        call=entries(phone.events),
        ends=cast(str, phone.ended),
        language=last_language(phone),
        advisers=wish.advisers or "answer",
        settings={"IVR_ADVISER": MADE_UP_ADVISER} if wish.advisers else {},
        texts=tuple(outside.texts(phone.call_sid)),
    )
