"""Builders for tests of the conversation: the real flow and schedules at a chosen moment, with plain defaults."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ivr.content.schedules import read_schedules
from ivr.hours.schedules import LineName, Schedules
from ivr.line.actions import Offer, Turn
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.facts import Facts, Rules
from ivr.line.flow import FLOW
from ivr.line.inputs import Input, Pressed, Silent
from ivr.line.origin import read_number

PARIS = ZoneInfo("Europe/Paris")
TUESDAY_10H = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=PARIS)
ADVISER = "+33199000001"
MOBILE = "+33612345678"


@cache
def schedules(adviser: str = ADVISER) -> Schedules:
    """The real schedules, with an adviser's number on every line."""
    real = read_schedules(Path("schedules"))
    return replace(real, lines={name: replace(line, adviser=adviser) for name, line in real.lines.items()})


def facts(
    *, at: datetime = TUESDAY_10H, caller: str = "+33199001234", called: LineName = "national", **more: object
) -> Facts:
    """The facts of a call from a landline on an ordinary Tuesday morning, unless told otherwise."""
    rules = Rules(**more)  # type: ignore[arg-type]
    return Facts(now=at, called=called, caller=read_number(caller), schedules=schedules(), rules=rules)


class Conversation:
    """Takes turns with the line as a caller would, without a telephone."""

    def __init__(self, known: Facts | None = None) -> None:
        self.facts = known or facts()
        self.turn: Turn = begin(FLOW, Call(), Asker(self.facts))

    def answers(self, *inputs: Input) -> "Conversation":
        for given in inputs:
            self.turn = advance(FLOW, self.call, given, Asker(self.facts))
        return self

    def presses(self, *keys: str) -> "Conversation":
        return self.answers(*(Pressed(key) for key in keys))

    def is_silent(self, times: int = 1) -> "Conversation":
        return self.answers(*(Silent() for _ in range(times)))

    @property
    def call(self) -> Call:
        return self.turn.call

    @property
    def step(self) -> str:
        return self.call.step

    @property
    def said(self) -> list[str]:
        """The prompts of the last turn, menus' choices apart."""
        return [say.prompt for say in self.turn.says if not isinstance(say, Offer)]
