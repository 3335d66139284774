"""The small words that sentences are composed with, and the filling of their {placeholders}."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from ivr.wording.prompts import Prompts, WordingError, lacking

CLOCK = frozenset({"hour", "hour12", "minutes", "minutes2"})
DAY = frozenset({"weekday", "day", "month"})

# Every phrase that each prompt file must have, and the placeholders that it may use.
PHRASES: Mapping[str, frozenset[str]] = {
    "option": frozenset({"offer", "key"}),  # one choice of a menu
    "listed": frozenset({"whom"}),  # how a choice is offered that schedules/ names
    # a time of day: midnight sharp, half past it, 1 in the morning (one hour is no plural), before noon, noon, after
    "midnight": frozenset(),
    "midnight_minutes": CLOCK,
    "one": CLOCK,
    "one_minutes": CLOCK,
    "morning": CLOCK,
    "morning_minutes": CLOCK,
    "noon": frozenset(),
    "noon_minutes": CLOCK,
    "afternoon": CLOCK,
    "afternoon_minutes": CLOCK,
    # a moment
    "at": frozenset({"time"}),
    "from": frozenset({"time"}),
    "until": frozenset({"moment"}),
    "until_least": frozenset({"moment"}),
    "clocked": frozenset({"told", "clock"}),
    "today": frozenset({"time"}),
    "tomorrow": DAY | {"time"},
    "on_day": DAY | {"time"},
    "on_day_of_year": DAY | {"time", "year"},
    "date": DAY,
    "date_of_year": DAY | {"year"},
    "first_of_month": frozenset(),
    # opening hours
    "span": frozenset({"start", "end"}),
    "all_day": frozenset(),
    "closed": frozenset(),
    "and": frozenset({"first", "last"}),
    "comma": frozenset({"first", "next"}),
    "one_day": frozenset({"weekday"}),
    "two_days": frozenset({"first", "last"}),
    "days": frozenset({"first", "last"}),
    "hours_of_days": frozenset({"days", "hours"}),
    "then": frozenset({"first", "next"}),
    # what is unlike the usual week
    "reasoned": frozenset({"told", "cause"}),
    "unsure": frozenset({"cause"}),
    "included": frozenset({"date"}),
    "date_at": frozenset({"date", "time"}),
    "exception_day": frozenset({"date", "hours"}),
    "exception_days": frozenset({"first", "last", "hours"}),
    "exception_since": frozenset({"first", "hours"}),
    "closed_since": frozenset({"since"}),
    "closed_until": frozenset({"until"}),
    "closed_since_until": frozenset({"since", "until"}),
    "exception_run": frozenset({"first", "last"}),
    "exception_endless": frozenset({"first"}),
    "exception_perhaps": frozenset({"date"}),
    # a text message
    "stop": frozenset(),  # how to get no more of them, where their sender can be answered
    # numbers
    "pair": frozenset({"first", "second"}),
    "plus": frozenset({"code"}),
    "under_a_minute": frozenset(),
    "one_minute": frozenset(),
    "minutes": frozenset({"minutes"}),
}

# What stands on the printed card beside the words of menus.
CARD: Mapping[str, frozenset[str]] = {
    "title": frozenset({"number"}),
    "lead": frozenset(),
    "always": frozenset(),  # the heading of the keys that every menu takes
    "adviser": frozenset(),
    "back": frozenset(),
    "again": frozenset(),
    "hours": frozenset(),
    "at_least": frozenset(),  # of hours that are assumed
    "paris_time": frozenset(),
    "local_time": frozenset(),
}

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z]+))?\}")

# What no voice speaks, and XML or a text message can't hold: controls, invisible marks of direction, halves of
# surrogates, the private use area.
_UNSPEAKABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]"
)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a value that ends in a full stop, at the end of a sentence


def plain(words: str) -> str:
    """Words without control and invisible characters, on one line, without blanks around."""
    return _TWO_STOPS.sub(".", " ".join(_UNSPEAKABLE.sub("", words).split()))


def placeholders(words: str) -> frozenset[str]:
    """The names of the placeholders in a text."""
    return frozenset(name for name, _ in PLACEHOLDER.findall(words))


def phrase(prompts: Prompts, name: str, **values: object) -> str:
    """One of the file's phrases, filled. Raises WordingError where the file has none of that name."""
    words = prompts.phrases.get(name)
    if words is None:
        raise lacking(prompts.language, fr=f"la petite phrase « {name} »", en=f"phrase {name!r}")
    return fill(words, lambda key, _: str(values[key]) if key in values else None)


def fill(words: str, value: Callable[[str, str], str | None]) -> str:
    """The words with each {name} or {name:manner} replaced by `value(name, manner)`; None of it is a WordingError."""
    pieces = []
    for text, name, manner in _pieces(words):
        pieces.append(text)
        if name:
            found = value(name, manner)
            if found is None:
                raise WordingError(
                    fr=f"rien ne remplit {{{name}}} dans « {words} »",
                    en=f"nothing is known for {{{name}}} in {words!r}",
                )
            pieces.append(found)
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _pieces(words: str) -> tuple[tuple[str, str, str], ...]:
    """(text before, name, manner) for each placeholder, and the text after the last with no name."""
    parts = PLACEHOLDER.split(words)
    names = [(parts[at], parts[at + 1], parts[at + 2] or "") for at in range(0, len(parts) - 1, 3)]
    return (*names, (parts[-1], "", ""))
