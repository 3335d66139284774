"""Every address of the line. A webhook is answered at once, signed, without a redirect; the rest is open to anybody.

An unknown path or method under /voice is one of a call too: its error's handler looks at the signature as well.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import structlog
from flask import Flask, Request, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException

from ivr.health import Condition
from ivr.metrics import count_refusal
from ivr.release import release
from ivr.texts.outcomes import Report
from ivr.texts.receipts import ROW, read_receipt
from ivr.voice.app import Document, LineApp
from ivr.voice.front import Front
from ivr.voice.signature import SignatureCheck, addresses_of
from ivr.voice.state import NOWHERE
from ivr.voice.webhook import LARGEST_BODY, Webhook

log = structlog.get_logger("ivr.voice")

AUDIO_SECONDS = 3600  # how long Twilio may keep a recording before it asks whether it changed

# Why a request is refused -> what is said to whoever made it, where not "Not signed by Twilio.": `ivr call` reads it.
# Nobody without a token hears any of these.
TOLD = {
    "account": "Signed for another account.",
    "address": "Signed for another address.",
    "no rehearsal": "This token can only rehearse.",
    "rehearsals off": "No rehearsals here.",
}

View = Callable[..., Response]
Receive = Callable[[Report], str]  # brings a text forward; "unavailable" when the database is away


def open_door(
    app: LineApp,
    *,
    check: SignatureCheck,
    front: Front,
    receive: Receive,
    condition: Callable[[], Condition],
    audio: Path,
) -> None:
    """Give the app its routes, and the settings without which a webhook could be redirected or flooded.

    `receive` takes what became of a text, `condition` tells how things stand, `audio` is the folder of the recordings.
    """
    app.url_map.strict_slashes = False  # a missing slash answered by 308 would lose what was pressed
    app.url_map.merge_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    for rule, view in _signed(front, receive).items():
        app.add_url_rule(rule, f"signed {rule}", _checked(check, view), methods=["POST"])
    _open(app, front, condition, audio)
    app.register_error_handler(HTTPException, lambda error: _lost(check, front, error))


def _signed(front: Front, receive: Receive) -> Mapping[str, View]:
    """The webhooks: each refused without Twilio's signature, before anything of it is read."""
    return {
        "/voice": front.answer,
        "/voice/<step>": front.take,
        "/voice/<step>/wait": front.wait,
        "/voice/status": front.end,
        "/texts/status": lambda request: _receipt(receive, request),
        "/rehearsal": lambda _request: _rehearsable() if front.rehearses else _refused("rehearsals off"),
    }


def _checked(check: SignatureCheck, view: View) -> View:
    """The view, for Twilio alone."""

    def checked(**given: str) -> Response:
        asked = the_request()
        return _refusal(check, asked) or view(asked, **given)

    return checked


def _open(app: Flask, front: Front, condition: Callable[[], Condition], audio: Path) -> None:
    """What needs no signature, because it says the same to everybody and takes nothing from anybody."""
    recordings = audio.absolute()  # Flask looks for relative ones beside its code; resolve() raises at a loop of links
    app.add_url_rule("/health", "health", _alive)
    app.add_url_rule("/health/live", "live", _alive)
    app.add_url_rule("/health/ready", "ready", lambda: _readiness(condition()))
    app.add_url_rule("/voice/fallback", "fallback", lambda: Document(front.fallback), methods=["GET", "POST"])
    app.add_url_rule("/audio/<path:name>", "audio", lambda name: _audio(recordings, name))


def _alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


def _readiness(condition: Condition) -> Response:
    told = json.dumps(condition.as_json(), indent=2) + "\n"
    return Response(told, 200 if condition.ready else 503, {"Cache-Control": "no-store"}, mimetype="application/json")


def the_request() -> Webhook:
    """The request itself: each look through Flask's proxy costs as much as a step of the conversation."""
    found: Webhook = request._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way out
    return found


def _refusal(check: SignatureCheck, request: Webhook) -> Response | None:
    fault = check.fault(request)
    if not fault:
        return None
    count_refusal()
    log.warning("refused", why=fault, method=request.method, path=request.path[:80])
    return _refused(fault, _hosts(check, request) if fault == "address" else "")


def _refused(fault: str, more: str = "") -> Response:
    return Response(f"{TOLD.get(fault, 'Not signed by Twilio.')}{more}\n", 403, mimetype="text/plain")


def _hosts(check: SignatureCheck, request: Request) -> str:
    """By which address it came, and which is configured: for whoever signs with our token, and mistook the address."""
    seen = next(iter(addresses_of(request))).partition("://")[2]
    return f" Seen: {seen} Configured: {check.address}"


def _rehearsable() -> Response:
    """That calls may be rehearsed here, and by which release."""
    return Response(status=204, headers={"IVR-Version": release()})


def _receipt(receive: Receive, request: Request) -> Response:
    """What became of a text. No caller hears the answer, so Twilio is told when a receipt was lost."""
    report = read_receipt(request.form, request.args.get(ROW, ""))
    lost = report is not None and receive(report) == "unavailable"
    return Response(status=503 if lost else 204)


def _audio(folder: Path, name: str) -> Response:
    return send_from_directory(folder, name, conditional=True, max_age=AUDIO_SECONDS)


def _lost(check: SignatureCheck, front: Front, error: HTTPException) -> Response:
    """An unknown path or method: under /voice a caller may be on the line, so a signed one gets the first menu."""
    if request.path.partition("/")[2].partition("/")[0] not in ("voice", "texts", "rehearsal"):
        return _plain(error)
    refusal = _refusal(check, the_request())
    if refusal is not None:
        return refusal
    return front.take(the_request(), NOWHERE) if request.path.startswith("/voice") else Response(status=204)


def _plain(error: HTTPException) -> Response:
    """The error in a few words, where werkzeug has a page for a browser."""
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return Response(f"{error.name}\n", error.code, headers, mimetype="text/plain")
