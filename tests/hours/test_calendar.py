"""Calendars: each table row tells its weekday and why."""

from datetime import UTC, date, datetime

import pytest

from ivr.check.plain_hours import plain_state
from ivr.hours.rule import Bar, Dated, Emergency, Rule, Version
from tests.hours.rules import (
    GUADELOUPE,
    MAYOTTE,
    MIQUELON,
    OFFICE,
    PARIS,
    TWO_PERIODS,
    calendar,
    closure,
    day,
    emergency,
    exceptional,
    local,
    minutes,
    other,
    spans,
    utc,
)

OPEN_OR_CLOSED = [
    (OFFICE, "2026-11-23 08:29", False, "Monday, a minute before opening"),
    (OFFICE, "2026-11-23 08:30", True, "Monday, at the opening"),
    (OFFICE, "2026-11-23 16:59", True, "Monday, the last minute"),
    (OFFICE, "2026-11-23 17:00", False, "Monday, the end is left out"),
    (OFFICE, "2026-11-28 10:00", False, "Saturday"),
    (OFFICE, "2026-11-29 10:00", False, "Sunday"),
    (OFFICE, "2026-12-25 10:00", False, "Friday, Christmas"),
    (OFFICE, "2026-12-24 10:00", True, "Thursday, Christmas Eve"),
    (OFFICE, "2028-02-29 10:00", True, "Tuesday of a leap year"),
    (TWO_PERIODS, "2026-11-23 11:59", True, "Monday morning"),
    (TWO_PERIODS, "2026-11-23 12:00", False, "Monday, lunch"),
    (TWO_PERIODS, "2026-11-23 13:30", True, "Monday afternoon"),
    (TWO_PERIODS, "2026-11-27 16:30", False, "Friday closes at 16:00"),
    (TWO_PERIODS, "2026-11-26 16:30", True, "Thursday closes at 17:00"),
]


@pytest.mark.parametrize(("hours", "at", "is_open", "why"), OPEN_OR_CLOSED)
def test_open_or_closed(hours: str, at: str, is_open: bool, why: str) -> None:
    days = calendar(Rule(hours, PARIS))
    assert days.is_open(local(at)) is is_open, why
    assert (days.closes(local(at)) is not None) is is_open


NEXT = [
    (Rule(OFFICE, PARIS), "2026-11-23 07:00", "2026-11-23 08:30", "Monday before opening: the same day"),
    (Rule(OFFICE, PARIS), "2026-11-23 08:30", "2026-11-24 08:30", "Monday at the opening: strictly the next one"),
    (Rule(OFFICE, PARIS), "2026-11-23 12:00", "2026-11-24 08:30", "Monday, open: Tuesday's"),
    (Rule(OFFICE, PARIS), "2026-11-27 17:00", "2026-11-30 08:30", "Friday evening: Monday"),
    (Rule(TWO_PERIODS, PARIS), "2026-11-23 12:10", "2026-11-23 13:30", "Monday lunch: the afternoon"),
    (Rule(TWO_PERIODS, PARIS), "2026-11-27 16:00", "2026-11-30 08:30", "Friday 16:00: Monday"),
    (Rule(OFFICE, PARIS), "2026-12-24 18:00", "2026-12-28 08:30", "Thursday before Christmas (Friday): Monday"),
    (Rule(OFFICE, PARIS), "2026-12-31 18:00", "2027-01-04 08:30", "Thursday, New Year's Eve; 1 January is a Friday"),
    (Rule(OFFICE, PARIS), "2027-12-31 18:00", "2028-01-03 08:30", "Friday; 1 January 2028 is a Saturday"),
    (Rule(OFFICE, PARIS), "2028-02-28 18:00", "2028-02-29 08:30", "Monday; Tuesday is the leap day"),
    (Rule(OFFICE, PARIS), "2027-02-26 18:00", "2027-03-01 08:30", "Friday; no leap day, Monday is 1 March"),
    (
        Rule(OFFICE, PARIS, "57"),
        "2026-04-02 17:30",
        "2026-04-07 08:30",
        "Thursday; Good Friday and Easter Monday in Moselle",
    ),
    (Rule(OFFICE, PARIS), "2026-04-02 17:30", "2026-04-03 08:30", "Thursday; Good Friday is worked elsewhere"),
    (
        Rule(OFFICE, PARIS),
        "2027-03-26 18:00",
        "2027-03-30 08:30",
        "Friday before Easter; the clocks change that Sunday",
    ),
    (Rule(OFFICE, PARIS), "2026-10-23 18:00", "2026-10-26 08:30", "Friday; the clocks go back on Sunday"),
]


