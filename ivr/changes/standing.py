"""How each change of the layer stands to the files that are live: it counts, is equal, overtaken, or set aside."""

from dataclasses import dataclass
from typing import Literal

from ivr.content.changes import Change, compare
from ivr.content.schedules import tables_of
from ivr.content.yaml import Table
from ivr.findings import Finding
from ivr.published.live import Published

How = Literal["above", "equal", "overtaken", "aside"]


@dataclass(frozen=True, slots=True)
class Stand:
    """A change, the files' entry of its name (None: they have none), and why it is set aside."""

    change: Change
    how: How
    file: Table | None
    findings: tuple[Finding, ...] = ()

    @property
    def needs_somebody(self) -> bool:
        """Whether a person has to decide."""
        return self.how in ("aside", "overtaken")


def standing(published: Published) -> tuple[Stand, ...]:
    """Every change of the layer, in its order. Raises ContentError where there is no content."""
    found, tables = published.layered, tables_of(published.layered.files.schedules.files)
    stands = []
    for laid in compare(tables, published.changes):
        how: How = "aside" if laid.change in found.aside else laid.how
        told = tuple(finding for finding in found.findings if laid.change.is_told_by(finding))
        stands.append(Stand(laid.change, how, laid.file, told or (found.findings if how == "aside" else ())))
    return tuple(stands)


State = Literal["above", "equal", "overtaken", "aside", "followed", "left", "unknown"]


@dataclass(frozen=True, slots=True)
class Present:
    """What a change does now. `newest` is the latest change of its entry: another one, where it was `followed`."""

    state: State
    newest: Change
    stand: Stand | None = None

    @property
    def needs_somebody(self) -> bool:
        """Whether a person has to decide."""
        return self.state in ("aside", "overtaken")


def present(change: Change, newest: Change, published: Published) -> Present:
    """What a change does now; `unknown` where this process has not heard of it yet."""
    if newest.id != change.id:
        return Present("followed", newest)
    if change.does == "leaves":
        return Present("left", newest)
    stand = next((one for one in standing(published) if one.change.id == change.id), None)
    return Present(stand.how, newest, stand) if stand else Present("unknown", newest)
