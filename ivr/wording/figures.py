"""Telephone numbers in pairs, and lengths of time in minutes."""

import re

from ivr.line.actions import Seconds, Telephone
from ivr.wording.phrases import phrase
from ivr.wording.prompts import Prompts

MINUTE = 60
PAUSE = ", "  # a voice takes breath at a comma

# Codes of the French numbering plan: what follows them is dialled with a 0 before it, from anywhere in France.
_FRENCH = re.compile(r"\+(?:33|262|590|594|596|508(?=\d{9}$))(\d{9})")
_MIQUELON = re.compile(r"\+(508\d{6})")
_CODE = re.compile(r"\+(33|262|590|594|596|508|1|7|[2-9]\d)")


def telephone_words(prompts: Prompts, telephone: Telephone, abroad: bool = False) -> str:
    """ "02, 69, 61, 91, 91", "36 46"; `abroad`: as it is dialled from another country, "plus 33, 1, 84, 90, 36, 46".

    Every number that is not French is said with its country's code.
    """
    number = telephone.number
    if not number.startswith("+"):
        return " ".join(_pairs(prompts, number))
    if not abroad and (found := _FRENCH.fullmatch(number) or _MIQUELON.fullmatch(number)):
        return PAUSE.join(_pairs(prompts, f"0{found[1]}"))
    found = _CODE.match(number)
    code = found[1] if found else ""
    return PAUSE.join([phrase(prompts, "plus", code=code), *_pairs(prompts, number[1 + len(code) :])])


def seconds_words(prompts: Prompts, length: Seconds) -> str:
    """A length of time in whole minutes, rounded up: nobody minds to wait less than was said."""
    minutes = -(-length.seconds // MINUTE)
    if length.seconds < MINUTE:
        return phrase(prompts, "under_a_minute")
    return phrase(prompts, "one_minute") if minutes == 1 else phrase(prompts, "minutes", minutes=minutes)


def _pairs(prompts: Prompts, digits: str) -> list[str]:
    """The digits two by two; an odd one stands first, alone."""
    odd = len(digits) % 2
    pairs = [
        phrase(prompts, "pair", first=a, second=b) for a, b in zip(digits[odd::2], digits[odd + 1 :: 2], strict=True)
    ]
    return [*digits[:odd], *pairs]
