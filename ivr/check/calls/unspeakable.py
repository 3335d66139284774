"""Every turn of every call can be said, in every language."""

from collections.abc import Iterator

from ivr.check.calls.heard_turns import unspoken
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import Words, words


def find(subject: Subject) -> Iterator[Seen]:
    told: set[tuple[str, Words]] = set()
    for edge, why in unspoken(subject):
        step = edge.turn.call.step
        if (step, why) not in told:
            told.add((step, why))
            yield Seen(flow_place(step), {"why": why}, edge)


CHECK = Check(
    code="unspeakable",
    severity="error",
    find=find,
    fr=("Un appel arrive ici et la ligne ne peut rien dire : {why}.", "Ajoutez ce qui manque."),
    en=("A call comes here and the line can say nothing: {why}.", "Add what is missing."),
    why=words(
        fr="Chaque tour de parole de chaque appel possible est dit, dans chaque langue.",
        en="Every turn of every possible call is spoken, in every language.",
    ),
    needs="walk",
)
