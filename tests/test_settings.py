"""Settings come from the environment, are checked at once, and never show a secret."""

import json
import os
from dataclasses import asdict, astuple, fields, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli.settings import rows, settings
from ivr.settings import Settings, SettingsError, misspelt, read_settings
from tests.cli.help_keys import keys_in_help


def test_empty_variables_count_as_absent() -> None:
    assert read_settings({"IVR_PUBLIC_URL": "", "PORT": ""}) == Settings()


def test_empty_means_none_where_the_help_says_so() -> None:
    """It once meant the default: the metrics were served all the same."""
    told = [row for row in rows(Settings()) if "empty" in row.en]
    assert "IVR_METRICS_ADDRESS" in {row.name for row in told}
    assert all("vide" in row.fr for row in told)
    emptied = rows(read_settings({row.name: "" for row in told}))
    assert {row.value for row in emptied if row.name in {one.name for one in told}} == {""}


@pytest.mark.parametrize("other", ["TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_NEXT"])
def test_the_accounts_token_is_no_rehearsal_token(other: str) -> None:
    with pytest.raises(SettingsError, match="IVR_REHEARSAL_TOKEN: This is the account's token") as error:
        read_settings({other: "planted", "IVR_REHEARSAL_TOKEN": "planted\n"})
    assert "planted" not in str(error.value)


def test_every_fault_is_named_at_once_without_the_value() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({"PORT": "five", "IVR_PUBLIC_URL": "https://u:secret@line.example", "IVR_NUMBER_ABROAD": "0199"})
    message = str(error.value)
    assert all(name in message for name in ("PORT", "IVR_PUBLIC_URL", "IVR_NUMBER_ABROAD"))
    assert "secret" not in message


@pytest.mark.parametrize(
    ("given", "english", "french"),
    [
        ({"IVR_SPEECH": "maybe"}, "IVR_SPEECH: This setting is on or off. Write 1 or 0", "Écrivez 1 ou 0"),
        ({"PORT": "five"}, "Write a whole number", "PORT: Ce réglage est un nombre. Écrivez un nombre entier"),
        ({"IVR_LOG_FORMAT": "xml"}, "Write json or text", "Écrivez json ou text"),
        ({"IVR_ADVISER": "0199"}, "in full, such as +33199001234", "le numéro entier : +33199001234"),
        ({"IVR_TEXT_QUIET_HOURS": "22h-8h"}, "Write 22:00-08:00", "Écrivez 22:00-08:00"),
        ({"IVR_TEXT_QUIET_HOURS": "22:00-08:00-"}, "Write 22:00-08:00", "Écrivez 22:00-08:00"),
        ({"IVR_ERASE_DAYS": "0"}, "from 1 to 3650", "de 1 à 3650"),
        ({"IVR_JOURNAL_DAYS": "-3"}, "from 1 to 3650", "de 1 à 3650"),
        ({"IVR_JOURNAL_DAYS": "9999999"}, "from 1 to 3650", "de 1 à 3650"),
        ({"IVR_DIAL_SECONDS": "1"}, "from 5 to 600 seconds", "de 5 à 600 secondes"),
        ({"IVR_TALK_MINUTES": "1"}, "from 5 to 1440 minutes", "de 5 à 1440 minutes"),
        ({"IVR_CALL_TURNS": "20"}, "from 50 to 450 answers", "de 50 à 450 réponses"),
        ({"IVR_ADVISER": "+3319900123"}, "in full, such as +33199001234", "le numéro entier : +33199001234"),
        ({"IVR_NUMBER_MAYOTTE": "+2622690012345"}, "in full, such as", "le numéro entier"),
        ({"IVR_CALLER_ID": "+999199001234"}, "in full, such as", "le numéro entier"),
        ({"IVR_TEXT_REGIONS": "FR;GP"}, "Write FR GP MQ", "Ce ne sont pas des codes de pays"),
        (
            {"IVR_NUMBER_MAYOTTE": "+33199001234", "IVR_NUMBER_ABROAD": "+33 1 99 00 12 34"},
            "IVR_NUMBER_ABROAD: This is another line's number",
            "IVR_NUMBER_ABROAD: C'est le numéro d'une autre ligne",
        ),
        ({"IVR_NUMBER_NATIONAL": "+33199001234", "IVR_NUMBER_MAYOTTE": "+33199001234"}, "its own", "le sien"),
        ({"IVR_ADVISER_CALLS": "-1"}, "or 0 for no limit", "ou 0 pour ne pas limiter"),
        ({"IVR_WITHHELD_SHARE": "0"}, "from 1 to 100", "de 1 à 100"),
        ({"IVR_PROXIES": "nginx"}, "Write 10.1.2.3 or 10.1.0.0/16", "Écrivez 10.1.2.3 ou 10.1.0.0/16"),
        ({"TWILIO_ACCOUNT_SID": "SK1"}, "begins with AC", "commence par AC"),
        ({"TWILIO_AUTH_TOKEN": os.fsdecode(b"jet\xe9")}, "bytes that are not UTF-8", "ne sont pas de l'UTF-8"),
    ],
)
def test_a_fault_says_what_to_write_in_both_languages(given: dict[str, str], english: str, french: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(given)
    assert english in str(error.value)
    assert french in error.value.told("fr")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://line.example/", "https://line.example"),  # the slash would be doubled before every path
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("https://Line.Example", "https://Line.Example"),  # signed as it is written at Twilio
    ],
)
def test_the_public_address_is_kept_as_written(address: str, kept: str) -> None:
    assert read_settings({"IVR_PUBLIC_URL": address}).public_url == kept


