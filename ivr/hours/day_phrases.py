"""Days as people write them: "4 décembre 2026", "samedis du 5 au 26 décembre 2026", "every year on 24 December".

French and English, with or without accents, and ISO dates. What can't be understood whole is refused with an example,
never guessed: there is no year of today's here, and no date is read the American way.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice

from ivr.hours.day_names import EVERY_YEAR, MONTHS, WEEKDAY_NAMES, plain
from ivr.hours.day_words import date_words
from ivr.hours.days import Days, Stretch, covered
from ivr.hours.meant_days import EXAMPLE, YEARS, slip_in, with_years
from ivr.hours.weekly import HoursError

HALF_A_YEAR = 6  # months: a list that goes back by more goes over the new year
MOST_TRIED = 20  # phrases that may have been meant by one that is not understood
_ORDINALS = {
    1: ("premier", "premiere", "1er", "first", "1st"),
    2: ("deuxieme", "second", "2e", "2eme", "2nd"),
    3: ("troisieme", "third", "3e", "3eme", "3rd"),
    4: ("quatrieme", "fourth", "4e", "4eme", "4th"),
    5: ("cinquieme", "fifth", "5e", "5eme", "5th"),
    -1: ("dernier", "derniere", "last"),
}
# Words of several words, and what they are; the longer ones stand before those that they begin with.
_PHRASES = (
    ("until further notice", "endless"),
    ("jusqu a nouvel ordre", "endless"),
    ("of the month", "month"),
    ("of each month", "month"),
    ("of every month", "month"),
    ("every month", "month"),
    ("du mois de", "of"),
    ("du mois d", "of"),
    ("du mois", "month"),
    ("de chaque mois", "month"),
    ("chaque mois", "month"),
    ("chaque annee", "yearly"),
    ("tous les ans", "yearly"),
    ("every year", "yearly"),
    ("each year", "yearly"),
    ("a partir du", "from"),
    ("a partir de", "from"),
    ("as of", "from"),
    ("as from", "from"),
    ("a compter du", "from"),
    ("a la", "to"),
    ("jusqu au", "to"),
    ("jusqu a", "to"),
)
_WORDS = (
    {"du": "of", "from": "from", "des": "from", "starting": "from"}
    | {"au": "to", "a": "to", "to": "to", "until": "to", "till": "to", "-": "to", "fin": "end", "end": "end"}
    | {"et": "and", "and": "and", ",": "and", "semaine": "week", "week": "week"}
)
_NOISE = frozenset(("le", "la", "les", "l", "de", "d", "of", "the", "on", "in", "en", "pendant", "during")) | frozenset(
    ("tous", "toutes", "chaque", "every", "each", "all", "jour", "jours", "day", "days")
)
# What says that every one of some weekdays is meant: a plural, or a word for it.
_EACH = re.compile(r"\b(le|les|tous|toutes|chaque|every|each|all|on|\w+(di|manche|day)s)\b")
_SLASHED = re.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})\b")
_TOKEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+(?:er|e|eme|st|nd|rd|th)?|[a-z]+|[,;-]|[^\s'’.]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A day, month or year as far as it is written: "5", "5 décembre", "décembre 2026"."""

    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int | None = None

    def filled(self, other: "_Part") -> "_Part":
        """With the month and the year of another, where its own are left out."""
        return _Part(self.day, self.month or other.month, self.year or other.year, self.weekday)

    def listed_before(self, other: "_Part") -> "_Part":
        """The same of the day that follows in a list: "24 décembre et 2 janvier 2027" goes over the new year."""
        is_over = self.month - other.month > HALF_A_YEAR
        return self.filled(_Part(month=other.month, year=other.year - is_over if other.year else 0))

    def listed_after(self, other: "_Part") -> "_Part":
        """The same of the day that comes before it in a list: "24 décembre 2026 et 2 janvier"."""
        is_over = bool(self.month) and other.month - self.month > HALF_A_YEAR
        return self.filled(_Part(month=other.month, year=other.year + is_over if other.year else 0))


