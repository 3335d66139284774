"""What one call adds to the counts: each figure that it is counted for. Pure: the same call always gives the same.

A call is counted where it began, and where its first turn was noted; rehearsals are counted nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from ivr.journal.entry import END_OF_CALL, Entry
from ivr.journal.reading import FIRST, summary_of
from ivr.journal.way import landing, read_way
from ivr.line.steps import End, Flow

# What is counted. "topic" counts a call for each of its topics; "edge" counts moves from step to step; "silent" and
# "not_understood" count turns, by the menu that was not answered; "seconds" and "ended" make the mean length.
Kind = Literal[
    "calls",
    "place",
    "department",
    "regime",
    "topic",
    "outcome",
    "language",
    "served",
    "edge",
    "silent",
    "not_understood",
    "seconds",
    "ended",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Served = Literal["adviser", "alone", "missed", "nothing"]

LEFT = "-left"  # where an edge leads when the caller hung up; no step is called so
UNENDED = "-unended"  # when the call goes on, or its end was never reported

# Steps at which the line has told what was asked for: hours, an address, where to go. A test holds them to the flow.
ANSWERING = frozenset(
    {
        "hours",
        "when_needed",
        "counter",
        "file_number",
        "file_site",
        "file_statements",
        "own_statements",
        "kiosk",
        "reception",
        "messages",
        "amelibot",
        "deaf",
        "own_body",
        "shared_account",
        "partner_account",
        "text_address",
        "address_only",
    }
)
TEXTED = frozenset({"text_taken", "text_already"})
REACHED = frozenset({"adviser_answered", "queue_answered"})
CONNECTING = "connect"  # the step of the transfer, and the outcome of a turn that begins one


class Figure(NamedTuple):
    """What is counted: of which line, of which kind, and its value."""

    line: str
    kind: Kind
    word: str = ""
    toward: str = ""


def figures_of(calls: Iterable[Sequence[Entry]], ends: frozenset[str]) -> Counter[Figure]:
    """The figures of some calls together. `ends`: the steps with which the line itself ends a call."""
    counted: Counter[Figure] = Counter()
    for call in calls:
        for figure, number in _of_call(call, ends):
            counted[figure] += number
    return counted


def ends_of(flow: Flow) -> frozenset[str]:
    """The steps with which the line itself ends a call."""
    return frozenset(name for name, step in flow.steps.items() if isinstance(step, End))


def is_counted(call: Sequence[Entry]) -> bool:
    """Whether a call is counted: its beginning was noted, and it was no rehearsal."""
    return any(entry.turn == FIRST for entry in call) and not any(entry.rehearsal for entry in call)


def served(taken: Sequence[Entry]) -> Served:
    """How the line served a call, from its turns.

    "adviser": an adviser was reached. "missed": one was asked for, and none was reached. "alone": none was asked for,
    and the line texted what was wanted, or told it (see ANSWERING): this is the share served without an adviser.
    "nothing": the caller left before anything was answered.
    """
    outcomes = {entry.outcome for entry in taken}
    if outcomes & REACHED:
        return "adviser"
    asked = CONNECTING in outcomes or any(entry.topic == "adviser" for entry in taken)
    if asked or any(outcome.startswith(("adviser_", "queue_")) for outcome in outcomes):
        return "missed"
    steps = {passed.step for entry in taken for passed in read_way(entry.way)}
    return "alone" if outcomes & TEXTED or steps & ANSWERING else "nothing"


def _of_call(call: Sequence[Entry], ends: frozenset[str]) -> Iterator[tuple[Figure, int]]:
    if not is_counted(call):
        return
    summary = summary_of(call)
    taken = sorted((entry for entry in call if entry.turn != END_OF_CALL), key=lambda entry: entry.turn)
    line, last = summary.line, taken[-1]
    yield Figure(line, "calls"), 1
    told: tuple[tuple[Kind, str], ...] = (
        ("place", summary.place),
        ("department", summary.department),
        ("regime", last.regime),
        ("outcome", summary.outcome),
        ("language", summary.language),
        ("served", served(taken)),
        *(("topic", topic) for topic in summary.topics),
    )
    yield from ((Figure(line, kind, word), 1) for kind, word in told)
    yield from ((Figure(line, *figure), 1) for figure in _of_turns(taken))
    if summary.seconds is not None:
        yield Figure(line, "ended"), 1
        yield Figure(line, "seconds"), round(summary.seconds)
    if (stood := landing(last.way)) and stood not in ends:
        yield Figure(line, "edge", stood, UNENDED if summary.seconds is None else LEFT), 1


def _of_turns(taken: Sequence[Entry]) -> Iterator[tuple[Kind, str, str]]:
    for entry in taken:
        if to := landing(entry.way):
            yield "edge", entry.step, to
        match entry.heard:
            case "silent" | "not_understood" as unheard:
                yield unheard, entry.step, ""
