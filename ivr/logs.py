"""The service's logs: one line an event, in which no telephone number and no identity number ever appears.

Every event, of ours and of the libraries (stdlib logging, warnings, uncaught exceptions), goes through `clean_event`. A
digit is written only in the fields of `KEPT`, and there only in the form that the field is for; in all else, whatever
it is and however it was encoded, `#` stands for digits.
"""

import contextlib
import json
import logging
import os
import re
import select
import stat
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, WrappedLogger

LogFormat = Literal["json", "text"]
Form = Callable[[object], bool]

LARGEST = 10**8  # below it a figure is a count or a length of time: no telephone number is so small
LONGEST = 8000  # letters of a text
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"  # always with its fraction, which isoformat leaves out of a whole second
_DIGIT = re.compile("[0-9]")
ROOM_SECONDS = 0.5  # for whoever reads the log to make room for a line
AGAIN_SECONDS = 0.01  # before a terminal that had no room after all is asked again
LETTER_BYTES = 4  # at most, in UTF-8
FRAMES, CAUSES = 30, 5  # of an exception, the last ones
SILENCED = ("twilio.http_client",)  # logs whole requests, numbers and bodies included
OWN_HANDLERS = ("gunicorn.error", "gunicorn.access", "werkzeug", "alembic", "py.warnings")

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)  # built once: json.dumps would build one a line


# -- where a digit may stand -----------------------------------------------------------------------------------------


