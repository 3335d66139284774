"""Every example of FORMAT.md and of the comments in schedules/ is real content, and heard before, during and after."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ivr.content.schedules import read_schedules
from ivr.hours.calendar import Calendar
from ivr.hours.rule import Emergency
from ivr.hours.schedules import Above, Schedules
from tests.sentences.hearing import PARIS, SECTIONS, asks_for_hours, closures_of, content_with, heard, phone_at, texts

REAL = Path("schedules")
START = datetime(2026, 11, 25, 9, 0, tzinfo=PARIS)
STEP = timedelta(minutes=15)
FOUND = 24 * 31 * 24 * 4  # steps in which an example must take effect


def in_format(file: str) -> str:
    """The example of a file, as FORMAT.md shows it."""
    text = (REAL / "FORMAT.md").read_text(encoding="utf-8")
    section = text.partition(f"## {file} ")[2]
    block = re.search(r"\n\n((?:(?:    .*)?\n)+?)(?=\S)", section)
    assert block, file
    return re.sub(r"^    ", "", block[1], flags=re.MULTILINE).strip() + "\n...\n"


def in_comments(file: str) -> str:
    """The file with its examples no longer commented out."""
    lines = (REAL / file).read_text(encoding="utf-8").splitlines()
    opened = [re.sub(r"^(\w+): \{\}$", r"\1:", line) for line in lines]
    return "\n".join(re.sub(r"^#  ", "  ", line) for line in opened) + "\n"


WRITTEN = {"FORMAT.md": in_format("closures.yaml"), "comments": in_comments("closures.yaml")}
NOTICES = {"FORMAT.md": in_format("bulletins.yaml"), "comments": in_comments("bulletins.yaml")}


def entries() -> Iterator[Any]:
    """Each entry alone: an emergency without an end would hide all that comes after it."""
    for where, written in WRITTEN.items():
        for section, found in YAML(typ="safe").load(written).items():
            for name, entry in found.items() if section in SECTIONS else ():
                yield pytest.param(closures_of({section: {name: texts(entry)}}), id=f"{where}: {name}")


def place_of(served: Schedules, above: Above) -> str:
    """What a caller whom an entry reaches says of where they are: a postcode, or the line that they ring."""
    caisses = [served.caisses[code] for code in sorted(above.places) if code in served.caisses]
    if caisses:
        home = caisses[0].departments[0]
        return f"{home}000" if len(home) == 2 else f"{home}00"
    return next(iter(above.places))


def calendar_of(served: Schedules, above: Above) -> Calendar:
    whose = min(above.places)  # a caisse's code before the name of a line
    body = served.caisses.get(whose) or served.lines[whose]  # type: ignore[index]
    return Calendar(body.rule, START.date() - timedelta(days=10), 800)


def moments(calendar: Calendar, above: Above) -> tuple[datetime, datetime, datetime]:
    """A moment before an entry takes effect, one during it, and one after it."""

    def decides(at: datetime) -> bool:
        return calendar.why(at).entry == above.what.name

    steps = (START + number * STEP for number in range(FOUND))
    during = next(at for at in steps if decides(at))
    end = above.what.end or None if isinstance(above.what, Emergency) else None
    later = (max(during, end or during) + number * STEP for number in range(1, 4 * 24 * 300))
    after = next((at for at in later if not decides(at) and calendar.is_open(at)), during)
    return during - timedelta(days=7), during, after


@pytest.mark.parametrize("closures", list(entries()))
def test_an_entry_is_heard(closures: str, line: Callable[..., Any], tmp_path: Path) -> None:
    content = content_with(closures, tmp_path / "content")
    served = read_schedules(content / "schedules")
    (above,) = served.above
    ringing = line(START, {"IVR_CONTENT_DIR": str(content), "IVR_ADVISER": "+33199000000"})
    place, reason = place_of(served, above), above.what.reason.get("fr", "")
    before, during, after = moments(calendar_of(served, above), above)

    def told(at: datetime) -> tuple[str, str]:
        phone = asks_for_hours(phone_at(ringing, at, place), place)
        return heard(phone), heard(phone.press("1"))

    now, week = told(during)
    if reason:
        assert reason in now or reason in week
        assert reason not in told(before)[0]
    else:
        assert week != told(before)[1], "another week is told"
    if after != during:
        assert told(after) != (now, week)


@pytest.mark.parametrize("where", list(NOTICES))
def test_a_notice_is_heard_in_its_time(where: str, line: Callable[..., Any], tmp_path: Path) -> None:
    content = content_with((REAL / "closures.yaml").read_text(encoding="utf-8"), tmp_path / "content")
    (content / "schedules/bulletins.yaml").write_text(NOTICES[where], encoding="utf-8")
    (notice,) = read_schedules(content / "schedules").bulletins
    ringing = line(START, {"IVR_CONTENT_DIR": str(content)})

    def is_heard(at: datetime) -> bool:
        said = " ".join(one.text for one in phone_at(ringing, at, "69003").dial().said)
        return notice.words["fr"] in said

    assert notice.last
    minute = timedelta(minutes=1)
    around = (notice.first - minute, notice.first, notice.last - minute, notice.last)
    assert [is_heard(at) for at in around] == [False, True, True, False]
