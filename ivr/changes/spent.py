"""Changes that no longer matter anywhere: all that they say, and all that the files say in their place, is over.

They are left to the files, so that the layer doesn't grow for ever; the history keeps them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from ivr.content.changes import Change, Laid, compare
from ivr.content.closures import read_bulletin, read_entry
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.schedules import tables_of
from ivr.content.whom import Known
from ivr.content.yaml import Table
from ivr.hours.rule import Closure, Emergency, Opening, OtherHours
from ivr.hours.schedules import Bulletin, Schedules
from ivr.line.call import LINE_NAMES
from ivr.published.layering import Changes, Layered

DAY = timedelta(days=1)
LAST_ZONE = timedelta(hours=12)  # how far the last clock of the world is behind UTC
AFTERWARDS = timedelta(days=7)  # in which a mistake may still be noticed, and its end moved


def spent(layered: Layered, now: datetime) -> Changes:
    """The changes that hold, and may be left to the files."""
    schedules = layered.files.schedules
    tables, latest = tables_of(schedules.files), now.astimezone(UTC) - AFTERWARDS
    laid = compare(tables, layered.held) if schedules.origin == "files" and tables else ()
    return tuple(one.change for one in laid if all(end and end < latest for end in _ends(one, schedules.what)))


def _ends(laid: Laid, schedules: Schedules) -> Iterator[datetime | None]:
    """When what a change puts, and what the files have, is over in every zone; None: never, or nobody can tell."""
    for table in (laid.change.node, laid.file):
        if table is not None:
            yield end_of(laid.change, table, schedules)


def end_of(change: Change, table: Table, schedules: Schedules) -> datetime | None:
    """When an entry is over in every zone; None where it has no end, or can't be read."""
    entry = Entry(change.name, table, Faults())
    known = Known(LINE_NAMES, schedules.caisses, schedules.departments)
    if change.section == "bulletins":
        what: object = read_bulletin(entry, known)
    else:
        above = read_entry(change.section, entry, known)
        what = above.what if above else None
    match what:
        case Bulletin():
            return what.last
        case Emergency():
            return what.end
        case Closure() | Opening() | OtherHours():
            last = what.days.last
            return datetime.combine(last, time(), UTC) + DAY + LAST_ZONE if last else None
    return None
