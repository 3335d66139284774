"""Made-up calls and texts, as the line itself would take them: for tests, screenshots and measurements.

    python -m tests.console.made_up_calls sqlite:////path/to/made-up.sqlite3 --turns 1000000 --days 90

Every call is taken through the real flow and schedules by a caller who chooses at random, always the same for the same
seed. Where many are wanted, a few thousand are repeated in other weeks. No number is real, and none is kept.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from ivr.calls.taker import Caller, TurnTaker
from ivr.clock import now as machine_now
from ivr.journal.entry import Entry
from ivr.journal.turns import TurnsTable
from ivr.line.actions import Connect, HangUp, Listen, Turn
from ivr.line.call import Call
from ivr.line.flow import FLOW
from ivr.line.inputs import DialEnded, Input, NotUnderstood, Pressed, Silent
from ivr.line.steps import Ask, Menu
from ivr.published.live import open_published
from ivr.published.snapshot import Snapshot
from ivr.settings import Settings
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.store.tables import texts
from tests.serving import Journal

WEEK = timedelta(days=7)
DISTINCT = 4000  # calls that are taken through the flow; more are these again
NUMBERS = ("0199001234", "+33612345678", "", "+262692123456", "+262639123456", "+590690123456", "+3221234567")
HOW_OFTEN = (50, 30, 5, 5, 5, 2, 3)  # of a hundred callers
POSTCODES = ("75012", "69003", "13001", "59000", "33000", "97200", "29200", "42000", "67000", "31000")
TYPED = "0612345678"
ENDINGS = ("answered", "busy", "no_answer", "failed")
HOURS = (9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17, 18, 20)  # when people ring


class Desk:
    """A desk that takes most texts."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def request(self, _request: object) -> str:
        return self._random.choices(("taken", "already", "capped", "unavailable"), (90, 6, 3, 1))[0]

    def keep_number(self, *_: object) -> str:
        return "yes"

    def kept_number(self, _call_sid: str) -> str:
        return f"+33{TYPED[1:]}"


