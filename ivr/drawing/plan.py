"""What the map shows, before anything is placed: a card for each step, an arrow for each way on, section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Literal

from ivr.drawing.words import QUESTIONS, Language, answer_words, label, said
from ivr.line.steps import Ask, Branch, End, Flow, Manners, Menu, SendText, Step, Tell, Transfer
from ivr.wording.prompts import Prompt, Prompts

Kind = Literal["menu", "ask", "tell", "branch", "send", "transfer", "end", "section"]
KINDS: Mapping[type, Kind] = {
    Menu: "menu", Ask: "ask", Tell: "tell", Branch: "branch", SendText: "send", Transfer: "transfer", End: "end",
}  # fmt: skip
NOTHING_SAID = Prompt("")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way on from a step: the key that is pressed (if one is), in the words of the choice or the answer."""

    key: str
    words: str
    to: str
    told: tuple["Card", ...] = ()  # messages that are heard on the way there


@dataclass(frozen=True, slots=True)
class Card:
    """One step as it is drawn. `says` is what is heard there; of a branch, what it asks."""

    name: str
    kind: Kind
    section: str
    says: str
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every step of a flow, in the table's order. A section is one of the tables, by its name."""

    cards: Mapping[str, Card]
    sections: tuple[str, ...]
    manners: Manners
    language: Language

    def of(self, section: str) -> tuple[Card, ...]:
        return tuple(card for card in self.cards.values() if card.section == section)


def tables_of(script: ModuleType) -> Mapping[str, tuple[Step, ...]]:
    """The tables of a script by their names: its upper-case tuples of steps."""
    found = {name: value for name, value in vars(script).items() if name.isupper() and isinstance(value, tuple)}
    return {name: value for name, value in found.items() if value and isinstance(value[0], Step)}


def plan_of(flow: Flow, tables: Mapping[str, tuple[Step, ...]], prompts: Prompts) -> Plan:
    """What there is to draw, in the language of the prompts."""
    language: Language = "en" if prompts.language == "en" else "fr"
    section_of = {step.name: section for section, table in tables.items() for step in table}
    cards = {
        name: Card(
            name,
            KINDS[type(step)],
            section_of.get(name, ""),
            _says(step, prompts, language),
            tuple(_arrows(step, prompts, language)),
        )
        for name, step in flow.steps.items()
    }
    return Plan(cards, tuple(tables), flow.manners, language)


def _says(step: Step, prompts: Prompts, language: Language) -> str:
    if isinstance(step, Branch):
        return said(QUESTIONS, step.on, language)
    says = prompts.prompts.get(step.name, NOTHING_SAID).say
    if isinstance(step, Menu) and not step.each:
        says = says.replace("{count}", str(sum(choice.to != "language" for choice in step.choices)))
    return says


def _arrows(step: Step, prompts: Prompts, language: Language) -> Iterator[Arrow]:
    match step:
        case Tell():
            yield Arrow("", "", step.then)
        case Menu():
            yield from _choices(step, prompts, language)
        case Ask():
            yield from _asked(step, language)
        case Branch():
            for answer, to in step.ways.items():
                yield Arrow("", answer_words(step.on, answer, language), to)
        case SendText() | Transfer():
            for outcome, to in step.outcomes.items():
                yield Arrow("", answer_words("", outcome, language), to)


def _choices(menu: Menu, prompts: Prompts, language: Language) -> Iterator[Arrow]:
    offers = prompts.prompts.get(menu.name, NOTHING_SAID).choices
    if menu.each:
        yield Arrow("1…", label("each", language), menu.each.to)
    for choice in menu.choices:
        known = offers.get(choice.name)
        yield Arrow(choice.key, known.offer if known else choice.name, choice.to)
    for to, words in ((menu.silence, "silence"), (menu.gate, "gate")):
        if to:
            yield Arrow("", label(words, language), to)


def _asked(step: Ask, language: Language) -> Iterator[Arrow]:
    yield Arrow("", label("digits", language).format(count=step.digits), step.then)
    if step.skip:
        yield Arrow(step.skip.key, label("skip", language), step.skip.to)
    if step.unavailable:
        yield Arrow("", label("unkept", language), step.unavailable)


def folded(plan: Plan) -> Plan:
    """The plan as it is drawn: answers that lead to one step joined, and messages told on the arrow that leads to them.

    A message stays a card of its own where several arrows lead to it, or one from another section.
    """
    cards = {name: replace(card, arrows=tuple(_joined(card.arrows))) for name, card in plan.cards.items()}
    led_to: dict[str, list[str]] = {name: [""] for name in plan.manners.steps()}
    for card in cards.values():
        for arrow in card.arrows:
            led_to.setdefault(arrow.to, []).append(card.section)
    passing = {card.name for card in cards.values() if card.kind == "tell" and led_to.get(card.name) == [card.section]}
    kept = (card for card in cards.values() if card.name not in passing)
    telling = (replace(card, arrows=tuple(_telling(cards, arrow, passing) for arrow in card.arrows)) for card in kept)
    return replace(plan, cards={card.name: card for card in telling})


def _joined(arrows: tuple[Arrow, ...]) -> Iterator[Arrow]:
    """Arrows without a key that lead to one step, as one."""
    words: dict[str, str] = {}
    for arrow in arrows:
        if not arrow.key:
            words[arrow.to] = f"{words[arrow.to]}, {arrow.words}" if arrow.to in words else arrow.words
    for arrow in arrows:
        if arrow.key:
            yield arrow
        elif arrow.to in words:
            yield replace(arrow, words=words.pop(arrow.to))


def _telling(cards: Mapping[str, Card], arrow: Arrow, passing: set[str]) -> Arrow:
    told, to = list[Card](), arrow.to
    while to in passing:
        told.append(cards[to])
        to = cards[to].arrows[0].to
    return replace(arrow, to=to, told=tuple(told))
