"""Checks of entries as such: each changes something for somebody, and no two contradict."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from ivr.check.hours.covering import Covered, rules_below
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.days import covered
from ivr.hours.planned import Day, joined
from ivr.hours.rule import Bar, Closure, Dated, Opening, OtherHours, Spans
from ivr.hours.weekly import written
from ivr.hours.words import Words, words

NO_DAY = words(
    fr="Aucun jour n'est tel : corrigez ses jours, par exemple s'il n'y a pas de samedi entre les deux dates.",
    en="There is no such day: correct its days, for example where no Saturday lies between the two dates.",
)
EVEN: tuple[tuple[Bar, ...], ...] = (("holidays",), ("closures",), ("holidays", "closures"))


@check(
    "idle-entry",
    severity="warning",
    needs="entries",
    fr=("« {name} » ne change rien pour personne.", "{mend}"),
    en=("“{name}” changes nothing for anybody.", "{mend}"),
    why=words(
        fr="Une fermeture un dimanche, une ouverture un jour déjà ouvert : la date, ou la partie, n'est pas la bonne.",
        en="A closure on a Sunday, an opening on an open day: the date or the section is not the right one.",
    ),
)
def idle_entry(subject: Subject) -> Iterator[Finding]:
    """Every entry changes the hours of somebody on some day to come."""
    first: dict[Dated, tuple[Covered, date]] = {}
    busy: set[Dated] = set()
    for below in rules_below(subject):
        for day, entries in below.entries.items():
            for entry in entries:
                first.setdefault(entry, (below, day))
                if entry not in busy and _changes(below, day, entry):
                    busy.add(entry)
    told = {entry for one, other, _ in _contradictions(subject) for entry in (one, other)}
    for entry, (below, day) in first.items():
        if entry not in busy | told:
            yield idle_entry.at(entry.place, name=entry.name, mend=_mend(below, day, entry))
    for entry in dict.fromkeys(entry for rule in subject.schedules.rules for entry in rule.dated):
        if not entry.days.size:
            yield idle_entry.at(entry.place, name=entry.name, mend=NO_DAY)


def _changes(below: Covered, day: date, entry: Dated) -> bool:
    """Whether a day is another with an entry. A closure of a part does so within its hours."""
    here, without = below.day(day), below.without(day, entry)
    if isinstance(entry, Closure) and entry.part:
        open_then = (*without.spans, *without.perhaps)
        return any(start < end and begin < until for begin, end in open_then for start, until in entry.part)
    return _hours(here) != _hours(without)


def _hours(day: Day) -> tuple[Spans, Spans]:
    return day.spans, day.perhaps


def _mend(below: Covered, day: date, entry: Dated) -> Words:
    """What to write, by what the first of its days is without it."""
    if even := _even(below, day, entry):
        return words(
            fr=f"Le {day} est férié, ou fermé : ajoutez « even: [{even}] » s'il faut ouvrir quand même.",
            en=f"{day} is a public holiday, or closed: add “even: [{even}]” if it is to open all the same.",
        )
    if other := below.without(day, entry).cause.entry:
        return words(
            fr=f"« {other} » décide déjà du {day} : effacez l'une des deux.",
            en=f"“{other}” decides about {day} already: delete one of them.",
        )
    usual = below.without(day, entry).spans
    if isinstance(entry, Opening) and usual:
        return _on_an_open_day(day, usual, entry.spans)
    if isinstance(entry, OtherHours) and not (usual or entry.is_week):
        return words(
            fr=f"Le {day} est d'ordinaire fermé : mettez cette entrée sous « openings: », avec « fr » et « en ».",
            en=f"{day} is usually closed: put this entry under “openings:”, with “fr” and “en”.",
        )
    if isinstance(entry, Closure) and entry.part and usual:
        return words(
            fr=f"Le {day} n'est ouvert que {written(usual)} : corrigez ses heures, ou effacez-la.",
            en=f"{day} is open at {written(usual)} only: correct its times, or delete it.",
        )
    return words(
        fr=f"Le {day} serait le même sans elle : effacez-la, ou corrigez ses jours.",
        en=f"{day} would be the same without it: delete it, or correct its days.",
    )


def _on_an_open_day(day: date, usual: Spans, more: Spans) -> Words:
    """What to write for an opening: under `hours` a day has no other hours than those that are written there."""
    whole = joined(sorted((*usual, *more)))
    here = {"day": day, "usual": written(usual), "more": written(more), "whole": written(whole)}
    french = "Le {day} est déjà ouvert ({usual}) : "
    english = "{day} is open already ({usual}): "
    if whole == usual:
        french += "pour n'ouvrir que de {more}, mettez cette entrée sous « hours: » ; sinon, effacez-la."
        english += "to open at {more} only, put this entry under “hours:”; or else delete it."
    else:
        french += "mettez cette entrée sous « hours: », avec les heures de toute la journée : « hours: {whole} »."
        english += "put this entry under “hours:”, with the hours of the whole day: “hours: {whole}”."
    return words(fr=french.format(**here), en=english.format(**here))


def _even(below: Covered, day: date, entry: Dated) -> str:
    """What an entry must hold even on, to give the day its hours; "" where nothing of the kind keeps it from it."""
    if not isinstance(entry, Opening | OtherHours):
        return ""
    for even in EVEN:
        if _hours(below.instead(day, entry, replace(entry, even=even))) != _hours(below.day(day)):
            return ", ".join(even)
    return ""


@check(
    "contradicting-entries",
    severity="warning",
    needs="entries",
    fr=(
        "« {name} » et « {other} » disent deux choses du {day}.",
        "Effacez l'une des deux, ou séparez leurs jours ; pour l'instant, « {counts} » compte.",
    ),
    en=(
        "“{name}” and “{other}” say two things of {day}.",
        "Delete one of them, or part their days; for the time being “{counts}” counts.",
    ),
    why=words(
        fr="Deux personnes ont pu saisir le même jour, ou l'une a oublié l'autre.",
        en="Two people may have entered the same day, or one forgot the other.",
    ),
)
def contradicting_entries(subject: Subject) -> Iterator[Finding]:
    """Two entries of one kind that cover a day agree about it, unless one is an exception within the other."""
    for one, other, day in _contradictions(subject):
        counts = other if other.days.size <= one.days.size else one
        yield contradicting_entries.at(other.place, name=other.name, other=one.name, day=day, counts=counts.name)


def _contradictions(subject: Subject) -> Iterator[tuple[Dated, Dated, date]]:
    """Each two, and the first day of which they say two things."""
    seen: set[tuple[Dated, Dated]] = set()
    for below in rules_below(subject):
        for day, entries in below.entries.items():
            for pair in combinations(entries, 2):
                if pair not in seen and _contradict(below, *pair):
                    yield *pair, day
                seen.add(pair)


def _contradict(below: Covered, one: Dated, other: Dated) -> bool:
    if type(one) is not type(other) or _is_part(one) or _is_part(other) or _answer(one) == _answer(other):
        return False
    here, there = (set(covered(each.days, below.first, below.count)) for each in (one, other))
    return not (here < there or there < here)


def _is_part(entry: Dated) -> bool:
    """Whether it only takes a part out of the day, whatever others say."""
    return isinstance(entry, Closure) and bool(entry.part)


def _answer(entry: Dated) -> object:
    """What an entry says of its days."""
    match entry:
        case Closure():
            return entry.reason
        case Opening():
            return entry.spans
        case OtherHours():
            return entry.week
