"""After a change: who, when and why in words; taking it back; deciding about what the files have overtaken."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ivr.changes.history import Ground
from ivr.content.changes import Change
from ivr.settings import PROJECT
from ivr.store.tables import changes
from tests.console.colleagues import PAUL, filled, publish, told
from tests.console.staff import Desk, somebody
from tests.published.changing import FRIDAY, OUTAGE, put

Opening = Callable[..., Desk]


def numbers(answer: TestResponse) -> list[int]:
    """The changes of the history, in its order."""
    return [
        int(number) for number in re.findall(r'class="which" href="[^"]*/history/(\d+)"', answer.get_data(as_text=True))
    ]


def rows(desk: Desk) -> list[Any]:
    with desk.store.reading() as connection:
        return list(connection.execute(changes.select().order_by(changes.c.id)))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The project's content in a folder of its own, to be changed."""
    for part in ("prompts", "schedules"):
        shutil.copytree(PROJECT / part, tmp_path / "content" / part)
    return tmp_path / "content"


def test_an_empty_history_says_what_will_be_there(desk: Opening) -> None:
    assert "Rien n'a encore été publié" in told(desk().get("/history"))


def test_the_history_tells_who_when_why_and_what_in_words(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    later = {**FRIDAY, "hours": "après-midi"}
    publish(staff, put("closures", "travaux", later), by=PAUL, note="finalement l'après-midi")
    page = told(staff.get("/history"))
    assert "Marie" in page
    assert "mar. 24 nov. 2026, 10:00" in page
    assert "Nouveau : fermeture, le vendredi 4 décembre 2026, la CPAM du Rhône (69)" in page
    assert "au lieu de : toute la journée" in page
    assert "finalement l'après-midi" in page
    assert "days:" not in page
    assert numbers(staff.get("/history")) == [2, 1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("who=Paul", [2]),
        ("where=691", [3, 1]),
        ("where=lyon", [3, 1]),
        ("where=mayotte", [2]),
        ("where=national", [2]),
        ("kind=emergency", [2]),
        ("kind=closed&who=Marie", [3, 1]),
        ("since=2026-11-25", [3]),
        ("until=2026-11-24", [2, 1]),
        ("since=hier", [3, 2, 1]),
        ("before=3", [2, 1]),
        ("who=Zoé", []),
    ],
)
def test_the_history_is_found_by_person_place_kind_and_day(desk: Opening, asked: str, expected: list[int]) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    everybody = {**OUTAGE, "start": "2026-11-24 09:00", "where": ["mayotte", "national-own"]}
    publish(staff, put("emergencies", "panne", everybody), by=PAUL)
    staff.at += timedelta(days=1)
    publish(staff, Change("closures", "travaux", "removes"))
    assert numbers(staff.get(f"/history?{asked}")) == expected


