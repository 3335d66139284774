"""From every step a way leads to the end of the call."""

from collections.abc import Iterator

from ivr.check.graph import backwards, reached
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Ask, End, Menu, Transfer, targets


def find(subject: Subject) -> Iterator[Seen]:
    flow = subject.flow
    ways = {name: list(targets(step)) for name, step in flow.steps.items()}
    for name, step in flow.steps.items():
        if isinstance(step, Menu | Ask):  # whoever stays silent is led out
            ways[name] += [flow.manners.give_up, flow.manners.farewell]
    ends = [name for name, step in flow.steps.items() if isinstance(step, End | Transfer)]
    before = backwards(ways)
    leaving = reached(ends, lambda name: before.get(name, ()))
    yield from (Seen(flow_place(name)) for name in flow.steps if name not in leaving)


CHECK = Check(
    code="no-way-out",
    severity="error",
    find=find,
    fr=("De cette étape, l'appel ne peut jamais finir.", "Menez à une étape End ou à un conseiller."),
    en=("From this step the call can never end.", "Lead to an End step or to an adviser."),
    why=words(
        fr="Un appel finit par un au revoir ou chez un conseiller, jamais dans une impasse.",
        en="A call ends with a goodbye or with an adviser, never in a dead end.",
    ),
)
