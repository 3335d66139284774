"""What a page says to whoever wants an adviser: when they answer the telephone, and how to reach one without it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.line.actions import Telephone, Value
from ivr.line.call import Call
from ivr.line.facts import Facts
from ivr.textpage.choices import Link, site_link
from ivr.wording.on_page import as_written
from ivr.wording.phrases import fill
from ivr.wording.prompts import Prompts
from ivr.wording.speak import value_words

STATES: Mapping[str, str] = {"open": "number_open", "perhaps": "number_perhaps", "closed": "number_closed"}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to be helped without a telephone, and where it leads."""

    words: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class Adviser:
    """When advisers answer, the number to dial, and the ways without a telephone."""

    hours: tuple[str, ...]
    number: str  # as it is read
    dial: str  # tel:3646
    ways: tuple[Way, ...]


def adviser_of(prompts: Prompts, facts: Facts, call: Call) -> Adviser:
    """What is known for this call at this moment."""
    page, line = prompts.page, facts.schedules.lines[call.line]
    assert page is not None
    values: dict[str, Value] = {"number": Telephone(line.number), "week": facts.week(call)}
    state = facts.opening(call)
    if state == "open":
        values["closing"] = facts.closing(call)

    def told(name: str, manner: str) -> str | None:
        abroad = "abroad" if name == "number" and call.line == "abroad" else manner
        return value_words(prompts, values[name], abroad) if name in values else None

    number = told("number", "") or ""
    hours = tuple(as_written(page, fill(page.words[name], told)) for name in (STATES[state], "number_week"))
    ways = tuple(Way(words, site_link(prompts, template)) for template, words in page.instead.items())
    return Adviser(hours, as_written(page, number), f"tel:{line.number}", ways)
