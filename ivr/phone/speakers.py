"""Which prompt said what in a call, where the line tells it: it does so of rehearsals."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from ivr.phone.phone import Phone
from ivr.phone.timeline import Heard

_PART = re.compile(r"(\S+) ([0-9]{1,6})")


def prompts_of(phone: Phone) -> Mapping[int, str]:
    """The prompt that said each sentence of a call, by the event's number, where the line tells it."""
    events, turns = phone.events, phone.turns
    found: dict[int, str] = {}
    for turn, until in zip(turns, [*(later.mark for later in turns[1:]), len(events)], strict=True):
        spoken = [(number, one) for number, one in enumerate(events[:until]) if number >= turn.mark]
        heard = [(number, event) for number, event in spoken if isinstance(event, Heard)]
        names = speakers(turn.said, [event for _, event in heard])
        found |= {number: prompt for (number, _), prompt in zip(heard, names, strict=True)}
    return found


def speakers(said: str, heard: Sequence[Heard]) -> list[str]:
    """The prompt that said each sentence, by what the line tells of a turn: "welcome 58, topics 204", in letters.

    Another release may tell something else: what is no number of letters is left aside.
    """
    told = [part for part in map(_PART.fullmatch, said.split(", ")) if part]
    ends = accumulate(int(part[2]) for part in told)
    by_end = [(end, part[1]) for end, part in zip(ends, told, strict=True) if int(part[2])]
    reached, found = 0, []
    for sentence in heard:
        reached += len("".join(sentence.text.split()))
        found.append(next((prompt for end, prompt in by_end if reached <= end), ""))
    return found
