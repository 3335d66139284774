"""The form itself: nothing that was filled in is lost, faults stand at their fields, its buttons do what they say."""

import re
from collections.abc import Callable

import pytest

from tests.console.changes.form import a_form, at_field, digest, publishes, sees, text, value
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]
MEETING = {"fr": "réunion du personnel", "en": "a staff meeting"}
FRIDAY = {"where": "691", "when": "vendredi", **MEETING}


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"when": "quand on pourra"}, "days", "n'est pas compris"),
        ({"when": "vendredi 4 janvier"}, "days", "Le 4 janvier 2027 est un lundi."),
        ({"when": ""}, "days", "Il manque quels jours"),
        ({"where": [], "who": "Lyonnn"}, "where", "Je ne connais pas « Lyonnn »"),
        ({"fr": "", "en": ""}, "words", "Il manque les mots en français"),
        ({"fr": "Fermé à 8h30 {demain}"}, "words", "accolade"),
        ({"kind": "open", "hours": "l'après-midi"}, "hours", "est une partie de la journée"),
        ({"kind": "hours", "hours": "18h-8h"}, "hours", "finit avant de commencer"),
        ({"kind": "notice", "lines": "national", "until": "hier"}, "until", "déjà passé"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    desk: Opening, wrong: dict[str, object], field: str, told: str
) -> None:
    staff = desk()
    form = a_form(**{**FRIDAY, "note": "demandé par la direction", **wrong})
    answer = staff.post("/change", {**form, "do": "publish"})
    page = text(answer)
    assert answer.status_code == 422
    assert told in at_field(page, field)
    assert "Rien n'est publié" in page
    for name in ("when", "who", "hours", "fr", "note", "until"):
        assert not form.get(name) or str(form[name]) in page, name
    assert staff.published.changes == ()


def test_a_name_that_was_typed_becomes_a_chip(desk: Opening) -> None:
    staff = desk()
    page = sees(staff, a_form(who="lyon"))
    assert 'name="where" value="691"' in page
    assert value(page, "who") == ""
    added = text(staff.post("/change", a_form(where="all", add="751")))
    assert 'name="where" value="all"' not in added  # everybody and somebody is somebody
    assert 'name="where" value="751"' in added
    assert 'name="where" value="751"' not in text(staff.post("/change", a_form(where="751", drop="751")))


def test_a_search_proposes_whom_it_finds(desk: Opening) -> None:
    staff = desk()
    assert "Villeurbanne : La CPAM du Rhône (69)" in text(staff.get("/change/who?who=villeurb"))
    assert 'value="691"' in text(staff.get("/change/who?who=rhône"))
    assert text(staff.get("/change/who?who=")).strip() == ""


def test_days_are_chosen_on_the_calendar(desk: Opening) -> None:
    staff = desk()
    shown = text(staff.post("/change", a_form(where="571", show="0")))
    assert 'id="day-2026-12-26"' in shown
    assert "Saint-Étienne" in shown  # a holiday of Moselle alone
    one = text(staff.post("/change", a_form(when="vendredi après-midi", shown="0", day="2026-12-04")))
    assert value(one, "when") == "le vendredi 27 novembre 2026 ; le vendredi 4 décembre 2026, après-midi"
    stretch = a_form(when="le 7 décembre 2026", shown="0", day="2026-12-11", since="2026-12-07")
    assert value(text(staff.post("/change", stretch)), "when") == "du 7 au 11 décembre 2026"
    gone = text(staff.post("/change", a_form(when="vendredi", shown="0", day="2026-11-27")))
    assert value(gone, "when") == ""


def test_the_week_is_filled_in_as_a_grid(desk: Opening) -> None:
    staff = desk()
    monday = {"g-0-0-from": "08:00", "g-0-0-to": "12:00", "g-0-1-from": "13:00", "g-0-1-to": "17:00"}
    same = text(staff.post("/change", a_form(kind="hours", grid="same", **monday)))
    assert value(same, "hours") == "Mo-Fr 08:00-12:00,13:00-17:00"
    saturday = {**monday, "g-5-0-from": "09:00", "g-5-0-to": "12:00"}
    taken = text(staff.post("/change", a_form(kind="hours", grid="take", where="691", when="demain", **saturday)))
    assert value(taken, "hours") == "Mo 08:00-12:00,13:00-17:00; Sa 09:00-12:00"
    assert "lundi de 08:00 à 12:00 et de 13:00 à 17:00 ; samedi de 09:00 à 12:00" in at_field(taken, "hours")
    typed = sees(staff, a_form(kind="hours", hours="lundi au jeudi 8h-17h, vendredi 8h-12h"))
    assert 'name="g-4-0-to" value="12:00"' in typed


