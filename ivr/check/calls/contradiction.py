"""Nothing is said, rung or sent that the facts of the moment deny.

A second entry of what the branches of the table say: what must be true when something is heard. It must have been
asked in that very turn: what was so a turn ago may have ended, and what nobody asked is not known.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, flow_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, Perform, QueueText, Say
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
    denied = first_edges((pair, edge) for edge in subject.walk.edges for pair in _denied(subject, edge, asked))
    for (step, why), edge in denied.items():
        yield contradiction.at(flow_place(step), why=why).heard_by(command_of(subject, edge))


def _denied(subject: Subject, edge: Edge, asked: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The steps that say or do what is not so, and what should be."""
    flow, facts, call = subject.flow, subject.facts, edge.turn.call
    known = subject.answered[edge.turn.way]
    for said in edge.turn.says:
        if isinstance(said, Say):
            needed = _needed(said.prompt, tuple(said.values), asked) + _needed_anew(edge, said)
            yield from ((said.prompt, lacking) for one in needed for lacking in _lacking(one, known))
            yield from ((said.prompt, why) for why in _greeted(flow, edge, said))
    again = edge.answer in MANNERS or (edge.source is not None and edge.source.step == call.step)
    for question, answer in COME_TO.get(call.step, {}).items():
        if not again and _answer(facts, question, call) != answer:
            yield call.step, f"{question}: {answer}"
    for question, answer in NEVER.get(call.step, {}).items():
        if known.get(question) == answer:
            yield call.step, f"{question}: not {answer}"
    if call.line == "mayotte" and call.place != "mayotte":
        yield call.step, "place: mayotte"
    yield from ((call.step, why) for why in _done(flow, edge, known))


def _answer(facts: Facts, question: str, call: Call) -> str:
    """What the call itself answers; of the account, what schedules/ says of the body that the caller named."""
    if question == "account":
        regime = facts.schedules.regimes.get(call.regime)
        return "own" if regime is None or not regime.ameli else "shared" if regime.site else "partner"
    answer: str = getattr(facts, question)(call)
    return answer


@cache  # of what is said in two hundred thousand turns, some hundreds are unlike
def _needed(prompt: str, values: tuple[str, ...], asked: frozenset[str]) -> tuple[Needed, ...]:
    """What must be true whenever a sentence is said; some of it only where a flow asks for it."""
    by_ending = [needed for end, needed in ENDINGS.items() if prompt.endswith(end)]
    by_value = [VALUES[value] for value in values if value in VALUES]
    known = [KNOWN[value] for value in values if value in KNOWN and "reason" in asked]
    where_asked = [ASKED[prompt]] if prompt in ASKED and asked & ASKED[prompt].keys() else []
    return (*by_ending, *by_value, *known, *where_asked)


def _needed_anew(edge: Edge, said: Say) -> tuple[Needed, ...]:
    """The same, where the caller did not ask to hear it again."""
    again = edge.answer in MANNERS or (edge.source and edge.source.step == said.prompt)
    return () if again or said.prompt not in STEPS else (STEPS[said.prompt],)


def _lacking(needed: Needed, known: Mapping[str, str]) -> Iterator[str]:
    """What is needed and was not answered so; of several questions any will do."""
    if not any(known.get(question) in answer.split("|") for question, answer in needed.items()):
        yield " | ".join(f"{question}: {answer}" for question, answer in needed.items())


def _greeted(flow: Flow, edge: Edge, said: Say) -> Iterator[str]:
    """The line's own greeting, where it has one; and a language that is changed to another."""
    menu = flow.steps.get(LANGUAGE)
    changes = isinstance(menu, Menu) and menu.each and menu.each.to == said.prompt
    if changes and edge.source and edge.source.language == edge.turn.call.language:
        yield f"language: not {edge.source.language}"
    if edge.source is None:
        own = f"{said.prompt}_{edge.facts.called}"
        others = {f"welcome_{line}" for line in LINE_NAMES if line != edge.facts.called}
        if own in flow.steps or said.prompt in others:
            yield f"line: not {edge.facts.called}"


def _done(flow: Flow, edge: Edge, known: Mapping[str, str]) -> Iterator[str]:
    """Who rings an adviser has asked, in this moment, whether they answer; a text goes where one can."""
    match edge.turn.ends:
        case Connect():
            yield from (lacking for question, answer in RUNG.items() for lacking in _lacking({question: answer}, known))
        case Perform(QueueText(to="caller")):
            yield from (f"{question}: {answer}" for question, answer in TEXTED.items() if known.get(question) != answer)
        case Perform(QueueText(to="typed")):
            read = edge.source and flow.steps.get(edge.source.step)
            if "typed" not in getattr(read, "fills", ()):
                yield "typed: read back"
