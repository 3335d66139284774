"""Scopes: for which lines and caisses a person may change hours, in the names that schedules/ has for them."""

import re
from collections.abc import Mapping

from ivr.accounts.declined import BAD_SCOPE, NO_SCOPE, Declined
from ivr.accounts.person import EVERYWHERE, Scope
from ivr.content.whom import MEANT, Known
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words
from ivr.line.call import LINE_NAMES

CALLED = {**MEANT, "partout": "all", "everywhere": "all", "*": "all"}
Groups = Mapping[str, tuple[str, ...]]


def known_groups(schedules: Schedules) -> Groups:
    """Whom each name reaches, as in `where` of schedules/closures.yaml: for Person.covers."""
    return Known(LINE_NAMES, schedules.caisses, schedules.departments).groups


def read_scope(text: str, groups: Groups) -> Scope:
    """ "69, mayotte" -> ("69", "mayotte"); "all" is everywhere. Raises Declined for nothing, and unknown names."""
    typed = [name for name in re.split(r"[\s,;]+", text.strip()) if name]
    read = [next((one for one in _readings(name) if one in groups), "") for name in typed]
    if not typed:
        raise Declined(NO_SCOPE)
    unknown = [name for name, one in zip(typed, read, strict=True) if not one]
    if unknown:
        names = ", ".join(unknown)[:100]
        raise Declined(Words(tuple((language, told.format(names=names)) for language, told in BAD_SCOPE.items())))
    return EVERYWHERE if "all" in read else tuple(dict.fromkeys(read))


def _readings(name: str) -> tuple[str, ...]:
    return name, CALLED.get(name.casefold(), name.casefold()), name.upper(), name.zfill(2)
