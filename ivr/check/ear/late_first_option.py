"""From the ring to the first option it takes few seconds, whatever the greeting has to tell."""

from collections.abc import Iterator, Mapping

from ivr.check.ear.limits import FIRST_OPTION
from ivr.check.ear.spoken import heard, seconds
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.actions import Say

# A notice, a closing, a trial or a line of their own is told only to those who gain by it, and may take longer.
PLAIN: Mapping[str, str] = {"trial": "no", "news": "none", "opening": "open", "open_somewhere": "open"}


def find(subject: Subject) -> Iterator[Seen]:
    for language in subject.prompts:
        worst = max(_greetings(subject, language), default=(0.0, ""))
        if worst[0] > FIRST_OPTION:
            values = {"seconds": round(worst[0]), "most": round(FIRST_OPTION), "language": language}
            yield Seen(flow_place(worst[1]), values)


def _greetings(subject: Subject, language: str) -> Iterator[tuple[float, str]]:
    """Seconds before the first option of each plain greeting, and the first step that it says."""
    for edge in subject.walk.first:
        says = [said for said in edge.turn.says if isinstance(said, Say)]
        plain = all(edge.settled.get(question, word) == word for question, word in PLAIN.items())
        if says and plain and edge.turn.call.place != "mayotte":
            yield seconds(heard(subject, language, *says)), says[0].prompt


CHECK = Check(
    code="late-first-option",
    severity="warning",
    find=find,
    fr=(
        "Il faut {seconds} secondes avant le premier choix ({language}) ; {most} au plus.",
        "Raccourcissez l'accueil, ou déplacez ce qui peut attendre.",
    ),
    en=(
        "It takes {seconds} seconds to the first option ({language}); {most} at most.",
        "Shorten the greeting, or move what can wait.",
    ),
    why=words(
        fr="Qui appelle souvent tape d'emblée ; qui appelle une fois veut savoir s'il est au bon endroit.",
        en="Frequent callers press at once; others want to know whether they are in the right place.",
    ),
    needs="walk",
)
