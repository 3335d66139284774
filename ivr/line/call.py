"""What is known of a call between two turns: all of it travels in the action URL, none of it is personal."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

from ivr.findings import LANGUAGES
from ivr.hours.schedules import LineName as LineName

Place = Literal["", "metropole", "overseas", "mayotte", "abroad", "unknown"]
Topic = Literal["", "attestation", "file", "hours", "channels", "adviser"]

MOST_DIALS = 3

LINE_NAMES: tuple[LineName, ...] = get_args(LineName)
FIRST_LANGUAGE: str = LANGUAGES[0]  # in which the line greets
PLACES: tuple[Place, ...] = get_args(Place)


class Call(NamedTuple):
    """One call, between two turns: a tuple, for a proof of the flow copies it two million times.

    `step` is the step that awaits the caller's answer; an empty word means "not known (yet)".
    """

    step: str = ""
    turn: int = 0  # turns already taken; also tells a repeated webhook from a new one
    line: LineName = "national"  # which of the three public numbers was called, or is spoken for
    language: str = FIRST_LANGUAGE  # of a prompt file
    place: Place = ""  # the territory, as far as it is known
    department: str = ""  # "69", "2A", "971": from an overseas number or the caller's postcode
    postcode: Literal["", "typed"] = ""  # whether the caller said the département, by typing it
    caisse: str = ""  # a code of schedules/caisses.yaml, when exactly one serves the caller
    topic: Topic = ""  # what the caller asked for
    regime: str = ""  # a key of schedules/regimes.yaml; "general" for the Assurance Maladie itself
    link: str = ""  # which text was last offered: a key of the prompt files' `texts`, or "own" for the régime's own
    tries: int = 0  # failures in a row
    dials: int = 0  # advisers who were rung and did not answer; MOST_DIALS at most
    about: Literal["", "file"] = ""  # what a body is asked for: the attestation, or reimbursements and the file
    internet: Literal["", "none"] = ""  # whether the caller said that they have none
    paper: Literal["", "told"] = ""  # whether they heard that the paper of the card is no attestation
    closed: Literal["", "told"] = ""  # whether they heard that nobody answers now
    doubt: str = ""  # wishes that the caller is asked to choose from, with dots between: "file.password"
    back: str = ""  # where `*` leads, when that is not the table's parent


def after(call: Call, turn: int, back: str) -> Call:
    """A call so many turns on, with where `*` leads: its second field and its last, faster than by their names."""
    return Call(call[0], turn, *call[2:-1], back)


FIELDS: Mapping[str, Any] = get_type_hints(Call)  # each field's type: a Literal of its words, or any text
