"""`ivr migrate`: the release line of the Procfile."""

import click

from ivr.cli.commands import verb
from ivr.cli.database import opened_database
from ivr.cli.language import spoken
from ivr.store import schema


@verb(
    "migrate",
    fr="À lancer à chaque nouvelle version, avant de la servir ; une base déjà à jour reste comme elle est.",
    en="To be run at each new version, before it is served; a database that is up to date stays as it is.",
)
def migrate() -> None:
    """The tables of this release, and from which to which revision they went."""
    with opened_database(migrated=False) as store:
        before, after = schema.migrate(store)
    if before == after:
        click.echo(spoken(fr=f"La base est à la révision {after:04}.", en=f"The database is at revision {after:04}."))
        return
    click.echo(
        spoken(
            fr=f"La base est passée de la révision {before:04} à la {after:04}.",
            en=f"The database went from revision {before:04} to {after:04}.",
        )
    )
