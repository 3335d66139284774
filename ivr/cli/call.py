"""`ivr call`: rings the line from the terminal, in this process or over HTTP."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TextIO, cast

import click
from rich.console import Console

from ivr import clock
from ivr.cli.call_faults import explained, versions_apart
from ivr.cli.commands import option, verb
from ivr.cli.from_and_to import from_number, to_number
from ivr.cli.keyboard import as_text, asking, at_keyboard, piped_lines
from ivr.cli.language import Refusal, language, misuse, spoken
from ivr.cli.moments import at_option
from ivr.cli.reaching import Reached, in_process, over_http
from ivr.cli.tokens import token_for
from ivr.content.languages import languages_of
from ivr.handset.playing import phone_of
from ivr.handset.rehearsal import MADE_UP_ADVISER, MADE_UP_WORKFLOW
from ivr.hours.words import words
from ivr.line.call import FIRST_LANGUAGE
from ivr.phone.acts import Act
from ivr.phone.advisers import BEHAVIOURS, Advisers
from ivr.phone.listening import HASH_ALONE, KEYS, HashAlone
from ivr.phone.moments import read_moment, written_moment
from ivr.phone.phone import Phone
from ivr.phone.refusal import TwimlError
from ivr.phone.script import Script, ScriptError, read_script
from ivr.phone.terminal import ENGLISH, FRENCH, Terminal
from ivr.phone.transcript import Transcript, entries, last_language, write
from ivr.phone.typed import SILENCE, act_of, keys_in
from ivr.phone.webhooks import ACCOUNT
from ivr.setting_values import PLAIN_ADDRESS
from ivr.settings import Settings, read_settings

TEXTS_ELSEWHERE = words(
    fr="SMS demandé ? D'ici il ne se voit pas : voyez « ivr texts list » là où tourne ce service.",
    en="A text was asked for? It is not seen from here: see `ivr texts list` where that service runs.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    from_: str
    to: str
    at: datetime | None
    keys: str
    say: tuple[str, ...]
    advisers: Advisers | None
    hash_alone: HashAlone
    lang: str
    transcript: bool
    url: str
    token: str = field(repr=False)
    token_file: TextIO | None
    steps: bool
    link: Script | None
    queue: bool = False


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value or PLAIN_ADDRESS.fullmatch(value.rstrip("/")):
        return value
    if "://" not in value:
        raise misuse(
            fr=f"--url {value} : ajoutez http:// (http://{value}).", en=f"--url {value}: add http:// (http://{value})."
        )
    raise misuse(
        fr=f"--url {value} : écrivez http:// ou https:// et l'hôte seulement, comme http://127.0.0.1:5000.",
        en=f"--url {value}: write http:// or https:// and the host only, such as http://127.0.0.1:5000.",
    )


def _link(_context: click.Context, _option: click.Parameter, value: str) -> Script | None:
    if not value:
        return None
    asked = as_text(value.partition("#")[2] or value)
    if "=" not in asked:  # what a messenger cut off is no call, and would be played as an empty one
        raise misuse(
            fr="--link : il y manque le « # » et ce qui le suit.", en="--link: the “#” and what follows it is missing."
        )
    if not all(f"{name}=" in asked for name in ("from", "to", "at")):
        raise misuse(
            fr="--link : il n'est pas entier ; écrivez-le entre apostrophes ('...'), car un shell le coupe à « & ».",
            en="--link: it is not whole; write it between quotes ('...'), for a shell cuts it at “&”.",
        )
    try:
        return read_script(asked)
    except ScriptError as error:
        raise misuse(
            fr=f"--link : ce n'est pas le lien d'un appel ({error}).", en=f"--link: that is no call's link ({error})."
        ) from error


def _keys(_context: click.Context, _option: click.Parameter, value: str) -> str:
    for group in value.split():
        if group != SILENCE and not KEYS.issuperset(group):
            raise misuse(
                fr=f"--keys « {group} » : des chiffres, *, # ou {SILENCE} (silence), séparés par des espaces.",
                en=f"--keys “{group}”: digits, *, # or {SILENCE} (silence), apart by spaces.",
            )
    return value


@verb(
    "call",
    fr="""Au clavier : des touches (1, 75012, *, #), des mots pour parler (un nombre se dit entre guillemets : "75012"),
    Entrée pour se taire, q pour raccrocher. Sans clavier, les lignes de l'entrée sont jouées de même :
    printf '1\\n1\\n' | ivr call.

    Chaque appel est une répétition : aucun SMS ne part. Avec --url il l'est par IVR_REHEARSAL_TOKEN, ou avec --at ; par
    le jeton du compte sans --at, c'est un vrai appel, et ses SMS partent.

    Avec --steps, chaque tour commence par les étapes que la ligne a traversées, avec ce qu'elle s'y est demandé et la
    réponse ; chaque phrase est précédée de sa clé dans prompts/fr.yaml.""",
    en="""At the keyboard: keys (1, 75012, *, #), words to speak (a number is said between quotes: "75012"), Enter for
    silence, q to hang up. Without a keyboard, the lines of the input are played alike: printf '1\\n1\\n' | ivr call.

    Every call is a rehearsal: no text is sent. With --url it is one by IVR_REHEARSAL_TOKEN, or with --at; by the
    account's token without --at it is a real call, whose texts are sent.

    With --steps each turn begins with the steps that the line passed, what it asked there and the answer; each sentence
    stands behind its key in prompts/fr.yaml.""",
)
@option(
    "--from",
    "from_",
    default="01 99 00 12 34",
    metavar="+33...",
    callback=from_number,
    fr="Numéro appelant, ou « masqué ».",
    en="The number that calls, or “withheld”.",
)
@option(
    "--to",
    default="3646",
    metavar="3646",
    callback=to_number,
    fr="national, mayotte, étranger, ou un numéro.",
    en="national, mayotte, abroad, or a number.",
)
@at_option(fr="Moment de l'appel", en="Moment of the call")
@option(
    "--keys",
    default="",
    metavar="'1 1'",
    callback=_keys,
    fr="Touches à presser, « 1 75012 # » ; - pour un silence.",
    en="Keys to press, “1 75012 #”; - for silence.",
)
@option(
    "--say",
    multiple=True,
    metavar="'...'",
    fr="Mots à dire après les touches ; peut se répéter.",
    en="Words to say after the keys; may be repeated.",
)
@option(
    "--advisers",
    type=click.Choice(BEHAVIOURS),
    metavar="busy",
    fr=f"Comment se conduisent des conseillers d'essai : {', '.join(BEHAVIOURS)}.",
    en=f"How advisers for the trial behave: {', '.join(BEHAVIOURS)}.",
)
@option(
    "--hash",
    "hash_alone",
    type=click.Choice(HASH_ALONE),
    default="ends",
    fr="Ce que fait # seul là où on tape un numéro, que la documentation de Twilio laisse ouvert : ends, il termine ; "
    "ignored, il ne compte pas.",
    en="What # alone does where a number is typed, which Twilio's documentation leaves open: ends it, or is ignored.",
)
@option(
    "--lang",
    metavar="en",
    default=FIRST_LANGUAGE,
    fr="Langue de l'appel, une de prompts/ ; une autre que la première : presse d'abord 9.",
    en="Language of the call, one of prompts/; another than the first: presses 9 first.",
)
@option(
    "--link",
    default="",
    metavar="'http://...#...'",
    callback=_link,
    fr="Lien d'un appel du téléphone d'essai (/phone) : le rejoue, à la seconde près.",
    en="Link of a call of the tester's telephone (/phone): plays it again, to the second.",
)
@option(
    "--transcript",
    is_flag=True,
    fr="Écrit ensuite l'appel en YAML, comme dans tests/calls/.",
    en="Then writes the call as YAML, as in tests/calls/.",
)
@option(
    "--steps",
    is_flag=True,
    fr="Montre les étapes traversées, et la clé de chaque phrase dans prompts/fr.yaml.",
    en="Shows the steps passed, and the key of each sentence in prompts/fr.yaml.",
)
@option(
    "--url",
    default="",
    metavar="http://...",
    callback=_address,
    fr="Adresse d'un service à appeler par HTTP ; sans elle, tout se passe ici.",
    en="Address of a service to ring over HTTP; without it, all happens here.",
)
@option(
    "--token",
    default="",
    metavar="...",
    fr="Avec --url, le jeton qui signe les requêtes, écrit au vu de tous (ps) ; sinon IVR_REHEARSAL_TOKEN, puis "
    "TWILIO_AUTH_TOKEN, puis ce qui est tapé.",
    en="With --url, the token that signs requests, written for all to see (ps); else IVR_REHEARSAL_TOKEN, then "
    "TWILIO_AUTH_TOKEN, then what is typed.",
)
@option(
    "--token-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    fr="Fichier qui contient ce jeton.",
    en="File that holds that token.",
)
def call(**options: object) -> None:
    """One call."""
    wish = _of_link(Wish(**options))  # type: ignore[arg-type]  # click has checked each
    try:
        settings = _with_advisers(read_settings(os.environ), wish)
        line = _elsewhere(wish, settings) if wish.url else in_process(settings, wish.at)
        with closing(line):
            _place(wish, settings, line)
    except TwimlError as error:
        raise Refusal(explained(str(error), wish.url)) from error


def _elsewhere(wish: Wish, settings: Settings) -> Reached:
    """The line that is served at an address; by the rehearsal token every call is a rehearsal, now if not `--at`."""
    token = token_for(settings, wish.token, wish.token_file)
    at = wish.at or (clock.now() if token.rehearses else None)
    line = over_http(wish.url, token.value, settings.account_sid or ACCOUNT, at)
    if apart := versions_apart(line.version):
        click.echo(apart, err=True)
    return line


def _of_link(wish: Wish) -> Wish:
    """What a link asks for, in place of what was written beside it."""
    if wish.link is None:
        return wish
    link = wish.link
    at = read_moment(link.at) if link.at else None
    return replace(
        wish, from_=link.from_, to=link.to, at=at, advisers=link.advisers, hash_alone=link.hash_alone, queue=link.queue
    )


def _with_advisers(settings: Settings, wish: Wish) -> Settings:
    """Where advisers were asked for there must be a number to ring, or a queue."""
    if wish.queue and not settings.workflow_sid:
        return replace(settings, workflow_sid=MADE_UP_WORKFLOW)
    if wish.advisers and not settings.adviser:
        return replace(settings, adviser=MADE_UP_ADVISER)
    return settings


def _place(wish: Wish, settings: Settings, line: Reached) -> None:
    acts = wish.link.acts if wish.link else _script(wish, _keys_to(wish.lang, settings))
    phone = _phone(wish, settings, line)
    console = Console(stderr=wish.transcript, highlight=False)
    words = ENGLISH if language() == "en" else FRENCH
    last = spoken(**TEXTS_ELSEWHERE) if wish.url else ""
    terminal = Terminal(phone, console, lambda: line.texts(phone.call_sid), words, wish.to, wish.steps, last)
    terminal.run(acts, asking(console))
    if wish.transcript:
        click.echo(write(_transcript(wish, phone, line)), nl=False)


def _phone(wish: Wish, settings: Settings, line: Reached) -> Phone:
    at = written_moment(line.at) if line.at else ""
    script = Script(wish.from_, wish.to, at, wish.advisers or "answer", hash_alone=wish.hash_alone)
    return phone_of(line.transport, line.token, settings, script)


def _script(wish: Wish, first: Sequence[str]) -> Iterator[Act]:
    """What was written on the command line; where nothing was, and nobody is at a keyboard, the lines of the input."""
    yield from (Act("press", key) for key in first)
    yield from keys_in(wish.keys)
    yield from (Act("say", as_text(words)) for words in wish.say)
    if not (wish.keys or wish.say or at_keyboard()):
        yield from map(act_of, piped_lines())


def _keys_to(wanted: str, settings: Settings) -> Sequence[str]:
    """The keys by which a call goes on in another language: 9, and where there are several others its own."""
    languages = languages_of(settings.content_folder / "prompts")
    others = [language for language in languages if language != FIRST_LANGUAGE]
    if wanted not in languages:
        known = ", ".join(languages)
        raise misuse(fr=f"--lang {wanted} : une de {known}.", en=f"--lang {wanted}: one of {known}.")
    if wanted not in others:
        return ()
    return ("9", str(others.index(wanted) + 1)) if len(others) > 1 else ("9",)


def _transcript(wish: Wish, phone: Phone, line: Reached) -> Transcript:
    at = line.at or clock.now()
    return Transcript(
        title="...",
        from_=wish.from_,
        to=wish.to,
        at=written_moment(at).replace("T", " "),
        call=entries(phone.events),
        ends=cast(str, phone.ended),
        language=last_language(phone),
        advisers=wish.advisers or "answer",
        settings=_made_up(wish),
        texts=tuple(line.texts(phone.call_sid)),
    )


def _made_up(wish: Wish) -> dict[str, str]:
    """Settings without which the call would go otherwise."""
    if wish.queue:
        return {"IVR_WORKFLOW_SID": MADE_UP_WORKFLOW}
    return {"IVR_ADVISER": MADE_UP_ADVISER} if wish.advisers else {}
