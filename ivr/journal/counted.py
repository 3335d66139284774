"""How many calls were answered by some of the revisions of the content."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from ivr.journal.entry import END_OF_CALL
from ivr.store.tables import turns

LATE = timedelta(minutes=1)  # a process may still answer by what was before


def calls_under(connection: Connection, since: datetime, until: datetime, *, revisions: tuple[int, int | None]) -> int:
    """Calls that began between two moments, at a revision from the first number on, and before the second."""
    between = (turns.c.at >= since) & (turns.c.at < until + LATE)
    begun = (turns.c.step == "") & (turns.c.turn != END_OF_CALL) & ~turns.c.rehearsal
    counted = select(turns.c.revision, func.count().label("calls")).where(between & begun).group_by(turns.c.revision)
    first, end = revisions
    rows = connection.execute(counted)
    return sum(row.calls for row in rows if (at := _number(row.revision)) >= first and (end is None or at < end))


def _number(revision: str) -> int:
    """Of "0123456789ab-0123456789ab+12", 12; 0 where no change counted."""
    last = revision.rpartition("+")[2] if "+" in revision else ""
    return int(last) if last.isdigit() else 0
