"""Every step that speaks is heard in some call. Those to which no way leads are told by unreachable-step alone."""

from collections.abc import Iterator

from ivr.check.flow.unreachable_step import unreachable
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.actions import Say
from ivr.line.steps import Branch


def find(subject: Subject) -> Iterator[Seen]:
    heard = {said.prompt for edge in subject.walk.edges for said in edge.turn.says if isinstance(said, Say)}
    heard |= {edge.turn.call.step for edge in subject.walk.edges}
    heard |= set(unreachable(subject.flow))
    for name, step in subject.flow.steps.items():
        if not isinstance(step, Branch) and name not in heard:
            yield Seen(flow_place(name))


CHECK = Check(
    code="never-heard",
    severity="error",
    find=find,
    fr=(
        "La table mène à cette étape, mais aucun appel possible n'y passe.",
        "Vérifiez les branches qui y mènent : leurs conditions s'excluent.",
    ),
    en=(
        "The table leads to this step, but no possible call passes it.",
        "Look at the branches that lead there: their conditions exclude each other.",
    ),
    why=words(
        fr="Plus fin que unreachable-step : ici les faits de l'appel comptent aussi.",
        en="Finer than unreachable-step: here the facts of the call count as well.",
    ),
    needs="walk",
)
