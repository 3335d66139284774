"""`ivr backup`: the database, and what stands beside it, in a folder of its own."""

import os
from pathlib import Path

import click

from ivr import clock
from ivr.backup.making import Ground, make_backup
from ivr.cli.backup_words import told, word
from ivr.cli.commands import option, verb
from ivr.cli.database import opened_database
from ivr.cli.printing import print_sentence
from ivr.factory import kept_folder
from ivr.settings import read_settings
from ivr.store.engine import Store
from ivr.texts.outbox_sender import OUTBOX

FOLDER = Path("var", "backups")


def ground_of(store: Store) -> Ground:
    """What is backed up, and replaced by `ivr restore`."""
    return Ground(store, kept_folder(read_settings(os.environ), store), OUTBOX)


@verb(
    "backup",
    fr="""La ligne peut continuer à servir : c'est l'état d'un moment. Dans le dossier DOSSIER (d'office var/backups/,
    la date et l'heure), que personne d'autre ne lit, et qui ne doit pas encore exister : la base, les derniers bons
    fichiers de contenu, la clé de la console. Ce qui est écrit est relu et compté avant qu'on vous le dise.

    Une sauvegarde contient les numéros qui n'étaient pas encore effacés : supprimez-la après IVR_ERASE_DAYS jours. Les
    réglages n'y sont pas : gardez IVR_SECRET_KEY ailleurs, sans elle les seconds facteurs sont illisibles.""",
    en="""The line may go on serving: it is the state of one moment. In the folder DOSSIER (var/backups/, date and time,
    if none is named), which nobody else can read, and which must not be there yet: the database, the last good files of
    the content, the console's key. What was written is read again and counted before you are told so.

    A backup holds the numbers that were not erased yet: delete it after IVR_ERASE_DAYS days. The settings are not in
    it: keep IVR_SECRET_KEY elsewhere, for without it second factors can't be read.""",
)
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="DOSSIER")
@option("--quiet", is_flag=True, fr="Ne dire que le dossier.", en="Tell the folder alone.")
def backup(folder: Path | None, quiet: bool) -> None:
    """Make it, and say what is in it."""
    now = clock.now()
    folder = folder or FOLDER / f"{now:%Y-%m-%dT%H-%M-%SZ}"
    with opened_database() as store, told("copying", quiet) as progress:
        manifest = make_backup(ground_of(store), folder, now, progress)
    if quiet:
        click.echo(str(folder))
        return
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print_sentence(
        word("made").format(
            folder=folder,
            size=f"{size / 2**20:.1f}",
            tables=len(manifest.rows),
            rows=sum(manifest.rows.values()),
            revision=f"{manifest.revision:04}",
        )
    )
    print_sentence(word("delete").format(days=read_settings(os.environ).erase_days))
