"""Checked fields: what the nodes of a content file hold, as values, with a fault for each that doesn't fit.

A field that is absent or faulty is given as an empty value; the fault is noted, so whatever is built from it is
thrown away with the whole reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.content import prompt_faults
from ivr.content import schedule_faults as wrong
from ivr.content.faults import Faults
from ivr.content.meant import (
    YEARS,
    is_day_alone,
    is_now,
    is_unknown,
    meant_clock,
    meant_date,
    meant_key,
    meant_moment,
    meant_number,
    named_keys,
)
from ivr.content.misread import braces_in, clock_in, is_misquoted
from ivr.content.yaml import Items, Node, Table, Text
from ivr.content.yaml_faults import NOTHING
from ivr.findings import LANGUAGES, Kind, Place
from ivr.hours.words import Words, words
from ivr.setting_values import is_telephone

DAY = timedelta(days=1)
PARIS = ZoneInfo("Europe/Paris")
REMARKS = ("source", "checked")  # where they are no keys, they can be told in a comment
UNKNOWN = "unknown"  # written for an end that nobody knows yet, so that none is ever forgotten
OF_ENTRIES = ("where", "days", "hours", "start", "end", "first", "last", *LANGUAGES, "lines", "feast", "day")
ENDS = ("end", "last")
FLAGS = {"yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False}
SHORT_NUMBER = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of a file, under the name that its faults tell it by."""

    name: str
    table: Table
    faults: Faults
    languages: tuple[str, ...] = LANGUAGES  # that the line speaks

    def place(self, key: str = "") -> Place:
        """Where it stands, or one of its keys."""
        return self.table.places.get(key, self.table.place)

    def note(self, kind: Kind, at: str = "", /, **values: object) -> None:
        """Note a fault at the line of the key `at`."""
        self.faults.add(kind, self.place(at), **values)

    def has(self, *keys: str) -> bool:
        return any(key in self.table.entries for key in keys)

    def lacks(self, key: str) -> bool:
        """Whether a key is not there, nor one that was probably meant for it: that one is told of already."""
        known = (key, *self.languages)
        return not self.has(key) and not any(key in named_keys(other, known) for other in self.table.entries)

    def allow(self, *keys: str) -> None:
        """Note every key but these."""
        for key in self.table.entries:
            if key and key not in keys:
                self._note_key(key, keys)

    def _note_key(self, key: str, known: Sequence[str]) -> None:
        told = {"key": key, "known": ", ".join(known)}
        if meant := meant_key(key, known):
            self.note(wrong.MEANT_KEY, key, meant=keys_words(meant), **told)
        elif key in REMARKS:
            self.note(wrong.REMARK, key, **told)
        else:
            self.note(wrong.UNKNOWN_KEY, key, **told)

    def text(self, key: str) -> str:
        """A text that may be absent."""
        node = self.table.entries.get(key)
        if isinstance(node, Items | Table):
            self.note(wrong.NOT_TEXT, key, key=key)
        return node.value.strip() if isinstance(node, Text) else ""

    def needed(self, key: str) -> str:
        """A text that must be there."""
        if self.lacks(key):
            self.note(wrong.MISSING, entry=self.name, key=key)
        elif self.has(key) and self._is_empty(key):
            self.note(NOTHING, key, key=key)
        return self.text(key)

    def words(self) -> Words:
        """What callers hear as it is, in every language: the keys fr, en...

        What is published above the files is written in the languages of the staff: others are heard if it has them.
        """
        in_files = bool(self.place().line)
        told = [one for one in self.languages if one in LANGUAGES or in_files or self.has(one)]
        return Words(tuple((language, self._told(language)) for language in told))

    def allow_words(self, *keys: str) -> None:
        """Note every key but these and the languages."""
        self.allow(*keys, *self.languages)

    def _told(self, key: str) -> str:
        text = self.needed(key)
        if found := braces_in(text):
            self.note(prompt_faults.NO_PLACEHOLDER, key, key=key, text=found)
        self.note_misread(key, text)
        return text

    def note_misread(self, key: str, words: str) -> None:
        """Note what a voice would misread in the words of a field."""
        if clock := clock_in(words):
            self.note(prompt_faults.CLOCK, key, text=clock, **meant_clock(clock))
        if is_misquoted(words):
            self.note(prompt_faults.STRAY_QUOTE, key, text=words)

    def flag(self, key: str) -> bool:
        text = self.text(key)
        if text and text.lower() not in FLAGS:
            self.note(wrong.NOT_FLAG, key, key=key, text=text)
        return FLAGS.get(text.lower(), False)

    def date(self, key: str) -> date | None:
        text = self.text(key)
        try:
            return _date(text) if text else None
        except ValueError:
            meant = meant_date(text)
            self.note(wrong.MEANT_DATE if meant else wrong.NOT_DATE, key, key=key, text=text, meant=meant)
            return None

    def moment(self, key: str) -> datetime | None:
        """A moment, written in Paris time, as UTC."""
        text = self.text(key)
        try:
            return _moment(text) if text else None
        except SkippedHourError as error:
            self.note(wrong.SKIPPED, key, key=key, text=text, meant=error.after)
        except ValueError:
            self._note_moment(key, text)
        return None

    def _note_moment(self, key: str, text: str) -> None:
        day, meant = meant_date(text), meant_moment(text)
        if key in ENDS and is_unknown(text):
            self.note(wrong.MEANT_UNKNOWN, key, key=key, text=text)
        elif is_now(text):
            self.note(wrong.NOW, key, key=key, text=text)
        elif meant:
            self.note(wrong.MEANT_MOMENT, key, key=key, text=text, meant=meant)
        elif day and is_day_alone(text):
            self.note(wrong.NO_TIME, key, key=key, text=text, start=f"{day} 00:00", end=f"{day + DAY} 00:00")
        else:
            self.note(wrong.NOT_MOMENT, key, text=text)

    def telephone(self, key: str, *, short: bool = False) -> str:
        text = self.text(key)
        if text and not _is_number(text, short=short):
            meant = meant_number(text)
            kind = wrong.MEANT_NUMBER if _is_number(meant, short=short) else wrong.NOT_NUMBER
            self.note(kind, key, key=key, text=text, meant=meant)
        return text

    def texts(self, key: str, example: str) -> tuple[Text, ...]:
        """One text, or a list of them. A comma in a text alone is a list without its brackets."""
        node = self.table.entries.get(key)
        if isinstance(node, Text) and "," in node.value:
            parts = [part.strip() for part in node.value.split(",")]
            self.note(wrong.NO_BRACKETS, key, key=key, items=", ".join(filter(None, parts)))
            return tuple(Text(part, node.place) for part in parts if part)
        found = node.items if isinstance(node, Items) else () if node is None else (node,)
        texts = tuple(item for item in found if isinstance(item, Text))
        if len(texts) < len(found):
            self.note(wrong.NOT_LIST, key, key=key, example=example)
        elif node is not None and not texts:
            self.note(wrong.EMPTY_LIST, key, key=key, example=example)
        return texts

    def phrases(self, key: str) -> tuple[Text, ...]:
        """One text, commas and all, or a list of them."""
        node = self.table.entries.get(key)
        if isinstance(node, Text) and node.value.strip():
            return (node,)
        return self.texts(key, "4 décembre 2026")

    def entries(self, key: str) -> Iterator["Entry"]:
        """The tables within a table, each under its own key."""
        node = self.table.entries.get(key)
        if node is None:
            self.note(wrong.MISSING_SECTION, key=key)
        elif table := self._table(key, node, self.place(key)):
            stray = _stray_keys(table)
            if stray:
                self._note_stray(table, stray)
            for name, inner in table.entries.items():
                if name in stray:
                    continue
                if checked := self._table(name, inner, table.places[name]):
                    yield replace(self, name=name, table=Table(checked.entries, table.places[name], checked.places))

    def _note_stray(self, table: Table, stray: Sequence[str]) -> None:
        """Note the keys of an entry that stand where its name should: it has none, or they are not below it."""
        place = table.places[stray[0]]
        empty = [name for name, node in table.entries.items() if isinstance(node, Text) and not node.value]
        if empty:
            self.faults.add(wrong.NOT_BELOW, place, key=stray[0], name=empty[-1])
        else:
            self.faults.add(wrong.NO_NAME, place, key=stray[0])

    def inner(self, key: str) -> "Entry":
        """One table within a table; empty when it is absent."""
        node = self.table.entries.get(key)
        table = self._table(key, node, self.place(key)) if node is not None else None
        return replace(self, name=key, table=table or Table({}, self.place(key)))

    def _is_empty(self, key: str) -> bool:
        node = self.table.entries[key]
        return isinstance(node, Text) and not node.value.strip()

    def _table(self, key: str, node: Node, place: Place) -> Table | None:
        if isinstance(node, Table):
            return node
        if not (isinstance(node, Text) and not node.value):  # nothing at all: already told
            self.faults.add(wrong.NOT_TABLE, place, key=key)
        return None


def _stray_keys(table: Table) -> tuple[str, ...]:
    """The keys in a table of entries that are no names of entries but keys of one."""
    return tuple(key for key, node in table.entries.items() if key in OF_ENTRIES and not isinstance(node, Table))


def keys_words(keys: Sequence[str]) -> Words:
    """ "« first: » et « last: »"."""
    return words(fr=" et ".join(f"« {key}: »" for key in keys), en=" and ".join(f"“{key}:”" for key in keys))


def _is_number(text: str, *, short: bool) -> bool:
    return is_telephone(text) or bool(short and SHORT_NUMBER.fullmatch(text))


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


class SkippedHourError(ValueError):
    """A local time of the hour that is left out in spring. `after`: where the clock goes on, as files write it."""

    def __init__(self, after: datetime) -> None:
        super().__init__(str(after))
        self.after = f"{after:%Y-%m-%d %H:00}"


def _moment(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", text):
        raise ValueError(text)
    local = datetime.fromisoformat(text).replace(tzinfo=PARIS)
    if local.year not in YEARS:
        raise ValueError(text)
    moment = local.astimezone(UTC)
    shown = moment.astimezone(PARIS)
    if shown.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise SkippedHourError(shown)
    return moment
