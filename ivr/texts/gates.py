"""Two gates that all workers share, so that nobody keeps trying while Twilio is clearly away.

Through one, "sending", texts leave; through the other, "looking", Twilio's list is read. After a few failures in a row
it is shut. Then one text at a time tries for all the others (a probe), less and less often, until Twilio answers. A
gate without a row is open: what works writes nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

import structlog
from sqlalchemy import ColumnElement, Connection, Row, delete, exists, select, update

from ivr.store.conflicts import insert_into
from ivr.store.sending_tables import gates
from ivr.store.tables import texts
from ivr.texts.states import IN_FLIGHT
from ivr.texts.timing import Timing

log = structlog.get_logger("ivr.texts")

Name = Literal["sending", "looking"]
NAMES: tuple[Name, ...] = get_args(Name)


@dataclass(frozen=True, slots=True)
class Gate:
    """`failures` in a row; shut `since` then, for the `shuts`-th time in a row, and nobody passes `until` then.

    `probe`: the text that tries now, for all the others.
    """

    failures: int = 0
    shuts: int = 0
    since: datetime | None = None
    until: datetime | None = None
    probe: int | None = None
    reason: str = ""


def is_shut(gate: Gate, now: datetime, timing: Timing) -> bool:
    """Whether nobody may pass now. A clock that was set back shuts no gate for longer than any gate is."""
    return gate.until is not None and now < gate.until <= now + timing.after(max(timing.shut_most, timing.lease))


def after_failure(gate: Gate, text_id: int, reason: str, now: datetime, timing: Timing) -> Gate:
    """The gate once the attempt of this text failed in a way that says: nobody is there."""
    failed = replace(gate, failures=gate.failures + 1)
    if gate.until is None and failed.failures < timing.failures:
        return failed
    if gate.until is not None and gate.probe != text_id:
        return failed  # it had left before the gate was shut
    shuts = gate.shuts + 1
    until = now + timing.after(min(timing.shut_most, timing.shut * 2.0 ** min(shuts - 1, 30)))
    return Gate(failed.failures, shuts, gate.since or now, until, None, reason)


def standing(connection: Connection) -> Mapping[Name, Gate]:
    """The gates that are shut, by name."""
    rows = connection.execute(select(gates).where(gates.c.since.is_not(None))).all()
    return {row.name: _gate(row) for row in rows}


def may_pass(connection: Connection, name: Name, now: datetime, timing: Timing) -> bool:
    """Whether anybody may: it is open, or it is time for a probe."""
    return not is_shut(_read(connection, name), now, timing)


def enter(connection: Connection, name: Name, text_id: int, now: datetime, timing: Timing) -> bool:
    """Let a text pass, as the probe where the gate was shut; False when another one is that meanwhile."""
    gate = _read(connection, name)
    if gate.until is None:
        return True
    if is_shut(gate, now, timing):
        return False
    taken = connection.execute(
        update(gates)
        .where(gates.c.name == name, gates.c.until == gate.until)
        .values(probe=text_id, until=now + timing.after(timing.lease))
    )
    return taken.rowcount == 1


def failed(connection: Connection, name: Name, text_id: int, reason: str, now: datetime, timing: Timing) -> None:
    """Note that nobody was there; in the transaction that notes what became of the text."""
    before = _read(connection, name, lock=True)
    after = after_failure(before, text_id, reason, now, timing)
    values = asdict(after)
    upsert = insert_into(gates, connection.dialect.name).values(name=name, **values)
    connection.execute(upsert.on_conflict_do_update(index_elements=["name"], set_=values))
    if after.until != before.until:
        log.error("gate_shut", gate=name, reason=reason, failures=after.failures, until=after.until)


def answered(connection: Connection, name: Name) -> None:
    """Note that somebody was there: the gate is open."""
    opened = connection.execute(delete(gates).where(gates.c.name == name).returning(gates.c.since)).scalar_one_or_none()
    if opened:
        log.info("gate_opened", gate=name, shut_since=opened)


def forget(connection: Connection, now: datetime, timing: Timing) -> None:
    """Open the gates at which nobody has tried for an hour, as nobody waits there: what they tell is long ago."""
    waiting: dict[Name, ColumnElement[bool]] = {
        "sending": texts.c.state.in_(IN_FLIGHT) | ((texts.c.state == "queued") & (texts.c.due_at <= now)),
        "looking": texts.c.state == "unknown",
    }
    for name, waits in waiting.items():
        stale = (gates.c.name == name) & (gates.c.until < now - timing.after(timing.forget))
        gone = delete(gates).where(stale, ~exists().where(waits, ~texts.c.rehearsal))
        if connection.execute(gone).rowcount:
            log.info("gate_forgotten", gate=name)


def _read(connection: Connection, name: Name, *, lock: bool = False) -> Gate:
    query = select(gates).where(gates.c.name == name)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Gate() if row is None else _gate(row)


def _gate(row: Row[Any]) -> Gate:
    return Gate(row.failures, row.shuts, row.since, row.until, row.probe, row.reason)
