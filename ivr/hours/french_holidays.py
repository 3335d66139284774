"""The law's public holidays of France, by the `holidays` package.

Before a country that package imports all 250 of the world: a tenth of a start, and 18 MiB in every process. So its
folder of countries is made known here without what it imports; each country is then read when it is asked for.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec, module_from_spec

from holidays import HolidayBase, country_holidays

COUNTRIES = "holidays.countries"

if COUNTRIES not in sys.modules and (found := find_spec(COUNTRIES)):
    sys.modules[COUNTRIES] = module_from_spec(found)


def french_holidays(subdivision: str, years: int | Iterable[int], language: str) -> HolidayBase:
    """Those of a subdivision of FR, "" for the whole country. NotImplementedError for an unknown one."""
    return country_holidays("FR", subdiv=subdivision or None, years=years, language=language)
