"""`ivr doctor`: all is well where it is, and each misconfiguration is named by its check, with what to do."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from ivr import clock
from ivr.carrier.client import seconds_of
from ivr.doctor.examination import CHECKS
from ivr.store.engine import open_store
from ivr.store.tables import adviser_calls
from tests.carrier.fake_account import IRISH_TOKEN, OTHER_NUMBER, TOKEN, US_NUMBER, alert, number, refusal
from tests.doctor.conftest import ADVISER, LINE, VERIFIED, World
from tests.tables import give_tables

OTHER_ACCOUNT = "AC" + "2" * 32
SERVICE = "MG" + "5" * 32
LOOPBACK = "http://127.0.0.1:5000"


def test_where_all_is_well_every_line_says_so(world: World) -> None:
    lines = world.lines()
    assert {name: line for name, line in lines.items() if line["state"] != "well"} == {}
    assert list(lines) == [check.name for check in CHECKS]
    said = world.run()
    assert (said.exit_code, "Tout va bien." in said.stdout) == (0, True)
    assert "All is well." in world.run("--english").stdout


def given(name: str, value: str) -> Callable[[World], None]:
    """A setting of the doctor's shell."""
    return lambda world: world.environment.update({name: value})


def at_the_service(name: str, value: str) -> Callable[[World], None]:
    """A setting of the line that runs."""
    return lambda world: world.service.update({name: value})


def on_the_number(**values: str) -> Callable[[World], None]:
    """Another configuration of the number at Twilio."""
    return lambda world: world.twilio.numbers[0].update(values)


def account(**values: object) -> Callable[[World], None]:
    """Another account."""

    def spoil(world: World) -> None:
        for name, value in values.items():
            setattr(world.twilio, name, value)

    return spoil


def both(*spoils: Callable[[World], None]) -> Callable[[World], None]:
    def spoil(world: World) -> None:
        for one in spoils:
            one(world)

    return spoil


def prompts(old: str, new: str) -> Callable[[World], None]:
    """Other content."""

    def spoil(world: World) -> None:
        for part in ("prompts", "schedules"):
            shutil.copytree(part, world.folder / "content" / part)
        file = world.folder / "content" / "prompts" / "fr.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        world.environment["IVR_CONTENT_DIR"] = str(world.folder / "content")

    return spoil


def no_tables(world: World) -> None:
    world.environment["DATABASE_URL"] = f"sqlite:///{world.folder}/other.sqlite3"


def ahead(seconds: int) -> Callable[[World], None]:
    """Twilio's clock is behind ours by so much."""
    return account(clock=lambda: datetime.now(UTC) - timedelta(seconds=seconds))


def many(state: str) -> Callable[[World], None]:
    return lambda world: [world.text(state, 5, which) for which in range(12)] and None


def alerts(code: int, url: str, number: int) -> Callable[[World], None]:
    """Twilio's monitor has noted that so often, five minutes ago."""

    def spoil(world: World) -> None:
        world.twilio.alerts = [alert(code, url, datetime.now(UTC) - timedelta(minutes=5))] * number

    return spoil


def sent(*sids: str) -> Callable[[World], None]:
    """Messages left in the name of our sender."""

    def spoil(world: World) -> None:
        world.twilio.sent = [*sids]

    return spoil


