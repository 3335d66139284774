"""Schedules: who serves whom, which notices are current, and calendars that are built once."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.hours.rule import Rule
from ivr.hours.schedules import YEARS, Bulletin, Caisse, Line, Schedules, Vouched
from ivr.hours.words import words
from tests.hours.rules import MAYOTTE, OFFICE, PARIS, TWO_PERIODS, closure, local, utc

NAMES = words(fr="un nom", en="a name")


def caisse(code: str, *departments: str, rule: Rule | None = None) -> Caisse:
    return Caisse(code, NAMES, departments, rule or Rule(OFFICE, PARIS), "", (Vouched(None, True, "", None),))


def schedules(*caisses: Caisse, bulletins: tuple[Bulletin, ...] = ()) -> Schedules:
    line = Line("mayotte", "+262269619191", NAMES, MAYOTTE, "", (Vouched(None, False, "a source", None),))
    return Schedules({"mayotte": line}, {each.code: each for each in caisses}, {}, {}, bulletins)


def test_several_caisses_serve_one_departement_and_one_caisse_several() -> None:
    served = schedules(caisse("641", "64"), caisse("642", "64"), caisse("971", "971", "977", "978"))
    assert [each.code for each in served.caisses_of("64")] == ["641", "642"]
    assert [each.code for each in served.caisses_of("978")] == ["971"]
    assert served.caisses_of("99") == ()


def test_equal_rules_share_one_calendar_built_once() -> None:
    served = schedules(caisse("011", "01"), caisse("021", "02"))
    at = utc("2026-11-23 09:00")
    assert served.calendar(served.caisses["011"].rule, at) is served.calendar(served.caisses["021"].rule, at)
    assert len(served.rules) == 2  # theirs, and Mayotte's


@pytest.mark.parametrize("year", [1970, 1999, 2000, 2026, 2027, 2028, 2099, 2100])
def test_any_moment_of_a_year_sees_a_week_back_and_thirteen_months_ahead(year: int) -> None:
    served = schedules()
    for zone in ("Pacific/Noumea", PARIS, "Pacific/Tahiti"):  # far east and far west of UTC
        rule = Rule(OFFICE, zone)
        for at in (datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)):
            calendar = served.calendar(rule, at)
            today = at.astimezone(calendar.zone).date()
            assert len(calendar.week(today)) == len(calendar.week(today - timedelta(days=6))) == 7
            assert calendar.next_opening(at) is not None
            ahead = at.replace(year=year + 1, month=1, day=28) if at.month == 1 else at.replace(year=year + 2, month=1)
            assert calendar.next_opening(ahead) is not None


def test_a_long_closure_is_seen_through_for_thirteen_months() -> None:
    rule = Rule(OFFICE, PARIS, dated=(closure("2027-01-01", "2028-01-21"),))
    opening = schedules().calendar(rule, local("2026-12-31 18:00")).next_opening(local("2026-12-31 18:00"))
    assert opening == local("2028-01-24 08:30")  # Monday


def test_many_years_can_be_walked() -> None:
    served = schedules()
    for year in range(1971, 2061):
        for rule in (MAYOTTE, Rule(TWO_PERIODS, PARIS, "57"), Rule(OFFICE, PARIS)):
            assert served.calendar(rule, datetime(year, 6, 1, tzinfo=UTC)).next_opening(utc(f"{year}-06-01 00:00"))
    assert len(served._calendars) <= YEARS + 1


def test_a_thousand_rules_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And stay so, whatever other years are asked for: their calendars are those of the content, not of a cache."""
    rules = [Rule(f"Mo-Fr {8 + number // 60:02}:{number % 60:02}-18:00", PARIS) for number in range(400)]
    served = schedules(*(caisse(f"{number:03}", "01", rule=rule) for number, rule in enumerate(rules)))
    at = utc("2026-11-23 06:00")
    served.prepare(at)
    for year in range(1990, 2020):
        served.calendar(rules[0], datetime(year, 6, 1, tzinfo=UTC))
    monkeypatch.setattr("ivr.hours.calendar.Weeks", lambda *_: pytest.fail("worked out when it was needed"))
    for rule in rules:
        assert served.calendar(rule, at).state(at) == "closed"
        assert served.calendar(rule, at).next_opening(at) is not None
        assert len(served.calendar(rule, at).week(at.date())) == 7


def test_bulletins_are_current_from_their_first_moment_until_their_last() -> None:
    strike = Bulletin(NAMES, ("mayotte",), utc("2026-12-03 00:00"), utc("2026-12-04 00:00"))
    endless = Bulletin(NAMES, ("mayotte", "national"), utc("2026-12-03 12:00"), None)
    served = schedules(bulletins=(strike, endless))
    assert served.bulletins_at("mayotte", utc("2026-12-02 23:59")) == ()
    assert served.bulletins_at("mayotte", utc("2026-12-03 00:00")) == (strike,)
    assert served.bulletins_at("mayotte", utc("2026-12-03 13:00")) == (strike, endless)
    assert served.bulletins_at("national", utc("2026-12-04 00:00")) == (endless,)


def test_calendars_are_built_before_they_are_needed_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [Rule(OFFICE, PARIS), Rule(OFFICE, PARIS, "57"), MAYOTTE, Rule(OFFICE, "America/Cayenne", "973")]
    served = schedules(*(caisse(f"{number:03}", "01", rule=rule) for number, rule in enumerate(rules)))
    served.prepare(utc("2026-11-23 09:00"))
    monkeypatch.setattr("ivr.hours.schedules.Calendar", lambda *_: pytest.fail("built when it was needed"))
    for rule in rules:
        assert served.calendar(rule, utc("2026-12-31 22:00")).next_opening(utc("2026-12-31 22:00"))