@pytest.mark.parametrize(
    "address",
    [
        "line.example",
        "ftp://line.example",
        "https://user:word@line.example",  # twilio's remove_port turns it into https://user/
        "http://[::1]:5000",  # and this one into http://[/
        "https://line.example/ivr",  # the next turn's address would lose it
        "https://line.example?x=1",
        "https://line.example#rc=2",  # a fragment is never signed
    ],
)
def test_an_address_that_could_not_be_signed_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="scheme and host"):
        read_settings({"IVR_PUBLIC_URL": address})


def test_a_secret_is_shown_by_nothing_but_its_own_door() -> None:
    settings = replace(Settings(auth_token="planted\n"), rehearsal=True)
    assert settings.auth_token.reveal() == "planted"
    assert all(
        "planted" not in shown for shown in (repr(settings), str(settings.auth_token), f"{settings.auth_token!r}")
    )
    assert "planted" not in str((asdict(settings), astuple(settings)))  # as whoever prints all of them might
    assert settings.auth_token
    assert not settings.api_secret


def test_a_file_s_last_newline_is_no_part_of_what_it_sets() -> None:
    """Keys and addresses come from files too: texts were refused by Twilio, and another database was opened."""
    given = {
        "TWILIO_API_KEY": "SK1",
        "DATABASE_URL": "sqlite:///other",
        "IVR_PUBLIC_URL": "https://line.example",
        "IVR_LOG_FORMAT": "text",
    }
    assert read_settings({name: f" {value}\r\n" for name, value in given.items()}) == read_settings(given)


@pytest.mark.parametrize(
    ("given", "read"),
    [("1", True), ("YES", True), (" on ", True), ("0", False), ("off", False), ("False", False)],
)
def test_a_switch_is_written_in_many_ways(given: str, read: bool) -> None:
    assert read_settings({"IVR_REHEARSAL": given}).rehearsal is read
    assert read_settings({"IVR_CONSOLE_SECOND_FACTOR": given}).asks_second_factor is read


@pytest.mark.parametrize("given", ["1_000", "1.5", "0x10", "--1", "9" * 5000])
def test_a_number_is_a_whole_one_in_digits(given: str) -> None:
    with pytest.raises(SettingsError, match="Write a whole number"):
        read_settings({"PORT": given})


def test_both_tokens_count_while_one_is_changed() -> None:
    assert Settings(auth_token="old\n", auth_token_next="new").tokens == ("old", "new")
    assert Settings(auth_token_next="new").tokens == ("new",)
    assert Settings().tokens == ()


