"""Names of weekdays and months as they are written, French and English; and a text without capitals and accents."""

import re
import unicodedata

EVERY_YEAR = 2000  # a leap year, for days of every year
WEEKDAY_NAMES = (
    ("lundi", "monday", "mo", "lu"),
    ("mardi", "tuesday", "tu", "ma"),
    ("mercredi", "wednesday", "we", "me"),
    ("jeudi", "thursday", "th", "je"),
    ("vendredi", "friday", "fr", "ve"),
    ("samedi", "saturday", "sa"),
    ("dimanche", "sunday", "su", "di"),
)
MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "fev", "feb"),
    ("mars", "march"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july", "juil"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_UNSEEN = {ord(letter): None for letter in "\u00ad\u200b\u200e\u2060\ufeff"} | {
    ord(hyphen): "-"
    for hyphen in "\u2010\u2011"  # which word processors write
}


def plain(text: str) -> str:
    """Small letters without accents; apostrophes and dashes as plain ones; nothing of what is pasted unseen."""
    letters = unicodedata.normalize("NFKD", text.translate(_UNSEEN).casefold().replace("’", " ").replace("'", " "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    american = re.sub(r"([a-z]+ [0-9]{1,2}), ([0-9]{4})", r"\1 \2", bare)
    return re.sub(r"\s+", " ", re.sub("[–—−]", " - ", american)).strip()