@pytest.mark.parametrize(("rule", "at", "opening", "why"), NEXT)
def test_next_opening(rule: Rule, at: str, opening: str, why: str) -> None:
    found = calendar(rule).next_opening(local(at))
    assert found is not None
    assert found.strftime("%Y-%m-%d %H:%M") == opening, why
    assert str(found.tzinfo) == PARIS


def test_mayotte_on_a_friday_at_12_05() -> None:
    # Friday closes at 12:00 there; in Paris it is 10:05 in winter.
    days, at = calendar(MAYOTTE), local("2026-11-27 12:05", "Indian/Mayotte")
    assert not days.is_open(at)
    assert days.why(at).kind == "hours"
    assert days.next_opening(at) == local("2026-11-30 07:30", "Indian/Mayotte")  # Monday
    assert days.is_open(local("2026-11-27 09:55", PARIS))
    assert not days.is_open(local("2026-11-27 10:05", PARIS))


# -- clocks that change --------------------------------------------------------------------------------------------

LENGTHS = [
    (PARIS, "2026-03-29", 4, "Sunday: 02:00 to 03:00 is skipped, so 00:00-05:00 lasts four hours"),
    (PARIS, "2026-10-25", 6, "Sunday: 02:00 to 03:00 comes twice"),
    (PARIS, "2027-03-28", 4, "Easter Sunday"),
    (MIQUELON, "2026-03-08", 4, "Sunday: North American dates, three weeks before Paris"),
    (MIQUELON, "2026-11-01", 6, "Sunday, also All Saints' Day, worked here"),
    (MIQUELON, "2026-03-29", 5, "Sunday: only Paris changes"),
    (GUADELOUPE, "2026-03-29", 5, "Sunday: no change overseas"),
    ("Indian/Mayotte", "2026-10-25", 5, "Sunday: no change overseas"),
    ("Indian/Reunion", "2026-10-25", 5, "Sunday: no change overseas"),
]


@pytest.mark.parametrize(("zone", "on", "hours", "why"), LENGTHS)
def test_the_length_of_a_night_when_clocks_change(zone: str, on: str, hours: int, why: str) -> None:
    rule = Rule("Su 00:00-05:00", zone, works_on=("Toussaint",))
    days = calendar(rule)
    found = [(start, end) for start, end, _ in days.intervals if start.astimezone(days.zone).date() == day(on)]
    assert [(end - start).total_seconds() / 3600 for start, end in found] == [hours], why


SKIPPED = [  # Sunday 29 March 2026 in Paris: 01:59 is followed by 03:00, which is 01:00 UTC
    ("Su 02:15-02:45", [], "it never comes: dropped"),
    ("Su 01:00-02:30", [("00:00", "01:00")], "it ends when the hour is skipped"),
    ("Su 02:30-04:00", [("01:00", "02:00")], "it starts when the hour is skipped"),
    ("Su 01:00-02:15,02:30-04:00", [("00:00", "02:00")], "the pause never comes: one opening"),
]
TWICE = [  # Sunday 25 October 2026: 02:00 comes at 00:00 UTC and again at 01:00 UTC
    ("Su 02:00-02:30", [("00:00", "00:30")], "the first time only"),
    ("Su 02:30-03:00", [("00:30", "02:00")], "from the first 02:30 to the only 03:00"),
    ("Su 01:00-02:30", [("23:00", "00:30")], "until the clock first shows 02:30"),
    ("Su 02:00-02:30,02:45-04:00", [("00:00", "00:30"), ("00:45", "03:00")], "disjoint, in order"),
]


@pytest.mark.parametrize(
    ("on", "hours", "found", "why"),
    [("2026-03-29", *row) for row in SKIPPED] + [("2026-10-25", *row) for row in TWICE],
)
def test_hours_within_the_change_itself(on: str, hours: str, found: list[tuple[str, str]], why: str) -> None:
    days = calendar(Rule(hours, PARIS), day(on), 1)
    assert [(f"{start:%H:%M}", f"{end:%H:%M}") for start, end, _ in days.intervals] == found, why


