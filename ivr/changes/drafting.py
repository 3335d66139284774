"""From a form to the changes that it means, and back from an entry to a form; every fault at the field it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.changes.form import KEYS, SECTION_OF, Field, Form
from ivr.changes.form_words import told_at_a_form
from ivr.changes.naming import new_name, texts_of
from ivr.changes.proposal import Proposal, entry_now, minded, propose
from ivr.changes.reasons import reason_of
from ivr.changes.typed import MOMENT, PAST, days_meant, moment_meant, where_meant
from ivr.check.entry_words import PARIS
from ivr.content.changes import Change, Written, written_of
from ivr.content.faults import ContentError
from ivr.content.fields import UNKNOWN
from ivr.content.yaml import Table
from ivr.findings import NOWHERE, Finding, Kind
from ivr.hours.day_parts import is_whole_day
from ivr.hours.meant_days import day_and_time
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words, words
from ivr.published.live import Published

FURTHER_NOTICE = "jusqu'à nouvel ordre"
EXAMPLES: Mapping[Field, Words] = {
    "where": words(fr="une ville, un département, une caisse, « tous »", en="a town, a département, a caisse, “all”"),
    "lines": words(fr="une ligne au moins", en="one line at least"),
    "days": words(fr="demain ; vendredi 27 novembre ; du 24 au 26 décembre", en="tomorrow; from 24 to 26 December"),
    "hours": words(fr="9h-12h ; lundi au vendredi 8h-18h", en="9:00-12:00; Monday to Friday 8:00-18:00"),
    "until": words(fr="18h ; fin de journée ; jusqu'à nouvel ordre", en="18:00; end of day; until further notice"),
    "fr": words(fr="mouvement social ; une phrase, pour une annonce", en="mouvement social; a sentence, for a notice"),
    "en": words(fr="a strike ; une phrase, pour une annonce", en="a strike; a sentence, for a notice"),
}
NAMES: Mapping[Field, Words] = {
    "where": words(fr="qui est concerné", en="who is concerned"),
    "lines": words(fr="sur quelles lignes", en="on which lines"),
    "days": words(fr="quels jours", en="which days"),
    "hours": words(fr="les heures", en="the hours"),
    "until": words(fr="jusqu'à quand", en="until when"),
    "fr": words(fr="les mots en français", en="the words in French"),
    "en": words(fr="les mots en anglais", en="the words in English"),
}
LACKS = Kind(
    "missing", fr=("Il manque {what}.", "Par exemple : {example}."), en=("Missing: {what}.", "For example: {example}.")
)
FOLLOWS: Mapping[str, Field] = {  # findings about a whole entry, and the field that mends most of them
    "no-days": "days",
    "lapsed-closure": "days",
    "far-end": "days",
    "far-start": "days",
    "untranslated": "en",
    "idle-entry": "days",
    "open-anyway": "days",
    "unnamed-day": "days",
    "every-week": "days",
    "contradicting-entries": "days",
    "odd-hours": "hours",
    "whole-day-part": "hours",
    "endless-closure": "until",
    "forgotten-emergency": "until",
    "outlived-day": "until",
    "long-bulletin": "fr",
    "long-reason": "fr",
    "false-weekday": "fr",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding at the field that it is about; "" is the form as a whole. Warnings keep nobody from publishing."""

    field: Field
    finding: Finding


