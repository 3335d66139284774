"""Every address of the line. A webhook is answered at once, signed, without a redirect; the rest is open to anybody.

A blueprint's own error handlers would not see an unknown path or method, so those belong to the app.
"""

import json
from collections.abc import Callable
from pathlib import Path

import structlog
from flask import Blueprint, Flask, Request, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException

from ivr.health import Condition
from ivr.metrics import count_refusal
from ivr.release import release
from ivr.texts.outcomes import Report
from ivr.texts.receipts import ROW, read_receipt
from ivr.voice.front import Front, document
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
    app: Flask,
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
    app.request_class = Webhook
    app.url_map.strict_slashes = False  # a missing slash answered by 308 would lose what was pressed
    app.url_map.merge_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.register_blueprint(_signed(check, front, receive))
    app.register_blueprint(_open(front, condition, audio))
    app.register_error_handler(HTTPException, lambda error: _lost(check, front, error))
    app.after_request(_not_sniffed)


def _signed(check: SignatureCheck, front: Front, receive: Receive) -> Blueprint:
    """The webhooks: each refused without Twilio's signature, before anything of it is read."""
    webhooks = Blueprint("signed", __name__)
    webhooks.before_request(lambda: _refusal(check, the_request()))
    rules: dict[str, View] = {
        "/voice": lambda: front.answer(the_request()),
        "/voice/<step>": lambda step: front.take(the_request(), step),
        "/voice/<step>/wait": lambda step: front.wait(the_request(), step),
        "/voice/status": lambda: front.end(the_request()),
        "/texts/status": lambda: _receipt(receive, the_request()),
        "/rehearsal": lambda: _rehearsable() if front.rehearses else _refused("rehearsals off"),
    }
    for rule, view in rules.items():
        webhooks.add_url_rule(rule, rule, view, methods=["POST"])
    return webhooks


def _open(front: Front, condition: Callable[[], Condition], audio: Path) -> Blueprint:
    """What needs no signature, because it says the same to everybody and takes nothing from anybody."""
    unsigned = Blueprint("open", __name__)
    recordings = audio.absolute()  # Flask looks for relative ones beside its code; resolve() raises at a loop of links
    unsigned.add_url_rule("/health", "health", _alive)
    unsigned.add_url_rule("/health/live", "live", _alive)
    unsigned.add_url_rule("/health/ready", "ready", lambda: _readiness(condition()))
    unsigned.add_url_rule("/voice/fallback", "fallback", lambda: document(front.fallback), methods=["GET", "POST"])
    unsigned.add_url_rule("/audio/<path:name>", "audio", lambda name: _audio(recordings, name))
    return unsigned


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


def _not_sniffed(answer: Response) -> Response:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


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
