"""Times as people write them in entries: "après-midi", "à partir de 15 h", "9 h - 12 h", "du lundi au jeudi 8h-18h"."""

import re
from datetime import time
from functools import lru_cache

from ivr.hours.day_names import WEEKDAY_NAMES, plain
from ivr.hours.rule import DAY_END, Spans, Week
from ivr.hours.weekly import DAYS, DECIMALS, SPANS_ALONE, HoursError, NoSpanError, read_hours, read_spans, written

USUAL = (time(8, 30), time(17))  # for examples
NOON = "12:00"
EXAMPLE = "à partir de 15:00"
_HALVES = {"matin": "until", "morning": "until", "apres-midi": "from", "afternoon": "from"}
_FROM = re.compile(r"(?:a partir de|a partir d|a compter de|des|apres|from|after) ([0-9]{2}:[0-9]{2})(?: on)?")
_UNTIL = re.compile(r"(?:jusqu a|avant|until|till|before) ([0-9]{2}:[0-9]{2})")
_BETWEEN = re.compile(r"(?:de|d|entre|from|between) ([0-9]{2}:[0-9]{2}) (?:a|et|to|and) ([0-9]{2}:[0-9]{2})")
_WHOLE = re.compile(
    r"(?:(?:toute )?la |de la |the )?(?:journee(?: entiere| complete)?|whole day|entire day)"
    r"|(?:le )?jour entier|all day(?: long)?|00:00-(?:24:00|23:59|00:00)"
)
_CLOCK = re.compile(r"\b([0-9]{1,2})(?: ?h(?:eures?)?(?: ?([0-9]{2}))?\b|:([0-9]{2}))")
_TWELVE = re.compile(r"\b(1[0-2]|[1-9])(?::([0-5][0-9]))? ?([ap])\.?m\b\.?")
_TIME = r"[0-9]{1,2}(?::[0-9]{2})?"  # "8" too, where its other end says that it is a time
_PAIR = re.compile(rf"(?:\b(?:de|from) )?(?<![0-9:-])({_TIME}) ?(?:-|\ba\b|\bto\b) ?({_TIME})(?![0-9:-])")


@lru_cache(maxsize=1024)
def read_part(text: str) -> Spans:
    """The part of a day that is closed. Raises HoursError with a sentence and an example.

    The afternoon begins at noon, and the morning ends there; what has no end goes on until midnight.
    """
    said = _half(_timed(text))
    if found := _FROM.fullmatch(said):
        return ((_clock(found[1], text), DAY_END),)
    if found := _UNTIL.fullmatch(said):
        return ((time(), _clock(found[1], text)),)
    try:
        return read_spans(_as_spans(said))
    except HoursError:
        raise HoursError(
            fr=f"« {text} » n'est pas une partie de la journée.",
            en=f"“{text}” is not a part of a day.",
            example=EXAMPLE,
        ) from None


def is_whole_day(text: str) -> bool:
    """Whether a part of a day is all of it."""
    return bool(_WHOLE.fullmatch(_timed(text)))


@lru_cache(maxsize=1024)
def read_times(text: str) -> Spans:
    """The hours of a day. Raises HoursError."""
    try:
        return read_spans(_as_spans(_timed(text)))
    except HoursError as error:
        raise _part_instead(text) or _misread(text, error) from None


def _part_instead(text: str) -> HoursError | None:
    """The refusal of a part of a day where its hours are wanted: nobody knows when they begin, or end."""
    try:
        ((start, end),) = read_part(text)
    except (HoursError, ValueError):
        return None
    span = (min(USUAL[0], end), end) if start == time() else (start, max(USUAL[1], start))
    return HoursError(
        fr=f"« {text} » est une partie de la journée, et ne va que sous « closures: » ; ici, écrivez ses heures.",
        en=f"“{text}” is a part of a day, and goes under “closures:” only; here, write its hours.",
        example=SPANS_ALONE,
    ).proposing(written((span,)), read_spans)


@lru_cache(maxsize=1024)
def read_week(text: str) -> str:
    """Weekly hours as `read_hours` takes them, of hours as people write them. Raises HoursError."""
    week = _as_week(_named(_timed(text)))
    for meant in (text, week):
        try:
            read_hours(meant)
        except HoursError as error:
            refusal = error
        else:
            return meant
    raise _without_days(text) or (refusal if week == text else _misread(text, refusal))


def _without_days(text: str) -> HoursError | None:
    """The refusal of hours alone where a week is wanted."""
    try:
        spans = read_spans(_as_spans(_timed(text)))
    except HoursError:
        return None
    return HoursError(
        fr=f"« {text} » ne dit pas les jours de la semaine.",
        en=f"“{text}” doesn't say the days of the week.",
        example=f"Mo-Fr {written(spans)}",
    )


