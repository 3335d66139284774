"""The database as the commands use it: opened, its tables there; and what they say of one that can't be used."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy.exc import SQLAlchemyError

from ivr.cli.language import Refusal, language, refused, spoken
from ivr.settings import SettingsError, read_settings
from ivr.store import schema
from ivr.store.engine import Store, StoreError, open_store


@contextmanager
def opened_database(*, migrated: bool = True) -> Iterator[Store]:
    """The database of the settings. Whatever goes wrong with it, lacking tables too if `migrated`, is a Refusal."""
    try:
        store = open_store(read_settings(os.environ).database_url)
    except (SettingsError, StoreError) as error:
        raise refused(error) from error
    with closing(store):
        try:
            if migrated and (why := schema.refusal(store, language())):
                raise Refusal(why)
            yield store
        except (SQLAlchemyError, OSError) as error:
            raise Refusal(no_database(store, error)) from error


def no_database(store: Store, error: Exception) -> str:
    """Which database does not answer, its password masked, why, and what to do."""
    address = store.url.render_as_string(hide_password=True)
    reason = " ".join(str(getattr(error, "orig", None) or error).split()) or type(error).__name__
    return spoken(
        fr=f"La base de données {address} ne répond pas ({reason}). Vérifiez DATABASE_URL, et que le serveur tourne.",
        en=f"The database {address} does not answer ({reason}). Check DATABASE_URL, and that the server runs.",
    )
