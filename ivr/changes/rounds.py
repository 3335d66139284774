"""What nobody does by hand, done every minute by whichever process comes first: each thing once, over restarts too.

People are told of what waits for them, changes that are over are left to the files, and emergencies, which went live
after the quick checks, are held to all of them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import select, update

from ivr.changes.ledger import leave_to_files
from ivr.changes.publishing import numbers_of
from ivr.changes.spent import spent
from ivr.changes.watching import noticed
from ivr.clock import Clock
from ivr.content.faults import ContentError
from ivr.findings import Finding, errors
from ivr.hours.words import words
from ivr.notices import outbox
from ivr.notices.outbox import Notice, Way
from ivr.published.live import Published
from ivr.published.snapshot import Snapshot
from ivr.store.engine import Store
from ivr.store.publishing_tables import notices, publications

log = structlog.get_logger("ivr.changes")

FullCheck = Callable[[Snapshot, datetime], tuple[Finding, ...]]  # takes a while, and knows no database
UNSOUND = words(
    fr="L'urgence de {who} est en ligne, mais le contrôle complet a trouvé {count} faute(s). La première : {first}",
    en="The emergency by {who} is live, but the full check found {count} fault(s). The first: {first}",
)


@dataclass(frozen=True, slots=True)
class Rounds:
    """One round after the other; any number of processes may make them."""

    store: Store
    published: Published
    clock: Clock
    ways: tuple[Way, ...] = ()
    full_check: FullCheck | None = field(default=None, repr=False)

    def make(self) -> None:
        """One round. Raises what the database raises; with no content at all there is nothing to tell."""
        try:
            self._tell(self.clock())
            self._leave_spent(self.clock())
        except ContentError:
            return
        self._check_emergencies()

    def _tell(self, at: datetime) -> None:
        with self.store.reading() as connection:
            found = {notice.key: notice for notice in noticed(connection, self.published, at)}
            known = set(connection.scalars(select(notices.c.key).where(notices.c.key.in_(found))))
        for key in found.keys() - known:
            self._write(found[key], at)

    def _write(self, notice: Notice, at: datetime) -> None:
        with self.store.writing() as connection:
            outbox.write(connection, notice, at, self.ways)

    def _leave_spent(self, at: datetime) -> None:
        if over := spent(self.published.layered, at):
            with self.store.writing() as connection:
                leave_to_files(connection, over, at)
            log.info("changes_over", changes=[change.id for change in over])

    def _check_emergencies(self) -> None:
        """Hold the first emergency that waits for it to all checks, as the line is with it now."""
        with self.store.reading() as connection:
            waits = select(publications).where(publications.c.check == "due").order_by(publications.c.id).limit(1)
            row = connection.execute(waits).one_or_none()
            numbers = numbers_of(connection, row.id) if row else ()
        snapshot = self.published.current()
        known = max((change.id for change in self.published.changes), default=0)
        if row is None or snapshot is None or self.full_check is None or known < max(numbers, default=0):
            return
        found = errors(self.full_check(snapshot, self.clock()))
        told = [{language: one.told(language) for language in ("fr", "en")} for one in found]
        with self.store.writing() as connection:
            same = (publications.c.id == row.id) & (publications.c.check == "due")
            done = {"check": "done", "found": json.dumps(told, ensure_ascii=False)}
            first = connection.execute(update(publications).where(same).values(done)).rowcount == 1
            if first and found:
                outbox.write(connection, _unsound(row.id, row.author, max(numbers), found), self.clock(), self.ways)


def _unsound(publication: int, author: str, change: int, found: tuple[Finding, ...]) -> Notice:
    said = {
        language: sentence.format(who=author, count=len(found), first=found[0].told("en" if language == "en" else "fr"))
        for language, sentence in UNSOUND.items()
    }
    return Notice("unsound", f"unsound {publication}", words(**said), f"/history/{change}")
