"""What a ring asks of all calendars together is worked out once while nothing changes, and is then still true."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from benchmarks.entries import closures
from ivr.content.schedules import read_schedules
from ivr.hours.calendar import Calendar
from ivr.hours.schedules import Schedules
from ivr.line.call import Call
from ivr.line.facts import Facts, Rules
from ivr.line.origin import read_number

FOLDER = Path(__file__).parents[2]
QUEUED = Rules(queue=True)  # somebody can be rung
CALLERS = ("+33199001234", "+33612345678", "+262262123456")
BEGINS = datetime(2026, 12, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Schedules:
    """The shipped schedules under hundreds of entries, so that hardly two caisses are alike."""
    folder = tmp_path_factory.mktemp("crowded")
    shutil.copytree(FOLDER / "schedules", folder, dirs_exist_ok=True)
    text = closures(200, list(read_schedules(folder).caisses))
    (folder / "closures.yaml").write_text(text, encoding="utf-8")
    return read_schedules(folder)


def test_what_is_known_of_all_together_is_what_each_says(crowded: Schedules) -> None:
    """Asked in any order, around every kind of moment: it is told anew wherever one calendar changes."""
    random, call = Random(3646), Call()
    moments = [BEGINS + timedelta(minutes=random.randrange(20 * 24 * 60)) for _ in range(60)]
    moments += [moment + timedelta(seconds=random.randrange(7200)) for moment in moments]
    for moment in moments:
        for number in CALLERS:
            facts = Facts(moment, "national", read_number(number), crowded, QUEUED)
            placed = call._replace(line="national")
            possible = facts._possible(placed)
            told = {facts._told_now(body) for body in possible}
            assert facts.hours_differ(placed) == ("yes" if len(told) > 1 else "no"), moment
            assert facts._together("told", placed, lambda: 0) == len(told), moment
            states = {crowded.calendar(body.rule, moment).state(moment) for body in possible}
            assert (facts.open_somewhere(placed) == "closed") == (states == {"closed"}), moment
            advisers = {(crowded.calendar(body.rule, moment).state(moment), body.adviser) for body in possible}
            assert facts.advisers_differ(placed) == ("yes" if len(advisers) > 1 else "no"), moment


def test_no_calendar_is_asked_twice_while_nothing_changes(crowded: Schedules, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = Facts(BEGINS + timedelta(hours=9), "national", read_number(CALLERS[0]), crowded, QUEUED)
    call = Call(line="national")
    answers = facts.open_somewhere(call), facts.advisers_differ(call), facts.hours_differ(call)
    monkeypatch.setattr(Calendar, "state", lambda *_: pytest.fail("asked again"))
    later = Facts(BEGINS + timedelta(hours=9, seconds=30), "national", read_number("+33199004321"), crowded, QUEUED)
    assert (later.open_somewhere(call), later.advisers_differ(call), later.hours_differ(call)) == answers