# What is wrong -> the check that names it, in French; what to do, in French; the same in English.
SEEDED: dict[str, tuple[Callable[[World], None], str, str, str, str, str]] = {
    "a setting that can't be read": (
        given("PORT", "five"), "settings", "PORT", "Écrivez un nombre entier", "PORT", "Write a whole number"),
    "no token": (
        given("TWILIO_AUTH_TOKEN", ""), "settings", "TWILIO_AUTH_TOKEN", "Copiez-le",
        "TWILIO_AUTH_TOKEN", "Copy it"),
    "another token than Twilio's": (
        given("TWILIO_AUTH_TOKEN", "0" * 32), "account", "ne vont pas ensemble", "Recopiez les deux",
        "don't belong together", "Copy both again"),
    "another token than the service's": (
        at_the_service("TWILIO_AUTH_TOKEN", "0" * 32), "address", "le service n'a pas ce jeton",
        "le même TWILIO_AUTH_TOKEN", "another token", "the same TWILIO_AUTH_TOKEN"),
    "the token of another region": (
        given("TWILIO_REGION", "ie1"), "account", "(ie1)", "La région ie1 a ses propres jetons",
        "(ie1)", "tokens and keys of its own"),
    "test credentials": (
        account(forbids=True), "account", "identifiants de test", "Live credentials",
        "test credentials", "live credentials"),
    "a suspended account": (
        account(status="suspended"), "account", "« suspended »", "console de Twilio", "“suspended”", "console"),
    "the service expects another account": (
        at_the_service("TWILIO_ACCOUNT_SID", OTHER_ACCOUNT), "address", "attend un autre compte",
        "le même TWILIO_ACCOUNT_SID", "expects another account", "the same TWILIO_ACCOUNT_SID"),
    "the service goes by another address": (
        at_the_service("IVR_PUBLIC_URL", "https://old.example"), "address",
        "joint par line.example, et s'appelle https://old.example", f"IVR_PUBLIC_URL={LINE}",
        "reached by line.example, and goes by https://old.example", f"IVR_PUBLIC_URL={LINE}"),
    "something else at the address": (
        World.not_found, "address", "autre chose que la ligne répond", "PORT", "something else", "PORT"),
    "an address that redirects": (
        World.redirects, "address", "redirige (302) vers www.line.example", "adresse finale",
        "redirects (302) to www.line.example", "final address"),
    "an address that only this machine reaches": (
        both(given("IVR_PUBLIC_URL", LOOPBACK), at_the_service("IVR_PUBLIC_URL", LOOPBACK)),
        "address", "seule cette machine l'atteint", "Ouvrez un tunnel", "this machine alone", "Open a tunnel"),
    "the number leads elsewhere": (
        on_the_number(voice_url="https://other.example/voice"), "webhooks", "https://other.example/voice",
        "ivr provision", "https://other.example/voice", "ivr provision"),
    "another webhook on a number that is named": (
        both(given("IVR_NUMBER_NATIONAL", US_NUMBER), on_the_number(voice_url="https://other.example/voice")),
        "webhooks", "mène à https://other.example/voice", "ivr provision --number PN",
        "leads to https://other.example/voice", "ivr provision --number PN"),
    "an application takes the calls": (
        both(given("IVR_NUMBER_NATIONAL", US_NUMBER), on_the_number(voice_application_sid="AP" + "1" * 32)),
        "webhooks", "mène à AP1", "ivr provision", "leads to AP1", "ivr provision"),
    "asked by GET": (
        on_the_number(voice_method="GET"), "webhooks", "par GET", "ivr provision", "by GET", "ivr provision"),
    "a number of nobody's": (
        given("IVR_NUMBER_MAYOTTE", OTHER_NUMBER), "webhooks", "n'est pas un numéro de ce compte", "IVR_NUMBER_",
        "no number of this account", "IVR_NUMBER_"),
    "no number": (
        account(numbers=[]), "webhooks", "n'a pas de numéro", "ivr provision --buy",
        "no number", "ivr provision --buy"),
    "a trial without verified callers": (
        account(trial=True, verified=[]), "callers", "personne ne peut appeler", "Verified Caller IDs",
        "nobody can call", "Verified Caller IDs"),
    "a trial that can't dial the adviser": (
        account(trial=True, verified=[VERIFIED]), "callers", "conseillers non vérifiés", "Vérifiez-les",
        "advisers not verified", "Verify them"),
    "advisers where the account may not call": (
        both(given("IVR_ADVISER", "+262262123456"), account(may_call={"RE": False})), "calling",
        "n'a pas le droit d'appeler : RE", "Geo permissions", "may not call: RE", "Geo permissions"),
    "a French mobile as the sender": (
        given("IVR_TEXT_SENDER", "+33612345678"), "sender", "mobile français", "alphanumérique",
        "French mobile", "alphanumeric"),
    "a Messaging Service of another account": (
        given("IVR_TEXT_SENDER", SERVICE), "sender", "n'a pas ce service", "IVR_TEXT_SENDER",
        "no such Messaging Service", "IVR_TEXT_SENDER"),
    "a region that may not be texted": (
        account(may_text={"YT": False, "RE": False}), "texting", "RE, YT", "Geo permissions",
        "RE, YT", "Geo permissions"),
    "a voice that nobody has": (
        prompts("Polly.Lea-Neural", "Polly.Leah-Neural"), "voices", "Polly.Leah-Neural (fr)", "ivr check",
        "Polly.Leah-Neural (fr)", "ivr check"),
    "a voice of another language": (
        prompts("Polly.Lea-Neural", "Polly.Amy-Neural"), "voices", "Polly.Amy-Neural (fr)", "ivr check",
        "Polly.Amy-Neural (fr)", "ivr check"),
    "content that can't be read": (
        prompts("prompts:", "promts:"), "content", "rien n'a pu être lu", "ivr check",
        "nothing could be read", "ivr check"),
    "a clock that is wrong": (ahead(90), "clock", "en avance de", "timedatectl", "ahead of Twilio's", "timedatectl"),
    "a database without tables": (
        no_tables, "database", "pas encore ses tables", "ivr migrate", "its tables", "ivr migrate"),
    "texts that nobody sends": (
        lambda world: world.text("queued", 30), "outbox", "attend depuis 30 minutes", "ivr texts list",
        "waited for 30 minutes", "ivr texts list"),
    "Twilio away": (
        lambda world: world.shut("sending"), "away", "ne prend plus rien (HTTP 503)", "status.twilio.com",
        "takes nothing (HTTP 503)", "status.twilio.com"),
    "a list that can't be read": (
        lambda world: world.shut("looking"), "doubts", "illisible depuis", "TWILIO_API_KEY",
        "has been unreadable since", "TWILIO_API_KEY"),
    "receipts that never come": (
        many("sent"), "receipts", "12 sans accusé", "/texts/status", "12 without a receipt", "/texts/status"),
    "texts that don't arrive": (
        many("undelivered"), "receipts", "12 non reçus", "ivr texts list", "12 not delivered", "ivr texts list"),
    "Twilio out of order": (
        account(refuses=[(503, refusal(20503, 503, "oops"), {})] * 40), "account", "en panne (HTTP 503)",
        "status.twilio.com", "out of order (HTTP 503)", "status.twilio.com"),
    "Twilio asks to slow down": (
        account(refuses=[(429, refusal(20429, 429, "slow"), {"Retry-After": "60"})] * 40), "account", "ralentir (429)",
        "dans 60 s", "slow down (429)", "in 60 s"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "check", "seen", "do", "seen_en", "do_en"), SEEDED.values(), ids=SEEDED)
