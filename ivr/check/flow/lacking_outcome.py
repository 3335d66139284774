"""Whatever the world answers has a way on: a text, a telephone that rings, a number that can't be kept."""

from collections.abc import Iterator
from typing import get_args

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.inputs import DialOutcome, TextOutcome
from ivr.line.steps import Ask, Branch, Flow, SendText, Step, Transfer


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        yield from (Seen(flow_place(name), {"outcome": outcome}) for outcome in sorted(_lacking(subject.flow, step)))


def _lacking(flow: Flow, step: Step) -> set[str]:
    match step:
        case SendText():
            return set(get_args(TextOutcome)) - set(step.outcomes)
        case Transfer():
            return set(get_args(DialOutcome)) - set(step.outcomes)
        case Branch():
            question = flow.questions.get(step.on)
            return set(question.answers if question else ()) - set(step.ways)
        case Ask(takes="mobile", unavailable=""):
            return {"unavailable"}
    return set()


CHECK = Check(
    code="lacking-outcome",
    severity="error",
    find=find,
    fr=("L'étape ne dit pas où mène « {outcome} ».", "Ajoutez « {outcome} » avec l'étape qui suit."),
    en=("The step doesn't say where “{outcome}” leads.", "Add “{outcome}” with the step that follows."),
    why=words(
        fr="Occupé, sans réponse, SMS impossible : chaque issue a sa phrase, sinon l'appelant entend une excuse.",
        en="Busy, no answer, no text: each outcome has its sentence, or the caller hears an apology.",
    ),
)
