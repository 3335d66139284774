"""Numbers as a tester writes them -> as Twilio would send them. Not checked: odd callers are worth testing."""

import re
from collections.abc import Mapping

# A local number that begins so belongs overseas (ARCEP's numbering plan); any other is metropolitan.
_OVERSEAS: Mapping[str, str] = {
    **dict.fromkeys(("0262", "0263", "0269", "0639", "0692", "0693"), "+262"),
    **dict.fromkeys(("0590", "0690", "0691"), "+590"),
    **dict.fromkeys(("0594", "0694"), "+594"),
    **dict.fromkeys(("0596", "0696", "0697"), "+596"),
    **dict.fromkeys(("0508", "0708"), "+508"),
}
WITHHELD = "anonymous"
_WITHHELD_WORDS = frozenset(("masqué", "masque", "inconnu", "withheld", WITHHELD))


def calling_number(text: str) -> str:
    """The number that Twilio says is calling: "06 12 34 56 78" -> "+33612345678", "masqué" -> "anonymous"."""
    if text.strip().lower() in _WITHHELD_WORDS:
        return WITHHELD
    plain = re.sub(r"(?<=\d)[\s.\-]+(?=\d)", "", text.strip())
    if plain.startswith("00"):
        return "+" + plain[2:]
    if re.fullmatch(r"0\d{9}", plain):
        return _OVERSEAS.get(plain[:4], "+33") + plain[1:]
    return plain


def masked(number: str) -> str:
    """A number of which only the last two digits are shown."""
    return "•• " + number[-2:]
