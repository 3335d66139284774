"""The door of publishing as pages use it: by whoever is signed in, and as the settings want it."""

from ivr.changes.publishing import Publishing, Signature
from ivr.console.rooms import person, rooms
from ivr.console.visits import visit


def publishing() -> Publishing:
    """How publications are made in this deployment."""
    return rooms().publishing


def signature() -> Signature:
    """Whoever asks, as they sign what they publish."""
    found = person()
    return Signature(found.id, found.name, found.scope, visit().origin)
