"""The overview as Mermaid: for pages that draw it themselves."""

from collections.abc import Iterator

from ivr.drawing.plan import Card, Plan
from ivr.drawing.words import label, section_name


def mermaid_of(overview: Plan) -> str:
    """A Mermaid flowchart from the greeting down: a node a section, the keys and their words on the arrows."""
    return "\n".join(("flowchart TD", *_lines(overview))) + "\n"


def _lines(overview: Plan) -> Iterator[str]:
    yield f"  accTitle: {label('map', overview.language)}"
    for card in overview.cards.values():
        left, right = ("[", "]") if card.kind == "section" else ("([", "])")
        yield f'  {_id(card.name)}{left}"{_words(overview, card)}"{right}'
    for card in overview.cards.values():
        for arrow in card.arrows:
            words = _quoted(" · ".join(filter(None, (arrow.key, arrow.words))))
            along = f'|"{words}"|' if words else ""
            yield f"  {_id(card.name)} -->{along} {_id(arrow.to)}"


def _words(overview: Plan, card: Card) -> str:
    name = section_name(card.name, overview.language) if card.kind == "section" else label("end", overview.language)
    return "<br>".join((f"<b>{_quoted(name)}</b>", *filter(None, [_quoted(card.says)])))


def _id(name: str) -> str:
    """Not a bare word: some (end, class) are Mermaid's own."""
    return f"s_{name}"


def _quoted(words: str) -> str:
    return words.replace("#", "#35;").replace('"', "#quot;")
