"""The first wait for an answer is five seconds at least, and each after a failure is longer."""

from collections.abc import Iterator
from itertools import pairwise

from ivr.check.ear.limits import FIRST_WAIT
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.actions import Listen


def find(subject: Subject) -> Iterator[Seen]:
    waits: dict[str, dict[int, int]] = {}
    for edge in subject.walk.reached.values():
        if isinstance(edge.turn.ends, Listen):
            waits.setdefault(edge.turn.call.step, {})[edge.turn.call.tries] = edge.turn.ends.wait
    for step, by_tries in waits.items():
        row = [by_tries[tries] for tries in sorted(by_tries) if tries < 3]
        if any(wait < FIRST_WAIT for wait in row) or any(wait >= after for wait, after in pairwise(row)):
            yield Seen(flow_place(step), {"waits": ", ".join(map(str, row))})


CHECK = Check(
    code="hasty-wait",
    severity="error",
    find=find,
    fr=("Les attentes y sont de {waits} secondes.", "Cinq secondes d'abord, puis davantage à chaque échec."),
    en=("The waits there are {waits} seconds.", "Five seconds first, then more after each failure."),
    why=words(
        fr="Chercher sa touche, ou ses lunettes, prend du temps ; après un échec il en faut plus.",
        en="To find the key, or one's glasses, takes time; after a failure more of it.",
    ),
    needs="walk",
)
