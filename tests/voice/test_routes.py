"""Every address is signed, or takes nothing; and no webhook is ever sent elsewhere."""

import json
from dataclasses import replace

import pytest
from flask import Blueprint
from structlog.testing import capture_logs

from ivr.line.flow import FLOW
from ivr.voice.app import MOST_PATHS, XML
from tests.serving import Line, words

OPEN = {"/health", "/health/live", "/health/ready", "/voice/fallback", "/audio/<path:name>"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")


@pytest.fixture(scope="module")
def line() -> Line:
    return Line()


def test_every_route_is_signed_or_on_the_list(line: Line) -> None:
    rules = list(line.app.url_map.iter_rules())
    assert {rule.rule for rule in rules if not rule.endpoint.startswith("signed ")} == OPEN
    assert {rule.rule for rule in rules} - OPEN == {
        "/voice",
        "/voice/<step>",
        "/voice/<step>/wait",
        "/voice/status",
        "/texts/status",
        "/rehearsal",
    }


def test_no_step_has_the_name_of_another_address() -> None:
    assert {"status", "fallback"}.isdisjoint(FLOW.steps)


@pytest.mark.parametrize("method", METHODS)
def test_without_a_signature_none_of_them_says_anything(line: Line, method: str) -> None:
    for rule in line.app.url_map.iter_rules():
        if rule.rule in OPEN:
            continue
        for path in (rule.rule.replace("<step>", "topics"), rule.rule.replace("<step>", "topics") + "/"):
            answer = line.client.open(path, method=method, data={"Digits": "1"})
            assert answer.status_code == 403, path
            assert b"<" not in answer.data


@pytest.mark.parametrize("path", ["/voice/a/b/c", "/voice/topics/wait/more", "/texts", "/texts/other", "/voice//x"])
def test_an_unknown_path_below_is_refused_as_well(line: Line, path: str) -> None:
    assert line.client.post(path).status_code == 403


@pytest.mark.parametrize("path", ["/", "/voicemail", "/console", "/favicon.ico", "//voice", "/.env"])
def test_other_paths_are_nothing(line: Line, path: str) -> None:
    assert line.client.post(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/.env", "404 Not Found"),
        ("POST", "/audio/fr/none.wav", "405 Method Not Allowed"),
        ("GET", "/audio/fr/none.wav", "404 Not Found"),
        ("POST", "/voice", "403 Not signed by Twilio."),
        ("GET", "/health", "200 ok"),
        ("GET", "/health/ready", ""),
        ("GET", "/voice/fallback", ""),
    ],
)
def test_every_answer_is_what_it_says_and_errors_are_a_few_words(line: Line, method: str, path: str, told: str) -> None:
    answer = line.client.open(path, method=method)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if told:
        assert answer.content_type == "text/plain; charset=utf-8"
        assert f"{answer.status_code} {answer.text}" == told + "\n"
    assert ("Allow" in answer.headers) == (answer.status_code == 405)


def test_a_document_tells_what_it_is_and_how_long_once_each(line: Line) -> None:
    for document in (line.post("/voice"), line.client.get("/voice/fallback")):
        assert sorted(document.headers) == [
            ("Content-Length", str(len(document.data))),
            ("Content-Type", XML),
            ("X-Content-Type-Options", "nosniff"),
        ]
    asked = line.client.head("/voice/fallback")
    assert (asked.data, asked.headers) == (b"", line.client.get("/voice/fallback").headers)


def test_a_path_is_found_again_however_many_others_were_asked_for(line: Line) -> None:
    first = line.post("/voice/topics?v=1", {"Digits": "2"}).data
    assert line.post("/voice/topics?v=1", {"Digits": "2"}).data == first
    assert line.client.get("/voice/topics").status_code == 403
    for number in range(MOST_PATHS + 1):
        assert line.client.post(f"/voice/step{number}").status_code == 403
        assert line.client.post(f"/nothing{number}").status_code == 404
    assert line.post("/voice/topics?v=1", {"Digits": "2"}).data == first


@pytest.mark.parametrize(
    "path",
    [
        "/voice",
        "/voice/",
        "/voice//",
        "/voice/topics?v=1",
        "/voice/topics/?v=1",
        "/voice/topics//?v=1",
        "/voice/./topics",
    ],
)
def test_no_redirect_ever_answers_a_webhook(line: Line, path: str) -> None:
    assert line.post(path).status_code == 200  # Twilio would follow it with GET, and lose what was pressed


