"""How calls go from step to step, and where callers give up: as a picture that runs one way, and as two tables.

Calls go in circles: back to the first menu, again after a silence. The picture leaves these out, so that it can be read
from left to right: a move back to an earlier step ends in "back", the same step again is not drawn. The table has all.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ivr.console.figures.naming import step_name
from ivr.console.figures.tables import Section, Table, bars, both, percent, shown, thousands
from ivr.hours.words import Words, words
from ivr.journal.counts import Edge
from ivr.journal.figures import LEFT, UNENDED, ends_of
from ivr.line.steps import Flow

BACK = "-back"  # where the picture leads a move to an earlier step
BACK_WORDS = words(fr="retour en arrière", en="back")
SMALLEST = 0.006  # of all moves that are drawn: thinner ones would be hairs
FROM, TO = words(fr="De", en="From"), words(fr="Vers", en="To")
MOVES = words(fr="Passages", en="Moves")
STEP = words(fr="Étape", en="Step")
HUNG_UP, CAME = words(fr="Y ont raccroché", en="Hung up there"), words(fr="Y sont passés", en="Came there")


def flow_section(edges: Sequence[Edge], flow: Flow) -> Section:
    """The picture of all moves, and the table of each."""
    rows = [(step_name(edge.step), step_name(edge.toward), edge.calls) for edge in edges]
    first = next((edge for edge in edges if edge.step), None)
    sentence = words(fr="Personne n'a encore choisi.", en="Nobody has chosen anything yet.")
    if first:
        told = step_name(first.step), step_name(first.toward), thousands(first.calls)
        sentence = both(
            "Le passage le plus fréquent va de « {} » à « {} » : {} fois.",
            "The most frequent move goes from “{}” to “{}”: {} times.",
            *told,
        )
    title = words(fr="D'un menu à l'autre", en="From menu to menu")
    more = words(
        fr="Le dessin va de gauche à droite : un retour à un menu précédent y finit par « retour en arrière », et "
        "réécouter le même menu n'y est pas dessiné, ni ce qui est trop rare. Le tableau contient tout.",
        en="The picture runs from left to right: a move back to an earlier menu ends in “back”, hearing the same menu "
        "again is not drawn, nor is what is too rare. The table has everything.",
    )
    return Section("flow", title, sentence, Table((FROM, TO, MOVES), rows), flow_picture(edges, flow), more)


def given_up_section(edges: Sequence[Edge]) -> Section:
    """Where callers hung up, the most first, beside how often the step was come to."""
    came, left = Counter[str](), Counter[str]()
    for edge in edges:
        came[edge.toward] += edge.calls
        left[edge.step] += edge.calls if edge.toward == LEFT else 0
    found = [(step, calls) for step, calls in left.most_common() if calls]
    rows = [(step_name(step), calls, came[step], percent(calls, came[step])) for step, calls in found]
    sentence = words(fr="Personne n'a raccroché en route.", en="Nobody hung up on the way.")
    if rows:
        sentence = both(
            "On raccroche le plus à « {} » : {} fois.",
            "Most hang up at “{}”: {} times.",
            rows[0][0],
            thousands(rows[0][1]),
        )
    heads = (STEP, HUNG_UP, CAME, words(fr="Part", en="Share"))
    title = words(fr="Où les appelants raccrochent", en="Where callers hang up")
    more = words(
        fr="Un appelant qui raccroche a pu avoir ce qu'il voulait : après des horaires, une adresse, un SMS.",
        en="A caller who hangs up may have got what they wanted: after hours, an address, a text.",
    )
    return Section("given-up", title, sentence, Table(heads, rows), bars(rows), more)


def flow_picture(edges: Sequence[Edge], flow: Flow) -> dict[str, Any]:
    """Its steps and the moves between them, as a chart of flows draws them: never in a circle."""
    moves = _forward(edges, flow)
    least = SMALLEST * sum(moves.values())
    drawn = {move: calls for move, calls in moves.items() if calls > least}
    depths = _depths(list(drawn), flow)
    links = [{"source": step, "target": to, "value": calls} for (step, to), calls in drawn.items()]
    steps = [
        {"name": step, "label": shown(_name(step)), "end": _end(step, flow), "depth": depth}
        for step, depth in depths.items()
    ]
    return {"kind": "flow", "steps": steps, "links": links} if links else {}


def _depths(moves: Sequence[tuple[str, str]], flow: Flow) -> dict[str, int]:
    """How far from the left each step stands: after all that lead to it, and the ends on the right."""
    place = {"": -1} | {step: number for number, step in enumerate(flow.steps)}
    last = len(place)
    depths = dict.fromkeys((step for move in moves for step in move), 0)
    for step, to in sorted(moves, key=lambda move: place.get(move[0], last)):
        depths[to] = max(depths[to], depths[step] + 1)
    right = max(depths.values(), default=0)
    return {step: right if _end(step, flow) else depth for step, depth in depths.items()}


def _forward(edges: Sequence[Edge], flow: Flow) -> Counter[tuple[str, str]]:
    """The moves, those that lead to an earlier step of the table bent to BACK, those to the same step left out."""
    place = {"": -1} | {step: number for number, step in enumerate(flow.steps)}
    last = len(place)
    moves = Counter[tuple[str, str]]()
    for edge in edges:
        ahead = edge.toward in (LEFT, UNENDED) or place.get(edge.toward, last) > place.get(edge.step, last)
        if edge.toward != edge.step:
            moves[edge.step, edge.toward if ahead else BACK] += edge.calls
    return moves


def _end(step: str, flow: Flow) -> str:
    """How a call leaves the picture at a step; "" where it goes on."""
    if step in (BACK, LEFT, UNENDED):
        return {BACK: "back", LEFT: "left", UNENDED: "unended"}[step]
    return "goodbye" if step in ends_of(flow) else ""


def _name(step: str) -> Words:
    return BACK_WORDS if step == BACK else step_name(step)
