"""Reads schedules/ into a Schedules, or refuses it with every fault."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ivr.content import schedule_faults as wrong
from ivr.content.bodies import read_caisse, read_department, read_line, read_regime
from ivr.content.changes import Change, Tables, lay_over, layer_of
from ivr.content.closures import read_above, read_bulletins, read_format
from ivr.content.faults import Faults
from ivr.content.fields import Entry
from ivr.content.holidays import read_confirmed
from ivr.content.languages import CODE, languages_of
from ivr.content.openings import HOURS_KEYS
from ivr.content.whom import Known
from ivr.content.yaml import Table, note_strangers, read_bytes, read_text, refuse_missing
from ivr.findings import LANGUAGES, Finding
from ivr.hours.holidays import Confirmed
from ivr.hours.rule import Dated, Emergency, Rule
from ivr.hours.schedules import Above, Caisse, Department, Line, LineName, Regime, Schedules
from ivr.line.call import LINE_NAMES

FILES = ("lines", "departments", "caisses", "regimes", "closures", "bulletins")
OPTIONAL = ("holidays",)  # may be absent
PART = "schedules"

Raw = Mapping[str, bytes | None]  # each file's bytes under its stem; None when it can't be read
Files = Mapping[str, Entry | None]  # each file's table under its stem; None when it can't be read


def read_schedules(folder: Path, changes: Iterable[Change] = ()) -> Schedules:
    """The schedules of a folder, with what the staff published above them. Raises ContentError with every fault."""
    faults = Faults()
    refuse_missing(folder, faults)
    paths = {stem: folder / f"{stem}.yaml" for stem in (*FILES, *OPTIONAL)}
    raw = {stem: read_bytes(path, faults) for stem, path in paths.items() if stem in FILES or path.exists()}
    note_strangers(folder, [path.name for path in paths.values()], faults)
    return _schedules(raw, folder.name, tuple(changes), faults, languages_of(folder.parent / "prompts"))


def schedules_of(files: Mapping[str, bytes], changes: Iterable[Change] = ()) -> Schedules:
    """As `read_schedules`, from the bytes of the files by their names: "lines.yaml"."""
    return _schedules(_raw(files), PART, tuple(changes), Faults())


def tables_of(files: Mapping[str, bytes]) -> Tables:
    """The tables of the files as they are written; None for one that can't be read."""
    return _tables(_raw(files), PART, Faults())


def _raw(files: Mapping[str, bytes]) -> Raw:
    return {stem: files.get(f"{stem}.yaml") for stem in (*FILES, *OPTIONAL) if stem in FILES or f"{stem}.yaml" in files}


def _schedules(
    raw: Raw, folder: str, changes: tuple[Change, ...], faults: Faults, spoken: tuple[str, ...] = LANGUAGES
) -> Schedules:
    tables = _tables(raw, folder, faults)
    laid = lay_over(tables, changes, faults)
    languages = tuple(dict.fromkeys((*spoken, *_columns(tables.get("lines")))))
    files = {stem: Entry(f"{stem}.yaml", table, faults, languages) if table else None for stem, table in laid.items()}
    schedules = _Reading(files, faults).schedules()
    faults.refuse()
    return replace(schedules, revision=_revision(raw, changes))


def _columns(lines: Table | None) -> Iterator[str]:
    """The languages in which the lines are named."""
    named = lines.entries.get("lines") if lines else None
    for line in named.entries.values() if isinstance(named, Table) else ():
        yield from (key for key in line.entries if CODE.fullmatch(key)) if isinstance(line, Table) else ()


def _tables(raw: Raw, folder: str, faults: Faults) -> Tables:
    tables: dict[str, Table | None] = dict.fromkeys(raw)
    for stem, content in raw.items():
        if content is not None:
            tables[stem], found = _table(content, f"{folder}/{stem}.yaml")
            faults.findings += (finding for finding in found if finding not in faults.findings)
    return tables


@lru_cache(maxsize=2 * (len(FILES) + len(OPTIONAL)))  # each page of the console, and each proposal, asks for them again
def _table(content: bytes, name: str) -> tuple[Table | None, tuple[Finding, ...]]:
    faults = Faults()
    return read_text(content, name, faults, ends_with_dots=True), tuple(faults.findings)


