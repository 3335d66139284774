"""Whatever is logged, wherever it stands, no number is written; what is harmless stays."""

import io
import json
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import pytest
import structlog
from freezegun import freeze_time
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.logs import KEPT, LineWriter, LogFormat, configure_logs, without_digits
from tests.planted import CODE, french, identity, planted, stray_digits, worldwide

CALL = "CA0123456789abcdef0123456789abcdef"


@contextmanager
def logging_into(stream: TextIO, log_format: LogFormat = "json") -> Iterator[None]:
    """Logs go to `stream`; afterwards the process is as it was."""
    with keeping_logs():
        configure_logs(log_format, stream)
        yield


@contextmanager
def keeping_logs() -> Iterator[None]:
    """However logs are configured within, afterwards the process is as it was."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before = (root.handlers[:], root.level)
    try:
        yield
    finally:
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
        logging.captureWarnings(False)
        root.handlers[:], root.level = before
        sys.excepthook, threading.excepthook = hooks


def logged(log_it: Callable[[Any], None]) -> dict[str, Any]:
    """The one line that `log_it` makes."""
    stream = io.StringIO()
    with logging_into(stream):
        log_it(structlog.get_logger())
    assert stream.getvalue().count("\n") == 1
    return dict(json.loads(stream.getvalue()))


# -- every place to put it -------------------------------------------------------------------------------------------


class Wrapped(str):
    """A string of another type."""


class Failing:
    """Its text can't be had."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


def raises(error: BaseException) -> Callable[[Any], None]:
    def log_it(log: Any) -> None:
        try:
            try:
                raise KeyError("first") from error
            except KeyError:
                raise error from None
        except type(error):
            log.exception("failed", call=CALL)

    return log_it


PLACES: dict[str, Callable[[str], Callable[[Any], None]]] = {
    "event": lambda n: lambda log: log.info(n),
    "within a sentence": lambda n: lambda log: log.info(f"call from {n} refused"),
    "glued to a word": lambda n: lambda log: log.info(f"from{n}refused"),
    "value": lambda n: lambda log: log.info("turn", number=n),
    "string of another type": lambda n: lambda log: log.info("turn", number=Wrapped(n)),
    "bytes": lambda n: lambda log: log.info("turn", body=n.encode()),
    "key": lambda n: lambda log: log.info("turn", **{n: 1}),
    "bound": lambda n: lambda log: log.bind(number=n).info("turn"),
    "list": lambda n: lambda log: log.info("turn", to=["a", n]),
    "list of letters": lambda n: lambda log: log.info("turn", keys=[n] if set(n) & set("%&") else list(n)),
    "set": lambda n: lambda log: log.info("turn", to={n}),
    "form": lambda n: lambda log: log.info("turn", form={"From": n, "To": ["3646"]}),
    "key of a form": lambda n: lambda log: log.info("turn", form={n: "From"}),
    "deep": lambda n: lambda log: log.info("turn", a={"b": [{"c": ({"d": [[[[{"e": n}]]]]},)}]}),
    "object": lambda n: lambda log: log.info("turn", error=ValueError(n)),
    "exception": lambda n: raises(ValueError(f"bad number {n}")),
    "exception's arguments": lambda n: raises(LookupError("To", n)),
    "library": lambda n: lambda _: logging.getLogger("sqlalchemy").warning("params %s", (n,)),
    "library's arguments": lambda n: lambda _: logging.getLogger("werkzeug").info('"%s" %s', f"/voice?From={n}", 200),
    "library's broken line": lambda n: lambda _: logging.getLogger("gunicorn.error").error("%d left", n),
    "long text": lambda n: lambda log: log.info("x " * 5000, body="y " * 3000 + n + " z" * 3000),
}


@settings(max_examples=1500, deadline=None)
@given(planted(), st.sampled_from(sorted(PLACES)))
def test_no_number_is_ever_written(number: tuple[str, str], place: str) -> None:
    assert stray_digits(json.dumps(logged(PLACES[place](number[1])), ensure_ascii=False)) == []


@settings(max_examples=300)
@given(st.one_of(french, worldwide, identity), st.sampled_from([int, float, str]), st.booleans())
def test_no_number_is_written_as_a_number(digits: str, kind: type, nested: bool) -> None:
    value = kind(digits)
    line = logged(lambda log: log.info("turn", value=[{"a": value}] if nested else value, field=digits))
    assert stray_digits(json.dumps(line)) == []


@example(("2203012345", "002203012345"), "revision")
@settings(max_examples=500)
@given(planted(), st.sampled_from(sorted({"call", "revision", "place", "department", "caisse", "rule"} | set(KEPT))))
def test_a_field_for_digits_takes_no_telephone_number(number: tuple[str, str], field: str) -> None:
    """A figure, an identifier, a place: none of them has the form of one. What only our own code says is left out."""
    if field not in OURS:
        line = logged(lambda log: log.info("turn", **{field: number[1]}))
        assert not any(map(str.isnumeric, str(line[field])))


