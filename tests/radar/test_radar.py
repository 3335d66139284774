"""The year ahead: each sort of surprise, on days that can be looked up."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache

import pytest
from click.testing import CliRunner

from ivr.cli.radar import radar as command
from ivr.hours.day_parts import read_other_hours, read_times
from ivr.hours.day_phrases import read_days
from ivr.hours.days import single, stretch
from ivr.hours.rule import Closure, Dated, Emergency, Opening, OtherHours
from ivr.hours.schedules import Bulletin, Schedules
from ivr.hours.words import NO_WORDS, words
from ivr.radar.surprise import Surprise
from ivr.radar.survey import months_later, radar
from tests.drawing.real_line import content

FIRST = date(2026, 11, 23)


@cache
def real() -> tuple[Surprise, ...]:
    return radar(content().schedules, FIRST)


def on(day: date, kind: str, found: tuple[Surprise, ...] | None = None) -> list[Surprise]:
    return [
        surprise for surprise in (real() if found is None else found) if surprise.first == day and surprise.kind == kind
    ]


def of(kind: str, found: tuple[Surprise, ...]) -> list[Surprise]:
    return [surprise for surprise in found if surprise.kind == kind]


def with_national(**changes: object) -> Schedules:
    """The real schedules, less the caisses, with another rule for 3646."""
    schedules = content().schedules
    line = schedules.lines["national"]
    lines = {"national": replace(line, rule=replace(line.rule, **changes))}  # type: ignore[arg-type]
    return Schedules(lines, {}, {}, schedules.departments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "place", "gaps"),
    [
        # Sundays: Miquelon follows North America's dates, Paris Europe's
        (date(2027, 3, 14), "Saint-Pierre-et-Miquelon", ["métropole +4 h → +3 h"]),
        (date(2027, 3, 28), "métropole", ["La Réunion +3 h → +2 h", "Mayotte +2 h → +1 h", "−5 h → −6 h"]),
        (date(2027, 10, 31), "métropole", ["Mayotte +1 h → +2 h", "Guyane −5 h → −4 h"]),
        (date(2027, 11, 7), "Saint-Pierre-et-Miquelon", ["métropole +3 h → +4 h"]),
    ],
)
def test_clocks_that_change(day: date, place: str, gaps: list[str]) -> None:
    told = [surprise for surprise in on(day, "clock") if place in surprise.where["fr"].split(" ; ")[0]]
    assert len(told) == 1
    assert all(gap in told[0].where["fr"] for gap in gaps), told[0].where["fr"]


def test_only_paris_and_miquelon_change_their_clocks() -> None:
    assert len(of("clock", real())) == 2 * 4


@pytest.mark.parametrize(
    ("day", "holiday", "where"),
    [
        (date(2027, 3, 26), "Vendredi saint", ["Moselle", "Bas-Rhin", "Haut-Rhin"]),  # a Friday
        (date(2027, 4, 27), "Abolition de l'esclavage", ["la ligne de Mayotte"]),  # a Tuesday
        (date(2027, 5, 27), "Abolition de l'esclavage", ["Guadeloupe"]),  # a Thursday
        (date(2027, 12, 20), "Abolition de l'esclavage", ["Réunion"]),  # a Monday
    ],
)
def test_holidays_of_some_places_only(day: date, holiday: str, where: list[str]) -> None:
    [told] = on(day, "holiday")
    assert told.words["fr"].startswith(holiday)
    assert all(place in told.where["fr"] for place in where)


def test_a_holiday_of_everybody_is_no_surprise() -> None:
    assert not on(date(2027, 7, 14), "holiday")


def test_a_custom_waits_for_somebody_to_settle_it() -> None:
    """Mid-Lent in Guadeloupe: a Thursday; nobody has said whether the body there is closed."""
    [told] = on(date(2027, 3, 4), "uncertain")
    assert "Guadeloupe" in told.where["fr"]
    assert "sous réserve" in told.words["fr"]
    for settled in ({"also_closed": ("Mi-Carême",)}, {"works_on": ("Mi-Carême",)}):
        assert not on(date(2027, 3, 4), "uncertain", radar(with_national(subdivision="971", **settled), FIRST))


def test_an_employers_choice_is_told_with_the_hours_that_are_announced() -> None:
    [told] = on(date(2027, 2, 9), "uncertain")  # Shrove Tuesday
    assert "horaires habituels annoncés" in told.words["fr"]
    assert all(place in told.where["fr"] for place in ("Guadeloupe", "Martinique", "Guyane"))


def test_a_feast_of_the_moon_waits_for_its_day_to_be_confirmed() -> None:
    """Idi el-Fitr in Mayotte: a Wednesday, computed."""
    [told] = on(date(2027, 3, 10), "provisional")
    assert "Idi el-Fitr" in told.words["fr"]
    assert "a computed day" in told.words["en"]
    assert told.where["fr"] == "la ligne de Mayotte, la CSS de Mayotte"
    moved = (("Idi el-Fitr", date(2027, 3, 9)),)
    found = radar(with_national(subdivision="976", confirmed=moved), FIRST)
    assert not on(date(2027, 3, 9), "provisional", found)
    assert not on(date(2027, 3, 10), "provisional", found)


def test_a_holiday_tells_how_it_is_known() -> None:
    assert "(Code du travail L3134-13)" in on(date(2027, 3, 26), "holiday")[0].words["fr"]  # Good Friday in Alsace
    assert "(Labour code L3422-2)" in on(date(2027, 5, 27), "holiday")[0].words["en"]


def test_long_weekends_are_counted_from_their_first_day() -> None:
    easter = {surprise.first: surprise for surprise in of("run", real()) if surprise.last == date(2027, 3, 29)}
    assert set(easter) == {date(2027, 3, 26), date(2027, 3, 27)}, "Alsace and Moselle close on Good Friday already"
    assert "4 jours" in easter[date(2027, 3, 26)].words["fr"]


def test_ordinary_weekends_are_no_surprise() -> None:
    assert all((surprise.last - surprise.first).days >= 2 for surprise in of("run", real()))


def test_closures_that_end_never_end_or_are_over() -> None:
    def closed(first: date, last: date | None, name: str) -> Closure:
        return Closure(stretch(first, last), (), words(fr=name, en=name), name)

    schedules = with_national(
        dated=(
            closed(date(2027, 8, 2), date(2027, 8, 6), "travaux"),
            closed(date(2027, 9, 1), None, "incendie"),
            closed(date(2026, 1, 5), date(2026, 1, 6), "neige"),
            closed(date(2040, 1, 5), date(2040, 1, 6), "lointain"),
            closed(date(2041, 1, 5), None, "lointain sans fin"),
            Opening(single(date(2027, 1, 9)), ((time(9), time(12)),), NO_WORDS, "samedi"),
        ),
        emergencies=(Emergency(datetime(2026, 12, 1, 9, tzinfo=UTC), None, words(fr="panne", en="failure"), "x"),),
    )
    found = radar(schedules, FIRST)
    assert [(s.first, s.last) for s in on(date(2027, 8, 2), "closure", found)] == [(date(2027, 8, 2), date(2027, 8, 6))]
    assert "incendie" in on(date(2027, 9, 1), "endless", found)[0].words["fr"]
    assert "panne" in on(date(2026, 12, 1), "endless", found)[0].words["fr"]
    assert "neige" in on(FIRST, "lapse", found)[0].words["fr"]
    assert on(date(2027, 1, 9), "opening", found)[0].words["fr"] == "samedi, de 09:00 à 12:00"
    assert not any("lointain" in surprise.words["fr"] for surprise in found)


def with_caisse(code: str, **changes: object) -> Schedules:
    """The real schedules, with another rule for one caisse."""
    schedules = content().schedules
    caisse = schedules.caisses[code]
    return replace(
        schedules,
        caisses={**schedules.caisses, code: replace(caisse, rule=replace(caisse.rule, **changes))},  # type: ignore[arg-type]
    )


def entry(days: str, **more: object) -> tuple[Dated, ...]:
    """An opening, or with a week other hours, on days as the staff write them."""
    if week := more.get("week"):
        return (OtherHours(read_days(days), *read_other_hours(str(week)), words(fr="ramadan", en="Ramadan"), "x"),)
    return (Opening(read_days(days), read_times("09:00-12:00"), words(fr="marché", en="market"), "x", ("holidays",)),)


def test_the_caisse_that_opens_while_all_others_are_closed_is_named() -> None:
    """Saturday after Christmas, a Friday: 106 caisses and the lines are closed for three days."""
    found = radar(with_caisse("691", dated=entry("26 décembre 2026")), FIRST)
    [run] = on(date(2026, 12, 25), "run", found)
    assert run.words["fr"] == "Noël, 3 jours de suite"
    assert run.where["fr"] == "tout le monde sauf la CPAM du Rhône"
    assert run.where["en"] == "everybody but the CPAM of Rhône"


def test_who_works_on_a_holiday_of_all_is_told_and_not_those_who_do_not() -> None:
    found = radar(with_caisse("691", works_on=("Lundi de Pentecôte",)), FIRST)
    assert not on(date(2027, 5, 17), "holiday", found)
    [told] = on(date(2027, 5, 17), "working", found)
    assert (told.words["fr"], told.where["fr"]) == ("Lundi de Pentecôte, fermé ailleurs", "la CPAM du Rhône")


def test_other_hours_are_told_as_such() -> None:
    found = radar(with_caisse("691", dated=entry("du 8 février au 9 mars 2027", week="Mo-Fr 07:30-12:00")), FIRST)
    [told] = of("hours", found)
    assert (told.first, told.last) == (date(2027, 2, 8), date(2027, 3, 9))
    assert told.words["fr"] == "ramadan"


@pytest.mark.parametrize(
    ("days", "first", "told"),
    [
        ("samedis du 5 au 26 décembre 2026", date(2026, 12, 5), "samedis du 5 au 26 décembre 2026"),
        ("chaque année le 24 décembre", date(2026, 12, 24), "chaque année le 24 décembre"),
        ("dernier samedi du mois", date(2026, 11, 28), "dernier samedi du mois"),
    ],
)
def test_what_comes_back_is_told_on_its_next_day_with_all_its_days(days: str, first: date, told: str) -> None:
    [found] = of("opening", radar(with_caisse("691", dated=entry(days)), FIRST))
    assert (found.first, found.last) == (first, first)
    assert found.words["fr"] == f"marché, de 09:00 à 12:00, {told}"


def test_a_day_of_which_nobody_knows_is_not_told_as_closed() -> None:
    """Good Friday in Guadeloupe is perhaps a holiday: its closed days begin on the Saturday, as everybody's do."""
    [run] = on(date(2027, 3, 26), "run")
    assert "Guadeloupe" not in run.where["fr"]
    [after] = on(date(2027, 3, 27), "run")
    assert after.where["fr"] == "tout le monde"


