"""What can be answered at a step: every kind of input, one or two of each kind."""

from typing import get_args

from ivr.line.call import Call
from ivr.line.conversation import choices_of
from ivr.line.facts import Facts
from ivr.line.inputs import (
    DialEnded,
    DialOutcome,
    Input,
    NotUnderstood,
    NumberKept,
    Pressed,
    Said,
    Silent,
    TextAnswered,
    TextOutcome,
)
from ivr.line.origin import Origin
from ivr.line.steps import Ask, Flow, Menu, SendText, Step, Transfer

# One of a kind. Whether a telephone can be texted, and what its clock shows, are facts that fork.
CALLERS = (
    Origin("FR", "mobile", "+33612345678"),
    Origin("", "", ""),
    Origin("RE", "fixed", "+262262201234"),
    Origin("YT", "mobile", "+262639012345"),
    Origin("PM", "fixed", "+508411234"),
    Origin("BE", "fixed", "+3222345678"),
)
# A usual département, one with several caisses, overseas, Mayotte, a body of its own, one with no known site, nothing.
POSTCODES = ("75012", "59000", "97400", "97600", "97500", "98800", "00000")
MOBILE = "0612345678"
KEPT = (NumberKept("yes"), NumberKept("unavailable"))


def answers_at(step: Step, call: Call, facts: Facts) -> tuple[Input, ...]:
    """Every kind of answer that a step can get in a call."""
    return (*understood_at(step, call, facts), *failures_at(step))


def failures_at(step: Step) -> tuple[Input, ...]:
    """What counts as a failure of the caller: silence, a wrong key, not understood."""
    match step:
        case Menu():
            taken = {choice.key for choice in step.choices}
            wrong = tuple(Pressed(key) for key in "87654321" if key not in taken)[:1]
            number = (Pressed("06"), NumberKept("no")) if step.typed else ()
            return (Silent(), *wrong, *number, NotUnderstood())
        case Ask(takes="postcode", skip=skip):
            return (*(() if skip else (Silent(),)), Pressed("7"), Pressed("00000"), NotUnderstood())
        case Ask():
            return (Silent(), Pressed("06"), NumberKept("no"), NotUnderstood())
    return ()


def _asks_for_another(call: Call, facts: Facts) -> tuple[Input, ...]:
    """A caller who asks in words for another language; each is as good as the next."""
    return tuple(Said(language=language) for language in facts.languages if language != call.language)


def wishes_at(flow: Flow, call: Call) -> tuple[Input, ...]:
    """What may be wished at the first menu before anything was chosen: later a wish leads to the same steps."""
    if call.step != flow.manners.home or call.topic or call.regime:
        return ()
    wishes = flow.manners.wishes
    doubt = Said(doubt=tuple(wish.name for wish in wishes[:2]))  # of any two the question is the same
    wished = (Said(body=wish.name) if wish.body else Said(wish=wish.name) for wish in wishes)
    return (*wished, doubt) if flow.manners.doubt else tuple(wished)


def understood_at(step: Step, call: Call, facts: Facts) -> tuple[Input, ...]:
    """What the caller or the world can answer that leads on."""
    match step:
        case Menu():
            chosen = tuple(Pressed(choice.key) for choice in choices_of(step, call, facts.schedules, facts.languages))
            typed = (Pressed(MOBILE), *KEPT) if step.typed else ()
            return (*chosen, *typed, Pressed("0"), Pressed("*"), Pressed("#"), *_asks_for_another(call, facts))
        case Ask(takes="postcode"):
            skips = (Silent(),) if step.skip else ()
            return (*(Pressed(digits) for digits in POSTCODES[:-1]), *skips, Pressed("0"), Pressed("*"), Pressed("#"))
        case Ask():
            return (Pressed(MOBILE), *KEPT, Pressed("0"), Pressed("*"), Pressed("#"))
        case SendText():
            return tuple(TextAnswered(outcome) for outcome in get_args(TextOutcome))
        case Transfer():
            return tuple(DialEnded(outcome) for outcome in get_args(DialOutcome))  # a queue ends as one of these
    return ()