OURS = {"why", "sentence", "database", "worker"}

# -- what stays ------------------------------------------------------------------------------------------------------

STAYS = [
    ("call", CALL, "Twilio's identifier"),
    ("revision", "0123456789ab-cdef01234567", "the content that is live"),
    ("text", 9_999_999, "a row"),
    ("ms", 0.00937359, "a length of time"),
    ("attempt", 0, "nothing is a figure too"),
    ("place", "schedules/lines.yaml:12", "a line of a file"),
    ("place", "prompts/fr.yaml", "a file"),
    ("place", "changement 12 (marie)", "what somebody published"),
    ("revision", "0123456789ab-0123456789ab+12", "files, and the newest change above them"),
    ("sentence", "« Mo-Fr 8h30-17h » : écrivez 08:30-17:00", "what the check says of our own files"),
    ("why", "127.0.0.1:9464 is taken", "what a setting was refused for"),
    ("department", "2A", "a département"),
    ("caisse", "691", "a caisse"),
    ("rule", "Mo-Th 07:30-14:30; Fr 07:30-12:00 Indian/Mayotte", "opening hours"),
    ("step", "topics", "a word, in any field"),
    ("rehearsal", True, "yes or no, in any field"),
    ("number", None, "nothing, in any field"),
]


@pytest.mark.parametrize(("field", "value", "why"), STAYS, ids=[row[2] for row in STAYS])
def test_what_a_field_is_for_stays(field: str, value: object, why: str) -> None:
    assert logged(lambda log: log.info("turn", **{field: value}))[field] == value, why


GOES = [
    ("/voice?From=%2B33%206%2012345678&Digits=1", "/voice?From=%#B#%#%#&Digits=#", "an address"),
    ("06 12 34 56 78", "# # # # #", "digits in groups"),
    ("０６１２ and ٠٦١٢", "# and #", "other alphabets' digits"),
    ("&#54;&#x37; \\u0036 ①² ⅻ", "&#;&#x#; \\u# # #", "every way to write a digit"),
    ("CPAM de l'Ain", "CPAM de l'Ain", "no digit at all"),
]


@pytest.mark.parametrize(("said", "written", "why"), GOES, ids=[row[2] for row in GOES])
def test_only_the_digits_go_from_a_text(said: str, written: str, why: str) -> None:
    assert without_digits(said) == written, why
    assert logged(lambda log: log.info(said))["event"] == written


def test_a_web_servers_line_stays_readable() -> None:
    said = '127.0.0.1 - - [23/Nov/2026 05:16:59] "POST /voice?turn=3 HTTP/1.1" 200 -'
    line = logged(lambda _: logging.getLogger("werkzeug").info(said))
    assert line["event"] == '#.#.#.# - - [#/Nov/# #:#:#] "POST /voice?turn=# HTTP/#.#" # -'
    assert (line["logger"], line["level"]) == ("werkzeug", "info")


# -- every way into the log ------------------------------------------------------------------------------------------


def test_an_exception_tells_the_lines_of_code_what_it_says_and_what_caused_it() -> None:
    def log_it(log: Any) -> None:
        try:
            try:
                int("no 0612345678")
            except ValueError as error:
                raise LookupError({"From": "+33612345678"}) from error
        except LookupError:
            log.exception("failed", call=CALL)

    line = logged(log_it)
    first, second = line["exception"].split("\nand then:\n")
    assert second.splitlines()[-1] == "LookupError: {'From': '+#'}"
    assert first.splitlines()[-1] == "ValueError: invalid literal for int() with base #: 'no #'"
    assert all("test_logs.py" in code for code in CODE.findall(line["exception"]))
    assert len(CODE.findall(line["exception"])) == 2
    assert line["call"] == CALL


def test_an_exception_without_end_is_told_in_part() -> None:
    def deeper(left: int) -> None:
        if left:
            return deeper(left - 1)
        raise RecursionError("too deep")

    def log_it(log: Any) -> None:
        try:
            deeper(500)
        except RecursionError:
            log.exception("failed")

    assert len(logged(log_it)["exception"].splitlines()) < 50


def test_a_warning_is_a_line() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        line = logged(lambda _: warnings.warn("+33612345678 seen", stacklevel=2))
    assert "+# seen" in line["event"]


def test_an_uncaught_exception_is_a_line() -> None:
    error = ValueError("0612345678")
    line = logged(lambda _: sys.excepthook(ValueError, error, None))
    assert (line["level"], line["exception"]) == ("critical", "ValueError: #")


def test_a_thread_that_dies_is_a_line() -> None:
    def die() -> None:
        thread = threading.Thread(target=int, args=("06 12 34 56 78",))
        thread.start()
        thread.join()

    line = logged(lambda _: die())
    assert line["event"] == "thread died"
    assert line["exception"].endswith("'# # # # #'")


def test_what_is_bound_to_the_call_is_in_its_lines() -> None:
    def log_it(log: Any) -> None:
        structlog.contextvars.bind_contextvars(call=CALL, caller="+33612345678")
        log.info("turn")

    line = logged(log_it)
    assert (line["call"], line["caller"]) == (CALL, "+#")


