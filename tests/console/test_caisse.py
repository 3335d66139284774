"""The page of one line or caisse: now, this week, what lies above, where its hours come from, its year."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.changes import ledger
from ivr.content.changes import Change
from tests.console.pages_read import words_of
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
PARIS = ZoneInfo("Europe/Paris")


def test_its_week_and_what_is_above_it_are_told_with_the_author(desk: Opening) -> None:
    staff = desk()
    afternoon = {"where": "691", "days": "27 novembre 2026", "hours": "après-midi", "fr": "réunion", "en": "a meeting"}
    with staff.store.writing() as connection:
        draft = Change("closures", "reunion", "puts", afternoon, author="Paul Durand")
        ledger.publish(connection, [draft], at=staff.at, seen={})
    staff.published.follow()
    told = words_of(staff.get("/caisse/691"))
    assert "La CPAM du Rhône Ouvert jusqu'à 17:00" in told
    assert "ven. 27 nov. 08:30–12:00 fermeture : réunion" in told
    assert "sam. 28 nov. fermé" in told
    assert "reunion : fermeture à partir de 12:00" in told
    assert "(n° 1, Paul Durand)" in told


def test_where_its_hours_come_from_is_told(desk: Opening) -> None:
    staff = desk()
    assumed = words_of(staff.get("/caisse/691"))
    assert "Semaine lundi au vendredi de 08:30 à 17:00" in assumed
    assert "supposés : personne ne les a confirmés" in assumed
    known = words_of(staff.get("/caisse/mayotte"))
    assert "Source service-public, fiche F10662 du 7 juillet 2022, vérifiée le lundi 23 novembre 2026" in known
    assert "supposés" not in known


@pytest.mark.parametrize(
    ("key", "year", "day", "named"),
    [
        ("691", 2027, "25", "Noël"),
        ("571", 2027, "26", "Saint-Étienne"),  # Moselle alone
        ("976", 2027, "27", "Abolition de l'esclavage"),
        ("national", 2026, "11", "Armistice"),
    ],
)
def test_its_year_names_the_holidays(desk: Opening, key: str, year: int, day: str, named: str) -> None:
    page = desk().get(f"/caisse/{key}?year={year}").get_data(as_text=True)
    assert len(re.findall(r"<table>\s*<caption>", page)) == 12
    assert re.search(rf"<strong>{day}</strong> jour férié : {named}", page.replace("&#39;", "'"))
    assert f'class="day holiday">{day}<span class="sign"' in page


def test_each_day_of_the_year_is_marked_as_its_calendar_says(desk: Opening) -> None:
    page = desk().get("/caisse/691?year=2028").get_data(as_text=True)
    days = re.findall(r'<td class="day (\w+)', page)
    assert len(days) == 366
    # Eleven holidays, of which 1 January and 11 November are Saturdays; the other 104 days of weekends; all the rest.
    assert {mark: days.count(mark) for mark in ("holiday", "shut", "open")} == {"holiday": 11, "shut": 104, "open": 251}


@pytest.mark.parametrize(("key", "heard"), [("691", "la CPAM du Rhône"), ("mayotte", "Mayotte")])
def test_it_leads_to_what_a_caller_from_there_hears(desk: Opening, key: str, heard: str) -> None:
    staff = desk()
    address = re.search(r'href="/console(/heard[^"]*)"[^>]*>Qu', staff.get(f"/caisse/{key}").get_data(as_text=True))
    assert address
    assert heard in words_of(staff.get(address[1]))


@pytest.mark.parametrize("address", ["/caisse/999", "/caisse/msa", "/caisse/691?year=1200"])
def test_what_is_not_there_is_a_page_that_says_so(desk: Opening, address: str) -> None:
    assert desk().get(address).status_code == 404


def test_it_is_read_in_english(desk: Opening) -> None:
    staff = desk(somebody("reader", language="en"), at=datetime(2026, 12, 23, 10, 0, tzinfo=PARIS))
    told = words_of(staff.get("/caisse/691"))
    assert "The CPAM of Rhône Open until 17:00 · assumed week" in told
    assert "Fri 25 Dec closed public holiday: Christmas Day" in told
