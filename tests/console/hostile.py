"""Requests to the console that nobody should send, made at random over whatever pages it has; `python -m` it for more.

A visitor is a stranger, somebody of a role, or who publishes for one caisse alone; with the form's token or without.
Half of the requests are forms that a page before had, filled with its own values and with others. What must hold of
each answer: no fault of ours, nothing of another host, no row written by who may not, and no hours changed of lines
and caisses that are not theirs.
"""

import logging
import re
import sys
import tempfile
from collections import Counter
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

from ivr.accounts.person import ROLES, Person
from ivr.cli.local_line import quieten_logs
from ivr.console.pages import needs_of
from ivr.store.tables import metadata
from tests.console.forms_read import PageForm, forms_in
from tests.console.staff import Desk, somebody
from tests.hostile import HEADERS, METHODS, NASTY, TYPES

BASE = "http://127.0.0.1:5000/console"
LIKELY = (
    *("all", "national", "691", "69", "mayotte", "all sauf mayotte", "lyon", "panne", "1", "2", "0", "-1", "9" * 11),
    *("closures", "openings", "hours", "emergencies", "bulletins", "vendredi après-midi", "2026-12-24", "unknown"),
    *("8h-18h", "Mo-Fr 08:00-17:00", "fermé", "jusqu'à nouvel ordre", "demain 13h", "Lyon", "fr", "en", "true", "on"),
    *("publisher", "admin"),
)
PLACES = ("691", "691", "all", "national", "mayotte", "69", "Lyon", "all sauf mayotte", "691, 751")
SENSIBLE: Mapping[str, tuple[str, ...]] = {  # what is filled in where a page left room for it
    "where": PLACES,
    "who": ("", *PLACES),
    "when": ("4 décembre 2026", "samedis de décembre", "maintenant", "lundi", "du 4 au 8 janvier", "24/12"),
    "hours": ("", "9h-12h", "lundi au vendredi 8h-18h"),
    "until": ("18h", "jusqu'à nouvel ordre", "demain 9h"),
    "moment": ("demain 9h", "18h"),
    "fr": ("travaux", "mouvement social"),
    "en": ("works", "a strike"),
    "note": ("", "demandé par la direction"),
    "why": ("pas ce jour-là", "panne"),
    "answer": ("non",),
    "login": ("robin", "camille@x.example"),
    "name": ("Robin",),
    "password": ("cheval agrafe pile",),
}
PATHS = ("/", "//", "/../voice", "/%00", "/static/../app.py", "/static/%2e%2e/app.py", "/sign-in/../", "/%ff", "/.git/")
NARROW, THEIRS = "narrow", "691"  # who publishes for one caisse, and which
VISITORS = ("", *ROLES, NARROW)
MOST_FORMS = 400  # addresses of forms that pages had
ROUND = 2_000  # requests to one console; then a fresh one, for what was published slows it down
# What a stranger may write: nothing but a note that somebody tried to come in.
STRANGERS_MAY = {"sign_in_tries", "half_ways", "deeds", "console_sessions", "notices"}


@dataclass(frozen=True)
class Shot:
    """One request by a visitor: a role, NARROW, or "" for a stranger; `token`: whether the form carries its token."""

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
        role=random.choice(VISITORS),
        method=method,
        path=path.replace("\r", "%0D").replace("\n", "%0A").replace("#", "%23"),
        form={random.choice(fields): _value(random) for _ in range(random.randrange(0, 12))},
        headers=dict(random.choice(HEADERS)) if random.random() < 0.1 else {},
        content_type=random.choice(TYPES) if random.random() < 0.05 else "",
        token=random.random() < 0.8,
    )


def form_shot(form: PageForm, random: Random) -> Shot:
    """A form of a page, mostly as its page had it, and sometimes by whom it was not shown."""
    sent = {name: random.choice(values) for name, values in form.fields.items() if random.random() < 0.95}
    chosen = {name: value or random.choice(SENSIBLE.get(name, ("",))) for name, value in sent.items()}
    spoilt = random.choice((0, 0, 0.1, 0.4))
    changed = {name: _value(random) for name in chosen if random.random() < spoilt}
    return Shot(random.choice(VISITORS), form.method, form.action, chosen | changed, token=random.random() < 0.9)


