"""The one door of publishing: whole or not at all, once for each form, for those whose hours they are."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection

from ivr.changes.ledger import ChangesTable, OutrunError
from ivr.changes.proposal import propose
from ivr.changes.publishing import Publishing, Signature
from ivr.changes.scope import BeyondScopeError
from ivr.store.publishing_tables import deliveries, notices, publications
from ivr.store.tables import changes
from tests.changes.place import PAUL, Place
from tests.published.changing import FRIDAY, NOW, OUTAGE, put

STRIKE = {"first": "2026-11-26 00:00", "last": "2026-11-28 00:00", "fr": "Grève jeudi.", "en": "A strike on Thursday."}


def test_a_form_that_is_sent_twice_publishes_once_and_learns_the_same_numbers(place: Place) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: place.publish(put("closures", "a", FRIDAY), form="k1"), range(4)))
    assert {one.numbers for one in made} == {made[0].numbers}
    assert sorted(one.again for one in made) == [False, True, True, True]
    assert len(place.rows(publications)) == len(place.rows(notices)) == 1
    assert place.publish(put("closures", "b", FRIDAY), form="k1", by=PAUL).again is False  # another person's form


def test_what_is_told_leaves_by_the_ways_that_are_set_up(place: Place) -> None:
    made = place.publish(put("closures", "a", FRIDAY), publishing=Publishing(ways=("webhook", "email")))
    (notice,) = place.rows(notices)
    assert notice["page"] == f"/history/{made.numbers[0]}"
    assert notice["fr"].startswith("Marie a publié : a : fermeture, le vendredi 4 décembre 2026, la CPAM du Rhône")
    assert notice["en"].startswith("Marie published: a: closure")
    assert {(row["way"], row["state"]) for row in place.rows(deliveries)} == {
        ("webhook", "queued"),
        ("email", "queued"),
    }


def test_the_audit_row_and_the_end_of_a_draft_are_part_of_it(place: Place) -> None:
    told: list[tuple[str, str, str]] = []

    def record(_: Connection, *, who: str, did: str, what: str, **_more: object) -> None:
        told.append((who, did, what))

    def fails(_: Connection) -> None:
        raise ConnectionError

    (number,) = place.publish(put("closures", "a", FRIDAY), publishing=Publishing(record)).numbers
    assert told == [("m1", "publish", f"changes {number}")]
    with pytest.raises(ConnectionError):
        place.publish(put("closures", "b", FRIDAY), ends=fails)
    assert len(place.rows(publications)) == len(place.rows(notices)) == 1
    assert [one.name for one in ChangesTable(place.store, lambda: NOW).layer()] == ["a"]


@pytest.mark.parametrize(
    ("scope", "may"),
    [(("691",), True), (("69",), True), (("all",), True), (("751",), False), (("mayotte",), False), (("gone",), False)],
)
def test_nobody_publishes_beyond_their_scope(place: Place, scope: tuple[str, ...], may: bool) -> None:
    author = Signature("z1", "Zoé", scope)
    if may:
        assert place.publish(put("closures", "a", FRIDAY), by=author).numbers
    else:
        with pytest.raises(BeyondScopeError) as raised:
            place.publish(put("closures", "a", FRIDAY), by=author)
        assert raised.value.places == ("691",)
        assert place.rows(publications) == []


def test_an_entry_can_t_be_moved_out_of_somebody_else_s_hours(place: Place) -> None:
    place.publish(put("closures", "a", FRIDAY))
    moved = put("closures", "a", {**FRIDAY, "where": "751"})
    with pytest.raises(BeyondScopeError, match="691"):
        place.publish(moved, by=Signature("z1", "Zoé", ("751",)))


def test_a_notice_to_callers_is_its_lines_business(place: Place) -> None:
    notice = put("bulletins", "greve", {**STRIKE, "lines": "mayotte"})
    with pytest.raises(BeyondScopeError, match="mayotte"):
        place.publish(notice, by=Signature("z1", "Zoé", ("691",)))


def test_with_a_second_person_a_change_waits_and_an_emergency_doesn_t(place: Place) -> None:
    both = Publishing(second_person=True)
    waits = place.publish(put("closures", "a", FRIDAY), publishing=both)
    assert (waits.state, waits.numbers) == ("waiting", ())
    urgent = place.publish(put("emergencies", "u", OUTAGE), publishing=both)
    assert urgent.state == "published"
    later = {**OUTAGE, "start": "2026-11-27 09:00"}
    assert place.publish(put("emergencies", "v", later), publishing=both).state == "waiting"
    assert [row["review"] for row in place.rows(publications)] == ["", "due", ""]
    assert [row["kind"] for row in place.rows(notices)] == ["waiting", "published", "waiting"]


def test_of_two_who_change_the_same_entry_the_second_is_told_whether_it_would_wait_or_not(place: Place) -> None:
    proposal = propose(place.published, [put("closures", "a", FRIDAY)], NOW)
    place.publish(put("closures", "a", FRIDAY))
    for publishing in (Publishing(), Publishing(second_person=True)):
        with pytest.raises(OutrunError), place.store.writing() as connection:
            publishing.publish(connection, proposal, by=PAUL, at=NOW, form="k")
    assert len(place.rows(changes)) == 1