def test_a_misconfiguration_is_named_with_what_to_do(
    world: World, spoil: Callable[[World], None], check: str, seen: str, do: str, seen_en: str, do_en: str
) -> None:
    spoil(world)
    verdict = world.looked_at()[check].verdict
    assert verdict.state == "wrong", verdict
    assert seen in verdict.found("fr")
    assert do in verdict.do("fr")
    assert seen_en in verdict.found("en")
    assert do_en in verdict.do("en")


def test_what_is_wrong_shows_in_the_exit_status_and_under_its_line(world: World) -> None:
    on_the_number(voice_url="https://other.example/")(world)
    said = world.run()
    assert said.exit_code == 1
    assert re.search(r"✗ Adresses des numéros : .*other\.example.*\n  → Lancez : ivr provision\n", said.stdout)
    assert "À corriger : 1. À savoir : 0." in said.stdout
    assert "To mend: 1. To know: 0." in world.run("--english").stdout


def test_a_database_that_does_not_answer_in_time_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.cli.doctor.PATIENCE", 0.0)
    told = world.lines()
    assert told["database"]["state"] == "wrong"
    assert "the database gave no answer within 0.0 s" in told["database"]["found"]


def test_a_variable_that_is_no_setting_is_told(world: World) -> None:
    world.environment["IVR_ADVSIER"] = ADVISER
    said = world.run("--english")
    assert "! Settings: IVR_ADVSIER: There is no such setting" in said.stdout
    assert "→ Write IVR_ADVISER;" in said.stdout
    assert said.exit_code == 0


KNOWN: dict[str, tuple[Callable[[World], None], str, str]] = {
    "a trial": (account(trial=True, verified=[ADVISER]), "account", "compte d'essai"),
    "a trial's texts": (account(trial=True, verified=[ADVISER]), "sender", "États-Unis"),
    "no account": (given("TWILIO_ACCOUNT_SID", ""), "settings", "TWILIO_ACCOUNT_SID manque"),
    "no key": (given("IVR_SECRET_KEY", ""), "settings", "IVR_SECRET_KEY manque"),
    "no second try": (on_the_number(voice_url=f"{LINE}/voice"), "webhooks", "voice_url"),
    "no fallback": (on_the_number(voice_fallback_url=""), "webhooks", "voice_fallback_url"),
    "no adviser": (given("IVR_ADVISER", ""), "calling", "aucun conseiller"),
    "a number that sends": (given("IVR_TEXT_SENDER", US_NUMBER), "sender", "peuvent le refuser"),
    "a clock that drifts": (ahead(12), "clock", "en avance"),
    "a text for a person": (lambda world: world.text("review", 8 * 24 * 60), "outbox", "attend(ent) une décision"),
    "another line's texts": (sent("SM1", "SM2"), "shared-sender", "2 SMS des dernières heures"),
    "an alert": (
        alerts(11200, f"{LINE}/voice?x=1", 3),
        "alerts", f"11200 ×3, la dernière il y a 5 min : le service a répondu par une erreur (souvent 403), ou pas du "
        f"tout ({LINE}/voice)."),
    "an alert that is new": (alerts(99999, "", 1), "alerts", "99999 ×1"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "check", "seen"), KNOWN.values(), ids=KNOWN)