def test_the_same_opening_in_summer_and_winter_is_another_moment() -> None:
    days = calendar(Rule(OFFICE, PARIS))
    assert days.next_opening(utc("2026-07-01 00:00")) == utc("2026-07-01 06:30")  # Wednesday
    assert days.next_opening(utc("2026-12-02 00:00")) == utc("2026-12-02 07:30")  # Wednesday


# -- what lies above -----------------------------------------------------------------------------------------------


def test_an_exceptional_opening_on_a_holiday() -> None:
    christmas = exceptional("2026-12-25", "2026-12-25", "09:00-12:00", "permanence", ("holidays",))
    days = calendar(Rule(OFFICE, PARIS, dated=(christmas,)))
    assert days.next_opening(local("2026-12-24 18:00")) == local("2026-12-25 09:00")  # Friday
    assert days.why(local("2026-12-25 10:00")).kind == "opening"
    assert days.why(local("2026-12-25 10:00")).words["fr"] == "permanence"
    assert days.why(local("2026-12-25 15:00")).kind == "hours", "closed in the afternoon: not at this hour"


def test_an_exceptional_opening_on_a_sunday() -> None:
    days = calendar(Rule(OFFICE, PARIS, dated=(exceptional("2027-01-10", "2027-01-10", "09:00-12:00 14:00-15:00"),)))
    assert days.spans_of(day("2027-01-10")) == spans("09:00-12:00 14:00-15:00")
    assert days.next_opening(local("2027-01-10 12:30")) == local("2027-01-10 14:00")


def test_a_closure_says_why() -> None:
    days = calendar(Rule(OFFICE, PARIS, dated=(closure("2027-05-07", "2027-05-07", "pont"),)))
    at = local("2027-05-07 10:00")  # Friday after Ascension
    assert (days.why(at).kind, days.why(at).words["fr"]) == ("closure", "pont")
    assert days.next_opening(local("2027-05-05 17:00")) == local("2027-05-10 08:30")  # Wednesday to Monday
    assert days.why(local("2027-05-06 10:00")).kind == "holiday"


EVEN_THEN: tuple[Bar, ...] = ("holidays", "closures")
ABOVE_EACH_OTHER: list[tuple[list[Dated], str, str, str]] = [
    (
        [closure("2026-12-21", "2027-01-01"), exceptional("2026-12-28", "2026-12-28", "09:00-12:00")],
        "2026-12-28",
        "",
        "Monday: a closed day stays closed",
    ),
    (
        [closure("2026-12-21", "2027-01-01"), exceptional("2026-12-28", "2026-12-28", "09:00-12:00", even=EVEN_THEN)],
        "2026-12-28",
        "09:00-12:00",
        "unless the opening is to hold even then",
    ),
    (
        [exceptional("2026-07-01", "2026-08-31", "09:00-12:00")],
        "2026-08-14",
        "08:30-17:00",
        "Friday: a day that is open anyway keeps its hours",
    ),
    ([exceptional("2026-07-01", "2026-08-31", "09:00-12:00")], "2026-08-15", "", "a Saturday, but Assumption"),
    ([exceptional("2026-07-01", "2026-08-31", "09:00-12:00")], "2026-08-22", "09:00-12:00", "Saturday"),
    ([other("2026-07-01", "2026-08-31", "09:00-12:00")], "2026-08-14", "09:00-12:00", "Friday: other hours"),
    ([other("2026-07-01", "2026-08-31", "09:00-12:00")], "2026-08-22", "", "Saturday: no hours to change"),
    ([other("2026-07-01", "2026-08-31", "09:00-12:00")], "2026-07-14", "", "a holiday stays one"),
    (
        [other("2026-07-01", "2026-08-31", "Mo-Sa 09:00-12:00")],
        "2026-08-22",
        "09:00-12:00",
        "another week has a Saturday",
    ),
    (
        [other("2026-07-01", "2026-08-31", "09:00-12:00"), other("2026-08-10", "2026-08-14", "10:00-11:00")],
        "2026-08-14",
        "10:00-11:00",
        "of two the one that covers fewer days",
    ),
    (
        [other("2026-08-14", "2026-08-14", "09:00-12:00"), other("2026-08-14", "2026-08-14", "10:00-11:00")],
        "2026-08-14",
        "10:00-11:00",
        "of two alike the one written last",
    ),
    (
        [other("2026-07-01", "2026-08-31", "09:00-12:00"), closure("2026-08-14", "2026-08-14")],
        "2026-08-14",
        "",
        "a closed day within other hours",
    ),
    (
        [other("2026-08-14", "2026-08-14", "08:00-18:00"), closure("2026-08-14", "2026-08-14", part="après-midi")],
        "2026-08-14",
        "08:00-12:00",
        "a part is taken out of what the day has",
    ),
    (
        [
            closure("2026-08-14", "2026-08-14", part="à partir de 15:00"),
            closure("2026-08-10", None, part="jusqu'à 9:00"),
        ],
        "2026-08-14",
        "09:00-15:00",
        "and so is another",
    ),
    ([closure("2026-08-14", "2026-08-14", part="12:00-14:00")], "2026-08-14", "08:30-12:00 14:00-17:00", "at noon"),
    (
        [exceptional("2026-08-22", "2026-08-22", "08:00-18:00"), closure("2026-08-22", "2026-08-22", part="matin")],
        "2026-08-22",
        "12:00-18:00",
        "out of an opening too",
    ),
]


