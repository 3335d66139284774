"""Checks of names: a step is named for what leads there, so two swapped targets are seen."""

from collections import deque
from collections.abc import Iterator, Mapping

from ivr.check.subject import Subject, check, flow_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.steps import Ask, Branch, Flow, Menu, SendText, Step, Transfer, targets

MOST = 1  # answers on the way: whose member the caller is, or where they live


@check(
    "misnamed-choice",
    fr=("La touche {key} annonce « {name} » et mène à « {target} ».", "Corrigez la cible, ou le nom du choix."),
    en=("Key {key} announces “{name}” and leads to “{target}”.", "Correct the target, or the choice's name."),
    why=words(
        fr="Les mots d'un choix portent le nom de l'étape où il mène : deux cibles échangées se voient.",
        en="A choice's words bear the name of the step to which it leads: two swapped targets are seen.",
    ),
)
def misnamed_choice(subject: Subject) -> Iterator[Finding]:
    """A choice that bears a step's name leads there, within one more answer."""
    for menu in subject.menus:
        for one in menu.choices:
            if one.name in subject.flow.steps and one.name not in _near(subject.flow, one.to):
                yield misnamed_choice.at(flow_place(menu.name), key=one.key, name=one.name, target=one.to)


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


@check(
    "misnamed-way",
    fr=("À la réponse « {answer} », l'étape mène à « {target} ».", "Vérifiez : deux cibles semblent échangées."),
    en=("At the answer “{answer}” the step leads to “{target}”.", "Check: two targets seem to be swapped."),
    why=words(
        fr="« hours_holiday » se dit un jour férié : le nom d'une étape et la réponse qui y mène vont ensemble.",
        en="“hours_holiday” is for a holiday: a step's name and the answer that leads to it belong together.",
    ),
)
def misnamed_way(subject: Subject) -> Iterator[Finding]:
    """A way whose target bears one of the question's answers is that answer's."""
    asks = _asks(subject.flow)
    for name, step in subject.flow.steps.items():
        ways = _ways(step)
        for answer, target in ways.items():
            others = [other for other in ways if ways[other] != target and _bears(target, other)]
            if others and not _bears(target, answer):
                yield misnamed_way.at(flow_place(name), answer=answer, target=target)
        others_names = tuple(f"{other}_" for other in asks - {name})
        if isinstance(step, Ask) and step.refusal.startswith(others_names):
            yield misnamed_way.at(flow_place(name), answer="refusal", target=step.refusal)


def _ways(step: Step) -> Mapping[str, str]:
    match step:
        case Branch():
            return step.ways
        case SendText() | Transfer():
            return {str(outcome): target for outcome, target in step.outcomes.items()}
        case Ask():
            return {"then": step.then, "unavailable": step.unavailable}
    return {}


def _asks(flow: Flow) -> set[str]:
    return {name for name, step in flow.steps.items() if isinstance(step, Ask)}


def _bears(target: str, answer: str) -> bool:
    return f"_{answer}_" in f"_{target}_"
