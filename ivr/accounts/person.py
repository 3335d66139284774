"""A person who uses the console: what they are called, what they may do, and of which caisses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from ivr.findings import Language

Scope = tuple[str, ...]  # names of ivr/content/whom.py: "all", "lines", a département, the code of a caisse
EVERYWHERE: Scope = ("all",)


class Role(IntEnum):
    """Who may do what; each may do what those before it may."""

    reader = 1  # sees
    editor = 2  # prepares changes
    publisher = 3  # has them heard
    admin = 4  # says who may


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `id` is opaque, and all that the audit trail and the history keep of them."""

    id: str
    login: str
    name: str
    role: Role
    scope: Scope = EVERYWHERE
    language: Language = "fr"

    def may(self, needs: Role) -> bool:
        """Whether they may do what needs this role, wherever they may do it."""
        return self.role >= needs

    def covers(self, places: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether all of these lines and caisses are theirs; `groups` is who is meant by a name (whom.Known.groups)."""
        own = {place for name in self.scope for place in groups.get(name, ())}
        return set(places) <= own
