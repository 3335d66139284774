"""What a turn tells and asks, the values apart: of two hundred thousand turns some thousands are unlike in that."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.line.actions import Ending, Passed, Say, Turn
from ivr.line.steps import Flow, Tell

WHOM = frozenset({"line", "place", "department", "caisse"})  # what is learnt of these makes other answers count

Way = tuple[Passed, ...]
Sentence = tuple[str, tuple[str, ...]]  # a prompt, and the names of its values


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One for all turns that are alike in their sentences, their way and the kind of their end."""

    says: tuple[Sentence, ...]
    way: Way
    ends: type[Ending]
    values: frozenset[str]  # that are told, by their names
    steps: frozenset[str]  # that were passed
    settled: Mapping[str, str]  # what each question was last answered on the way
    known: Mapping[str, str]  # the same, of those whom its end concerns


class Tellings:
    """The tellings of a walk."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._kept: dict[tuple[object, ...], Telling] = {}

    def of(self, turn: Turn) -> Telling:
        """What a turn tells: the same object for turns that tell the same."""
        says = tuple([(said.prompt, tuple(said.values)) for said in turn.says if isinstance(said, Say)])
        unlike = (says, *map(id, turn.way), type(turn.ends))  # what is passed alike is one object
        telling = self._kept.get(unlike)
        if telling is None:
            telling = self._kept[unlike] = self._telling(says, turn)
        return telling

    def _telling(self, says: tuple[Sentence, ...], turn: Turn) -> Telling:
        return Telling(
            says,
            turn.way,
            type(turn.ends),
            frozenset(value for _, values in says for value in values),
            frozenset(passed.step for passed in turn.way),
            {passed.question: passed.answer for passed in turn.way if passed.question},
            self._known(turn.way),
        )

    def _known(self, way: Way) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for passed in way:
            step = self._flow.steps.get(passed.step)
            if isinstance(step, Tell) and not WHOM.isdisjoint(step.learns):
                known = {name: answer for name, answer in known.items() if not self._flow.questions[name].is_theirs}
            if passed.question:
                known[passed.question] = passed.answer
        return known
