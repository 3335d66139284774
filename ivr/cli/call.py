"""`ivr call`: rings the line from the terminal, in this process or over HTTP."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from socket import create_connection
from typing import cast
from urllib.parse import urlsplit

import click
from rich.console import Console

from ivr import clock
from ivr.calls.lines import our_numbers
from ivr.check.speech_time import seconds_of
from ivr.cli.faulty import faulty
from ivr.cli.from_and_to import called_number, from_number, to_number
from ivr.cli.language import Refusal, Verb, english_option, language, misuse, refused, spoken
from ivr.cli.local_line import open_local_line
from ivr.cli.moments import the_moment
from ivr.content.faults import ContentError
from ivr.line.lines import line_meant
from ivr.phone.advisers import BEHAVIOURS, Advisers
from ivr.phone.dialling import calling_number
from ivr.phone.listening import KEYS
from ivr.phone.moments import PARIS, address_at
from ivr.phone.phone import Phone
from ivr.phone.refusal import RETRIEVAL, TwimlError
from ivr.phone.terminal import ENGLISH, FRENCH, SILENCE, Act, Terminal, keys_in
from ivr.phone.timeline import Pace
from ivr.phone.transcript import Text, Transcript, entries, last_language, write
from ivr.phone.transports import DEADLINE, HttpTransport
from ivr.phone.webhooks import ACCOUNT, Transport
from ivr.settings import PLAIN_ADDRESS, Settings, SettingsError, read_settings
from ivr.store.engine import StoreError

MADE_UP_ADVISER = "+33199000000"
TEXTS_ELSEWHERE = (
    "SMS demandé ? D'ici il ne se voit pas : voyez « ivr texts list » là où tourne ce service.",
    "A text was asked for? It is not seen from here: see `ivr texts list` where that service runs.",
)

# What goes wrong most often -> what to do.
ADVICE = {
    "answered 403": (
        "le service refuse la signature : --token doit être son jeton, et --url son IVR_PUBLIC_URL.",
        "the service refuses the signature: --token must be its token, and --url its IVR_PUBLIC_URL.",
    ),
    "nothing answers": (
        "rien ne répond à cette adresse : « ivr run » sert la ligne sur cette machine.",
        "nothing answers at that address: `ivr run` serves the line on this machine.",
    ),
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
    steps: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """The way to the line that was chosen, and how the texts of a call can be seen."""

    transport: Transport
    token: str
    texts: Callable[[str], Sequence[Text]]
    at: datetime | None  # the moment to rehearse
    close: Callable[[], None] = lambda: None


def _moment(_context: click.Context, _option: click.Parameter, value: str) -> datetime | None:
    return the_moment(value) if value else None


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value or PLAIN_ADDRESS.fullmatch(value.rstrip("/")):
        return value
    if "://" not in value:
        raise misuse(
            f"--url {value} : ajoutez http:// (http://{value}).", f"--url {value}: add http:// (http://{value})."
        )
    raise misuse(
        f"--url {value} : écrivez http:// ou https:// et l'hôte seulement, comme http://127.0.0.1:5000.",
        f"--url {value}: write http:// or https:// and the host only, such as http://127.0.0.1:5000.",
    )


def _keys(_context: click.Context, _option: click.Parameter, value: str) -> str:
    for group in value.split():
        if group != SILENCE and not KEYS.issuperset(group):
            raise misuse(
                f"--keys « {group} » : des chiffres, *, # ou {SILENCE} (silence), séparés par des espaces.",
                f"--keys “{group}”: digits, *, # or {SILENCE} (silence), apart by spaces.",
            )
    return value


@click.command("call", cls=Verb)
@click.option(
    "--from",
    "from_",
    default="01 99 00 12 34",
    show_default=True,
    callback=from_number,
    help="Numéro appelant, ou « masqué ».",
)
@click.option(
    "--to",
    default="3646",
    show_default=True,
    callback=to_number,
    help="national, mayotte, étranger, ou un numéro : 3646, 0269619191...",
)
@click.option("--at", default="", callback=_moment, help="Moment de l'appel, heure de Paris : « 2026-12-25 09:00 ».")
@click.option("--keys", default="", callback=_keys, help="Touches à presser, « 1 75012 # » ; - pour un silence.")
@click.option("--say", multiple=True, help="Mots à dire après les touches ; peut se répéter.")
@click.option("--advisers", type=click.Choice(BEHAVIOURS), help="Des conseillers d'essai : ils répondent, ou non.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", help="en : presse d'abord 9.")
@click.option("--transcript", is_flag=True, help="Écrit ensuite l'appel en YAML, comme dans tests/calls/.")
@click.option("--steps", is_flag=True, help="Montre l'étape à côté de ce qui est dit : sa clé dans prompts/fr.yaml.")
@click.option(
    "--url",
    default="",
    callback=_address,
    help="Adresse d'un service à appeler par HTTP ; sans elle, tout se passe ici.",
)
@click.option("--token", envvar="TWILIO_AUTH_TOKEN", default="", help="Jeton qui signe les requêtes, avec --url.")
@english_option
def call(**options: object) -> None:
    """Appeler la ligne depuis ce terminal.

    Au clavier : des touches (1, 75012, *, #), des mots pour parler, Entrée pour se taire, q pour raccrocher. Ici,
    chaque appel est une répétition : aucun SMS ne part.

    Avec --steps, l'étape montrée est celle qui attend la réponse : les phrases dites avant elle dans le même tour
    peuvent être celles d'étapes traversées sans rien demander.
    """
    wish = Wish(**options)  # type: ignore[arg-type]  # click has checked each
    try:
        settings = read_settings(os.environ)
        outside = _over_http(wish) if wish.url else _in_process(wish, settings)
        with closing(outside):
            _place(wish, settings, outside)
    except ContentError as error:
        raise faulty(error, settings.content_folder) from error
    except (SettingsError, StoreError) as error:
        raise refused(error) from error
    except TwimlError as error:
        raise Refusal(_explained(str(error), wish)) from error


def _explained(fault: str, wish: Wish) -> str:
    """What to do about what goes wrong most often; of the rest, what Twilio would have said of it."""
    for sign, advice in ADVICE.items():
        if sign in fault:
            return f"{wish.url} : {spoken(*advice)}" if wish.url else spoken(*advice)
    return spoken(f"Twilio n'aurait pas joué cette réponse. {fault}", f"Twilio would not have played this. {fault}")


def _in_process(wish: Wish, settings: Settings) -> Outside:
    if wish.advisers and not settings.adviser:  # advisers were asked for: there must be a number to ring
        settings = settings.model_copy(update={"adviser": MADE_UP_ADVISER})
    line = open_local_line(settings)
    return Outside(line.transport, line.token, line.texts, wish.at or clock.now(), line.close)


def _over_http(wish: Wish) -> Outside:
    if not wish.token:
        raise misuse(
            "--url demande --token : le jeton avec lequel ce service vérifie les signatures.",
            "--url needs --token: the token with which that service checks signatures.",
        )
    _reach(wish.url)
    return Outside(HttpTransport(wish.url), wish.token, lambda _: (), wish.at)


def _reach(url: str) -> None:
    """Raises TwimlError where nobody listens, before anything is said of a call."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        create_connection((parts.hostname or "", port), timeout=DEADLINE).close()
    except (OSError, ValueError, OverflowError) as error:
        raise TwimlError(RETRIEVAL, f"nothing answers there ({error})", url) from error


def _place(wish: Wish, settings: Settings, outside: Outside) -> None:
    phone = _phone(wish, settings, outside)
    console = Console(stderr=wish.transcript, highlight=False)
    words = ENGLISH if language() == "en" else FRENCH
    ask = (lambda: console.input("› ")) if sys.stdin.isatty() else None
    last = spoken(*TEXTS_ELSEWHERE) if wish.url else ""
    terminal = Terminal(phone, console, lambda: outside.texts(phone.call_sid), words, wish.to, wish.steps, last)
    terminal.run(_script(wish), ask)
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
    line = line_meant(to)
    return (our_numbers(settings)[line.name] if line else "") or called_number(to)


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