@pytest.mark.parametrize(("dated", "on", "expected", "why"), ABOVE_EACH_OTHER)
def test_what_counts_on_a_day(dated: list[Dated], on: str, expected: str, why: str) -> None:
    assert calendar(Rule(OFFICE, PARIS, dated=tuple(dated))).spans_of(day(on)) == spans(expected), why


def test_a_closed_part_of_a_day_says_why_and_the_rest_of_the_day_does_not() -> None:
    days = calendar(Rule(OFFICE, PARIS, dated=(closure("2026-12-04", "2026-12-04", "réunion", "12:00-14:00"),)))
    assert days.why(local("2026-12-04 13:00")).words["fr"] == "réunion"
    assert days.closes(local("2026-12-04 10:00")) == local("2026-12-04 12:00")
    assert days.next_opening(local("2026-12-04 10:00")) == local("2026-12-04 14:00")
    assert days.why(local("2026-12-04 20:00")).kind == "hours"


def test_a_day_whose_hours_are_all_taken_out_is_closed_for_that_reason() -> None:
    days = calendar(Rule("Mo-Fr 08:30-12:00", PARIS, dated=(closure("2026-12-04", "2026-12-04", "fête", "matin"),)))
    assert days.cause_of(day("2026-12-04")).words["fr"] == "fête"
    assert days.why(local("2026-12-04 10:00")).kind == "closure"


def test_a_week_changes_on_its_day() -> None:
    days = calendar(Rule(OFFICE, PARIS, later=(Version(day("2027-01-05"), "Mo-Fr 08:00-18:00"),)))
    assert days.spans_of(day("2027-01-04")) == spans("08:30-17:00")
    assert days.spans_of(day("2027-01-05")) == spans("08:00-18:00")


MARGINS: list[tuple[list[Dated | Emergency], str, str, str]] = [
    ([], "2026-11-24 07:29", "closed", "Tuesday"),
    ([], "2026-11-24 07:30", "perhaps", "an hour before"),
    ([], "2026-11-24 08:30", "open", "as the least that is known says"),
    ([], "2026-11-24 17:00", "perhaps", "and an hour after"),
    ([], "2026-11-24 18:00", "closed", "but no longer"),
    ([], "2026-11-28 17:30", "closed", "Saturday"),
    ([], "2026-12-25 17:30", "closed", "a holiday"),
    (
        [closure("2026-11-24", "2026-11-24", part="à partir de 15:00")],
        "2026-11-24 17:30",
        "closed",
        "what was written is sure",
    ),
    (
        [closure("2026-11-24", "2026-11-24", part="à partir de 15:00")],
        "2026-11-24 08:00",
        "perhaps",
        "the other end is not",
    ),
    ([closure("2026-11-24", "2026-11-24", part="jusqu'à 8:00")], "2026-11-24 08:10", "closed", "beside an exception"),
    ([other("2026-11-24", "2026-11-24", "09:00-12:00")], "2026-11-24 12:30", "closed", "other hours are sure"),
    ([exceptional("2026-11-28", "2026-11-28", "09:00-12:00")], "2026-11-28 12:30", "closed", "so is an opening"),
    ([emergency("2026-11-24 15:00", "2026-11-24 16:10")], "2026-11-24 17:30", "closed", "16:10 is 17:10 in Paris"),
    ([emergency("2026-11-24 09:00", "2026-11-24 10:00")], "2026-11-24 17:30", "perhaps", "over by then"),
]


