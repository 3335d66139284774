"""What the call as text says otherwise than the voice, in one language: the `page` section of its prompt file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The page's own words, and the placeholders that they may use.
WORDS: Mapping[str, frozenset[str]] = {
    "language": frozenset(),  # the language's own name, for the switch
    "title": frozenset(),
    "lead": frozenset(),  # what this page is, on its first one
    "test": frozenset(),  # the banner of a test service
    "skip_link": frozenset(),
    "choices": frozenset(),  # the heading of a menu's choices
    "opens": frozenset(),  # a link to another site, which is shown below it
    "link": frozenset(),
    "other_lines": frozenset(),
    "back": frozenset(),
    "start": frozenset(),
    "adviser": frozenset(),
    "number_open": frozenset({"number", "closing"}),
    "number_perhaps": frozenset({"number"}),
    "number_closed": frozenset({"number", "reopening"}),
    "number_endless": frozenset({"number"}),
    "number_week": frozenset({"week"}),
    "instead": frozenset(),  # the heading of what replaces a call
    "by_telephone": frozenset(),
    "postcode": frozenset(),
    "postcode_hint": frozenset(),
    "postcode_skip": frozenset(),
    "go_on": frozenset(),
    "emergency": frozenset(),
    "emergency_call": frozenset(),
    "emergency_text": frozenset(),
    "emergency_despair": frozenset(),
    "emergency_abroad": frozenset(),
    "about": frozenset(),  # the name of the links at the foot
    "card": frozenset(),
    "privacy": frozenset(),
    "accessibility": frozenset(),
    "contact": frozenset({"contact"}),
    "no_contact": frozenset(),
    "lost": frozenset(),  # an address that shows nothing
    "too_many": frozenset(),
    "broken": frozenset(),
}


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language's. A page is offered in the languages that have it.

    `says` has words for a prompt, or for a choice ("menu.choice"), where those of the voice don't do; none leaves a
    prompt out. A sentence that holds one of `leaves_out` ("tapez") is about the telephone, and is left out. `written`:
    as it is spoken -> as it is written. `instead` names a text and says what its link is for.
    """

    says: Mapping[str, str] = field(default_factory=dict)
    leaves_out: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    privacy: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
