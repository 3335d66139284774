"""A turn's way read again: the steps that it passed, each with its question and answer."""

from collections.abc import Iterator

from ivr.line.actions import Passed, passed


def read_way(way: str) -> Iterator[Passed]:
    """The opposite of how a turn is noted: "greeting where=known, greeting_here opening=open, topics"."""
    for one in filter(None, way.split(", ")):
        step, _, asked = one.partition(" ")
        question, _, answer = asked.partition("=")
        yield passed(step, question, answer)


def landing(way: str) -> str:
    """The step at which the turn ended; "" when its way was not noted."""
    return way.rpartition(", ")[2].partition(" ")[0]
