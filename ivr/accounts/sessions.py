"""Who is signed in, in which browser. The database knows a session by its token's hash, so that ending it ends it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, delete, exists, select, update

from ivr.accounts.people import person_of
from ivr.accounts.person import Person
from ivr.accounts.tokens import hash_of_token, new_token
from ivr.store.account_tables import console_sessions as sessions
from ivr.store.account_tables import passkeys, people

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=8)
NOTED = timedelta(minutes=1)  # seen_at is not written more often
JUST_PROVED = timedelta(minutes=10)  # what needs the password again does not, so shortly after
BROWSER = 120  # letters

Way = Literal["password", "codes", "passkey", "recovery", "oidc"]


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which a person is signed in."""

    id: str
    person: Person
    made_at: datetime
    seen_at: datetime
    proved_at: datetime
    way: str
    browser: str
    has_second_factor: bool

    def is_just_proved(self, at: datetime) -> bool:
        """Whether they showed who they are a moment ago."""
        return at - self.proved_at < JUST_PROVED


def open_session(
    connection: Connection, person: str, *, way: Way, at: datetime, browser: str = "", origin: str = ""
) -> str:
    """A new session, and the token that its browser keeps."""
    token = new_token()
    moments = {"made_at": at, "seen_at": at, "proved_at": at}
    row = {"token": hash_of_token(token), "id": "s" + secrets.token_hex(8), "person": person, "way": way}
    connection.execute(sessions.insert().values(row | moments | {"browser": browser[:BROWSER], "origin": origin}))
    return token


def find_session(connection: Connection, token: str, at: datetime) -> Session | None:
    """The session of that token, while it lasts; its role and scope are those of this moment."""
    row = connection.execute(_lasting(at).where(sessions.c.token == hash_of_token(token))).one_or_none()
    return _session(row) if row else None


def note_seen(connection: Connection, session: Session, at: datetime) -> None:
    """It was used just now."""
    connection.execute(update(sessions).where(sessions.c.id == session.id).values(seen_at=at))


def renew_token(connection: Connection, session: Session, at: datetime) -> str:
    """The session's new token, after its person has shown again who they are; the old one opens nothing any more."""
    token = new_token()
    values = {"token": hash_of_token(token), "proved_at": at, "seen_at": at}
    connection.execute(update(sessions).where(sessions.c.id == session.id).values(values))
    return token


def is_to_note(session: Session, at: datetime) -> bool:
    """Whether its last use was so long ago that it is written down."""
    return at - session.seen_at >= NOTED


def sessions_of(connection: Connection, person: str, at: datetime) -> tuple[Session, ...]:
    """Where they are signed in, the last used first."""
    rows = connection.execute(_lasting(at).where(people.c.id == person).order_by(sessions.c.seen_at.desc()))
    return tuple(map(_session, rows))


def end_session(connection: Connection, id: str, person: str) -> bool:  # noqa: A002 - as Session has it
    """End one session of that person; whether there was one."""
    ended = connection.execute(delete(sessions).where(sessions.c.id == id, sessions.c.person == person))
    return ended.rowcount == 1


def end_sessions(connection: Connection, person: str, *, but: str = "") -> int:
    """End all of that person's sessions but one; how many."""
    return connection.execute(delete(sessions).where(sessions.c.person == person, sessions.c.id != but)).rowcount


def forget_old_sessions(connection: Connection, at: datetime) -> None:
    """Delete those that have ended by themselves."""
    connection.execute(delete(sessions).where((sessions.c.seen_at <= at - IDLE) | (sessions.c.made_at <= at - WHOLE)))


def _lasting(at: datetime) -> Select[Any]:
    has_passkey = exists().where(passkeys.c.person == people.c.id)
    kept = ("made_at", "seen_at", "proved_at", "way", "browser")
    columns = [*people.c, sessions.c.id.label("session"), *(sessions.c[name].label(f"its_{name}") for name in kept)]
    return (
        select(*columns, has_passkey.label("has_passkey"))
        .join(sessions, sessions.c.person == people.c.id)
        .where(sessions.c.seen_at > at - IDLE, sessions.c.made_at > at - WHOLE)
    )


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.session,
        person=person_of(row),
        made_at=row.its_made_at,
        seen_at=row.its_seen_at,
        proved_at=row.its_proved_at,
        way=row.its_way,
        browser=row.its_browser,
        has_second_factor=row.totp is not None or bool(row.has_passkey),
    )
