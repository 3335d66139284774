"""No call is hung up on without a goodbye."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.actions import HangUp, Say
from ivr.line.steps import End


def find(subject: Subject) -> Iterator[Seen]:
    ends = {name for name, step in subject.flow.steps.items() if isinstance(step, End)}
    told: set[str] = set()
    for edge in subject.walk.edges:
        step = edge.turn.call.step
        if isinstance(edge.turn.ends, HangUp) and step not in told:
            last = edge.turn.says[-1] if edge.turn.says else None
            if not (isinstance(last, Say) and last.prompt in ends and _is_said(subject, last.prompt)):
                told.add(step)
                yield Seen(flow_place(step), edge=edge)


def _is_said(subject: Subject, key: str) -> bool:
    """Whether the goodbye has words in every language."""
    found = (prompts.prompts.get(key) for prompts in subject.prompts.values())
    return all(prompt is not None and prompt.say for prompt in found)


CHECK = Check(
    code="no-goodbye",
    severity="error",
    find=find,
    fr=("Un appel finit ici sans au revoir.", "Faites-le finir par une étape End qui parle."),
    en=("A call ends here without a goodbye.", "Let it end with an End step that speaks."),
    why=words(
        fr="Une coupure sans un mot ressemble à une panne : l'appelant rappelle.",
        en="A cut without a word sounds like a failure: the caller rings again.",
    ),
    needs="walk",
)
