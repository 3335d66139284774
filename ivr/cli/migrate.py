"""`ivr migrate`: the release line of the Procfile."""

import os
from contextlib import closing

import click
from sqlalchemy.exc import SQLAlchemyError

from ivr.cli.database import no_database
from ivr.cli.language import Verb, english_option, refused, spoken
from ivr.settings import SettingsError, read_settings
from ivr.store import schema
from ivr.store.engine import StoreError, open_store


@click.command("migrate", cls=Verb)
@english_option
def migrate() -> None:
    """Amener la base de données aux tables de cette version."""
    try:
        store = open_store(read_settings(os.environ).database_url)
    except (SettingsError, StoreError) as error:
        raise refused(error) from error
    with closing(store):
        try:
            before, after = schema.migrate(store)
        except (SQLAlchemyError, OSError) as error:
            raise no_database(store, error) from error
    click.echo(_sentence(before, after))


def _sentence(before: int, after: int) -> str:
    if before == after:
        return spoken(f"La base est à la révision {after:04}.", f"The database is at revision {after:04}.")
    return spoken(
        f"La base est passée de la révision {before:04} à la {after:04}.",
        f"The database went from revision {before:04} to {after:04}.",
    )
