"""What the map shows, before anything is placed: a card for each step, a row for each way on, grouped by branch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from ivr.drawing.words import QUESTIONS, Language, answer_words, label, said
from ivr.line.steps import Ask, Branch, End, Flow, Menu, SendText, Step, Tell, Transfer
from ivr.wording.prompts import Prompt, Prompts

Kind = Literal["menu", "ask", "tell", "branch", "send", "transfer", "end", "frame"]
KINDS: Mapping[type, Kind] = {
    Menu: "menu", Ask: "ask", Tell: "tell", Branch: "branch", SendText: "send", Transfer: "transfer", End: "end",
}  # fmt: skip
NOTHING_SAID = Prompt("")


@dataclass(frozen=True, slots=True)
class Row:
    """One way on from a step: the key that is pressed (if one is), in the words of the choice or the answer."""

    key: str
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Card:
    """One step as it is drawn. `says` is what is heard there; of a branch, what it asks."""

    name: str
    kind: Kind
    branch: str
    says: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every step of a flow, in the table's order."""

    cards: Mapping[str, Card]
    branches: tuple[str, ...]
    language: Language

    def of(self, branch: str) -> tuple[Card, ...]:
        return tuple(card for card in self.cards.values() if card.branch == branch)


def tables_of(script: ModuleType) -> Mapping[str, tuple[Step, ...]]:
    """The tables of a script by their names: its upper-case tuples of steps."""
    found = {name: value for name, value in vars(script).items() if name.isupper() and isinstance(value, tuple)}
    return {name: value for name, value in found.items() if value and isinstance(value[0], Step)}


def plan_of(flow: Flow, tables: Mapping[str, tuple[Step, ...]], prompts: Prompts) -> Plan:
    """What there is to draw, in the language of the prompts."""
    language: Language = "en" if prompts.language == "en" else "fr"
    branch_of = {step.name: branch for branch, table in tables.items() for step in table}
    cards = {
        name: Card(
            name,
            KINDS[type(step)],
            branch_of.get(name, ""),
            _says(step, prompts, language),
            tuple(_rows(step, prompts, language)),
        )
        for name, step in flow.steps.items()
    }
    return Plan(cards, tuple(tables), language)


def _says(step: Step, prompts: Prompts, language: Language) -> str:
    if isinstance(step, Branch):
        return said(QUESTIONS, step.on, language)
    counted = sum(choice.to != "language" for choice in step.choices) if isinstance(step, Menu) else 0
    return prompts.prompts.get(step.name, NOTHING_SAID).say.replace("{count}", str(counted))


def _rows(step: Step, prompts: Prompts, language: Language) -> Iterator[Row]:
    match step:
        case Tell():
            yield Row("", "", step.then)
        case Menu():
            offers = prompts.prompts.get(step.name, NOTHING_SAID).choices
            for choice in step.choices:
                known = offers.get(choice.name)
                yield Row(choice.key, known.offer if known else choice.name, choice.to)
            if step.silence:
                yield Row("", label("silence", language), step.silence)
        case Ask():
            yield from _asked(step, language)
        case Branch():
            for answer, to in step.ways.items():
                yield Row("", answer_words(step.on, answer, language), to)
        case SendText() | Transfer():
            for outcome, to in step.outcomes.items():
                yield Row("", answer_words("", outcome, language), to)


def _asked(step: Ask, language: Language) -> Iterator[Row]:
    yield Row("", label("digits", language).format(count=step.digits), step.then)
    if step.skip:
        yield Row(step.skip.key, label("skip", language), step.skip.to)
    if step.unavailable:
        yield Row("", label("unkept", language), step.unavailable)
