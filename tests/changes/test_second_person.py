"""What waits for a second person: whole or not at all, never by its own author, and held against what is live then."""

from dataclasses import replace

import pytest

from ivr.changes import second_person
from ivr.changes.ledger import ChangesTable, OutrunError
from ivr.changes.publishing import Publication, Publishing, Signature
from ivr.changes.scope import BeyondScopeError
from ivr.changes.second_person import Asked, DecidedError, OwnError
from ivr.content.changes import Change
from ivr.content.faults import ContentError
from ivr.store.publishing_tables import notices
from tests.changes.place import MARIE, PAUL, Place
from tests.published.changing import FRIDAY, NOW, OUTAGE, put

BOTH = Publishing(second_person=True)
ZOE = Signature("z1", "Zoé", ("751",))


def asked(place: Place, draft: Change = put("closures", "a", FRIDAY)) -> Asked:  # noqa: B008 - a frozen value
    """What Marie asks for."""
    made = place.publish(draft, publishing=BOTH, form="k")
    with place.store.reading() as connection:
        found = second_person.one(connection, made.id)
    assert found
    return found


def approve(place: Place, wanted: Asked, by: Signature = PAUL) -> Publication:
    place.published.follow()
    proposal = wanted.proposed(place.published, NOW)
    with place.store.writing() as connection:
        return second_person.approve(BOTH, connection, wanted, proposal, by=by, at=NOW)


def layer(place: Place) -> list[tuple[str, str]]:
    return [(one.name, one.author) for one in ChangesTable(place.store, lambda: NOW).layer()]


def test_it_is_published_once_another_approves_and_the_history_tells_its_author(place: Place) -> None:
    wanted = asked(place, replace(put("closures", "a", FRIDAY), author="Marie"))
    assert layer(place) == []
    made = approve(place, wanted)
    assert len(made.numbers) == 1
    assert approve(place, wanted) == replace(made, again=True)
    assert layer(place) == [("a", "Marie")]
    with place.store.reading() as connection:
        found = second_person.one(connection, wanted.id)
        assert second_person.waiting(connection) == ()
    assert found
    assert (found.state, found.decider) == ("published", "Paul")
    assert "Marie (Paul)" in place.rows(notices)[-1]["fr"]


def test_nobody_approves_their_own_or_beyond_their_scope(place: Place) -> None:
    wanted = asked(place)
    with pytest.raises(OwnError):
        approve(place, wanted, MARIE)
    with pytest.raises(BeyondScopeError):
        approve(place, wanted, ZOE)
    assert layer(place) == []


def test_what_is_decided_is_decided(place: Place) -> None:
    wanted = asked(place)
    with place.store.writing() as connection:
        second_person.decline(BOTH, connection, wanted.id, "pas ce jour-là", by=PAUL, at=NOW)
    with pytest.raises(DecidedError) as raised:
        approve(place, wanted, Signature("x", "Xavier"))
    assert raised.value.by == "Paul"
    assert layer(place) == []
    refused = place.rows(notices)[-1]
    assert (refused["kind"], refused["who"]) == ("refused", "m1")
    assert "Paul n'a pas approuvé" in refused["fr"]
    assert "pas ce jour-là" in refused["en"]


def test_its_author_may_withdraw_it(place: Place) -> None:
    wanted = asked(place)
    with place.store.writing() as connection:
        second_person.decline(BOTH, connection, wanted.id, "erreur", by=MARIE, at=NOW)
    assert "a retiré sa demande" in place.rows(notices)[-1]["fr"]


def test_another_change_of_that_entry_in_between_is_told(place: Place) -> None:
    wanted = asked(place)
    place.publish(put("closures", "a", {**FRIDAY, "hours": "matin"}), by=PAUL)
    with pytest.raises(OutrunError):
        approve(place, wanted)
    assert layer(place) == [("a", "")]


def test_it_is_checked_again_as_of_the_day_on_which_it_is_approved(place: Place) -> None:
    """It was asked for under a release that could read something which today's can't."""
    wanted = asked(place)
    unread = put("closures", "a", {**FRIDAY, "days": "?"})
    with pytest.raises(ContentError):
        approve(place, replace(wanted, drafts=(unread,)))
    assert layer(place) == []


def test_an_emergency_is_live_at_once_and_reviewed_by_somebody_else(place: Place) -> None:
    made = place.publish(put("emergencies", "u", OUTAGE), publishing=BOTH)
    assert len(made.numbers) == 1
    with place.store.writing() as connection:
        assert [one.id for one in second_person.to_review(connection)] == [made.id]
        with pytest.raises(OwnError):
            second_person.review(BOTH, connection, made.id, "", by=MARIE, at=NOW)
        second_person.review(BOTH, connection, made.id, "bien vu", by=PAUL, at=NOW)
        assert second_person.to_review(connection) == ()
        with pytest.raises(DecidedError):
            second_person.review(BOTH, connection, made.id, "", by=PAUL, at=NOW)
        found = second_person.one(connection, made.id)
    assert found
    assert (found.review, found.decider, found.decision) == ("done", "Paul", "bien vu")