@dataclass(slots=True)
class _Tokens:
    """What is still to be read: (what it is, its value)."""

    text: str
    left: list[tuple[str, int | str]] = field(default_factory=list)

    def next_is(self, *kinds: str) -> bool:
        return bool(self.left) and self.left[0][0] in kinds

    def next_is_followed_by(self, kind: str, least: int = 0, most: int = 9999) -> bool:
        """Whether the token after the next one is of a kind, and its value within bounds."""
        if len(self.left) < 2 or self.left[1][0] != kind:
            return False
        return least <= int(self.left[1][1]) <= most

    def take(self, *kinds: str) -> bool:
        """Whether one of these comes next; it is then read."""
        found = self.next_is(*kinds)
        if found:
            self.left.pop(0)
        return found

    def value(self, kind: str) -> int | None:
        """The value of the next token when it is of this kind; it is then read."""
        return int(self.left.pop(0)[1]) if self.next_is(kind) else None

    def refusal(self) -> HoursError:
        return _not_days(self.text)


@lru_cache(maxsize=1024)
def read_days(text: str) -> Days:
    """The days that a phrase names. Raises HoursError with a sentence and an example."""
    try:
        return _read(text)
    except HoursError as error:
        raise _refusal(text, error) from None


def _refusal(text: str, error: HoursError) -> HoursError:
    """With what was probably meant for its example, where that can be read."""
    slip = slip_in(text)
    told, meant = (slip, slip.example) if slip else (error, text)
    for phrase in islice(chain((meant,), with_years(meant)), MOST_TRIED):
        try:
            first = _read(phrase).first
        except HoursError:
            continue
        if first is None or first >= date(YEARS[0], 1, 1):
            return told.showing(phrase)
    return slip.showing(EXAMPLE) if slip else error


def _read(text: str) -> Days:
    if slashed := _SLASHED.search(text):
        raise _slashes(text, slashed)
    including, *excluding = re.split(r"\b(?:sauf|except|hors)\b", plain(text))
    if len(excluding) > 1 or not including.strip():
        raise _not_days(text)
    try:
        stretches = tuple(_stretches(including, text))
        days = Days(stretches, tuple(_stretches(excluding[0], text)) if excluding else ())
        _ = days.size  # which looks at each of them, a year far
    except OverflowError:  # before the year 1, or after 9999
        raise _no_such_day(text) from None
    return days


def _stretches(phrase: str, text: str) -> Iterator[Stretch]:
    for part in phrase.split(";"):
        tokens = _Tokens(text, list(_tokens(part, text)))
        yearly = [token for token in tokens.left if token[0] == "yearly"]
        tokens.left = [token for token in tokens.left if token[0] != "yearly"]
        yield from _each_year(tokens) if yearly else _some_days(tokens)
        if tokens.left:
            raise tokens.refusal()


def _some_days(tokens: _Tokens) -> Iterator[Stretch]:
    """Weekdays of a stretch, or a stretch, or single days."""
    names_weekday = any(kind == "weekday" for kind, _ in tokens.left)  # "les 1er et 2 décembre" names none
    if tokens.next_is("ordinal") and names_weekday and not tokens.next_is_followed_by("monthname"):
        yield from _of_the_month(tokens)
        return
    weekdays = _weekdays(tokens)
    if weekdays and tokens.next_is("number", "iso", "ordinal"):  # "vendredi 4 décembre 2026": it only confirms
        yield from _single_days(tokens, weekdays)
    elif weekdays:
        yield _of_weekdays(tokens, weekdays, 0)
    elif tokens.next_is("from", "of", "to", "week") or (
        tokens.next_is("monthname") and not tokens.next_is_followed_by("number", least=1, most=31)
    ):
        yield _stretch(tokens)
    else:
        yield from _single_days(tokens, ())


