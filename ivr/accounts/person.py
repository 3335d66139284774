"""A person of the staff, as every page meets them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.findings import Language

Role = Literal["reader", "editor", "publisher", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "publisher", "admin")  # each may do what those before it may
Scope = tuple[str, ...]  # names of ivr/content/whom.py: "all", a line, a département, the code of a caisse
EVERYWHERE: Scope = ("all",)


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is opaque and stays; `scope` names lines and caisses as schedules/ does (`where`): what they may change."""

    id: str
    login: str
    name: str
    role: Role
    scope: Scope = EVERYWHERE
    language: Language = "fr"

    def may(self, role: Role) -> bool:
        """Whether they may do what needs this role."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def covers(self, places: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether all of these lines and caisses are theirs; `groups` is who is meant by a name (whom.Known.groups)."""
        own = {place for name in self.scope for place in groups.get(name, ())}
        return set(places) <= own
