"""The database as the commands use it: opened, its tables there."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy.exc import SQLAlchemyError

from ivr.settings import read_settings
from ivr.store import schema
from ivr.store.engine import Store, StoreError, no_answer, open_store


@contextmanager
def opened_database(*, migrated: bool = True) -> Iterator[Store]:
    """The database of the settings. Whatever goes wrong with it, lacking tables too if `migrated`, is Refused.

    Once it answers, what the machine refuses (a reader who is gone, a full disk) is no fault of the database.
    """
    with closing(open_store(read_settings(os.environ).database_url)) as store:
        faults: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)
        try:
            if migrated and (why := schema.refusal(store)):
                raise StoreError(why)
            faults = (SQLAlchemyError,) if migrated else faults
            yield store
        except faults as error:
            raise no_answer(store, error) from error
