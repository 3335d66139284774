"""What the flow wants said: every prompt, choice and text, with the placeholders that it fills."""

from collections.abc import Iterator, Mapping

from ivr.check.subject import Subject
from ivr.line.conversation import NO_DIGITS, UNDERSTOOD
from ivr.line.facts import CLOCK_THERE, CLOCKS, TERRITORIES, TERRITORY_THERE
from ivr.line.lexicon import DANGERS
from ivr.line.questions import Told
from ivr.line.steps import Ask, End, Flow, Learns, Menu, Step, Tell, targets

# Prompts that no step names: the manners' own, those of the voice room, and the words of other prompts' values.
MANNERS = ("silence", "not_understood", *DANGERS, *(f"{danger}_abroad" for danger in DANGERS))
VOICE: Mapping[str, frozenset[str]] = {
    "apology": frozenset(),
    "unreachable": frozenset(),
    "queue_hold": frozenset(),
    "queue_position": frozenset({"position"}),
    "queue_wait": frozenset({"wait"}),
}
# What a fact says by a prompt: of caisses that serve a département alike, and of other hours without a reason.
SPOKEN_FACTS: Mapping[str, tuple[str, ...]] = {
    "name": ("your_caisse", "mainland"),
    "week_reason": ("our_hours",),
    "territory": (*TERRITORIES.values(), TERRITORY_THERE),
}
OURS = "general"
OWN = "own"  # the link that stands for the text of the caller's own body


def wanted_prompts(subject: Subject) -> dict[str, frozenset[str]]:
    """Each prompt that can be said -> the placeholders that are filled when it is."""
    addresses = (f"address_{name}" for name in wanted_texts(subject))
    return fills_of(subject.flow) | dict.fromkeys((*addresses, *_clocks(subject)), frozenset())


def _clocks(subject: Subject) -> tuple[str, ...]:
    """How the clocks are called that may have to be named with a time."""
    timed = any(told.is_timed for step in subject.flow.rows for told in _told(subject.flow, step))
    return (*CLOCKS.values(), CLOCK_THERE) if timed else ()


def _told(flow: Flow, step: Step) -> Iterator[Told]:
    yield from (flow.values[fill] for fill in getattr(step, "fills", ()) if fill in flow.values)


def fills_of(flow: Flow) -> dict[str, frozenset[str]]:
    """The same, of the flow alone: without the addresses, which depend on the schedules."""
    fills = {fill for step in flow.steps.values() for fill in getattr(step, "fills", ())}
    spoken = (prompt for fill, prompts in SPOKEN_FACTS.items() if fill in fills for prompt in prompts)
    wanted = dict(VOICE) | dict.fromkeys((*MANNERS, *spoken), frozenset[str]())
    if flow.manners.doubt:
        wanted[UNDERSTOOD] = frozenset({"wish"})
    for step in flow.steps.values():
        match step:
            case Tell() | End():
                wanted[step.name] = frozenset(step.fills)
            case Menu():
                wanted[step.name] = frozenset(step.fills) | {"count"}
                wanted |= dict.fromkeys(filter(None, [step.assent]), frozenset())
            case Ask():
                silence = () if step.skip else (NO_DIGITS,)
                wanted |= dict.fromkeys((step.name, step.refusal, *silence), frozenset())
    return wanted


def wanted_texts(subject: Subject) -> tuple[str, ...]:
    """The texts that can be asked for."""
    links = {learns["link"] for learns in all_learns(subject.flow) if "link" in learns}
    bodies = {learns["regime"] for learns in all_learns(subject.flow) if "regime" in learns} if OWN in links else set()
    regimes = subject.schedules.regimes
    own = {key for key in bodies - {OURS} if key in regimes and (regimes[key].site or not regimes[key].ameli)}
    return tuple(sorted((links - {OWN}) | own))


def all_learns(flow: Flow) -> Iterator[Learns]:
    """Everything that a call can learn from the table."""
    return (learns for step in flow.steps.values() for learns in learnt_at(step))


def learnt_at(step: Step) -> Iterator[Learns]:
    """What a call can learn at a step, choice by choice."""
    match step:
        case Tell():
            yield step.learns
        case Menu():
            yield from (choice.learns for choice in step.choices)
        case Ask(skip=skip) if skip:
            yield skip.learns


def follows_silently(flow: Flow, menu: str) -> bool:
    """Whether a menu may have no words of its own: something was told just before it."""
    return any(isinstance(step, Tell) and menu in targets(step) for step in flow.steps.values())