@lru_cache(maxsize=1024)
def read_other_hours(text: str) -> tuple[Week, bool]:
    """Hours instead of the usual ones, and whether they are a whole week's: weekdays are named. Raises HoursError."""
    said = _named(_timed(text))
    if any(re.search(rf"\b{day}\b", said) for day in DAYS):
        try:
            return read_hours(_as_week(said)), True
        except HoursError as error:
            raise _misread(text, error) from None
    spans = read_times(text)
    return (spans, spans, spans, spans, spans, spans, spans), False


_ABBREVIATIONS = {name: DAYS[number] for number, names in enumerate(WEEKDAY_NAMES) for name in names if name != "fr"}
_ABBREVIATIONS |= {day.lower(): day for day in DAYS}


def _named(said: str) -> str:
    """Every weekday as files have it."""
    for name, day in _ABBREVIATIONS.items():
        said = re.sub(rf"\b{name}s?\b", day, said)
    return said


def _timed(text: str) -> str:
    """Without capitals, accents and long dashes, every time as HH:MM, "8 à 18" as two of them with a hyphen."""
    said = re.sub(r"\b(midi|noon)\b", NOON, re.sub(r"(?<=apres)-(?=midi)", "_", plain(text)))
    whole = _TWELVE.sub(lambda found: f"{_of_24(int(found[1]), found[3])}:{found[2] or '00'}", said.replace("_", "-"))
    clocks = _CLOCK.sub(lambda found: f"{int(found[1]):02}:{found[2] or found[3] or '00'}", whole)
    if not DECIMALS.search(clocks):  # of "8,5-12" the 5 is no hour
        clocks = _PAIR.sub(lambda found: f"{_full(found[1])}-{_full(found[2])}", clocks)
    return re.sub(r"\s*-\s*", "-", clocks).replace("apres-12:00", "apres-midi")


def _of_24(hour: int, half: str) -> int:
    """12 am is 0, 6 pm is 18."""
    return hour % 12 + (12 if half == "p" else 0)


def _full(written: str) -> str:
    """ "8" as "08:00"."""
    hour, _, minute = written.partition(":")
    return f"{int(hour):02}:{minute or '00'}"


def _misread(text: str, error: HoursError) -> HoursError:
    """The refusal, with what was written rather than what was made of it."""
    if isinstance(error, NoSpanError):
        return HoursError(
            fr=f"« {text} » n'est pas compris : il faut deux heures, un tiret entre elles.",
            en=f"“{text}” isn't understood: it takes two times, with a hyphen between.",
            example=error.example,
        )
    return HoursError(
        fr=f"« {text} » n'est pas compris : {error.reason['fr']}",
        en=f"“{text}” isn't understood: {error.reason['en']}",
        example=error.example,
    )


def _half(said: str) -> str:
    for half, way in _HALVES.items():
        if re.fullmatch(rf"(?:(?:le|l|the|in the) )?{half}", said):
            return f"{way} {NOON}"
    return said


def _as_spans(said: str) -> str:
    """ "de 09:00 a 12:00 et de 14:00 a 16:00" as "09:00-12:00,14:00-16:00"."""
    spans = _BETWEEN.sub(r"\1-\2", said)
    return re.sub(r"\s*(?:,| et | and )\s*", ",", spans).strip()


def _as_week(said: str) -> str:
    """ "du Mo au Th, 08:00-18:00 ; Fr 08:00-12:00" as "Mo-Th 08:00-18:00; Fr 08:00-12:00"."""
    days = re.sub(r"\b(?:le |les |du )?([A-Z][a-z]) (?:au|a|to) ([A-Z][a-z])\b", r"\1-\2", said)
    groups = re.sub(r"(?<=[0-9])\s*[;,]\s*(?:et |and |puis )?(?:le |les |on )?(?=[A-Z][a-z]\b)", "; ", days)
    apart = re.sub(r"([A-Z][a-z]),? (?:et |and |le |les )*(?=[A-Z][a-z])", r"\1,", re.sub(r"\s*;\s*", "; ", groups))
    timed = re.sub(r"([A-Z][a-z])\s*,?\s+(?=(?:de|d|from)? ?[0-9])", r"\1 ", apart)
    spans = _BETWEEN.sub(r"\1-\2", timed)
    return re.sub(r"(?<=[0-9])\s*(?:,| et | and )\s*(?=[0-9])", ",", spans).strip()


def _clock(written: str, text: str) -> time:
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise HoursError(
            fr=f"« {text} » : cette heure n'existe pas.", en=f"“{text}”: there is no such time.", example=EXAMPLE
        ) from None
