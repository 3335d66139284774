"""Log lines of a line under attack and in trouble, with a number planted in everything that it is sent.

`drive` runs the whole app, a worker and a Twilio that misbehaves, logging as they do when they serve and more, until so
many lines are written, and tells what was found in them: digits where no digit belongs, and the digits of what was
planted last anywhere else. Part of `make chaos`:

    python -m tests.planted_run --lines 1000000
"""

import argparse
import io
import json
import logging
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Thread

import structlog
from flask import Flask
from sqlalchemy import event

from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.settings import read_settings
from ivr.store import schema
from ivr.texts.twilio_sender import TwilioSender
from ivr.texts.worker import Plan, Worker
from tests.hostile import ADDRESS, TOKEN, fire, random_shot, shot
from tests.planted import SEPARATORS, examples, stray_digits
from tests.texts.chaos.child import FAST, TIMEOUTS, account
from tests.texts.fake_twilio import CHAOS, FakeTwilio

MANY = str(10**9)
LATEST = 200  # numbers that were planted last: a line speaks of its own request
SHARE = 25_000  # lines over one database: what a text costs grows with those of its day
SHORTEST = 7  # digits that make a planted number recognisable
NUMBERS = [number for number in examples() if len(number) > SHORTEST]


@dataclass
class Watch(io.TextIOBase):
    """Where the log is written: every line is searched, and counted by its event."""

    planted: deque[str] = field(default_factory=lambda: deque(maxlen=LATEST))
    events: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    lines: int = 0

    def write(self, line: str) -> int:
        self.lines += line.count("\n")
        name = re.search(r'"event": "([^"]{1,40})', line)
        self.events[name[1] if name else "?"] += 1
        if self._shows(line):
            self.found.append(line)
        return len(line)

    def _shows(self, line: str) -> bool:
        said = json.loads(line) | {"at": ""}
        digits = "".join(filter(str.isdigit, json.dumps(list(said.values()))))
        return bool(stray_digits(line)) or any(one in digits for one in self.planted)


@dataclass
class Planter:
    """Writes numbers of every kind in every way, and remembers the digits of each."""

    planted: deque[str]

    def __call__(self, random: Random) -> str:
        digits = random.choice(NUMBERS) if random.random() < 0.7 else str(random.randrange(10**12, 3 * 10**14))
        self.planted.append(digits)
        gap = random.choice(SEPARATORS) if random.random() < 0.3 else ""
        number = random.choice(("+{}", "00{}", "tel:+{}", "<sip:+{}@x>", "+{}")).format(gap.join(digits))
        return "".join(f"&#{ord(letter)};" for letter in number) if random.random() < 0.1 else number


@contextmanager
def serving(folder: Path, watch: Watch, seed: int) -> Iterator[Flask]:
    """The app and a worker beside it, over a file, with a Twilio that fails more often than not."""
    given = {"TWILIO_AUTH_TOKEN": TOKEN, "IVR_PUBLIC_URL": ADDRESS, "IVR_METRICS_ADDRESS": "", "IVR_REHEARSAL": "1"}
    given |= {"IVR_TEXT_MINUTE_CAP": MANY, "IVR_TEXT_DAY_CAP": MANY, "IVR_TEXT_PREFIX_CAP": MANY}
    given |= {"DATABASE_URL": f"sqlite:///{folder}/planted.sqlite3", "IVR_ADVISER": "+33199000001"}
    configure_logs("json", watch)  # type: ignore[arg-type]  # all of a stream that is needed
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))  # more lines than we serve
    app = create_app(read_settings(given))
    store = app.extensions["ivr"].store
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    schema.migrate(store)
    with FakeTwilio(CHAOS, seed=seed, hang=2 * TIMEOUTS[1]) as fake:
        worker = Worker(store, TwilioSender(account(), fake.url, TIMEOUTS), Plan(timing=FAST, threads=2))
        working = Thread(target=worker.run, daemon=True)
        working.start()
        yield app
        worker.stop.set()
        working.join(30)
    app.extensions["ivr"].close()


def drive(folder: Path, lines: int, seed: int) -> Watch:
    """Requests at random until so many lines are written; now and then something breaks that nobody thought of."""
    random, watch = Random(seed), Watch()
    plant = Planter(watch.planted)
    with serving(folder, watch, seed) as app:
        front = app.extensions["ivr"].front
        while watch.lines < lines:
            made = random_shot(random, plant)
            if random.random() < 0.05:
                made = shot(
                    "/voice/attestation?v=1&t=4&p=metropole&r=general&k=attestation", _texting(random, watch.planted)
                )
            if random.random() < 0.02:
                with breaking(front, plant(random)):
                    fire(app.wsgi_app, made)
            else:
                fire(app.wsgi_app, made)
            if random.random() < 0.02:
                logging.getLogger("some.library").warning("%s sent %s", plant(random), {"To": [plant(random)]})
    return watch


def _texting(random: Random, planted: deque[str]) -> dict[str, str]:
    number = f"336{random.randrange(10**8):08}"
    planted.append(number[2:])
    return {"CallSid": f"CA{random.getrandbits(128):032x}", "From": "+" + number, "To": "3646", "Digits": "1"}


@contextmanager
def breaking(front: object, number: str) -> Iterator[None]:
    """A turn breaks with a number in its exception, and in the frames above it."""
    speaker = front.speaker  # type: ignore[attr-defined]  # behind the door

    def broken(*_: object) -> None:
        try:
            int(f"no digits: {number}")
        except ValueError as error:
            raise LookupError({"From": number}) from error

    whole, speaker.document = speaker.document, broken
    try:
        yield
    finally:
        speaker.document = whole


def main() -> int:
    """Write so many lines on every core, and say what was found; 1 when it is anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted_run")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cores, started = os.cpu_count() or 1, time.monotonic()
    share = min(SHARE, -(-options.lines // cores))
    lines, found, events = 0, list[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(cores) as pool:
        orders = [(Path(folder), share, options.seed + part) for part in range(-(-options.lines // share))]
        for written, shown, kinds in pool.imap_unordered(_told, orders):
            lines, found, events = lines + written, found + shown, events + kinds
            print(f"  {lines:,} log lines, {len(found)} show a number", file=sys.stderr, flush=True)
    print(f"{lines:,} log lines with planted numbers, {len(events)} kinds: {len(found)} show one; "
          f"{time.monotonic() - started:.0f} s")  # fmt: skip
    print("  " + ", ".join(f"{name} {times:,}" for name, times in events.most_common(12)))
    print("\n".join(found[:10]))
    return 1 if found else 0


def _told(order: tuple[Path, int, int]) -> tuple[int, list[str], Counter[str]]:
    folder, lines, seed = order
    with tempfile.TemporaryDirectory(dir=folder) as own:
        watch = drive(Path(own), lines, seed)
    return watch.lines, watch.found[:50], watch.events


if __name__ == "__main__":
    sys.exit(main())