def _figure(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < LARGEST


def _our_words(value: object) -> bool:
    """What our code or the files of the content say, and nobody who calls."""
    return type(value) is str


def _written(pattern: str) -> Form:
    form = re.compile(pattern)
    return lambda value: type(value) is str and form.fullmatch(value) is not None


KEPT: Mapping[str, Form] = {
    **dict.fromkeys(("attempt", "text", "texts", "threads", "hanging", "entries", "dropped", "waiting"), _figure),
    **dict.fromkeys(("faults", "days", "seconds", "ms"), _figure),
    **dict.fromkeys(("call", "call_sid"), _written("[A-Z]{2}[0-9a-f]{32}")),  # as Twilio names things: CA...
    **dict.fromkeys(("why", "sentence", "database", "worker"), _our_words),
    # a host that a holder of the token signed for; no number is hidden in it
    **dict.fromkeys(("configured", "signed_for"), _written(r"(?!.*\d{6})https?://[A-Za-z0-9._-]+(:\d{1,5})?")),
    # a digest; one without a letter, of which there are 4 in 1,000, might be a telephone number
    "revision": _written(r"(?!\d{12})[0-9a-f]{12}(-(?!\d{12})[0-9a-f]{12}(\+\d{1,6})?)?"),
    "place": _written(
        r"[a-z_/.-]+(:\d{1,5})?|changement \d{1,6} \(\D*\)"
    ),  # a file and its line; what the staff published
    "department": _written("[0-9AB]{2,3}"),
    "caisse": _written(r"\d{3}"),
    "rule": _written(r"(\D|(?<!\d)\d\d:\d\d(?!\d))*"),  # opening hours
}


def clean(field: str, value: object) -> object:
    """What may be written of a field: its value where that is what the field is for, else its text without digits."""
    if value is None or isinstance(value, bool):
        return value
    form = KEPT.get(field)
    return value if form and form(value) else without_digits(_as_text(value))


def without_digits(text: str) -> str:
    """The text with `#` for each run of digits, of any alphabet. Encodings of digits have digits themselves: %32."""
    if text.isalpha() or (text.isascii() and len(text) <= LONGEST and not _DIGIT.search(text)):  # nearly every text
        return text
    if len(text) > LONGEST:
        text = text[: LONGEST // 2] + " … " + text[-LONGEST // 2 :]  # of a long text both ends tell the most
    return re.sub("#+", "#", "".join("#" if letter.isnumeric() else letter for letter in text))


def _as_text(value: object) -> str:
    try:
        return str(value)
    except Exception as error:  # a __str__ that fails must not cost the line
        return f"<{type(value).__name__}: {type(error).__name__} when written>"


def clean_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Every key and value cleaned; only our own moment and exceptions are added after it. Never raises."""
    try:
        error = {"exc_info": event.pop("exc_info")} if "exc_info" in event else {}  # told by `tell_exception`
        return {without_digits(_as_text(key)): clean(key, value) for key, value in event.items()} | error
    except Exception as error:  # what nobody thought of must cost neither the call nor a number
        return {"event": "a log line can't be written", "level": "error", "error": type(error).__name__}


def tell_exception(exc_info: ExcInfo) -> str:
    """An exception and what caused it, the cause first: the lines of code that it came through, and what it says."""
    return "\n".join(_told(exc_info[1], CAUSES))


def _told(error: BaseException, causes: int) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause and causes:
        yield from _told(cause, causes - 1)
        yield "and then:"
    for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]:
        yield f"{frame.filename}:{frame.lineno} in {frame.name}"
    said = without_digits(_as_text(error))
    yield f"{type(error).__name__}: {said}" if said else type(error).__name__


# -- writing lines ---------------------------------------------------------------------------------------------------


def _write_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return _ENCODER.encode(event)


class LineWriter:
    """Writes whole lines to a stream, one at a time. A full disk or a closed pipe loses them and raises nothing.

    So does a pipe whose reader stands still, or a terminal that was stopped: no caller waits for a line of the log.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._room = _room_of(stream)
        self._terminal = _terminal_of(stream)
        if self._terminal is not None:
            weakref.finalize(self, os.close, self._terminal)
        self._lost = 0
        self._cut = False  # in the middle of a line there was no room for the rest of it

    def msg(self, line: str) -> None:
        """Write one line."""
        if not line.isascii():  # a lone surrogate would be refused by the stream
            line = line.encode("utf-8", "backslashreplace").decode("utf-8")
        if not self._lock.acquire(timeout=0 if self._lost else ROOM_SECONDS):
            self._lost += 1
            return
        try:
            lost = self._write(line)
        finally:
            self._lock.release()
        if lost:
            structlog.get_logger("ivr").error("log_lines_lost", dropped=lost)

    def _write(self, line: str) -> int:
        """Or count it as lost; how many were before it."""
        until = time.monotonic() + (0 if self._lost else ROOM_SECONDS)
        whole = f"\n{line}\n" if self._cut else f"{line}\n"
        part = self._put(whole, until) if self._terminal is None else self._put_on_terminal(whole, until)
        if part < 1:
            self._lost, self._cut = self._lost + 1, self._cut or part > 0
            return 0
        lost, self._lost, self._cut = self._lost, 0, False
        return lost

    def _put(self, text: str, until: float) -> float:
        """For which part of it there was room until then: 1 for all of it."""
        for start, piece in _pieces(text) if self._room else ((0, text),):
            if not self._has_room(until):
                return start / len(text)
            with contextlib.suppress(OSError, ValueError):
                self._stream.write(piece)
                self._stream.flush()
        return 1

    def _put_on_terminal(self, text: str, until: float) -> float:
        """The same: a terminal that has room may have it for a few letters alone, and a write of more would wait."""
        assert self._terminal is not None
        left = whole = text.encode("utf-8", "backslashreplace")
        while left and self._has_room(until):
            try:
                left = left[os.write(self._terminal, left) :]
            except BlockingIOError:
                time.sleep(AGAIN_SECONDS)
            except OSError:
                return 1
        return 1 - len(left) / len(whole)

    def _has_room(self, until: float) -> bool:
        return self._room is None or bool(self._room.poll(max(0, until - time.monotonic()) * 1000))

    debug = info = warning = error = critical = msg


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """As much at once as a pipe has room for when it has any, and where each begins: beyond that a write waits."""
    size = len(text) if len(text.encode()) <= select.PIPE_BUF else select.PIPE_BUF // LETTER_BYTES
    return ((start, text[start : start + size]) for start in range(0, len(text), size))


def _terminal_of(stream: TextIO) -> int | None:
    """Where it is a terminal, a descriptor of our own for it, on which no write waits: others use it as they did."""
    try:
        return os.open(os.ttyname(stream.fileno()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None


def _room_of(stream: TextIO) -> "select.poll | None":
    """Tells whether a line may be written at once; None for what always takes one: a file on a disk, or none at all.

    A file has each line in one write, so that those of two processes don't get into each other.
    """
    room = select.poll()
    try:
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return None
        room.register(stream.fileno(), select.POLLOUT)
    except (OSError, ValueError):
        return None
    return room


def processors_for(log_format: LogFormat, *, colors: bool = False) -> list[Callable[..., Any]]:
    """From an event as it was logged to the line that is written."""
    chain: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        clean_event,
        structlog.processors.ExceptionRenderer(tell_exception),
        structlog.processors.TimeStamper(fmt=MOMENT, utc=True, key="at"),  # ours, whatever the event calls so
    ]
    if log_format == "json":
        return [*chain, _write_json]
    plain = structlog.dev.plain_traceback
    return [*chain, structlog.dev.ConsoleRenderer(colors=colors, timestamp_key="at", exception_formatter=plain)]


class LibraryHandler(logging.Handler):
    """Hands the lines of stdlib logging to the same processors as ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record; a message that can't be put together is said to be so, without its arguments."""
        try:
            message = record.getMessage()
        except Exception as error:
            message = f"a message of {record.module}:{record.lineno} can't be written ({type(error).__name__})"
        level = max(record.levelno // 10 * 10, logging.DEBUG)
        structlog.get_logger().log(min(level, logging.CRITICAL), message, logger=record.name, exc_info=record.exc_info)


def configure_logs(log_format: LogFormat = "json", stream: TextIO | None = None) -> None:
    """Send every log of this process to `stream` (standard error) as one clean line an event. Repeatable."""
    stream = stream or sys.stderr
    writer = LineWriter(stream)
    structlog.configure(
        processors=processors_for(log_format, colors=stream.isatty()),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names: writer,
        cache_logger_on_first_use=False,  # so that a process can be configured again, after a fork or in a test
    )
    _take_over_libraries()
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _take_over_libraries() -> None:
    root = logging.getLogger()
    root.handlers[:] = [LibraryHandler()]
    root.setLevel(logging.INFO)
    for name in OWN_HANDLERS:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    logging.getLogger("alembic").setLevel(logging.WARNING)  # each start would tell twice that nothing was to be done
    for name in SILENCED:
        logging.getLogger(name).disabled = True


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("uncaught exception", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    error = told.exc_value or told.exc_type()
    name = told.thread.name if told.thread else ""
    structlog.get_logger().critical("thread died", thread=name, exc_info=(told.exc_type, error, told.exc_traceback))
