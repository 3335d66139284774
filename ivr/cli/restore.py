"""`ivr restore`: back to a backup, with nothing sent twice and no erased number back."""

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from ivr import clock
from ivr.audit.trail import TERMINAL
from ivr.backup.making import Ground
from ivr.backup.manifest import Manifest
from ivr.backup.restoring import Contents, Restored, contents, opened_backup
from ivr.backup.restoring import restore as go_back
from ivr.cli.backup import ground_of
from ivr.cli.backup_words import told, word
from ivr.cli.commands import option, verb
from ivr.cli.database import opened_database
from ivr.cli.language import Refusal
from ivr.cli.noted import audit_trail
from ivr.cli.printing import print_sentence
from ivr.settings import Settings, read_settings


@verb(
    "restore",
    fr="""Ce que la base contient est montré, et remplacé seulement si vous dites oui. Arrêtez d'abord web, worker et
    console : tant qu'un processus est relié à la base, rien n'est touché.

    Rien n'est envoyé deux fois : ce qui attendait est d'abord cherché dans la liste de Twilio. Les numéros effacés
    depuis le sont de nouveau, les sessions de la console et les invitations prennent fin. Ce qui est arrivé depuis la
    sauvegarde est perdu : appels, changements publiés, comptes modifiés, mobiles bloqués.""",
    en="""What the database holds is shown, and replaced only if you say yes. Stop web, worker and console first: as
    long as a process is connected to the database nothing is touched.

    Nothing is sent twice: what waited is looked for in Twilio's list first. Numbers that were erased since are erased
    again, the console's sessions and invitations end. What has happened since the backup is lost: calls, published
    changes, changed accounts, blocked mobiles.""",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DOSSIER")
@option(
    "--check", "only_check", is_flag=True, fr="Relire la sauvegarde, rien de plus.", en="Only read the backup again."
)
@option("--yes", is_flag=True, fr="Remplacer sans demander.", en="Replace without asking.")
def restore(folder: Path, only_check: bool, yes: bool) -> None:
    """Read it whole, ask, and go back."""
    settings, now = read_settings(os.environ), clock.now()
    with opened_database(migrated=False) as store:
        manifest = opened_backup(folder, store)
        print_sentence(_described(manifest))
        if only_check:
            return
        there = contents(store)
        if there != Contents() and not yes:
            _ask(there)
        ground = ground_of(store)
        with told("restoring") as progress:
            restored = go_back(folder, manifest, ground, settings, now, progress)
        _note(ground, settings, manifest, now)
    _tell(restored, manifest)


def _described(manifest: Manifest) -> str:
    rows = manifest.rows
    return word("backup of").format(
        at=_moment(manifest.made_at),
        revision=f"{manifest.revision:04}",
        texts=rows.get("texts", 0),
        turns=rows.get("turns", 0),
        people=rows.get("people", 0),
    )


def _ask(there: Contents) -> None:
    """Raises Refusal where the answer is no."""
    newest = _moment(there.newest) if there.newest else word("never")
    print_sentence(word("there").format(**asdict(there) | {"newest": newest}))
    if not click.confirm(word("replace")):
        raise Refusal(word("unchanged"))


def _note(ground: Ground, settings: Settings, manifest: Manifest, now: datetime) -> None:
    trail = audit_trail(settings, ground.store)
    if trail is not None:
        with ground.store.writing() as connection:
            trail.append(connection, who=TERMINAL, did="restore", what=f"{manifest.made_at:%Y-%m-%d %H:%M}", at=now)


def _tell(restored: Restored, manifest: Manifest) -> None:
    print_sentence(word("restored").format(texts=restored.looked_up, erased=restored.erased))
    print_sentence(word("look again").format(at=_moment(manifest.made_at)))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
