"""What does not change is worked out once a process: most tests open content and build an app again and again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from types import ModuleType
from typing import Any

import pytest
import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from ivr.accounts import passwords
from ivr.changes import proposal
from ivr.check import report
from ivr.check.subject import Check, Subject
from ivr.cli import known_schedules
from ivr.findings import Finding
from ivr.line.flow import FLOW
from ivr.line.steps import Flow
from ivr.published import inspection, kept_examples, layering, live, reading
from ivr.published.layering import Changes
from ivr.published.snapshot import Halves

KEPT = 8  # contents, with their calendars
CHANGED = 32  # the same with changes above them
LARGEST = 1 << 20  # bytes


def remember(patch: pytest.MonkeyPatch) -> None:
    """Content, passwords, and what each new Flask app would compile again; and what is logged is made no picture of."""
    _content(patch)
    _words(patch)
    _changes(patch)
    _checks(patch)
    patch.setattr(passwords, "HASHER", _Argon2(passwords.HASHER))
    _templates(patch)
    _routes(patch)
    patch.setattr(structlog.get_config()["processors"][-1], "_exception_formatter", structlog.dev.plain_traceback)


Key = Callable[..., Any]  # of what a function is given; None where it is worked out anew


def _remember(patch: pytest.MonkeyPatch, module: ModuleType, name: str, key_of: Key, most: int) -> None:
    """A function that a module knows by a name is worked out once, see `_once`."""
    patch.setattr(module, name, _once(getattr(module, name), key_of, most))


def _once(work: Callable[..., Any], key_of: Key, most: int, is_kept: Callable[[Any], bool] = lambda _: True) -> Any:
    """The same function, which remembers what it made; and what it was given for it, or something else gets its id."""
    known: OrderedDict[Any, tuple[Any, Any]] = OrderedDict()
    changing = Lock()  # threads of the line read as well

    def once(*given: Any, **named: Any) -> Any:
        key = key_of(*given, **named)
        found = known.get(key)
        if found is None:
            made = work(*given, **named)
            if key is None or not is_kept(made):
                return made
            found = (given, named), made
        with changing:
            known[key] = found
            known.move_to_end(key)
            if len(known) > most:
                known.popitem(last=False)
        return found[1]

    return once


def _content(patch: pytest.MonkeyPatch) -> None:
    """By the bytes of the files, wherever they lie; content that is faulty is read as it always is."""

    def by_bytes(folder: Path, flow: Flow = FLOW) -> Any:
        return _written(folder) if flow is FLOW else None

    def is_sound(halves: Halves) -> bool:
        return bool(halves.prompts and halves.schedules and not halves.findings)

    patch.setattr(live, "read_halves", _once(live.read_halves, by_bytes, KEPT, is_sound))


def _changes(patch: pytest.MonkeyPatch) -> None:
    """The same changes above the same files are one content, which is looked at for faults once."""

    def laid(changes: Changes) -> str:
        return repr([replace(one, at=None, note="", undoes=None) for one in changes])

    def by_files(files: Mapping[str, bytes], changes: Changes) -> Any:
        return tuple(sorted(files.items())), laid(changes)

    def by_folder(folder: Path, changes: Changes = ()) -> Any:
        written = _written(folder.parent, (folder.name,))
        return None if written is None else (written, laid(changes))

    _remember(patch, layering, "schedules_of", by_files, CHANGED)
    _remember(patch, known_schedules, "read_schedules", by_folder, KEPT)
    _remember(patch, inspection, "structural", _by_subject, CHANGED)
    _remember(patch, proposal, "without_calls", _by_subject, CHANGED)


def _by_subject(subject: Subject) -> Any:
    return id(subject.flow), id(subject.prompts), id(subject.schedules), subject.first


def _words(patch: pytest.MonkeyPatch) -> None:
    """Most contents of tests differ in their schedules alone: prompts are read, and learnt from, once."""

    def by_bytes(folder: Path, flow: Flow = FLOW) -> Any:
        return _written(folder.parent, ("prompts",)) if flow is FLOW and folder.name == "prompts" else None

    _remember(patch, reading, "read_prompts", by_bytes, KEPT)
    _remember(patch, kept_examples, "examples_of", id, 2 * KEPT)


class _LookedAtError(Exception):
    """The check asks for what differs from one subject to the next."""


class _Table(Subject):
    """A flow and its words alone, and what was found in them: whoever looks at schedules or the day meets nothing."""

    found: dict[str, tuple[Finding, ...] | None]  # of each check, by its code; None where it looks at more

    def __init__(self, flow: Flow, prompts: Mapping[str, Any]) -> None:
        self.__dict__.update(flow=flow, prompts=prompts, found={})

    def __getattr__(self, name: str) -> Any:
        raise _LookedAtError(name)

    def finds(self, check: Check) -> tuple[Finding, ...] | None:
        if check.code not in self.found:
            try:
                self.found[check.code] = tuple(check.find(self))
            except _LookedAtError:
                self.found[check.code] = None
        return self.found[check.code]


def _checks(patch: pytest.MonkeyPatch) -> None:
    """What a check finds without a look at schedules and day, it finds under every change of the staff."""
    table_of = _once(
        lambda subject: _Table(subject.flow, subject.prompts), lambda one: (id(one.flow), id(one.prompts)), KEPT
    )

    def once_a_table(check: Check) -> Check:
        def find(subject: Subject) -> Iterable[Finding]:
            found = table_of(subject).finds(check)
            return check.find(subject) if found is None else found

        return replace(check, find=find)

    patch.setattr(report, "CHECKS", tuple(map(once_a_table, report.CHECKS)))


def _written(
    folder: Path, parts: tuple[str, ...] = ("prompts", "schedules")
) -> frozenset[tuple[str, int, bytes]] | None:
    """Every file of these folders of content; None where one can't be read, or is larger than content is."""
    found = set()
    try:
        for path in (file for part in parts for file in (folder / part).rglob("*")):
            status = path.stat()
            if not S_ISREG(status.st_mode) or status.st_size > LARGEST:
                return None
            moment = 0 if path.suffix == ".yaml" else status.st_mtime_ns  # recordings are told apart by it
            found.add((str(path.relative_to(folder)), moment, path.read_bytes() if path.suffix == ".yaml" else b""))
    except OSError:
        return None
    return frozenset(found)


class _Argon2:
    """Argon2 with the figures of the service: a password is tried once against a hash."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self.hash, self.check_needs_rehash = hasher.hash, hasher.check_needs_rehash
        self._hasher = hasher
        self._refusal = cache(self._tried)

    def verify(self, hashed: str, password: str) -> bool:
        if refusal := self._refusal(hashed, password):
            raise refusal
        return True

    def _tried(self, hashed: str, password: str) -> Exception | None:
        try:
            self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError) as refusal:
            return refusal
        return None


class _Compiled(BytecodeCache):
    """Jinja's templates, by name and source."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


def _templates(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": _Compiled()})


def _routes(patch: pytest.MonkeyPatch) -> None:
    """Werkzeug compiles two functions for each route, which make its addresses: here only those that are asked for."""
    compile_one = Rule._compile_builder

    def when_asked(rule: Rule, append_unknown: bool = True) -> Any:
        compiled = cache(lambda: compile_one(rule, append_unknown))
        return lambda _rule, **values: compiled()(rule, **values)

    patch.setattr(Rule, "_compile_builder", when_asked)
