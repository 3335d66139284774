"""The first account, made where nobody could come in: so that a new console is opened without any other command."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from ivr.accounts.invitations import keep_password
from ivr.accounts.passwords import hash_password
from ivr.accounts.people import PEOPLE_LOCK, add_person, by_login
from ivr.audit.trail import TERMINAL, Trail
from ivr.store.account_tables import invitations, people
from ivr.store.engine import Store, serialise

LOGIN = "premier"
NAME = "Premier compte"
LASTS = timedelta(days=1)  # its password was made up: it has to be changed
SYLLABLES = [consonant + vowel for consonant in "bdfgjklmnprtvz" for vowel in "aeiou"]  # 70, so 6.1 bits each


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """How to come in. The password is written down nowhere."""

    login: str
    password: str = field(repr=False)


def first_account(store: Store, trail: Trail, at: datetime) -> FirstAccount | None:
    """A new account, admin of everything, where nobody can come in; None where somebody can.

    The account of an earlier start whose password has run out unchanged gets a new one.
    """
    password = spoken_password()
    hashed = hash_password(password)
    with store.writing() as connection:
        serialise(connection, PEOPLE_LOCK)
        if _somebody_can_enter(connection, at):
            return None
        person = by_login(connection, LOGIN) or add_person(connection, login=LOGIN, name=NAME, role="admin", at=at)
        keep_password(connection, person.id, hashed, until=at + LASTS)
        trail.append(connection, who=TERMINAL, did="person-added", what=person.id, at=at)
    return FirstAccount(LOGIN, password)


def spoken_password() -> str:
    """ "bamoti-reluka-zodefi-gunape": 73 bits in twelve syllables, easily copied from a screen."""
    parts = ("".join(secrets.choice(SYLLABLES) for _ in range(3)) for _ in range(4))
    return "-".join(parts)


def _somebody_can_enter(connection: Connection, at: datetime) -> bool:
    """By a password that has not run out, a link, or the OpenID Connect provider."""
    lasting = people.c.password.is_not(None) & (people.c.password_until.is_(None) | (people.c.password_until > at))
    by_password = connection.scalar(select(people.c.id).where(lasting).limit(1))
    by_link = connection.scalar(select(invitations.c.token).where(invitations.c.until > at).limit(1))
    by_provider = connection.scalar(select(people.c.id).where(people.c.subject.is_not(None)).limit(1))
    return any((by_password, by_link, by_provider))
