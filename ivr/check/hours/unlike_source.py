"""Hours that name a source known to this check are those of that source: a second entry, against slips."""

from collections.abc import Iterator

from ivr.check.subject import Check, Seen, Subject
from ivr.findings import Place
from ivr.hours.weekly import HoursError, read_hours
from ivr.hours.words import words

# What each source says, entered a second time from the source itself: (a word of its name, whose hours) -> hours.
SHEET = "F10662"  # service-public, "Attestation de droits", 7 July 2022
MINIMUM = "Mo-Fr 08:30-17:00"  # the sheet: "en règle générale, au minimum de 8h30 à 17h"
SOURCES: dict[tuple[str, str], str] = {
    (SHEET, "mayotte"): "Mo-Th 07:30-14:30; Fr 07:30-12:00",
    ("F648", "cnmss"): "Mo-Fr 08:00-17:00",  # service-public, 16 September 2024
}


def find(subject: Subject) -> Iterator[Seen]:
    for place, name, source, hours, assumed in _entries(subject):
        said = next((known for (word, whose), known in SOURCES.items() if word in source and whose == name), "")
        wanted = said or (MINIMUM if assumed and SHEET in source else "")
        if wanted and not _same(hours, wanted):
            yield Seen(place, {"hours": hours, "wanted": wanted})


def _entries(subject: Subject) -> Iterator[tuple[Place, str, str, str, bool]]:
    schedules = subject.schedules
    for name, line in schedules.lines.items():
        yield line.place, name, line.source, line.rule.hours, line.assumed
    for code, caisse in schedules.caisses.items():
        yield caisse.place, code, caisse.source, caisse.rule.hours, caisse.assumed
    for key, regime in schedules.regimes.items():
        if regime.rule:
            yield regime.place, key, regime.source, regime.rule.hours, False


def _same(hours: str, wanted: str) -> bool:
    try:
        return read_hours(hours) == read_hours(wanted)
    except HoursError:
        return False


CHECK = Check(
    code="unlike-source",
    severity="error",
    find=find,
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
