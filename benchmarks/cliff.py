"""Where a turn might begin to cost more: a thousand rules, thousands of closures, content that changes every second."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from flask import Flask

from benchmarks.crowd import write_crowd
from benchmarks.measure import Figure, Times, Work, alternate
from benchmarks.posts import Post, call_of
from benchmarks.turn import TUESDAY, settings_of, works_of
from ivr.factory import House, create_app
from ivr.logs import configure_logs
from ivr.store import schema

CROWDS = ((1, 0), (100, 0), (1000, 0), (1000, 5000))  # rules (places and codes make them some more or fewer), entries
CALLS = 30
RATE, SECONDS, ROUNDS = 50, 5, 3  # turns a second, how long a round lasts, rounds of each kind


def cliff(folder: Path) -> Iterator[Figure]:
    """Medians, as ratios to the first: of a call's turns, and of the ring, which asks most calendars."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, TemporaryDirectory() as temporary:
        configure_logs("json", nowhere)
        yield from _crowds(folder, Path(temporary))
        yield from _reloads(folder, Path(temporary) / "reloads")


# -- rules and entries -------------------------------------------------------------------------------------------------


def _crowds(folder: Path, temporary: Path) -> Iterator[Figure]:
    kinds, posts = [], list[list[Post]]()
    for rules, entries in CROWDS:
        made = temporary / f"{rules}-{entries}"
        made.mkdir()
        write_crowd(folder, made, rules, entries)
        started = time.process_time()
        app, house = _house(made)
        started = time.process_time() - started
        snapshot = house.published.current()
        if snapshot is None:
            raise RuntimeError("nothing could be read: nothing to measure")
        posts.append([post for call in range(CALLS) for post in call_of(app, call)])
        kinds.append((app, house, f"{len(snapshot.schedules.rules)} rules, {entries} entries", started))
    turns = _alternated([(app, calls) for (app, *_), calls in zip(kinds, posts, strict=True)])
    rings = _alternated([(app, calls[:: len(calls) // CALLS]) for (app, *_), calls in zip(kinds, posts, strict=True)])
    for (_, house, name, started), turn, ring in zip(kinds, turns, rings, strict=True):
        yield Figure(f"turns, {name}", f"{turn}: {turn.median / turns[0].median:.2f} times", "1.05 times")
        yield Figure(f"rings, {name}", f"{ring}: {ring.median / rings[0].median:.2f} times", "1.05 times")
        yield Figure(f"start, {name}", f"{started:.1f} s of processor")
        house.close()


def _alternated(kinds: Sequence[tuple[Flask, Sequence[Post]]]) -> list[Times]:
    works: list[list[Work]] = [works_of(app, list(posts)) for app, posts in kinds]
    shortest = min(map(len, works))
    works = [some[:shortest] for some in works]
    alternate([some[: shortest // 2] for some in works])  # warm
    return alternate(works)


def _house(folder: Path) -> tuple[Flask, House]:
    app = create_app(settings_of(folder, folder), clock=lambda: TUESDAY)
    house: House = app.extensions["ivr"]
    schema.migrate(house.store)
    return app, house


# -- content that changes ----------------------------------------------------------------------------------------------


def _reloads(folder: Path, made: Path) -> Iterator[Figure]:
    """Turns at a steady rate, each timed from the moment when it was due; files change every second, or don't."""
    made.mkdir()
    write_crowd(folder, made, 1, 0)
    app, house = _house(made)
    posts = list(call_of(app, 1))
    house.published.start_refreshing(1.0)
    still, changing = list[float](), list[float]()
    _paced(app, posts)
    for _ in range(ROUNDS):
        still += _paced(app, posts)
        with _changed_every_second(made / "schedules" / "closures.yaml") as changes:
            changing += _paced(app, posts)
    house.close()
    without, beside = Times(tuple(still)), Times(tuple(changing))
    yield Figure(f"turns at {RATE}/s, files at rest", str(without))
    ratio = f"{beside.median / without.median:.2f} times, p99 {beside.p99 / without.p99:.1f} times"
    yield Figure(f"... changed every second ({len(changes)} a round)", f"{beside}: {ratio}", "1.05 times")


def _paced(app: Flask, posts: Sequence[Post]) -> list[float]:
    samples, began = [], time.perf_counter()
    works = works_of(app, list(posts))
    for number in range(RATE * SECONDS):
        due = began + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        works[number % len(works)]()
        samples.append(time.perf_counter() - due)
    return samples


@contextmanager
def _changed_every_second(path: Path) -> Iterator[list[int]]:
    """An entry more in closures.yaml each second, until the block ends; then the file is as it was."""
    before, stopped, changes = path.read_text(encoding="utf-8"), Event(), list[int]()

    def change() -> None:
        while not stopped.wait(1.0):
            changes.append(len(changes))
            path.write_text(before.replace("closures: {}", _closures(changes)), encoding="utf-8")

    thread = Thread(target=change)
    thread.start()
    try:
        yield changes
    finally:
        stopped.set()
        thread.join()
        path.write_text(before, encoding="utf-8")


def _closures(numbers: Sequence[int]) -> str:
    entry = "  pont-{}:\n    where: [691, 751]\n    days: {} mai 2027\n    fr: pont\n    en: a bridge day"
    return "\n".join(("closures:", *(entry.format(number, number % 28 + 1) for number in numbers)))
