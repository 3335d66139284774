"""The counts of calls as sections of a page."""

from collections.abc import Iterator, Sequence

from ivr.console.figures.naming import Naming
from ivr.console.figures.tables import Section, Table, bars, both, percent, stacked, thousands
from ivr.console.speech import short_day
from ivr.hours.words import NO_WORDS, Words, words
from ivr.journal.counts import Count, Counts
from ivr.journal.figures import Kind

DAY, HOUR = words(fr="Jour", en="Day"), words(fr="Heure", en="Hour")
LINE = words(fr="Par ligne", en="By line"), words(fr="Ligne", en="Line")
UNHEARD = (
    words(fr="Silences et mots pas compris", en="Silences, and what was not understood"),
    words(fr="Menu", en="Menu"),
    words(fr="Silences", en="Silences"),
    words(fr="Pas compris", en="Not understood"),
)
CALLS = words(fr="Appels", en="Calls")
SHARE = words(fr="Part", en="Share")
TITLES: dict[Kind, tuple[Words, Words]] = {  # of a section, and of its first column
    "served": (words(fr="Comment ils ont été servis", en="How they were served"), words(fr="Issue", en="Result")),
    "topic": (words(fr="Par demande", en="By what was asked for"), words(fr="Demande", en="Asked for")),
    "outcome": (words(fr="Par fin d'appel", en="By how they ended"), words(fr="Fin", en="End")),
    "place": (words(fr="Par lieu", en="By place"), words(fr="Lieu", en="Place")),
    "department": (words(fr="Par département", en="By département"), words(fr="Département", en="Département")),
    "regime": (words(fr="Par organisme", en="By body"), words(fr="Organisme", en="Body")),
    "language": (words(fr="Par langue", en="By language"), words(fr="Langue", en="Language")),
}
MORE: dict[str, Words] = {
    "served": words(
        fr="Servi sans conseiller : l'appelant n'a pas demandé de conseiller, et la ligne lui a envoyé un SMS, ou lui "
        "a dit ce qu'il cherchait (des horaires, une adresse, où aller). La part est celle de tous les appels.",
        en="Served without an adviser: the caller asked for none, and the line texted them, or told them what they "
        "looked for (hours, an address, where to go). The share is of all calls.",
    ),
    "topic": words(
        fr="Un appel qui a demandé plusieurs choses compte pour chacune.",
        en="A call that asked for several things counts for each.",
    ),
}


def call_sections(counts: Counts, naming: Naming) -> Iterator[Section]:
    """Every section of a period, in the order of the page; those of what nobody did are left out."""
    yield _of_days(counts)
    yield _of_hours(counts)
    yield _of_values("line", LINE, counts.lines, counts.calls, naming)
    for kind, titles in TITLES.items():
        if any(value for value, _ in counts.by[kind]):
            yield _of_values(kind, titles, counts.by[kind], counts.calls, naming)
    if counts.by["silent"] or counts.by["not_understood"]:
        yield _unheard(counts, naming)


def _of_days(counts: Counts) -> Section:
    rows = list(counts.days.items())
    most = max(counts.days, key=lambda day: counts.days[day])
    sentence = both(
        "{} appels ; le plus le {}, {}.",
        "{} calls; most on {}, {}.",
        thousands(counts.calls),
        short_day(most),
        thousands(counts.days[most]),
    )
    title = words(fr="Par jour", en="By day")
    return Section(
        "days", title, sentence, Table((DAY, CALLS), rows), bars(rows, upright=True) if len(rows) > 1 else {}
    )


def _of_hours(counts: Counts) -> Section:
    rows = [(words(fr=f"{hour} h", en=f"{hour:02}:00"), calls) for hour, calls in counts.hours.items()]
    most = max(counts.hours, key=lambda hour: counts.hours[hour])
    sentence = both(
        "Le plus d'appels à {}, heure de Paris : {}.",
        "Most calls at {}, by the clock of Paris: {}.",
        rows[most][0],
        thousands(counts.hours[most]),
    )
    return Section(
        "hours", words(fr="Par heure", en="By hour"), sentence, Table((HOUR, CALLS), rows), bars(rows, upright=True)
    )


def _of_values(kind: str, titles: tuple[Words, Words], found: Sequence[Count], calls: int, naming: Naming) -> Section:
    rows = [(naming.name(kind, value), number, percent(number, calls)) for value, number in found]
    sentence = both("Le plus souvent : {}, {} des appels.", "Most often: {}, {} of the calls.", rows[0][0], rows[0][2])
    return Section(
        kind, titles[0], sentence, Table((titles[1], CALLS, SHARE), rows), bars(rows), MORE.get(kind, NO_WORDS)
    )


def _unheard(counts: Counts, naming: Naming) -> Section:
    """Silences and what was not understood, by menu. What was said is kept nowhere."""
    silences, others = dict(counts.by["silent"]), dict(counts.by["not_understood"])
    menus = sorted(
        silences.keys() | others.keys(), key=lambda menu: (-silences.get(menu, 0) - others.get(menu, 0), menu)
    )
    rows = [(naming.name("silent", menu), silences.get(menu, 0), others.get(menu, 0)) for menu in menus]
    said = thousands(sum(silences.values())), thousands(sum(others.values()))
    sentence = both(
        "{} silences, et {} réponses pas comprises.", "{} silences, and {} answers that were not understood.", *said
    )
    more = words(fr="Ce que l'appelant a dit n'est gardé nulle part.", en="What callers said is kept nowhere.")
    return Section("unheard", UNHEARD[0], sentence, Table(UNHEARD[1:], rows), stacked(Table(UNHEARD[1:], rows)), more)
