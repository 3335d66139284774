"""Checks of the table of steps: every step is named rightly, reached, and left again."""

from collections.abc import Iterator
from typing import get_args

from ivr.check.graph import ENDLESS, backwards, longest, reached
from ivr.check.subject import Subject, check, flow_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.inputs import DialOutcome, TextOutcome
from ivr.line.steps import Ask, Branch, End, Flow, Menu, SendText, Step, Transfer, targets


@check(
    "unreachable-step",
    fr=("Aucun chemin ne mène à cette étape.", "Menez-y depuis un menu, ou retirez-la avec ses textes."),
    en=("No way leads to this step.", "Lead to it from a menu, or take it away with its words."),
    why=words(
        fr="Une étape que personne n'atteint vieillit sans que personne ne l'entende.",
        en="A step that nobody reaches grows old unheard.",
    ),
)
def unreachable_step(subject: Subject) -> Iterator[Finding]:
    """Every step can be reached from the beginning of a call or by the manners."""
    yield from (unreachable_step.at(flow_place(name)) for name in unreachable(subject.flow))


def unreachable(flow: Flow) -> tuple[str, ...]:
    """The steps to which no way leads."""
    found = reached(flow.manners.steps(), lambda name: targets(flow.steps[name]) if name in flow.steps else ())
    return tuple(name for name in flow.steps if name not in found)


@check(
    "silent-loop",
    fr=("Cette étape revient à elle-même sans rien attendre de l'appelant.", "Faites passer la boucle par un menu."),
    en=("This step comes back to itself without waiting for the caller.", "Lead the loop through a menu."),
    why=words(
        fr="Un tour de parole qui tourne en rond ne rend jamais de document à Twilio : l'appel est coupé.",
        en="A turn that goes in circles never hands Twilio a document: the call is cut.",
    ),
)
def silent_loop(subject: Subject) -> Iterator[Finding]:
    """No loop goes on without the caller: told, branched, sent and rung for ever."""
    steps = subject.flow.steps
    alone = {name: step for name, step in steps.items() if not isinstance(step, Menu | Ask)}
    lengths = longest({name: [to for to in targets(step) if to in alone] for name, step in alone.items()})
    circling = {name for name in alone if lengths[name] == ENDLESS}
    # Steps that only lead into a circle are no part of it.
    for name in circling:
        if _returns(name, {one: [to for to in targets(alone[one]) if to in circling] for one in circling}):
            yield silent_loop.at(flow_place(name))


def _returns(name: str, onwards: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(onwards[name])
    while waiting:
        at = waiting.pop()
        if at == name:
            return True
        if at not in seen:
            seen.add(at)
            waiting += onwards[at]
    return False


@check(
    "no-way-out",
    fr=("De cette étape, l'appel ne peut jamais finir.", "Menez à une étape End ou à un conseiller."),
    en=("From this step the call can never end.", "Lead to an End step or to an adviser."),
    why=words(
        fr="Un appel finit par un au revoir ou chez un conseiller, jamais dans une impasse.",
        en="A call ends with a goodbye or with an adviser, never in a dead end.",
    ),
)
def no_way_out(subject: Subject) -> Iterator[Finding]:
    """From every step a way leads to the end of the call."""
    flow = subject.flow
    ways = {name: list(targets(step)) for name, step in flow.steps.items()}
    for name, step in flow.steps.items():
        if isinstance(step, Menu | Ask):  # whoever stays silent is led out
            ways[name] += [flow.manners.give_up, flow.manners.farewell]
    ends = [name for name, step in flow.steps.items() if isinstance(step, End | Transfer)]
    before = backwards(ways)
    leaving = reached(ends, lambda name: before.get(name, ()))
    yield from (no_way_out.at(flow_place(name)) for name in flow.steps if name not in leaving)


@check(
    "lacking-outcome",
    fr=("L'étape ne dit pas où mène « {outcome} ».", "Ajoutez « {outcome} » avec l'étape qui suit."),
    en=("The step doesn't say where “{outcome}” leads.", "Add “{outcome}” with the step that follows."),
    why=words(
        fr="Occupé, sans réponse, SMS impossible : chaque issue a sa phrase, sinon l'appelant entend une excuse.",
        en="Busy, no answer, no text: each outcome has its sentence, or the caller hears an apology.",
    ),
)
def lacking_outcome(subject: Subject) -> Iterator[Finding]:
    """Whatever the world answers has a way on: a text, a telephone that rings, a number that can't be kept."""
    for name, step in subject.flow.steps.items():
        yield from (
            lacking_outcome.at(flow_place(name), outcome=outcome) for outcome in sorted(_lacking(subject.flow, step))
        )


def _lacking(flow: Flow, step: Step) -> set[str]:
    match step:
        case SendText():
            return set(get_args(TextOutcome)) - set(step.outcomes)
        case Transfer():
            return set(get_args(DialOutcome)) - set(step.outcomes)
        case Branch():
            return set(flow.questions[step.on].answers) - set(step.ways)
        case Ask(takes="mobile", unavailable=""):
            return {"unavailable"}
    return set()


OURS = frozenset("123456789")


@check(
    "taken-key",
    fr=("Le menu prend la touche « {key} ».", "Prenez une touche de 1 à 9 : 0, * et # servent partout."),
    en=("The menu takes the key “{key}”.", "Take a key from 1 to 9: 0, * and # work everywhere."),
    why=words(
        fr="0 pour un conseiller, * pour revenir, # pour réécouter : dans tous les menus, sans exception.",
        en="0 for an adviser, * to go back, # to hear again: in every menu, without exception.",
    ),
)
def taken_key(subject: Subject) -> Iterator[Finding]:
    """No menu takes a key of its own that the manners need."""
    for menu in subject.menus:
        keys = [choice.key for choice in menu.choices if choice.key not in OURS]
        yield from (taken_key.at(flow_place(menu.name), key=key) for key in keys)
