"""From every state of the walk the call can end."""

from collections.abc import Iterator

from ivr.check.graph import backwards, reached
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.actions import Connect, HangUp


def find(subject: Subject) -> Iterator[Seen]:
    walk = subject.walk
    ends = {edge.target for edge in walk.edges if isinstance(edge.turn.ends, HangUp | Connect)}
    before = backwards({state: [edge.target for edge in edges] for state, edges in walk.onwards.items()})
    leaving = reached(ends, lambda state: before.get(state, ()))
    told: set[str] = set()
    for state, edge in walk.reached.items():
        step = edge.turn.call.step
        if state not in leaving and step not in told:
            told.add(step)
            yield Seen(flow_place(step), edge=edge)


CHECK = Check(
    code="dead-end",
    severity="error",
    find=find,
    fr=("Il existe un appel qui, arrivé ici, ne peut plus finir.", "Donnez à cet état une sortie."),
    en=("There is a call that can't end any more once it is here.", "Give this state a way out."),
    why=words(
        fr="Prouvé sur chaque état que l'appel peut atteindre, pas seulement sur la table.",
        en="Proved of every state that a call can be in, not of the table alone.",
    ),
    needs="walk",
)
