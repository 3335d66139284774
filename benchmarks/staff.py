"""What ten people at the console do to calls: webhooks at a steady rate, with nobody there, then with them, twice over.

The line and the console are processes of their own over one database, as the Procfile starts them. Rounds alternate, so
that a busy machine befalls both. Everything is on loopback, and bounded in time.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import requests
from requests.cookies import RequestsCookieJar
from twilio.request_validator import RequestValidator

from benchmarks.measure import Figure, Times
from ivr.accounts.invitations import keep_password
from ivr.accounts.passwords import hash_password
from ivr.accounts.people import add_person
from ivr.accounts.person import EVERYWHERE
from ivr.clock import now
from ivr.store.engine import open_store

RATE, SECONDS, ROUNDS = 20, 15, 2  # turns a second; how long each round lasts
PEOPLE, PAUSE = 10, 1.5  # seconds between two pages of one person
WALK = ("/", "/now/list?q=lyon", "/change", "/history", "/calls", "/heard?place=lyon", "/caisse/691")
TOKEN, LOGIN, PASSWORD = "made-up-token", "camille", "four-made-up-words-here"
LINE, CONSOLE = 5681, 5682


def staff(folder: Path) -> Iterator[Figure]:
    """The p99 of webhooks beside people at the console, as a ratio to that without them."""
    with TemporaryDirectory() as temporary, _served(folder, Path(temporary)):
        person = _signed_in()
        alone: list[float] = []
        beside: list[float] = []
        _webhooks(5)  # warm
        for _ in range(ROUNDS):
            alone += _webhooks(RATE * SECONDS)
            with _walking(person) as pages:
                beside += _webhooks(RATE * SECONDS)
    without, with_ = Times(tuple(alone)), Times(tuple(beside))
    yield Figure("a webhook, nobody at the console", f"{_ms(without)} at {RATE}/s")
    ratios = f"{with_.median / without.median:.2f} and {with_.p99 / without.p99:.2f} times"
    yield Figure(f"... {PEOPLE} people there, {len(pages)} pages in a round", f"{_ms(with_)}: {ratios}", "1 times")


@contextmanager
def _served(folder: Path, temporary: Path) -> Iterator[None]:
    """Both processes, until the end of the block."""
    settings = {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_PUBLIC_URL": f"http://127.0.0.1:{LINE}",
        "IVR_CONSOLE_URL": f"http://127.0.0.1:{CONSOLE}",
        "IVR_CONTENT_DIR": str(folder),
        "IVR_METRICS_ADDRESS": "",
        "IVR_CONSOLE_SECOND_FACTOR": "0",
        "DATABASE_URL": f"sqlite:///{temporary}/line.sqlite3",
    }
    ivr = [sys.executable, "-m", "ivr"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("IVR_", "TWILIO_"))}
    environment = bare | settings
    subprocess.run([*ivr, "migrate"], cwd=folder, env=environment, check=True, capture_output=True)
    _employ(settings["DATABASE_URL"])
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{LINE}", "--log-level", "error"]
    commands = (
        ([*gunicorn, "app:app"], {}),
        ([*ivr, "console"], {"PORT": str(CONSOLE)}),
    )
    servers = [
        subprocess.Popen(command, cwd=folder, env=environment | more, stdout=subprocess.DEVNULL)
        for command, more in commands
    ]
    try:
        _wait(f"http://127.0.0.1:{LINE}/health/live")
        _wait(f"http://127.0.0.1:{CONSOLE}/console/sign-in")
        yield
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(30)


def _employ(database_url: str) -> None:
    """Somebody who may see every page."""
    with closing(open_store(database_url)) as store, store.writing() as connection:
        person = add_person(
            connection, login=LOGIN, name="Camille Martin", role="publisher", scope=EVERYWHERE, at=now()
        )
        keep_password(connection, person.id, hash_password(PASSWORD))


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            requests.get(address, timeout=5)
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nothing answers at {address}")


# -- calls -------------------------------------------------------------------------------------------------------------


def _webhooks(count: int) -> list[float]:
    """So many first turns at the rate, each when it is due whatever became of those before; seconds from then on."""
    samples: list[float] = []
    began = time.perf_counter()
    threads = [threading.Thread(target=_ring, args=(began + number / RATE, samples)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(samples) != count:
        raise RuntimeError(f"{count - len(samples)} webhooks had no answer")
    return samples


def _ring(due: float, samples: list[float]) -> None:
    time.sleep(max(0.0, due - time.perf_counter()))
    sid = f"CA{int(due * 1e9):032x}"
    form = {"CallSid": sid, "AccountSid": "AC0", "From": "+33199001234", "To": "3646", "CallStatus": "ringing"}
    signature = RequestValidator(TOKEN).compute_signature(f"http://127.0.0.1:{LINE}/voice", form)
    connection = HTTPConnection("127.0.0.1", LINE, timeout=15)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/voice", urlencode(form), headers)
    answer = connection.getresponse()
    if answer.status == 200 and answer.read():
        samples.append(time.perf_counter() - due)
    connection.close()


# -- people ------------------------------------------------------------------------------------------------------------


def _signed_in() -> RequestsCookieJar:
    browser, address = requests.Session(), f"http://127.0.0.1:{CONSOLE}/console"
    page = browser.get(f"{address}/sign-in", timeout=15).text
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    form = {"login": LOGIN, "password": PASSWORD, "csrf_token": token[1] if token else ""}
    inside = browser.post(f"{address}/sign-in", data=form, timeout=15)
    if inside.url != f"{address}/":
        raise RuntimeError(f"not signed in: {inside.url}")
    return browser.cookies


@contextmanager
def _walking(cookies: RequestsCookieJar) -> Iterator[list[str]]:
    """Each person, in a browser of their own, goes from page to page until the block ends; the pages that they saw."""
    stopped, pages = threading.Event(), list[str]()

    def walk(number: int) -> None:
        browser = requests.Session()
        browser.cookies = cookies
        while not stopped.wait(PAUSE):
            address = WALK[number % len(WALK)]
            answer = browser.get(f"http://127.0.0.1:{CONSOLE}/console{address}", timeout=30)
            answer.raise_for_status()
            pages.append(address)
            number += 1

    threads = [threading.Thread(target=walk, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    try:
        yield pages
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def _ms(times: Times) -> str:
    return f"{times.median * 1000:.1f} ms, p99 {times.p99 * 1000:.0f} ms"
