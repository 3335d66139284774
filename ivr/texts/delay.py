"""Whether texts leave at all: a caller who asks for one is told otherwise that it comes within minutes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, select

from ivr.store.sending_tables import gates
from ivr.store.tables import workers

HELD_UP = timedelta(minutes=5)  # longer than any restart takes: what is asked for now may be as late


def is_held_up(connection: Connection, now: datetime) -> bool:
    """Whether none has left for a while: the way to Twilio is shut since then, or no worker was seen since then.

    In a quiet night five failures, which shut that way, take hours: where the last text failed, it is enough that
    Twilio's list has been unreadable for so long.

    Where no worker ever was, nothing is known of how soon one comes: ready and `ivr doctor` say that it is missing.
    """
    sending = gates.alias("sending")
    failed_last = exists().where(sending.c.name == "sending")  # what an answer takes away
    shut = select(func.min(gates.c.since)).where((gates.c.name == "sending") | failed_last).scalar_subquery()
    seen = select(func.max(workers.c.seen_at)).scalar_subquery()
    moments = connection.execute(select(shut, seen)).one()
    return any(moment is not None and moment < now - HELD_UP for moment in moments)
