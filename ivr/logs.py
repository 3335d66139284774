"""The service's logs: one line an event, in which no telephone number and no identity number ever appears.

Every event, of ours and of the libraries (stdlib logging, warnings, uncaught exceptions), goes through `clean_event`.
A number is digits near each other, however they are written: together, in groups, percent-encoded, in full-width
digits, with or without a country code. What looks like one but isn't is named in `_KEPT`: Twilio's ids, digests,
moments, opening hours, the loopback address. Counts up to 9,999,999 and short numbers (3646) stay.
"""

import contextlib
import html
import json
import logging
import math
import re
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from types import TracebackType
from typing import Any, Literal, TextIO
from urllib.parse import unquote

import structlog
from structlog.typing import EventDict, WrappedLogger

LogFormat = Literal["json", "text"]

HIDDEN = "[number]"
TOGETHER, APART, ABROAD = 8, 9, 6  # from so many digits on it is a number: in one run, in groups, after a +
LONGEST, WIDEST, DEEPEST = 8000, 100, 6  # letters of a text, items of a collection, levels of nesting
SILENCED = ("twilio.http_client",)  # logs whole requests, numbers and bodies included
OWN_HANDLERS = ("gunicorn.error", "gunicorn.access", "werkzeug", "alembic", "py.warnings")

_CLOCK = r"(?:[01]\d|2[0-4]):[0-5]\d"
_DAY = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])"
_APART = r"(?:[\W_]{0,5}\d)"  # another digit of the same number
_ID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")  # Twilio's: CA..., SM...
_KEPT = "|".join(
    (
        rf"\b{_ID.pattern}\b",
        r"\b(?=[0-9-]{0,36}[a-f])[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b",  # uuids
        r"\b(?=\d{0,63}[a-f])[0-9a-f]{40}(?:[0-9a-f]{24})?\b",  # digests
        rf"\b{_DAY}[T ]{_CLOCK}:[0-5]\d(?:\.\d{{1,6}})?(?:Z|[+-]\d\d:?\d\d)?(?!\d)",  # moments
        rf"\b{_DAY}(?!{_APART})",
        rf"\b[0-3]\d/[A-Z][a-z]{{2}}/\d{{4}}[ :]{_CLOCK}:[0-5]\d(?: [+-]\d{{4}})?(?!\d)",  # the web servers' moments
        rf"\b{_CLOCK}-{_CLOCK}(?:, ?{_CLOCK}-{_CLOCK})*(?!{_APART})",  # opening hours
        r"\b127\.0\.0\.1(?::\d{2,5})?\b",
        r"\bHTTP/1\.[01](?![.\d])",
    )
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)  # built once: json.dumps would build one a line
_TOKEN = re.compile(rf"(?<![\d+])(?P<kept>{_KEPT})|(?:\+[\W_]{{0,3}})?\d{_APART}{{{ABROAD - 1},}}")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[\w+]")
_RUN = re.compile(rf"\d{{{TOGETHER}}}")
_SUSPECT = re.compile(rf"\d{_APART}{{{ABROAD - 1}}}")  # nothing to hide in a text where this is not found
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w{2,8};|\\[nrtxuU]|[^\x00-\x7f]")
_ESCAPE = re.compile(r"\\+(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U(000[0-9a-f]{5})|[nrt])")  # as repr writes it


# -- hiding numbers --------------------------------------------------------------------------------------------------


