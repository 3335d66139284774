"""A choice that bears a step's name leads there, within one more answer."""

from collections import deque
from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject, flow_place
from ivr.hours.words import words
from ivr.line.steps import Ask, Flow, Menu, targets

MOST = 1  # answers on the way: whose member the caller is, or where they live


def find(subject: Subject) -> Iterator[Seen]:
    for name, step in subject.flow.steps.items():
        for choice in step.choices if isinstance(step, Menu) else ():
            if choice.name in subject.flow.steps and choice.name not in _near(subject.flow, choice.to):
                yield Seen(flow_place(name), {"key": choice.key, "name": choice.name, "target": choice.to})


def _near(flow: Flow, start: str) -> dict[str, int]:
    """The steps within MOST answers, the first menu left out: everything lies behind that."""
    found = {start: 0}
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        step = flow.steps.get(name)
        if step is None or name == flow.manners.home:
            continue
        answers = found[name] + isinstance(step, Menu | Ask)
        for target in targets(step):
            if answers <= MOST and answers < found.get(target, MOST + 1):
                found[target] = answers
                waiting.append(target)
    return found


CHECK = Check(
    code="misnamed-choice",
    severity="error",
    find=find,
    fr=("La touche {key} annonce « {name} » et mène à « {target} ».", "Corrigez la cible, ou le nom du choix."),
    en=("Key {key} announces “{name}” and leads to “{target}”.", "Correct the target, or the choice's name."),
    why=words(
        fr="Les mots d'un choix portent le nom de l'étape où il mène : deux cibles échangées se voient.",
        en="A choice's words bear the name of the step to which it leads: two swapped targets are seen.",
    ),
)
