"""Texted turns: signed webhooks that each ask for a text, at their own pace, against gunicorn and PostgreSQL."""

import http.client
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import local
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event
from twilio.request_validator import RequestValidator

from benchmarks.measure import Figure, Times
from benchmarks.served import served
from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.phone.phone import Phone
from ivr.phone.transports import WsgiTransport
from ivr.settings import read_settings
from ivr.store import schema
from ivr.store.engine import Store, open_store
from ivr.texts import ledger
from tests.postgres import start_postgres

RATE = 100  # texted turns a second
SECONDS = 10
TOKEN = "benchmark"
WARM = 200
KEYS = 1  # times "1" is pressed before the turn that offers the text
PUBLIC = "https://line.example"


def texts(folder: Path) -> Iterator[Figure]:
    """What a text costs; then the pace."""
    target, transactions = _cost(folder)
    yield Figure("transactions of a turn that asks for a text", str(transactions), "1")
    server = start_postgres(f"ivr-bench-{os.getpid()}")
    try:
        yield from _paced(folder, server.get_uri(), target)
    finally:
        server.cleanup()


def _paced(folder: Path, database: str, target: str) -> Iterator[Figure]:
    with closing(open_store(database)) as store:
        schema.migrate(store)
        with served(folder, "app:app", _environment(folder, database)) as port:
            random = Random(3646)
            _open_loop(port, target, [index / RATE for index in range(WARM)], "W")
            moments, at = [], 0.0
            while at < SECONDS:
                at += random.expovariate(RATE)
                moments.append(at)
            times = _open_loop(port, target, moments, "M")
        yield Figure(f"texted turns at {RATE}/s, open loop, PostgreSQL", f"{times}", "p99 100000 us")
        yield Figure("texts written of those asked for", f"{_written(store)} of {WARM + len(moments)}")


def _open_loop(port: int, target: str, moments: list[float], call: str) -> Times:
    """Send each at its moment whatever became of the ones before; times count from that moment."""
    start = time.perf_counter() + 0.5
    clients = local()

    def send(index: int) -> float:
        if not hasattr(clients, "http"):
            clients.http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        form = _form(f"CA{call}{index}", _mobile(call, index)) | {"Digits": "1"}
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC + target, form)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        due = start + moments[index]
        time.sleep(max(0.0, due - time.perf_counter()))
        clients.http.request("POST", target, urlencode(form), headers)
        answer = clients.http.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{target} answered {answer.status}: nothing to measure")
        return time.perf_counter() - due

    with ThreadPoolExecutor(32) as pool:
        return Times(tuple(pool.map(send, range(len(moments)))))


def _mobile(call: str, index: int) -> str:
    return f"+336{index:08}" if call == "M" else f"+3376{index:07}"


def _form(call: str, caller: str) -> dict[str, str]:
    return {
        "AccountSid": "AC" + "0" * 32,
        "CallSid": call,
        "CallStatus": "in-progress",
        "Direction": "inbound",
        "From": caller,
        "To": "+33199000001",
    }


def _environment(folder: Path, database: str) -> dict[str, str]:
    many = str(10**6)
    caps = dict.fromkeys(("IVR_TEXT_DAY_CAP", "IVR_TEXT_MINUTE_CAP", "IVR_TEXT_PREFIX_CAP"), many)
    return caps | {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_PUBLIC_URL": PUBLIC,
        "DATABASE_URL": database,
        "IVR_CONTENT_DIR": str(folder),
        "IVR_METRICS_ADDRESS": "",
    }


def _cost(folder: Path) -> tuple[str, int]:
    """The turn that asks for a text, as an address; and the transactions that it takes."""
    with TemporaryDirectory() as temporary, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        app = create_app(read_settings(_environment(folder, f"sqlite:///{temporary}/bench.sqlite3")))
        house = app.extensions["ivr"]
        schema.migrate(house.store)
        _offered(app, 1).press("1")  # the first text of a process finds out more
        phone = _offered(app, 0)
        target = phone.listening.action if phone.listening else ""
        begun: list[object] = []
        event.listen(house.store.engine, "begin", begun.append)
        phone.press("1")
        transactions = len(begun)
        house.close()
    return target, transactions


def _offered(app: Flask, number: int) -> Phone:
    """A call that stands where one key more asks for a text."""
    phone = Phone(WsgiTransport(app.wsgi_app, PUBLIC), TOKEN, _mobile("M", number), "3646", status_url="").dial()
    for _ in range(KEYS):
        phone.press("1")
    if phone.listening is None:
        raise RuntimeError("the call ended before a text was offered: nothing to measure")
    return phone


def _written(store: Store) -> int:
    with store.reading() as connection:
        return sum(ledger.counts(connection).values())
