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
    name, times = _state(facts, call)
    values: dict[str, Value] = {"number": Telephone(line.number), "week": facts.week(call), **times}

    def told(name: str, manner: str) -> str | None:
        manner = "abroad" if name == "number" and call.line == "abroad" else manner
        return value_words(prompts, values[name], manner) if name in values else None

    hours = tuple(as_written(page, fill(page.words[name], told)) for name in (name, "number_week"))
    ways = tuple(Way(words, site_link(prompts, template)) for template, words in page.instead.items())
    return Adviser(hours, as_written(page, told("number", "") or ""), f"tel:{line.number}", ways)


def _state(facts: Facts, call: Call) -> tuple[str, Mapping[str, Value]]:
    """Which words say whether advisers answer now, and the moments that these need."""
    match facts.opening(call):
        case "open":
            return "number_open", {"closing": facts.closing(call)}
        case "perhaps":
            return "number_perhaps", {}
    if facts.calendar(call).next_opening(facts.now) is None:
        return "number_endless", {}
    return "number_closed", {"reopening": facts.reopening(call)}
