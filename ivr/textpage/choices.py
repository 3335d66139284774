"""A menu's choices as links. Where the line would send a text, the link that it would hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ivr.line.actions import Offer
from ivr.line.call import Call
from ivr.line.conversation import choices_of
from ivr.line.steps import LANGUAGE, Choice, Menu
from ivr.textpage.asked import Asked
from ivr.textpage.telling import Telling
from ivr.wording.on_page import as_written
from ivr.wording.phrases import phrase
from ivr.wording.prompts import Prompts
from ivr.wording.speak import value_words

WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: to a page of ours, or to another site."""

    words: str
    address: str
    outside: bool = False
    site: str = ""  # the other site, as it is shown
    locale: str = ""  # where its words are in another language than the page


def links_of(telling: Telling, offer: Offer, call: Call) -> Iterator[Link]:
    """A link a choice, in their order. Of the language there is a switch on every page."""
    step = telling.flow.steps.get(offer.menu)
    if not isinstance(step, Menu):
        return
    choices = {
        choice.key: choice for choice in choices_of(step, call, telling.facts.schedules, telling.facts.languages)
    }
    named = dict(offer.named)
    for name, key in offer.choices:
        choice = choices[key]
        if choice.to == LANGUAGE:
            continue
        if name in named:
            words = phrase(telling.own, "listed", whom=value_words(telling.own, named[name]))
            yield Link(words, telling.addresses.write(telling.language, Asked(call, key)))
        else:
            yield _link(telling, offer.menu, choice, call)


def _link(telling: Telling, menu: str, choice: Choice, call: Call) -> Link:
    if "link" in choice.learns:
        learnt: dict[str, Any] = dict(choice.learns)
        found = site_link(telling.own, telling.facts.template(call._replace(**learnt)), f"{menu}.{choice.name}")
        if found:
            return found
    spoken = telling.own.prompts[menu].choices[choice.name].language
    locale = telling.prompts[spoken].locale if spoken in telling.prompts else ""
    address = telling.addresses.write(telling.language, Asked(call, choice.key))
    return Link(offer_words(telling.own, menu, choice.name), address, locale=locale)


def offer_words(prompts: Prompts, menu: str, name: str) -> str:
    """How a choice is offered; "" where no words do."""
    said = prompts.prompts[menu].choices.get(name) if menu in prompts.prompts else None
    return as_written(prompts.page, said.offer) if said and prompts.page else ""


def site_link(prompts: Prompts, template: str, says: str = "") -> Link | None:
    """The link of a text; None where it has none. `says`: the choice whose own words for it count, if there are any."""
    words = prompts.texts.get(template, "").split()
    address = next((word for word in words if word.startswith(WEB)), "")
    if not address or prompts.page is None:
        return None
    site = (urlsplit(address).hostname or "").removeprefix("www.")
    return Link(prompts.page.says.get(says) or prompts.page.words["opens"], address, outside=True, site=site)
