"""`ivr migrate`: the release line of the Procfile."""

import os
from contextlib import closing

import click

from ivr.settings import SettingsError, read_settings
from ivr.store import schema
from ivr.store.engine import StoreError, open_store


@click.command("migrate")
@click.option("--english", is_flag=True, help="Messages in English.")
def migrate(english: bool) -> None:
    """Amener la base de données aux tables de cette version."""
    try:
        store = open_store(read_settings(os.environ).database_url)
    except (SettingsError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    with closing(store):
        before, after = schema.migrate(store)
    click.echo(_sentence(before, after, english))


def _sentence(before: int, after: int, english: bool) -> str:
    if before == after:
        return f"The database is at revision {after:04}." if english else f"La base est à la révision {after:04}."
    if english:
        return f"The database went from revision {before:04} to {after:04}."
    return f"La base est passée de la révision {before:04} à la {after:04}."
