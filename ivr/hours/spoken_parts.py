"""The part of the day in what people say of a day: "vendredi après-midi", "demain de 9h à 12h", "friday from 3pm"."""

import re
from datetime import time

from ivr.hours.day_names import WEEKDAY_NAMES
from ivr.hours.day_parts import read_part
from ivr.hours.day_words import parts_words
from ivr.hours.rule import DAY_END
from ivr.hours.weekly import HoursError, written

EXAMPLE = "vendredi après-midi"

_CLOCK = r"(?:\d{1,2} ?h(?:eures?)?(?: ?\d{2})?(?!\w)|\d{1,2}:\d{2}|\d{1,2} ?[ap]m\b|midi\b|noon\b)"
_SPAN = rf"(?:(?:de|d|entre|from|between) )?{_CLOCK} ?(?:-|a|et|to|and) ?{_CLOCK}"
_SPANS = rf"{_SPAN}(?: ?(?:,|et|and) ?{_SPAN})*"
_SINCE = rf"(?:a partir de|a partir d|a compter de|des|apres|from|after) {_CLOCK}(?: on)?"
_UNTIL = rf"(?:jusqu a|avant|until|till|before) {_CLOCK}"
_WHOLE = r"(?:toute )?(?:la )?journee(?: entiere| complete)?|all day(?: long)?|the whole day"
_LEAD = r"(?:(?:le|les|l|cet|ce|en|dans|the|this|in) )*"
_WEEKDAY = "|".join(name for names in WEEKDAY_NAMES for name in names)
_DAY = rf"(?:(?:le|la|et|puis) )*(?:demain|tomorrow|\d|(?:{_WEEKDAY})\b)"
_FURTHER = re.compile(rf" ?(?:(?:et|and|puis|then|au|to)\b|[,;] ?{_DAY})")  # days, after a part of those before it
_OF_A_BOUND = re.compile(rf"\b{_CLOCK} (?:au|to)\b")
_PARTS: tuple[tuple[str, str], ...] = (  # what is said, and what a closure has for it; "": what was said
    (_SPANS, ""),
    (_SINCE, ""),
    (_UNTIL, ""),
    (rf"{_LEAD}(?:apres[- ]midis?|aprems?|afternoons?)", "après-midi"),
    (rf"{_LEAD}(?:matin(?:ee)?s?|mornings?)", "matin"),
    (rf"{_LEAD}(?:soir(?:ee)?s?|evenings?)", "à partir de 18:00"),
    (_WHOLE, "journée"),
)


def without_part(said: str) -> tuple[str, str]:
    """What is left, and the part of the day; each may be empty. Raises HoursError for two parts, or half of one."""
    found: list[str] = []
    for pattern, meant in _PARTS:
        for match in re.finditer(rf"\b(?:{pattern})\b", said):
            if said[: match.start()].strip() and _FURTHER.match(said, match.end()):
                raise _between_days()
            found.append(meant or _as_written(match[0]))
        said = re.sub(rf"\b(?:{pattern})\b", " ", said)
    if _OF_A_BOUND.search(said):
        raise _between_days()
    if len(found) > 1 or re.search(rf"\b{_CLOCK}", said):
        raise HoursError(
            fr="L'heure n'est pas claire : dites « à partir de 15h », « jusqu'à midi » ou « de 9h à 12h ».",
            en="The time is not clear: say “from 15:00”, “until noon” or “from 9:00 to 12:00”.",
            example=EXAMPLE,
        )
    part = found[0] if found and found[0] != "journée" else ""
    return re.sub(r"\s+", " ", said).strip(" ,;"), part


def _between_days() -> HoursError:
    """Of "jeudi après-midi et vendredi", and of "du 31 décembre 14h au 4 janvier"."""
    return HoursError(
        fr="L'heure vaut pour tous les jours écrits : écrivez-la à la fin, ou faites un changement par horaire.",
        en="The time holds for all the days: write it at the end, or make one change for each time.",
        example="jeudi et vendredi après-midi",
    )


def _as_written(part: str) -> str:
    """A part of the day as closures have it: "à partir de 15:00", "09:00-12:00"."""
    spans = read_part(re.sub(r"(\d{1,2}) ?([ap])m\b", _twelve, part))
    bounded = all(start != time() and end != DAY_END for start, end in spans)
    return written(spans) if bounded else parts_words(spans, "fr")


def _twelve(found: re.Match[str]) -> str:
    return f"{int(found[1]) % 12 + 12 * (found[2] == 'p'):02}:00"
