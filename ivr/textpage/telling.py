"""By what pages are told in one language, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.line.facts import Facts
from ivr.line.steps import Flow
from ivr.textpage.asked import Addresses
from ivr.wording.page_words import PageWords
from ivr.wording.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Telling:
    """By what turns are told in one language. `prompts` are those of every language, as the page says them."""

    flow: Flow
    prompts: Mapping[str, Prompts]
    language: str
    facts: Facts
    addresses: Addresses

    @property
    def own(self) -> Prompts:
        """The prompts of the language."""
        return self.prompts[self.language]

    @property
    def page(self) -> PageWords:
        """The page's words in the language."""
        return self.own.page or PageWords()