def scrub(text: str) -> str:
    """The text with `[number]` where a telephone number, an identity number or the like stood.

    A text that holds one under percent signs, HTML entities or unusual digits comes back in plain letters, scrubbed.
    """
    if _is_plain(text):
        return text
    if len(text) > LONGEST:
        text = text[: LONGEST // 2] + " … " + text[-LONGEST // 2 :]  # of a traceback, both ends tell the most
    if _ENCODED.search(text):
        plain = _plain(text)
        if plain != text and (hidden := _hide(plain)) != plain:
            return hidden
    return _hide(text)


def _is_plain(text: str) -> bool:
    """Nearly every text of a log: a word, something too short for a number, a call's id. Nothing to look for in it."""
    short = len(text) < ABROAD and text.isascii()
    return short or text.isalpha() or (len(text) == 34 and _ID.fullmatch(text) is not None)


def _hide(text: str) -> str:
    return _TOKEN.sub(_hide_token, text) if _SUSPECT.search(text) else text


def _hide_token(found: re.Match[str]) -> str:
    token = found.group()
    if found.lastgroup == "kept" or not _is_number(token):
        return token
    return HIDDEN


def _is_number(token: str) -> bool:
    if token.startswith("+"):
        return True
    return len(_DIGIT.findall(token)) >= APART or _RUN.search(token) is not None


def _plain(text: str) -> str:
    """As it was before it was put into an address, a page, or a repr."""
    for _ in range(3):  # what was encoded twice, or once more than that
        decoded = html.unescape(unquote(_ESCAPE.sub(_unescape, text)))
        if decoded == text:
            break
        text = decoded
    return unicodedata.normalize("NFKC", text)


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    return chr(int(code, 16)) if code else " "


def scrub_value(value: object, depth: int = 0) -> Any:
    """The value as JSON can hold it, every text and number in it scrubbed. Never raises."""
    if type(value) is str:  # nearly all of them
        return scrub(value)
    match value:
        case None | bool():
            return value
        case str():
            return scrub(value)
        case int():
            return int(value) if abs(value) < 10 ** (TOGETHER - 1) else HIDDEN
        case float():
            return _scrub_float(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | bytearray():
            return scrub(bytes(value[:LONGEST]).decode("utf-8", "backslashreplace"))
        case Mapping() if depth < DEEPEST:
            return _scrub_mapping(value, depth)
        case list() | tuple() | set() | frozenset() if depth < DEEPEST:
            return _scrub_items(value, depth)
    return scrub(_as_text(value))


def _scrub_float(value: float) -> float | str:
    """With six significant digits and six decimals at most: those beyond could spell anything."""
    if abs(value) < 10 ** (TOGETHER - 1):
        return round(float(f"{value:.6g}"), 6)
    return HIDDEN if math.isfinite(value) else str(value)


def _scrub_mapping(mapping: Mapping[Any, Any], depth: int) -> object:
    pairs = list(mapping.items())[:WIDEST]
    clean = {scrub(_as_text(key)): scrub_value(value, depth + 1) for key, value in pairs}
    return _whole(clean)


def _scrub_items(items: Iterable[Any], depth: int) -> object:
    return _whole([scrub_value(item, depth + 1) for item in list(items)[:WIDEST]])


def _whole(clean: Any) -> object:
    """The collection itself, unless its parts read one after the other make a number: then its text, scrubbed."""
    text = " ".join(leaf for leaf in _leaves(clean) if _LETTER.search(leaf))
    hidden = scrub(text)
    return clean if hidden == text or len(text) > LONGEST else hidden


def _leaves(clean: Any) -> Iterator[str]:
    if isinstance(clean, dict):
        clean = [part for pair in clean.items() for part in pair]
    if not isinstance(clean, list):
        yield str(clean)
        return
    for part in clean:
        yield from _leaves(part)


def _as_text(value: object) -> str:
    try:
        return str(value)
    except Exception as error:  # a __str__ that fails must not cost the line
        return f"<{type(value).__name__}: {type(error).__name__} when written>"


def clean_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Every key and value scrubbed; nothing that was not made here is added after it. Never raises."""
    try:
        return {key if key.isalpha() else scrub(_as_text(key)): scrub_value(value) for key, value in event.items()}
    except Exception as error:  # what nobody thought of must cost neither the call nor a number
        return {"event": "a log line can't be written", "level": "error", "error": type(error).__name__}


# -- writing lines ---------------------------------------------------------------------------------------------------


def _write_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return _ENCODER.encode(event)


class LineWriter:
    """Writes whole lines to a stream, one at a time. A full disk or a closed pipe loses them and raises nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def msg(self, line: str) -> None:
        """Write one line."""
        if not line.isascii():  # a lone surrogate would be refused by the stream
            line = line.encode("utf-8", "backslashreplace").decode("utf-8")
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._stream.write(line + "\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


def processors_for(log_format: LogFormat, *, colors: bool = False) -> list[Callable[..., Any]]:
    """From an event as it was logged to the line that is written."""
    chain: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        clean_event,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),  # ours, whatever the event calls so
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
    """Send every log of this process to `stream` (standard error) as one scrubbed line an event. Repeatable."""
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


# -- for tests that drive a whole line -------------------------------------------------------------------------------


def find_numbers(written: str) -> list[str]:
    """What in written lines still reads as a number: empty, or the logs are at fault."""
    found = [token for line in written.splitlines() for token in _TOKEN.finditer(line)]
    return [token.group() for token in found if token.lastgroup != "kept" and _is_number(token.group())]
