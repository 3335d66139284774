"""Recovery codes, for whoever has lost their second factor: eight at a time, each counts once."""

import re
import secrets

from sqlalchemy import Connection, delete, func, select

from ivr.accounts.tokens import hash_of_token
from ivr.store.account_tables import recovery_codes

HOW_MANY = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
LENGTH = 24  # 118 bits: a plain hash hides them


def make_codes(connection: Connection, person: str) -> tuple[str, ...]:
    """New codes in place of the old ones, to be shown once: "abcd-efgh-..."."""
    made = tuple("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY))
    connection.execute(delete(recovery_codes).where(recovery_codes.c.person == person))
    for code in made:
        connection.execute(recovery_codes.insert().values(code=hash_of_token(code), person=person))
    return tuple("-".join(re.findall("....", code)) for code in made)


def use_recovery_code(connection: Connection, person: str, typed: str) -> bool:
    """Whether it is one of this person's, which from now on it is no more."""
    code = hash_of_token(re.sub(r"[\s-]", "", typed.casefold()))
    same = (recovery_codes.c.code == code) & (recovery_codes.c.person == person)
    return connection.execute(delete(recovery_codes).where(same)).rowcount == 1


def how_many_left(connection: Connection, person: str) -> int:
    """How many codes this person still has."""
    return int(connection.scalar(select(func.count()).where(recovery_codes.c.person == person)) or 0)
