"""One line of the journal."""

from datetime import datetime
from typing import NamedTuple

END_OF_CALL = -1  # the turn number of the entry that ends a call


class Entry(NamedTuple):
    """What happened on one turn: names and codes of the flow and of schedules/, never a number or what was keyed.

    A turn that is taken again (a webhook that Twilio repeats) has the same call and turn number, and is kept once.
    """

    call_sid: str
    turn: int
    at: datetime  # aware
    step: str = ""  # the step that was answered; "" when the call begins
    heard: str = ""  # the kind of input: pressed, said, silent, not_understood, dial_ended... ; "" when the call begins
    outcome: str = ""  # how the turn ended: listen, connect, hang_up; or what was done: text_taken, adviser_busy...
    line: str = ""
    place: str = ""
    department: str = ""
    caisse: str = ""
    topic: str = ""
    regime: str = ""
    language: str = ""
    cause: str = ""  # why it was open or closed, on a turn that depended on it: hours, holiday, closure...
    rule: str = ""  # the schedule that said so
    revision: str = ""  # of the content that was live
    seconds: float = 0.0  # what the turn took; at the end of the call, how long the call lasted
    rehearsal: bool = False
    way: str = (
        ""  # the steps passed, each with its question and answer: "greeting where=known, greeting_here opening=open"
    )


def end_of_call(call_sid: str, at: datetime, outcome: str, seconds: float, rehearsal: bool = False) -> Entry:
    """The caller is gone: `outcome` is Twilio's word for how the call ended, `seconds` how long it lasted."""
    return Entry(call_sid, END_OF_CALL, at, "", "hung_up", outcome, seconds=seconds, rehearsal=rehearsal)
