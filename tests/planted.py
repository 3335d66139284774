"""Numbers to plant where none may come out again: every kind, every way to write one. And who looks for them.

What looks for them knows nothing of ivr.logs: it has its own list of what a log may say in digits.
"""

import json
import re
from typing import Any
from urllib.parse import quote, unquote

import phonenumbers
from hypothesis import strategies as st

SEPARATORS = [
    "",
    " ",
    ".",
    "-",
    " - ",
    "\u00a0",
    "\u202f",
    "/",
    "_",
    ", ",
    ") ",
    "'",
    "\t",
    "\n",
    "\u200b",
    ":",
    '", "',
]

FIGURES = {"attempt", "text", "texts", "threads", "hanging", "entries", "dropped", "waiting", "faults", "days"}
FIGURES |= {"seconds", "ms"}
FORMS = {
    "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "call": r"[A-Z]{2}[0-9a-f]{32}",
    "revision": r"[0-9a-f]{12}-[0-9a-f]{12}",
    "worker": r"[\w.-]{1,60}",
}
CODE = re.compile(r"^\S+:\d+ in \S+$", re.MULTILINE)  # a line of code that an exception came through
NUMBER = re.compile(r"\d(?:[\W_]{0,5}\d){6}")


def stray_digits(line: str) -> list[str]:
    """The fields of a written log line that have digits, in any alphabet, and no business with them."""
    return [field for field, value in json.loads(line).items() if not _belongs(field, value)]


def _belongs(field: str, value: Any) -> bool:
    if isinstance(value, int | float):
        return isinstance(value, bool) or (field in FIGURES and value < 10**8)
    text = CODE.sub("", value) if field == "exception" else str(value)
    kept = field in FORMS and re.fullmatch(FORMS[field], text) is not None
    return not any(map(str.isnumeric, field)) and (kept or not any(map(str.isnumeric, text)))


def numbers_in(text: str) -> list[str]:
    """What reads as a telephone number in a text that may have digits, such as an address or a column."""
    return [found.group() for found in NUMBER.finditer(unquote(text))]


def examples() -> list[str]:
    """An example number of every region and of every kind that libphonenumber knows, without its + sign."""
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    found = (phonenumbers.example_number_for_type(region, kind) for region in regions for kind in kinds)
    numbers = {phonenumbers.format_number(one, phonenumbers.PhoneNumberFormat.E164)[1:] for one in found if one}
    return sorted(numbers)


french = st.builds("{}{:08}".format, st.integers(1, 9), st.integers(0, 99_999_999))  # nine digits, without the 0
worldwide = st.sampled_from(examples())
identity = st.integers(10**12, 3 * 10**12).map(str) | st.integers(10**14, 3 * 10**14).map(str)


@st.composite
def grouped(draw: st.DrawFn, digits: str) -> str:
    """The digits with separators at any places."""
    if draw(st.booleans()):
        return digits
    gap = st.sampled_from(SEPARATORS)
    return digits[0] + "".join(draw(gap) + digit for digit in digits[1:])


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, str]:
    """(the digits that must not be found, the number as somebody wrote it)."""
    kind = draw(st.sampled_from(["french", "worldwide", "identity"]))
    if kind == "french":
        digits = draw(french)
        prefix = draw(st.sampled_from(["0", "+33", "0033", "33", "", "+33 (0)", "00 33 ", "tel:+33", "sip:+33"]))
    elif kind == "worldwide":
        digits, prefix = draw(worldwide), draw(st.sampled_from(["+", "00", "+ ", "(+"]))
    else:
        digits, prefix = draw(identity), ""
    return digits, draw(disguised(prefix + draw(grouped(digits))))


def disguised(number: str) -> st.SearchStrategy[str]:
    """The number itself, or as it looks in an address, in HTML or in another alphabet's digits."""
    wide = number.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    arabic = number.translate({ord("0") + n: chr(0x0660 + n) for n in range(10)})
    percent = "".join(f"%{byte:02X}" for byte in number.encode())
    entities = "".join(f"&#{ord(letter)};" for letter in number)
    return st.sampled_from(
        [number] * 4 + [quote(number, safe=""), quote(quote(number)), wide, arabic, percent, entities]
    )
