"""Nothing is said, rung or sent that the facts of the moment deny.

A second entry of what the branches of the table say: what must be true when something is heard. It must have been
asked in that very turn: what was so a turn ago may have ended, and what nobody asked is not known.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ivr.check.shown_call import command_of, first_shown
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.check.telling import Telling
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, Perform, QueueText
from ivr.line.call import LINE_NAMES, Call
from ivr.line.facts import Facts
from ivr.line.inputs import Pressed
from ivr.line.steps import LANGUAGE, Branch, Flow, Menu

Needed = Mapping[str, str]  # question -> its answer, or several: "open|overseas"

# A value that is told, and what must be true then: any of the questions that can say so, the last that was asked.
VALUES: Mapping[str, Needed] = {
    "reopening": {"opening": "closed|perhaps", "open_somewhere": "closed|overseas", "present": "special"},
    "reopening_there": {"opening": "closed"},
    "closing": {"opening": "open"},
    "closing_there": {"opening": "open"},
    "special": {"present": "special|last"},
    "week_end": {"week_kind": "until"},
    "bulletins": {"news": "some"},
}
KNOWN: Mapping[str, Needed] = {  # ... and that a reopening is known, where a flow asks why it is closed
    "reopening": {"reason": "hours|holiday|closure", "present": "special", "reopens": "known"},
    "reopening_there": {"reason": "hours|holiday|closure", "reopens": "known"},
}
# What a step's name ends with, and what must be true when it is told.
ENDINGS: Mapping[str, Needed] = {
    "_holiday": {"reason": "holiday"},
    "_closure": {"reason": "closure"},
    "_endless": {"reason": "endless", "reopens": "unknown"},
    "_missing": {"adviser": "missing"},
    "_unusual": {"week_ahead": "unusual"},
    "_there": {"clock": "differs"},
    "_special": {"present": "special"},
    "_doubt_ahead": {"doubt_ahead": "some"},
    "_perhaps": {"opening": "perhaps"},
    "_unsure": {"doubt": "holiday"},
    "_later": {"opening": "perhaps"},
    "_until": {"week_kind": "until"},
    "_week_now": {"week_kind": "further_notice"},
}
STEPS: Mapping[str, Needed] = {
    "test_service": {"trial": "yes"},
    "mayotte_number": {"from_mayotte": "yes"},
    "caisses": {"caisses_differ": "yes"},
    "confirm_mobile": {"typed_known": "yes"},
    "abroad_number": {"from_abroad": "yes"},
    "any_time": {"opening": "open|perhaps", "open_somewhere": "open|overseas"},
    "hours_last": {"present": "last"},
    "any_time_overseas": {"open_somewhere": "overseas"},
    "short_adviser": {"opening": "open|perhaps", "open_somewhere": "open|overseas"},
    "overseas": {"open_somewhere": "overseas"},
    "hours_assumed": {"hours_known": "assumed", "week_known": "assumed"},
    "hours_borrowed": {"hours_known": "borrowed", "week_known": "borrowed"},
    "greeting_borrowed": {"hours_known": "borrowed"},
    "may_speak": {"speech": "yes"},
    "paper": {"paper": "new"},
    "try_again": {"attempt": "second", "quieter": "known"},
    "try_anew": {"attempt": "second", "quieter": "unknown"},
    "try_last": {"attempt": "third"},
    "tries_spent": {"attempt": "spent", "tries": "spent"},
    "give_up_spent": {"tries": "spent"},
    "not_our_file": {"member": "other"},
    "give_up_other": {"member": "other"},
    "text_address": {"textable": "type"},
    "address_only": {"textable": "no"},
    "offer_mobile": {"textable": "type"},
}
# The same, of questions that not every flow asks.
ASKED: Mapping[str, Needed] = {
    "hours_open": {"present": "usual"},
    "hours_week": {"week_kind": "usual"},
    "any_time": {"adviser": "set"},
    "any_time_overseas": {"adviser": "set"},
    "short_adviser": {"adviser": "set"},
}
# Menus and questions of the call itself that are new to the caller: what must be true when one is come to.
COME_TO: Mapping[str, Needed] = {
    "local_body": {"body": "local"},
    "local_body_site": {"body": "local"},
    "own_body": {"member": "other"},
    "own_statements": {"member": "other"},
    "adviser_other": {"member": "other"},
    "adviser_of": {"member": "ours"},
    "shared_account": {"account": "shared", "member": "other"},
    "partner_account": {"account": "partner", "member": "other"},
}
# What nobody is asked when it has just been settled otherwise: a postcode, when everybody is surely closed.
NEVER: Mapping[str, Needed] = {"postcode": {"open_somewhere": "closed"}}
MANNERS = (Pressed("*"), Pressed("#"))
# What must have been asked, and answered, in the turn that does it.
RUNG: Needed = {"opening": "open|perhaps", "adviser": "set"}
TEXTED: Needed = {"textable": "yes"}


@check(
    "contradiction",
    needs="walk",
    fr=("Un appel l'entend alors que ce n'est pas vrai (il faudrait {why}).", "Vérifiez les branches qui y mènent."),
    en=("A call hears it though it is not so ({why} is needed).", "Look at the branches that lead there."),
    why=words(
        fr="Ce qui se dit d'une ouverture, d'un jour férié ou d'un SMS doit être vrai quand on l'entend.",
        en="What is told of an opening, a holiday or a text must be true when it is heard.",
    ),
)
def contradiction(subject: Subject) -> Iterator[Finding]:
    """What is said, rung or sent is so, and was asked in that turn."""
    asked = frozenset(step.on for step in subject.flow.rows if isinstance(step, Branch))
    look = partial(_heard, subject.facts)
    denied = first_shown(subject.walk.edges, look, lambda heard: _denied(subject.flow, heard, asked))
    for (step, why), edge in denied.items():
        yield contradiction.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


class Heard(NamedTuple):
    """What counts of a turn here."""

    telling: Telling
    step: str  # where it ends
    source: str  # the step that was answered; none as the call begins
    again: bool  # whether the caller asked to hear it again, or went back
    sent_to: str  # whom a text goes to
    called: str  # the line, as the call begins
    kept: str  # the language, where it is the one of before
    wrong: tuple[str, ...]  # what should be of the call itself


def _heard(facts: Facts, edge: Edge) -> Heard:
    call, source, ends = edge.turn.call, edge.source, edge.turn.ends
    again = isinstance(edge.answer, Pressed) and edge.answer in MANNERS
    come_to = () if again or (source and source.step == call.step) else COME_TO.get(call.step, {}).items()
    wrong = tuple([f"{question}: {answer}" for question, answer in come_to if _answer(facts, question, call) != answer])
    if call.line == "mayotte" and call.place != "mayotte":
        wrong += ("place: mayotte",)
    sent_to = ends.action.to if isinstance(ends, Perform) and isinstance(ends.action, QueueText) else ""
    if source is None:
        return Heard(edge.telling, call.step, "", again, sent_to, edge.facts.called, "", wrong)
    kept = call.language if source.language == call.language else ""
    return Heard(edge.telling, call.step, source.step, again, sent_to, "", kept, wrong)


def _denied(flow: Flow, heard: Heard, asked: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The steps that say or do what is not so, and what should be."""
    known = heard.telling.known
    for prompt, values in heard.telling.says:
        needed = _needed(prompt, values, asked) + _needed_anew(heard, prompt)
        yield from ((prompt, lacking) for one in needed for lacking in _lacking(one, known))
        yield from ((prompt, why) for why in _greeted(flow, heard, prompt))
    yield from ((heard.step, why) for why in heard.wrong)
    for question, answer in NEVER.get(heard.step, {}).items():
        if known.get(question) == answer:
            yield heard.step, f"{question}: not {answer}"
    yield from ((heard.step, why) for why in _done(flow, heard))


