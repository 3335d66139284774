"""Checks of what every caller can reach: the first menu, an adviser, the keys that work everywhere."""

from collections.abc import Iterator, Mapping, Set

from ivr.check.flow.table import unreachable
from ivr.check.graph import ENDLESS, longest
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge, Node, State
from ivr.check.subject import Subject, check, flow_place
from ivr.check.walk import Walk
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect
from ivr.line.conversation import BACK
from ivr.line.inputs import Pressed, Silent
from ivr.line.steps import LANGUAGE, Branch, Menu

NEAR = 3  # turns
UNPROMISED: Mapping[str, str] = {"adviser": "missing", "attempt": "spent", "reason": "endless", "reopens": "unknown"}
REOPENING = "reopening"  # the value that tells when it opens


@check(
    "far-adviser",
    needs="walk",
    fr=(
        "Du premier menu, il faut plus de {most} tours pour un conseiller ou l'heure de réouverture.",
        "Raccourcissez le chemin de la touche 0.",
    ),
    en=(
        "From the first menu, an adviser or the reopening time takes more than {most} turns.",
        "Shorten the way of key 0.",
    ),
    why=words(
        fr="Une personne doit rester à portée de main, code postal compris.",
        en="A person must stay within reach, postcode included.",
    ),
)
def far_adviser(subject: Subject) -> Iterator[Finding]:
    """Within three turns of the first menu: an adviser, or when closed a reopening time; however the facts fall."""
    walk, home = subject.walk, subject.flow.manners.home
    far = _turns(walk)
    for state, edge in walk.reached.items():
        if edge.turn.call.step == home and edge.turn.call.tries == 0 and far.get(state, ENDLESS) > NEAR:
            yield far_adviser.at(flow_place(home), most=NEAR).heard_by(command_of(subject, edge))
            return


def _turns(walk: Walk) -> Mapping[State, int]:
    """The turns that a caller who wants an adviser needs from each state, at worst."""
    assented = {state for state, edges in walk.onwards.items() if _assents(edges)}
    wanted = {state: _answers(edges, assented) for state, edges in walk.onwards.items()}
    far: dict[State, int] = {}
    for turn in range(1, NEAR + 1):
        near = [state for state in wanted if state not in far and any(far.keys() >= led for led in wanted[state])]
        far |= dict.fromkeys(near, turn)
    return far


def _answers(edges: tuple[Edge, ...], assented: Set[State]) -> list[set[State]]:
    """The states that each answer can lead to that promises something, but for those where the promise is kept."""
    by_answer: dict[object, set[State]] = {}
    for edge in edges:
        if _is_promised(edge) and not edge.idle:  # who wants an adviser answers, and does not fail three times
            led = by_answer.setdefault(edge.answer, set())
            if not _is_kept(edge) and edge.target not in assented:
                led.add(edge.target)
    return list(by_answer.values())


def _is_kept(edge: Edge) -> bool:
    return edge.telling.ends is Connect or REOPENING in edge.telling.values


def _assents(edges: tuple[Edge, ...]) -> bool:
    """Whether the caller need not answer: silence connects."""
    silent = [edge for edge in edges if isinstance(edge.answer, Silent) and _is_promised(edge)]
    return bool(silent) and all(map(_is_kept, silent))


def _is_promised(edge: Edge) -> bool:
    """Where no adviser exists, none is left to try, or no reopening is known, nothing can be promised."""
    return edge.telling.settled.items().isdisjoint(UNPROMISED.items())


KEYS = ("0", "*", "#")


@check(
    "lost-manner",
    needs="walk",
    fr=("La touche « {key} » n'y fait pas ce qu'elle fait partout.", "Laissez-la aux usages de la ligne."),
    en=("The key “{key}” doesn't do there what it does everywhere.", "Leave it to the manners of the line."),
    why=words(
        fr="0 un conseiller, * retour jusqu'au premier menu, # réécouter : qui les apprend une fois s'en sert partout.",
        en="0 an adviser, * back up to the first menu, # again: who learns them once uses them everywhere.",
    ),
)
def lost_manner(subject: Subject) -> Iterator[Finding]:
    """`0`, `*` and `#` work in every menu: none counts as an error, # stays, and * alone leads to the first menu."""
    lost = first_edges((*_misunderstood(subject), *_lost(subject)))
    for (step, key), edge in lost.items():
        yield lost_manner.at(flow_place(step), key=key).heard_by(command_of(subject, edge))


