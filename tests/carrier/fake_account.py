"""A Twilio account on the loopback, as far as provision and doctor ask it: by Twilio's published API, or not at all."""

import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.carrier.contract import breaches, operation_of

SID = "AC" + "0" * 32
TOKEN, IRISH_TOKEN = "f" * 32, "e" * 32
US_NUMBER, OTHER_NUMBER, MUTE_NUMBER = "+15005550006", "+33199001234", "+15005550007"
DEMO = "https://demo.twilio.com/welcome/voice/"
HOST = re.compile(r"(?P<product>[a-z]+)(\.(?P<edge>[a-z]+)\.(?P<region>[a-z0-9]+))?\.twilio\.com")
Answer = tuple[int, dict[str, Any]]


def number(telephone: str, sid: int, **more: Any) -> dict[str, Any]:
    """A number as Twilio tells of it."""
    return {
        "sid": f"PN{sid:032x}",
        "account_sid": SID,
        "phone_number": telephone,
        "friendly_name": telephone,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "voice_url": DEMO,
        "voice_method": "POST",
        "voice_fallback_url": "",
        "voice_fallback_method": "POST",
        "status_callback": "",
        "status_callback_method": "POST",
        "voice_application_sid": "",
        "trunk_sid": None,
        **more,
    }


def alert(code: int, url: str, at: datetime) -> dict[str, Any]:
    """An alert of Twilio's monitor."""
    return {
        "sid": "NO" + "1" * 32,
        "account_sid": SID,
        "error_code": str(code),
        "request_url": url,
        "log_level": "error",
        "date_generated": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "date_created": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


@dataclass
class FakeAccount:
    """Serves until stopped. Whatever is set here may be changed at any time."""

    trial: bool = True
    status: str = "active"
    forbids: bool = False  # test credentials: only three resources, and none is read
    numbers: list[dict[str, Any]] = field(default_factory=lambda: [number(US_NUMBER, 1)])
    irish_numbers: list[dict[str, Any]] = field(default_factory=lambda: [number(US_NUMBER, 1)])
    verified: list[str] = field(default_factory=lambda: ["+33612345678"])
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    senders: dict[str, list[str]] = field(default_factory=dict)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)  # ids of messages
    may_call: dict[str, bool] = field(default_factory=dict)  # yes where not named
    may_text: dict[str, bool] = field(default_factory=dict)
    price: str | None = "1.15"
    on_sale: list[str] = field(default_factory=lambda: ["+15005550100"])
    refuses: list[tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=list)  # the next answers
    refuses_posts: tuple[int, int] | None = None  # HTTP status, Twilio's code
    breaks_at: str = ""  # a path that answers 500
    deaf: bool = False  # takes changes, and makes none
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    asked: list[tuple[str, str]] = field(default_factory=list)  # method, host and path
    breaches: list[str] = field(default_factory=list)
    page: int = 50  # rows of a page at most

    def __enter__(self) -> "FakeAccount":
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # whose answers would each wait a 25th of a second for the client's receipt

            def do_GET(self) -> None:
                fake.handle(self, "")

            def do_POST(self) -> None:
                fake.handle(self, self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

            def do_DELETE(self) -> None:
                fake.handle(self, "")

            def date_time_string(self, _timestamp: float | None = None) -> str:
                return format_datetime(fake.clock().astimezone(UTC), usegmt=True)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def changed(self) -> list[str]:
        """The paths of what was not only read."""
        return [path for method, path in self.asked if method != "GET"]

    def handle(self, request: BaseHTTPRequestHandler, body: str) -> None:
        """One request: held against the contract, answered, and the answer held against it too."""
        parts = urlsplit(request.path)
        host, _, path = parts.path.removeprefix("/").partition("/")
        path = "/" + unquote(path)
        query, form = (dict(parse_qsl(text, keep_blank_values=True)) for text in (parts.query, body))
        named = HOST.fullmatch(host)
        product = f"{named['product']}.twilio.com" if named else host
        self.asked.append((request.command, host + path))
        self.breaches += breaches(product, request.command, path, query, form)
        status, answer, headers = self._answer(request, named, path, query, form)
        known = operation_of(product, request.command, path)
        if known and status < 300:
            self.breaches += [f"answer: {name}" for name in known[0].invented(answer)]
        self._send(request, status, answer, headers)

    def _send(self, request: Any, status: int, answer: object, headers: dict[str, str]) -> None:
        body = b"" if status == 204 else json.dumps(answer).encode()
        request.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def _answer(
        self, request: Any, host: re.Match[str] | None, path: str, query: dict[str, str], form: dict[str, str]
    ) -> tuple[int, dict[str, Any], dict[str, str]]:
        if self.refuses:
            return self.refuses.pop(0)
        if host is None or not self._knows(request.headers.get("Authorization", ""), host["region"]):
            return 401, refusal(20003, 401, "Authenticate"), {}
        if self.forbids:
            return 403, refusal(20008, 403, "Resource not accessible with Test Account Credentials"), {}
        if self.refuses_posts and request.command == "POST":
            status, code = self.refuses_posts
            return status, refusal(code, status, "refused"), {}
        if path == self.breaks_at:
            return 500, refusal(20500, 500, "oops"), {}
        self.region = host["region"] or "us1"
        for pattern, answer in ROUTES.items():
            if found := re.fullmatch(f"{request.command} {pattern}", f"{request.command} {path}"):
                return *answer(self, request.command, found.groups(), form or query), {}
        return 404, refusal(20404, 404, f"{path} was not found"), {}

    def _knows(self, authorization: str, region: str | None) -> bool:
        token = IRISH_TOKEN if region == "ie1" else TOKEN
        return b64decode(authorization.removeprefix("Basic ")).decode() == f"{SID}:{token}"

    @property
    def here(self) -> list[dict[str, Any]]:
        """The numbers of the region that is asked: each has a configuration of its own there."""
        return self.irish_numbers if self.region == "ie1" else self.numbers


def refusal(code: int, status: int, message: str) -> dict[str, Any]:
    """An error as Twilio tells it."""
    return {"code": code, "message": message, "more_info": "", "status": status}


def account(fake: FakeAccount, *_: Any) -> Answer:
    kind = "Trial" if fake.trial else "Full"
    return 200, {"sid": SID, "friendly_name": "Essai 3646", "status": fake.status, "type": kind}


def numbers(fake: FakeAccount, method: str, _: tuple[str, ...], given: dict[str, str]) -> Answer:
    if method == "POST":
        bought = number(given["PhoneNumber"], 100 + len(fake.here))
        fake.here.append(bought | written(given))
        return 201, bought
    page, size = int(given.get("Page", "0")), min(fake.page, int(given.get("PageSize", "50")))
    rows = fake.here[page * size : (page + 1) * size]
    more = (page + 1) * size < len(fake.here)
    following = f"/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers.json?PageSize={size}&Page={page + 1}"
    return 200, {"incoming_phone_numbers": rows, "next_page_uri": following if more else None, "page": page}


def one_number(fake: FakeAccount, method: str, names: tuple[str, ...], given: dict[str, str]) -> Answer:
    found = next((row for row in fake.here if row["sid"] == names[0]), None)
    if found is None:
        return 404, refusal(20404, 404, "not found")
    if method == "POST" and not fake.deaf:
        found.update(written(given))
    return 200, found


def written(form: dict[str, str]) -> dict[str, str]:
    """A form's names as the answers have them: VoiceUrl -> voice_url."""
    return {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): value for name, value in form.items()}


