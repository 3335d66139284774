"""Links by which a person chooses their password: on the first day, and after a reset. Each is taken once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from ivr.accounts import half_ways
from ivr.accounts.passwords import check_choice, hash_password
from ivr.accounts.people import by_id
from ivr.accounts.person import Person
from ivr.accounts.sessions import end_sessions
from ivr.accounts.tokens import hash_of_token, new_token
from ivr.store.account_tables import invitations, passkeys, people, recovery_codes

LASTS = timedelta(hours=72)


def invite(connection: Connection, person: str, at: datetime) -> str:
    """The token of a new link; those before it count no more."""
    token = new_token()
    connection.execute(delete(invitations).where(invitations.c.person == person))
    row = {"token": hash_of_token(token), "person": person, "until": at + LASTS}
    connection.execute(invitations.insert().values(row))
    return token


def invited(connection: Connection, token: str, at: datetime) -> Person | None:
    """Whose link that is, while it lasts."""
    same = (invitations.c.token == hash_of_token(token)) & (invitations.c.until > at)
    person = connection.scalar(select(invitations.c.person).where(same))
    return by_id(connection, person) if person else None


def accept(connection: Connection, token: str, hashed: str, at: datetime) -> Person | None:
    """The person of the link, whose password is now the one of that hash; None where it was taken or has run out."""
    person = invited(connection, token, at)
    gone = connection.execute(delete(invitations).where(invitations.c.token == hash_of_token(token)))
    if person is None or gone.rowcount != 1:
        return None
    keep_password(connection, person.id, hashed)
    end_sessions(connection, person.id)
    return person


def keep_password(connection: Connection, person: str, hashed: str, until: datetime | None = None) -> None:
    """That person's password from now on; `until` where it was made up for them. No link sets another one any more."""
    connection.execute(delete(invitations).where(invitations.c.person == person))
    _replace(connection, person, {"password": hashed, "password_until": until})


def chosen_password(password: str, person: Person) -> str:
    """The hash of a password that this person chose. Raises Declined where it may not be chosen."""
    check_choice(password, (person.login, person.name))
    return hash_password(password)


def reset(connection: Connection, person: str, at: datetime, *, lost_factor: bool) -> str:
    """A new link for somebody who can't come in: password and sessions are gone; the second factor where it is lost."""
    bare: dict[str, object] = {"password": None, "password_until": None}
    if lost_factor:
        bare |= {"totp": None, "subject": None}
        for table in (passkeys, recovery_codes):
            connection.execute(delete(table).where(table.c.person == person))
    _replace(connection, person, bare)
    end_sessions(connection, person)
    return invite(connection, person, at)


def _replace(connection: Connection, person: str, values: Mapping[str, object]) -> None:
    """In place of the password; then whoever gave the one before comes no further by it.

    In this order: who is let in by it just now holds the person's row until that is done, see ivr/accounts/entry.py.
    """
    connection.execute(update(people).where(people.c.id == person).values(values))
    half_ways.forget(connection, "second-factor", person)


def has_password(connection: Connection, person: str) -> bool:
    """Whether this person comes in by a password."""
    return connection.scalar(select(people.c.password).where(people.c.id == person)) is not None


def password_until(connection: Connection, person: str) -> datetime | None:
    """Until when their password lasts, where it was made up for them."""
    return connection.scalar(select(people.c.password_until).where(people.c.id == person))
