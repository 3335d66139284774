"""A change told against what was there before: whom, when, which hours and which words; never the keys of a file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ivr.changes.form import KEYS, SECTION_OF, Does, Field
from ivr.changes.impact_words import notice_when, notice_words
from ivr.check.entry_words import told_words, when_words, whom_words
from ivr.check.reached import reached_by
from ivr.content.changes import Change, Written, digest_of, written_of
from ivr.content.closures import read_bulletin, read_entry
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.whom import Known
from ivr.content.yaml import Table
from ivr.findings import LANGUAGES, Language
from ivr.hours.day_words import date_words, parts_words
from ivr.hours.rule import Closure, Opening, OtherHours, Week
from ivr.hours.schedules import Above, Bulletin, Schedules
from ivr.hours.words import Words, words
from ivr.line.call import LINE_NAMES

MONDAY = date(2024, 1, 1)  # any
Told = Mapping[Field, str]  # what an entry says, by the field that says it

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "fr": {
        "new": "Nouveau : {told}.",
        "same": "Rien ne change.",
        "gone": "Retiré : {told}.",
        "other": "Modifié : {told}.",
        "unreadable": "une entrée que l'on ne sait plus lire ({name})",
        "instead": "{field} : {now}, au lieu de : {before}.",
        "added": "{field} : {now}.",
        "dropped": "{field} : plus rien, au lieu de : {before}.",
        "holidays": "même les jours fériés",
        "closures": "même les jours fermés",
        "quoted": "« {text} »",
        "notice": "annonce {told}",
        "whole day": "toute la journée",
        "week day": "{day} {spans}",
        "week days": "{first} au {last} {spans}",
    },
    "en": {
        "new": "New: {told}.",
        "same": "Nothing changes.",
        "gone": "Taken away: {told}.",
        "other": "Changed: {told}.",
        "unreadable": "an entry that can no longer be read ({name})",
        "instead": "{field}: {now}, instead of: {before}.",
        "added": "{field}: {now}.",
        "dropped": "{field}: nothing any more, instead of: {before}.",
        "holidays": "even on holidays",
        "closures": "even on closed days",
        "quoted": "“{text}”",
        "notice": "notice {told}",
        "whole day": "all day",
        "week day": "{day} {spans}",
        "week days": "{first} to {last} {spans}",
    },
}
FIELDS: Mapping[Field, Words] = {
    "where": words(fr="Qui", en="Who"),
    "lines": words(fr="Sur quelles lignes", en="On which lines"),
    "days": words(fr="Quand", en="When"),
    "hours": words(fr="Heures", en="Hours"),
    "even": words(fr="Vaut", en="Holds"),
    "start": words(fr="Quand", en="When"),
    "fr": words(fr="Mots en français", en="Words in French"),
    "en": words(fr="Mots en anglais", en="Words in English"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A change in words: what it does, and, where an entry says something else than before, each of it."""

    head: Words
    lines: tuple[Words, ...] = ()


def difference_of(change: Change, before: Table | None, file: Table | None, schedules: Schedules) -> Difference:
    """A change against the entry that counted `before` it (None: none did).

    `file` is what the files have, for a change that leaves the entry to them; `schedules` name whom it reaches.
    """
    after = file if change.does == "leaves" else change.node
    entries = [_Read(change, table, schedules) if table else None for table in (before, after)]
    told = {language: tuple(_told(entries[0], entries[1], language)) for language in LANGUAGES}
    count = len(told["fr"])
    lines = tuple(words(**{language: told[language][number] for language in LANGUAGES}) for number in range(count))
    return Difference(lines[0], lines[1:])


def entry_told(change: Change, table: Table, schedules: Schedules) -> Words:
    """All of an entry of a change's name, in one sentence."""
    read = _Read(change, table, schedules)
    return words(**{language: read.whole(language) for language in LANGUAGES})


