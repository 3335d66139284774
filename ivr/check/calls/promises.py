"""What is offered is what is done: the text that is sent, the body that is named, the step that is come to.

A second entry of what choices promise: beside their words in the prompt files, and in their names.
"""

from collections.abc import Iterator
from typing import get_args

from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.check.walk import Walk
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Perform, QueueText, Say
from ivr.line.call import Topic
from ivr.line.inputs import Pressed
from ivr.line.steps import LANGUAGE, Choice, Flow, Menu

ADVISER, AGAIN = "adviser", "again"  # the choices that ring one, and once more
MEANWHILE = "meanwhile"  # the menu of who finds no adviser
# ... where else a turn may end of who wants one: what is asked on the way, and what is left after the last try.
ON_THE_WAY = frozenset(
    {
        MEANWHILE, "meanwhile_offline", "meanwhile_placed", "meanwhile_placed_offline", "caisses", "local_body",
        "local_body_site", "overseas", "adviser_of", "adviser_other", "last_choices", "last_choices_offline",
    }
)  # fmt: skip


@check(
    "unlike-offer",
    fr=(
        "Le menu « {menu} » : le choix « {name} » annonce « {words} », et la table retient « {table} ».",
        "Écrivez ou corrigez « {key}: » sous le choix, ou « learns » à {row}.",
    ),
    en=(
        "The menu “{menu}”: the choice “{name}” announces “{words}”, and the table learns “{table}”.",
        "Write or correct “{key}:” under the choice, or “learns” at {row}.",
    ),
    why=words(
        fr="Un seul mot changé dans la table enverrait à tous le lien d'une autre page.",
        en="One word changed in the table would send everybody the link to another page.",
    ),
)
def unlike_offer(subject: Subject) -> Iterator[Finding]:
    """The text and the body that a choice's words stand for, in each language, are those that the table learns."""
    for menu in subject.menus:
        for prompts in subject.prompts.values():
            prompt = prompts.prompts.get(menu.name)
            for choice in menu.choices:
                said = prompt.choices.get(choice.name) if prompt else None
                for key, word, field in (("sends", said.sends, "link"), ("body", said.body, "regime")) if said else ():
                    if word != (learnt := choice.learns.get(field, "")):
                        place = prompts.place("prompts", menu.name)
                        told = {"words": word or "-", "table": learnt or "-", "key": key, "row": choice.place}
                        yield unlike_offer.at(place, menu=menu.name, name=choice.name, **told)


@check(
    "unkept-offer",
    needs="walk",
    fr=("Le choix « {name} » n'est pas suivi de ce qu'il annonce ({why}).", "Vérifiez la touche et ce qui suit."),
    en=("The choice “{name}” is not followed by what it announces ({why}).", "Look at the key and what follows."),
    why=words(
        fr="Ce qu'un choix annonce, ce qu'il retient et ce qui se passe vont ensemble.",
        en="What a choice announces, what it learns and what is done go together.",
    ),
)
def unkept_offer(subject: Subject) -> Iterator[Finding]:
    """Whoever presses a key gets what was offered under it."""
    broken = first_edges(
        ((menu.name, choice.name, why), edge)
        for edge in subject.walk.edges
        for menu, choice in _chosen(subject.flow, edge)
        for why in _unkept(subject, edge, choice)
    )
    for (menu, name, why), edge in broken.items():
        yield unkept_offer.at(flow_place(menu), name=name, why=why).heard_by(command_of(subject, edge))


def _chosen(flow: Flow, edge: Edge) -> Iterator[tuple[Menu, Choice]]:
    if edge.source is None or not isinstance(edge.answer, Pressed):
        return
    step = flow.steps.get(edge.source.step)
    if isinstance(step, Menu):
        manners = () if step.assent else (flow.manners.adviser,)  # there 0 is a yes
        yield from ((step, choice) for choice in (*step.choices, *manners) if choice.key == edge.answer.keys)


def _unkept(subject: Subject, edge: Edge, choice: Choice) -> Iterator[str]:
    flow, call = subject.flow, edge.turn.call
    if choice.name in get_args(Topic) and choice.learns.get("topic", choice.name) != choice.name:
        yield f"topic: {choice.name}"
    if choice.name == ADVISER and ADVISER in flow.steps:
        yield from _without_adviser(flow, edge)
    if "link" in choice.learns and not _is_sent(edge, choice.learns["link"]):
        yield f"link: {choice.learns['link']}"
    if choice.name != LANGUAGE and edge.source and call.language != edge.source.language:
        yield f"language: {edge.source.language}"
    if choice.name == AGAIN and "opening" not in edge.telling.known:
        yield "opening?"
    elsewhere = "regime" in choice.learns and call.about == "file"  # who asks for no attestation hears of none
    if choice.name in flow.steps and not elsewhere and not _comes_to(subject.walk, flow, edge, choice.name):
        yield f"-> {choice.name}"


def _without_adviser(flow: Flow, edge: Edge) -> Iterator[str]:
    """Who wants an adviser is connected, told when one is back, or asked where they are."""
    step = flow.steps[edge.turn.call.step]
    if edge.turn.call.topic != ADVISER:
        yield f"topic: {ADVISER}"
    if isinstance(step, Menu) and MEANWHILE in flow.steps and step.name not in ON_THE_WAY:
        yield f"-> {MEANWHILE}"


def _is_sent(edge: Edge, link: str) -> bool:
    """Whether the text is on its way, or its address is told."""
    told = any("address" in said.values for said in edge.turn.says if isinstance(said, Say))
    sent = isinstance(edge.turn.ends, Perform) and isinstance(edge.turn.ends.action, QueueText)
    return edge.turn.call.link == link and (told or sent)


def _comes_to(walk: Walk, flow: Flow, edge: Edge, name: str) -> bool:
    """Whether a step is passed in this turn, or by an answer to a question on the way that doesn't offer it too."""
    onwards = walk.onwards.get(edge.target, ())
    offered = any(choice.name == name for choice in getattr(flow.steps[edge.turn.call.step], "choices", ()))
    turns = (edge,) if offered else (edge, *onwards)
    return any(passed.step == name for one in turns for passed in one.turn.way)
