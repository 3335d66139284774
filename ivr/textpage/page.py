"""A turn as a page: what is said, the choices as links, a form for a postcode, and how an adviser is reached without a
telephone. Values only; the templates show them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.line.actions import Connect, HangUp, Listen, Offer, Perform, QueueText, Say, Turn
from ivr.line.conversation import ADVISER, BACK
from ivr.line.steps import Ask, Flow, Menu, Tell, Transfer
from ivr.textpage.adviser import Adviser, adviser_of
from ivr.textpage.asked import Asked
from ivr.textpage.choices import Link, links_of, offer_words, site_link
from ivr.textpage.telling import Telling
from ivr.wording.on_page import as_written
from ivr.wording.speak import speak, text


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence or more, in the language of `locale`."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True)
class Form:
    """Asks for a postcode, which is posted to `address`; `refused`: what was typed is none."""

    address: str
    skip: str  # the address for whoever has none; "" where it must be told
    refused: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a turn."""

    step: str
    title: str
    said: tuple[Told, ...]
    choices: tuple[Link, ...] = ()
    form: Form | None = None
    link: Link | None = None
    adviser: Adviser | None = None
    ways: tuple[Link, ...] = ()  # back, an adviser


def page_of(telling: Telling, turn: Turn, asked: Asked | None = None) -> Page:
    """The page of a turn; `asked` is what led there, None where the call begins."""
    step = telling.flow.steps.get(turn.call.step)
    adviser = is_adviser_wanted(telling.flow, turn, asked)
    return Page(
        step=turn.call.step,
        title=_title(telling, turn, asked),
        said=tuple(_said(telling, turn)),
        choices=_choices(telling, turn),
        form=_form(telling, turn, step, asked) if isinstance(step, Ask) and step.takes == "postcode" else None,
        link=_link(telling, turn),
        adviser=adviser_of(telling.own, telling.facts, turn.call) if adviser else None,
        ways=tuple(_ways(telling, turn, adviser, begins=asked is None)),
    )


def is_adviser_wanted(flow: Flow, turn: Turn, asked: Asked | None) -> bool:
    """Whether this page answers the wish for an adviser: the line would ring one, or say when they are back."""
    if isinstance(turn.ends, Connect):
        return True
    wished = any(passed.step == flow.manners.adviser.to for passed in turn.way)
    placed = asked is not None and isinstance(flow.steps.get(asked.call.step), Ask)
    asks = isinstance(flow.steps.get(turn.call.step), Ask)
    return (wished or (placed and _wishes_adviser(flow, turn))) and not asks


def _wishes_adviser(flow: Flow, turn: Turn) -> bool:
    return turn.call.topic == flow.manners.adviser.learns.get("topic")


# -- what is said --------------------------------------------------------------------------------------------------


def _said(telling: Telling, turn: Turn) -> Iterator[Told]:
    for said in turn.says:
        if isinstance(said, Offer) or (isinstance(turn.ends, Connect) and _rings(telling.flow, said)):
            continue
        for utterance in speak(telling.prompts, telling.language, (said,)):
            if written := as_written(telling.page, text(utterance)):
                yield Told(written, utterance.locale)


def _rings(flow: Flow, said: Say) -> bool:
    """Whether a sentence announces that somebody is rung: its step leads to nothing else."""
    step = flow.steps.get(said.prompt)
    while isinstance(step, Tell):
        step = flow.steps.get(step.then)
    return isinstance(step, Transfer)


def _title(telling: Telling, turn: Turn, asked: Asked | None) -> str:
    """The choice that led here, in its own words; else what the reader is after; else the page's own name."""
    words = telling.page.words
    if asked is None or asked.keys == ADVISER:
        return words["title" if asked is None else "adviser"]
    menus = [step for step in telling.flow.rows if isinstance(step, Menu)]
    offered = [(menu.name, choice) for menu in menus for choice in menu.choices]
    chosen = [one for one in offered if (one[0], one[1].key) == (asked.call.step, asked.keys)]
    if not chosen and (isinstance(turn.ends, Connect) or _wishes_adviser(telling.flow, turn)):
        return words["adviser"]
    leading = [one for one in offered if one[1].to == turn.call.step]
    topical = [one for one in offered if turn.call.topic and one[1].learns.get("topic") == turn.call.topic]
    found = (offer_words(telling.own, menu, choice.name) for menu, choice in (*chosen, *leading, *topical))
    return next(filter(None, found), words["title"])


# -- what can be done ----------------------------------------------------------------------------------------------


def _choices(telling: Telling, turn: Turn) -> tuple[Link, ...]:
    if not isinstance(turn.ends, Listen):
        return ()
    offers = (said for said in turn.says if isinstance(said, Offer))
    return tuple(link for offer in offers for link in links_of(telling, offer, turn.call))


def _form(telling: Telling, turn: Turn, step: Ask, asked: Asked | None) -> Form:
    address = telling.addresses.write(telling.language, Asked(turn.call))
    skip = telling.addresses.write(telling.language, Asked(turn.call, step.skip.key)) if step.skip else ""
    return Form(address, skip, refused=asked is not None and asked.call.step == step.name)


def _link(telling: Telling, turn: Turn) -> Link | None:
    """Where the line would send a text, what it would lead to."""
    if isinstance(turn.ends, Perform) and isinstance(turn.ends.action, QueueText):
        return site_link(telling.own, turn.ends.action.template)
    return None


def _ways(telling: Telling, turn: Turn, adviser: bool, begins: bool) -> Iterator[Link]:
    if isinstance(turn.ends, HangUp | Connect):
        return
    write, words = telling.addresses.write, telling.page.words
    asked_for = isinstance(telling.flow.steps.get(turn.call.step), Ask) and _wishes_adviser(telling.flow, turn)
    if not adviser and not asked_for:
        yield Link(words["adviser"], write(telling.language, Asked(turn.call, ADVISER)))
    if not begins and turn.call.step != telling.flow.manners.home:
        yield Link(words["back"], write(telling.language, Asked(turn.call, BACK)))
