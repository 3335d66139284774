"""The walk takes the turns of the conversation: what it works out once for many calls is so for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ivr.check.forked import VALUES
from ivr.check.states import Edge
from ivr.line.actions import Value
from ivr.line.asker import Asker
from ivr.line.call import Call
from ivr.line.conversation import advance, begin
from ivr.line.questions import Question
from tests.check.real import real, walked
from tests.slices import slice_of

PARTS = 50


@dataclass(frozen=True, slots=True)
class Again(Asker):
    """Answers as a turn was answered, question by question."""

    answers: Iterator[tuple[str, str]]

    def ask(self, question: Question, call: Call) -> str:
        name, answer = next(self.answers)
        assert name == question.name
        assert answer in question.answers
        if question.is_sure:
            assert answer == Asker.ask(self, question, call)
        return answer

    def tell(self, name: str, call: Call) -> Value:
        return VALUES[name] if name in VALUES else Asker.tell(self, name, call)


def test_a_turn_of_the_walk_is_that_of_the_conversation(pytestconfig: pytest.Config) -> None:
    flow = real().flow
    for edge in slice_of(walked().edges, PARTS, pytestconfig):
        again = asked_again(edge)
        if edge.source is None or edge.answer is None:
            turn = begin(flow, Call(), again)
        else:
            turn = advance(flow, edge.source, edge.answer, again)
        assert turn == edge.turn
        assert next(again.answers, None) is None


def asked_again(edge: Edge) -> Again:
    """The facts of an edge, with the answers of its way."""
    answers = ((passed.question, passed.answer) for passed in edge.turn.way if passed.question)
    return Again(edge.facts, answers)