def test_whom_a_change_reached_is_worked_out_once(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that few changes reach took 1.7 s among 5,000 of them, at each look."""
    staff, worked_out = desk(), []
    places = Ground.places
    monkeypatch.setattr(Ground, "places", lambda one, past: worked_out.append(past.change.id) or places(one, past))
    publish(staff, put("closures", "travaux", FRIDAY))
    assert [numbers(staff.get("/history?where=691")) for _ in range(2)] == [[1], [1]]
    publish(staff, Change("closures", "travaux", "removes"))
    assert numbers(staff.get("/history?where=691")) == [2, 1]
    assert numbers(staff.get("/history?where=mayotte")) == []
    assert worked_out == [1, 2]


def test_a_place_that_nobody_knows_is_told_at_its_field(desk: Opening) -> None:
    assert "Lyon (69)" in told(desk().get("/history?where=lyonn"))


@pytest.mark.parametrize("asked", ["before=²", "before=99999999999999999999", "since=9999-99-99", "kind=x"])
def test_what_makes_no_sense_is_not_asked(desk: Opening, asked: str) -> None:
    assert desk().get(f"/history?{asked}").status_code == 200


def test_a_change_s_page_tells_all_about_it(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    publish(staff, put("closures", "travaux", {**FRIDAY, "hours": "matin"}), by=PAUL)
    first, second = (told(staff.get(f"/history/{number}")) for number in (1, 2))
    assert "remplacé" in first
    assert "n° 2" in first
    assert "en vigueur" in second
    assert "Publié par Paul" in second
    assert "n° 1 , Marie" in second
    for number in ("3", "99999999999999999999999"):
        assert staff.get(f"/history/{number}").status_code == 404


def test_undo_shows_what_it_does_and_is_a_change_of_its_own(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691"))
    publish(staff, put("closures", "travaux", FRIDAY))
    page = staff.get("/history/1/undo")
    assert "Retiré : fermeture" in told(page)
    assert "Ouvre la CPAM du Rhône (69)" in told(page)
    answer = staff.post("/history/1/undo", filled(page, note="erreur"))
    assert answer.headers["Location"].endswith("/history/2")
    *_, undone = rows(staff)
    assert (undone.does, undone.undoes, undone.author, undone.note) == ("leaves", 1, "Camille Martin", "erreur")
    assert "travaux" not in {one.what.name for one in staff.published.current().schedules.above}  # type: ignore[union-attr]
    again = staff.post("/history/1/undo", filled(page, note="erreur"))
    assert again.headers["Location"].endswith("/history/2")
    assert len(rows(staff)) == 2
    assert "C'est déjà défait" in told(staff.get("/history/1/undo"))


def test_undo_where_others_followed_says_what_else_is_taken_back(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    publish(staff, put("closures", "travaux", {**FRIDAY, "hours": "matin"}), by=PAUL, note="le matin seulement")
    page = staff.get("/history/1/undo")
    assert "reprend aussi" in told(page)
    assert "n° 2 , Paul" in told(page)
    assert "le matin seulement" in told(page)
    staff.post("/history/1/undo", filled(page))
    assert rows(staff)[-1].undoes == 1


def test_somebody_who_was_quicker_is_told_and_nothing_is_overwritten(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    page = staff.get("/history/1/undo")
    publish(staff, put("closures", "travaux", {**FRIDAY, "hours": "matin"}), by=PAUL)
    answer = staff.post("/history/1/undo", filled(page, note="mon motif"))
    assert answer.status_code == 409
    assert "Paul vient de changer la même entrée (n° 2)" in told(answer)
    assert "mon motif" in told(answer)
    assert len(rows(staff)) == 2


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [("reader", "all", 403), ("editor", "all", 403), ("publisher", "751", 403), ("publisher", "69", 303)],
)
def test_only_who_publishes_for_them_may_undo(desk: Opening, role: Any, scope: str, code: int) -> None:
    staff = desk(somebody(role, scope))
    publish(staff, put("closures", "travaux", FRIDAY))
    answer = staff.post("/history/1/undo", {"form": "k", "seen": "1"})
    assert answer.status_code == code
    assert len(rows(staff)) == (2 if code == 303 else 1)


def overtake(desk: Desk, folder: Path) -> None:
    """The files get an entry of that name: works on another day."""
    closures = folder / "schedules" / "closures.yaml"
    entry = 'closures:\n  travaux: {where: "691", days: 11 décembre 2026, fr: travaux, en: works}\n'
    closures.write_text(closures.read_text(encoding="utf-8").replace("closures: {}\n", entry), encoding="utf-8")
    desk.published.follow()


def decide(desk: Desk, act: str) -> TestResponse:
    return desk.post(f"/history/1/{act}", filled(desk.get(f"/history/1/{act}")))


def days(desk: Desk) -> Iterable[str]:
    snapshot = desk.published.current()
    assert snapshot
    return [str(one.what.days.first) for one in snapshot.schedules.above if one.what.name == "travaux"]  # type: ignore[union-attr]


def test_what_the_files_have_overtaken_is_at_the_top_until_somebody_decides(desk: Opening, copied: Path) -> None:
    staff = desk(IVR_CONTENT_DIR=str(copied))
    publish(staff, put("closures", "travaux", FRIDAY))
    assert "À décider" not in told(staff.get("/history"))
    overtake(staff, copied)
    for address in ("/history", "/waiting", "/history/1"):
        assert "Garder le nôtre" in told(staff.get(address)), address
    assert list(days(staff)) == ["2026-12-04"]
    assert decide(staff, "keep").status_code == 303
    assert list(days(staff)) == ["2026-12-04"]
    assert "À décider" not in told(staff.get("/history"))


def test_it_may_be_left_to_the_files(desk: Opening, copied: Path) -> None:
    staff = desk(IVR_CONTENT_DIR=str(copied))
    publish(staff, put("closures", "travaux", FRIDAY))
    overtake(staff, copied)
    assert "11 décembre" in told(staff.get("/history/1/leave"))
    assert decide(staff, "leave").status_code == 303
    assert list(days(staff)) == ["2026-12-11"]
    assert "Plus rien n'est publié ici" in told(staff.get("/history/2"))


def test_what_is_set_aside_says_why_and_what_to_do(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    unread = {"where": "691", "days": "?", "fr": "travaux", "en": "works"}  # as an older release could
    row = {"at": staff.at, "author": "Zoé", "section": "closures", "name": "x", "does": "puts"}
    with staff.store.writing() as connection:
        connection.execute(changes.insert().values(**row, entry=json.dumps(unread)))
    staff.published.follow()
    page = told(staff.get("/history/2"))
    assert "écarté" in page
    assert "Laisser aux fichiers" in page
    assert "Garder le nôtre" not in page
    assert "n° 2, Zoé" in told(staff.get("/history"))
    answer = staff.post("/history/2/leave", filled(staff.get("/history/2/leave")))
    assert answer.status_code == 303
    assert "À décider" not in told(staff.get("/history"))