@pytest.mark.parametrize(("above", "at", "state", "why"), MARGINS)
def test_around_assumed_hours_nobody_knows(above: list[Dated | Emergency], at: str, state: str, why: str) -> None:
    rule = Rule(
        OFFICE,
        PARIS,
        margin=60,
        dated=tuple(one for one in above if not isinstance(one, Emergency)),
        emergencies=tuple(one for one in above if isinstance(one, Emergency)),
    )
    days = calendar(rule)
    assert days.state(local(at)) == state, why
    assert days.is_open(local(at)) is (state == "open")
    assert plain_state(rule, local(at)) == state


def test_the_next_opening_is_a_sure_one() -> None:
    days = calendar(Rule(OFFICE, PARIS, margin=60))
    assert days.next_opening(local("2026-11-24 17:30")) == local("2026-11-25 08:30")
    assert days.closes(local("2026-11-24 16:00")) == local("2026-11-24 17:00")
    assert days.closes(local("2026-11-24 17:30")) is None


def test_an_emergency_cuts_an_opening_in_two() -> None:
    days = calendar(Rule(OFFICE, PARIS, emergencies=(emergency("2026-11-24 09:00", "2026-11-24 10:15", "panne"),)))
    tuesday = [(start, end) for start, end, _ in days.intervals if start.date() == day("2026-11-24")]
    assert tuesday == [
        (utc("2026-11-24 07:30"), utc("2026-11-24 09:00")),
        (utc("2026-11-24 10:15"), utc("2026-11-24 16:00")),
    ]
    assert days.closes(utc("2026-11-24 08:00")) == utc("2026-11-24 09:00")
    assert days.next_opening(utc("2026-11-24 09:30")) == utc("2026-11-24 10:15")
    assert days.why(utc("2026-11-24 09:30")).words["fr"] == "panne"
    assert days.spans_of(day("2026-11-24")) == spans("08:30-17:00"), "what was planned"


def test_an_emergency_is_no_reason_any_more_once_it_is_over() -> None:
    days = calendar(Rule(OFFICE, PARIS, emergencies=(emergency("2026-11-24 09:00", "2026-11-24 20:00"),)))
    assert days.why(utc("2026-11-24 19:59")).kind == "emergency"
    assert days.why(utc("2026-11-24 20:00")).kind == "hours"


def test_an_emergency_closes_an_exceptional_opening_too() -> None:
    rule = Rule(
        OFFICE,
        PARIS,
        dated=(exceptional("2026-11-28", "2026-11-28", "09:00-12:00"),),  # Saturday
        emergencies=(
            emergency("2026-11-27 12:00", "2026-11-30 06:00"),
            emergency("2026-11-28 08:00", "2026-11-28 09:00"),
        ),
    )
    assert calendar(rule).next_opening(local("2026-11-27 14:00")) == local("2026-11-30 08:30")


def test_an_endless_closure_has_no_reopening() -> None:
    days = calendar(Rule(OFFICE, PARIS, dated=(closure("2026-11-28", None, "déménagement"),)))
    assert days.next_opening(local("2026-11-26 12:00")) == local("2026-11-27 08:30")
    friday_evening = local("2026-11-27 18:00")
    assert days.next_opening(friday_evening) is None
    assert days.why(friday_evening).words["fr"] == "déménagement", "the evening before, it is already the reason"
    assert days.why(local("2027-11-30 10:00")).kind == "closure"


