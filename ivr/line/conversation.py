"""One turn of a call as a pure function: from where the call stands and what was answered, to what is said next.

The manners live here and in no table: `0` an adviser, `*` back, `#` again, what silence and wrong keys lead to. Where
digits are asked for, `0` is one of them, but alone it still asks for an adviser.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

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
from ivr.line.call import FIRST_LANGUAGE, MOST_DIALS, Call
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
    Wish,
)

ADVISER, BACK, AGAIN = "0", "*", "#"
WAITS = {Menu: (5, 7, 10), Ask: (7, 9, 12)}  # seconds of silence, by failures so far: longer each time
NEXT_KEY = 3  # seconds for the next key where one is enough and ten may come: of its first wait the rest is a lull
ASSENT_WAIT = 2  # seconds, where silence is a yes and something was said since the key was named
UNDERSTOOD = "understood"  # the prompt that names what was understood of a caller's own words
DIGITS = frozenset("0123456789")
LONGEST = 10  # digits of a number that may be typed at a menu
LAST_TRY = 3  # the failure after which the caller is led out of the menus

# A queue ends like a telephone that was or was not answered.
AS_DIALLED: Mapping[QueueOutcome, DialOutcome] = {
    "answered": "answered",
    "left": "no_answer",
    "full": "busy",
    "failed": "failed",
}

Sayings = tuple[Say | Offer, ...]


def begin(flow: Flow, call: Call, asker: Asker) -> Turn:
    """The first turn: the line that was called and the number that calls are known, as far as they tell."""
    return _walk(flow, asker.facts.placed(call), flow.manners.first, asker)


def advance(flow: Flow, call: Call, answer: Input, asker: Asker) -> Turn:
    """The turn that follows when `answer` comes at `call.step`. Any answer at any step has a turn.

    A step that no flow knows (an older release's, a mistyped address) leads to the first menu with what is known.
    """
    if not isinstance(answer, TextAnswered | NumberKept):  # those come within a turn, not at its start
        call = call._replace(turn=call.turn + 1)
    step = flow.steps.get(call.step)
    match step, answer:
        case _, HungUp():
            return Turn(call, (), HangUp())
        case _, Pressed() | Said() | Silent() | NotUnderstood() if _is_enough(flow, call, answer, asker.facts):
            return _let_go(flow, call, answer, asker)
        case Menu(typed=typed), Pressed() | NumberKept() if typed and _is_number(answer):
            return _hear_typed(flow, call, typed, answer, asker)
        case Menu(), Pressed() | Said() | Silent() | NotUnderstood():
            return _hear_menu(flow, call, step, answer, asker)
        case Ask(), Pressed() | Silent() | NotUnderstood() | NumberKept():
            return _hear_ask(flow, call, step, answer, asker)
        case SendText(), TextAnswered(outcome):
            return _walk(flow, call, step.outcomes[outcome], asker)
        case Transfer(), DialEnded(ended):
            return _walk(flow, _dialled(call), step.outcomes[ended], asker)
        case Transfer(), QueueLeft(why):
            return _walk(flow, _dialled(call), step.outcomes[AS_DIALLED[why]], asker)
        case Menu() | Ask(), _:  # an answer that belongs to another step: a webhook that came late
            return _walk(flow, call, call.step, asker)
    return _walk(flow, call, flow.manners.home, asker)


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


def _hear_menu(flow: Flow, call: Call, menu: Menu, answer: Input, asker: Asker) -> Turn:
    match answer:
        case Said(danger=danger) if danger:
            return _warn(flow, call, answer, asker)
        case Said(doubt=doubt) if doubt and flow.manners.doubt not in ("", menu.name):
            return _question(flow, call, doubt, asker)
        case Said(doubt=doubt) if doubt:  # the answer to such a question, in words as doubtful
            return _decide(flow, call, menu, doubt, asker)
        case Said(wish=wish, body=body) if wish or body:
            return _grant(flow, call, wish, body, asker)
        case Said(language=language) if language:
            return _walk(flow, call._replace(language=language, tries=0), menu.name, asker)
        case Pressed("0") | Said("0") if menu.assent:  # who asks for an adviser once more wants no further question
            return _walk(flow, call._replace(tries=0), menu.silence, asker)
        case Pressed(keys) | Said(keys):
            key = keys[:1] if len(set(keys)) == 1 else keys
            offered = choices_of(menu, call, asker.facts.schedules, asker.facts.languages)
            chosen = next((choice for choice in offered if choice.key == key), None)
            return _choose(flow, call, chosen, asker) if chosen else _manner(flow, call, key, asker)
        case Silent() if menu.silence:
            return _walk(flow, call, menu.silence, asker)
        case Silent():
            return _fail(flow, call, "silence", asker)
    return _fail(flow, call, "not_understood", asker)


def _is_number(answer: Input) -> bool:
    """Whether it is more than a key, even one pressed again and again; or what became of a number."""
    return isinstance(answer, NumberKept) or (isinstance(answer, Pressed) and len(set(answer.keys)) > 1)


def _hear_typed(flow: Flow, call: Call, typed: str, answer: Input, asker: Asker) -> Turn:
    """A number that is typed at a menu: as where it was asked for."""
    ask = flow.steps[typed]
    return (
        _hear_ask(flow, call, ask, answer, asker)
        if isinstance(ask, Ask)
        else _fail(flow, call, "not_understood", asker)
    )


def _hear_ask(flow: Flow, call: Call, ask: Ask, answer: Input, asker: Asker) -> Turn:
    match answer:
        case Pressed(keys) if BACK in keys:
            return _manner(flow, call, BACK, asker)
        case Pressed("0") if ask.skip:  # alone, it is no number: an adviser, without what was asked
            skipped = replace(ask.skip, learns=flow.manners.adviser.learns)
            return _choose(flow, _skipped(call, ask, asker), skipped, asker)
        case Pressed("0"):
            return _manner(flow, call, ADVISER, asker)
        case Silent() | Pressed("#") if ask.skip:
            return _choose(flow, _skipped(call, ask, asker), ask.skip, asker)
        case Pressed(keys) if AGAIN in keys:
            return _manner(flow, call, AGAIN, asker)
        case Pressed(keys) if len(keys) == ask.digits and DIGITS.issuperset(keys):
            return _take(flow, call, ask, keys, asker)
        case NumberKept("yes"):
            return _walk(flow, call._replace(tries=0), ask.then, asker)
        case NumberKept("unavailable"):
            return _walk(flow, call._replace(tries=0), ask.unavailable, asker)
        case Silent():
            return _fail(flow, call, "silence", asker)
    return _fail(flow, call, ask.refusal, asker)


def _skipped(call: Call, ask: Ask, asker: Asker) -> Call:
    return asker.facts.living_nowhere(call) if ask.takes == "postcode" else call


def _take(flow: Flow, call: Call, ask: Ask, digits: str, asker: Asker) -> Turn:
    if ask.takes == "mobile":
        return Turn(call, (), Perform(KeepNumber(digits)), (passed(ask.name),))
    found = of_postcode(digits)
    if found is None:
        return _fail(flow, call, ask.refusal, asker)
    return _walk(flow, asker.facts.living_at(call._replace(tries=0), found), ask.then, asker)


def _choose(flow: Flow, call: Call, choice: Choice, asker: Asker, instead: str = "") -> Turn:
    """Follow a choice, and remember this menu for `*` where the table would lead elsewhere.

    From "download", `0` leads to "postcode", which stands below "topics" in the table: back is "download". From
    "attestation", 1 leads to "download", which stands below it: nothing need be remembered.
    """
    turn = _walk(flow, _learn(call, {**choice.learns, "tries": 0}), choice.to, asker, instead=instead)
    reached = turn.call.step
    above = flow.parents.get(reached)
    strayed = isinstance(flow.steps[call.step], Menu) and reached != call.step and above != call.step
    spoke = call.back if call.step == flow.manners.doubt else call.step  # nobody goes back to a question they answered
    back = spoke if strayed else ("" if isinstance(flow.steps[call.step], Menu) else call.back)
    return turn if turn.call.back == back else turn._replace(call=turn.call._replace(back=back))


def _question(flow: Flow, call: Call, doubt: tuple[str, ...], asker: Asker) -> Turn:
    """Ask which of some wishes it is: from there `*` leads back to where the caller spoke."""
    return _walk(flow, call._replace(tries=0, doubt=".".join(doubt), back=call.step), flow.manners.doubt, asker)


def _decide(flow: Flow, call: Call, menu: Menu, doubt: tuple[str, ...], asker: Asker) -> Turn:
    """Of what was asked between, that which was said once more; a question is not put twice."""
    offered = {choice.name: choice for choice in choices_of(menu, call, asker.facts.schedules, asker.facts.languages)}
    meant = next((offered[name] for name in doubt if name in offered), None)
    return _choose(flow, call, meant, asker) if meant else _fail(flow, call, "not_understood", asker)


def _grant(flow: Flow, call: Call, wish: str, body: str, asker: Asker) -> Turn:
    """Lead to what the caller wants, and remember whose member they said they are."""
    wanted, member = flow.manners.wish(wish), flow.manners.wish(body)
    if wanted is None and member is None:  # words of another release
        return _fail(flow, call, "not_understood", asker)
    learns = {**(member.learns if member else {}), **(wanted.learns if wanted else {})}
    last = member if member and (wanted is None or (wanted.by_body and member.by_body)) else wanted
    first = wanted or member
    assert first is not None
    assert last is not None
    instead = last.to if last is not first else ""
    turn = _choose(flow, call, Choice("", first.to, first.name, learns, place=first.place), asker, instead)
    return _named(flow, call, last, turn)


def _named(flow: Flow, call: Call, wish: Wish, turn: Turn) -> Turn:
    """The turn with what was understood before it, and the way back, where there is somewhere to go back from."""
    if not flow.manners.doubt or not isinstance(turn.ends, Listen) or turn.call.step == call.step:
        return turn
    return turn._replace(says=(Say(UNDERSTOOD, {"wish": Offered(flow.manners.doubt, wish.name)}), *turn.says))


# -- the manners ---------------------------------------------------------------------------------------------------


def _manner(flow: Flow, call: Call, key: str, asker: Asker) -> Turn:
    match key:
        case "0":
            return _choose(flow, call, flow.manners.adviser, asker)
        case "*":
            # a place to go back to that an older release remembered, and this one has not, is none
            above = call.back if call.back in flow.steps else flow.parents.get(call.step, flow.manners.home)
            return _walk(flow, call._replace(tries=0, back=""), above, asker)
        case "#":
            return _walk(flow, call._replace(tries=0), call.step, asker)
    return _fail(flow, call, "not_understood", asker)


def _warn(flow: Flow, call: Call, told: Said, asker: Asker) -> Turn:
    """Answer a danger at once, then go on where the call was. The turn's way is that of `#`: nothing tells it apart."""
    call = call._replace(tries=0, language=told.language or call.language)
    return _walk(flow, call, call.step, asker, (_warning(call, told),))


def _warning(call: Call, told: Said) -> Say:
    return Say(f"{told.danger}_abroad" if call.line == "abroad" else told.danger)


def _is_enough(flow: Flow, call: Call, answer: Input, facts: Facts) -> bool:
    """Whether somebody has answered more often than any person needs; dangers are told twice as often before that."""
    most = facts.rules.most_turns * (2 if isinstance(answer, Said) and answer.danger else 1)
    return bool(flow.manners.enough) and 0 < most < call.turn


def _let_go(flow: Flow, call: Call, answer: Input, asker: Asker) -> Turn:
    """Goodbye; a danger is answered first, even then."""
    warned = (_warning(call, answer),) if isinstance(answer, Said) and answer.danger else ()
    return _walk(flow, call, flow.manners.enough, asker, warned)


def _fail(flow: Flow, call: Call, why: str, asker: Asker) -> Turn:
    """The manners of failure: again with help, then slower, then out of the menus, and never in circles.

    Who says nothing twice to a menu may be lost in it: fewer choices.
    """
    call = call._replace(tries=min(call.tries + 1, LAST_TRY + 1))
    if call.tries == LAST_TRY:
        return _walk(flow, call, flow.manners.give_up, asker)
    if call.tries > LAST_TRY:
        return _walk(flow, call, flow.manners.farewell, asker)
    excuse: Sayings = (Say(why),)
    if call.tries == LAST_TRY - 1 and why == "silence" and flow.manners.short and shortens(flow.steps[call.step]):
        return _walk(flow, call._replace(back=""), flow.manners.short, asker, excuse)
    if call.tries == 1:
        excuse += (Say(f"{call.step}.help"),)
    return _walk(flow, call, call.step, asker, excuse)


def shortens(step: Step) -> bool:
    """Whether a second silence leads from there to fewer choices: not where a number waits to be confirmed."""
    return isinstance(step, Menu) and not step.typed


# -- from step to step ---------------------------------------------------------------------------------------------


def _walk(flow: Flow, call: Call, target: str, asker: Asker, says: Sayings = (), instead: str = "") -> Turn:
    """Go on from `target`, saying what is told and choosing by facts, until a step that ends the turn.

    `instead`: where the first menu on the way is left out for, once what comes before it was said.
    """
    way: list[Passed] = []
    while True:
        step = flow.steps[target]
        match step:
            case Tell():
                way.append(passed(target))
                call = _learn(call, step.learns)
                says, target = (*says, _say(step.name, step.fills, call, asker)), step.then
            case Branch():
                answer = asker.ask(flow.questions[step.on], call)
                way.append(passed(target, step.on, answer))
                target = step.ways[answer]
            case Menu() if instead:
                target, instead = instead, ""
            case Menu() if only := _only_other(step, call, asker.facts):
                way.append(passed(target))
                call, target = _learn(call, only.learns), only.to
            case Menu() if step.gate and all(one.step != step.gate for one in way):
                target = step.gate
            case _:
                way.append(passed(target))
                call = call._replace(step=target, doubt=call.doubt if target == flow.manners.doubt else "")
                said, ends = _end(call, step, asker)
                return Turn(call, (*says, *said), ends, tuple(way))


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
            return (_plain(step.name),), Listen(step.digits, _wait(step, call), speech=False)
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


def _learn(call: Call, learns: Mapping[str, Any]) -> Call:
    return call._replace(**learns) if learns else call
