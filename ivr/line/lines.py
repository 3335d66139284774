"""The three lines that callers ring: their names, their numbers, and what else people call them."""

import re
from dataclasses import dataclass

from ivr.hours.schedules import LineName
from ivr.line.patterns import tokens_of

SIGNIFICANT = 9  # digits that are left of a French number however it is written: 01..., +331..., 00331...
_NO_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One of the three, as the public knows it."""

    name: LineName
    number: str  # "3646", or E.164
    also: tuple[str, ...] = ()  # what else it is called, in small letters without accents
    stand_in: str = ""  # made up, for a number that is too short to be shown as called or calling

    @property
    def e164(self) -> str:
        """The number that Twilio says was called."""
        return self.stand_in or self.number


LINES: dict[LineName, PublicLine] = {
    line.name: line
    for line in (
        PublicLine("national", "3646", stand_in="+33199003646"),
        PublicLine("mayotte", "+262269619191"),
        PublicLine("abroad", "+33184903646", also=("etranger", "l etranger")),
    )
}


def line_meant(typed: str) -> PublicLine | None:
    """The line of a name or a number, however it is written: "l'étranger", "36 46", "02 69 61 91 91"; else None."""
    words, digits = " ".join(tokens_of(typed)), significant(typed)
    for line in LINES.values():
        if words in (line.name, *line.also) or digits == significant(line.number):
            return line
    return None


def significant(number: str) -> str:
    """The digits that tell a number from another, however it is written."""
    return _NO_DIGIT.sub("", number)[-SIGNIFICANT:]
