"""No loop goes on without the caller: told, branched, sent and rung for ever."""

from collections.abc import Iterator

from ivr.check.graph import ENDLESS, longest
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Ask, Menu, targets


def find(subject: Subject) -> Iterator[Seen]:
    steps = subject.flow.steps
    alone = {name: step for name, step in steps.items() if not isinstance(step, Menu | Ask)}
    lengths = longest({name: [to for to in targets(step) if to in alone] for name, step in alone.items()})
    circling = {name for name in alone if lengths[name] == ENDLESS}
    # Steps that only lead into a circle are no part of it.
    for name in circling:
        if _returns(name, {one: [to for to in targets(alone[one]) if to in circling] for one in circling}):
            yield Seen(flow_place(name))


def _returns(name: str, onwards: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(onwards[name])
    while waiting:
        at = waiting.pop()
        if at == name:
            return True
        if at not in seen:
            seen.add(at)
            waiting += onwards[at]
    return False


CHECK = Check(
    code="silent-loop",
    severity="error",
    find=find,
    fr=("Cette étape revient à elle-même sans rien attendre de l'appelant.", "Faites passer la boucle par un menu."),
    en=("This step comes back to itself without waiting for the caller.", "Lead the loop through a menu."),
    why=words(
        fr="Un tour de parole qui tourne en rond ne rend jamais de document à Twilio : l'appel est coupé.",
        en="A turn that goes in circles never hands Twilio a document: the call is cut.",
    ),
)
