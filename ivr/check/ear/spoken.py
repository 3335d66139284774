"""Menus and prompts as they are heard: utterances and seconds, with long values where a call has its own."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from types import MappingProxyType

from ivr.check.forked import VALUES
from ivr.check.subject import Subject
from ivr.hours.words import words
from ivr.line.actions import Offer, Say, Spans, Telephone, Value, Week
from ivr.line.steps import LANGUAGE, OTHER, Ask, Each, End, Flow, Menu, Tell
from ivr.wording.prompts import WordingError
from ivr.wording.speak import Pause, Utterance, speak
from ivr.wording.speech_time import seconds_of

# What a menu may list from schedules/: as many as any département has caisses, with long names.
LISTED = tuple(
    (f"59{end}", words(fr="la CPAM de Roubaix-Tourcoing", en="the CPAM of Roubaix-Tourcoing")) for end in "4579"
)
Speaking = Tell | Menu | Ask | End
OFFICE = Spans(((time(8, 30), time(17)),))
SAMPLES: Mapping[str, Value] = MappingProxyType(
    dict(VALUES)
    | {
        "mayotte_telephone": Telephone("+262269619191"),
        "abroad_telephone": Telephone("+33184903646"),
        "their_body": words(
            fr="la caisse de prévoyance et de retraite du personnel ferroviaire", en="the railway fund"
        ),
        "regime_site": "c p r p f point f r",
        "regime_number": Telephone("+33199001234"),
        "regime_week": Week(tuple((date(2026, 11, 23) + timedelta(days), OFFICE) for days in range(5))),
        "sender": "ameli",
        "address": "ameli point f r, Mes démarches",
    }
)


def speaking(flow: Flow) -> Iterator[Speaking]:
    """The steps that say something."""
    yield from (step for step in flow.steps.values() if isinstance(step, Speaking))


def said_of(step: Speaking) -> Say:
    """What a step says, before its choices."""
    values: dict[str, Value] = {fill: SAMPLES.get(fill, "") for fill in getattr(step, "fills", ())}
    if isinstance(step, Menu):
        values["count"] = len(step.choices)
    return Say(step.name, values)


def offer_of(menu: Menu) -> Offer:
    """A menu's choices."""
    if menu.each and menu.each.wishes:
        return Offer(menu.name, tuple((name, str(key)) for key, name in enumerate(_most_doubted(menu.each), 1)))
    listed = LISTED if menu.each and menu.each.learns != LANGUAGE else ()
    own = tuple((choice.name, choice.key) for choice in menu.choices)
    return Offer(menu.name, (*((name, str(key)) for key, (name, _) in enumerate(listed, 1)), *own), named=listed)


def _most_doubted(each: Each) -> tuple[str, ...]:
    """As many choices as a question can have: two wishes, and none of them."""
    return (*(wish.name for wish in each.wishes[:2]), OTHER)


def heard(subject: Subject, language: str, *says: Say | Offer) -> tuple[Utterance, ...]:
    """The utterances; none where the content can't say it, which other checks tell."""
    try:
        return speak(subject.prompts, language, says)
    except WordingError:
        return ()


def seconds(utterances: tuple[Utterance, ...]) -> float:
    """How long they take."""
    return sum(
        part.ms / 1000 if isinstance(part, Pause) else seconds_of(part, utterance.locale)
        for utterance in utterances
        for part in utterance.parts
    )
