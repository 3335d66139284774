"""The schedules as they count now: the files, and above them what the staff published, as far as the database tells."""

import os
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from ivr.changes.ledger import newest_of_each
from ivr.cli.language import spoken
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.content.schedules import read_schedules
from ivr.hours.schedules import Schedules
from ivr.settings import read_settings
from ivr.store.deadline import Unavailable
from ivr.store.engine import StoreError, open_store

Changes = tuple[Change, ...]


def known_schedules() -> Schedules:
    """The schedules of the settings. Raises ContentError for faulty files."""
    settings = read_settings(os.environ)
    return _laid(settings.content_folder / "schedules", _published(settings.database_url))


def _laid(folder: Path, changes: Changes) -> Schedules:
    """The files under as many of the changes as can be read: `ivr schedules` tells of the others."""
    try:
        return read_schedules(folder, changes)
    except ContentError as error:
        held = tuple(change for change in changes if not any(map(change.is_told_by, error.findings)))
        return _laid(folder, held if len(held) < len(changes) else ()) if changes else read_schedules(folder)


def _published(database_url: str) -> Changes:
    """The newest change of each entry; none where there is no database yet, or it doesn't answer, which is told."""
    try:
        with closing(open_store(database_url)) as store:
            if store.dialect == "sqlite" and not Path(str(store.url.database)).exists():
                return ()
            return store.within_deadline(newest_of_each, writes=False)
    except (StoreError, SQLAlchemyError, Unavailable, OSError):
        click.echo(
            spoken(
                fr="La base de données ne dit pas ce qui est publié au-dessus des fichiers : voici les fichiers seuls.",
                en="The database doesn't tell what is published above the files: these are the files alone.",
            ),
            err=True,
        )
        return ()
