"""One turn of a call as a pure function: from where the call stands and what was answered, to what is said next.

The manners live here and in no table: `0` an adviser, `*` back, `#` again, what silence and wrong keys lead to. Where
digits are asked for, `0` is one of them, but alone it still asks for an adviser.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ivr.line.actions import Connect, HangUp, KeepNumber, Listen, Offer, Perform, QueueText, Say, Turn, Value
from ivr.line.call import Call, LineName, Place
from ivr.line.facts import Facts
from ivr.line.inputs import (
    DialEnded,
    DialOutcome,
    HungUp,
    Input,
    NotUnderstood,
    NumberKept,
    Pressed,
    QueueLeft,
    QueueOutcome,
    Said,
    Silent,
    TextAnswered,
)
from ivr.line.places import of_origin, of_postcode
from ivr.line.steps import Ask, Branch, Choice, End, Flow, Menu, SendText, Tell, Transfer

ADVISER, BACK, AGAIN = "0", "*", "#"
WAITS = {Menu: (5, 7, 10), Ask: (7, 9, 12)}  # seconds of silence, by failures so far: longer each time
DIGITS = frozenset("0123456789")
LAST_TRY = 3  # the failure after which the caller is led out of the menus

# The place that a line is for; the national line is for every place.
LINE_PLACES: Mapping[LineName, tuple[Place, str]] = {"mayotte": ("mayotte", "976"), "abroad": ("abroad", "")}

# A queue ends like a telephone that was or was not answered.
AS_DIALLED: Mapping[QueueOutcome, DialOutcome] = {
    "answered": "answered",
    "left": "no_answer",
    "full": "busy",
    "failed": "failed",
}

Sayings = tuple[Say | Offer, ...]


def begin(flow: Flow, call: Call, facts: Facts) -> Turn:
    """The first turn: the line that was called and the number that calls are known, as far as they tell."""
    return _walk(flow, _placed(replace(call, line=facts.called), facts), flow.manners.first, facts)


def advance(flow: Flow, call: Call, answer: Input, facts: Facts) -> Turn:
    """The turn that follows when `answer` comes at `call.step`. Any answer at any step has a turn.

    A step that no flow knows (an older release's, a mistyped address) leads to the first menu with what is known.
    """
    if not isinstance(answer, TextAnswered | NumberKept):  # those come within a turn, not at its start
        call = replace(call, turn=call.turn + 1)
    step = flow.steps.get(call.step)
    match step, answer:
        case _, HungUp():
            return Turn(call, (), HangUp())
        case Menu(), Pressed() | Said() | Silent() | NotUnderstood():
            return _hear_menu(flow, call, answer, facts)
        case Ask(), Pressed() | Silent() | NotUnderstood() | NumberKept():
            return _hear_ask(flow, call, answer, facts)
        case SendText(), TextAnswered(outcome):
            return _walk(flow, call, step.outcomes[outcome], facts)
        case Transfer(), DialEnded(ended):
            return _walk(flow, call, step.outcomes[ended], facts)
        case Transfer(), QueueLeft(why):
            return _walk(flow, call, step.outcomes[AS_DIALLED[why]], facts)
        case Menu() | Ask(), _:  # an answer that belongs to another step: a webhook that came late
            return _walk(flow, call, call.step, facts)
    return _walk(flow, call, flow.manners.home, facts)


def reads_typed(flow: Flow, step: str) -> bool:
    """Whether this step needs the number that the caller typed: the one that reads it back and confirms it."""
    found = flow.steps.get(step)
    return isinstance(found, Menu) and "typed" in found.fills


# -- what the caller answered --------------------------------------------------------------------------------------


def _hear_menu(flow: Flow, call: Call, answer: Input, facts: Facts) -> Turn:
    menu = flow.steps[call.step]
    assert isinstance(menu, Menu)
    match answer:
        case Said(language=language) if language:
            return _walk(flow, replace(call, language=language, tries=0), menu.name, facts)
        case Pressed(key) | Said(key):
            chosen = next((choice for choice in menu.choices if choice.key == key), None)
            return _choose(flow, call, chosen, facts) if chosen else _manner(flow, call, key, facts)
        case Silent() if menu.silence:
            return _walk(flow, call, menu.silence, facts)
        case Silent():
            return _fail(flow, call, "silence", facts)
    return _fail(flow, call, "not_understood", facts)


def _hear_ask(flow: Flow, call: Call, answer: Input, facts: Facts) -> Turn:
    ask = flow.steps[call.step]
    assert isinstance(ask, Ask)
    match answer:
        case Pressed(keys) if BACK in keys:
            return _manner(flow, call, BACK, facts)
        case Pressed("0") if ask.skip:  # alone, it is no number: an adviser, without what was asked
            to_adviser = {**ask.skip.learns, **flow.manners.adviser.learns}
            return _choose(flow, call, replace(ask.skip, learns=to_adviser), facts)
        case Pressed("0"):
            return _manner(flow, call, ADVISER, facts)
        case Silent() | Pressed("#") if ask.skip:
            return _choose(flow, call, ask.skip, facts)
        case Pressed(keys) if AGAIN in keys:
            return _manner(flow, call, AGAIN, facts)
        case Pressed(keys) if len(keys) == ask.digits and DIGITS.issuperset(keys):
            return _take(flow, call, keys, facts)
        case NumberKept("yes"):
            return _walk(flow, replace(call, tries=0), ask.then, facts)
        case NumberKept("unavailable"):
            return _walk(flow, replace(call, tries=0), ask.unavailable, facts)
        case Silent():
            return _fail(flow, call, "silence", facts)
    return _fail(flow, call, ask.refusal, facts)


def _take(flow: Flow, call: Call, digits: str, facts: Facts) -> Turn:
    ask = flow.steps[call.step]
    assert isinstance(ask, Ask)
    if ask.takes == "mobile":
        return Turn(call, (), Perform(KeepNumber(digits)))
    found = of_postcode(digits)
    if found is None:
        return _fail(flow, call, ask.refusal, facts)
    placed = _with_caisse(replace(call, place=found.place, department=found.department, tries=0), facts)
    return _walk(flow, placed, ask.then, facts)


def _choose(flow: Flow, call: Call, choice: Choice, facts: Facts) -> Turn:
    """Follow a choice, and remember this menu for `*` where the table would lead elsewhere.

    From "download", `0` leads to "postcode", which stands below "topics" in the table: back is "download". From
    "attestation", 1 leads to "download", which stands below it: nothing need be remembered.
    """
    turn = _walk(flow, _learn(call, {**choice.learns, "tries": 0}), choice.to, facts)
    reached = turn.call.step
    above = flow.parents.get(reached)
    strayed = isinstance(flow.steps[call.step], Menu) and reached != call.step and above != call.step
    back = call.step if strayed else ("" if isinstance(flow.steps[call.step], Menu) else call.back)
    return turn if turn.call.back == back else replace(turn, call=replace(turn.call, back=back))


# -- the manners ---------------------------------------------------------------------------------------------------


def _manner(flow: Flow, call: Call, key: str, facts: Facts) -> Turn:
    match key:
        case "0":
            return _choose(flow, call, flow.manners.adviser, facts)
        case "*":
            # a place to go back to that an older release remembered, and this one has not, is none
            above = call.back if call.back in flow.steps else flow.parents.get(call.step, flow.manners.home)
            return _walk(flow, replace(call, tries=0, back=""), above, facts)
        case "#":
            return _walk(flow, replace(call, tries=0), call.step, facts)
    return _fail(flow, call, "not_understood", facts)


def _fail(flow: Flow, call: Call, why: str, facts: Facts) -> Turn:
    """The manners of failure: again with help, then slower, then out of the menus, and never in circles."""
    call = replace(call, tries=min(call.tries + 1, LAST_TRY + 1))
    if call.tries == LAST_TRY:
        return _walk(flow, call, flow.manners.give_up, facts)
    if call.tries > LAST_TRY:
        return _walk(flow, call, flow.manners.farewell, facts)
    excuse: Sayings = (Say(why),)
    if call.tries == 1:
        excuse += (Say(f"{call.step}.help"),)
    return _walk(flow, call, call.step, facts, excuse)


# -- from step to step ---------------------------------------------------------------------------------------------


def _walk(flow: Flow, call: Call, target: str, facts: Facts, says: Sayings = ()) -> Turn:
    """Go on from `target`, saying what is told and choosing by facts, until a step that ends the turn."""
    while True:
        step = flow.steps[target]
        match step:
            case Tell():
                call = _learn(call, step.learns)
                says, target = (*says, _say(step.name, step.fills, call, facts)), step.then
            case Branch():
                target = step.ways[getattr(facts, step.on)(call)]
            case Menu() if "typed" in step.fills and not facts.typed_number:
                target = _forgotten(flow, target)
            case _:
                return _end(replace(call, step=target), step, says, facts)


def _forgotten(flow: Flow, step: str) -> str:
    """Where a typed number leads that is not known any more, the database being away: where one can't be kept."""
    asked = (ask.unavailable for ask in flow.steps.values() if isinstance(ask, Ask) and ask.then == step)
    return next(asked, flow.manners.home)


def _end(call: Call, step: Menu | Ask | SendText | Transfer | End, says: Sayings, facts: Facts) -> Turn:
    match step:
        case Menu():
            offer = Offer(step.name, tuple((choice.name, choice.key) for choice in step.choices), slowly=call.tries > 1)
            intro = _say(step.name, step.fills, call, facts, count=len(_counted(step)))
            said = (*says, intro, offer)
            return Turn(call, said, Listen(1, _wait(step, call), speech=True, menu=step.name))
        case Ask():
            return Turn(call, (*says, Say(step.name)), Listen(step.digits, _wait(step, call), speech=False))
        case SendText():
            return Turn(call, says, Perform(QueueText(facts.template(call), step.to)))
        case Transfer():
            return Turn(call, says, Connect(call.caisse, facts.adviser_number(call)))
        case End():
            return Turn(call, (*says, _say(step.name, step.fills, call, facts)), HangUp())


def _wait(step: Menu | Ask, call: Call) -> int:
    waits = WAITS[type(step)]
    return waits[min(call.tries, len(waits) - 1)]


def _counted(menu: Menu) -> list[Choice]:
    """The choices that a menu counts aloud: all but the one that changes the language."""
    return [choice for choice in menu.choices if choice.to != "language"]


def _say(name: str, fills: tuple[str, ...], call: Call, facts: Facts, **more: Value) -> Say:
    values: dict[str, Value] = {fill: getattr(facts, fill)(call) for fill in fills} | more
    return Say(name, values, personal="typed" in fills)


def _learn(call: Call, learns: Mapping[str, Any]) -> Call:
    return replace(call, **learns) if learns else call


def _placed(call: Call, facts: Facts) -> Call:
    """The call with what its two numbers tell of the place. A withheld number tells nothing: it may be asked."""
    place, department = LINE_PLACES.get(call.line) or of_origin(facts.caller)
    return _with_caisse(replace(call, place="" if place == "unknown" else place, department=department), facts)


def _with_caisse(call: Call, facts: Facts) -> Call:
    """The call with its caisse, where exactly one serves the département."""
    serving = facts.schedules.caisses_of(call.department)
    return replace(call, caisse=serving[0].code if len(serving) == 1 else "")