def test_what_an_entry_settles_waits_for_nobody() -> None:
    closed = (Closure(single(date(2027, 3, 4)), (), words(fr="Mi-Carême", en="mid-Lent"), "x"),)
    assert not on(date(2027, 3, 4), "uncertain", radar(with_caisse("971", dated=closed), FIRST))


def test_an_emergency_without_an_end_is_told_once_and_hides_nothing() -> None:
    stopped = (Emergency(datetime(2026, 12, 1, 9, tzinfo=UTC), None, words(fr="panne", en="failure"), "x"),)
    found = radar(with_caisse("691", emergencies=stopped), FIRST)
    assert [one.kind for one in found if "panne" in one.words["fr"]] == ["endless"]


def test_bulletins_that_end_never_end_or_are_over() -> None:
    def said(name: str, last: datetime | None) -> Bulletin:
        return Bulletin(words(fr=name, en=name), ("national",), datetime(2026, 11, 1, tzinfo=UTC), last)

    endless, ending, over = (
        said("sans fin", None),
        said("grève", datetime(2026, 12, 4, tzinfo=UTC)),
        said("finie", datetime(2026, 11, 2, tzinfo=UTC)),
    )
    found = radar(replace(with_national(), bulletins=(endless, ending, over)), FIRST)
    assert "sans fin" in on(FIRST, "endless", found)[0].words["fr"]
    assert "grève" in on(date(2026, 12, 4), "bulletin", found)[0].words["fr"]
    assert "finie" in on(FIRST, "lapse", found)[0].words["fr"]