@dataclass(frozen=True, slots=True)
class Drafted:
    """The changes that a form means: one, or two where the entry becomes another kind. None while it has `faults`."""

    drafts: tuple[Change, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form, tried: its proposal where it may be published, and what is wrong or should be minded.

    `outrun`: what somebody else has published of the entry since the form was opened; publishing it raises OutrunError.
    """

    drafts: tuple[Change, ...]
    proposal: Proposal | None
    faults: tuple[Fault, ...]
    outrun: Change | None = None


def prepared(published: Published, form: Form, now: datetime, author: str = "") -> Prepared:
    """What a form would publish, tried against what is live. Raises ContentError where nothing is."""
    schedules = published.layered.above.schedules.what
    found = drafted(form, schedules, now, _taken(published), author)
    if found.faults:
        return Prepared(found.drafts, None, found.faults)
    try:
        proposal = propose(published, found.drafts, now)
    except ContentError as error:
        return Prepared(found.drafts, None, faults_of(form, error.findings))
    more = () if form.kind == "emergency" else minded(proposal, now)  # which waits for nothing that can be said later
    if form.editing:
        proposal = replace(proposal, seen={**proposal.seen, form.editing: form.seen})
    newest = _newest(published, form.editing)
    outrun = newest if newest and newest.id != form.seen else None
    return Prepared(found.drafts, proposal, faults_of(form, (*proposal.warnings, *more)), outrun)


def drafted(form: Form, schedules: Schedules, now: datetime, taken: Iterable[str] = (), author: str = "") -> Drafted:
    """The changes of a form, as far as it can be read alone. `taken`: names that a new entry can't have."""
    form = _with_reason(form)
    reading = _Reading(form, schedules, now)
    entry = reading.entry()
    if reading.faults:
        return Drafted((), tuple(reading.faults))
    section, drafts = SECTION_OF[form.kind], list[Change]()
    before, name = form.editing or ("", "")
    if before != section:
        drafts += [Change(before, name, "removes", author=author, note=form.note)] if form.editing else []
        name = new_name(form.kind, schedules, entry, taken)
    drafts.append(Change(section, name, "puts", entry, author=author, note=form.note))
    return Drafted(tuple(drafts), ())


def faults_of(form: Form, findings: Iterable[Finding]) -> tuple[Fault, ...]:
    """Each finding at the field of the form that it is about."""
    fields = {key: field for field, key in KEYS[form.kind].items()} | {"first": "start", "last": "until"}
    if "days" in KEYS[form.kind]:
        fields |= {"first": "days", "last": "days"}
    known = set(KEYS[form.kind])
    return tuple(Fault(_field(finding, fields, known), told_at_a_form(finding)) for finding in findings)


def form_of(section: str, name: str, entry: Table) -> Form:
    """An entry, of the files or of a change, as a form that edits it."""
    kind = next(kind for kind, own in SECTION_OF.items() if own == section)
    written = {key: written_of(node) for key, node in entry.entries.items()}
    texts = {field: texts_of(written.get(key)) for field, key in KEYS[kind].items()}
    first, last = (_joined(written.get(key)) for key in ("first", "last"))
    days = "\n".join(texts.get("days", ())) or ("" if kind == "notice" else _between(first, last))
    until = _joined(texts.get("until", ()))
    return Form(
        kind,
        where=texts.get("where", ()),
        days=days,
        hours=", ".join(texts.get("hours", ())),
        even=texts.get("even", ()),
        start=_joined(texts.get("start", ())),
        until=FURTHER_NOTICE if until == UNKNOWN else until,
        lines=texts.get("lines", ()),
        fr=_joined(texts["fr"]),
        en=_joined(texts["en"]),
        editing=(section, name),
    )


def form_now(published: Published, section: str, name: str) -> Form | None:
    """The entry that counts now, as a form; None where there is none."""
    entry = entry_now(published, section, name) if section in SECTION_OF.values() else None
    newest = _newest(published, (section, name))
    return replace(form_of(section, name, entry), seen=newest.id if newest else 0) if entry else None


def reopening(entry: Table, name: str, now: datetime, author: str = "", note: str = "") -> Change:
    """A draft that ends an emergency with this minute; one that began within it is taken away.

    So is one that began at a later time of the hour that there is twice in autumn: as written it would end before.
    """
    written = {key: written_of(node) for key, node in entry.entries.items()}
    end = f"{now.astimezone(PARIS):{MOMENT}}"
    if end <= str(written.get("start", "")):
        return Change("emergencies", name, "removes", author=author, note=note)
    return Change("emergencies", name, "puts", {**written, "end": end}, author=author, note=note)


# -- reading a form ----------------------------------------------------------------------------------------------------


class _Reading:
    """One reading of a form: the entry that it means, and the faults on the way."""

    def __init__(self, form: Form, schedules: Schedules, now: datetime) -> None:
        self._form, self._schedules, self._now = form, schedules, now
        self.faults: list[Fault] = []

    def entry(self) -> Mapping[str, Written]:
        """The keys of the entry, in the order of the files; of use only without faults."""
        form, keys = self._form, KEYS[self._form.kind]
        read = {"where": self._where, "days": self._days, "start": self._start, "until": self._until}
        for field in keys:
            if field not in ("start", *self._may_lack()) and not _is_said(getattr(form, field)):
                self.faults.append(Fault(field, LACKS.at(NOWHERE, what=NAMES[field], example=EXAMPLES[field])))
        entry = {key: read[field]() if field in read else _plainly(getattr(form, field)) for field, key in keys.items()}
        if form.kind == "closed" and is_whole_day(form.hours):
            entry["hours"] = ""
        return {key: value for key, value in entry.items() if value}

    def _may_lack(self) -> tuple[Field, ...]:
        match self._form.kind:
            case "closed":
                return ("hours",)
            case "hours":
                return ("even",) if _is_said(self._form.fr + self._form.en) else ("even", "fr", "en")
        return ("even",)

    def _where(self) -> Written:
        found, faults = where_meant(self._schedules, filter(None, map(str.strip, self._form.where)))
        self.faults += [Fault("where", finding) for finding in faults]
        return found[0] if len(found) == 1 else [*found]

    def _days(self) -> Written:
        today = self._now.astimezone(PARIS).date()
        phrases = [days_meant(line.strip(), today) for line in re.split(r"[\n;]", self._form.days) if line.strip()]
        return phrases[0] if len(phrases) == 1 else [*phrases]

    def _start(self) -> Written:
        return self._moment("start", ends=False)

    def _until(self) -> Written:
        until = self._moment("until", ends=True) if self._form.until.strip() else ""
        if self._form.editing is None and until and until <= f"{self._now.astimezone(PARIS):{MOMENT}}":
            self.faults.append(Fault("until", PAST.at(NOWHERE, typed=self._form.until, at=until)))
        return until

    def _moment(self, field: Field, *, ends: bool) -> str:
        moment, finding = moment_meant(getattr(self._form, field), self._now, ends=ends)
        if finding:
            self.faults.append(Fault(field, finding))
        return moment


def _with_reason(form: Form) -> Form:
    """With a time taken out of the days of a closure, and the English of a reason that has it."""
    days, hours = day_and_time(form.days) if form.kind == "closed" and not form.hours else (form.days, form.hours)
    reason = reason_of(form.fr) if not form.en.strip() and form.kind != "notice" else None
    reason = reason or words(fr=form.fr, en=form.en)
    return replace(form, days=days, hours=hours, fr=reason["fr"], en=reason["en"])


def _is_said(typed: str | tuple[str, ...]) -> bool:
    return any(one.strip() for one in ([typed] if isinstance(typed, str) else typed))


def _plainly(typed: str | tuple[str, ...]) -> Written:
    """As it was typed, on one line: one text, or a list of them."""
    if isinstance(typed, str):
        return " ".join(typed.split())
    said = [one.strip() for one in typed if one.strip()]
    return said[0] if len(said) == 1 else [*said]


def _field(finding: Finding, fields: Mapping[str, Field], known: set[Field]) -> Field:
    lacking = str(dict(finding.values).get("key", "")) if finding.code == "missing" else ""
    field = fields.get(finding.place.key or lacking) or FOLLOWS.get(finding.code, "")
    if field == "until" and "until" not in known:
        return "days"
    return field if field in known else ""


def _joined(value: Written | tuple[str, ...] | None) -> str:
    return ", ".join(value if isinstance(value, tuple) else texts_of(value))


def _between(first: str, last: str) -> str:
    """Days as they were written before there were phrases."""
    if not first:
        return ""
    return f"à partir du {first}" if last == UNKNOWN else f"du {first} au {last}"


def _taken(published: Published) -> Iterator[str]:
    schedules = published.layered.above.schedules.what
    yield from (change.name for change in published.changes)
    yield from (one.what.name for one in schedules.above)
    yield from (one.name for one in schedules.bulletins)


def _newest(published: Published, key: tuple[str, str] | None) -> Change | None:
    return next((change for change in published.changes if change.key == key), None)
