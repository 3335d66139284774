"""What the staff call the values that are counted: places, bodies, steps, outcomes."""

from dataclasses import dataclass

from ivr.drawing.words import ANSWERS, IN_PLACE, QUESTIONS
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words, words
from ivr.journal.figures import LEFT, UNENDED
from ivr.journal.words import Pair, step_words, word
from ivr.line.actions import Passed

UNKNOWN = words(fr="non su", en="not known")
SERVED: dict[str, Words] = {
    "alone": words(fr="servis sans conseiller", en="served without an adviser"),
    "adviser": words(fr="conseiller joint", en="adviser reached"),
    "missed": words(fr="conseiller voulu, non joint", en="adviser wanted, not reached"),
    "nothing": words(fr="partis sans réponse", en="left without an answer"),
}
MOVES: dict[str, Words] = {
    LEFT: words(fr="a raccroché", en="hung up"),
    UNENDED: words(fr="fin non signalée", en="end not reported"),
}


def of_pair(pair: Pair) -> Words:
    """French and English beside each other, as words."""
    return words(fr=pair[0], en=pair[1])


def step_name(step: str) -> Words:
    """A step at which calls stop, or how they left."""
    return MOVES.get(step) or of_pair(step_words(step))


def journal_name(name: str) -> Words:
    """A word of the journal."""
    return of_pair(word(name)) if name else UNKNOWN


def question_name(passed: Passed) -> Words:
    """What a step asked: "Ouvert ?"."""
    return of_pair(QUESTIONS.get(passed.question, (passed.question, passed.question)))


def answer_name(passed: Passed) -> Words:
    """What it was answered: "fermé"."""
    found = IN_PLACE.get((passed.question, passed.answer)) or ANSWERS.get(passed.answer)
    return of_pair(found or (passed.answer, passed.answer))


@dataclass(frozen=True, slots=True)
class Naming:
    """Names that schedules/ gives; those that it has no more, or that nobody could read, are shown as codes."""

    schedules: Schedules | None

    def name(self, kind: str, value: str) -> Words:
        """The name of a value that is counted."""
        if kind == "served":
            return SERVED[value]
        if kind in ("silent", "not_understood", "edge"):
            return step_name(value)
        if kind == "department" and self.schedules and value in self.schedules.departments:
            names = self.schedules.departments[value].names
            return words(**{language: f"{value} · {name}" for language, name in names.items()})
        if kind == "regime" and self.schedules and value in self.schedules.regimes:
            return self.schedules.regimes[value].names
        return journal_name(value)