def test_a_body_of_more_than_64_kb_is_refused_before_it_is_read(line: Line) -> None:
    assert line.post("/voice", {"SpeechResult": "x" * 70_000}).status_code == 403


def test_what_is_refused_is_logged_without_what_it_held(line: Line) -> None:
    with capture_logs() as logs:
        line.client.post("/voice", data={"From": "+33612345678"})
    [entry] = logs
    assert (entry["event"], entry["why"], entry["path"]) == ("refused", "unsigned", "/voice")
    assert "612345678" not in str(entry)


def test_a_receipt_is_handed_on_with_the_row_of_its_address(line: Line) -> None:
    answer = line.post("/texts/status?m=12", {"MessageSid": "SM0", "MessageStatus": "delivered"})
    assert (answer.status_code, answer.data) == (204, b"")
    report = line.receipts[-1]
    assert (report.sid, report.status, report.text_id) == ("SM0", "delivered", 12)


def test_a_receipt_that_is_none_is_thanked_for(line: Line) -> None:
    before = len(line.receipts)
    assert line.post("/texts/status?m=12").status_code == 204
    assert len(line.receipts) == before


def test_a_receipt_that_was_lost_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Line, "_receive", lambda *_: "unavailable")
    form = {"MessageSid": "SM0", "MessageStatus": "delivered"}
    assert Line().post("/texts/status?m=12", form).status_code == 503


@pytest.mark.parametrize("path", ["/health", "/health/live"])
def test_that_it_lives_is_constant(path: str) -> None:
    line = Line()
    line.condition = replace(line.condition, database=False, waiting=10_000)
    line.published.snapshot = None
    answer = line.client.get(path)
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_whether_all_is_well_is_told_by_the_status_and_in_words(line: Line) -> None:
    answer = line.client.get("/health/ready")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.data)["amiss"] == []
    amiss = Line()
    amiss.condition = replace(line.condition, database=False)
    answer = amiss.client.get("/health/ready")
    assert answer.status_code == 503
    assert json.loads(answer.data)["amiss"] == ["database"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_fallback_is_both_languages_and_goodbye(line: Line, method: str) -> None:
    answer = line.client.open("/voice/fallback?ErrorCode=11200", method=method)
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    assert "fr unreachable" in answer.text
    assert "en unreachable" in answer.text
    assert answer.text.endswith("<Hangup /></Response>")


def test_the_fallback_needs_nothing_that_may_have_broken(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in ("_published", "speaker", "_taker"):
        monkeypatch.delattr(line.front, broken)
    assert line.client.get("/voice/fallback").status_code == 200


def test_a_recording_is_served_and_may_be_kept(line: Line) -> None:
    with line.client.get("/audio/fr/goodbye.wav") as answer:
        assert answer.status_code == 200
        assert answer.content_type in ("audio/x-wav", "audio/wav", "audio/vnd.wave")
        assert "max-age=3600" in answer.headers["Cache-Control"]
        etag = answer.headers["ETag"]
    with line.client.get("/audio/fr/goodbye.wav", headers={"If-None-Match": etag}) as again:
        assert again.status_code == 304


@pytest.mark.parametrize("name", ["fr/none.wav", "../test_form.py", "%2e%2e/test_form.py", "..%2ftest_form.py", "fr"])
def test_nothing_else_is_served(line: Line, name: str) -> None:
    assert line.client.get(f"/audio/{name}").status_code == 404


def test_a_first_call_and_its_document(line: Line) -> None:
    assert "fr topics" in words(line.hear("/voice"))


def test_a_hook_that_would_never_run_is_refused(line: Line) -> None:
    app = line.app
    hooks = (app.before_request, app.after_request, app.teardown_request, app.teardown_appcontext)
    for register in (*hooks, app.url_value_preprocessor):
        with pytest.raises(TypeError, match="nothing runs before or after"):
            register(lambda *_: None)


def test_a_blueprint_whose_hooks_would_never_run_is_refused(line: Line) -> None:
    """Its hooks don't pass by the app's own methods: a check before its views would be left out without a word."""
    pages = Blueprint("pages", __name__)
    pages.before_request(lambda: "refused")
    with pytest.raises(TypeError, match="would never run"):
        line.app.register_blueprint(pages)
