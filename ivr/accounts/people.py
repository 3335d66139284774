"""The table of people: who has an account, found, added, changed and removed."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import Connection, Row, func, select, update

from ivr.accounts.declined import BAD_LOGIN, LAST_ADMIN, NO_NAME, NOBODY, TAKEN, Declined
from ivr.accounts.person import EVERYWHERE, Person, Role, Scope
from ivr.findings import Language
from ivr.store.account_tables import people
from ivr.store.engine import serialise

PEOPLE_LOCK = 3646_5  # so that two admins can't take the role from each other at once
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,119}")
NAME = 64  # letters: as many as the columns have that tell who published; earlier releases kept more


def read_login(text: str) -> str:
    """A login as it is kept. Raises Declined where it can't be one."""
    login = text.strip().casefold()
    if not LOGIN.fullmatch(login):
        raise Declined(BAD_LOGIN)
    return login


def add_person(
    connection: Connection,
    *,
    login: str,
    name: str,
    role: Role,
    at: datetime,
    scope: Scope = EVERYWHERE,
    language: Language = "fr",
) -> Person:
    """A new account, without a password yet. Raises Declined where the login is none, or taken."""
    login, name = read_login(login), " ".join(name.split())[:NAME]
    if not name:
        raise Declined(NO_NAME)
    serialise(connection, PEOPLE_LOCK)
    if by_login(connection, login):
        raise Declined(TAKEN)
    person = Person("p" + secrets.token_hex(8), login, name, role, scope, language)
    values = {"id": person.id, "login": login, "name": name, "made_at": at}
    connection.execute(people.insert().values(values | _rights(role, scope, language)))
    return person


def change_person(connection: Connection, id: str, *, role: Role, scope: Scope, language: Language) -> Person:  # noqa: A002 - as Person has it
    """The account with another role, scope and language. Raises Declined for the last admin's role."""
    serialise(connection, PEOPLE_LOCK)
    if role != "admin":
        _keep_an_admin(connection, but=id)
    connection.execute(update(people).where(people.c.id == id).values(_rights(role, scope, language)))
    return found(by_id(connection, id))


def remove_person(connection: Connection, id: str) -> None:  # noqa: A002 - as above
    """No such account any more, nor its sessions, keys and codes. What they did keeps their id alone."""
    serialise(connection, PEOPLE_LOCK)
    _keep_an_admin(connection, but=id)
    connection.execute(people.delete().where(people.c.id == id))


def by_id(connection: Connection, id: str) -> Person | None:  # noqa: A002 - as above
    """The person of that id."""
    row = connection.execute(select(people).where(people.c.id == id)).one_or_none()
    return person_of(row) if row else None


def by_login(connection: Connection, login: str) -> Person | None:
    """The person of that login, however it is written."""
    row = connection.execute(select(people).where(people.c.login == login.strip().casefold())).one_or_none()
    return person_of(row) if row else None


def by_subject(connection: Connection, subject: str) -> Person | None:
    """The person whom the OpenID Connect provider calls so."""
    row = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
    return person_of(row) if row else None


def keep_subject(connection: Connection, id: str, subject: str) -> bool:  # noqa: A002 - as above
    """Have the provider's word stand for this person from now on; False where another's does already."""
    first = (people.c.id == id) & people.c.subject.is_(None)
    return connection.execute(update(people).where(first).values(subject=subject)).rowcount == 1


def everybody(connection: Connection) -> tuple[Person, ...]:
    """Every account, by name."""
    return tuple(map(person_of, connection.execute(select(people).order_by(func.lower(people.c.name), people.c.id))))


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names behind these ids, of those who still have an account."""
    rows = connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def found(person: Person | None) -> Person:
    """Raises Declined for nobody."""
    if person is None:
        raise Declined(NOBODY)
    return person


def person_of(row: Row[Any]) -> Person:
    """The person of a row that has the columns of people. What no release wrote counts as the least."""
    role = cast(Role, row.role) if row.role in get_args(Role) else "reader"
    language: Language = "en" if row.language == "en" else "fr"
    return Person(row.id, row.login, row.name[:NAME], role, tuple(row.scope.split()), language)


def _rights(role: Role, scope: Scope, language: Language) -> dict[str, str]:
    return {"role": role, "scope": " ".join(scope), "language": language}


def _keep_an_admin(connection: Connection, *, but: str) -> None:
    admins = set(connection.scalars(select(people.c.id).where(people.c.role == "admin")))
    if admins == {but}:
        raise Declined(LAST_ADMIN)
