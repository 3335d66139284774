"""Nobody is hung up on for an error before the third in a row."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.check.walk import GIVEN_UP
from ivr.hours.words import words
from ivr.line.actions import HangUp
from ivr.line.inputs import Silent
from ivr.line.steps import Menu, SendText, Transfer


def find(subject: Subject) -> Iterator[Seen]:
    told: set[str] = set()
    for edge in subject.walk.edges:
        call = edge.source
        if call is None or not isinstance(edge.turn.ends, HangUp) or call.tries >= GIVEN_UP or call.step in told:
            continue
        step = subject.flow.steps[call.step]
        said_goodbye = isinstance(edge.answer, Silent) and isinstance(step, Menu) and bool(step.silence)
        if edge.idle and not isinstance(step, SendText | Transfer) and not said_goodbye:
            told.add(call.step)
            yield Seen(flow_place(call.step), edge=edge)


CHECK = Check(
    code="cut-off",
    severity="error",
    find=find,
    fr=("Une erreur de l'appelant, avant la troisième, coupe l'appel.", "Reposez la question, avec l'aide."),
    en=("A caller's error, before the third, ends the call.", "Ask again, with help."),
    why=words(
        fr="Le troisième échec mène à un conseiller ou à l'heure de réouverture ; aucun avant lui ne raccroche.",
        en="The third failure leads to an adviser or a reopening time; none before it hangs up.",
    ),
    needs="walk",
)