@pytest.mark.parametrize(
    ("address", "local"),
    [("http://127.0.0.1:5000", True), ("http://localhost", True), ("https://127.0.0.1.example", False)],
)
def test_loopback_is_told_from_the_address(address: str, local: bool) -> None:
    assert Settings(public_url=address).on_loopback is local


def test_the_table_shows_every_setting_in_both_languages_and_no_secret() -> None:
    present = Settings(auth_token="planted-token", database_url="postgresql+psycopg://ivr:planted-word@db/ivr")
    table = list(rows(present))
    assert len(table) == len(fields(Settings))
    assert all(row.name and row.en and row.fr for row in table)
    assert "planted" not in str(table)
    assert next(row for row in table if row.name == "DATABASE_URL").value == "postgresql+psycopg://ivr:********@db/ivr"


def test_json_has_every_setting_and_no_secret() -> None:
    result = CliRunner().invoke(settings, ["--json"], env={"TWILIO_AUTH_TOKEN": "planted", "PORT": "8080"})
    found = {one["name"]: one for one in json.loads(result.stdout)}
    assert list(found) == [row.name for row in rows(Settings())]
    assert (found["PORT"]["value"], found["PORT"]["default"]) == ("8080", "5000")
    assert "planted" not in result.output
    assert all(set(one) == keys_in_help(settings) for one in found.values())


def test_eighty_columns_cut_no_name_and_no_value() -> None:
    address = "postgresql://ivr@a-rather-long-name.database.example.internal:5432/the-line-of-3646"
    result = CliRunner().invoke(settings, [], env={"COLUMNS": "80", "DATABASE_URL": address})
    lines = result.output.splitlines()
    assert f"DATABASE_URL = {address}" in lines
    assert "    par défaut : sqlite:///var/ivr.sqlite3" in lines
    assert all(any(line.startswith(f"{row.name} =") for line in lines) for row in rows(Settings()))
    assert max(len(line) for line in lines if line.startswith(" ")) <= 80


@pytest.mark.parametrize(("options", "words"), [([], "port du serveur"), (["--english"], "port of the web")])
def test_the_command_prints_it(options: list[str], words: str) -> None:
    result = CliRunner().invoke(settings, options, env={"COLUMNS": "250", "TWILIO_AUTH_TOKEN": "planted"})
    assert result.exit_code == 0
    assert words in result.output
    assert "planted" not in result.output


def test_a_fault_in_the_environment_is_a_sentence() -> None:
    result = CliRunner().invoke(settings, [], env={"PORT": "five"})
    assert result.exit_code == 1
    assert "PORT" in result.output
    assert "Traceback" not in result.output


def test_a_content_folder_that_is_gone_is_no_fault_of_the_settings() -> None:
    """It is content, of which no service dies: a command says which folder is missing."""
    assert read_settings({"IVR_CONTENT_DIR": "/nope"}).content_folder == Path("/nope")


def test_regions_are_read_as_people_write_them() -> None:
    """With a comma no mobile at all could be texted, and callers heard so."""
    assert read_settings({"IVR_TEXT_REGIONS": "fr, gp"}).text_regions == "FR GP"


def test_a_variable_that_is_no_setting_is_told_with_the_one_that_was_meant() -> None:
    given = {"IVR_ADVSIER": "+33199001234", "IVR_SPEECH": "1", "PATH": "/bin"}

    told = [finding.told("en") for finding in misspelt(given)]

    assert [one.partition(": There")[0] for one in told] == ["IVR_ADVSIER"]
    assert "Write IVR_ADVISER;" in told[0]
    assert "33199001234" not in told[0]


def test_the_commands_tell_of_it() -> None:
    shown = CliRunner(env={"IVR_ADVSIER": "+33199001234"}).invoke(settings, ["--english", "--json"])

    assert "IVR_ADVSIER: There is no such setting" in shown.stderr
    assert "IVR_ADVSIER" not in shown.stdout
