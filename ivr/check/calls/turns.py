"""Checks of every turn of every call: there is one, it can be said, and a last one says goodbye."""

from collections.abc import Iterator, Set

from ivr.check.calls.heard_turns import unspoken
from ivr.check.shown_call import command_of, first_edges
from ivr.check.subject import Subject, check, flow_place
from ivr.check.walk import Broken
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import HangUp, Say, Turn
from ivr.line.steps import End


@check(
    "broken-turn",
    needs="walk",
    fr=("À la réponse {answer}, la ligne se casse : {error}.", "Corrigez l'étape, ou le fait qu'elle demande."),
    en=("At the answer {answer} the line breaks: {error}.", "Correct the step, or the fact that it asks."),
    why=words(
        fr="Un appelant entendrait l'excuse d'incident au lieu de la suite.",
        en="A caller would hear the apology for a mishap instead of what follows.",
    ),
)
def broken_turn(subject: Subject) -> Iterator[Finding]:
    """Whatever is answered, wherever: the line has a turn."""
    firsts: dict[tuple[str, str], Broken] = {}
    for broken in subject.walk.broken:
        firsts.setdefault((broken.step, broken.error), broken)
    for broken in firsts.values():
        found = broken_turn.at(flow_place(broken.step or "begin"), answer=broken.answer, error=broken.error)
        edge = subject.walk.reached.get(broken.state) if broken.state else None
        yield found.heard_by(command_of(subject, edge)) if edge else found


@check(
    "unspeakable",
    needs="walk",
    fr=("Un appel arrive ici et la ligne ne peut rien dire : {why}.", "Ajoutez ce qui manque."),
    en=("A call comes here and the line can say nothing: {why}.", "Add what is missing."),
    why=words(
        fr="Chaque tour de parole de chaque appel possible est dit, dans chaque langue.",
        en="Every turn of every possible call is spoken, in every language.",
    ),
)
def unspeakable(subject: Subject) -> Iterator[Finding]:
    """Every turn of every call can be said, in every language."""
    silent = first_edges(((edge.turn.call.step, why), edge) for edge, why in unspoken(subject))
    for (step, why), edge in silent.items():
        yield unspeakable.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


@check(
    "no-goodbye",
    needs="walk",
    fr=("Un appel finit ici sans au revoir.", "Faites-le finir par une étape End qui parle."),
    en=("A call ends here without a goodbye.", "Let it end with an End step that speaks."),
    why=words(
        fr="Une coupure sans un mot ressemble à une panne : l'appelant rappelle.",
        en="A cut without a word sounds like a failure: the caller rings again.",
    ),
)
def no_goodbye(subject: Subject) -> Iterator[Finding]:
    """No call is hung up on without a goodbye."""
    ends = (name for name, step in subject.flow.steps.items() if isinstance(step, End))
    spoken = {name for name in ends if _is_said(subject, name)}
    hung_up = (edge for edge in subject.walk.edges if isinstance(edge.turn.ends, HangUp))
    abrupt = ((edge.turn.call.step, edge) for edge in hung_up if not _ends_with(edge.turn, spoken))
    for step, edge in first_edges(abrupt).items():
        yield no_goodbye.at(flow_place(step)).heard_by(command_of(subject, edge))


def _ends_with(turn: Turn, prompts: Set[str]) -> bool:
    last = turn.says[-1] if turn.says else None
    return isinstance(last, Say) and last.prompt in prompts


def _is_said(subject: Subject, key: str) -> bool:
    """Whether the goodbye has words in every language."""
    found = (prompts.prompts.get(key) for prompts in subject.prompts.values())
    return all(prompt is not None and prompt.say for prompt in found)
