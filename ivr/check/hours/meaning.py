"""Checks of files that were written before `format: 2`: entries whose meaning has changed since, and what to write.

Then, of all that covered a day, the entry of the fewest days gave it its hours, whatever it was: a closure before an
opening of as many days. An opening replaced usual hours, and opened holidays. "national" was 36 46's own hours alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ivr.check.hours.covering import Covered, rules_below
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.day_words import days_words
from ivr.hours.days import Days, single
from ivr.hours.rule import Bar, Closure, Dated, Opening, OtherHours, Spans, Week
from ivr.hours.weekly import written
from ivr.hours.words import Words, words

NATIONAL, OWN, EVERY = "national", "national-own", frozenset(("all", "caisses"))
EVEN: tuple[tuple[Bar, ...], ...] = ((), ("holidays",), ("closures",), ("holidays", "closures"))


@check(
    "changed-reach",
    severity="warning",
    fr=(
        "« {name} » atteint maintenant toutes les caisses : « national » n'était que l'accueil du 36 46.",
        "Si c'est voulu, gardez-le ; sinon écrivez « where: {kept} ». Tout étant relu, ajoutez « format: 2 ».",
    ),
    en=(
        "“{name}” now reaches all caisses: “national” was 36 46's own hours alone.",
        "If that is meant, keep it; else write “where: {kept}”. Once all is read again, add “format: 2”.",
    ),
    why=words(
        fr="Une fermeture qui n'atteignait presque personne ferme maintenant tout le pays.",
        en="A closure that reached hardly anybody now closes the whole country.",
    ),
)
def changed_reach(subject: Subject) -> Iterator[Finding]:
    """In an old file nothing is written for "national" alone: it would reach more than it did."""
    for entry in subject.schedules.above if subject.schedules.format == 1 else ():
        if NATIONAL in entry.where and not EVERY & set(entry.where):
            kept = ", ".join(OWN if name == NATIONAL else name for name in entry.where)
            kept = kept if len(entry.where) == 1 else f"[{kept}]"
            yield changed_reach.at(entry.what.place, name=entry.what.name, kept=kept)


@check(
    "changed-opening",
    severity="warning",
    needs="entries",
    fr=("« {name} » n'a plus le même sens : {why}.", "{mend} Tout étant relu, ajoutez « format: 2 »."),
    en=("“{name}” no longer means the same: {why}.", "{mend} Once all is read again, add “format: 2”."),
    why=words(
        fr="Une ouverture écrite avant « format: 2 » ouvrait des jours fériés, et remplaçait des horaires.",
        en="An opening written before “format: 2” opened holidays, and replaced hours.",
    ),
)
def changed_opening(subject: Subject) -> Iterator[Finding]:
    """In an old file every opening gives its days the hours that it gave them before."""
    for entry, was in _were(subject).items():
        changed = next(((below, day) for below, day in was.kept if not _gives(below, day, entry, entry)), None)
        if changed:
            why, mend = _why(*changed), _mend(entry, was)
            yield changed_opening.at(entry.place, name=entry.name, why=why, mend=mend)


@dataclass(slots=True)
class _Was:
    """The days to which an opening gave its hours, under each rule; and those of its days that a closure kept."""

    kept: list[tuple[Covered, date]] = field(default_factory=list)
    lost: set[date] = field(default_factory=set)


def _were(subject: Subject) -> Mapping[Opening, _Was]:
    """Each opening of an old file, with what it did."""
    found: dict[Opening, _Was] = {}
    for below in rules_below(subject) if subject.schedules.format == 1 else ():
        old = tuple(one for one in below.rule.dated if _is_old(one))
        before = Covered(replace(below.rule, dated=old), below.first, below.count)
        for day, entries in before.entries.items():
            winner = _winner(entries)
            for one in entries:
                if one is winner and isinstance(one, Opening):
                    found.setdefault(one, _Was()).kept.append((before, day))
                elif isinstance(one, Opening) and isinstance(winner, Closure):
                    found.setdefault(one, _Was()).lost.add(day)
    return found


def _is_old(entry: Dated) -> bool:
    """Whether it could be written before: whole days from a first to a last one."""
    match entry:
        case Closure(part=()) | Opening(even=()):
            return all(one.first and not (one.weekdays or one.nth) for one in entry.days.stretches)
    return False


def _winner(entries: Sequence[Dated]) -> Dated:
    """Which one counted: of the fewest days a closure; of two alike, the one written last."""
    return min(reversed(entries), key=lambda one: (_length(one.days), isinstance(one, Opening)))


def _length(days: Days) -> float:
    return (days.last - days.first).days if days.first and days.last else float("inf")


def _gives(below: Covered, day: date, entry: Opening, other: Opening | OtherHours) -> bool:
    """Whether a day has the opening's hours now, with another entry in its place."""
    return below.instead(day, entry, other).spans == entry.spans


def _why(below: Covered, day: date) -> Words:
    """What keeps it from a day now."""
    now = below.day(day)
    match now.cause.kind:
        case "holiday":
            return words(fr=f"le {day}, férié, reste fermé", en=f"{day}, a public holiday, stays closed")
        case "closure":
            closing = now.cause.entry
            return words(fr=f"le {day} reste fermé par « {closing} »", en=f"{day} stays closed by “{closing}”")
    return words(fr=f"le {day} garde ses horaires habituels", en=f"{day} keeps its usual hours")


def _mend(entry: Opening, was: _Was) -> Words:
    """What to write for it to do what it did: as the opening that it is, else as other hours."""
    for even in EVEN:
        if even and _does(was, entry, replace(entry, even=even)):
            return _told(entry, was, ("Ajoutez-lui", "Add to it"), [_even(even)])
    for even in EVEN:
        other = OtherHours(entry.days, _week(entry.spans), True, entry.reason, entry.name, even)
        if even == EVEN[-1] or _does(was, entry, other):
            break
    lines = [f"hours: Mo-Su {written(entry.spans)}", *([_even(even)] if even else [])]
    return _told(entry, was, ("Déplacez-la sous « hours: », avec", "Move it under “hours:”, with"), lines)


def _does(was: _Was, entry: Opening, other: Opening | OtherHours) -> bool:
    """Whether another in its place gives all its days what it gave them."""
    return all(_gives(below, day, entry, other) for below, day in was.kept)


def _told(entry: Opening, was: _Was, lead: tuple[str, str], lines: Sequence[str]) -> Words:
    """What to write, and the days too where a closure kept some of them from it."""
    french, english = (", ".join(marks.format(line) for line in lines) for marks in ("« {} »", "“{}”"))
    if was.lost:
        but = tuple(one for day in sorted(was.lost) for one in single(day).stretches)
        days = Days(entry.days.stretches, (*entry.days.but, *but))
        french += f", et « days: {days_words(days, 'fr')} » au lieu de « first » et « last »"
        english += f", and “days: {days_words(days, 'en')}” in place of “first” and “last”"
    return words(fr=f"{lead[0]} {french}.", en=f"{lead[1]} {english}.")


def _week(spans: Spans) -> Week:
    return (spans, spans, spans, spans, spans, spans, spans)


def _even(even: tuple[Bar, ...]) -> str:
    return f"even: [{', '.join(even)}]"
