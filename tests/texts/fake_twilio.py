"""A stand-in for Twilio's Messages API on the loopback, that misbehaves as told and remembers what it accepted."""

import asyncio
import json
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from threading import Thread
from time import monotonic
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.carrier.contract import breaches

ACCOUNT = "AC" + "0" * 32
TOKEN = "f" * 32

FAULTS = {  # name -> chance that the message is accepted all the same
    "ok": 1.0,
    "timeout": 0.5,  # no answer for longer than the client waits
    "reset": 0.5,  # the connection is reset
    "5xx": 0.5,
    "429": 0.0,
    "lost": 1.0,  # accepted, and the connection closed without an answer
    "garbled": 1.0,  # accepted, and half an answer
}
CHAOS = {"ok": 0.5, "timeout": 0.06, "reset": 0.12, "5xx": 0.12, "429": 0.06, "lost": 0.09, "garbled": 0.05}
HEALTH = {"ok": 1.0}


@dataclass
class Message:
    """One accepted message."""

    sid: str
    to: str
    body: str
    sender: str
    callback: str
    created: datetime
    listed_at: float  # monotonic: the list shows it from then on
    status: str = "queued"

    def document(self) -> dict[str, object]:
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "to": self.to,
            "from": None if self.sender.startswith("MG") else self.sender,
            "messaging_service_sid": self.sender if self.sender.startswith("MG") else None,
            "body": self.body,
            "status": self.status,
            "direction": "outbound-api",
            "error_code": None,
            "date_created": format_datetime(self.created),
        }


@dataclass
class FakeTwilio:
    """Serves until stopped. `weights` of the faults may be changed at any time; `receipt` hears of each acceptance."""

    weights: dict[str, float] = field(default_factory=lambda: dict(HEALTH))
    list_weights: dict[str, float] = field(default_factory=lambda: dict(HEALTH))
    seed: int = 1
    list_lag: float = 0.0
    hang: float = 1.0
    refusals: dict[str, tuple[int, int]] = field(default_factory=dict)  # number -> (HTTP status, error code)
    ahead: timedelta = timedelta(0)  # of its clock, before ours
    receipt: Callable[[Message], None] | None = None
    messages: list[Message] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)  # what was asked otherwise than Twilio publishes
    port: int = 0

    def __enter__(self) -> "FakeTwilio":
        self.random = Random(self.seed)
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self._run, daemon=True)
        self.server = self.loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.01))
        self.loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False when the connection is over."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, _ = head.split("\r\n", 1)[0].split(" ")
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if not self._is_known(head):
            return await self._answer(writer, 401, {"code": 20003, "message": "Authenticate", "status": 401})
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        host, _, path = urlsplit(target).path.removeprefix("/").partition("/")
        self.breaches += breaches(host, method, f"/{path}", query, form)
        return await (self._create(writer, form) if method == "POST" else self._list(writer, query))

    def _is_known(self, head: str) -> bool:
        line = next((line for line in head.split("\r\n") if line.lower().startswith("authorization: basic ")), "")
        return b64decode(line.rpartition(" ")[2]).decode() == f"{ACCOUNT}:{TOKEN}"

    async def _create(self, writer: asyncio.StreamWriter, form: dict[str, str]) -> bool:
        if form["To"] in self.refusals:
            status, code = self.refusals[form["To"]]
            return await self._answer(writer, status, {"code": code, "message": "refused", "status": status})
        fault = self._draw(self.weights)
        self.requests[fault] += 1
        message = self._accept(form) if self.random.random() < FAULTS[fault] else None
        document = message.document() if message else {}
        return await self._misbehave(writer, fault, 201, document)

    async def _list(self, writer: asyncio.StreamWriter, query: dict[str, str]) -> bool:
        fault = self._draw(self.list_weights)
        self.requests["list " + fault] += 1
        shown = [m for m in self.messages if m.to == query.get("To", m.to) and m.listed_at <= monotonic()]
        number, size = int(query.get("Page", "0")), int(query.get("PageSize", "50"))
        following = {**query, "Page": str(number + 1), "PageToken": f"PA{number + 1}"}
        more = len(shown) > (number + 1) * size
        page = {
            "messages": [message.document() for message in reversed(shown)][number * size : (number + 1) * size],
            "page": number,
            "page_size": size,
            "next_page_uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json?{urlencode(following)}" if more else None,
        }
        return await self._misbehave(writer, fault, 200, page)

    async def _misbehave(self, writer: asyncio.StreamWriter, fault: str, status: int, document: object) -> bool:
        match fault:
            case "timeout":
                await asyncio.sleep(self.hang)
                return False
            case "reset" | "lost":
                return False
            case "5xx":
                status = self.random.choice((500, 502, 503, 504))
                return await self._answer(writer, status, {"code": 20500, "message": "oops", "status": status})
            case "429":
                return await self._answer(writer, 429, {"code": 20429, "message": "Too Many Requests", "status": 429})
            case "garbled":
                return await self._answer(writer, status, document, cut=True)
        return await self._answer(writer, status, document)

    async def _answer(self, writer: asyncio.StreamWriter, status: int, document: object, cut: bool = False) -> bool:
        body = json.dumps(document).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        head += f"Date: {format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)}\r\n\r\n"
        writer.write(head.encode() + (body[: len(body) // 2] if cut else body))
        await writer.drain()
        return not cut

    def _accept(self, form: dict[str, str]) -> Message:
        message = Message(
            sid=f"SM{len(self.messages):032x}",
            to=form["To"],
            body=form["Body"],
            sender=form.get("From", form.get("MessagingServiceSid", "")),
            callback=form.get("StatusCallback", ""),
            created=datetime.now(UTC) + self.ahead,
            listed_at=monotonic() + self.list_lag * self.random.random(),
        )
        self.messages.append(message)
        if self.receipt is not None:
            self.receipt(message)
        return message

    def _draw(self, weights: dict[str, float]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]
