"""What Prometheus reads, on a private address; every process has its own figures and its own port.

The first process of a machine listens on the configured port, the next on the port after it, and so on: a scrape of
those few ports sums them up. No shared files, nothing to clean after a process is killed. Labels are words of the code,
never what somebody said or typed.
"""

import ipaddress
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from wsgiref.simple_server import WSGIServer

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

from ivr.findings import Kind, Place
from ivr.refused import Refused

log = structlog.get_logger("ivr")

PORTS = 32  # tried one after the other, from the configured one on
ORIGINS = ("files", "kept", "none")
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, open files, processor time

_turns = Counter("ivr_turns", "Turns taken, by kind of step and outcome", ["step", "outcome"], registry=REGISTRY)
_seconds = Histogram("ivr_turn_seconds", "From request to answer", buckets=BUCKETS, registry=REGISTRY)
_texts = Gauge("ivr_texts", "Texts in each state, as last read by the worker", ["state"], registry=REGISTRY)
_shut = Gauge("ivr_twilio_away", "1 while workers have given up on a way to Twilio for now", ["way"], registry=REGISTRY)
_oldest = Gauge("ivr_oldest_unsent_seconds", "Age of the oldest text not yet sent; 0 if none", registry=REGISTRY)
_refused_texts = Counter("ivr_text_refusals", "Texts that a cap refused, by the cap", ["cap"], registry=REGISTRY)
_dangers = Counter("ivr_dangers", "Dangers that callers told, by what answered them", ["answer"], registry=REGISTRY)
_let_go = Counter("ivr_calls_let_go", "Calls that were let go after too many answers", registry=REGISTRY)
_held = Gauge("ivr_adviser_calls", "Calls that hold an adviser, as last read by the worker", registry=REGISTRY)
_not_put_through = Counter(
    "ivr_adviser_refusals", "Calls that were not put through to an adviser, by the limit", ["limit"], registry=REGISTRY
)
_dropped = Counter("ivr_journal_dropped", "Turns that the journal could not keep", registry=REGISTRY)
_refused = Counter("ivr_signature_refusals", "Requests that Twilio had not signed", registry=REGISTRY)
_faults = Gauge("ivr_content_faults", "Faults in the content's files, as last read", registry=REGISTRY)
_content = Gauge(
    "ivr_content", "1 for where each half of what is live comes from", ["half", "origin"], registry=REGISTRY
)
_health = Gauge("ivr_health", "1 while a part is as it should be: see /health/ready", ["part"], registry=REGISTRY)
_pages = Counter("ivr_text_pages", "Pages of the call as text that were shown, by step", ["step"], registry=REGISTRY)
_errors = Counter("ivr_errors", "Unexpected exceptions, by the place that caught them", ["place"], registry=REGISTRY)

_WORD = re.compile(r"[a-z][a-z_]{0,39}")


class MetricsError(Refused):
    """The metrics can't be served as configured."""


ADDRESS = Place("IVR_METRICS_ADDRESS")
NO_PORT_FREE = Kind(
    "no-port-free",
    fr=("Aucun port de {first} à {last} n'est libre pour les mesures.", "Choisissez-en un autre."),
    en=("No port from {first} to {last} is free for the metrics.", "Choose another one."),
)
NOT_AN_ADDRESS = Kind(
    "not-an-address",
    fr=("« {address} » n'est pas une adresse.", "Écrivez une adresse comme 127.0.0.1:9464."),
    en=("“{address}” is no address.", "Write an address such as 127.0.0.1:9464."),
)
OPEN_ADDRESS = Kind(
    "open-address",
    fr=("« {address} » est ouverte à tous.", "Écrivez une adresse privée, comme 127.0.0.1:9464."),
    en=("“{address}” is open to anybody.", "Write a private address, such as 127.0.0.1:9464."),
)