def made_up_calls(
    number: int, until: datetime, days: int = 28, seed: int = 1, distinct: int = DISTINCT
) -> Iterator[list[Entry]]:
    """So many calls of the days before a moment, each as its entries, the end with them but for one in fifty."""
    random, snapshot = Random(seed), live_snapshot()
    patterns = [_call(random, snapshot, until) for _ in range(min(number, distinct))]
    for index in range(number):
        call = patterns[index % len(patterns)]
        back = WEEK * random.randrange(max(days // 7, 1)) + timedelta(seconds=random.randrange(3000))
        yield [entry._replace(call_sid=_sid(seed, index), at=entry.at - back) for entry in call]


def live_snapshot() -> Snapshot:
    """The project's own prompts and schedules."""
    snapshot = open_published(Settings().content_folder, FLOW, machine_now).current()
    assert snapshot is not None
    return snapshot


def _sid(seed: int, index: int) -> str:
    return f"CA{seed:08x}{index:024x}"


def _call(random: Random, snapshot: Snapshot, until: datetime) -> list[Entry]:
    day = (until - timedelta(days=random.randrange(7))).date()
    at = datetime(day.year, day.month, day.day, random.choice(HOURS), random.randrange(60), tzinfo=UTC)
    at -= WEEK if at > until - timedelta(minutes=20) else timedelta(0)
    notes, desk = Journal(), Desk(random)
    given: dict[str, Any] = {"flow": FLOW, "texts": desk, "journal": notes}
    taker = TurnTaker(**given, settings=Settings(adviser="+33199001234"), monotonic=iter(range(10**6)).__next__)
    number = random.choices(NUMBERS, HOW_OFTEN)[0]
    caller = Caller("CA0", random.choices(("3646", "0269619191"), (97, 3))[0], number, at)
    turn = taker.begin(caller, snapshot)
    while (answer := _answer(random, turn)) is not None:
        caller = replace(caller, now=caller.now + timedelta(seconds=random.randrange(4, 25)))
        turn = taker.take(caller, snapshot, turn.call, answer)
    if random.random() > 0.02:  # some ends are never reported
        taker.end(caller, "completed", int((caller.now - at).total_seconds()) + random.randrange(3, 20))
    return [entry._replace(seconds=0.004) if entry.turn >= 0 else entry for entry in notes.entries]


def _answer(random: Random, turn: Turn) -> Input | None:
    """What this caller does; None when they, or the line, hang up."""
    if isinstance(turn.ends, HangUp) or turn.call.turn > 25 or random.random() < 0.07:
        return None
    if isinstance(turn.ends, Connect):
        return DialEnded(random.choices(ENDINGS, (70, 12, 15, 3))[0])  # type: ignore[arg-type]
    assert isinstance(turn.ends, Listen)
    if (whim := random.random()) < 0.10:
        return Silent() if whim < 0.06 else NotUnderstood()
    return Pressed(_keys(random, turn.call))


def _keys(random: Random, call: Call) -> str:
    match FLOW.steps[call.step]:
        case Ask(takes="postcode"):
            return random.choice(POSTCODES)
        case Ask():
            return TYPED
        case Menu(choices=choices):
            offered = [choice.key for choice in choices] or ["1"]
            weights = [6.0 / (place + 1) if key != "9" else 0.3 for place, key in enumerate(offered)]
            return random.choices([*offered, "0", "*"], [*weights, 0.8, 0.3])[0]
    return "1"


def numbers_shown(page: str) -> list[str]:
    """Which of the telephone numbers that called, or were typed, a page shows, however they are spaced; masked too."""
    digits = re.sub(r"[\s.-]", "", page)
    return [number for number in (*NUMBERS, TYPED, "•") if number and number.lstrip("+0")[:11] in digits]


# -- texts ---------------------------------------------------------------------------------------------------------

REASONS = ("resté sans trace chez Twilio après plusieurs essais", "la liste de Twilio reste illisible")
STATES = ("delivered", "undelivered", "failed", "sent", "review", "queued")
STATE_WEIGHTS = (880, 50, 25, 25, 15, 5)
CODES = {
    "undelivered": ((30003, "téléphone injoignable"), (30007, "filtré par l'opérateur")),
    "failed": ((21610, "ce numéro a répondu STOP"),),
}
TEMPLATES = ("attestation", "create", "account", "reception", "kiosk")


def made_up_texts(number: int, until: datetime, days: int = 28, seed: int = 2) -> Iterator[dict[str, object]]:
    """So many rows of texts that were asked for in the days before a moment."""
    random = Random(seed)
    for index in range(number):
        yield _text(random, index, until - timedelta(seconds=random.randrange(60, days * 86400)))


def _text(random: Random, index: int, asked: datetime) -> dict[str, object]:
    state = random.choices(STATES, STATE_WEIGHTS)[0]
    tried = asked + timedelta(seconds=random.expovariate(1 / 2))
    changed = tried + timedelta(seconds=random.expovariate(1 / 8))
    code, reason = random.choice(CODES.get(state, ((None, ""),)))
    return {
        "call_sid": _sid(1, index),
        "template": random.choice(TEMPLATES),
        "language": random.choice(("fr", "fr", "fr", "en")),
        "body": f"Assurance Maladie : https://assure.ameli.fr ({index})",
        "to_number": None if state != "review" or random.random() < 0.2 else "+33612345678",
        "to_hash": f"{index:064x}",
        "to_tail": f"{index % 100:02}",
        "prefix_hash": f"{index % 100:064x}",
        "caller_hash": f"{index:064x}",
        "typed": random.random() < 0.2,
        "rehearsal": False,
        "asked_at": asked,
        "state": state,
        "changed_at": changed,
        "due_at": asked,
        "attempt": 0 if state == "queued" else 1,
        "tried_at": None if state == "queued" else tried,
        "code": code,
        "reason": random.choice(REASONS) if state == "review" else reason,
    }


# -- a whole database ----------------------------------------------------------------------------------------------


def fill(store: Store, *, turns_wanted: int, days: int = 28, until: datetime | None = None) -> int:
    """Fill a migrated database; how many turns it has then. A text for every twentieth turn."""
    until, written, batch = until or machine_now(), 0, list[Entry]()
    for call in made_up_calls(turns_wanted, until, days, distinct=min(DISTINCT, turns_wanted // 15 + 1)):
        batch += call
        if len(batch) >= 20_000 or written + len(batch) >= turns_wanted:
            TurnsTable(store).write(batch)
            written, batch = written + len(batch), []
        if written >= turns_wanted:
            break
    fill_texts(store, turns_wanted // 20, days, until)
    return written


def fill_texts(store: Store, number: int, days: int = 28, until: datetime | None = None) -> None:
    """Texts alone."""
    _write(store, texts, list(made_up_texts(number, until or machine_now(), days)))


def _write(store: Store, table: Any, rows: Sequence[Any]) -> None:
    with store.writing() as connection:
        connection.execute(insert(table), rows)


def main() -> None:
    """From a terminal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--turns", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=28)
    given = parser.parse_args()
    store = open_store(given.database)
    schema.migrate(store)
    print(fill(store, turns_wanted=given.turns, days=given.days), "turns")
    store.close()


if __name__ == "__main__":
    main()
