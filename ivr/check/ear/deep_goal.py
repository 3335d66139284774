"""What is told lies few keys from the greeting."""

from collections import deque
from collections.abc import Iterator

from ivr.check.ear.limits import DEPTH, MOST_DEPTH
from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Ask, Flow, Menu, SendText, Tell, Transfer, targets


def find(subject: Subject) -> Iterator[Seen]:
    steps = subject.flow.steps
    # what became of a text is no goal: whoever hears it has what they came for, or its address
    outcomes = {target for step in steps.values() if isinstance(step, SendText) for target in targets(step)}
    for name, keys in depths(subject.flow).items():
        if keys > DEPTH and name not in outcomes and isinstance(steps.get(name), Tell | Transfer):
            values = {"keys": keys, "most": DEPTH}
            yield Seen(flow_place(name), values, severity="error" if keys > MOST_DEPTH else "warning")


def depths(flow: Flow) -> dict[str, int]:
    """The fewest answers of the caller from the greeting to each step, for those that can be reached by answers."""
    found = {flow.manners.first: 0}
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        if name not in flow.steps:
            continue
        step = flow.steps[name]
        asks = isinstance(step, Menu | Ask)
        manner = (flow.manners.adviser.to,) if isinstance(step, Menu) else ()
        for target in (*targets(step), *manner):
            if found[name] + asks < found.get(target, 1 << 30):
                found[target] = found[name] + asks
                (waiting.append if asks else waiting.appendleft)(target)
    return found


CHECK = Check(
    code="deep-goal",
    severity="warning",
    find=find,
    fr=("Il faut {keys} réponses pour l'entendre ; {most} au plus.", "Remontez cette étape d'un menu."),
    en=("It takes {keys} answers to hear it; {most} at most.", "Move this step one menu up."),
    why=words(
        fr="Trois ou quatre niveaux de menus : au-delà, la plupart des appelants raccrochent.",
        en="Three or four levels of menus: beyond that most callers hang up.",
    ),
)
