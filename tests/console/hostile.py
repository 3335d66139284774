"""Requests to the console that nobody should send, made at random over whatever pages it has; `python -m` it for more.

A visitor is a stranger, or somebody of a role; with the form's token or without. What must hold of each answer: no
fault of ours, nothing of another host, and no row written by who may not.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from rich.progress import track
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ivr.accounts.person import ROLES
from ivr.console.pages import needs_of
from ivr.store.tables import metadata
from tests.console.staff import Desk, somebody
from tests.hostile import HEADERS, METHODS, NASTY, TYPES

BASE = "http://127.0.0.1:5000/console"
LIKELY = (
    *("all", "national", "691", "69", "mayotte", "all sauf mayotte", "lyon", "panne", "1", "2", "0", "-1", "9" * 11),
    *("closures", "openings", "hours", "emergencies", "bulletins", "vendredi après-midi", "2026-12-24", "unknown"),
    *("8h-18h", "Mo-Fr 08:00-17:00", "fermé", "jusqu'à nouvel ordre", "demain 13h", "Lyon", "fr", "en", "true", "on"),
    *("publisher", "admin"),
)
PATHS = ("/", "//", "/../voice", "/%00", "/static/../app.py", "/static/%2e%2e/app.py", "/sign-in/../", "/%ff", "/.git/")
# What a stranger may write: nothing but a note that somebody tried to come in.
STRANGERS_MAY = {"sign_in_tries", "half_ways", "deeds", "console_sessions", "notices"}


@dataclass(frozen=True)
class Shot:
    """One request by a visitor: a role, or "" for a stranger; `token`: whether the form carries its token."""

    role: str
    method: str
    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    token: bool = True


def random_shot(app: Flask, fields: tuple[str, ...], random: Random) -> Shot:
    """A request to a page that is there, mostly, filled with what is likely and what is nasty."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    rule = random.choice(rules)
    path = random.choice(PATHS) if random.random() < 0.05 else _path(rule, random)
    asked = tuple(sorted((rule.methods or set()) - {"OPTIONS"}))
    method = random.choice(METHODS) if random.random() < 0.05 else random.choice(asked)
    if random.random() < 0.3:
        path += "?" + "&".join(f"{random.choice(fields)}={_value(random)}" for _ in range(random.randrange(1, 5)))
    return Shot(
        role=random.choice(("", *ROLES)),
        method=method,
        path=path.replace("\r", "%0D").replace("\n", "%0A").replace("#", "%23"),
        form={random.choice(fields): _value(random) for _ in range(random.randrange(0, 12))},
        headers=dict(random.choice(HEADERS)) if random.random() < 0.1 else {},
        content_type=random.choice(TYPES) if random.random() < 0.05 else "",
        token=random.random() < 0.8,
    )


def _path(rule: Rule, random: Random) -> str:
    path = rule.rule
    for name in rule.arguments:
        value = _value(random).replace("/", "%2F").replace("?", "%3F")
        for start in range(len(path)):
            if path[start] == "<" and path[start:].partition(">")[0].endswith(name):
                path = path[:start] + value + path[start:].partition(">")[2]
                break
    return path


def _value(random: Random) -> str:
    return random.choice(NASTY) if random.random() < 0.3 else random.choice(LIKELY)


def fields_of(desk: Desk) -> tuple[str, ...]:
    """The names of fields that the pages' forms have, as far as a walk of the pages without arguments shows them."""

    names = {"next", "csrf_token", "language"}
    for rule in desk.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint != "static":
            names |= set(re.findall(r'name="([\w.-]+)"', desk.get(rule.rule).get_data(as_text=True)))
    return tuple(sorted(names - {"viewport", "csrf-token", "color-scheme", "htmx-config"}))


class Range:
    """A console to shoot at: one browser for each role, each with its token."""

    def __init__(self, folder: Path, at: datetime) -> None:
        self.desk = Desk(folder, at, somebody())
        self.fields = fields_of(self.desk)
        self._browsers = {role: self.desk.app.test_client() for role in ("", *ROLES)}

    def fire(self, shot: Shot) -> TestResponse:
        """The request, as that visitor."""
        self.desk.who = somebody(shot.role) if shot.role else None  # type: ignore[arg-type]
        browser = self._browsers[shot.role]
        form = dict(shot.form) | ({"csrf_token": self._token(shot.role)} if shot.token else {"csrf_token": "x"})
        more = {"content_type": shot.content_type} if shot.content_type else {}
        return browser.open(
            shot.path, method=shot.method, base_url=BASE, data=form, environ_overrides=dict(shot.headers), **more
        )

    def _token(self, role: str) -> str:
        page = self._browsers[role].get("/sign-in", base_url=BASE).get_data(as_text=True)
        return page.partition('name="csrf-token" content="')[2].partition('"')[0]

    def rows(self) -> Mapping[str, int]:
        """How many rows each table has."""
        with self.desk.store.reading() as connection:
            return {
                name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
                for name, table in metadata.tables.items()
            }

    def fault_of(self, shot: Shot, answer: TestResponse, before: Mapping[str, int]) -> str:
        """What is wrong with an answer, in a word; "" when nothing is."""
        if answer.status_code >= 500 and answer.status_code != 501:
            return f"{answer.status_code}"
        location = answer.headers.get("Location", BASE)
        if urlsplit(location).netloc not in ("", urlsplit(BASE).netloc) or not location.startswith(("/console", BASE)):
            return f"sent elsewhere: {location}"
        after = self.rows() if shot.method not in ("GET", "HEAD") else before
        grown = {name for name, count in after.items() if count != before[name]}
        if grown - STRANGERS_MAY and (not shot.role or not shot.token):
            return f"{grown} changed without a guard"
        return ""


def needs(app: Flask) -> Mapping[str, str]:
    """Each endpoint's guard, to look at."""
    return {rule.endpoint: needs_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}


def shots(target: Range, count: int, seed: int) -> Iterator[tuple[Shot, str]]:
    """So many random requests, each with what was wrong."""
    random, before = Random(seed), target.rows()
    for _ in range(count):
        shot = random_shot(target.desk.app, target.fields, random)
        answer = target.fire(shot)
        yield shot, target.fault_of(shot, answer, before)
        if shot.method not in ("GET", "HEAD"):
            before = target.rows()


def main(count: int, told: Callable[[str], None] = print) -> int:
    """Fire, and tell each fault; how many there were."""
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        target = Range(Path(folder), datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris")))
        for shot, fault in track(shots(target, count, 1), total=count):
            if fault:
                faults += 1
                told(f"{fault}: {shot}"[:500])
        target.desk.close()
    told(f"{count} requests, {faults} faults")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
