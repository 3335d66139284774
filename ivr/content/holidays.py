"""What people confirmed of customs and feasts, from holidays.yaml, which may be absent."""

from collections.abc import Mapping
from datetime import date

from ivr.content import schedule_faults as wrong
from ivr.content.fields import Entry
from ivr.content.openings import read_holiday
from ivr.content.yaml import Text
from ivr.hours.day_names import plain
from ivr.hours.holidays import NEAR, NONE, SUBDIVISIONS, Confirmed, customs_of, expected, names_of


def read_confirmed(file: Entry) -> Mapping[str, Confirmed]:
    """What was confirmed for each subdivision, sorted."""
    file.allow("holidays")
    found: dict[str, dict[tuple[str, date], tuple[str, date]]] = {}
    for entry in file.entries("holidays"):
        if told := _read(entry):
            subdivision, awaited, confirmed = told
            mine = found.setdefault(subdivision, {})
            if awaited in mine:
                entry.note(wrong.CONFIRMED_TWICE, "feast", feast=awaited[0], day=awaited[1])
            mine[awaited] = confirmed
    return {subdivision: tuple(sorted(mine.values())) for subdivision, mine in found.items()}


def _read(entry: Entry) -> tuple[str, tuple[str, date], tuple[str, date]] | None:
    """Where, which feast on which expected day, and what was confirmed of it."""
    entry.allow("subdivision", "feast", "day", "kept", "source", "checked")
    for key in ("source", "checked"):
        entry.needed(key)
    entry.date("checked")
    subdivision = _subdivision(entry)
    feast = _feast(entry, subdivision)
    entry.needed("day")
    day = entry.date("day")
    awaited = expected(subdivision, feast, day) if day else None
    if day is None or awaited is None:
        return None
    if abs(awaited - day) > NEAR:
        entry.note(wrong.FAR_FEAST, "day", feast=feast, day=day, expected=awaited)
    kept = entry.flag("kept") or not entry.has("kept")
    return subdivision, (feast, awaited), (feast, day) if kept else (NONE, awaited)


def _feast(entry: Entry, subdivision: str) -> str:
    """The name of the custom that is confirmed. The law's holidays need nobody to confirm them."""
    feast, known = entry.needed("feast"), customs_of(subdivision)
    legal = {plain(name): name for name in names_of(subdivision) - known} if subdivision in SUBDIVISIONS else {}
    if plain(feast) in legal:
        entry.note(wrong.LEGAL_HOLIDAY, "feast", feast=legal[plain(feast)])
    elif feast and known:
        return read_holiday(entry, "feast", Text(feast, entry.place("feast")), known)
    elif feast and subdivision in SUBDIVISIONS:
        entry.note(wrong.NO_CUSTOM, "feast", subdivision=subdivision)
    return feast


def _subdivision(entry: Entry) -> str:
    subdivision = entry.needed("subdivision")
    if subdivision and subdivision not in SUBDIVISIONS:
        known = ", ".join(SUBDIVISIONS[1:])
        entry.note(wrong.UNKNOWN_SUBDIVISION, "subdivision", text=subdivision, known=known)
    return subdivision