def _revision(raw: Raw, changes: tuple[Change, ...]) -> str:
    """Of the files; and, where changes lie above them, up to which one: "0123456789ab+12"."""
    digest = hashlib.sha256(b"\0".join(content or b"" for content in raw.values())).hexdigest()[:12]
    return f"{digest}+{max(change.id for change in changes)}" if layer_of(changes) else digest


class _Reading:
    """One reading of all the files, which are held against each other."""

    def __init__(self, files: Files, faults: Faults) -> None:
        self.files, self.faults = files, faults
        self.rules: dict[Rule, Rule] = {}  # equal rules become one object
        holidays = files.get("holidays")
        self.confirmed: Mapping[str, Confirmed] = read_confirmed(holidays) if holidays else {}

    def schedules(self) -> Schedules:
        """What the files say; of use only when no fault was noted."""
        departments = {entry.name: read_department(entry) for entry in self._entries("departments")}
        lines, caisses = self._lines(), self._caisses(departments)
        regimes = {entry.name: read_regime(entry) for entry in self._entries("regimes")}
        self._check_served(departments, caisses, regimes)
        known = Known(LINE_NAMES, caisses if self.files["caisses"] else None, departments)
        closures, bulletins = self.files["closures"], self.files["bulletins"]
        above = tuple(read_above(closures, known)) if closures else ()
        reaching = _reaching(above)
        return Schedules(
            lines={name: replace(line, rule=self._rule(line.rule, name, reaching)) for name, line in lines.items()},
            caisses={code: replace(body, rule=self._rule(body.rule, code, reaching)) for code, body in caisses.items()},
            regimes=regimes,
            departments=departments,
            bulletins=tuple(read_bulletins(bulletins, known)) if bulletins else (),
            above=above,
            format=read_format(closures) if closures else 2,
        )

    def _entries(self, stem: str, *others: str) -> Iterator[Entry]:
        """The entries of a file whose one table has the file's name; `others` are read elsewhere."""
        file = self.files[stem]
        if file:
            file.allow(*others, stem)
            yield from file.entries(stem)

    def _lines(self) -> dict[LineName, Line]:
        lines: dict[LineName, Line] = {}
        for entry in self._entries("lines"):
            name = next((line for line in LINE_NAMES if line == entry.name), None)
            if name is None:
                entry.note(wrong.UNKNOWN_LINE, text=entry.name, known=", ".join(LINE_NAMES))
            else:
                lines[name] = read_line(entry, name)
        if file := self.files["lines"]:
            for name in set(LINE_NAMES) - set(lines):
                file.note(wrong.MISSING, "lines", entry="lines", key=name)
        return lines

    def _caisses(self, departments: Mapping[str, Department]) -> dict[str, Caisse]:
        file = self.files["caisses"]
        if file is None:
            return {}
        defaults = file.inner("defaults")
        defaults.allow(*HOURS_KEYS, "then")
        entries = self._entries("caisses", "defaults")
        return {entry.name: read_caisse(entry, departments, defaults) for entry in entries}

    def _check_served(
        self, departments: Mapping[str, Department], caisses: Mapping[str, Caisse], regimes: Mapping[str, Regime]
    ) -> None:
        served = {code for caisse in caisses.values() for code in caisse.departments}
        for entry in self._entries("departments"):
            regime = departments[entry.name].regime
            if regime and self.files["regimes"] and regime not in regimes:
                entry.note(wrong.UNKNOWN_REGIME, "regime", text=regime, known=", ".join(regimes))
            if not regime and self.files["caisses"] and entry.name not in served:
                entry.note(wrong.NOBODY_SERVES, code=entry.name)

    def _rule(self, rule: Rule, place: str, above: Mapping[str, Sequence[Dated | Emergency]]) -> Rule:
        """The rule of a line or caisse, with what lies above its hours."""
        mine = above.get(place, ())
        dated = tuple(one for one in mine if not isinstance(one, Emergency))
        emergencies = tuple(one for one in mine if isinstance(one, Emergency))
        confirmed = self.confirmed.get(rule.subdivision, ())
        full = replace(rule, dated=dated, emergencies=emergencies, confirmed=confirmed)
        return self.rules.setdefault(full, full)


def _reaching(above: Iterable[Above]) -> Mapping[str, Sequence[Dated | Emergency]]:
    """What lies above the hours of each line and caisse, in the order of the file."""
    reaching: dict[str, list[Dated | Emergency]] = {}
    for one in above:
        for place in one.places:
            reaching.setdefault(place, []).append(one.what)
    return reaching
