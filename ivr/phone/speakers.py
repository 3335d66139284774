"""Which prompt said what in a call, where the line tells it: it does so of rehearsals."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from ivr.phone.phone import Phone
from ivr.phone.timeline import Heard


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
    """The prompt that said each sentence, by what the line tells of a turn: "welcome 58, topics 204", in letters."""
    told = [part.rpartition(" ") for part in said.split(", ") if part]
    ends = accumulate(int(letters) for _, _, letters in told)
    by_end = [(end, prompt) for end, (prompt, _, letters) in zip(ends, told, strict=True) if int(letters)]
    reached, found = 0, []
    for sentence in heard:
        reached += len("".join(sentence.text.split()))
        found.append(next((prompt for end, prompt in by_end if reached <= end), ""))
    return found
