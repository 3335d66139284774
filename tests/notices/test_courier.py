"""Notices arrive at least once, signed, at the one address that was configured; and are given up in the end."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.hours.words import words
from ivr.notices import outbox
from ivr.notices.courier import LEASE, TRIES, Courier, pause_after
from ivr.notices.outbox import Notice
from ivr.notices.ways import carriers_of, ways_of
from ivr.settings import Settings, SettingsError, read_settings
from ivr.store.engine import Store
from ivr.store.publishing_tables import deliveries
from tests.notices.receivers import opened_hook, opened_mail

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TOLD = Notice("published", "published 12", words(fr="Marie a publié : é.", en="Marie published: é."), "/history/12")


def settings(**given: str) -> Settings:
    return read_settings({"IVR_PUBLIC_URL": "https://line.example", **given})


def hooked(address: str) -> Settings:
    return settings(IVR_NOTIFY_URL=address, IVR_NOTIFY_SECRET="long and random")


def write(store: Store, found: Settings, notice: Notice = TOLD) -> bool:
    with store.writing() as connection:
        return outbox.write(connection, notice, NOW, ways_of(found))


def deliver(store: Store, found: Settings, at: datetime = NOW) -> int:
    return Courier(store, lambda: at, carriers_of(found, lambda: at)).deliver_due()


def rows(store: Store) -> list[Mapping[str, Any]]:
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(deliveries.select().order_by(deliveries.c.id))]


def test_a_password_is_not_sent_in_clear(store: Store) -> None:
    with opened_mail() as mail:
        address = mail.address.replace("//", "//console:secret@")
        found = settings(IVR_NOTIFY_EMAIL="chef@caisse.example", IVR_SMTP_URL=address)
        write(store, found)
        assert deliver(store, found) == 0
    assert [row["reason"] for row in rows(store)] == ["SMTPNotSupportedError"]
    assert "AUTH" not in mail.heard


def test_a_webhook_gets_the_notice_signed_with_its_time(store: Store) -> None:
    with opened_hook() as hook:
        found = hooked(hook.address)
        write(store, found)
        assert deliver(store, found) == 1
        assert deliver(store, found) == 0
    ((headers, body),) = hook.got
    told = json.loads(body)
    assert told["url"] == "https://line.example/console/history/12"
    assert (told["kind"], told["fr"], told["en"]) == ("published", "Marie a publié : é.", "Marie published: é.")
    assert headers["X-Ivr-Timestamp"] == str(int(NOW.timestamp()))
    signed = f"{headers['X-Ivr-Timestamp']}.".encode() + body
    assert headers["X-Ivr-Signature"] == "sha256=" + hmac.new(b"long and random", signed, hashlib.sha256).hexdigest()
    assert headers["X-Ivr-Notice"] == str(told["id"])


def test_an_e_mail_is_in_both_languages_and_bears_one_id_however_often_it_is_sent(store: Store) -> None:
    with opened_mail() as mail:
        found = settings(IVR_NOTIFY_EMAIL="equipe@caisse.example, chef@caisse.example", IVR_SMTP_URL=mail.address)
        write(store, found)
        assert deliver(store, found) == 1
    ((to, letter),) = mail.got
    assert len(to) == 2
    assert letter["Subject"] == "3646 : Publié / Published"
    assert letter["From"] == "3646 <console@line.example>"
    text = letter.get_content()
    assert "Marie a publié : é." in text
    assert "Marie published: é." in text
    assert "https://line.example/console/history/12" in text
    assert letter["Message-ID"].startswith("<notice-")


def test_one_that_fails_is_tried_again_later_and_given_up_in_the_end(store: Store) -> None:
    with opened_hook() as hook:
        hook.answers = [500, 302, 200]
        found = hooked(hook.address)
        write(store, found)
        assert deliver(store, found) == 0
        assert deliver(store, found) == 0  # not due yet
        assert len(hook.got) == 1
        at = NOW + pause_after(1)
        assert deliver(store, found, at) == 0  # a redirect is followed to nowhere
        assert deliver(store, found, at + pause_after(2)) == 1
        hook.answers = [404]
        write(store, found, Notice("refused", "refused 1", words(fr="a", en="b"), "/waiting/1"))
        at += timedelta(days=1)
        for _ in range(TRIES + 3):
            deliver(store, found, at)
            at += timedelta(hours=1)
    assert len(hook.got) == 3 + TRIES
    assert [row["state"] for row in rows(store)] == ["delivered", "given-up"]


def test_of_many_couriers_one_takes_it_and_one_who_dies_leaves_it_to_the_next(store: Store) -> None:
    with opened_hook() as hook:
        found = hooked(hook.address)
        write(store, found)
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(lambda _: deliver(store, found), range(4))) == 1
        assert len(hook.got) == 1

    def dies(_: object) -> None:
        raise KeyboardInterrupt

    write(store, found, Notice("refused", "refused 1", words(fr="a", en="b"), "/waiting/1"))
    with pytest.raises(KeyboardInterrupt):
        Courier(store, lambda: NOW, {"webhook": dies}).deliver_due()
    taken: list[object] = []
    for at in (NOW, NOW + LEASE):
        Courier(store, lambda at=at: at, {"webhook": taken.append}).deliver_due()  # type: ignore[misc]
    assert len(taken) == 1


def test_a_notice_is_written_once_for_its_key(store: Store) -> None:
    found = hooked("https://hook.example/x")
    assert [write(store, found) for _ in range(3)] == [True, False, False]
    assert len(rows(store)) == 1


def test_nothing_leaves_where_nothing_is_set_up(store: Store) -> None:
    found = settings()
    write(store, found)
    assert rows(store) == []
    assert carriers_of(found, lambda: NOW) == {}


@pytest.mark.parametrize(
    "given",
    [
        {"IVR_NOTIFY_URL": "https://hook.example/x"},  # without its key
        {"IVR_NOTIFY_URL": "http://hook.example/x", "IVR_NOTIFY_SECRET": "k"},
        {"IVR_NOTIFY_URL": "https://user:word@hook.example/", "IVR_NOTIFY_SECRET": "k"},
        {"IVR_NOTIFY_URL": "file:///etc/passwd", "IVR_NOTIFY_SECRET": "k"},
        {"IVR_NOTIFY_EMAIL": "equipe@caisse.example"},  # without a server
        {"IVR_NOTIFY_EMAIL": "equipe", "IVR_SMTP_URL": "smtp://mail.example"},
        {"IVR_NOTIFY_EMAIL": "a@b.example\nBcc: c@d.example", "IVR_SMTP_URL": "smtp://mail.example"},
        {"IVR_NOTIFY_EMAIL": "a@b.example", "IVR_SMTP_URL": "http://mail.example"},
    ],
)
def test_a_way_that_is_half_set_up_or_unsafe_is_refused_at_the_start(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        settings(**given)
