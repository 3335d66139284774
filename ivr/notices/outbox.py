"""The table of notices: how one is written, and what is known of those that left.

A notice has a key of its own, so that of many processes that notice the same thing one writes it down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection

from ivr.hours.words import Words, words
from ivr.store.conflicts import insert_into
from ivr.store.publishing_tables import deliveries, notices

Kind = Literal["published", "waiting", "refused", "aside", "overtaken", "unsound", "reminder", "forgotten"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Way = Literal["webhook", "email"]

TITLES: Mapping[Kind, Words] = {
    "published": words(fr="Publié", en="Published"),
    "waiting": words(fr="En attente d'une deuxième personne", en="Waiting for a second person"),
    "refused": words(fr="Pas approuvé", en="Not approved"),
    "aside": words(fr="Écarté, ne compte pas", en="Set aside, doesn't count"),
    "overtaken": words(fr="Les fichiers ont changé dessous", en="The files changed underneath"),
    "unsound": words(fr="Urgence en ligne : le contrôle a trouvé", en="Emergency live: the full check found"),
    "reminder": words(fr="Urgence toujours ouverte", en="Emergency still open"),
    "forgotten": words(fr="Oublié ?", en="Forgotten?"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told. `page` is where the console shows it ("/history/12"); `who`: a person's id, "" for everybody.

    `key` names the event: a second notice of the same key is not written.
    """

    kind: Kind
    key: str
    words: Words
    page: str
    who: str = ""


def write(connection: Connection, notice: Notice, at: datetime, ways: tuple[Way, ...]) -> bool:
    """Add a notice, to leave by these ways, within the transaction of what it tells; False where it is known."""
    values = _values(notice, at)
    once = insert_into(notices, connection.dialect.name).on_conflict_do_nothing(index_elements=["key"])
    number = connection.scalar(once.values(values).returning(notices.c.id))
    if number is None:
        return False
    for way in ways:
        connection.execute(deliveries.insert().values(notice=number, way=way, state="queued", due_at=at))
    return True


def _values(notice: Notice, at: datetime) -> Mapping[str, object]:
    return {
        "key": notice.key,
        "kind": notice.kind,
        "at": at,
        "who": notice.who,
        "page": notice.page,
        "fr": notice.words["fr"],
        "en": notice.words["en"],
    }
