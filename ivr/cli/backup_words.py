"""What `ivr backup` and `ivr restore` say."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.backup.sqlite import Progress
from ivr.cli.language import chosen

# key -> what the terminal says, French and English
WORDS: dict[str, tuple[str, str]] = {
    "copying": ("Copie de la base", "Copying the database"),
    "restoring": ("Retour à la sauvegarde", "Going back to the backup"),
    "made": (
        "{folder} : {size} Mio, {tables} tables, {rows} lignes, révision {revision} ; relu, rien n'y manque.",
        "{folder}: {size} MiB, {tables} tables, {rows} rows, revision {revision}; read again, nothing is missing.",
    ),
    "delete": (
        "Elle contient des numéros : supprimez-la dans {days} jours, et gardez IVR_SECRET_KEY ailleurs.",
        "It holds numbers: delete it in {days} days, and keep IVR_SECRET_KEY elsewhere.",
    ),
    "backup of": (
        "Sauvegarde du {at}, révision {revision} : {texts} SMS, {turns} tours d'appels, {people} comptes. "
        "Elle est saine.",
        "Backup of {at}, revision {revision}: {texts} texts, {turns} turns of calls, {people} accounts. It is sound.",
    ),
    "there": (
        "La base contient {texts} SMS, {calls} appels, {changes} changements publiés et {people} comptes ; dernier "
        "appel ou SMS : {newest}. Tout sera remplacé.",
        "The database holds {texts} texts, {calls} calls, {changes} published changes and {people} accounts; last call "
        "or text: {newest}. All of it will be replaced.",
    ),
    "never": ("jamais", "never"),
    "replace": ("Remplacer ?", "Replace it?"),
    "unchanged": ("Rien n'a changé.", "Nothing has changed."),
    "restored": (
        "C'est fait. {texts} SMS seront d'abord cherchés dans la liste de Twilio ; ce qui était effacé l'est de "
        "nouveau ({erased} SMS et numéros tapés).",
        "Done. {texts} texts will be looked for in Twilio's list first; what had been erased is erased again "
        "({erased} texts and typed numbers).",
    ),
    "look again": (
        "Redémarrez web, worker et console. Ce qui a changé depuis le {at} est à refaire : comptes (ivr user), "
        "mobiles bloqués (ivr texts blocked), changements (ivr schedules history).",
        "Start web, worker and console again. What has changed since {at} has to be done again: accounts (ivr "
        "user), blocked mobiles (ivr texts blocked), changes (ivr schedules history).",
    ),
}

LENGTH = 1000  # of the bar


def word(key: str) -> str:
    """A sentence of these, in the language that is asked for."""
    return chosen(WORDS[key])


@contextmanager
def told(key: str, quiet: bool = False) -> Iterator[Progress]:
    """A bar while something takes time, on the standard error: a terminal's alone moves."""
    with _tidied():
        if quiet:
            yield lambda _: None
            return
        with click.progressbar(length=LENGTH, label=word(key), file=sys.stderr) as bar:
            yield lambda share: bar.update(round(share * LENGTH) - bar.pos)
            bar.update(LENGTH - bar.pos)


@contextmanager
def _tidied() -> Iterator[None]:
    """Who is told to end, or whose terminal is gone, takes away what was half written first: it holds numbers."""
    before = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)
