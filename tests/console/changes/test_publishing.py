"""Publishing from the form: once, within one's scope, never over somebody else; drafts until then."""

import re
import shutil
import urllib.parse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ivr.changes import drafts
from tests.console.changes.form import a_form, at_field, hidden, path, publishes, sees, text, value
from tests.console.staff import Desk, somebody
from tests.content.broken_folder import REAL

Opening = Callable[..., Desk]
MEETING = {"fr": "réunion du personnel", "en": "a staff meeting"}
FRIDAY = {"where": "691", "when": "vendredi", **MEETING}
PAUL = somebody("publisher", id="p2")


def test_a_form_that_is_sent_twice_publishes_once_and_says_so(desk: Opening) -> None:
    staff = desk()
    form = a_form(**FRIDAY)
    publishes(staff, form)
    again = staff.post("/change", {**form, "do": "publish"})  # a lost connection, and one more press
    assert again.status_code == 303
    assert "il n'a été publié qu'une fois" in text(staff.get(path(again)))
    assert len(staff.published.changes) == 1


def test_two_presses_at_once_publish_once_and_both_say_so(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is published while the second is being read, which then seems to change nothing."""
    staff = desk()
    publishes(staff, a_form(**FRIDAY))
    [change] = staff.published.changes
    opened = {"section": "closures", "name": change.name, "seen": str(change.id)}
    form = a_form(**FRIDAY | opened | {"when": "vendredi matin"})

    def first_press() -> None:
        monkeypatch.undo()
        publishes(staff, form)

    monkeypatch.setattr(staff.published, "follow", first_press)
    second = staff.post("/change", {**form, "do": "publish"})
    assert second.status_code == 303
    assert "il n'a été publié qu'une fois" in text(staff.get(path(second)))
    assert len(staff.published.changes) == 1


@pytest.mark.parametrize(
    ("where", "when", "call"),
    [
        ("691", "vendredi de 14h à 15h30", "place=691&at=2026-11-27+14:00"),
        ("974", "vendredi après-midi", "place=974&at=2026-11-27+09:00"),  # noon there
        ("mayotte", "vendredi", "place=mayotte&at=2026-11-27+08:00"),
        ("691", "maintenant", "place=691"),
    ],
)
def test_what_was_published_is_one_click_from_being_heard(desk: Opening, where: str, when: str, call: str) -> None:
    page = publishes(desk(), a_form(where=where, when=when, **MEETING))
    assert call in urllib.parse.unquote(page)


def test_nobody_publishes_beyond_their_scope(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691"))
    form = a_form(**FRIDAY | {"where": ["691", "131"]})
    page = sees(staff, form)
    assert "Hors de votre périmètre" in page
    assert "Demander la publication" in page
    refused = staff.post("/change", {**form, "do": "publish"})
    assert refused.status_code == 422
    assert "dépasse votre périmètre" in text(refused)
    assert staff.published.changes == ()


def test_an_editor_asks_and_a_publisher_of_that_scope_publishes(desk: Opening) -> None:
    staff = desk(somebody("editor", "691"))
    form = a_form(**FRIDAY)
    assert staff.post("/change", {**form, "do": "publish"}).status_code == 422
    asked = staff.post("/change", {**form, "do": "ask"})
    assert asked.status_code == 303
    assert "La publication est demandée" in text(staff.get(path(asked)))
    staff.who = somebody("publisher", "131", id="p3")
    assert "On vous demande" not in text(staff.get("/drafts"))  # not theirs
    assert staff.get(f"/change/draft/{form['key']}").status_code == 404
    staff.who = PAUL
    assert "On vous demande de publier" in text(staff.get("/drafts"))
    assert "Camille Martin demande que ceci soit publié" in text(staff.get(f"/change/draft/{form['key']}"))
    staff.post("/change", form, **{"HX-Target": "effect"})  # looking at it makes no draft of their own
    assert "Rien en cours" in text(staff.get("/drafts"))
    publishes(staff, form)
    assert "On vous demande" not in text(staff.get("/drafts"))
    staff.who = somebody("editor", "691")
    assert "réunion" not in text(staff.get("/drafts"))  # published: nothing is left of it


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        ({"when": "vendredi après-midi"}, {"when": "le vendredi 27 novembre 2026, après-midi"}),
        ({"when": "demain et vendredi"}, {"when": "les 25 et 27 novembre 2026"}),
        ({"kind": "open", "when": "samedi", "hours": "9h-12h"}, {"when": "le samedi 28 novembre 2026"}),
        (
            {
                "kind": "notice",
                "lines": ["national"],
                "start": "demain 9h",
                "until": "vendredi",
                "fr": "Bonjour à tous.",
                "en": "Good morning.",
            },
            {"start": "2026-11-25 09:00", "until": "2026-11-28 00:00"},
        ),
        (
            {
                "kind": "notice",
                "lines": ["national"],
                "start": "maintenant",
                "until": "vendredi",
                "fr": "Bonjour à tous.",
                "en": "Good morning.",
            },
            {"start": "maintenant", "until": "2026-11-28 00:00"},
        ),
    ],
)
def test_what_was_asked_for_means_the_same_days_when_it_is_read(
    desk: Opening, fields: dict[str, object], meant: dict[str, str]
) -> None:
    staff = desk(somebody("editor"))
    form = a_form(**FRIDAY | fields)
    before = text(staff.post("/change", form))
    assert staff.post("/change", {**form, "do": "ask"}).status_code == 303
    staff.who, staff.at = PAUL, staff.at + timedelta(days=1)
    page = text(staff.get(f"/change/draft/{form['key']}"))
    assert {name: value(page, name) for name in meant} == meant
    for told in meant:
        if f'id="{told}-told"' in before and meant[told] != "maintenant":
            days = [re.findall(r"\d+ \w+ 2026", at_field(one, told)) for one in (page, before)]
            assert days[0] == days[1]


NOTICE = {"kind": "notice", "lines": ["national"], "fr": "Bonjour à tous.", "en": "Good morning."}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"when": "demain"}, 422),
        ({"when": "vendredi 27 novembre 2026"}, 303),
        (NOTICE | {"when": "", "start": "maintenant", "until": "demain"}, 422),
        (NOTICE | {"when": "", "start": "maintenant", "until": "2026-12-01 18:00"}, 303),
    ],
)
def test_what_would_be_another_day_by_now_is_read_again_before_it_is_published(
    desk: Opening, fields: dict[str, object], code: int
) -> None:
    """A page that was left open overnight told of tomorrow, and "tomorrow" has become another day."""
    staff = desk()
    form = a_form(**FRIDAY | fields)
    shown = {"read_on": hidden(sees(staff, form), "read_on")}
    staff.at += timedelta(days=1)
    answer = staff.post("/change", {**form, **shown, "do": "publish"})
    assert answer.status_code == code
    if code == 422:
        assert "le jour a changé" in text(answer)
        assert staff.published.changes == ()
        publishes(staff, {**form, "read_on": hidden(text(answer), "read_on")})
    assert len(staff.published.changes) == 1


@pytest.mark.parametrize("odd", ["", "hier", "0001-01-01", "9999-12-31", "2026-11-24T10:00"])
def test_a_page_that_does_not_tell_when_it_was_read_publishes(desk: Opening, odd: str) -> None:
    publishes(desk(), a_form(**FRIDAY, read_on=odd))


def test_what_the_files_say_since_is_read_before_it_is_published_over(desk: Opening, tmp_path: Path) -> None:
    for part in ("prompts", "schedules"):
        shutil.copytree(REAL.parent / part, tmp_path / "content" / part)
    closures = tmp_path / "content" / "schedules" / "closures.yaml"
    entry = "closures:\n  pont:\n    where: 691\n    days: {}\n    fr: pont\n    en: a long weekend\n"
    empty = closures.read_text(encoding="utf-8")
    closures.write_text(empty.replace("closures: {}\n", entry.format("27 novembre 2026")), encoding="utf-8")
    staff = desk(IVR_CONTENT_DIR=str(tmp_path / "content"))
    form = a_form(**FRIDAY | {"section": "closures", "name": "pont", "when": "vendredi matin", "seen": "0"})
    shown = {"base": hidden(text(staff.get("/change/closures/pont")), "base")}

    closures.write_text(empty.replace("closures: {}\n", entry.format("4 décembre 2026")), encoding="utf-8")
    staff.published.refresh()
    refused = staff.post("/change", {**form, **shown, "do": "publish"})
    assert refused.status_code == 422
    assert "les fichiers disent autre chose" in text(refused)
    assert staff.published.changes == ()
    publishes(staff, {**form, "base": hidden(text(refused), "base")})  # over them, knowing it
    assert len(staff.published.changes) == 1


def test_what_its_author_wrote_since_is_not_lost_when_somebody_publishes_what_they_saw(desk: Opening) -> None:
    camille = somebody("editor", "691")
    staff = desk(camille)
    form = a_form(**FRIDAY)
    staff.post("/change", {**form, "do": "ask"})
    staff.post(
        "/change", {**form, "fr": "formation du personnel"}, **{"HX-Target": "effect"}
    )  # Paul reads it just then
    staff.who = PAUL
    publishes(staff, form)
    assert "réunion du personnel" in str(staff.published.changes[0].entry)
    staff.who = camille
    assert "formation du personnel" in text(staff.get(f"/change/draft/{form['key']}"))


def test_what_was_asked_for_can_be_returned_with_a_word(desk: Opening) -> None:
    staff = desk(somebody("editor", "691"))
    form = a_form(**FRIDAY)
    staff.post("/change", {**form, "do": "ask"})
    staff.who = PAUL
    assert staff.post(f"/drafts/{form['key']}/return", {"answer": "plutôt jeudi"}).status_code == 303
    staff.who = somebody("editor", "691")
    assert "plutôt jeudi" in text(staff.get("/drafts"))
    assert "plutôt jeudi" in text(staff.get(f"/change/draft/{form['key']}"))


def test_two_who_change_the_same_entry_are_told_and_neither_is_overwritten(desk: Opening) -> None:
    staff = desk()
    publishes(staff, a_form(**FRIDAY))
    [change] = staff.published.changes
    opened = {**FRIDAY, "section": "closures", "name": change.name, "seen": str(change.id)}
    staff.who = PAUL
    publishes(staff, a_form(**opened | {"when": "vendredi matin"}))
    staff.who = somebody()
    mine = a_form(**opened | {"when": "vendredi après-midi"})
    conflict = staff.post("/change", {**mine, "do": "publish"})
    page = text(conflict)
    assert conflict.status_code == 409
    assert "Quelqu'un a été plus rapide" in page
    assert "vendredi après-midi" in page  # mine
    assert "jusqu'à 12:00" in page or "matin" in page  # theirs
    assert staff.published.changes[0].author == PAUL.name
    assert "vendredi après-midi" in text(staff.get("/drafts"))  # mine is kept
    newest = max(one.id for one in staff.published.changes)
    publishes(staff, {**mine, "seen": str(newest)})  # over theirs, knowing it
    assert staff.published.changes[0].author == "Camille Martin"


def test_what_was_published_is_taken_back_at_once(desk: Opening) -> None:
    staff = desk()
    done = staff.post("/change", {**a_form(**FRIDAY), "do": "publish"})
    assert staff.post(f"{path(done)}/undo").status_code == 303
    assert [change.does for change in staff.published.changes] == ["leaves"]
    staff.who = PAUL
    assert staff.post(f"{path(done)}/undo").status_code == 404  # another's


def test_a_draft_is_kept_while_one_types_and_offered_again(desk: Opening) -> None:
    staff = desk()
    form = a_form(**FRIDAY)
    staff.post("/change", form, **{"HX-Target": "effect"})
    assert f"/change/draft/{form['key']}" in text(staff.get("/change"))
    again = text(staff.get(f"/change/draft/{form['key']}"))
    assert value(again, "when") == "vendredi"
    assert value(again, "fr") == "réunion du personnel"
    staff.post(f"/drafts/{form['key']}/discard")
    assert str(form["key"]) not in text(staff.get("/drafts"))


def test_a_colleague_s_draft_is_nobody_else_s(desk: Opening) -> None:
    staff = desk()
    form = a_form(**FRIDAY)
    staff.post("/change", {**form, "do": "save"})
    staff.who = PAUL
    assert staff.get(f"/change/draft/{form['key']}").status_code == 404
    assert staff.post(f"/drafts/{form['key']}/discard").status_code == 404
    staff.post("/change", {**form, "when": "samedi", "do": "save"})  # the key of another: it becomes a copy
    staff.who = somebody()
    assert value(text(staff.get(f"/change/draft/{form['key']}")), "when") == "vendredi"


def test_an_empty_form_leaves_no_draft(desk: Opening) -> None:
    staff = desk()
    sees(staff, a_form())
    assert "Rien en cours" in text(staff.get("/drafts"))


def test_only_so_many_drafts_are_kept(desk: Opening) -> None:
    staff = desk()
    for _ in range(drafts.MOST + 5):
        with staff.store.writing() as connection:
            drafts.save(connection, str(a_form()["key"]), drafts.Author("p1", "C"), {}, staff.at, entry=("", ""))
    with staff.store.reading() as connection:
        assert len(drafts.of_author(connection, "p1")) == drafts.MOST


def test_a_draft_that_can_t_be_kept_is_no_reason_not_to_see_what_it_does(desk: Opening) -> None:
    staff = desk()

    def away(*_: object, **__: object) -> None:
        raise OperationalError("x", {}, Exception("away"))

    staff.store.within_deadline = away  # type: ignore[assignment]
    page = sees(staff, a_form(**FRIDAY))
    assert "Ferme la CPAM du Rhône" in page
    assert "Le brouillon n'a pas pu être gardé" in page


def test_where_a_second_person_is_required_it_waits_for_one(desk: Opening) -> None:
    staff = desk(IVR_CONSOLE_SECOND_PERSON="1")
    form = a_form(**FRIDAY)
    assert "une deuxième personne l'approuvera" in sees(staff, form)
    asked = staff.post("/change", {**form, "do": "publish"})
    assert "Une deuxième personne est demandée" in text(staff.get(path(asked)))
    assert staff.published.changes == ()
    assert "Rien en cours" in text(staff.get("/drafts"))


def test_a_draft_is_listened_to_before_it_is_published(desk: Opening) -> None:
    staff = desk()
    form = a_form(**FRIDAY)
    staff.post("/change", form, **{"HX-Target": "effect"})
    address = f"/heard?draft={form['key']}&place=Lyon&at=27/11/2026+13h&keys=3+69001"
    assert "nos conseillers ne répondent pas en ce moment : réunion du personnel" in text(staff.get(address))
    assert "sont présents en ce moment" in text(staff.get(f"{address}&before=1"))
    staff.who = PAUL
    assert "sont présents en ce moment" in text(staff.get(address))  # a colleague's: what is live


def test_who_asks_with_a_colleagues_form_has_a_copy_wait(desk: Opening) -> None:
    """It once was a fault: the key of the form belonged to the colleague's draft."""
    staff = desk(somebody("publisher", "691"))
    form = a_form(where="691", when="maintenant", fr="mouvement social", en="a strike")
    staff.post("/change", {**form, "do": "keep"})
    staff.who = somebody("publisher", "691", id="p2")
    assert staff.post("/change", {**form, "do": "ask"}).status_code == 303