def test_a_template_brings_its_english(desk: Opening) -> None:
    page = text(desk().post("/change", a_form(reason="mouvement social")))
    assert value(page, "fr") == "mouvement social"
    assert value(page, "en") == "a strike"


def test_remarks_are_read_before_it_is_published_all_the_same(desk: Opening) -> None:
    staff = desk()
    form = a_form(where="691", when="tous les mercredis", **MEETING)  # for ever?
    refused = staff.post("/change", {**form, "do": "publish"})
    assert refused.status_code == 422
    assert "ferme toute la journée, chaque semaine" in at_field(text(refused), "days")
    publishes(staff, form, accepted=digest(text(refused), "accepted"))


def test_an_entry_is_changed_whoever_wrote_it(desk: Opening) -> None:
    staff = desk()
    publishes(staff, a_form(**FRIDAY))
    [change] = staff.published.changes
    page = text(staff.get(f"/change/closures/{change.name}"))
    assert value(page, "when") == "le vendredi 27 novembre 2026"
    assert value(page, "fr") == "réunion du personnel"
    form = a_form(**FRIDAY, section="closures", name=change.name, seen=str(change.id))
    publishes(staff, form | {"when": "vendredi matin"})
    assert [one.name for one in staff.published.changes] == [change.name]
    assert staff.get("/change/closures/nowhere").status_code == 404
    assert staff.get("/change/prompts/nowhere").status_code == 404


def test_what_changes_nothing_is_not_published(desk: Opening) -> None:
    staff = desk()
    publishes(staff, a_form(**FRIDAY))
    [change] = staff.published.changes
    same = a_form(**FRIDAY, section="closures", name=change.name, seen=str(change.id))
    refused = staff.post("/change", {**same, "do": "publish"})
    assert refused.status_code == 422
    assert "ne changerait rien" in text(refused)


def test_htmx_gets_the_part_that_it_asks_for(desk: Opening) -> None:
    staff = desk()
    part = text(staff.post("/change", a_form(**FRIDAY), **{"HX-Target": "effect"}))
    assert "<html" not in part
    assert "Ferme la CPAM du Rhône" in part
    assert 'id="days-told" hx-swap-oob="true"' in part
    form = text(staff.post("/change", a_form(**FRIDAY, add="131"), **{"HX-Target": "change-form"}))
    assert "<html" not in form
    assert 'value="131"' in form
    assert "Ferme " not in form  # it comes at once, and asks for what it does by itself


@pytest.mark.parametrize(
    "asked", [{}, {"HX-Target": "effect"}], ids=["the page", "the part that comes as one types: changed is `when`"]
)
def test_a_part_of_the_day_that_was_typed_is_the_one_that_is_ticked(desk: Opening, asked: dict[str, str]) -> None:
    """Beside "vendredi après-midi" "toute la journée" stayed ticked."""
    form = a_form(who="lyon", when="vendredi après-midi", part="", changed="when", do="see")
    shown = desk().post("/change", form, **asked).get_data(as_text=True)
    assert re.findall(r'name="part" value="(\w*)" checked', shown) == ["afternoon"]


def test_a_part_that_is_asked_for_publishes_nothing_whatever_was_pressed_last(desk: Opening) -> None:
    staff = desk()
    part = staff.post("/change", a_form(**FRIDAY, say="demain", do="publish"), **{"HX-Target": "effect"})
    assert part.status_code == 200
    assert "le vendredi 27 novembre 2026" in at_field(text(part), "days")
    assert staff.published.changes == ()


def test_readers_write_nothing(desk: Opening) -> None:
    reader = desk(somebody("reader"))
    assert reader.get("/change").status_code == 403
    assert reader.post("/change", a_form(**FRIDAY, do="publish")).status_code == 403
    assert reader.get("/heard?place=Lyon").status_code == 200


def test_who_has_one_caisse_finds_it_chosen(desk: Opening) -> None:
    staff = desk(somebody("editor", "691"))
    assert 'name="where" value="691"' in text(staff.get("/change"))
    sees(staff, a_form(where="691"))
    assert "Rien en cours" in text(staff.get("/drafts"))  # that alone is nothing to keep
    staff.who = somebody("editor", "691", "751")
    assert 'name="where"' not in text(staff.get("/change"))


def test_another_page_may_know_what_it_is_about(desk: Opening) -> None:
    page = text(desk().get("/change?kind=hours&where=131&when=demain"))
    assert 'id="kind-hours" value="hours" checked' in page
    assert value(page, "when") == "demain"
    assert "la CPAM des Bouches-du-Rhône (13)" in at_field(page, "where")
