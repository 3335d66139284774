"""A second person: what waits, who may decide, what is reviewed afterwards; and what one should know."""

from collections.abc import Callable

import pytest

from ivr.changes.rounds import Rounds
from ivr.journal.entry import Entry
from ivr.journal.turns import TurnsTable
from ivr.store.audit_tables import deeds
from ivr.store.tables import changes
from tests.console.colleagues import MARIE, PAUL, filled, publish, told
from tests.console.staff import Desk, somebody
from tests.published.changing import FRIDAY, OUTAGE, put

Opening = Callable[..., Desk]
NOW_OUTAGE = {**OUTAGE, "start": "2026-11-24 09:55"}


@pytest.fixture
def waiting(desk: Opening) -> Desk:
    """Marie's closure waits; somebody else who publishes is at the desk."""
    staff = desk(IVR_CONSOLE_SECOND_PERSON="1")
    publish(staff, put("closures", "travaux", FRIDAY))
    return staff


def published(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.reading() as connection:
        return [(row.name, row.author) for row in connection.execute(changes.select())]


def did(desk: Desk) -> list[tuple[str, str, bool]]:
    """The audit trail, and whether it tells from where: Marie's own came without a browser."""
    with desk.store.reading() as connection:
        return [
            (row.did, row.what, bool(row.origin)) for row in connection.execute(deeds.select().order_by(deeds.c.number))
        ]


def test_what_waits_shows_what_it_would_do_and_is_published_once_approved(waiting: Desk) -> None:
    assert "Nouveau : fermeture, le vendredi 4 décembre 2026" in told(waiting.get("/waiting"))
    page = told(waiting.get("/waiting/1"))
    assert "Ferme la CPAM du Rhône (69)" in page
    assert "demandé par la direction" in page
    answer = waiting.post("/waiting/1/approve")
    assert answer.headers["Location"].endswith("/history/1")
    assert published(waiting) == [("travaux", "Marie")]
    assert "Approuvé par Camille Martin" in told(waiting.get("/history/1"))
    assert waiting.post("/waiting/1/approve").headers["Location"].endswith("/history/1")  # sent twice
    assert did(waiting) == [("ask", "publication 1", False), ("approve", "publication 1", True)]


def test_its_author_can_withdraw_it_and_not_approve_it(waiting: Desk) -> None:
    waiting.who = somebody("publisher", id=MARIE.who)
    assert "une autre personne qui publie doit l'approuver" in told(waiting.get("/waiting/1"))
    answer = waiting.post("/waiting/1/approve")
    assert answer.status_code == 409
    assert published(waiting) == []
    assert waiting.post("/waiting/1/decline", {"why": "erreur"}).status_code == 303
    assert "pas publié" in told(waiting.get("/waiting/1"))


def test_it_is_declined_with_a_reason_that_its_author_reads(waiting: Desk) -> None:
    assert waiting.post("/waiting/1/decline", {"why": " "}).status_code == 422
    assert waiting.post("/waiting/1/decline", {"why": "pas ce jour-là"}).status_code == 303
    assert waiting.post("/waiting/1/approve").status_code == 409
    assert published(waiting) == []
    assert "pas ce jour-là" not in told(waiting.get("/notices"))
    waiting.who = somebody("editor", id=MARIE.who)
    assert "pas ce jour-là" in told(waiting.get("/notices"))


@pytest.mark.parametrize(("role", "scope"), [("editor", "all"), ("reader", "all"), ("publisher", "751")])
def test_only_who_publishes_for_them_approves(waiting: Desk, role: str, scope: str) -> None:
    waiting.who = somebody(role, scope)  # type: ignore[arg-type]
    assert waiting.get("/waiting/1").status_code == 200
    assert waiting.post("/waiting/1/approve").status_code == 403
    assert published(waiting) == []


def test_somebody_who_was_quicker_is_told_at_the_approval(waiting: Desk) -> None:
    with waiting.store.writing() as connection:
        row = {"at": waiting.at, "author": "Zoé", "section": "closures", "name": "travaux", "does": "removes"}
        connection.execute(changes.insert().values(row))
    answer = waiting.post("/waiting/1/approve")
    assert answer.status_code == 409
    assert "Zoé vient de changer la même entrée" in told(answer)


def test_an_emergency_is_live_and_waits_to_be_reviewed(desk: Opening) -> None:
    staff = desk(IVR_CONSOLE_SECOND_PERSON="1")
    publish(staff, put("emergencies", "panne", NOW_OUTAGE), by=PAUL)
    assert published(staff) == [("panne", "Paul")]
    assert "Paul, mar. 24 nov." in told(staff.get("/waiting"))
    assert "À relire" in told(staff.get("/history/1"))
    assert staff.post("/waiting/1/review", {"note": "bien vu"}).status_code == 303
    assert "Rien à relire" in told(staff.get("/waiting"))
    assert "Relu par Camille Martin" in told(staff.get("/history/1"))
    assert "bien vu" in told(staff.get("/history/1"))
    assert staff.post("/waiting/1/review").status_code == 409


def test_the_full_check_of_an_emergency_is_on_its_page(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("emergencies", "panne", NOW_OUTAGE))
    assert "Contrôle complet" not in told(staff.get("/history/1"))
    Rounds(staff.store, staff.published, staff.now, (), lambda *_: ()).make()
    assert "Contrôle complet, après coup Tout est en ordre." in told(staff.get("/history/1"))


def test_what_is_new_is_counted_until_it_is_read(desk: Opening) -> None:
    staff = desk()
    assert "Rien à savoir" in told(staff.get("/notices"))
    publish(staff, put("closures", "travaux", FRIDAY))
    assert "1 nouveau" in told(staff.get("/history"))
    page = staff.get("/notices")
    assert "Marie a publié" in told(page)
    publish(staff, put("closures", "travaux", {**FRIDAY, "hours": "matin"}))
    staff.post("/notices/read", filled(page))
    assert "1 nouveau" in told(staff.get("/history"))  # what came meanwhile


def test_how_many_calls_were_answered_under_a_change_is_counted(desk: Opening) -> None:
    staff = desk()
    publish(staff, put("closures", "travaux", FRIDAY))
    entries = [call(staff, sid, revision) for sid, revision in (("a", "+1"), ("b", "+2"), ("c", ""), ("d", "+1"))]
    TurnsTable(staff.store).write(entries)
    assert "3 appels" in told(staff.get("/history/1/calls"))
    publish(staff, put("closures", "travaux", {**FRIDAY, "hours": "matin"}))
    assert "2 appels" in told(staff.get("/history/1/calls"))


def call(desk: Desk, sid: str, revision: str) -> Entry:
    """The first turn of a call, answered at a revision."""
    return Entry(
        f"CA{sid}", 0, desk.at, outcome="listen", line="national", revision=f"0123456789ab-0123456789ab{revision}"
    )


def test_who_changed_this_is_a_link_on_the_page_of_each_caisse(desk: Opening) -> None:
    assert "/console/history?where=691" in desk().get("/caisse/691").get_data(as_text=True)
