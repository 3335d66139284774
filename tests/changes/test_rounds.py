"""What nobody does by hand: told once, however many processes make rounds; what is over leaves the layer in time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.changes.ledger import NOBODY
from ivr.changes.publishing import Publishing
from ivr.changes.rounds import FullCheck, Rounds
from ivr.changes.spent import spent
from ivr.changes.upkeep import Upkeep
from ivr.content.changes import layer_of
from ivr.findings import Finding, Kind
from ivr.findings import Place as At
from ivr.notices.courier import Courier
from ivr.store.draft_tables import drafts
from ivr.store.publishing_tables import notices, publications
from ivr.store.tables import changes
from tests.changes.place import Place
from tests.published.changing import FRIDAY, NOW, OUTAGE, put

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rounds(place: Place, at: datetime, full_check: FullCheck | None = None) -> None:
    place.published.follow()
    Rounds(place.store, place.published, lambda: at, ("webhook",), full_check).make()


def told(place: Place, kind: str) -> list[dict[str, Any]]:
    return [dict(row) for row in place.rows(notices) if row["kind"] == kind]


def test_an_emergency_without_an_end_reminds_its_author_every_two_hours_and_once(place: Place) -> None:
    place.publish(put("emergencies", "panne", OUTAGE))
    rounds(place, NOW + HOUR)
    assert told(place, "reminder") == []
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: rounds(place, NOW + 2 * HOUR), range(4)))
    (first,) = told(place, "reminder")
    assert first["who"] == "m1"
    assert "depuis 2 heures" in first["fr"]
    rounds(place, NOW + 3 * HOUR)
    assert len(told(place, "reminder")) == 1
    rounds(place, NOW + 9 * HOUR)  # nobody made rounds for hours: one reminder makes up for them
    assert len(told(place, "reminder")) == 2
    assert "for 8 hours" in told(place, "reminder")[-1]["en"]


def test_an_emergency_with_an_end_reminds_nobody(place: Place) -> None:
    place.publish(put("emergencies", "panne", {**OUTAGE, "end": "2026-11-25 18:00"}))
    rounds(place, NOW + 4 * HOUR)
    assert told(place, "reminder") == []


def test_what_was_begun_and_forgotten_is_told_once(place: Place) -> None:
    row = {"key": "k", "author": "m1", "author_name": "Marie", "section": "", "name": "", "form": "{}"}
    with place.store.writing() as connection:
        connection.execute(drafts.insert().values(**row, state="draft", saved_at=NOW))
    place.publish(put("closures", "a", FRIDAY), publishing=Publishing(second_person=True))
    rounds(place, NOW + 23 * HOUR)
    assert told(place, "forgotten") == []
    for hours in (25, 26):
        rounds(place, NOW + hours * HOUR)
        assert {row["who"] for row in told(place, "forgotten")} == {"m1", ""}  # a draft of one's own, a request


def test_a_change_that_is_set_aside_is_told_with_its_reason(place: Place) -> None:
    row = {"at": NOW, "author": "Zoé", "section": "closures", "name": "x", "does": "puts"}
    with place.store.writing() as connection:
        connection.execute(changes.insert().values(**row, entry='{"where": "691", "days": "?"}'))
    rounds(place, NOW)
    rounds(place, NOW + DAY)
    (aside,) = told(place, "aside")
    assert "« x »" in aside["fr"]
    assert "set aside" in aside["en"]


@pytest.mark.parametrize(
    ("section", "entry", "over"),
    [
        ("closures", FRIDAY, datetime(2026, 12, 5, 12, tzinfo=UTC)),  # its last day ends last at UTC-12
        ("emergencies", {**OUTAGE, "end": "2026-12-04 18:00"}, datetime(2026, 12, 4, 17, tzinfo=UTC)),
        (
            "bulletins",
            {"lines": "all", "first": "2026-12-03 00:00", "last": "2026-12-05 00:00", "fr": "Avis.", "en": "Note."},
            datetime(2026, 12, 4, 23, tzinfo=UTC),
        ),
    ],
)
def test_a_change_that_is_over_leaves_the_layer_a_week_later_and_stays_in_history(
    place: Place, section: str, entry: dict[str, str], over: datetime
) -> None:
    place.publish(put(section, "a", entry))
    rounds(place, over + 7 * DAY)
    assert [row["does"] for row in place.rows(changes)] == ["puts"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: rounds(place, over + 7 * DAY + HOUR), range(3)))
    assert [(row["does"], row["author"]) for row in place.rows(changes)] == [("puts", ""), ("leaves", NOBODY)]
    place.published.follow()
    assert layer_of(place.published.layered.held) == ()


WORKS = {"where": "691", "fr": "travaux", "en": "works"}


@pytest.mark.parametrize(
    "entry",
    [{**WORKS, "days": "chaque année le 24 décembre"}, {**WORKS, "first": "2026-12-04", "last": "unknown"}],
)
def test_what_comes_back_or_never_ends_stays(place: Place, entry: dict[str, str]) -> None:
    place.publish(put("closures", "a", entry))
    rounds(place, NOW + 3 * 365 * DAY)
    assert len(place.rows(changes)) == 1


SOUND = Kind("unlike-source", fr=("Faute {n}.", "Réparez."), en=("Fault {n}.", "Mend."))


def test_an_emergency_is_held_to_all_checks_once_it_is_live(place: Place) -> None:
    seen: list[str] = []

    def checked(snapshot: Any, _at: datetime) -> tuple[Finding, ...]:
        seen.append(snapshot.revision.partition("+")[2])
        return (SOUND.at(At("x"), n=1),)

    (number,) = place.publish(put("emergencies", "panne", OUTAGE)).numbers
    (newest,) = place.publish(put("closures", "a", FRIDAY)).numbers
    rounds(place, NOW, checked)
    rounds(place, NOW, checked)
    assert seen == [str(newest)]
    (row, other) = place.rows(publications)
    assert (row["check"], other["check"]) == ("done", "")
    (unsound,) = told(place, "unsound")
    assert "Faute 1." in unsound["fr"]
    assert unsound["page"] == f"/history/{number}"


def test_with_the_database_away_the_next_round_does_it(place: Place) -> None:
    place.publish(put("emergencies", "panne", OUTAGE))
    place.published.follow()
    upkeep = Upkeep(Rounds(place.store, place.published, lambda: NOW + 2 * HOUR), Courier(place.store, lambda: NOW, {}))
    reading, place.store.reading = place.store.reading, away  # type: ignore[method-assign]
    upkeep.step()
    place.store.reading = reading  # type: ignore[method-assign]
    assert told(place, "reminder") == []
    upkeep.step()
    assert len(told(place, "reminder")) == 1


def test_a_round_that_fails_is_made_again_after_a_minute_and_keeps_the_day_from_nothing(place: Place) -> None:
    tried: list[datetime] = []
    sent: list[str] = []

    def broken(_snapshot: Any, at: datetime) -> tuple[Finding, ...]:
        tried.append(at)
        raise RuntimeError

    place.publish(put("emergencies", "panne", OUTAGE))
    place.published.follow()
    seconds = [0.0]
    upkeep = Upkeep(
        Rounds(place.store, place.published, lambda: NOW, full_check=broken),
        Courier(place.store, lambda: NOW, {}),
        monotonic=lambda: seconds[0],
        daily=lambda: sent.append("head"),
    )
    for _ in range(61):
        upkeep.step()
        seconds[0] += 1
    assert (len(tried), sent) == (2, ["head"])


def away() -> Any:
    raise ConnectionError


def test_a_change_of_an_entry_of_the_files_stays_as_long_as_theirs_would_matter(place: Place) -> None:
    """Left to the files it would be theirs that counts again, and theirs has no end."""
    place.publish(put("closures", "a", FRIDAY))
    layered = place.published.layered
    assert spent(layered, NOW + 30 * DAY) == layered.held
    files = dict(layered.files.schedules.files)
    (name,) = (name for name in files if name.endswith("closures.yaml") or name == "closures")
    endless = b"closures:\n  a: {where: '691', first: 2026-12-01, last: unknown, fr: travaux, en: works}"
    files[name] = files[name].replace(b"closures: {}", endless)
    half = replace(layered.files.schedules, files=files)
    assert spent(replace(layered, files=layered.files._replace(schedules=half)), NOW + 30 * DAY) == ()
