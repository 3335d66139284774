"""The one door through which the conversation asks for facts."""

from dataclasses import dataclass

from ivr.line.actions import Value
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.line.questions import Question


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks the facts of one moment. A proof puts one in its place that answers either way."""

    facts: Facts

    def ask(self, question: Question, call: Call) -> str:
        """What is answered: one of the question's words."""
        answer: str = getattr(self.facts, question.name)(call)
        return answer

    def tell(self, name: str, call: Call) -> Value:
        """The value that fills a placeholder of that name."""
        value: Value = getattr(self.facts, name)(call)
        return value
