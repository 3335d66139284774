"""What a person has to decide, for the top of Now and of these pages: `{% include "history/attention.html" %}`."""

from flask import g

from ivr.changes.standing import Stand, standing
from ivr.console.rooms import rooms
from ivr.content.faults import ContentError


def undecided() -> tuple[Stand, ...]:
    """The changes that are set aside or that the files have overtaken; none where there is no content at all."""
    if "undecided" not in g:
        try:
            g.undecided = tuple(stand for stand in standing(rooms().published) if stand.needs_somebody)
        except ContentError:
            g.undecided = ()
    found: tuple[Stand, ...] = g.undecided
    return found
