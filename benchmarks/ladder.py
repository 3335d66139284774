"""The ladder: the line and what it is held against, each over the line's own server, flat out, in alternating rounds.

wrk (Debian's package) asks again as soon as it is answered, on 16 connections. Requests a second are only good for the
ratios between them: client and servers share one machine. Where it has other work, processor time is the better guide.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure
from benchmarks.posts import HOST, Post, call_of, document_of, signed_post
from benchmarks.served import Served, served
from benchmarks.turn import TUESDAY, settings_of
from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.store import schema
from tests.callers import form_of

CONNECTIONS, SECONDS, ROUNDS = 16, 3, 5
CALLS = 400  # different ones of the line
NO_WRK = "wrk is not installed (apt-get install wrk): the ladder is left out"
LINE = "the line, the mix of a call"
AIMS = {"checked": "1", "phone-tree": "1", "call-forwarding": "1"}


@dataclass(frozen=True, slots=True)
class Rung:
    """One app and what is asked of it."""

    name: str
    app: str  # of benchmarks/rivals.py; "" is the line
    posts: Sequence[Post]


@dataclass(frozen=True, slots=True)
class Round:
    """What wrk told of some seconds."""

    a_second: float
    p99: float  # milliseconds
    processor: float  # microseconds that the server took for each


def ladder(folder: Path) -> Iterator[Figure]:
    """Requests a second of each rung, and how many of those the line answers: the median of the rounds' ratios."""
    if not shutil.which("wrk"):
        yield Figure("the ladder", NO_WRK)
        return
    with TemporaryDirectory() as temporary, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_logs("json", nowhere)
        rungs, document = _rungs(folder, Path(temporary))
        rounds = _rounds(folder, Path(temporary), rungs, document)
    line = rounds[LINE]
    for rung in rungs:
        told = rounds[rung.name]
        value = f"{median(one.a_second for one in told):.0f}/s, p99 {median(one.p99 for one in told):.1f} ms"
        value += f", {median(one.processor for one in told):.0f} us of processor each"
        if rung.name != LINE:
            pairs = list(zip(line, told, strict=True))
            rate = median(ours.a_second / theirs.a_second for ours, theirs in pairs)
            cost = median(theirs.processor / ours.processor for ours, theirs in pairs)
            value += f"; the line's mix is {rate:.2f} of it, {cost:.2f} by processor"
        yield Figure(rung.name, value, AIMS.get(rung.app, ""))


def _rounds(folder: Path, temporary: Path, rungs: Sequence[Rung], document: str) -> Mapping[str, list[Round]]:
    told: dict[str, list[Round]] = {rung.name: [] for rung in rungs}
    with ExitStack() as stack:
        apps: dict[str, Served] = {}
        for app in dict.fromkeys(rung.app for rung in rungs):
            module = "benchmarks.rivals:app" if app else "app:app"
            environment = environment_of(folder, temporary) | {"BENCHMARK_APP": app, "BENCHMARK_DOCUMENT": document}
            apps[app] = stack.enter_context(served(folder, module, environment))
        scripts = {rung.name: _script(temporary / f"{number}.lua", rung) for number, rung in enumerate(rungs)}
        for number in range(ROUNDS + 1):
            for rung in rungs:
                found = _round(apps[rung.app], scripts[rung.name], SECONDS if number else 1)
                if number:  # the first one warms
                    told[rung.name].append(found)
    return told


def _round(app: Served, script: Path, seconds: int) -> Round:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", f"{script}"]
    before = app.processor
    said = subprocess.run([*command, f"http://127.0.0.1:{app.port}"], capture_output=True, text=True, check=True).stdout
    took = app.processor - before
    if "Non-2xx" in said:
        raise RuntimeError(f"{script.name}: some were refused: nothing to measure\n{said}")
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    number = re.search(r"(\d+) requests in", said)
    if rate is None or p99 is None or number is None:
        raise RuntimeError(f"wrk said nothing that can be read:\n{said}")
    return Round(
        float(rate[1]), float(p99[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]], took / int(number[1]) * 1e6
    )


def _script(path: Path, rung: Rung) -> Path:
    """The requests, written out for wrk, one after the other; JSON's way of writing ASCII is Lua's too."""
    written = ",\n".join(json.dumps(request_of(post)) for post in rung.posts)
    ask = "local at = 0\nfunction request() at = at % #posts + 1; return posts[at] end\n"
    path.write_text(f"local posts = {{\n{written}\n}}\n{ask}", encoding="utf-8")
    return path


def request_of(post: Post) -> str:
    target = f"{post.path}?{post.query}" if post.query else post.path
    head = f"POST {target} HTTP/1.1\r\nHost: {HOST}\r\nX-Twilio-Signature: {post.signature}\r\n"
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(post.body)}\r\n\r\n"
    return head + kind + post.body.decode()


# -- what is asked -----------------------------------------------------------------------------------------------------


def _rungs(folder: Path, temporary: Path) -> tuple[Sequence[Rung], str]:
    """All of them; and one document of the line, which the constant views answer."""
    app = create_app(settings_of(folder, temporary), clock=lambda: TUESDAY)
    house = app.extensions["ivr"]
    schema.migrate(house.store)
    calls = [tuple(call_of(app, number)) for number in range(CALLS)]
    document = document_of(app, calls[0][1])
    house.close()
    mix = [post for call in calls for post in call]
    tree = [("/ivr/welcome", ""), ("/ivr/menu", "2"), ("/ivr/planets", "2")]
    forwarding = [("/callcongress/welcome", ""), ("/callcongress/zipcode", "75012"), ("/callcongress/goodbye", "")]
    return [
        Rung("a constant view", "constant", mix),
        Rung("a constant view that checks the signature by the SDK", "checked", mix),
        Rung("what the phone-tree sample does", "phone-tree", _samples(tree)),
        Rung("the same behind the SDK's check", "phone-tree-signed", _samples(tree)),
        Rung("what the call-forwarding sample does", "call-forwarding", _samples(forwarding)),
        Rung("that behind the SDK's check", "call-forwarding-signed", _samples(forwarding)),
        Rung(LINE, "", mix),
        Rung("the line, a first ring", "", [call[0] for call in calls]),
        Rung("the line, a menu", "", [call[1] for call in calls]),
    ], document


def _samples(steps: Sequence[tuple[str, str]]) -> Sequence[Post]:
    """Calls of a sample."""
    return [
        signed_post(path, form_of(number) | ({"Digits": keys} if keys else {}))
        for number in range(CALLS)
        for path, keys in steps
    ]


def environment_of(folder: Path, temporary: Path) -> dict[str, str]:
    return {
        "TWILIO_AUTH_TOKEN": "benchmark",
        "IVR_PUBLIC_URL": f"https://{HOST}",
        "DATABASE_URL": f"sqlite:///{temporary / 'bench.sqlite3'}",
        "IVR_CONTENT_DIR": str(folder),
        "IVR_METRICS_ADDRESS": "",
    }