def _of_the_month(tokens: _Tokens) -> Iterator[Stretch]:
    """ "premier et troisième lundi du mois", of all months or of a stretch; "premier lundi de janvier 2027"."""
    nth = _several(tokens, "ordinal")
    weekdays = _weekdays(tokens)
    tokens.take("of")
    if weekdays and tokens.next_is("monthname"):
        yield from _of_one_month(tokens, weekdays, nth)
        return
    if not weekdays or not tokens.take("month"):
        raise tokens.refusal()
    within = _of_weekdays(tokens, weekdays, 1)
    yield from (Stretch(within.first, within.last, weekdays, number) for number in nth)


def _of_one_month(tokens: _Tokens, weekdays: tuple[int, ...], nth: Sequence[int]) -> Iterator[Stretch]:
    month = _part(tokens)
    first, last = _day(month, tokens), _day(month, tokens, last=True)
    for number in nth:
        [*days] = covered(Days((Stretch(first, last, weekdays, number),)), first, last.day)
        if month.day or not days:
            raise _no_such_day(tokens.text)
        yield from (Stretch(day, day) for day in (first + timedelta(days=one) for one in days))


def _of_weekdays(tokens: _Tokens, weekdays: tuple[int, ...], nth: int) -> Stretch:
    """These weekdays of the stretch that follows; of all time only where it was said that each is meant."""
    tokens.take("and")
    if tokens.left:
        within = _stretch(tokens)
        return Stretch(within.first, within.last, weekdays, nth)
    if not nth and not _EACH.search(plain(tokens.text)):
        raise HoursError(
            fr=f"« {tokens.text} » ne dit pas lequel.",
            en=f"“{tokens.text}” doesn't say which one.",
            example="tous les samedis",
        )
    return Stretch(weekdays=weekdays, nth=nth)


def _weekdays(tokens: _Tokens) -> tuple[int, ...]:
    """ "lundi et mardi", "Mo-We": numbers, Monday 0."""
    found: list[int] = []
    while (day := tokens.value("weekday")) is not None:
        found.append(day)
        if len(tokens.left) > 1 and tokens.left[1][0] == "weekday":
            if tokens.take("to"):
                last = tokens.value("weekday") or 0
                if last <= day:
                    raise tokens.refusal()
                found.extend(range(day + 1, last + 1))
            tokens.take("and")
    return tuple(dict.fromkeys(found))


def _several(tokens: _Tokens, kind: str) -> list[int]:
    found: list[int] = []
    while (value := tokens.value(kind)) is not None:
        found.append(value)
        tokens.take("and")
    return found


def _stretch(tokens: _Tokens) -> Stretch:
    """From a day to a day; either may be left out. A month alone is all of it, a week the one of its day."""
    is_week = tokens.take("week")
    is_open_ended = tokens.take("from")
    tokens.take("of")
    first = None if tokens.next_is("to") else _part(tokens)
    if tokens.take("to"):
        return _until(first, tokens)
    if is_week:
        day = _day(first, tokens)
        monday = day - timedelta(days=day.weekday())
        return Stretch(monday, monday + timedelta(days=6))
    tokens.take("and")  # "à partir du 4 janvier 2027, jusqu'à nouvel ordre"
    if tokens.take("endless") or is_open_ended:
        return Stretch(_day(first, tokens), None)
    if first is None or first.day:
        raise tokens.refusal()
    return Stretch(_day(first, tokens), _day(first, tokens, last=True))


def _until(first: _Part | None, tokens: _Tokens) -> Stretch:
    tokens.take("end")
    last = _part(tokens)
    if first and not last.year:
        is_next = first.month and last.month and (last.month, last.day or 31) < (first.month, first.day or 1)
        last = last.filled(_Part(year=first.year + bool(is_next) if first.year else 0))
    end = _day(last, tokens, last=True)
    return Stretch(_start(first.filled(last), first, end, tokens) if first else None, end)


