"""Content fuller than any that we know of: a thousand caisses that all differ, thousands of closures above them."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.entries import closures
from ivr.content.schedules import read_schedules
from ivr.hours.schedules import Caisse

OPENS, CLOSES = 8 * 60, 16 * 60 + 40  # minutes after midnight, of the first of them: all are open at ten


def write_crowd(folder: Path, made: Path, rules: int, entries: int) -> None:
    """prompts/ and schedules/ as a folder has them, with about so many rules (1,000 at most) and entries above them."""
    for name in ("schedules", "prompts"):
        shutil.copytree(folder / name, made / name, dirs_exist_ok=True)
    known = list(read_schedules(folder / "schedules").caisses.values())
    (made / "schedules" / "caisses.yaml").write_text(_caisses(known, rules), encoding="utf-8")
    if entries:
        codes = list(read_schedules(made / "schedules").caisses)
        (made / "schedules" / "closures.yaml").write_text(closures(entries, codes), encoding="utf-8")


def _caisses(known: Sequence[Caisse], rules: int) -> str:
    """Every caisse that there is, and beside them as many more as make the rules; hours differ as far as these go."""
    like = {one.code: one for one in known} | dict(islice(_more(known), max(0, rules - len(known))))
    written = [
        line for number, (code, one) in enumerate(like.items()) for line in _caisse(code, one, min(number, rules - 1))
    ]
    return "\n".join(("caisses:", *written, "...", ""))


def _more(known: Sequence[Caisse]) -> Iterator[tuple[str, Caisse]]:
    """Codes that are left, each with a caisse whose code begins alike: its département's."""
    taken = {one.code for one in known}
    begins = {one.code[:2]: one for one in known}
    yield from (
        (code, begins[code[:2]])
        for code in map("{:03}".format, range(1000))
        if code not in taken and code[:2] in begins
    )


def _caisse(code: str, like: Caisse, number: int) -> Iterator[str]:
    mark = "" if code == like.code else f" {code}"  # no two have one name
    yield f"  {code}:"
    yield f'    fr: "{like.names["fr"]}{mark}"'
    yield f'    en: "{like.names["en"]}{mark}"'
    yield f"    departments: [{', '.join(like.departments)}]"
    yield f"    hours: Mo-Fr {_clock(OPENS + number % 60)}-{_clock(CLOSES + number // 60)}"
    yield "    source: made up"
    yield "    checked: 2026-11-01"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