def test_what_is_worth_knowing_is_no_failure(
    world: World, spoil: Callable[[World], None], check: str, seen: str
) -> None:
    spoil(world)
    verdict = world.looked_at()[check].verdict
    assert (verdict.state, seen in verdict.found("fr")) == ("mind", True), verdict
    assert verdict.do("fr")
    assert verdict.do("en")


def test_no_worker_is_told(world: World) -> None:
    no_tables(world)
    store = open_store(world.environment["DATABASE_URL"])
    give_tables(store)
    store.close()
    assert "aucun worker ne tourne" in world.lines()["worker"]["found"]


@pytest.mark.parametrize(("most", "state"), [("4", "wrong"), ("5", "mind"), ("6", "well"), ("0", "well")])
def test_a_limit_that_keeps_callers_from_advisers_is_told(world: World, most: str, state: str) -> None:
    store = open_store(world.environment["DATABASE_URL"])
    until = clock.now() + timedelta(hours=1)
    with store.writing() as connection:
        for call in range(4):
            row = {"call_sid": f"CA{call}", "caller_hash": "", "began_at": clock.now(), "until": until}
            connection.execute(insert(adviser_calls).values(row))
    store.close()
    world.environment["IVR_ADVISER_CALLS"] = most
    assert world.lines("--offline")["advisers-taken"]["state"] == state


def test_offline_nothing_is_asked_of_twilio(world: World) -> None:
    lines = world.lines("--offline")
    assert world.twilio.asked == []
    assert {name for name, line in lines.items() if line["state"] == "unasked"} == {
        *("account", "clock", "webhooks", "callers", "calling", "sender", "texting", "shared-sender", "alerts")
    }
    assert world.run("--offline").exit_code == 0


def test_no_number_is_told_whole_and_no_token_at_all(world: World) -> None:
    account(trial=True, verified=[VERIFIED])(world)
    given("IVR_NUMBER_NATIONAL", US_NUMBER)(world)
    for told in (world.run().output, world.run("--json").output, world.run("--english").output):
        assert not re.search(r"\+\d{9,}", told)
        assert TOKEN not in told


def test_a_region_is_asked_whole(world: World) -> None:
    world.twilio.irish_numbers = world.twilio.numbers
    world.environment |= {"TWILIO_REGION": "ie1", "TWILIO_AUTH_TOKEN": IRISH_TOKEN}
    world.service["TWILIO_AUTH_TOKEN"] = IRISH_TOKEN
    assert world.lines()["webhooks"]["state"] == "well"
    hosts = {path.partition("/")[0] for _, path in world.twilio.asked}
    assert all(host.endswith(".dublin.ie1.twilio.com") for host in hosts), hosts


def test_nothing_is_changed_by_looking(world: World) -> None:
    world.lines()
    assert world.twilio.changed == []


@pytest.mark.parametrize(("written", "seconds"), [("7", 7.0), ("0.5", 0.5), ("", 1.0), ("Fri, 01 Jan 2027", 1.0)])
def test_how_long_to_wait_is_read_or_a_second(written: str, seconds: float) -> None:
    assert seconds_of(written) == seconds


def test_numbers_of_several_lines_are_each_looked_at(world: World) -> None:
    world.twilio.numbers.append(number(OTHER_NUMBER, 2))
    world.environment |= {"IVR_NUMBER_NATIONAL": US_NUMBER, "IVR_NUMBER_MAYOTTE": OTHER_NUMBER}
    line = world.lines()["webhooks"]
    assert line["state"] == "wrong"
    assert "demo.twilio.com" in line["found"]
    assert "mène ici" not in line["found"]


def test_a_part_of_the_account_that_can_not_be_read_keeps_nothing_else_from_being_told(world: World) -> None:
    world.twilio.breaks_at = "/v1/Alerts"
    lines = world.lines()
    assert (lines["alerts"]["state"], "HTTP 500" in lines["alerts"]["found"]) == ("mind", True)
    assert {name for name, line in lines.items() if line["state"] != "well"} == {"alerts"}


def test_every_check_has_both_languages(world: World) -> None:
    french, english = world.lines(), world.lines("--english")
    assert all(line["title"] and line["found"] for line in (*french.values(), *english.values()))
    assert all(french[name]["title"] != english[name]["title"] for name in french)