def _start(first: _Part, written: _Part, end: date, tokens: _Tokens) -> date:
    """The first day; where its year was left to the last day's, the latest one that isn't after it."""
    start = _day(first, tokens)
    if start > end and not written.year and written.month:
        start = _day(_Part(first.day, first.month, first.year - 1, first.weekday), tokens)
    if start > end:
        raise HoursError(
            fr=f"« {tokens.text} » finit avant de commencer.",
            en=f"“{tokens.text}” ends before it starts.",
            example=EXAMPLE,
        )
    return start


def _single_days(tokens: _Tokens, weekdays: tuple[int, ...]) -> Iterator[Stretch]:
    """ "24, 26 et 31 décembre 2026", "2026-12-24 to 2027-01-03"."""
    parts = [_part(tokens, weekdays[0] if weekdays else None)]
    if tokens.take("to"):
        if weekdays and not tokens.next_is("weekday"):  # "samedi 5 au 26": each of them, or every day?
            raise HoursError(
                fr=f"« {tokens.text} » se lit de deux façons : tous les jours, ou ce jour-là de chaque semaine.",
                en=f"“{tokens.text}” can be read in two ways: every day, or that day of each week.",
                example="samedis du 5 au 26 décembre 2026",
            )
        yield _until(parts[0], tokens)
        return
    if tokens.take("endless"):
        yield Stretch(_day(parts[0], tokens), None)
        return
    while tokens.take("and"):
        parts.append(_part(tokens))
    for index in range(len(parts) - 2, -1, -1):
        parts[index] = parts[index].listed_before(parts[index + 1])
    for index in range(1, len(parts)):
        parts[index] = parts[index].listed_after(parts[index - 1])
    days = {_day(part, tokens) for part in parts}
    yield from (Stretch(day, day) for day in sorted(days))


def _each_year(tokens: _Tokens) -> Iterator[Stretch]:
    """Days of every year: "le 24 décembre", "du 24 décembre au 2 janvier", "les 24 et 31 décembre"."""
    every = _Part(year=EVERY_YEAR)
    if tokens.take("from", "of"):
        first = _part(tokens)
        if not tokens.take("to"):
            raise tokens.refusal()
        last = _part(tokens).filled(every)
        start, end = _day(first.filled(last), tokens), _day(last, tokens)
        yield Stretch(yearly=((start.month, start.day), (end.month, end.day)))
        return
    for stretch in _single_days(_yearless(tokens), ()):
        day = stretch.first or date.max
        yield Stretch(yearly=((day.month, day.day), (day.month, day.day)))


def _yearless(tokens: _Tokens) -> _Tokens:
    """Days without a year take that of every year."""
    if any(kind == "iso" for kind, _ in tokens.left):
        raise tokens.refusal()
    tokens.left.append(("number", EVERY_YEAR))
    return tokens


def _part(tokens: _Tokens, weekday: int | None = None) -> _Part:
    """One day, as far as it is written: "5", "5 décembre", "5 décembre 2026", "December 5 2026", "2026-12-05"."""
    if (found := tokens.value("weekday")) is not None:
        weekday = found
    if tokens.next_is("iso"):
        return _iso(str(tokens.left.pop(0)[1]), weekday)
    month = tokens.value("monthname") or 0
    day = _small(tokens)
    month = month or tokens.value("monthname") or 0
    year = _large(tokens)
    if not (day or month):
        raise tokens.refusal()
    return _Part(day, month, year, weekday)


def _small(tokens: _Tokens) -> int:
    if tokens.next_is("ordinal"):  # "1er janvier"
        return tokens.value("ordinal") or 0
    small = tokens.next_is("number") and int(tokens.left[0][1]) <= 31
    return (tokens.value("number") or 0) if small else 0


def _large(tokens: _Tokens) -> int:
    large = tokens.next_is("number") and 1000 <= int(tokens.left[0][1]) <= 9999
    return (tokens.value("number") or 0) if large else 0


def _iso(text: str, weekday: int | None) -> _Part:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _no_such_day(text) from None
    return _Part(day.day, day.month, day.year, weekday)


