"""Closing at once and opening again: within two clicks and one, once, and never outside one's scope."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ivr.changes import ledger
from ivr.changes.emergencies import closing
from ivr.changes.history import Wanted, ground_of, history
from ivr.content.changes import Change
from ivr.hours.words import words
from ivr.store.deadline import Unavailable
from tests.console.pages_read import field_of, words_of
from tests.console.staff import Desk, somebody

Opening = Callable[..., Desk]


def changes(staff: Desk) -> tuple[Change, ...]:
    """Everything that was published, the newest first."""
    staff.published.follow()
    with staff.store.reading() as connection:
        return tuple(past.change for past in history(connection, ground_of(staff.published), Wanted()))


def sent(staff: Desk, **given: str) -> str:
    """The form of the page, sent with this filled in; what the page after it says."""
    page = staff.get("/outage")
    form = {name: field_of(page, name) for name in ("key",)} | _checked(page.get_data(as_text=True)) | given
    answer = staff.post("/outage", form)
    return words_of(staff.get("/")) if answer.status_code == 303 else words_of(answer)


def _checked(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="radio" name="(\w+)" value="([^"]+)" checked', page))


def test_two_clicks_close_everybody_until_further_notice(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    assert 'href="/console/outage"' in staff.get("/").get_data(as_text=True)
    told = sent(staff)
    (change,) = changes(staff)
    assert (change.section, change.name, change.author) == ("emergencies", "urgence-2026-11-24-10h00", "Camille Martin")
    assert change.entry == {
        "where": "all",
        "start": "2026-11-24 10:00",
        "end": "unknown",
        "fr": "panne de notre réseau téléphonique",
        "en": "a failure of our telephone network",
    }
    assert "Fermé, n° 1 : les appelants l'entendent." in told
    assert "110 fermés" in told
    assert "Urgence Tout le monde (les trois lignes et 107 caisses)" in told
    assert "jusqu'à nouvel ordre · n° 1, Camille Martin" in told


def test_what_callers_will_hear_is_shown_before(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    page = words_of(staff.get("/outage"))
    assert "tout le monde (les trois lignes et 107 caisses), 68,4 millions d'habitants" in page
    assert (
        "en ce moment : panne de notre réseau téléphonique" in page
    )  # which the greeting tells, and the hours no more
    part = words_of(staff.get("/outage/heard?whom=some&who=lyon, 59&why=intempéries&until=moment&moment=demain 9h"))
    assert "5 caisses (59, 69)" in part
    assert "mer. 25 nov. 2026, 09:00" in part
    assert "intempéries" in part
    assert "bad weather" in part
    assert changes(staff) == ()


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ({"whom": "mayotte", "until": "hour"}, {"where": "mayotte", "end": "2026-11-24 11:00"}),
        ({"whom": "abroad", "until": "day"}, {"where": "abroad", "end": "2026-11-25 00:00"}),
        ({"whom": "some", "who": "lyon, 59", "until": "moment", "moment": "18h"}, {"where": ["691", "59"]}),
        ({"whom": "some", "who": "lyon", "until": "moment", "moment": "demain 9h"}, {"end": "2026-11-25 09:00"}),
        ({"why": "other", "fr": "fuite d'eau", "en": "a water leak"}, {"fr": "fuite d'eau", "en": "a water leak"}),
    ],
)
def test_what_is_chosen_is_what_is_published(desk: Opening, given: dict[str, str], entry: dict[str, object]) -> None:
    staff = desk(somebody("publisher"))
    sent(staff, **given)
    assert entry.items() <= (changes(staff)[0].entry or {}).items()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"whom": "some", "who": ""}, "Qui ?"),
        ({"whom": "some", "who": "xyzzyx"}, "Je ne connais pas « xyzzyx »"),
        ({"whom": "nobody"}, "Choisissez qui fermer."),
        ({"why": "other", "fr": "fuite d'eau"}, "Écrivez la raison dans les deux langues"),
        ({"why": "rien"}, "Choisissez une raison."),
        ({"until": "moment", "moment": ""}, "Jusqu'à quand ?"),
        ({"until": "moment", "moment": "hier 9h"}, "C'est déjà passé (2026-11-23 09:00)."),
        ({"until": "moment", "moment": "bientôt"}, "« bientôt »"),
        ({"until": "never"}, "Choisissez jusqu'à quand."),
    ],
)
def test_what_can_not_be_meant_is_told_at_its_field_and_nothing_is_published(
    desk: Opening, given: dict[str, str], why: str
) -> None:
    staff = desk(somebody("publisher"))
    told = sent(staff, **given)
    assert "Rien n'est publié" in told
    assert why in told
    assert changes(staff) == ()


def test_one_closes_what_is_ones_own_and_nothing_else(desk: Opening) -> None:
    staff = desk(somebody("publisher", "691", "mayotte"))
    page = words_of(staff.get("/outage"))
    assert "Tout le monde" not in page
    assert "Mon périmètre" in page
    told = sent(staff, whom="some", who="paris")
    assert "Hors de votre périmètre : la CPAM de Paris" in told
    assert "Hors de votre périmètre" in sent(staff, whom="all")
    assert changes(staff) == ()
    sent(staff, whom="own")
    assert (changes(staff)[0].entry or {})["where"] == ["691", "mayotte"]


def test_a_form_that_is_sent_twice_publishes_once_and_says_so(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    form = {"key": field_of(staff.get("/outage"), "key"), "whom": "mayotte", "until": "unknown"}
    for _ in range(2):
        assert staff.post("/outage", form).status_code == 303
    assert len(changes(staff)) == 1
    assert "C'était déjà fait : ce formulaire a publié le n° 1, une seule fois." in words_of(staff.get("/"))


def test_what_another_process_closed_a_moment_ago_is_shown_and_can_be_opened_again(desk: Opening) -> None:
    """Two processes serve the console; this one looks for changes only every few seconds."""
    staff = desk(somebody("publisher"))
    noon = staff.now()
    reason = words(fr="panne de notre réseau téléphonique", en="a failure of our telephone network")
    with staff.store.writing() as connection:
        ledger.publish(connection, [closing("urgence-a", "mayotte", reason, noon, None)], at=noon, seen={})
    assert "Cette urgence est déjà finie" not in words_of(staff.post("/outage/reopen", {"name": "urgence-a"}))
    assert "Rouvert, n° 2" in words_of(staff.get("/"))
    with staff.store.writing() as connection:
        ledger.publish(connection, [closing("urgence-b", "mayotte", reason, noon, None)], at=noon, seen={})
    assert "urgence-b" in staff.get("/").get_data(as_text=True)


def test_an_emergency_that_comes_back_under_its_name_can_be_opened_again(desk: Opening) -> None:
    """The key of the button is made of the name: those of the files have no number."""
    staff = desk(somebody("publisher"))
    reason = words(fr="panne de notre réseau téléphonique", en="a failure of our telephone network")
    for last in (0, 2):
        closed = closing("panne", "mayotte", reason, staff.now(), None)
        with staff.store.writing() as connection:
            ledger.publish(connection, [closed], at=staff.now(), seen={closed.key: last})
        staff.at += timedelta(minutes=5)
        assert staff.post("/outage/reopen", {"name": "panne", "key": "reopen-0-panne"}).status_code == 303
        assert f"Rouvert, n° {last + 2}" in words_of(staff.get("/"))
    assert (changes(staff)[0].entry or {})["end"] == "2026-11-24 10:10"


def test_without_the_database_nobody_is_told_that_it_is_done(desk: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = desk(somebody("publisher"))
    page = staff.get("/outage")
    form = {"key": field_of(page, "key"), "whom": "mayotte", "until": "unknown"}
    with monkeypatch.context() as patched:

        def away(*_: object, **__: object) -> None:
            raise Unavailable("frozen")

        patched.setattr(staff.store, "within_deadline", away)
        answer = staff.post("/outage", form)
    assert answer.status_code == 503
    told = words_of(answer)
    assert "Renvoyez ce formulaire, il ne peut pas publier deux fois" in told
    assert "ivr schedules close" in told
    assert field_of(answer, "key") == form["key"]
    assert staff.post("/outage", form).status_code == 303  # it is back
    assert len(changes(staff)) == 1


def test_an_answer_that_was_lost_is_found_again_by_sending_once_more(
    desk: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = desk(somebody("publisher"))
    form = {"key": field_of(staff.get("/outage"), "key"), "whom": "mayotte", "until": "unknown"}
    work = staff.store.within_deadline
    with monkeypatch.context() as patched:

        def lost(*given: object, **more: object) -> None:
            work(*given, **more)  # type: ignore[arg-type]
            raise Unavailable("the answer was lost on its way")

        patched.setattr(staff.store, "within_deadline", lost)
        assert staff.post("/outage", form).status_code == 503
    staff.post("/outage", form)
    assert len(changes(staff)) == 1
    assert "C'était déjà fait : ce formulaire a publié le n° 1" in words_of(staff.get("/"))


def test_two_who_close_in_the_same_minute_both_do(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    with staff.store.writing() as connection:  # another process, of which this one has not heard yet
        entry = {"where": "abroad", "start": "2026-11-24 10:00", "end": "unknown", "fr": "panne", "en": "a failure"}
        draft = Change("emergencies", "urgence-2026-11-24-10h00", "puts", entry, author="Paul")
        ledger.publish(connection, [draft], at=staff.at, seen={})
    sent(staff, whom="mayotte")
    assert [change.name for change in changes(staff)] == ["urgence-2026-11-24-10h00-2", "urgence-2026-11-24-10h00"]


def test_one_click_opens_again(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    sent(staff, whom="mayotte")
    staff.at = staff.at.replace(minute=20)
    page = staff.get("/")
    form = {name: field_of(page, name) for name in ("name", "key")}
    assert form["name"] == "urgence-2026-11-24-10h00"
    page_key = re.search(r'name="key" value="(reopen-[^"]+)"', page.get_data(as_text=True))
    assert page_key
    form["key"] = page_key[1]
    assert staff.post("/outage/reopen", form).status_code == 303
    told = words_of(staff.get("/"))
    assert "Rouvert, n° 2 : les appelants l'entendent." in told
    assert "107 ouverts, 3 fermés" in told
    assert (changes(staff)[0].entry or {})["end"] == "2026-11-24 10:20"
    staff.post("/outage/reopen", form)
    assert "Cette urgence est déjà finie" in words_of(staff.get("/"))
    assert len(changes(staff)) == 2


def test_it_opens_again_in_the_hour_that_there_is_twice(desk: Opening) -> None:
    staff = desk(at=datetime(2026, 10, 25, 0, 59, tzinfo=UTC))
    sent(staff)
    staff.at += timedelta(minutes=1)  # 02:59, and then 02:00 once more
    staff.post("/outage/reopen", {"name": field_of(staff.get("/"), "name"), "key": "k"})
    assert "Rouvert, n° 2 : les appelants l'entendent." in words_of(staff.get("/"))


def test_one_opens_again_only_what_is_ones_own(desk: Opening) -> None:
    staff = desk(somebody("publisher"))
    sent(staff, whom="mayotte")
    name = field_of(staff.get("/"), "name")
    staff.who = somebody("publisher", "691")
    assert "Rouvrir" not in words_of(staff.get("/"))
    staff.post("/outage/reopen", {"name": name, "key": "k"})
    assert "Ce n'est pas votre périmètre." in words_of(staff.get("/"))
    assert len(changes(staff)) == 1


def test_it_is_read_in_english(desk: Opening) -> None:
    staff = desk(somebody("publisher", language="en"))
    page = words_of(staff.get("/outage"))
    assert "Until further notice" in page
    assert "a failure of our telephone network" in page
    assert "Closed, no. 1: callers hear it." in sent(staff)