def test_twilios_client_says_nothing() -> None:
    stream = io.StringIO()
    with logging_into(stream):
        logging.getLogger("twilio.http_client").critical("BEGIN Twilio API Request To=+33612345678")
    assert stream.getvalue() == ""


def test_the_terminals_format_hides_numbers_too() -> None:
    stream = io.StringIO()
    with logging_into(stream, "text"):
        structlog.get_logger().info("call of 06 12 34 56 78", caller="+33 6 12 34 56 78", seconds=0.5)
        PLACES["exception"]("0612345678")(structlog.get_logger())
    assert "call of # # # # #" in stream.getvalue()
    assert "caller='+# # # # # #'" in stream.getvalue()
    assert "ValueError: bad number #" in stream.getvalue()
    assert "seconds=0.5" in stream.getvalue()


# -- a log line harms nobody -----------------------------------------------------------------------------------------


def test_what_can_not_be_written_is_said_so() -> None:
    loop: dict[str, Any] = {}
    loop["self"] = loop
    line = logged(lambda log: log.info("odd", failing=Failing(), loop=loop, surrogate="\ud800", nan=float("nan")))
    assert line["failing"] == "<Failing: RuntimeError when written>"
    assert line["surrogate"] == "\ud800"
    assert line["nan"] == "nan"


def test_a_stream_that_fails_loses_the_line_and_nothing_else() -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(28, "No space left on device")

    LineWriter(Full()).info("a line")
    closed = io.StringIO()
    closed.close()
    LineWriter(closed).info("a line")


def test_a_pipe_whose_reader_stands_still_keeps_nobody_waiting() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader) as read, os.fdopen(writer, "w") as written, logging_into(written):
        log = structlog.get_logger()
        thread = threading.Thread(target=lambda: [log.info("a line", number=n) for n in range(3000)], daemon=True)
        thread.start()
        thread.join(60)
        assert not thread.is_alive()
        came = [json.loads(read.readline())["event"]]
        os.set_blocking(reader, False)
        came += [json.loads(line)["event"] for line in read]
        log.info("another")
        assert [json.loads(line)["event"] for line in read] == ["another", "log_lines_lost"]
    assert set(came) == {"a line"}
    assert len(came) > 100, "none before the pipe was full"


def test_a_file_has_a_long_line_in_one_write(tmp_path: Path) -> None:
    """Two processes append to it: pieces of one line would stand between those of another."""
    written: list[int] = []

    class Counted(io.FileIO):
        def write(self, data: Any) -> int:
            written.append(len(data))
            return super().write(data) or 0

    with io.TextIOWrapper(io.BufferedWriter(Counted(tmp_path / "log", "w"))) as file:
        LineWriter(file).error("x" * 20_000)
        assert written == [20_001]


def test_a_long_line_keeps_nobody_waiting_either_and_what_was_cut_off_ends_a_line() -> None:
    """A pipe that has room has it for 4096 bytes: an exception is longer."""
    reader, writer = os.pipe()
    with os.fdopen(reader) as read, os.fdopen(writer, "w") as written:
        lines = LineWriter(written)
        thread = threading.Thread(target=lambda: [lines.info(f"é{'x' * 4998}") for _ in range(50)], daemon=True)
        thread.start()
        thread.join(60)
        assert not thread.is_alive()
        os.set_blocking(reader, False)
        came = read.read()
        lines.info("another")
        came += read.read()
    *whole, cut, another = came.splitlines()
    assert {len(line) for line in whole} == {4999}
    assert len(cut) <= 4999
    assert another == "another"


@pytest.mark.parametrize("letters", [100, 5000])
def test_a_terminal_that_nobody_reads_keeps_nobody_waiting(letters: int) -> None:
    """An ssh that hangs: it has room for a few letters, and a write of more would wait."""
    reader, terminal = os.openpty()
    with os.fdopen(terminal, "w") as written:
        lines = LineWriter(written)
        thread = threading.Thread(target=lambda: [lines.info("x" * letters) for _ in range(300)], daemon=True)
        thread.start()
        thread.join(60)
        waits, came = thread.is_alive(), os.read(reader, 100)
        os.close(reader)  # whoever waits is let go
    assert (waits, came) == (False, b"x" * 100)


@given(st.text())
def test_a_line_is_one_line_of_json(text: str) -> None:
    assert logged(lambda log: log.info(text, value=text))["level"] == "info"


@pytest.mark.parametrize("microsecond", [0, 7, 120_000])
def test_a_moment_has_the_same_form_in_every_line(microsecond: int) -> None:
    """One line in a million is written on a whole second, and had no fraction."""
    with freeze_time(datetime(2026, 12, 25, 8, 30, 5, microsecond, tzinfo=UTC)):
        at = logged(lambda log: log.info("event"))["at"]
    assert at == f"2026-12-25T08:30:05.{microsecond:06}Z"
