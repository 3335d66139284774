"""Failures in a row are bounded: silence, wrong keys and words not understood, in whatever order."""

from collections.abc import Iterator

from ivr.check.flow.endless_silence import lasting
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.words import words

MOST = 12  # turns: three failures, an adviser who does not answer, three more; and digits that make no sense


def find(subject: Subject) -> Iterator[Seen]:
    yield from lasting(subject, MOST, lambda edge: edge.idle)


CHECK = Check(
    code="endless-failures",
    severity="error",
    find=find,
    fr=(
        "Un appelant qui ne répond rien de clair y reste {turns} tours ; c'est {most} au plus.",
        "Comptez les échecs d'affilée, et menez-les vers un conseiller ou un au revoir.",
    ),
    en=(
        "A caller who answers nothing clear is kept for {turns} turns; {most} are the most.",
        "Count failures in a row, and lead them to an adviser or a goodbye.",
    ),
    why=words(
        fr="Personne n'est coupé avant trois échecs, et personne n'est retenu sans fin.",
        en="Nobody is cut off before three failures, and nobody is kept for ever.",
    ),
    needs="walk",
)
