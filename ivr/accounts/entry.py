"""Coming in: by password, then by a second factor where there is one. Each step answers with what comes next.

Passwords are verified between two transactions, never within one: that takes as long as it should. A try is noted
before it is made, so that a hundred at once are no more than five. Whoever does not exist gets the same answer for the
same work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection, select, update

from ivr.accounts import half_ways
from ivr.accounts.codes import has_codes, use_code
from ivr.accounts.passkeys import has_passkeys
from ivr.accounts.passwords import MOST, hash_password, is_outdated, is_password
from ivr.accounts.recovery import use_recovery_code
from ivr.accounts.sessions import Way, forget_old_sessions, open_session
from ivr.accounts.tokens import hash_of_token
from ivr.accounts.tries import OF_ONE_ADDRESS, Side, forget_old_tries, forget_tries, note_try
from ivr.audit.trail import Trail
from ivr.keys import Keys
from ivr.store.account_tables import people
from ivr.store.engine import Store

log = structlog.get_logger("ivr.accounts")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who knocks: when, from where (a keyed hash), in which browser, and the mark that one left who came in before."""

    at: datetime
    origin: str = ""
    browser: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """They are in; the browser keeps the token."""

    token: str
    person: str


@dataclass(frozen=True, slots=True)
class Halfway:
    """The password was right, and a second factor is awaited."""

    token: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many tries; the next may be made from then on."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not so."""


Answer = Entered | Halfway | Wait | Wrong


