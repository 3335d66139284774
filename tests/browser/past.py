"""What has happened before a test begins: calls, texts, a change of yesterday. Made by the doors that they come by."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import update

from ivr.accounts.people import by_login
from ivr.changes.proposal import propose
from ivr.changes.publishing import Publishing, Signature
from ivr.content.changes import Change, Written
from ivr.journal.folding import Folding
from ivr.line.flow import FLOW
from ivr.store.tables import texts
from tests.browser.console import Console

CALLS = (  # how long ago, from, to, and the keys
    (timedelta(days=6), "06 12 34 56 78", "3646", "1 1"),
    (timedelta(days=3, hours=1), "01 99 00 12 34", "3646", "1 1 3 2 29200"),
    (timedelta(days=1), "+262639012345", "0269619191", "0"),
    (timedelta(hours=2), "06 12 34 56 79", "3646", "1 1"),
    (timedelta(hours=1), "01 99 00 12 35", "3646", "0 75012"),
)
MEETING: Mapping[str, Written] = {
    "where": "691",
    "days": "4 décembre 2026",
    "hours": "après-midi",
    "fr": "réunion du personnel",
    "en": "a staff meeting",
}


def let_people_ring(console: Console) -> None:
    """Five calls of the last week, in the journal and counted; the texts that they asked for wait to be sent."""
    now = console.clock.at
    for ago, from_, to, keys in CALLS:
        console.clock.at = now - ago
        console.rings(*keys.split(), from_=from_, to=to).hang_up()
    console.clock.at = now
    console.house.journal.stop()
    Folding(console.house.store, console.clock, FLOW).fold()


def leave_a_text_to_a_person(console: Console) -> None:
    """The last text that was asked for: nobody knows whether Twilio took it."""
    waits = {"state": "review", "attempt": 1, "changed_at": console.clock(), "reason": "no answer"}
    with console.house.store.writing() as connection:
        connection.execute(update(texts).values(waits))


def publish(
    console: Console,
    section: str = "closures",
    name: str = "réunion",
    entry: Mapping[str, Written] = MEETING,
    author: str = "dominique",
    at: datetime | None = None,
) -> int:
    """A change that somebody published, yesterday if nothing else is said; its number."""
    rooms, at = console.rooms, at or console.clock() - timedelta(days=1)
    with rooms.store.reading() as connection:
        person = by_login(connection, author)
    assert person, author
    draft = Change(section, name, "puts", entry, author=person.name, note="demandé par la direction")
    proposal = propose(rooms.published, [draft], at)
    with rooms.store.writing() as connection:
        made = rooms.publishing.publish(connection, proposal, by=Signature(person.id, person.name), at=at)
    rooms.published.refresh()
    return made.numbers[-1]


def ask_for_a_second_person(console: Console) -> None:
    """A closure that waits until another person approves it."""
    draft = Change("closures", "inventaire", "puts", {**MEETING, "days": "11 décembre 2026"}, author="dominique")
    proposal = propose(console.house.published, [draft], console.clock())
    with console.house.store.writing() as connection:
        asks = Publishing(second_person=True)
        asks.publish(connection, proposal, by=Signature("past", "dominique"), at=console.clock())
