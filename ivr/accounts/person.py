"""A person of the staff, as every page meets them."""

from dataclasses import dataclass
from typing import Literal

from ivr.findings import Language

Role = Literal["reader", "editor", "publisher", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "publisher", "admin")  # each may do what those before it may
EVERYWHERE = ("all",)


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is opaque and stays; `scope` names lines and caisses as schedules/ does (`where`): what they may change."""

    id: str
    login: str
    name: str
    role: Role
    scope: tuple[str, ...] = EVERYWHERE
    language: Language = "fr"

    def may(self, role: Role) -> bool:
        """Whether they may do what needs this role."""
        return ROLES.index(self.role) >= ROLES.index(role)