def _answer(facts: Facts, question: str, call: Call) -> str:
    """What the call itself answers; of the account, what schedules/ says of the body that the caller named."""
    if question == "account":
        regime = facts.schedules.regimes.get(call.regime)
        return "own" if regime is None or not regime.ameli else "shared" if regime.site else "partner"
    answer: str = getattr(facts, question)(call)
    return answer


def _needed(prompt: str, values: tuple[str, ...], asked: frozenset[str]) -> tuple[Needed, ...]:
    """What must be true whenever a sentence is said; some of it only where a flow asks for it."""
    by_ending = [needed for end, needed in ENDINGS.items() if prompt.endswith(end)]
    by_value = [VALUES[value] for value in values if value in VALUES]
    known = [KNOWN[value] for value in values if value in KNOWN and "reason" in asked]
    where_asked = [ASKED[prompt]] if prompt in ASKED and asked & ASKED[prompt].keys() else []
    return (*by_ending, *by_value, *known, *where_asked)


def _needed_anew(heard: Heard, prompt: str) -> tuple[Needed, ...]:
    """The same, where the caller did not ask to hear it again."""
    again = heard.again or heard.source == prompt
    return () if again or prompt not in STEPS else (STEPS[prompt],)


def _lacking(needed: Needed, known: Mapping[str, str]) -> Iterator[str]:
    """What is needed and was not answered so; of several questions any will do."""
    if not any(known.get(question) in answer.split("|") for question, answer in needed.items()):
        yield " | ".join(f"{question}: {answer}" for question, answer in needed.items())


def _greeted(flow: Flow, heard: Heard, prompt: str) -> Iterator[str]:
    """The line's own greeting, where it has one; and a language that is changed to another."""
    menu = flow.steps.get(LANGUAGE)
    if heard.kept and isinstance(menu, Menu) and menu.each and menu.each.to == prompt:
        yield f"language: not {heard.kept}"
    if heard.called:
        others = {f"welcome_{line}" for line in LINE_NAMES if line != heard.called}
        if f"{prompt}_{heard.called}" in flow.steps or prompt in others:
            yield f"line: not {heard.called}"


def _done(flow: Flow, heard: Heard) -> Iterator[str]:
    """Who rings an adviser has asked, in this moment, whether they answer; a text goes where one can."""
    known = heard.telling.known
    if heard.telling.ends is Connect:
        yield from (lacking for question, answer in RUNG.items() for lacking in _lacking({question: answer}, known))
    if heard.sent_to == "caller":
        yield from (f"{question}: {answer}" for question, answer in TEXTED.items() if known.get(question) != answer)
    if heard.sent_to == "typed" and "typed" not in getattr(flow.steps.get(heard.source), "fills", ()):
        yield "typed: read back"
