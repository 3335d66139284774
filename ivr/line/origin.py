"""What a caller's number tells: the territory and whether it is a mobile; never the département, never a person.

Prefixes are judged before libphonenumber is asked: it calls "+33 2 69 61 91 91" a valid number of metropolitan France,
when it is Mayotte's line as a French carrier writes it, and new blocks "invalid" until its data know them. Since 2023
no prefix from 01 to 05 tells a region of métropole (Arcep, decision 2022-1583).
"""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

Kind = Literal["fixed", "mobile", "other", ""]

FRENCH_REGIONS = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM"})

# What Twilio used to send for a hidden caller: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, as spelt on a
# keypad. Read as numbers they would be calls from Lesotho, Russia, Uganda and China.
# https://help.twilio.com/articles/223179988
SENTINELS = frozenset({"266696687", "7378742833", "2562533", "8656696", "86282452253"})

# The nine digits after 0 or +33 -> region and kind, the first that fits. Overseas blocks of the French plan come
# first: French carriers may hand them over as +33 or 0 and nine digits. Source: libphonenumber's own metadata of each
# region (9.0.43), which knows them under +262, +590... only.
_PLAN: tuple[tuple[str, str, Kind], ...] = (
    (r"269", "YT", "fixed"),
    (r"26[23]", "RE", "fixed"),
    (r"639|7093[5-7]", "YT", "mobile"),
    (r"69[23]|7092", "RE", "mobile"),
    (r"9769", "YT", "other"),
    (r"976[23]", "RE", "other"),
    (r"590", "GP", "fixed"),  # Saint-Barthélemy and Saint-Martin share Guadeloupe's blocks: all are 971's
    (r"69[01]|7090", "GP", "mobile"),
    (r"976[018]", "GP", "other"),
    (r"594", "GF", "fixed"),
    (r"694|7093[0-3]", "GF", "mobile"),
    (r"596", "MQ", "fixed"),
    (r"69[67]|7091", "MQ", "mobile"),
    (r"976[67]", "MQ", "other"),
    (r"50841", "PM", "fixed"),
    (r"50855|708[45]", "PM", "mobile"),
    (r"508", "PM", "other"),  # other blocks there are fixed and mobile at once
    (r"976|70[89]|268", "", "other"),  # overseas, but which?
    (r"[1-5]", "FR", "fixed"),
    (r"700", "FR", "other"),  # machines
    (r"[67]", "FR", "mobile"),
    (r"[89]", "FR", "other"),  # services, and VoIP, which has no place at all
)
_BLOCKS = re.compile("|".join(f"({prefix})" for prefix, _, _ in _PLAN))  # a group for each row
_CODES = {"FR": "33", "YT": "262", "RE": "262", "GP": "590", "GF": "594", "MQ": "596", "PM": "508"}
_FRANCE = re.compile(r"330?([1-9]\d{8})")  # some write +33 (0)6...
_OVERSEAS = re.compile(r"(262|590|594|596|508)0?([1-9]\d{8})")  # codes that the plan's nine digits follow
_MIQUELON = re.compile(r"508[2-9]\d{5}")  # but of the plan's 508 41 12 34, the code is a part
_NATIONAL = re.compile(r"0([1-9]\d{8})")

_FRENCH = re.compile(r"\+33([1-9][0-9]{8})")
_DIALLED = re.compile(r"\+?[0-9]{1,20}")
_BLANKS = re.compile(r"[\s.()/\u2010-\u2013-]")
LONGEST = 40  # characters that are looked at
LONGEST_NUMBER = 15  # digits: ITU-T E.164


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number belongs: an ISO 3166 region ("FR", "RE", "BE"), "" when hidden or unknown; its kind; E.164."""

    region: str
    kind: Kind
    e164: str = field(repr=False)


UNKNOWN = Origin("", "", "")


def read_number(raw: str, national_ok: bool = True) -> Origin:
    """The origin of a number as Twilio's `From` has it: E.164, a word, an old sentinel, an address, or nothing.

    `national_ok`: ten digits that begin with 0 are French. SIP and client addresses tell nothing: whoever sends them
    writes them. Never raises.
    """
    if plain := _FRENCH.fullmatch(raw):  # as nearly all are
        return _of_plan(plain[1])
    written = _BLANKS.sub("", raw[:LONGEST])
    if not _DIALLED.fullmatch(written) or written.lstrip("+") in SENTINELS:
        return UNKNOWN
    if national_ok and (national := _NATIONAL.fullmatch(written)):
        return _of_plan(national[1])
    return _of_world(_international(written))


def read_mobile(typed: str) -> Origin | None:
    """The French or overseas mobile that was typed: 0612345678, 0692..., 00262692..., 0033 6...; None for all else."""
    origin = read_number(typed)
    return origin if origin.kind == "mobile" and origin.region in FRENCH_REGIONS else None


def textable(origin: Origin, regions: Set[str]) -> bool:
    """Whether a number may be sent a text: a mobile of one of these regions, by its prefix."""
    return origin.kind == "mobile" and origin.region in regions and bool(origin.e164)


def _international(written: str) -> str:
    """The digits from the country code on; "" when they don't tell where they begin."""
    if written.startswith("+"):
        return written[1:].removeprefix("00")
    return written[2:] if written.startswith("00") else ""


def _of_world(digits: str) -> Origin:
    if not digits or len(digits) > LONGEST_NUMBER or digits in SENTINELS:
        return UNKNOWN
    if found := _FRANCE.fullmatch(digits):
        return _of_plan(found[1])
    if _MIQUELON.fullmatch(digits):
        return _of_plan(digits)
    if found := _OVERSEAS.fullmatch(digits):
        return _of_code(found[1], found[2])
    return _of_library("+" + digits)


def _of_plan(nine: str) -> Origin:
    """The origin of the nine digits that follow 0 in France, métropole or overseas."""
    fits = _BLOCKS.match(nine)
    assert fits  # the last rows have every first digit
    _, region, kind = _PLAN[(fits.lastindex or 0) - 1]
    if not region:
        return UNKNOWN
    rest = nine.removeprefix("508") if region == "PM" else nine
    return Origin(region, kind, f"+{_CODES[region]}{rest}")


def _of_code(code: str, nine: str) -> Origin:
    """The origin of nine digits behind an overseas code; a block that isn't known there has no certain territory."""
    origin = _of_plan(nine)
    if _CODES.get(origin.region) == code:
        return origin
    regions = {region for region, own in _CODES.items() if own == code}
    return Origin(regions.pop(), "other", f"+{code}{nine}") if len(regions) == 1 else UNKNOWN


def _of_library(e164: str) -> Origin:
    """The origin of a number from elsewhere, or of an odd one from here, by libphonenumber."""
    try:
        number = phonenumbers.parse(e164)
    except NumberParseException:
        return UNKNOWN
    if not phonenumbers.is_possible_number(number):
        return UNKNOWN
    region = _region(number)
    # Were the library to call something a French mobile that the plan above does not, it would be none.
    kind: Kind = "other" if region in FRENCH_REGIONS else _kind(number)
    return Origin(region, kind, e164) if region else UNKNOWN


def _region(number: PhoneNumber) -> str:
    code = number.country_code or 0
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(code)
    return "" if region in ("ZZ", None) else str(region)


def _kind(number: PhoneNumber) -> Kind:
    match phonenumbers.number_type(number):
        case PhoneNumberType.FIXED_LINE:
            return "fixed"
        case PhoneNumberType.MOBILE:
            return "mobile"
    return "other"
