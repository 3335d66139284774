"""Lines, caisses, régimes and départements, each from its entry."""

import re
from collections.abc import Mapping

from ivr.content import schedule_faults as wrong
from ivr.content.fields import Entry
from ivr.content.meant import meant_site
from ivr.content.openings import HOURS_KEYS, PLACE_KEYS, Opening, Where, read_opening, read_where
from ivr.content.spoken_words import spoken_words
from ivr.content.yaml import Text
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Department, Line, LineName, Regime
from ivr.line.lines import LINES

DEPARTMENT_CODE = re.compile(r"0[1-9]|[1-8][0-9]|9[0-5]|2A|2B|97[1-8]")
CAISSE_CODE = re.compile(r"[0-9]{3}")
SITE = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")


def read_department(entry: Entry) -> Department:
    entry.allow_words("zone", "subdivision", "regime")
    if not DEPARTMENT_CODE.fullmatch(entry.name):
        entry.note(wrong.BAD_CODE, key=entry.name, what="département", example="01, 2A, 971")
    where = read_where(entry, Where())
    return Department(entry.name, entry.words(), where.zone, where.subdivision, entry.text("regime"), entry.place())


def read_line(entry: Entry, name: LineName) -> Line:
    entry.allow_words(*HOURS_KEYS, "then", *PLACE_KEYS, "adviser")
    opening = read_opening(entry, Where())
    return Line(
        name=name,
        number=LINES[name].number,
        names=entry.words(),
        rule=opening.rule,
        adviser=entry.telephone("adviser"),
        vouched=opening.vouched,
        place=entry.place(),
    )


def read_caisse(entry: Entry, departments: Mapping[str, Department], defaults: Entry) -> Caisse:
    """A caisse; its clock and holidays are those of its first département unless it says otherwise."""
    entry.allow_words("departments", "said", *HOURS_KEYS, "then", *PLACE_KEYS, "adviser")
    if not CAISSE_CODE.fullmatch(entry.name):
        entry.note(wrong.BAD_CODE, key=entry.name, what="caisse", example="011, 691, 971")
    served = _served(entry, departments)
    home = departments.get(served[0]) if served else None
    opening: Opening = read_opening(entry, Where(home.zone, home.subdivision) if home else Where(), defaults)
    return Caisse(
        code=entry.name,
        names=entry.words(),
        departments=served,
        said=spoken_words(entry, "said"),
        rule=opening.rule,
        adviser=entry.telephone("adviser"),
        vouched=opening.vouched,
        place=entry.place(),
    )


def read_regime(entry: Entry) -> Regime:
    """A régime. It always has a source: numbers, sites and who shares the ameli account are all somebody's word."""
    entry.allow_words("ameli", "number", "site", "hours", "source", "checked", "zone")
    entry.needed("ameli")
    return Regime(
        key=entry.name,
        names=entry.words(),
        ameli=entry.flag("ameli"),
        number=entry.telephone("number", short=True),
        site=_site(entry),
        rule=_rule(entry),
        source=entry.needed("source"),
        checked=entry.date("checked") if entry.needed("checked") else None,
        place=entry.place(),
    )


def _rule(entry: Entry) -> Rule | None:
    return read_opening(entry, Where()).rule if entry.has("hours") else None


def _site(entry: Entry) -> str:
    site = entry.text("site")
    if site and not SITE.fullmatch(site):
        entry.note(wrong.NOT_SITE, "site", text=site, meant=meant_site(site) or "msa.fr")
    return site


def _served(entry: Entry, departments: Mapping[str, Department]) -> tuple[str, ...]:
    if not entry.has("departments"):
        entry.note(wrong.MISSING, entry=entry.name, key="departments")
    texts: tuple[Text, ...] = entry.texts("departments", "01")
    for text in texts if departments else ():  # without départements their file is at fault, not this one
        if text.value not in departments:
            entry.faults.add(wrong.UNKNOWN_DEPARTMENT, text.place, text=text.value)
    return tuple(dict.fromkeys(text.value for text in texts))  # one that is named twice is served once