def on_sale(fake: FakeAccount, *_: Any) -> Answer:
    rows = [{"phone_number": one, "iso_country": "US", "capabilities": {"voice": True}} for one in fake.on_sale]
    return 200, {"available_phone_numbers": rows, "uri": ""}


def callers(fake: FakeAccount, *_: Any) -> Answer:
    rows = [{"sid": "PN" + "2" * 32, "phone_number": one, "friendly_name": one} for one in fake.verified]
    return 200, {"outgoing_caller_ids": rows, "next_page_uri": None}


def alerts(fake: FakeAccount, *_: Any) -> Answer:
    return 200, {"alerts": fake.alerts, "meta": {"key": "alerts", "next_page_url": None}}


def messages(fake: FakeAccount, *_: Any) -> Answer:
    created = format_datetime(datetime.now(UTC))
    return 200, {"messages": [{"sid": sid, "date_created": created} for sid in fake.sent], "next_page_uri": None}


def services(fake: FakeAccount, method: str, _: tuple[str, ...], given: dict[str, str]) -> Answer:
    if method == "POST":
        sid = f"MG{len(fake.services):032x}"
        fake.services[sid] = {"sid": sid, "friendly_name": given["FriendlyName"]}
        return 201, fake.services[sid]
    return 200, {"services": list(fake.services.values()), "meta": {"key": "services", "next_page_url": None}}