def _day(part: _Part | None, tokens: _Tokens, *, last: bool = False) -> date:
    """The day of a whole date; of a month alone its first day, or its last."""
    if part is None or not part.month:
        raise tokens.refusal()
    if not part.year:
        raise HoursError(
            fr=f"« {tokens.text} » ne dit pas l'année : elle s'écrit toujours.",
            en=f"“{tokens.text}” doesn't say the year, which is always written.",
            example=EXAMPLE,
        )
    try:
        number = part.day or (monthrange(part.year, part.month)[1] if last else 1)
        day = date(part.year, part.month, number)
    except ValueError:
        raise _no_such_day(tokens.text) from None
    if part.weekday is not None and day.weekday() != part.weekday:
        raise _wrong_weekday(day, part.weekday)
    return day


def _tokens(said: str, text: str) -> Iterator[tuple[str, int | str]]:
    for phrase, kind in _PHRASES:
        said = re.sub(rf"\b{phrase}\b", f" ={kind}= ", said)
    for word in re.findall(rf"=[a-z]+=|{_TOKEN.pattern}", said):
        if word.startswith("=") and len(word) > 1:
            yield word.strip("="), 0
        elif token := _token(word, text):
            yield token


def _token(word: str, text: str) -> tuple[str, int | str] | None:
    if word in _NOISE:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        return "iso", word
    if counted := re.fullmatch(r"([0-9]+)(?:th)?", word):
        return "number", int(counted[1])
    if word in _WORDS:
        return _WORDS[word], 0
    known = _VOCABULARY.get(word) or _VOCABULARY.get(word.removesuffix("s"))
    if known is None:
        raise _unknown_word(word, text)
    return known


_VOCABULARY: dict[str, tuple[str, int]] = (
    {name: ("weekday", number) for number, names in enumerate(WEEKDAY_NAMES) for name in names}
    | {name: ("monthname", number) for number, names in enumerate(MONTHS, 1) for name in names}
    | {name: ("ordinal", number) for number, names in _ORDINALS.items() for name in names}
)


def _not_days(text: str) -> HoursError:
    return HoursError(fr=f"« {text} » ne nomme pas des jours.", en=f"“{text}” doesn't name days.", example=EXAMPLE)


def _unknown_word(word: str, text: str) -> HoursError:
    return HoursError(
        fr=f"Dans « {text} », « {word} » n'est pas compris.",
        en=f"In “{text}”, “{word}” isn't understood.",
        example=EXAMPLE,
    )


def _no_such_day(text: str) -> HoursError:
    return HoursError(fr=f"« {text} » : ce jour n'existe pas.", en=f"“{text}”: there is no such day.", example=EXAMPLE)


def _slashes(text: str, found: re.Match[str]) -> HoursError:
    day, month = int(found[1]), int(found[2])
    try:
        meant = _SLASHED.sub(_day_first, text)
    except ValueError:
        return _no_such_day(found[0])
    if max(day, month) > 12 or day == month:
        return HoursError(
            fr=f"« {found[0]} » n'est pas écrit comme une date.",
            en=f"“{found[0]}” is not written as a date.",
            example=meant,
        )
    return HoursError(
        fr=f"« {found[0]} » se lit de deux façons.", en=f"“{found[0]}” can be read in two ways.", example=meant
    )


def _day_first(found: re.Match[str]) -> str:
    """A date as the French mean it; where there is none, as Americans do."""
    day, month, year = (int(number) for number in found.groups())
    day, month = (month, day) if month > 12 else (day, month)
    return date(year + 2000 if year < 100 else year, month, day).isoformat()


def _wrong_weekday(day: date, weekday: int) -> HoursError:
    right, right_english = WEEKDAY_NAMES[day.weekday()][:2]
    nearest = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    return HoursError(
        fr=f"Le {date_words(day, 'fr').partition(' ')[2]} est un {right}.",
        en=f"{date_words(day, 'en').partition(' ')[2]} is a {right_english.capitalize()}.",
        example=date_words(day, "fr"),
        or_else=date_words(nearest, "fr"),
    )
