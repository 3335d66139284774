"""The map as Mermaid: for pages that draw it themselves, and for reading what changed between two versions."""

from collections.abc import Iterator, Mapping

from ivr.drawing.plan import Card, Kind, Plan
from ivr.drawing.words import branch_name

# How each kind of step is bracketed, which is its shape.
SHAPES: Mapping[Kind, tuple[str, str]] = {
    "menu": ("[", "]"),
    "ask": ("[/", "/]"),
    "tell": ("(", ")"),
    "branch": ("{{", "}}"),
    "send": ("[[", "]]"),
    "transfer": ("[[", "]]"),
    "end": ("([", "])"),
}
COLOURS: Mapping[Kind, str] = {
    "menu": "fill:#0b4f8a,color:#fff",
    "ask": "fill:#00695c,color:#fff",
    "tell": "fill:#e3e8ee,color:#1b2430",
    "branch": "fill:#fff1c2,color:#1b2430",
    "send": "fill:#7a3e9d,color:#fff",
    "transfer": "fill:#a63d00,color:#fff",
    "end": "fill:#1b2430,color:#fff",
}


def mermaid_of(plan: Plan) -> str:
    """A Mermaid flowchart: a subgraph a branch, a node a step, the keys and words on the arrows."""
    return "\n".join(("flowchart LR", *_lines(plan))) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    for branch in plan.branches:
        yield f'  subgraph {branch}["{_quoted(branch_name(branch, plan.language))}"]'
        yield from (f"    {_node(card)}" for card in plan.of(branch))
        yield "  end"
    for card in plan.cards.values():
        for row in card.rows:
            words = _quoted(" · ".join(filter(None, (row.key, row.words))))
            yield (
                f'  {_id(card.name)} -->|"{words}"| {_id(row.to)}' if words else f"  {_id(card.name)} --> {_id(row.to)}"
            )
    for kind, colour in COLOURS.items():
        names = ",".join(_id(card.name) for card in plan.cards.values() if card.kind == kind)
        if names:
            yield f"  classDef {kind}_ {colour}"


def _node(card: Card) -> str:
    left, right = SHAPES[card.kind]
    words = f"{card.name}<br>{_quoted(card.says)}" if card.kind == "branch" else card.name
    return f'{_id(card.name)}{left}"{words}"{right}:::{card.kind}_'


def _id(name: str) -> str:
    """Not a bare word: some (end, class) are Mermaid's own."""
    return f"s_{name}"


def _quoted(words: str) -> str:
    return words.replace("#", "#35;").replace('"', "#quot;")
