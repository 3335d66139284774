"""A closures.yaml as full as one could get: hundreds of entries of every kind, above rules that are then all distinct.

python -m benchmarks.entries 500 > closures.yaml
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure
from ivr.content.schedules import read_schedules

SEED, COUNT = 3646, 500
FIRST, AHEAD = date(2026, 11, 25), 700  # days of the months that are looked at
# How many of each ten entries are of a section, and how they are written.
KINDS = ("closures", "part", "openings", "closures", "hours", "closures", "part", "openings", "hours", "emergencies")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
PARTS = ("après-midi", "matin", "à partir de 15:00", "jusqu'à 10:00", "12:00-14:00")
WEEKS = ("Mo-Fr 08:00-18:00", "Mo-Th 08:30-16:30; Fr 08:30-12:00", "09:00-12:00", "09:00-12:00,14:00-16:00")
WIDE = ("all", "national", "caisses")

Lines = Iterator[str]


def entries(folder: Path) -> Iterator[Figure]:
    """What 500 of them cost: at a start or a publication, and in `ivr check`, its walk of the calls included."""
    with TemporaryDirectory() as made:
        for name in ("schedules", "prompts"):
            shutil.copytree(folder / name, Path(made) / name)
        text = closures(COUNT, list(read_schedules(folder / "schedules").caisses))
        (Path(made) / "schedules" / "closures.yaml").write_text(text, encoding="utf-8")
        started = time.process_time()
        schedules = read_schedules(Path(made) / "schedules")
        yield Figure(f"reading {COUNT} entries", _since(started))
        started = time.process_time()
        schedules.prepare(datetime.combine(FIRST, datetime.min.time(), UTC))
        yield Figure(f"{len(schedules.rules)} calendars of a year", _since(started))
        command = [str(Path(sys.executable).parent / "ivr"), "check", "--from", f"{FIRST}"]
        at, started = time.monotonic(), sum(os.times()[2:4])
        subprocess.run(command, env={**os.environ, "IVR_CONTENT_DIR": made}, capture_output=True, check=False)
        processor = sum(os.times()[2:4]) - started
        yield Figure("ivr check of them", f"{time.monotonic() - at:.1f} s, {processor:.1f} s of processor", "15 s")


def _since(started: float) -> str:
    return f"{time.process_time() - started:.1f} s of processor"


def closures(count: int, caisses: Sequence[str], seed: int = SEED) -> str:
    """The whole file, the same for a seed."""
    random = Random(seed)
    sections: dict[str, list[str]] = {"closures": [], "openings": [], "hours": [], "emergencies": []}
    for number, kind in zip(range(count), cycle(KINDS), strict=False):
        section = "closures" if kind == "part" else kind
        sections[section] += [f"  {kind}-{number}:", *(f"    {line}" for line in ENTRIES[kind](random, caisses))]
    written = (line for section, lines in sections.items() for line in (f"{section}:", *(lines or ["  {}"])))
    return "\n".join(("format: 2", *written, "...", ""))


def _whole_day(random: Random, caisses: Sequence[str]) -> Lines:
    yield _where(random, caisses)
    yield f"days: {random.choice((_one_day, _one_day, _some_days, _every_year))(random)}"
    yield from _reason("pont")


def _part(random: Random, caisses: Sequence[str]) -> Lines:
    yield _where(random, caisses)
    yield f"days: {random.choice((_one_day, _some_days, _each_month, _every_year))(random)}"
    yield f"hours: {random.choice(PARTS)}"
    yield from _reason("réunion du personnel")


def _opening(random: Random, caisses: Sequence[str]) -> Lines:
    first = _day(random)
    yield _where(random, caisses)
    yield f"days: samedis du {first} au {first + timedelta(days=random.randint(7, 60))}"
    yield "hours: 09:00-12:00"
    yield from _reason("ouverture exceptionnelle")


def _other_hours(random: Random, caisses: Sequence[str]) -> Lines:
    first = _day(random)
    yield _where(random, caisses)
    yield f"days: du {first} au {first + timedelta(days=random.randint(20, 180))}"
    yield f"hours: {random.choice(WEEKS)}"
    yield from _reason("autres horaires")


def _emergency(random: Random, caisses: Sequence[str]) -> Lines:
    start = datetime.combine(_day(random), datetime.min.time()) + timedelta(minutes=random.randint(480, 1000))
    yield _where(random, caisses)
    yield f"start: {start:%Y-%m-%d %H:%M}"
    yield f"end: {start + timedelta(minutes=random.randint(30, 600)):%Y-%m-%d %H:%M}"
    yield from _reason("panne")


ENTRIES: dict[str, Callable[[Random, Sequence[str]], Lines]] = {
    "closures": _whole_day,
    "part": _part,
    "openings": _opening,
    "hours": _other_hours,
    "emergencies": _emergency,
}


def _where(random: Random, caisses: Sequence[str]) -> str:
    """One caisse mostly, some of them often, and all of them now and then."""
    some = random.sample(caisses, random.choice((1, 1, 1, 2, 5)))
    return f"where: {random.choice(WIDE) if random.random() < 0.1 else '[' + ', '.join(some) + ']'}"


def _reason(fr: str) -> Lines:
    yield f"fr: {fr}"
    yield "en: a reason"


def _day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(AHEAD))


def _one_day(random: Random) -> str:
    return f"{_day(random)}"


def _some_days(random: Random) -> str:
    first = _day(random)
    return f"du {first} au {first + timedelta(days=random.randint(1, 12))}"


def _each_month(random: Random) -> str:
    return f"{random.choice(('premier', 'deuxième', 'dernier'))} {random.choice(WEEKDAYS)} du mois"


def _every_year(random: Random) -> str:
    return f"chaque année le {random.randint(2, 28)} {random.choice(MONTHS)}"


if __name__ == "__main__":
    known = read_schedules(Path(__file__).parents[1] / "schedules")
    sys.stdout.write(closures(int(sys.argv[1]), list(known.caisses)))
