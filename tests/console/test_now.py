"""Now: how every line and caisse stands, why, until when; found by what people call it; kept up to date."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import OperationalError

from ivr.changes import ledger
from ivr.console.now import latest
from ivr.console.now.map import shapes
from ivr.content.changes import Change
from tests.console.pages_read import field_of, row_of, words_of
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
PARIS = ZoneInfo("Europe/Paris")
MOMENTS = {
    "a Tuesday at 10": datetime(2026, 11, 24, 10, 0, tzinfo=PARIS),
    "a Tuesday at 17:30, in the margin of assumed hours": datetime(2026, 11, 24, 17, 30, tzinfo=PARIS),
    "a Saturday": datetime(2026, 11, 28, 10, 0, tzinfo=PARIS),
    "Christmas": datetime(2026, 12, 25, 10, 0, tzinfo=PARIS),
    "Saint Stephen's, a holiday in Moselle and Alsace alone": datetime(2025, 12, 26, 10, 0, tzinfo=PARIS),
}
TOLD = {"open": "Ouvert", "perhaps": "Peut-être", "closed": "Fermé"}


def published(staff: Desk, section: str, name: str, **entry: Any) -> int:
    """Somebody else publishes an entry; its number."""
    change = Change(section, name, "puts", entry, author="Paul Durand")
    with staff.store.writing() as connection:
        (number,) = ledger.publish(connection, [change], at=staff.at, seen={})
    staff.published.follow()
    return number


@pytest.mark.parametrize("at", MOMENTS.values(), ids=MOMENTS.keys())
def test_each_stands_as_its_calendar_says(desk: Opening, at: datetime) -> None:
    staff = desk(at=at)
    page, schedules = staff.get("/?q=cpam"), staff.published.current().schedules  # type: ignore[union-attr]
    for code in ("691", "571"):
        body = schedules.caisses[code]
        state = schedules.calendar(body.rule, at).state(at)
        assert TOLD[state] in row_of(page, body.names["fr"].removeprefix("la ")), code
    assert TOLD[schedules.calendar(schedules.lines["mayotte"].rule, at).state(at)] in row_of(staff.get("/"), "Mayotte")


def test_it_says_until_when_and_why(desk: Opening) -> None:
    staff = desk()
    assert "jusqu'à 17:00 semaine supposée" in row_of(staff.get("/?q=lyon"), "CPAM du Rhône")
    assert "jusqu'à 12:30 (14:30 sur place) semaine habituelle" in row_of(staff.get("/"), "La ligne de Mayotte")
    assert "ouvre à 13:30 (08:30 sur place) ce n'est pas l'heure" in row_of(staff.get("/"), "Martinique")
    assert "ouvre à 12:30 (07:30 sur place)" in row_of(staff.get("/"), "Guadeloupe")
    assert "ouvre à 12:30 (08:30 sur place)" in row_of(staff.get("/"), "Guyane"), "the same moment, by another clock"
    staff.at = MOMENTS["a Saturday"]
    assert "ouvre lun. 30 nov. 08:30 fin de semaine" in row_of(staff.get("/?q=lyon"), "CPAM du Rhône")
    staff.at = MOMENTS["Christmas"]
    assert "jour férié : Noël" in row_of(staff.get("/?q=lyon"), "CPAM du Rhône")
    staff.at = MOMENTS["a Tuesday at 17:30, in the margin of assumed hours"]
    assert "Peut-être ouvre demain 08:30 autour d'horaires supposés" in row_of(staff.get("/?q=691"), "CPAM du Rhône")


def test_a_change_is_told_with_its_number_and_author(desk: Opening) -> None:
    staff = desk()
    days = {"where": "691", "days": "24 novembre 2026", "fr": "travaux", "en": "works"}
    number = published(staff, "closures", "travaux", **days)
    row = row_of(staff.get("/"), "CPAM du Rhône")
    assert f"fermeture : travaux (n° {number}, Paul Durand)" in row
    assert "Autrement que d'habitude La CPAM du Rhône" in words_of(staff.get("/"))


def test_a_sentence_tells_all_of_it(desk: Opening) -> None:
    staff = desk(at=datetime(2026, 11, 24, 16, 0, tzinfo=PARIS))
    assert "107 ouverts, 3 fermés. Le prochain à fermer, à 17:00" in words_of(staff.get("/"))
    staff.at = datetime(2026, 11, 28, 23, 0, tzinfo=PARIS)
    assert "110 fermés. Le prochain à ouvrir, lun. 30 nov. 04:30 : la CGSS de La Réunion." in words_of(staff.get("/"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lyon", "CPAM du Rhône"),
        ("75012", "CPAM de Paris"),
        ("69", "CPAM du Rhône"),
        ("rhône", "CPAM du Rhône"),
        ("691", "CPAM du Rhône"),
        ("st etienne", "CPAM de la Loire"),
        ("2a", "CPAM de la Corse-du-Sud"),
        ("mayotte", "La ligne de Mayotte"),
        ("villeurbane", "CPAM du Rhône"),  # a slip of the fingers
        ("3646", "Le 36 46"),
    ],
)
def test_one_is_found_by_what_people_call_it(desk: Opening, typed: str, found: str) -> None:
    staff = desk()
    assert found in row_of(staff.get(f"/?q={typed}"), found)
    part = staff.get(f"/now/list?q={typed}")
    assert found in row_of(part, found)
    assert "<html" not in part.get_data(as_text=True)
    assert part.headers["HX-Replace-Url"].startswith("/console/?q=")


def test_a_name_that_nobody_has_is_answered_by_the_nearest(desk: Opening) -> None:
    staff = desk()
    assert "Aucun résultat Rien ne s'appelle « qqqqq »." in words_of(staff.get("/?q=qqqqq"))
    assert "Vouliez-vous dire : 673 (la CPAM du Bas-Rhin)" in words_of(staff.get("/?q=671"))
    assert "Lion-sur-Mer" in words_of(staff.get("/?q=lion"))
    assert "Vouliez-vous dire : Lyon (69)" in words_of(staff.get("/?q=lion")), "two hundred times as many live there"
    assert "CPAM du Rhône" in words_of(staff.get("/?q=Lyon+(69)"))
    assert "Vouliez-vous" not in words_of(staff.get("/?q=lyon"))


def test_the_list_is_narrowed_by_state_and_by_departement(desk: Opening) -> None:
    staff = desk()
    closed = words_of(staff.get("/?state=closed"))
    assert "Martinique" in closed
    assert "CPAM du Rhône" not in words_of(staff.get("/now/list?state=closed"))
    nord = words_of(staff.get("/now/list?department=59"))
    assert "4 trouvés" in nord
    assert "dans le Nord (59)" in nord
    assert "Personne n'est dans cet état." in words_of(staff.get("/now/list?state=emergency"))


def test_what_is_shown_is_told_anew_only_once_it_is_another(desk: Opening) -> None:
    staff = desk()
    mark = field_of(staff.get("/"), "mark")
    unchanged = staff.get(f"/now/part?mark={mark}")
    assert unchanged.headers["HX-Reswap"] == "none"
    assert 'id="as-of" hx-swap-oob="true"' in unchanged.get_data(as_text=True)
    assert "row-" not in unchanged.get_data(as_text=True)
    staff.at = staff.at.replace(minute=1)  # a minute later all is as it was
    assert "row-" not in staff.get(f"/now/part?mark={mark}").get_data(as_text=True)
    published(staff, "closures", "travaux", where="691", days="24 novembre 2026", fr="travaux", en="works")
    changed = staff.get(f"/now/part?mark={mark}&q=lyon").get_data(as_text=True)
    for part in ("as-of", "summary", "closings", "list", "map", "ahead", "told"):
        assert f'id="{part}"' in changed
    assert "travaux" in row_of(staff.get(f"/now/part?mark={mark}&q=lyon"), "CPAM du Rhône")


def test_every_departement_is_on_the_map_and_told_in_words(desk: Opening) -> None:
    staff = desk()
    page = staff.get("/").get_data(as_text=True)
    schedules = staff.published.current().schedules  # type: ignore[union-attr]
    assert set(shapes()) == set(schedules.departments)
    for code, department in schedules.departments.items():
        assert f"<title>{department.names['fr'].replace(chr(39), '&#39;')} ({code}) : " in page, code
    assert "la CPAM du Rhône, ouvert jusqu&#39;à 17:00</title>" in page
    assert "à Saint-Pierre-et-Miquelon (975) : hors de la ligne" in page
    assert 'class="area closed" d=' in page  # Martinique at 10 in Paris
    assert 'fill="url(#fill-closed)"' in page
    assert "style=" not in page


def test_a_departement_whose_caisses_stand_differently_is_shown_so(desk: Opening) -> None:
    staff = desk()
    published(staff, "closures", "lille", where="595", days="24 novembre 2026", fr="travaux", en="works")
    page = staff.get("/").get_data(as_text=True)
    assert page.count('class="area mixed" d=') == 1


def test_the_next_two_weeks_are_told_with_what_is_published(desk: Opening) -> None:
    staff = desk(at=datetime(2026, 12, 20, 10, 0, tzinfo=PARIS))
    published(staff, "closures", "travaux", where="691", days="29 décembre 2026", fr="travaux", en="works")
    told = words_of(staff.get("/")).partition("Les 14 jours")[2]
    assert "vendredi 25 décembre 2026 × fermé Noël, 3 jours de suite" in told
    assert "mardi 29 décembre 2026 × fermeture travaux la CPAM du Rhône" in told
    assert "supposé" not in told  # what is to be put right one day is no matter of these weeks


def test_it_is_read_in_english(desk: Opening) -> None:
    staff = desk(somebody("publisher", language="en"))
    told = words_of(staff.get("/"))
    assert "107 open, 3 closed. Next to close, at 12:30: the Mayotte line, the CSS of Mayotte." in told
    assert "assumed week" in row_of(staff.get("/?q=lyon"), "CPAM of Rhône")
    assert "Outage now" in told


def test_only_those_who_may_close_are_offered_it(desk: Opening) -> None:
    staff = desk(somebody("editor"))
    assert "Panne maintenant" not in words_of(staff.get("/"))
    assert staff.get("/outage").status_code == 403


def test_with_the_database_away_the_last_known_goes_on_and_says_so(
    desk: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = desk()
    published(staff, "closures", "travaux", where="691", days="24 novembre 2026", fr="travaux", en="works")

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, OSError("away"))

    monkeypatch.setattr(staff.store, "within_deadline", away)
    staff.published.follow()
    page = staff.get("/")
    assert page.status_code == 200
    assert "fermeture : travaux (n° 1, Paul Durand)" in row_of(page, "CPAM du Rhône")
    assert "peut dater" in words_of(staff.get("/now/part?mark=x")).partition("À jour")[2]


def test_everything_is_worked_out_once_whoever_looks(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    staff, worked = desk(), list[datetime]()
    work = latest.board_of
    monkeypatch.setattr(latest, "board_of", lambda *given: (worked.append(given[-1]), work(*given))[1])
    for _ in range(3):
        staff.get("/")
    assert len(worked) == 1
    staff.at = staff.at.replace(minute=1)
    staff.get("/")
    assert len(worked) == 2
