"""What a turn of the line is held against: small Flask apps over the same server, each a module-level WSGI app.

`constant` and `checked` answer a fixed document, the second one after the SDK has checked the signature. `phone_tree`
and `call_forwarding` do what Twilio's two samples of these names do: no signature, no journal, TwiML by the SDK. With
`-signed` behind their name they check the signature first, as whoever put one of them on the internet would.
"""

import atexit
import os
import sqlite3
from contextlib import closing
from shutil import rmtree
from tempfile import mkdtemp

from flask import Flask, Response, redirect, request, url_for
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import VoiceResponse
from werkzeug.wrappers import Response as AnyResponse

XML = "text/xml; charset=utf-8"
DOCUMENT = os.environ.get("BENCHMARK_DOCUMENT", "<Response/>")
ADDRESS = os.environ.get("IVR_PUBLIC_URL", "")
MENU = "Thank you for calling the phone home service. Press 1 for directions. Press 2 for a list of planets to call."
PLANETS = {"2": "+33199001001", "3": "+33199001002", "4": "+33199001003"}


def constant() -> Flask:
    """One view, one document."""
    app = Flask("constant", static_folder=None, template_folder=None)

    @app.post("/voice")
    @app.post("/voice/<step>")
    def answer(step: str = "") -> Response:  # noqa: ARG001 - the route has it
        return Response(DOCUMENT, content_type=XML)

    return app


def checked() -> Flask:
    """The same, for Twilio alone."""
    return signed(constant())


def signed(app: Flask) -> Flask:
    """An app that Twilio's requests alone come into: the check is the SDK's, as its documentation writes it."""
    validator = RequestValidator(os.environ.get("TWILIO_AUTH_TOKEN", ""))

    @app.before_request
    def check() -> Response | None:
        signature = request.headers.get("X-Twilio-Signature", "")
        known = validator.validate(ADDRESS + request.full_path.rstrip("?"), request.form, signature)
        return None if known else Response(status=403)

    return app


def phone_tree() -> Flask:
    """A welcome, a menu, a list of planets that are dialled."""
    app = Flask("phone_tree", static_folder=None, template_folder=None)

    @app.post("/ivr/welcome")
    def welcome() -> Response:
        twiml = VoiceResponse()
        with twiml.gather(num_digits=1, action=url_for("menu"), method="POST") as gather:
            gather.say(message=MENU, loop=3)
        return Response(str(twiml), content_type=XML)

    @app.post("/ivr/menu")
    def menu() -> Response | AnyResponse:
        match request.form.get("Digits"):
            case "1":
                return _directions()
            case "2":
                return _planets(url_for("planets"))
        return redirect(url_for("welcome"))

    @app.post("/ivr/planets")
    def planets() -> Response | AnyResponse:
        number = PLANETS.get(request.form.get("Digits", ""))
        if number is None:
            return redirect(url_for("welcome"))
        twiml = VoiceResponse()
        twiml.dial(number)
        return Response(str(twiml), content_type=XML)

    return app


def _directions() -> Response:
    twiml = VoiceResponse()
    twiml.say(
        "To get to your extraction point, get on your bike and go down the street.", voice="alice", language="en-GB"
    )
    twiml.say("Thank you for calling the phone home service.")
    twiml.hangup()
    return Response(str(twiml), content_type=XML)


def _planets(action: str) -> Response:
    twiml = VoiceResponse()
    with twiml.gather(num_digits=1, action=action, method="POST") as gather:
        gather.say("To call the planet Broh doe As O G, press 2. To call the planet DuhGo bah, press 3.", loop=3)
    return Response(str(twiml), content_type=XML)


def call_forwarding() -> Flask:
    """The caller's state, or the one of a typed zip code, and its senators, from a database; then one is dialled."""
    app = Flask("call_forwarding", static_folder=None, template_folder=None)
    folder = mkdtemp(prefix="senators-")
    atexit.register(rmtree, folder, ignore_errors=True)  # the app lasts as long as its process
    path = f"{folder}/senators.sqlite3"
    _write_senators(path)

    @app.post("/callcongress/welcome")
    def welcome() -> Response:
        twiml = VoiceResponse()
        state = request.form.get("FromState", "")
        if state:
            with twiml.gather(num_digits=1, action=url_for("state"), method="POST", from_state=state) as gather:
                gather.say(f"Thank you for calling congress! It looks like you're calling from {state}. Press 1 if so.")
        else:
            with twiml.gather(num_digits=5, action=url_for("zipcode"), method="POST") as gather:
                gather.say("Thank you for calling Call Congress! Enter your 5-digit zip code.")
        return Response(str(twiml), content_type=XML)

    @app.post("/callcongress/zipcode")
    def zipcode() -> Response:
        return _senators(path, request.form.get("Digits", "")[:2], url_for("goodbye"))

    @app.post("/callcongress/state")
    def state() -> Response:
        return _senators(path, "75", url_for("goodbye"))

    @app.post("/callcongress/goodbye")
    def goodbye() -> Response:
        twiml = VoiceResponse()
        twiml.say("Thank you for using Call Congress! Your voice makes a difference. Goodbye.")
        twiml.hangup()
        return Response(str(twiml), content_type=XML)

    return app


def _write_senators(path: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE senators (state TEXT, name TEXT, phone TEXT)")
        rows = [(f"{number:02}", f"Senator {number}", f"+331990{number:05}") for number in range(100)]
        connection.executemany("INSERT INTO senators VALUES (?, ?, ?)", rows)


def _senators(path: str, state: str, action: str) -> Response:
    twiml = VoiceResponse()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, phone FROM senators WHERE state = ?", (state,)).fetchone()
    name, phone = found or ("nobody", "+33199000000")
    twiml.say(f"Connecting you to {name}. After the senator's office ends the call, you will be thanked.")
    twiml.dial(phone, action=action)
    return Response(str(twiml), content_type=XML)


APPS = {
    "constant": constant,
    "checked": checked,
    "phone-tree": phone_tree,
    "phone-tree-signed": lambda: signed(phone_tree()),
    "call-forwarding": call_forwarding,
    "call-forwarding-signed": lambda: signed(call_forwarding()),
}
app = APPS[os.environ.get("BENCHMARK_APP", "constant")]()
