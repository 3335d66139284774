"""Whatever is logged, wherever it stands, no number is written; what is harmless stays."""

import io
import json
import logging
import re
import sys
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

import pytest
import structlog
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.logs import HIDDEN, LineWriter, LogFormat, configure_logs, find_numbers, scrub
from tests.planted import french, identity, planted, worldwide

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


def digits_of(line: dict[str, Any]) -> str:
    """Every digit of a line, in any alphabet, in order; without its moment, its call and the numbers of code lines."""
    rest = {key: value for key, value in line.items() if key not in ("at", "call")}
    text = re.sub(r"line \d+", "", json.dumps(rest, ensure_ascii=False))
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())


@settings(max_examples=1500, deadline=None)
@given(planted(), st.sampled_from(sorted(PLACES)))
def test_no_number_is_ever_written(number: tuple[str, str], place: str) -> None:
    digits, text = number
    line = logged(PLACES[place](text))
    assert find_numbers(json.dumps(line, ensure_ascii=False)) == []
    assert digits not in digits_of(line)


long_enough = worldwide.filter(lambda digits: len(digits) > 7)  # Niue's seven are told from a count by their + only


@settings(max_examples=300)
@given(st.one_of(french, long_enough, identity), st.sampled_from([int, float]), st.booleans())
def test_no_number_is_written_as_a_number(digits: str, kind: type, nested: bool) -> None:
    value = kind(digits)
    line = logged(lambda log: log.info("turn", value=[{"a": value}] if nested else value))
    assert digits not in digits_of(line)
    assert HIDDEN in json.dumps(line)


def test_each_figure_of_a_number_in_its_own_place_of_a_list_is_hidden() -> None:
    for parts in ([6, 12, 34, 56, 78, 90], list("0612345678"), [{"06": 12}, {34: "56"}, 78], ("+33", (6, 12, 34), 56)):
        assert logged(lambda log, parts=parts: log.info("keys", keys=parts))["keys"] == HIDDEN


# -- what stays ------------------------------------------------------------------------------------------------------

hexes = st.text("0123456789abcdef", min_size=32, max_size=32)
BEFORE, AFTER = (datetime(year, 1, 1) for year in (1970, 2099))  # noqa: DTZ001 - hypothesis adds the zone
moments = st.datetimes(BEFORE, AFTER, timezones=st.just(UTC))
harmless = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["CA", "SM", "AC", "WW", "MG"]), hexes),
    moments.map(datetime.isoformat),
    moments.map("{:%Y-%m-%dT%H:%M:%SZ}".format),
    moments.map("{:%Y-%m-%d}".format),
    st.integers(0, 9_999_999),
    st.integers(0, 9_999_999).map("{} rows".format),
    st.sampled_from(["3646", "3646 ou 15", "36 46", "112", 3646, "75012", "2A", "971", "1", "#"]),
    st.sampled_from(["Mo-Th 07:30-14:30; Fr 07:30-12:00", "Mo-Fr 08:30-12:00,13:30-17:00", "08:30-12:00, 13:30-17:00"]),
    st.sampled_from(
        ["127.0.0.1:9464", "http://127.0.0.1:5000/voice", "HTTP/1.1", "ivr/logs.py:12", True, None, "CPAM de l'Ain"]
    ),
    st.uuids().map(str).filter(lambda text: re.search("[a-f]", text)),
    st.binary(min_size=32, max_size=32).map(bytes.hex).filter(lambda text: re.search("[a-f]", text)),
)


@settings(max_examples=500)
@given(harmless)
def test_what_is_harmless_stays(value: object) -> None:
    line = logged(lambda log: log.info("turn", value=value, nested={"value": [value, "x"]}))
    assert line["value"] == value
    assert line["nested"] == {"value": [value, "x"]}
    if isinstance(value, str):
        assert scrub(f"before {value} after") == f"before {value} after"


@given(st.floats(0, 99_999))
@example(0.00937359)  # eight digits in a row: a number, if it were written so
def test_durations_keep_six_figures(seconds: float) -> None:
    line = logged(lambda log: log.info("turn", seconds=seconds))
    assert find_numbers(json.dumps(line)) == []
    assert line["seconds"] == pytest.approx(seconds, rel=1e-5, abs=1e-6)


def test_a_web_servers_line_stays_readable() -> None:
    said = '127.0.0.1 - - [23/Nov/2026 05:16:59] "POST /voice?turn=3 HTTP/1.1" 200 -'
    line = logged(lambda _: logging.getLogger("werkzeug").info(said))
    assert (line["event"], line["logger"], line["level"]) == (said, "werkzeug", "info")


def test_only_the_number_goes_from_an_address() -> None:
    assert scrub("/voice?From=%2B33%206%2012345678&Digits=1") == "/voice?From=[number]&Digits=1"


# -- every way into the log ------------------------------------------------------------------------------------------


def test_an_exception_keeps_its_trace_and_its_call() -> None:
    line = logged(PLACES["exception"]("06 12 34 56 78"))
    assert "in log_it" in line["exception"]
    assert line["exception"].rstrip().endswith("ValueError: bad number [number]")
    assert line["call"] == CALL


def test_a_warning_is_a_line() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        line = logged(lambda _: warnings.warn("+33612345678 seen", stacklevel=2))
    assert "[number] seen" in line["event"]


def test_an_uncaught_exception_is_a_line() -> None:
    error = ValueError("0612345678")
    line = logged(lambda _: sys.excepthook(ValueError, error, None))
    assert (line["level"], line["exception"]) == ("critical", "ValueError: [number]")


def test_a_thread_that_dies_is_a_line() -> None:
    def die() -> None:
        thread = threading.Thread(target=int, args=("06 12 34 56 78",))
        thread.start()
        thread.join()

    line = logged(lambda _: die())
    assert line["event"] == "thread died"
    assert "[number]" in line["exception"]


def test_what_is_bound_to_the_call_is_in_its_lines() -> None:
    def log_it(log: Any) -> None:
        structlog.contextvars.bind_contextvars(call=CALL, caller="+33612345678")
        log.info("turn")

    line = logged(log_it)
    assert (line["call"], line["caller"]) == (CALL, HIDDEN)


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
    assert find_numbers(stream.getvalue()) == []
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


@given(st.text())
def test_a_line_is_one_line_of_json(text: str) -> None:
    assert logged(lambda log: log.info(text, value=text))["level"] == "info"