@dataclass(frozen=True, slots=True)
class Serving:
    """Metrics that are being served, until `stop`."""

    address: str
    server: WSGIServer
    thread: threading.Thread

    def stop(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


# -- what the rooms report -------------------------------------------------------------------------------------------


def count_turn(step: str, outcome: str, seconds: float) -> None:
    """One turn: the kind of step that was answered ("menu", "ask"...), how it ended, and the time it took."""
    _turn(step, outcome).inc()
    _seconds.observe(seconds)


@lru_cache(maxsize=512)
def _turn(step: str, outcome: str) -> Counter:
    return _turns.labels(_word(step), _word(outcome))


def count_page(step: str) -> None:
    """A page of the call as text, by the step where it ends. No call is counted of it, and nobody is told apart."""
    _pages.labels(_word(step)).inc()


def set_texts(counts: Mapping[str, int], oldest_seconds: float) -> None:
    """How many texts are in each state, those without any named too; and the age of the oldest unsent one."""
    for state, texts in counts.items():
        _texts.labels(state).set(texts)
    _oldest.set(oldest_seconds)


def set_away(ways: Mapping[str, bool]) -> None:
    """Which ways to Twilio the workers have given up on for now: sending, and looking into its list."""
    for way, away in ways.items():
        _shut.labels(way).set(away)


def count_refused_text(cap: str) -> None:
    """A text that was not written down: "number", or whose part of which budget is spent: "day_strangers"."""
    _refused_texts.labels(_word(cap)).inc()


def count_danger(answer: str) -> None:
    """A danger that a caller told of; which call it was is known nowhere."""
    _dangers.labels(_word(answer)).inc()


def set_adviser_calls(calls: int) -> None:
    """How many calls hold an adviser now, in all processes together."""
    _held.set(calls)


def count_refused_adviser(limit: str) -> None:
    """A call that heard that advisers are busy because of a limit: "all", "withheld", "caller" or "minute"."""
    _not_put_through.labels(_word(limit)).inc()


def count_let_go() -> None:
    """A call in which somebody answered more often than any person needs, and was told goodbye."""
    _let_go.inc()


def count_dropped(turns: int = 1) -> None:
    """Turns that the journal had to leave out."""
    _dropped.inc(turns)


def count_refusal() -> None:
    """A request without Twilio's signature."""
    _refused.inc()


def set_content(*, prompts: str, schedules: str, faults: int) -> None:
    """Where each half of what is live comes from (files, kept, none), and how many faults the files have now."""
    for half, live in (("prompts", prompts), ("schedules", schedules)):
        for origin in ORIGINS:
            _content.labels(half, origin).set(origin == live)
    _faults.set(faults)


def watch_health(part: str, is_well: Callable[[], bool]) -> None:
    """Ask whether a part of this process is as it should be, whenever the metrics are read."""
    _health.labels(_word(part)).set_function(is_well)


def count_error(place: str) -> None:
    """An exception that nobody expected, and where it was caught: a room's name."""
    _errors.labels(_word(place)).inc()


def _word(word: str) -> str:
    """A label: a plain lower-case word, or "other". Nothing that came from outside gets further than this."""
    return word if _WORD.fullmatch(word) else "other"


# -- serving them ----------------------------------------------------------------------------------------------------


def serve_metrics(address: str) -> None:
    """The same for a process that has more to do: where they can't be served that is logged, for nobody needs them."""
    try:
        start_metrics(address)
    except MetricsError as error:
        log.error("no_metrics", why=str(error))


def start_metrics(address: str) -> Serving | None:
    """Serve this process's metrics on `address` ("127.0.0.1:9464"), or on one of the next ports; None when empty.

    Call it in the process that does the work, after any fork. Raises MetricsError for an address that is no private
    one, or when none of the ports is free.
    """
    if not address:
        return None
    host, port = _read_address(address)
    for free in range(port, min(port + PORTS, 65_536)) if port else (0,):
        served = _listen(host, free)
        if served:
            return served
    raise MetricsError(NO_PORT_FREE.at(ADDRESS, first=port, last=port + PORTS - 1))


def _listen(host: str, port: int) -> Serving | None:
    try:
        server, thread = start_http_server(port, host, REGISTRY)
    except OSError:  # another process of this machine listens there
        return None
    bound = f"[{host}]" if ":" in host else host
    return Serving(f"{bound}:{server.server_address[1]}", server, thread)


def _read_address(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    try:
        ip = ipaddress.ip_address(host.strip("[]"))
        if not port.isdecimal() or int(port) > 65_535:
            raise ValueError(port)
    except ValueError as error:
        raise MetricsError(NOT_AN_ADDRESS.at(ADDRESS, address=address)) from error
    if ip.is_unspecified or not (ip.is_private or ip.is_loopback):
        raise MetricsError(OPEN_ADDRESS.at(ADDRESS, address=address))
    return str(ip), int(port)


def read_metric(name: str, labels: Mapping[str, str] | None = None) -> float:
    """A figure as it stands in this process, 0.0 when nothing was counted yet: for tests and health pages."""
    return REGISTRY.get_sample_value(name, dict(labels or {})) or 0.0