@dataclass(frozen=True, slots=True)
class Door:
    """Where people come in, on one database."""

    store: Store
    keys: Keys

    @property
    def trail(self) -> Trail:
        """Where it is noted."""
        return Trail(self.keys)

    def give_password(self, login: str, password: str, visit: Visit) -> Answer:
        """The first step."""
        login = login.strip().casefold()[:200]
        sides = self._sides("login", login, visit)
        if wait := self._refused(sides, f"login {self._hidden(login)}", visit):
            return wait
        row = self.store.within_deadline(lambda connection: _password_of(connection, login, visit.at), writes=False)
        person, hashed = row or ("", None)
        if not is_password(hashed, password[: MOST + 1]):
            self._note("sign-in-refused", person, f"login {self._hidden(login)}", visit)
            return Wrong()
        renewed = hash_password(password) if hashed and is_outdated(hashed) else None

        def let_on(connection: Connection) -> Answer:
            if _hash_of(connection, person, hold=True) != hashed:  # it was changed meanwhile, or the person is gone
                return Wrong()
            return self._let_on(connection, person, sides, visit, renewed)

        return self.store.within_deadline(let_on)

    def give_code(self, half: str, code: str, visit: Visit) -> Answer:
        """The second step, by the code of an app."""
        return self._second(half, visit, "codes", lambda c, who: use_code(c, who, code, visit.at, self.keys))

    def give_recovery_code(self, half: str, code: str, visit: Visit) -> Answer:
        """The second step, by one of the codes that were written down."""
        return self._second(half, visit, "recovery", lambda c, who: use_recovery_code(c, who, code))

    def let_in(self, connection: Connection, person: str, way: Way, visit: Visit) -> Entered:
        """A session for somebody who has shown all that is asked of them."""
        forget_old_sessions(connection, visit.at)
        forget_old_tries(connection, visit.at)
        token = open_session(connection, person, way=way, at=visit.at, browser=visit.browser, origin=visit.origin)
        self.trail.append(connection, who=person, did="sign-in", what=way, at=visit.at, origin=visit.origin)
        return Entered(token, person)

    def let_on(self, connection: Connection, person: str, way: Way, visit: Visit) -> Entered | Halfway:
        """In, or to the second factor where the person has one."""
        if has_codes(connection, person) or has_passkeys(connection, person):
            return Halfway(half_ways.begin(connection, "second-factor", visit.at, person=person))
        return self.let_in(connection, person, way, visit)

    def mark_of(self, person: str) -> str:
        """What a browser keeps in which this person has come in: their tries there are counted apart."""
        return self.keys.hash_of("mark", person)

    def is_right(self, person: str, password: str, visit: Visit) -> bool | Wait:
        """Whether this is the password of somebody who is in, and is asked again before something weighty."""
        side = Side(self.keys.hash_of("again", person))
        if until := self.store.within_deadline(lambda connection: note_try(connection, [side], visit.at)):
            return Wait(until)
        hashed = self.store.within_deadline(lambda connection: _hash_of(connection, person), writes=False)
        if not is_password(hashed, password):
            return False
        self.store.within_deadline(lambda connection: forget_tries(connection, [side]))
        return True

    def _second(self, half: str, visit: Visit, way: Way, is_right: Callable[[Connection, str], bool]) -> Answer:
        waiting = self.store.within_deadline(
            lambda connection: half_ways.look(connection, "second-factor", half, visit.at), writes=False
        )
        if waiting is None:
            return Wrong()
        sides = (Side(self.keys.hash_of("second", waiting.person)),)
        if wait := self._refused(sides, waiting.person, visit):
            return wait

        def decide(connection: Connection) -> Answer:
            if not is_right(connection, waiting.person):
                self._append(connection, "sign-in-refused", waiting.person, way, visit)
                return Wrong()
            if half_ways.take(connection, "second-factor", half, visit.at) is None:
                return Wrong()
            if way == "recovery":
                self._append(connection, "recovery-code-used", waiting.person, waiting.person, visit)
            forget_tries(connection, sides)
            return self.let_in(connection, waiting.person, way, visit)

        return self.store.within_deadline(decide)

    def _let_on(
        self, connection: Connection, person: str, sides: tuple[Side, ...], visit: Visit, renewed: str | None
    ) -> Answer:
        if renewed:
            connection.execute(update(people).where(people.c.id == person).values(password=renewed))
        forget_tries(connection, sides[:1])  # not the address's: an account of one's own would buy tries on others'
        return self.let_on(connection, person, "password", visit)

    def _sides(self, purpose: str, login: str, visit: Visit) -> tuple[Side, ...]:
        """A login and an address; in a browser that bears this person's mark, that browser alone."""
        person = self.store.within_deadline(lambda connection: _id_of(connection, login), writes=False)
        if visit.mark and person and visit.mark == self.mark_of(person):
            return (Side(hash_of_token(visit.mark)),)
        own, address = self.keys.hash_of(purpose, login), self.keys.hash_of("address", visit.origin)
        return (Side(own), Side(address, OF_ONE_ADDRESS))

    def _refused(self, sides: tuple[Side, ...], what: str, visit: Visit) -> Wait | None:
        until = self.store.within_deadline(lambda connection: note_try(connection, sides, visit.at))
        if until is None:
            return None
        log.warning("sign_in_throttled", what=what, until=until.isoformat())  # no row each: they would fill the trail
        return Wait(until)

    def _hidden(self, login: str) -> str:
        return self.keys.hash_of("login", login)[:16]

    def _note(self, did: str, who: str, what: str, visit: Visit) -> None:
        self.store.within_deadline(lambda connection: self._append(connection, did, who, what, visit))

    def _append(self, connection: Connection, did: str, who: str, what: str, visit: Visit) -> None:
        self.trail.append(connection, who=who, did=did, what=what, at=visit.at, origin=visit.origin)


def _id_of(connection: Connection, login: str) -> str:
    return connection.scalar(select(people.c.id).where(people.c.login == login)) or ""


def _password_of(connection: Connection, login: str, at: datetime) -> tuple[str, str | None] | None:
    """The person's id, and their password's hash; None for it where it was made up for them and has run out."""
    row = connection.execute(select(people).where(people.c.login == login)).one_or_none()
    if row is None:
        return None
    runs = row.password_until is None or row.password_until > at
    return row.id, row.password if runs else None


def _hash_of(connection: Connection, person: str, *, hold: bool = False) -> str | None:
    """`hold`: nobody changes it before this transaction's end (SQLite's writers pass one at a time anyway)."""
    query = select(people.c.password).where(people.c.id == person)
    return connection.scalar(query.with_for_update() if hold else query)
