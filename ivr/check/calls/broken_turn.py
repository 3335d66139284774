"""Whatever is answered, wherever: the line has a turn."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words


def find(subject: Subject) -> Iterator[Seen]:
    told: set[tuple[str, str]] = set()
    for broken in subject.walk.broken:
        if (broken.step, broken.error) not in told:
            told.add((broken.step, broken.error))
            edge = subject.walk.reached.get(broken.state) if broken.state else None
            yield Seen(flow_place(broken.step or "begin"), {"answer": broken.answer, "error": broken.error}, edge)


CHECK = Check(
    code="broken-turn",
    severity="error",
    find=find,
    fr=("À la réponse {answer}, la ligne se casse : {error}.", "Corrigez l'étape, ou le fait qu'elle demande."),
    en=("At the answer {answer} the line breaks: {error}.", "Correct the step, or the fact that it asks."),
    why=words(
        fr="Un appelant entendrait l'excuse d'incident au lieu de la suite.",
        en="A caller would hear the apology for a mishap instead of what follows.",
    ),
    needs="walk",
)
