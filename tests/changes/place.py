"""A database and what is live above the project's files: where tests publish through the one door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ivr.changes.proposal import propose
from ivr.changes.publishing import Publication, Publishing, Signature
from ivr.content.changes import Change
from ivr.published.live import Published
from ivr.store.engine import Store
from tests.published.changing import NOW

MARIE, PAUL = Signature("m1", "Marie"), Signature("p1", "Paul")
ALONE = Publishing()


@dataclass
class Place:
    """A database and what is live above the project's files."""

    store: Store
    published: Published

    def publish(
        self, *drafts: Change, by: Signature = MARIE, publishing: Publishing = ALONE, **more: Any
    ) -> Publication:
        self.published.follow()
        proposal = propose(self.published, drafts, NOW)
        with self.store.writing() as connection:
            return publishing.publish(connection, proposal, by=by, at=NOW, **more)

    def rows(self, table: Any) -> list[Mapping[str, Any]]:
        with self.store.reading() as connection:
            return [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
