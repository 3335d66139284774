"""Without internet means without internet: nothing below that choice names a site or offers a text."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ivr.check.graph import reached
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge, State
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Offer, Perform, QueueText
from ivr.line.inputs import Pressed
from ivr.line.steps import Flow, Menu
from ivr.wording.prompts import Prompt, Prompts

TEXT = "text"  # stands for one that is sent
SITES = frozenset({"address", "regime_site", TEXT})  # values that are those of a site
ADDRESS = "address_"  # what the prompts are called that say how a site is said

Part = tuple[str, tuple[str, ...]]  # a step, and the values that it says


@check(
    "site-without-internet",
    needs="walk",
    fr=(
        "« {step} » donne un site ou un SMS ({what}) à un appelant qui a dit ne pas avoir internet.",
        "Demandez avant « internet », et menez « none » vers ce qui se fait sans.",
    ),
    en=(
        "“{step}” gives a site or a text ({what}) to a caller who said that they have no internet.",
        "Ask “internet” before it, and lead “none” to what is done without.",
    ),
    why=words(
        fr="Une adresse n'est pas une réponse pour qui n'a pas internet.",
        en="An address is no answer to whoever has no internet.",
    ),
)
def site_without_internet(subject: Subject) -> Iterator[Finding]:
    """From the choice of having no internet on, up to the first menu or another answer: no site and no text."""
    heard = first_edges((part, edge) for edge in _below(subject) for part in _parts(edge))
    for prompts in subject.prompts.values():
        known = _known_sites(prompts)
        for (step, values), edge in heard.items():
            for what in _sites(prompts.prompts.get(step), known, values):
                found = site_without_internet.at(prompts.place("prompts", step), step=step, what=what)
                truly = edge.turn.call.internet == "none"  # else the shortest call there is another's
                yield found.heard_by(command_of(subject, edge)) if truly else found


def _below(subject: Subject) -> Iterator[Edge]:
    """The turns of callers who said that they have no internet, until they go up again or choose something else."""
    walk, flow = subject.walk, subject.flow
    staying: dict[State, list[Edge]] = {}

    def onwards(state: State) -> list[State]:
        staying[state] = [edge for edge in walk.onwards.get(state, ()) if _stays(flow, edge)]
        return [edge.target for edge in staying[state]]

    started = [edge for edge in walk.edges if _says_none(edge)]
    reached((edge.target for edge in started), onwards)
    return chain(started, *staying.values())


def _says_none(edge: Edge) -> bool:
    return edge.source is not None and edge.source.internet != "none" == edge.turn.call.internet


def _stays(flow: Flow, edge: Edge) -> bool:
    """Whether the turn is one of a caller without internet. The walk takes calls for one that differ in this alone."""
    up = edge.answer == Pressed("*") or any(passed.step == flow.manners.home for passed in edge.turn.way)
    return not up and edge.telling.settled.get("internet") != "yes" and not _is_another_matter(flow, edge)


def _is_another_matter(flow: Flow, edge: Edge) -> bool:
    """Whether the caller chose what is asked of anybody anew."""
    menu = flow.steps.get(edge.source.step) if edge.source else None
    choices = menu.choices if isinstance(menu, Menu) and isinstance(edge.answer, Pressed) else ()
    return any(Pressed(one.key) == edge.answer and one.learns.get("internet") == "" for one in choices)


def _known_sites(prompts: Prompts) -> tuple[str, ...]:
    """How sites are said in a language: those that have prompts, and those that its page writes as addresses."""
    said = (prompt.say for key, prompt in prompts.prompts.items() if key.startswith(ADDRESS))
    written = prompts.page.written if prompts.page else {}
    return tuple(dict.fromkeys((*(spoken for spoken, site in written.items() if "." in site), *filter(None, said))))


def _parts(edge: Edge) -> Iterator[Part]:
    """What a turn says or does, by the step that says it: its values; a text that is sent."""
    for said in edge.turn.says:
        yield (said.menu, ()) if isinstance(said, Offer) else (said.prompt, tuple(said.values))
    if isinstance(edge.turn.ends, Perform) and isinstance(edge.turn.ends.action, QueueText):
        yield edge.turn.call.step, (TEXT,)


def _sites(prompt: Prompt | None, known: Iterable[str], values: Iterable[str]) -> Iterator[str]:
    """What names a site or a text: a value, a choice that sends one, words that say an address."""
    yield from (value for value in values if value in SITES)
    if prompt:
        choices = prompt.choices.values()
        yield from (choice.sends for choice in choices if choice.sends)
        texts = (prompt.say, *(choice.offer for choice in choices))
        yield from (site for site in known if any(site in text for text in texts))
