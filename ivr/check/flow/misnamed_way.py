"""A way whose target bears one of the question's answers is that answer's."""

from collections.abc import Iterator, Mapping

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Ask, Branch, Flow, SendText, Step, Transfer


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        ways = _ways(step)
        for answer, target in ways.items():
            others = [other for other in ways if ways[other] != target and _bears(target, other)]
            if others and not _bears(target, answer):
                yield Seen(flow_place(name), {"answer": answer, "target": target})
        others_names = tuple(f"{other}_" for other in _asks(subject.flow) - {name})
        if isinstance(step, Ask) and step.refusal.startswith(others_names):
            yield Seen(flow_place(name), {"answer": "refusal", "target": step.refusal})


def _ways(step: Step) -> Mapping[str, str]:
    match step:
        case Branch():
            return step.ways
        case SendText() | Transfer():
            return {str(outcome): target for outcome, target in step.outcomes.items()}
        case Ask():
            return {"then": step.then, "unavailable": step.unavailable}
    return {}


def _asks(flow: Flow) -> set[str]:
    return {name for name, step in flow.steps.items() if isinstance(step, Ask)}


def _bears(target: str, answer: str) -> bool:
    return f"_{answer}_" in f"_{target}_"


CHECK = Check(
    code="misnamed-way",
    severity="error",
    find=find,
    fr=("À la réponse « {answer} », l'étape mène à « {target} ».", "Vérifiez : deux cibles semblent échangées."),
    en=("At the answer “{answer}” the step leads to “{target}”.", "Check: two targets seem to be swapped."),
    why=words(
        fr="« hours_holiday » se dit un jour férié : le nom d'une étape et la réponse qui y mène vont ensemble.",
        en="“hours_holiday” is for a holiday: a step's name and the answer that leads to it belong together.",
    ),
)
