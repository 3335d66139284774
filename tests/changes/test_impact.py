"""Whose hours a change changes, when and by how much: held minute by minute against the calendars of both sides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.changes.impact import Impact
from ivr.changes.impact_words import rows_of, summary_words
from ivr.changes.proposal import Proposal
from ivr.content.faults import ContentError
from ivr.hours.calendar import Calendar
from ivr.hours.day_words import date_words
from ivr.hours.schedules import Caisse, Line
from ivr.published.live import Published
from tests.changes.forming import MEETING, NOW, effect, proposed, shipped
from tests.published.changing import Published as Source
from tests.published.changing import put

WHOLE_RUN, SLICE = 400, 20
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(scope="module")
def live() -> Published:
    return shipped()


SAID = [
    (
        "closures",
        {"where": "69", "days": "27 novembre 2026", "hours": "après-midi"},
        "Ferme la CPAM du Rhône (69), 1,9 million d'habitants, le vendredi 27 novembre 2026, de 12 h à 17 h : "
        "5 heures.",
    ),
    (
        "closures",
        {"where": ["69", "38", "01"], "days": "27 novembre 2026", "hours": "après-midi"},
        "Ferme la CPAM de l'Ain (01), la CPAM de l'Isère (38), la CPAM du Rhône (69), 3,9 millions d'habitants, le "
        "vendredi 27 novembre 2026, de 12 h à 17 h : 5 heures de moins chacune.",
    ),
    (
        "closures",
        {"where": "all", "days": "24 décembre 2026", "hours": "après-midi"},
        "Ferme tout le monde (les trois lignes et 107 caisses), 68,4 millions d'habitants, le jeudi 24 décembre 2026 : "
        "entre 2 h 30 et 5 heures de moins chacun.",
    ),
    (
        "openings",
        {"where": "691", "days": "samedis du 5 au 26 décembre 2026", "hours": "09:00-12:00"},
        "Ouvre la CPAM du Rhône (69), 1,9 million d'habitants, les 5, 12, 19 et 26 décembre 2026, de 9 h à 12 h : "
        "12 heures.",
    ),
    (
        "hours",
        {"where": "mayotte", "days": "du 8 au 12 février 2027", "hours": "Mo-Fr 09:00-16:00"},
        "Change les horaires, du 8 au 12 février 2027, pour la ligne de Mayotte, 257 000 habitants : 7 h 30 de moins "
        "et 10 heures de plus.",
    ),
    (
        "emergencies",
        {"where": "mayotte", "start": "2026-11-26 05:00", "end": "2026-11-26 11:00"},
        # what is over by now is not counted: it is noon there
        "Ferme la ligne de Mayotte, 257 000 habitants, le jeudi 26 novembre 2026, de 7 h 30 à 13 h : 1 heure.",
    ),
    (
        "closures",
        {"where": "691", "days": "premier lundi du mois", "hours": "matin"},
        "Ferme la CPAM du Rhône (69), 1,9 million d'habitants, 11 lundis, du 7 décembre 2026 au 4 octobre 2027, de "
        "8 h 30 à 12 h : 38 h 30. L'effet continue ensuite : il est compté jusqu'au vendredi 26 novembre 2027.",
    ),
    (
        "closures",
        {"where": "691", "days": "28 novembre 2026"},
        "Aucune heure d'ouverture à venir ne change.",
    ),
    ("closures", {"where": "691", "days": "2 novembre 2026"}, "Rien ne change : tout cela est déjà passé."),
]


@pytest.mark.parametrize(("section", "entry", "said"), SAID, ids=[said[:60] for _, _, said in SAID])
def test_what_a_change_does_is_said_in_a_sentence(
    live: Published, section: str, entry: Mapping[str, Any], said: str
) -> None:
    proposal = proposed(live, section, {**entry, **MEETING})
    told = summary_words(effect(proposal), proposal.after.schedules)
    assert told["fr"] == said
    assert told["en"] != told["fr"]


def test_rows_show_who_when_before_after_and_the_difference(live: Published) -> None:
    proposal = proposed(
        live, "closures", {"where": "all", "days": "24 décembre 2026", "hours": "après-midi", **MEETING}
    )
    rows = rows_of(effect(proposal), proposal.after.schedules)
    assert sum(len(row.bodies) for row in rows) == 110
    [mayotte] = [row for row in rows if "mayotte" in row.bodies]
    told = [mayotte.when, mayotte.before, mayotte.after, mayotte.difference]
    assert [one["fr"] for one in told] == [
        "le jeudi 24 décembre 2026",
        "7 h 30–14 h 30",
        "7 h 30–12 h",
        "2 h 30 de moins",
    ]
    assert mayotte.difference["en"] == "2 h 30 min less"


def test_hours_that_nobody_knows_are_no_hours_but_are_told(live: Published) -> None:
    proposal = proposed(
        live, "closures", {"where": "691", "days": "27 novembre 2026", "hours": "17:00-18:00", **MEETING}
    )
    found = effect(proposal)
    assert [(one.lost, one.gained) for one in found.touched] == [(0, 0)]
    assert summary_words(found, proposal.after.schedules)["fr"].startswith("Ne change que des heures incertaines")


def test_a_notice_changes_no_hours_and_says_on_which_lines(live: Published) -> None:
    notice = {"lines": ["national"], "first": "2026-11-27 00:00", "last": "unknown", "fr": "Bonjour.", "en": "Hello."}
    proposal = proposed(live, "bulletins", notice)
    assert summary_words(effect(proposal), proposal.after.schedules)["fr"] == (
        "Annonce sur le 36 46, à partir du vendredi 27 novembre 2026 à 0 h, sans fin connue : « Bonjour. »"
    )


def test_what_is_taken_away_gives_its_hours_back() -> None:
    source = Source()
    source.publish(put("closures", "essai", {"where": "691", "days": "27 novembre 2026", **MEETING}))
    live = shipped(source)
    proposal = proposed(live, "closures", {"where": "691", "days": "30 novembre 2026", **MEETING})
    [touched] = effect(proposal).touched
    assert [(one.day.day, one.lost, one.gained) for one in touched.days] == [(27, 0, 30600), (30, 30600, 0)]


# -- against the calendars, minute by minute ---------------------------------------------------------------------------

WHERE = ("all", "national", "mayotte", "caisses", "691", "974", "971", "57", "975", "abroad", "972")
PARTS = ("", "matin", "après-midi", "à partir de 15:00", "12:00-14:00", "jusqu'à 09:10")
TIMES = ("09:00-12:00", "00:30-23:30", "07:00-08:45,12:10-19:00")
WEEKS = (*TIMES, "Mo-Fr 08:00-18:00", "Sa 09:00-12:00", "Mo,We 06:00-11:00; Tu 12:00-23:59")
DAYS = ("tous les samedis", "premier lundi du mois", "chaque année du 24 décembre au 2 janvier", "lundis de mars 2027")


def written(day: date) -> str:
    return date_words(day, "fr")


days = st.dates(date(2026, 11, 20), date(2028, 3, 1))
phrases = st.one_of(
    st.sampled_from(DAYS),
    days.map(written),
    st.builds(
        lambda day, more: f"du {written(day)} au {written(day + timedelta(days=more))}", days, st.integers(1, 40)
    ),
    days.map(lambda day: f"à partir du {written(day)}"),
)
moments = st.builds(
    lambda minutes: datetime(2026, 11, 20, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 190_000)
)


def at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


even = st.lists(st.sampled_from(("holidays", "closures")), min_size=1, unique=True)
entries = st.one_of(
    st.tuples(st.just("closures"), st.fixed_dictionaries({"days": phrases, "hours": st.sampled_from(PARTS)})),
    st.tuples(
        st.just("openings"), st.fixed_dictionaries({"days": phrases, "hours": st.sampled_from(TIMES), "even": even})
    ),
    st.tuples(
        st.just("hours"), st.fixed_dictionaries({"days": phrases, "hours": st.sampled_from(WEEKS), "even": even})
    ),
    st.tuples(
        st.just("emergencies"),
        st.builds(
            lambda start, minutes: {
                "start": at(start),
                "end": at(start + timedelta(minutes=minutes)) if minutes else "unknown",
            },
            moments,
            st.integers(0, 5000),
        ),
    ),
)


@settings(max_examples=SLICE)
@given(entries, st.sampled_from(WHERE), st.randoms(use_true_random=False))
def test_it_is_what_the_calendars_say(
    live: Published, entry: tuple[str, dict[str, Any]], where: str, draw: Any
) -> None:
    section, keys = entry
    full = {key: value for key, value in {"where": where, **keys, **MEETING}.items() if value}
    try:
        proposal = proposed(live, section, full)
    except ContentError:
        return  # an opening without an end
    found = effect(proposal)
    told = {(name(body), one.day): one for each in found.touched for body in each.bodies for one in each.days}
    bodies = [*proposal.after.schedules.lines, *draw.sample(sorted(proposal.after.schedules.caisses), 4)]
    bodies += [who for who, _ in draw.sample(sorted(told), min(3, len(told)))]
    for who in bodies:
        for day in some_days(found, sorted(one for body, one in told if body == who), draw):
            expected = by_minute(proposal, found, who, day)
            one = told.get((who, day))
            assert ((one.lost // 60, one.gained // 60) if one else (0, 0)) == expected, (full, who, day)


def some_days(found: Impact, told: list[date], draw: Any) -> set[date]:
    """Some days of the window, and some of those that are told."""
    count = max(1, (found.last - found.first).days)
    others = {found.first.date() + timedelta(days=draw.randrange(count + 1)) for _ in range(3)}
    return others | set(draw.sample(told, min(3, len(told))))


def by_minute(proposal: Proposal, found: Impact, who: str, day: date) -> tuple[int, int]:
    """How many minutes of a local day are open before only, and after only, while the change is looked at."""
    before, after = (calendar_of(side, who, day) for side in (proposal.before, proposal.after))
    minute, end = (datetime.combine(one, time(), before.zone).astimezone(UTC) for one in (day, day + timedelta(days=1)))
    lost = gained = 0
    while minute < end:
        if found.first <= minute < found.last:
            was, is_ = before.is_open(minute), after.is_open(minute)
            lost, gained = lost + (was and not is_), gained + (is_ and not was)
        minute += MINUTE
    return lost, gained


def calendar_of(side: Any, who: str, day: date) -> Calendar:
    bodies: dict[str, Line | Caisse] = {**side.schedules.lines, **side.schedules.caisses}
    found: Calendar = side.schedules.calendar(bodies[who].rule, datetime.combine(day, time(12), UTC))
    return found


def name(body: Line | Caisse) -> str:
    return body.name if isinstance(body, Line) else body.code


def test_the_oracle_finds_an_hour_that_was_forgotten(live: Published) -> None:
    proposal = proposed(live, "closures", {"where": "691", "days": "27 novembre 2026", **MEETING})
    found = effect(proposal)
    assert by_minute(proposal, found, "691", date(2026, 11, 27)) == (510, 0)
    assert by_minute(proposal, replace(found, last=found.first), "691", date(2026, 11, 27)) == (0, 0)
    assert found.last > NOW
