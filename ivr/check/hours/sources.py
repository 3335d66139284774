"""Checks of sources: hours come from somewhere, are read again every year, and are those of their source."""

from collections.abc import Iterator

from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.schedules import Caisse, Line, Regime, Vouched
from ivr.hours.weekly import HoursError, read_hours
from ivr.hours.words import words

OLDEST = 365  # days


@check(
    "old-source",
    severity="warning",
    fr=(
        "La source manque, ou n'a pas été vérifiée depuis un an ({what}).",
        "Vérifiez à la source, puis écrivez « checked: » avec la date du jour.",
    ),
    en=(
        "The source is missing, or was not checked for a year ({what}).",
        "Check with the source, then write “checked:” with today's date.",
    ),
    why=words(
        fr="Des horaires que personne ne vérifie deviennent faux sans que rien ne change dans le fichier.",
        en="Hours that nobody checks become wrong though nothing changes in the file.",
    ),
)
def old_source(subject: Subject) -> Iterator[Finding]:
    """Hours that are not assumed have a source, and somebody held them against it within the year."""
    for place, known in _sourced(subject):
        if not known.source:
            yield old_source.at(place, what="source").as_error()
        elif known.checked is None and not known.assumed:
            yield old_source.at(place, what="checked").as_error()
        elif known.checked and (subject.first - known.checked).days > OLDEST:
            yield old_source.at(place, what=known.checked)


def _sourced(subject: Subject) -> Iterator[tuple[Place, Vouched]]:
    """Whatever comes from somewhere: each version of hours, and the facts of a régime, with whose they are."""
    schedules = subject.schedules
    bodies: tuple[Line | Caisse | Regime, ...] = (*schedules.lines.values(), *schedules.caisses.values())
    for body in (*bodies, *schedules.regimes.values()):
        yield from ((body.place, known) for known in body.vouched)


@check(
    "future-checked",
    severity="warning",
    fr=(
        "« checked: {day} » est un jour à venir.",
        "Écrivez le jour où quelqu'un a vraiment comparé les horaires à leur source.",
    ),
    en=(
        "“checked: {day}” is a day to come.",
        "Write the day on which somebody really held the hours against their source.",
    ),
    why=words(
        fr="Une date à venir cacherait pendant des années que personne ne vérifie plus.",
        en="A day to come would hide for years that nobody checks any more.",
    ),
)
def future_checked(subject: Subject) -> Iterator[Finding]:
    """Nobody has checked a source on a day that has not come yet."""
    for place, known in _sourced(subject):
        if known.checked and known.checked > subject.first:
            yield future_checked.at(place, day=known.checked)


# What each source says, entered a second time from the source itself: (a word of its name, whose hours) -> hours.
SHEET = "F10662"  # service-public, "Attestation de droits", 7 July 2022
MINIMUM = "Mo-Fr 08:30-17:00"  # the sheet: "en règle générale, au minimum de 8h30 à 17h"
SOURCES: dict[tuple[str, str], str] = {
    (SHEET, "mayotte"): "Mo-Th 07:30-14:30; Fr 07:30-12:00",
    ("F648", "cnmss"): "Mo-Fr 08:00-17:00",  # service-public, 16 September 2024
}


@check(
    "unlike-source",
    fr=(
        "Les horaires « {hours} » ne sont pas ceux de leur source : « {wanted} ».",
        "Corrigez-les, ou donnez la source d'où ils viennent.",
    ),
    en=(
        "The hours “{hours}” are not those of their source: “{wanted}”.",
        "Correct them, or give the source that they come from.",
    ),
    why=words(
        fr="Une heure changée par mégarde reste valable : seule une seconde saisie la montre.",
        en="An hour changed by mistake is still valid: only a second entry shows it.",
    ),
)
def unlike_source(subject: Subject) -> Iterator[Finding]:
    """Hours that name a source known to this check are those of that source: a second entry, against slips."""
    for place, name, source, hours, assumed in _entries(subject):
        said = next((known for (word, whose), known in SOURCES.items() if word in source and whose == name), "")
        wanted = said or (MINIMUM if assumed and SHEET in source else "")
        if wanted and not _same(hours, wanted):
            yield unlike_source.at(place, hours=hours, wanted=wanted)


def _entries(subject: Subject) -> Iterator[tuple[Place, str, str, str, bool]]:
    schedules = subject.schedules
    bodies: list[tuple[str, Line | Caisse]] = [*schedules.lines.items(), *schedules.caisses.items()]
    for name, body in bodies:
        for version, known in zip(body.rule.versions, body.vouched, strict=True):
            yield body.place, name, known.source, version.hours, known.assumed
    for key, regime in schedules.regimes.items():
        if regime.rule:
            yield regime.place, key, regime.source, regime.rule.hours, False


def _same(hours: str, wanted: str) -> bool:
    try:
        return read_hours(hours) == read_hours(wanted)
    except HoursError:
        return False