def visitor(role: str) -> Person | None:
    """Whoever it is."""
    if role == NARROW:
        return somebody("publisher", THEIRS, id="p2")
    return somebody(role) if role else None  # type: ignore[arg-type]


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
    """A console to shoot at: one browser for each visitor, each with its token, and the forms that pages had."""

    def __init__(self, folder: Path, at: datetime) -> None:
        folder.mkdir(exist_ok=True)
        self.desk = Desk(folder, at, somebody())
        self.fields = fields_of(self.desk)
        self.forms: dict[tuple[str, ...], PageForm] = {}  # the last that a page had, by address and fields
        self.done: Counter[str] = Counter()  # addresses that did what was asked
        self._browsers = {role: self.desk.app.test_client() for role in VISITORS}
        self._tokens: dict[str, str] = {}

    def shot(self, random: Random) -> Shot:
        """The next request."""
        known = self.forms and random.random() < 0.5
        return (
            form_shot(random.choice([*self.forms.values()]), random)
            if known
            else random_shot(self.desk.app, self.fields, random)
        )

    def fire(self, shot: Shot) -> TestResponse:
        """The request, as that visitor."""
        self.desk.who = visitor(shot.role)
        form = dict(shot.form) | {"csrf_token": self._token(shot.role) if shot.token else "x"}
        more = {"content_type": shot.content_type} if shot.content_type else {}
        answer = self._browsers[shot.role].open(
            shot.path, method=shot.method, base_url=BASE, data=form, environ_overrides=dict(shot.headers), **more
        )
        if answer.status_code == 400 or "sign" in shot.path:
            self._tokens.pop(shot.role, None)
        self._note(shot, answer)
        return answer

    def _note(self, shot: Shot, answer: TestResponse) -> None:
        if answer.status_code < 400 and shot.method == "POST" and "sign-in" not in answer.headers.get("Location", ""):
            self.done[re.sub(r"\d+|[\w-]{16,}", "*", shot.path.partition("?")[0])] += 1
        if answer.mimetype == "text/html" and shot.role:
            here = shot.path.partition("?")[0]  # where a form without an address goes
            forms = (form._replace(action=form.action or here) for form in forms_in(answer.get_data(as_text=True)))
            found = {(form.action, *form.fields): form for form in forms}
            self.forms = dict([*self.forms.items(), *found.items()][-MOST_FORMS:])

    def _token(self, role: str) -> str:
        if role not in self._tokens:
            page = self._browsers[role].get("/sign-in", base_url=BASE).get_data(as_text=True)
            self._tokens[role] = page.partition('name="csrf-token" content="')[2].partition('"')[0]
        return self._tokens[role]

    def rows(self) -> Mapping[str, int]:
        """How many rows each table has."""
        with self.desk.store.reading() as connection:
            return {
                name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
                for name, table in metadata.tables.items()
            }

    def hours_of_others(self) -> object:
        """What counts for all that is not NARROW's."""
        self.desk.published.follow()
        schedules = self.desk.published.layered.above.snapshot.schedules
        caisses = {code: caisse.rule for code, caisse in schedules.caisses.items() if code != THEIRS}
        return {name: line.rule for name, line in schedules.lines.items()}, caisses, schedules.bulletins

    def fault_of(self, shot: Shot, answer: TestResponse, grown: set[str]) -> str:
        """What is wrong with an answer, in a word; "" when nothing is."""
        if answer.status_code >= 500 and answer.status_code != 501:
            return f"{answer.status_code}"
        location = answer.headers.get("Location", BASE)
        if urlsplit(location).netloc not in ("", urlsplit(BASE).netloc) or not location.startswith(("/console", BASE)):
            return f"sent elsewhere: {location}"
        if grown - STRANGERS_MAY and (not shot.role or not shot.token):
            return f"{grown} changed without a guard"
        return ""


def needs(app: Flask) -> Mapping[str, str]:
    """Each endpoint's guard, to look at."""
    return {rule.endpoint: needs_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}


def shots(target: Range, count: int, seed: int) -> Iterator[tuple[Shot, str]]:
    """So many random requests, each with what was wrong."""
    random, before, others = Random(seed), target.rows(), target.hours_of_others()
    for _ in range(count):
        shot = target.shot(random)
        answer = target.fire(shot)
        after = before if shot.method in ("GET", "HEAD") else target.rows()
        grown = {name for name, number in after.items() if number != before[name]}
        fault = target.fault_of(shot, answer, grown)
        if "changes" in grown:
            now = target.hours_of_others()
            if shot.role == NARROW and now != others:
                fault = "hours of others changed"
            others = now
        before = after
        yield shot, fault


def main(count: int, first: int = 0, told: Callable[[str], None] = print) -> int:
    """Fire, and tell each fault; how many there were. `first`: how many others have fired, so that these are others."""
    quieten_logs(logging.CRITICAL)
    faults, done = 0, Counter[str]()
    at = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris"))
    for begun in track(range(first, first + count, ROUND)):
        with tempfile.TemporaryDirectory() as folder:
            target = Range(Path(folder), at)
            for shot, fault in shots(target, min(ROUND, first + count - begun), begun):
                if fault:
                    faults += 1
                    told(f"{fault}: {shot}"[:500])
            target.desk.close()
        done += target.done
    told(f"{count} requests, {faults} faults; forms that did what was asked: {dict(done.most_common())}")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:] or ["10000"]))))