def one_service(fake: FakeAccount, method: str, names: tuple[str, ...], _: dict[str, str]) -> Answer:
    if names[0] not in fake.services:
        return 404, refusal(20404, 404, "not found")
    if method == "DELETE":
        del fake.services[names[0]]
        return 204, {}
    return 200, fake.services[names[0]]


def senders(fake: FakeAccount, method: str, names: tuple[str, ...], given: dict[str, str]) -> Answer:
    listed = fake.senders.setdefault(names[0], [])
    if method == "POST":
        listed.append(given["AlphaSender"])
        return 201, {"sid": "AI" + "3" * 32, "service_sid": names[0], "alpha_sender": given["AlphaSender"]}
    rows = [{"sid": "AI" + "3" * 32, "alpha_sender": one} for one in listed]
    return 200, {"alpha_senders": rows, "meta": {"key": "alpha_senders", "next_page_url": None}}


def dialing(fake: FakeAccount, _method: str, names: tuple[str, ...], _: dict[str, str]) -> Answer:
    return 200, {"iso_code": names[0], "low_risk_numbers_enabled": fake.may_call.get(names[0], True)}


def texting(fake: FakeAccount, _method: str, _names: tuple[str, ...], given: dict[str, str]) -> Answer:
    codes = given["CountryCode"].split(",")
    rows = [{"country_code": one, "type": "country", "enabled": fake.may_text.get(one, True)} for one in codes]
    return 200, {"permissions": rows}


def prices(fake: FakeAccount, _method: str, names: tuple[str, ...], _: dict[str, str]) -> Answer:
    local = {"number_type": "local", "base_price": fake.price, "current_price": fake.price}
    listed = [local] if fake.price else []
    return 200, {"country": names[0], "iso_country": names[0], "price_unit": "USD", "phone_number_prices": listed}


ACCOUNT = f"/2010-04-01/Accounts/{SID}"
ROUTES: dict[str, Callable[..., Answer]] = {
    rf"{ACCOUNT}\.json": account,
    rf"{ACCOUNT}/IncomingPhoneNumbers\.json": numbers,
    rf"{ACCOUNT}/IncomingPhoneNumbers/(PN\w+)\.json": one_number,
    rf"{ACCOUNT}/AvailablePhoneNumbers/([A-Z]+)/Local\.json": on_sale,
    rf"{ACCOUNT}/OutgoingCallerIds\.json": callers,
    rf"{ACCOUNT}/Messages\.json": messages,
    r"/v1/Alerts": alerts,
    r"/v1/Services": services,
    r"/v1/Services/(MG\w+)": one_service,
    r"/v1/Services/(MG\w+)/AlphaSenders": senders,
    r"/v1/DialingPermissions/Countries/(\w+)": dialing,
    r"/v1/Messaging/GeoPermissions": texting,
    r"/v1/PhoneNumbers/Countries/(\w+)": prices,
}
