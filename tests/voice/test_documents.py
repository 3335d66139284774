"""A document is built once for all who hear the same; what is personal is built anew and kept nowhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.line.actions import Moment, Offer, Say, Spans, Telephone, Week
from ivr.voice.documents import Documents, key_of

PARIS, MAYOTTE = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Mayotte")
MONDAY = datetime(2026, 12, 7, 7, 30, tzinfo=UTC)


def moment(at: datetime, now: datetime, zone: ZoneInfo = PARIS) -> tuple[Say]:
    return (Say("reopening", {"reopening": Moment(at.astimezone(zone), now.astimezone(zone))}),)


def test_what_is_said_alike_is_built_once() -> None:
    documents, built = Documents(), []
    for _ in range(3):
        assert documents.get(("fr", "topics"), lambda: str(built.append(1)) and "document") == (b"document",)
    assert len(built) == 1


def test_what_has_no_key_is_built_each_time_and_not_kept() -> None:
    documents, built = Documents(), []
    for _ in range(3):
        documents.get(None, lambda: str(built.append(1)))
    assert (len(built), len(documents)) == (3, 0)


def test_only_the_last_built_are_kept() -> None:
    documents = Documents(most=2)
    for key in ("a", "b", "b", "c"):
        documents.get(key, lambda: "document")
    assert len(documents) == 2
    assert documents.get("b", lambda: "built again") == (b"document",)
    assert documents.get("a", lambda: "built again") == (b"built again",)


def test_personal_words_have_no_key() -> None:
    typed = {"typed": Telephone("+33612345678")}
    assert key_of((Say("confirm_mobile", typed, personal=True), Offer("confirm_mobile", (("right", "1"),)))) is None


def test_equal_turns_have_equal_keys() -> None:
    def says() -> tuple[Say | Offer, ...]:
        week = Week(((date(2026, 12, 7), Spans(((time(8, 30), time(17)),))),))
        values = {"name": {"fr": "la CPAM de l'Ain", "en": "the CPAM of Ain"}, "week": week}
        return Say("hours_week", values), Offer("hours", (("topics", "2"),), slowly=True)

    assert key_of(says()) == key_of(says())
    assert hash(key_of(says())) == hash(key_of(says()))


def test_the_order_of_values_does_not_matter_but_each_value_does() -> None:
    one = key_of((Say("hours", {"a": "1", "b": "2"}),))
    assert one == key_of((Say("hours", {"b": "2", "a": "1"}),))
    assert one != key_of((Say("hours", {"a": "1", "b": "3"}),))
    assert one != key_of((Say("other", {"a": "1", "b": "2"}),))


def test_a_moment_sounds_alike_all_day_and_not_the_day_after() -> None:
    evening = MONDAY - timedelta(hours=12)
    assert key_of(moment(MONDAY, evening)) == key_of(moment(MONDAY, evening + timedelta(seconds=50)))
    assert key_of(moment(MONDAY, evening)) != key_of(moment(MONDAY, MONDAY - timedelta(hours=1)))


def test_one_moment_on_two_clocks_sounds_different() -> None:
    # the two are equal for Python: with the bare moment as key, Paris would hear Mayotte's hour
    noon = MONDAY - timedelta(hours=2)
    assert key_of(moment(MONDAY, noon, PARIS)) != key_of(moment(MONDAY, noon, MAYOTTE))


def test_a_time_with_its_clock_is_another_document_than_one_without() -> None:
    bare = Moment(MONDAY, MONDAY - timedelta(hours=1))
    told = (
        bare,
        replace(bare, clock="clock_reunion"),
        replace(bare, clock="clock_paris"),
        replace(bare, bound="earliest"),
    )
    assert len({key_of((Say("hours_open", {"closing": moment}),)) for moment in told}) == len(told)
