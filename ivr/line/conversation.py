"""One turn of a call as a pure function: from where the call stands and what was answered, to what is said next.

The manners live here and in no table: `0` an adviser, `*` back, `#` again, what silence and wrong keys lead to. Where
digits are asked for, `0` is one of them, but alone it still asks for an adviser.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from ivr.hours.schedules import Schedules
from ivr.line.actions import (
    Connect,
    Ending,
    HangUp,
    KeepNumber,
    Listen,
    Offer,
    Offered,
    Passed,
    Perform,
    QueueText,
    Say,
    Turn,
    Value,
    passed,
)
from ivr.line.asker import Asker
from ivr.line.call import FIRST_LANGUAGE, MOST_DIALS, Call, after
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
from ivr.line.places import of_postcode
from ivr.line.steps import (
    DOUBT,
    LANGUAGE,
    OTHER,
    Ask,
    Branch,
    Choice,
    Each,
    End,
    Flow,
    Menu,
    SendText,
    Step,
    Tell,
    Transfer,
)

ADVISER, BACK, AGAIN = "0", "*", "#"
WAITS = {Menu: (5, 7, 10), Ask: (7, 9, 12)}  # seconds of silence, by failures so far: longer each time
NEXT_KEY = 3  # seconds for the next key where one is enough and ten may come: of its first wait the rest is a lull
ASSENT_WAIT = 2  # seconds, where silence is a yes and something was said since the key was named
UNDERSTOOD = "understood"  # the prompt that names what was understood of a caller's own words
NO_DIGITS = "no_digits"  # the one for silence where keys alone count: who speaks there is not told of silence
DIGITS = frozenset("0123456789")
POSTCODE = 5  # digits
LONGEST = 10  # digits of a number that may be typed at a menu
WITHIN = (TextAnswered, NumberKept)  # answers that come within a turn, not at its start
LAST_TRY = 3  # the failure after which the caller is led out of the menus

# A queue ends like a telephone that was or was not answered.
AS_DIALLED: Mapping[QueueOutcome, DialOutcome] = {
    "answered": "answered",
    "left": "no_answer",
    "full": "busy",
    "failed": "failed",
}

Sayings = tuple[Say | Offer, ...]


class Led(NamedTuple):
    """Where an answer leads: the call by then, still at its step, the step to go on from, and what is said before."""

    call: Call
    to: str
    says: Sayings = ()
    way: tuple[Passed, ...] = ()  # the steps that were passed
    instead: str = ""  # where the first menu on the way is left out for, once what comes before it was said
    chosen: bool = False  # by a choice, so that `*` may lead back
    wish: str = ""  # what was understood of a caller's own words


def begin(flow: Flow, call: Call, asker: Asker) -> Turn:
    """The first turn: the line that was called and the number that calls are known, as far as they tell."""
    return walk_on(flow, ring(flow, call, asker.facts), asker)


def ring(flow: Flow, call: Call, facts: Facts) -> Led:
    """Where a call begins."""
    return Led(facts.placed(call), flow.manners.first)


def advance(flow: Flow, call: Call, answer: Input, asker: Asker) -> Turn:
    """The turn that follows when `answer` comes at `call.step`. Any answer at any step has a turn.

    A step that no flow knows (an older release's, a mistyped address) leads to the first menu with what is known.
    """
    led = lead(flow, call, answer, asker.facts)
    return led if isinstance(led, Turn) else arrive(flow, led, walk_on(flow, led, asker))


def lead(flow: Flow, call: Call, answer: Input, facts: Facts) -> Led | Turn:
    """Where an answer leads, before any Branch asks; or the turn that ends where it was given."""
    if not isinstance(answer, WITHIN):
        call = after(call, call.turn + 1, call.back)
    step = flow.steps.get(call.step)
    match step, answer:
        case _, HungUp():
            return Turn(call, (), HangUp())
        case _, Pressed() | Said() | Silent() | NotUnderstood() if _is_enough(flow, call, answer, facts):
            return _let_go(flow, call, answer)
        case Menu(typed=typed), Pressed() | NumberKept() if typed and _is_number(answer):
            return _hear_typed(flow, call, typed, answer, facts)
        case Menu(), Pressed(keys) if len(keys) == POSTCODE and (place := postcode_choice(flow, step)):
            choice, ask = place
            return _hear_ask(flow, _learn(call, choice.learns), ask, answer, facts)
        case Menu(), Pressed() | Said() | Silent() | NotUnderstood():
            return _hear_menu(flow, call, step, answer, facts)
        case Ask(), Pressed() | Said() | Silent() | NotUnderstood() | NumberKept():
            return _hear_ask(flow, call, step, answer, facts)
        case SendText(), TextAnswered(outcome):
            return Led(call, step.outcomes[outcome])
        case Transfer(), DialEnded(ended):
            return Led(_dialled(call), step.outcomes[ended])
        case Transfer(), QueueLeft(why):
            return Led(_dialled(call), step.outcomes[AS_DIALLED[why]])
        case Menu() | Ask(), _:  # an answer that belongs to another step: a webhook that came late
            return Led(call, call.step)
    return Led(call, flow.manners.home)


def arrive(flow: Flow, led: Led, turn: Turn) -> Turn:
    """The turn with what the choice adds that led there: where `*` leads back to, and what was understood."""
    back = back_after(flow, led, turn.call.step) if led.chosen else turn.call.back
    turn = turn if turn.call.back == back else turn._replace(call=turn.call._replace(back=back))
    return turn._replace(says=named(flow, led, turn)) if led.wish else turn


def _dialled(call: Call) -> Call:
    return call._replace(dials=min(call.dials + 1, MOST_DIALS))


def reads_typed(flow: Flow, step: str) -> bool:
    """Whether this step needs the number that the caller typed: the one that reads it back and confirms it."""
    return "typed" in getattr(flow.steps.get(step), "fills", ())


def choices_of(menu: Menu, call: Call, schedules: Schedules, languages: Iterable[str]) -> tuple[Choice, ...]:
    """What a menu offers to this call: the rows of its table, after those that are listed for it, if it has such."""
    if menu.each is None:
        return menu.choices
    learns, to = menu.each.learns, menu.each.to
    if learns == DOUBT:
        return _doubted(menu.each, call)
    if learns == LANGUAGE:
        listed = [language for language in languages if language != call.language]
    else:
        listed = [caisse.code for caisse in schedules.caisses_of(call.department)]
    return (*(Choice(str(key), to, name, {learns: name}) for key, name in enumerate(listed, 1)), *menu.choices)


def _doubted(each: Each, call: Call) -> tuple[Choice, ...]:
    """What may have been meant, the likeliest first, and none of it; names that an older release knew are left out."""
    names = call.doubt.split(".")
    meant = sorted((wish for wish in each.wishes if wish.name in names), key=lambda wish: names.index(wish.name))
    choices = [Choice(str(key), wish.to, wish.name, wish.learns) for key, wish in enumerate(meant, 1)]
    return (*choices, Choice(str(len(meant) + 1), each.to, OTHER))


def _only_other(step: Step, call: Call, facts: Facts) -> Choice | None:
    """The choice that stands for a menu of languages where there is one other: nobody is asked."""
    if not isinstance(step, Menu) or step.each is None or step.each.learns != LANGUAGE:
        return None
    choices = choices_of(step, call, facts.schedules, facts.languages)
    return choices[0] if len(choices) == 1 else None


# -- what the caller answered --------------------------------------------------------------------------------------


def _hear_menu(flow: Flow, call: Call, menu: Menu, answer: Input, facts: Facts) -> Led:
    match answer:
        case Said(danger=danger) if danger:
            return _warn(call, answer)
        case Said(doubt=doubt) if doubt and flow.manners.doubt not in ("", menu.name):
            return _question(flow, call, doubt)
        case Said(doubt=doubt) if doubt:  # the answer to such a question, in words as doubtful
            return _decide(flow, call, menu, doubt, facts)
        case Said(wish=wish, body=body) if wish or body:
            return _grant(flow, call, wish, body)
        case Said(language=language) if language:
            return Led(call._replace(language=language, tries=0), menu.name)
        case Pressed("0") | Said("0") if menu.assent:  # who asks for an adviser once more wants no further question
            return Led(call._replace(tries=0), menu.silence)
        case Pressed(keys) | Said(keys):
            key = keys[:1] if len(set(keys)) == 1 else keys
            offered = choices_of(menu, call, facts.schedules, facts.languages)
            chosen = next((choice for choice in offered if choice.key == key), None)
            return _choose(call, chosen) if chosen else _manner(flow, call, key)
        case Silent() if menu.silence:
            return Led(call, menu.silence)
        case Silent():
            return _fail(flow, call, "silence")
    return _fail(flow, call, "not_understood")


def _is_number(answer: Input) -> bool:
    """Whether it is more than a key, even one pressed again and again; or what became of a number."""
    return isinstance(answer, NumberKept) or (isinstance(answer, Pressed) and len(set(answer.keys)) > 1)


def postcode_choice(flow: Flow, menu: Menu) -> tuple[Choice, Ask] | None:
    """The choice of a menu that asks for a postcode, and that question: who says a whole one needs neither."""
    asked = ((choice, flow.steps.get(choice.to)) for choice in menu.choices)
    return next(((choice, ask) for choice, ask in asked if isinstance(ask, Ask) and ask.takes == "postcode"), None)


def _hear_typed(flow: Flow, call: Call, typed: str, answer: Input, facts: Facts) -> Led | Turn:
    """A number that is typed at a menu: as where it was asked for."""
    ask = flow.steps[typed]
    return _hear_ask(flow, call, ask, answer, facts) if isinstance(ask, Ask) else _fail(flow, call, "not_understood")


def _hear_ask(flow: Flow, call: Call, ask: Ask, answer: Input, facts: Facts) -> Led | Turn:
    match answer:
        case Said(danger=danger) if danger:
            return _warn(call, answer)
        case Said(language=language) if language:
            return Led(call._replace(language=language, tries=0), ask.name)
        case Said("0"):
            return _hear_ask(flow, call, ask, Pressed("0"), facts)
        case Said("*" | "#" as key):  # in words # is never the answer "none"
            return _manner(flow, call, key)
        case Pressed(keys) if BACK in keys:
            return _manner(flow, call, BACK)
        case Pressed("0") if ask.skip:  # alone, it is no number: an adviser, without what was asked
            skipped = replace(ask.skip, learns=flow.manners.adviser.learns)
            return _choose(_skipped(call, ask, facts), skipped)
        case Pressed("0"):
            return _manner(flow, call, ADVISER)
        case Silent() | Pressed("#") if ask.skip:
            return _choose(_skipped(call, ask, facts), ask.skip)
        case Pressed(keys) if AGAIN in keys:
            return _manner(flow, call, AGAIN)
        case Pressed(keys) if len(keys) == ask.digits and DIGITS.issuperset(keys):
            return _take(flow, call, ask, keys, facts)
        case NumberKept("yes"):
            return Led(call._replace(tries=0), ask.then)
        case NumberKept("unavailable"):
            return Led(call._replace(tries=0), ask.unavailable)
        case Silent():
            return _fail(flow, call, NO_DIGITS)
    return _fail(flow, call, ask.refusal)


def _skipped(call: Call, ask: Ask, facts: Facts) -> Call:
    return facts.living_nowhere(call) if ask.takes == "postcode" else call


def _take(flow: Flow, call: Call, ask: Ask, digits: str, facts: Facts) -> Led | Turn:
    if ask.takes == "mobile":
        return Turn(call, (), Perform(KeepNumber(digits)), (passed(ask.name),))
    found = of_postcode(digits)
    if found is None:
        return _fail(flow, call, ask.refusal)
    return Led(facts.living_at(call._replace(tries=0), found), ask.then)


def _choose(call: Call, choice: Choice, instead: str = "", wish: str = "") -> Led:
    return Led(_learn(_understood(call), choice.learns), choice.to, instead=instead, chosen=True, wish=wish)


def back_after(flow: Flow, led: Led, reached: str) -> str:
    """Where `*` leads after a choice: to the menu where somebody chose, if the table would lead elsewhere.

    From "download", `0` leads to "postcode", which stands below "topics" in the table: back is "download". From
    "attestation", 1 leads to "download", which stands below it: nothing need be remembered.
    """
    there = led.call.step
    if not isinstance(flow.steps[there], Menu):
        return led.call.back
    strayed = reached != there and flow.parents.get(reached) != there
    spoke = led.call.back if there == flow.manners.doubt else there  # nobody goes back to a question they answered
    return spoke if strayed else ""


def _question(flow: Flow, call: Call, doubt: tuple[str, ...]) -> Led:
    """Ask which of some wishes it is: from there `*` leads back to where the caller spoke."""
    return Led(call._replace(tries=0, doubt=".".join(doubt), back=call.step), flow.manners.doubt)


def _decide(flow: Flow, call: Call, menu: Menu, doubt: tuple[str, ...], facts: Facts) -> Led:
    """Of what was asked between, that which was said once more; a question is not put twice."""
    offered = {choice.name: choice for choice in choices_of(menu, call, facts.schedules, facts.languages)}
    meant = next((offered[name] for name in doubt if name in offered), None)
    return _choose(call, meant) if meant else _fail(flow, call, "not_understood")


def _grant(flow: Flow, call: Call, wish: str, body: str) -> Led:
    """Lead to what the caller wants, and remember whose member they said they are."""
    wanted, member = flow.manners.wish(wish), flow.manners.wish(body)
    first = wanted or member
    if first is None:  # words of another release
        return _fail(flow, call, "not_understood")
    learns = {**(member.learns if member else {}), **(wanted.learns if wanted else {})}
    last = member if member and (wanted is None or (wanted.by_body and member.by_body)) else first
    instead = last.to if last is not first else ""
    return _choose(call, Choice("", first.to, first.name, learns, place=first.place), instead, last.name)


def named(flow: Flow, led: Led, turn: Turn) -> Sayings:
    """What a turn says after what was understood, where there is somewhere to go back from."""
    if not flow.manners.doubt or not isinstance(turn.ends, Listen) or turn.call.step == led.call.step:
        return turn.says
    return (Say(UNDERSTOOD, {"wish": Offered(flow.manners.doubt, led.wish)}), *turn.says)


# -- the manners ---------------------------------------------------------------------------------------------------


def _manner(flow: Flow, call: Call, key: str) -> Led:
    match key:
        case "0":
            return _choose(call, flow.manners.adviser)
        case "*":
            # a place to go back to that an older release remembered, and this one has not, is none
            above = call.back if call.back in flow.steps else flow.parents.get(call.step, flow.manners.home)
            return Led(after(_understood(call), call.turn, ""), above)
        case "#":
            return Led(_understood(call), call.step)
    return _fail(flow, call, "not_understood")


def _warn(call: Call, told: Said) -> Led:
    """Answer a danger at once, then go on where the call was. The turn's way is that of `#`: nothing tells it apart."""
    call = call._replace(tries=0, language=told.language or call.language)
    return Led(call, call.step, (_warning(call, told),))


def _warning(call: Call, told: Said) -> Say:
    return Say(f"{told.danger}_abroad" if call.line == "abroad" else told.danger)


def _is_enough(flow: Flow, call: Call, answer: Input, facts: Facts) -> bool:
    """Whether somebody has answered more often than any person needs; dangers are told twice as often before that."""
    most = facts.rules.most_turns * (2 if isinstance(answer, Said) and answer.danger else 1)
    return bool(flow.manners.enough) and 0 < most < call.turn


def _let_go(flow: Flow, call: Call, answer: Input) -> Led:
    """Goodbye; a danger is answered first, even then."""
    warned = (_warning(call, answer),) if isinstance(answer, Said) and answer.danger else ()
    return Led(call, flow.manners.enough, warned)


def _fail(flow: Flow, call: Call, why: str) -> Led:
    """The manners of failure: again with help, then slower, then out of the menus, and never in circles.

    Who says nothing twice to a menu may be lost in it: fewer choices.
    """
    call = call._replace(tries=min(call.tries + 1, LAST_TRY + 1))
    if call.tries == LAST_TRY:
        return Led(call, flow.manners.give_up)
    if call.tries > LAST_TRY:
        return Led(call, flow.manners.farewell)
    excuse: Sayings = (Say(why),)
    if call.tries == LAST_TRY - 1 and why == "silence" and flow.manners.short and shortens(flow.steps[call.step]):
        return Led(call._replace(back=""), flow.manners.short, excuse)
    if call.tries == 1:
        excuse += (Say(f"{call.step}.help"),)
    return Led(call, call.step, excuse)


def shortens(step: Step) -> bool:
    """Whether a second silence leads from there to fewer choices: not where a number waits to be confirmed."""
    return isinstance(step, Menu) and not step.typed


# -- from step to step ---------------------------------------------------------------------------------------------


def walk_on(flow: Flow, led: Led, asker: Asker) -> Turn:
    """Go on from where an answer led, choosing by facts, until a step that ends the turn."""
    there = tell_on(flow, led, asker)
    while isinstance(there, Led):
        question = flow.questions[branch_at(flow, there).on]
        there = tell_on(flow, turn_off(flow, there, asker.ask(question, there.call)), asker)
    return there


def branch_at(flow: Flow, led: Led) -> Branch:
    """The Branch that was come to."""
    branch = flow.steps[led.to]
    assert isinstance(branch, Branch)
    return branch


def turn_off(flow: Flow, led: Led, answer: str) -> Led:
    """Take the way of a Branch that an answer chooses."""
    branch = branch_at(flow, led)
    return Led(led.call, branch.ways[answer], led.says, (*led.way, passed(led.to, branch.on, answer)), led.instead)


def tell_on(flow: Flow, led: Led, asker: Asker) -> Led | Turn:
    """Go on, saying what is told, to the next Branch or until a step that ends the turn."""
    call, target, says, way, instead, *_ = led
    while True:
        step = flow.steps[target]
        match step:
            case Tell():
                way = (*way, passed(target))
                call = _learn(call, step.learns)
                says, target = (*says, _say(step.name, step.fills, call, asker)), step.then
            case Branch():
                return Led(call, target, says, way, instead)
            case Menu() if instead:
                target, instead = instead, ""
            case Menu() if only := _only_other(step, call, asker.facts):
                way = (*way, passed(target))
                call, target = _learn(call, only.learns), only.to
            case Menu() if step.gate and all(one.step != step.gate for one in way):
                target = step.gate
            case _:
                call = call._replace(step=target, doubt=call.doubt if target == flow.manners.doubt else "")
                said, ends = _end(call, step, asker)
                return Turn(call, (*says, *said), ends, (*way, passed(target)))


def said_at(flow: Flow, name: str, call: Call, asker: Asker) -> Sayings:
    """What a step says to whoever comes there; nothing for one that says nothing, or that the flow does not have."""
    match step := flow.steps.get(name):
        case Tell():
            return (_say(step.name, step.fills, call, asker),)
        case None | Branch():
            return ()
    return _end(call, step, asker)[0]


def _end(call: Call, step: Menu | Ask | SendText | Transfer | End, asker: Asker) -> tuple[Sayings, Ending]:
    """What a step says, and how it ends the turn."""
    match step:
        case Menu():
            wait = ASSENT_WAIT if step.assent else _wait(step, call)
            return _offered(call, step, asker), _listen(step.name, wait, typed=bool(step.typed))
        case Ask():
            return (_plain(step.name),), Listen(step.digits, _wait(step, call), speech=step.takes == "postcode")
        case SendText():
            return (), Perform(QueueText(asker.facts.template(call), step.to))
        case Transfer():
            return (), Connect(call.caisse, asker.facts.adviser_number(call))
        case End():
            return (_say(step.name, step.fills, call, asker),), HangUp()


def _offered(call: Call, menu: Menu, asker: Asker) -> Sayings:
    slowly = call.tries > 1
    if menu.each is None:
        offer, count = _offer(menu.name, offered_in(menu, call.language), slowly), menu.counted
    else:
        caisses = asker.facts.schedules.caisses
        choices = choices_of(menu, call, asker.facts.schedules, asker.facts.languages)
        named = tuple((choice.name, caisses[choice.name].names) for choice in choices if choice.name in caisses)
        pairs = tuple((choice.name, choice.key) for choice in choices)
        offer, count = Offer(menu.name, pairs, slowly, named), len(choices)
    assent = (_plain(menu.assent),) if menu.assent else ()
    return _say(menu.name, menu.fills, call, asker, count=count), offer, *assent


def offered_in(menu: Menu, language: str) -> tuple[tuple[str, str], ...]:
    """A menu's choices as they are offered; who has just chosen a language hears last how to change it."""
    if language == FIRST_LANGUAGE:
        return menu.offered
    return tuple(sorted(menu.offered, key=lambda pair: pair[0] == LANGUAGE))


def _wait(step: Menu | Ask, call: Call) -> int:
    waits = WAITS[type(step)]
    return waits[min(call.tries, len(waits) - 1)]


def _say(name: str, fills: tuple[str, ...], call: Call, asker: Asker, **more: int) -> Say:
    if not fills:
        return _plain(name, **more)
    values: dict[str, Value] = {fill: asker.tell(fill, call) for fill in fills} | more
    return Say(name, values, personal="typed" in fills)


# What is the same in every call is made once.
@cache
def _plain(name: str, **values: int) -> Say:
    return Say(name, values)


@cache
def _offer(menu: str, choices: tuple[tuple[str, str], ...], slowly: bool) -> Offer:
    return Offer(menu, choices, slowly)


@cache
def _listen(menu: str, wait: int, *, typed: bool) -> Listen:
    """Where a number may be typed, the first of many keys has the whole wait and the next ones less."""
    if typed:
        return Listen(LONGEST, NEXT_KEY, speech=True, menu=menu, lull=wait - NEXT_KEY)
    return Listen(1, wait, speech=True, menu=menu)


def _understood(call: Call) -> Call:
    """The call of somebody who was understood: failures in a row are over."""
    return call._replace(tries=0) if call.tries else call


def _learn(call: Call, learns: Mapping[str, Any]) -> Call:
    return call._replace(**learns) if learns else call