class _Read:
    """An entry as it is read; `what` is None where it no longer can be."""

    def __init__(self, change: Change, table: Table, schedules: Schedules) -> None:
        entry, self.digest = Entry(change.name, table, Faults()), digest_of(table)
        self.kind: Does = next((kind for kind, own in SECTION_OF.items() if own == change.section), "closed")
        self.written = {key: written_of(node) for key, node in table.entries.items()}
        self.name, self.schedules = change.name, schedules
        known = Known(LINE_NAMES, schedules.caisses, schedules.departments)
        self.what: Above | Bulletin | None = None
        if change.section == "bulletins":
            self.what = read_bulletin(entry, known)
        elif change.section in SECTION_OF.values():
            self.what = read_entry(change.section, entry, known)

    def whole(self, language: Language) -> str:
        """All of it."""
        match self.what:
            case Above():
                return told_words(self.what, self.schedules, language)
            case Bulletin():
                return TEXTS[language]["notice"].format(told=notice_words(self.what, self.schedules, language))
        return TEXTS[language]["unreadable"].format(name=self.name)

    def told(self, language: Language) -> Told:
        """Each of its fields; those of one moment and the next are one."""
        found = {field: self._field(field, key, language) for field, key in KEYS[self.kind].items()}
        return {field: text for field, text in found.items() if text and field != "until"}

    def _field(self, field: Field, key: str, language: Language) -> str:
        texts, value, what = TEXTS[language], self.written.get(key), self.what
        match field, what:
            case "where", Above():
                return whom_words(reached_by(what, self.schedules), self.schedules, language)
            case "lines", Bulletin():
                return ", ".join(self.schedules.lines[name].names[language] for name in what.lines)
            case (("days" | "start"), Above()):
                return when_words(what.what, language)
            case "start", Bulletin():
                return notice_when(what, language)
            case "even", _:
                return ", ".join(texts.get(_plain(one), _plain(one)) for one in _items(value))
            case "hours", Above(what=Closure(part=spans)):
                return parts_words(spans, language) if spans else texts["whole day"]
            case "hours", Above(what=Opening(spans=spans)):
                return parts_words(spans, language)
            case "hours", Above(what=OtherHours(week=week, is_week=is_week)):
                return week_words(week, language) if is_week else parts_words(week[0], language)
            case (("fr" | "en"), _) if value:
                return texts["quoted"].format(text=_plain(value))
        return ", ".join(map(_plain, _items(value)))


def _told(before: _Read | None, after: _Read | None, language: Language) -> Iterator[str]:
    texts = TEXTS[language]
    if before is None or after is None:
        key, one = ("new", after) if after else ("gone", before)
        yield _sentence(texts[key].format(told=one.whole(language))) if one else texts["same"]
        yield from _fields({}, _words(one, language), language)
    elif before.digest == after.digest:
        yield texts["same"]
    else:
        yield _sentence(texts["other"].format(told=after.whole(language)))
        yield from _fields(before.told(language), after.told(language), language)


def _words(one: _Read | None, language: Language) -> Told:
    """What callers hear of an entry; a notice is told with its words already."""
    told = one.told(language) if one and isinstance(one.what, Above) else {}
    return {field: text for field, text in told.items() if field in LANGUAGES}


def _fields(before: Told, after: Told, language: Language) -> Iterator[str]:
    for field in dict.fromkeys((*before, *after)):
        was, now = before.get(field), after.get(field)
        if was != now:
            key = "added" if not was else "instead" if now else "dropped"
            told = TEXTS[language][key].format(field=FIELDS[field][language], before=was, now=now)
            yield _sentence(told)


def week_words(week: Week, language: Language) -> str:
    """ "lundi au vendredi de 08:00 à 18:00 ; samedi de 09:00 à 12:00": neighbours that are alike together."""
    names = [date_words(MONDAY + timedelta(days=number), language).partition(" ")[0] for number in range(7)]
    told = []
    for spans, alike in groupby(range(7), lambda number: week[number]):
        days = list(alike)
        key = "week day" if len(days) == 1 else "week days"
        said = {"day": names[days[0]], "first": names[days[0]], "last": names[days[-1]]}
        told += [TEXTS[language][key].format(spans=parts_words(spans, language), **said)] if spans else []
    return " ; ".join(told) if language == "fr" else "; ".join(told)


def _sentence(told: str) -> str:
    """With one full stop at its end."""
    return re.sub(r"([.!?…] ?[»”])\.$", r"\1", told)


def _items(value: Written | None) -> list[Written]:
    return value if isinstance(value, list) else [value] if value else []


def _plain(value: Written) -> str:
    return value if isinstance(value, str) else str(value)