def test_sources_grow_old() -> None:
    checked = content().schedules.lines["mayotte"].vouched[0].checked
    assert checked is not None
    assert any("la ligne de Mayotte" in surprise.where["fr"] for surprise in of("source", real()))
    old = of("source", radar(content().schedules, FIRST, stale_days=0))
    assert all(surprise.first == FIRST for surprise in old)


def test_assumed_hours_are_told_once() -> None:
    [told] = of("assumed", real())
    assert "caisses" in told.where["fr"]


def test_surprises_come_in_the_order_of_their_days_within_the_window() -> None:
    days = [surprise.first for surprise in real()]
    assert days == sorted(days)
    assert days[0] >= FIRST
    assert days[-1] < months_later(FIRST, 24) == date(2028, 11, 23)


def test_every_surprise_is_told_in_both_languages() -> None:
    for surprise in real():
        assert surprise.words["fr"] != surprise.words["en"]
        assert surprise.where["en"]


def test_the_command_prints_months_or_json() -> None:
    shown = CliRunner().invoke(command, ["--from", "2026-11-23", "--months", "6"])
    assert shown.exit_code == 0, shown.output
    assert "Mars 2027" in shown.output
    listed = CliRunner().invoke(command, ["--from", "2026-11-23", "--json"])
    assert len(json.loads(listed.output)) == len(real())
    english = CliRunner().invoke(command, ["--from", "2026-11-23", "--english"])
    assert "March 2027" in english.output