def test_an_endless_emergency_has_no_reopening() -> None:
    days = calendar(Rule(OFFICE, PARIS, emergencies=(emergency("2026-11-24 09:00", None, "panne"),)))
    assert days.closes(utc("2026-11-24 08:00")) == utc("2026-11-24 09:00")
    assert days.next_opening(utc("2026-11-24 09:00")) is None
    assert days.why(utc("2026-12-25 09:00")).kind == "emergency", "above a holiday"


WHY = [
    ("2026-11-23 07:00", "hours", "Monday, before opening"),
    ("2026-11-23 20:00", "hours", "Monday evening"),
    ("2026-11-23 10:00", "hours", "Monday, open"),
    ("2026-11-28 10:00", "weekend", "Saturday"),
    ("2026-11-29 23:00", "weekend", "Sunday"),
    ("2026-12-25 03:00", "holiday", "Friday, Christmas"),
    ("2026-11-01 10:00", "holiday", "a Sunday, but All Saints' Day is said"),
    ("2026-12-24 20:00", "hours", "Thursday evening: the holiday is tomorrow"),
]


@pytest.mark.parametrize(("at", "kind", "why"), WHY)
def test_why(at: str, kind: str, why: str) -> None:
    assert calendar(Rule(OFFICE, PARIS)).why(local(at)).kind == kind, why


# -- days and windows ----------------------------------------------------------------------------------------------


def test_a_week_from_any_day() -> None:
    week = calendar(MAYOTTE).week(day("2026-12-24"))  # Thursday
    assert [f"{on:%a}" for on, _ in week] == ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    assert [bool(hours) for _, hours in week] == [True, False, False, False, True, True, True]
    assert week[0][1] == spans("07:30-14:30")


def test_an_interval_belongs_to_the_local_day_on_which_it_starts() -> None:
    # In Nouméa (UTC+11) Monday morning is still Sunday in UTC.
    days = calendar(Rule("Mo 08:00-12:00", "Pacific/Noumea"), day("2026-11-23"), 1)
    assert [(start, end) for start, end, _ in days.intervals] == [(utc("2026-11-22 21:00"), utc("2026-11-23 01:00"))]


def test_questions_outside_the_window_or_without_a_zone_are_refused() -> None:
    days = calendar(Rule(OFFICE, PARIS), day("2026-01-01"), 365)
    with pytest.raises(ValueError, match="outside the calendar"):
        days.is_open(local("2027-01-01 00:00"))
    with pytest.raises(ValueError, match="outside the calendar"):
        days.next_opening(local("2026-01-01 00:00") - minutes(1))
    with pytest.raises(ValueError, match="outside the calendar"):
        days.spans_of(date(2027, 1, 1))
    with pytest.raises(ValueError, match="no time zone"):
        days.is_open(datetime(2026, 11, 23, 10))  # noqa: DTZ001 -- that is the point
    assert days.is_open(datetime(2026, 11, 23, 10, tzinfo=UTC))


def test_equal_rules_are_one_key_and_travel_between_processes() -> None:
    import pickle

    one = Rule(OFFICE, PARIS, dated=(closure("2026-12-24", None),))
    other = Rule(OFFICE, PARIS, dated=(closure("2026-12-24", None),))
    assert one == other
    assert len({one, other, pickle.loads(pickle.dumps(one))}) == 1
    assert len({one, Rule(OFFICE, PARIS)}) == 2


def test_what_is_worked_out_some_weeks_at_a_time_has_no_seams() -> None:
    """Asked around the first moment of each of its weeks, a calendar answers as one whose weeks begin on other days."""
    rule = Rule("Mo-Su 00:00-06:00,20:00-23:59", PARIS, dated=(closure("2026-03-20", "2026-03-30"),))
    one, other_ = calendar(rule), calendar(rule, day("2025-12-20"))
    for start in one._starts[:-1]:
        for away in (-1, 0, 1):
            at = datetime.fromtimestamp(max(start + away, one._starts[0]), UTC)
            told = [(days.state(at), days.closes(at), days.next_opening(at), days.why(at)) for days in (one, other_)]
            assert told[0] == told[1], at
    first, last = utc("2026-01-01 00:00"), utc("2028-06-01 00:00")
    assert [[found for found in days.stretches if first < found[0] < last] for days in (one, other_)].count(
        [found for found in one.stretches if first < found[0] < last]
    ) == 2