def _misunderstood(subject: Subject) -> Iterator[tuple[tuple[str, str], Edge]]:
    steps = subject.flow.steps
    for edge in subject.walk.edges:
        if edge.source is None or not isinstance(edge.answer, Pressed) or edge.answer.keys not in KEYS:
            continue
        menu, key, call = steps[edge.source.step], edge.answer.keys, edge.turn.call
        if isinstance(menu, Menu):
            turned_away = menu.gate and menu.gate in edge.telling.steps
            if call.tries > 0 or (key == "#" and call.step != menu.name and not turned_away):
                yield (menu.name, key), edge


def _lost(subject: Subject) -> Iterator[tuple[tuple[str, str], Edge]]:
    """Where * leads in circles that never come to the first menu."""
    home = subject.flow.manners.home
    backs: dict[Node, dict[Node, Edge]] = {}
    for edge in subject.walk.edges:
        is_star = isinstance(edge.answer, Pressed) and edge.answer.keys == BACK
        if is_star and edge.source and edge.state and edge.target[0] != home:
            backs.setdefault((edge.state, edge.source.back), {})[edge.target, edge.turn.call.back] = edge
    turns = longest({node: list(edges) for node, edges in backs.items()})
    for node, edges in backs.items():
        if turns[node] == ENDLESS:
            edge = next(iter(edges.values()))
            assert edge.source is not None
            yield (edge.source.step, "*"), edge


@check(
    "lost-greeting",
    needs="walk",
    fr=("L'accueil de certains appels mène ici, pas au premier menu.", "Menez chaque accueil au premier menu."),
    en=("The greeting of some calls leads here, not to the first menu.", "Lead every greeting to the first menu."),
    why=words(
        fr="Tout ce que la ligne sait faire part du premier menu.",
        en="Everything that the line can do starts from the first menu.",
    ),
)
def lost_greeting(subject: Subject) -> Iterator[Finding]:
    """Every call begins in the first menu: the greeting leads there, whoever rings and whatever there is to tell."""
    home = subject.flow.manners.home
    for step, edge in first_edges((edge.turn.call.step, edge) for edge in subject.walk.first).items():
        if step != home:
            yield lost_greeting.at(flow_place(step)).heard_by(command_of(subject, edge))


@check(
    "never-heard",
    needs="walk",
    fr=(
        "La table mène à cette étape, mais aucun appel possible n'y passe.",
        "Vérifiez les branches qui y mènent : leurs conditions s'excluent.",
    ),
    en=(
        "The table leads to this step, but no possible call passes it.",
        "Look at the branches that lead there: their conditions exclude each other.",
    ),
    why=words(
        fr="Plus fin que unreachable-step : ici les faits de l'appel comptent aussi.",
        en="Finer than unreachable-step: here the facts of the call count as well.",
    ),
)
def never_heard(subject: Subject) -> Iterator[Finding]:
    """Every step that speaks is heard in some call. Those to which no way leads are told by unreachable-step alone."""
    heard = {prompt for telling in {edge.telling for edge in subject.walk.edges} for prompt, _ in telling.says}
    heard |= {edge.turn.call.step for edge in subject.walk.edges}
    heard |= set(unreachable(subject.flow))
    heard |= {subject.flow.manners.enough}  # no walk lasts as long; that it is heard is proved of each state by a test
    heard |= {LANGUAGE} if len(subject.prompts) == 2 else set()  # one other language is changed to at once
    for name, step in subject.flow.steps.items():
        if not isinstance(step, Branch) and name not in heard:
            yield never_heard.at(flow_place(name))
