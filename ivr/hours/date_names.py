"""The names of weekdays and months in a locale, from the CLDR's data as Babel has them.

Babel keeps whatever it has read for ever: 5 MiB for French and English, of which a line speaks 38 words. So where
nobody else had it read anything, and no other thread can be at it now, it is made to forget: a process that serves
calls asks once, at its start, before there are threads.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, core, localedata


class Names(NamedTuple):
    """Weekdays (Monday is 0) and months (January is 1), as they stand within a date."""

    weekdays: Mapping[int, str]
    months: Mapping[int, str]


@lru_cache(maxsize=64)
def date_names(locale: str) -> Names:
    """Those of "fr" or "fr-FR". Raises ValueError and UnknownLocaleError as Babel does."""
    with _forgotten():
        found = Locale.parse(locale, sep="-")
        return Names(dict(found.days["format"]["wide"]), dict(found.months["format"]["wide"]))


@contextmanager
def _forgotten() -> Iterator[None]:
    """What Babel reads here it reads again when somebody asks; it offers no door to that, so by its own names."""
    read = localedata._cache
    is_ours = not read and threading.active_count() == 1
    try:
        yield
    finally:
        if is_ours:
            for data in read.values():
                data.clear()  # it points at itself, and would wait for a collector
            read.clear()
            core._global_data = None
