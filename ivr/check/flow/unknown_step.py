"""Every step that is named is one."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Flow, targets


def find(subject: Subject) -> Iterator[Seen]:
    for step, target in _named(subject.flow):
        if target not in subject.flow.steps:
            yield Seen(flow_place(step), {"target": target})


def _named(flow: Flow) -> Iterator[tuple[str, str]]:
    manners = flow.manners
    for name, step in flow.steps.items():
        yield from ((name, target) for target in targets(step))
    for target in (manners.first, manners.home, manners.adviser.to, manners.give_up, manners.farewell):
        yield "manners", target


CHECK = Check(
    code="unknown-step",
    severity="error",
    find=find,
    fr=("L'étape mène à « {target} », qui n'existe pas.", "Corrigez le nom, ou ajoutez l'étape à la table."),
    en=("The step leads to “{target}”, which is no step.", "Correct the name, or add the step to the table."),
    why=words(
        fr="Un appelant qui y arriverait entendrait l'excuse d'incident, puis le premier menu.",
        en="A caller who got there would hear the apology for a mishap, then the first menu.",
    ),
)
