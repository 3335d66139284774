"""Which of the three lines a called number is: by the settings, else by the public numbers themselves."""

import re
from collections.abc import Mapping

from ivr.line.call import LineName
from ivr.settings import Settings

PUBLIC_NUMBERS: Mapping[str, LineName] = {
    "3646": "national",
    "+262269619191": "mayotte",
    "+33184903646": "abroad",
}
SIGNIFICANT = 9  # digits that are left of a French number however it is written: 01..., +331..., 00331...


class LineNumbers:
    """Tells the line from the number called; any number that is not ours by name is the national line's."""

    def __init__(self, settings: Settings) -> None:
        ours: dict[str, LineName] = {
            settings.number_national: "national",
            settings.number_mayotte: "mayotte",
            settings.number_abroad: "abroad",
        }
        both = [*PUBLIC_NUMBERS.items(), *((number, line) for number, line in ours.items() if number)]
        self._lines = {significant(number): line for number, line in both}

    def line_of(self, called: str) -> LineName:
        """The line of a number as Twilio writes it (E.164, a short one, or whatever a carrier hands on)."""
        return self._lines.get(significant(called), "national")


def significant(number: str) -> str:
    """The digits that tell a number from another, however it is written."""
    return re.sub(r"[^0-9]", "", number)[-SIGNIFICANT:]
