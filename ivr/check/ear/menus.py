"""Checks of menus as they are heard: how many choices, in which order, how many keys away."""

import re
from collections import deque
from collections.abc import Iterator

from ivr.check.ear.limits import DEPTH, MOST_DEPTH, MOST_OPTIONS, OPTIONS
from ivr.check.subject import Subject, check, flow_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.steps import Ask, Flow, Menu, SendText, Tell, Transfer, targets


@check(
    "large-menu",
    severity="warning",
    fr=("Le menu offre {options} choix ; {most} se retiennent.", "Regroupez les moins demandés sous un dernier choix."),
    en=("The menu offers {options} choices; {most} can be remembered.", "Group the rarest under a last choice."),
    why=words(
        fr="Au-delà de cinq choix l'appelant oublie les premiers ; au-delà de sept c'est une erreur.",
        en="Beyond five choices a caller forgets the first; beyond seven it is an error.",
    ),
)
def large_menu(subject: Subject) -> Iterator[Finding]:
    """No menu offers more than a caller can hold in mind."""
    for menu in subject.menus:
        options = len(menu.choices)
        if options > OPTIONS:
            found = large_menu.at(flow_place(menu.name), options=options, most=OPTIONS)
            yield found.as_error() if options > MOST_OPTIONS else found


@check(
    "deep-goal",
    severity="warning",
    fr=("Il faut {keys} réponses pour l'entendre ; {most} au plus.", "Remontez cette étape d'un menu."),
    en=("It takes {keys} answers to hear it; {most} at most.", "Move this step one menu up."),
    why=words(
        fr="Trois ou quatre niveaux de menus : au-delà, la plupart des appelants raccrochent.",
        en="Three or four levels of menus: beyond that most callers hang up.",
    ),
)
def deep_goal(subject: Subject) -> Iterator[Finding]:
    """What is told lies few keys from the greeting."""
    steps = subject.flow.steps
    # what became of a text is no goal: whoever hears it has what they came for, or its address
    outcomes = {target for step in steps.values() if isinstance(step, SendText) for target in targets(step)}
    for name, keys in depths(subject.flow).items():
        if keys > DEPTH and name not in outcomes and isinstance(steps.get(name), Tell | Transfer):
            found = deep_goal.at(flow_place(name), keys=keys, most=DEPTH)
            yield found.as_error() if keys > MOST_DEPTH else found


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


LANGUAGE = "language"


@check(
    "key-order",
    fr=("Les touches sont dites dans l'ordre {keys}.", "Numérotez-les à la suite, à partir de 1."),
    en=("The keys are said in the order {keys}.", "Number them in sequence, from 1 on."),
    why=words(
        fr="Un trou dans la suite fait croire à un choix manqué, et fait réécouter.",
        en="A gap in the sequence sounds like a missed option, and makes callers listen again.",
    ),
)
def key_order(subject: Subject) -> Iterator[Finding]:
    """Keys are offered in sequence: 1, 2, 3... Only the language, which is no subject, may have the 9 first."""
    for menu in subject.menus:
        keys = [choice.key for choice in menu.choices if choice.to != LANGUAGE]
        if keys != [str(number) for number in range(1, len(keys) + 1)]:
            yield key_order.at(flow_place(menu.name), keys=", ".join(keys))


@check(
    "rank-order",
    fr=(
        "Les choix sont offerts ainsi : {offered} ; demandés ainsi : {asked}.",
        "Mettez le plus demandé d'abord.",
    ),
    en=("The choices are offered as {offered}; they are asked for as {asked}.", "Put the most asked for first."),
    why=words(
        fr="La plupart des appelants prennent l'un des premiers choix : leur attente compte le plus.",
        en="Most callers take one of the first options: their wait counts most.",
    ),
)
def rank_order(subject: Subject) -> Iterator[Finding]:
    """What is asked for most often is offered first, where the table says how often each is asked."""
    for menu in subject.menus:
        offered = [choice.name for choice in menu.choices if choice.name in menu.asked]
        if offered != list(menu.asked):
            told = {"offered": ", ".join(offered), "asked": ", ".join(menu.asked)}
            yield rank_order.at(flow_place(menu.name), **told)


KEY = re.compile(r"\b(?:tapez|appuyez|touche|press|key)\b", re.IGNORECASE)


@check(
    "offered-key",
    fr=(
        "« {offer} » dit la touche avant ce qu'elle fait.",
        "Dites d'abord pour quoi : la ligne ajoute la touche.",
    ),
    en=("“{offer}” says the key before what it does.", "Say first what for: the line adds the key."),
    why=words(
        fr="« Pour X, tapez N » : on retient la touche qu'on entend juste après ce qu'on cherche.",
        en="“For X, press N”: the key is remembered that is heard right after what was wanted.",
    ),
)
def offered_key(subject: Subject) -> Iterator[Finding]:
    """A choice is "for X, press N": its own words name no key, for the line says it after them."""
    for prompts in subject.prompts.values():
        option = prompts.phrases.get("option", "")
        if option.find("{offer}") > option.find("{key}"):
            yield offered_key.at(prompts.place("phrases", "option"), offer=option)
        for key, prompt in prompts.prompts.items():
            for choice in prompt.choices.values():
                if KEY.search(choice.offer):
                    yield offered_key.at(prompts.place("prompts", key), offer=choice.offer)