def printed(first: str, *options: str, width: int = 120) -> str:
    shown = CliRunner().invoke(command, ["--from", first, "--months", "4", *options], env={"COLUMNS": str(width)})
    assert shown.exit_code == 0, shown.output
    return shown.output


def test_what_is_to_be_done_comes_first_then_two_weeks_then_months() -> None:
    titles = [line for line in printed("2026-12-14").splitlines() if line and not line.startswith(" ")]
    assert titles[1:] == [
        "À mettre à jour",
        "Cette semaine, du 14 au 20 décembre 2026",
        "La semaine prochaine, du 21 au 27 décembre 2026",
        "Janvier 2027",
        "Février 2027",
        "Mars 2027",
    ]


def test_each_thing_has_a_sign_beside_its_colour_and_the_signs_are_explained() -> None:
    told = printed("2026-12-14")
    assert "  × ven. 25–dim. 27 fermé       Noël, 3 jours de suite · tout le monde\n" in told
    assert "  ? mer. 6          provisoire  Miradji, jour calculé · la ligne de Mayotte, la CSS de Mayotte\n" in told
    assert "provisoire : dit « sous réserve » jusqu'à ce que holidays.yaml le confirme" in told
    assert told.rstrip().splitlines()[-1].strip().startswith("× fermé   + ouvert")


def test_a_week_without_surprises_says_so() -> None:
    assert "Cette semaine, du 14 au 20 décembre 2026\n  rien de particulier\n" in printed("2026-12-14")
    assert "This week, from 14 to 20 December 2026\n  nothing in particular\n" in printed("2026-12-14", "--english")


def test_what_a_change_of_clocks_does_elsewhere_is_told_when_it_is_near() -> None:
    assert "métropole +4 h → +3 h" in printed("2027-03-08")
    assert "métropole +4 h → +3 h" not in printed("2027-02-15")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits_the_terminal(width: int) -> None:
    assert max(map(len, printed("2026-12-14", width=width).splitlines())) <= width
