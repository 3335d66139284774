"""`ivr user` and `ivr audit`: accounts from a terminal, and the trail of what was done."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, update

from ivr.cli import main
from ivr.store.audit_tables import deeds
from ivr.store.engine import open_store

LINK = re.compile(r"^http://127\.0\.0\.1:5000/console/invitation/[\w-]{43}$", re.MULTILINE)


class Terminal:
    """A terminal on a machine of one's own."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"DATABASE_URL": f"sqlite:///{folder}/ivr.sqlite3", "IVR_AUDIT_HEAD": str(folder / "heads")}
        self.types("migrate")

    def types(self, line: str, answers: str = "") -> Result:
        """A command."""
        return CliRunner().invoke(main, line.split(), env=self.environment, input=answers)

    def spoils(self, statement: object) -> None:
        """Something behind the program's back."""
        store = open_store(self.environment["DATABASE_URL"])
        with store.writing() as connection:
            connection.execute(statement)  # type: ignore[call-overload]
        store.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_without_accounts_it_says_how_to_make_one(terminal: Terminal) -> None:
    assert "ivr user add" in terminal.types("user").output


def test_an_account_is_added_with_a_link_and_listed_without(terminal: Terminal) -> None:
    added = terminal.types("user add Camille --role publisher --scope 69,mayotte --name Camille")
    assert added.exit_code == 0
    assert len(LINK.findall(added.output)) == 1
    listed = terminal.types("user list --json")
    [person] = json.loads(listed.output)
    assert (person["login"], person["role"], person["scope"]) == ("camille", "publisher", ["69", "mayotte"])
    assert "invitation" not in listed.output
    assert "camille" in terminal.types("user").output


def test_what_is_declined_says_why_in_the_language_that_is_asked(terminal: Terminal) -> None:
    terminal.types("user add camille --role admin")
    for line, french, english in (
        ("user add camille", "déjà pris", "is taken"),
        ("user add x", "identifiant", "login has"),
        ("user add robin --scope nowhere", "nowhere", "nowhere"),
        ("user role camille reader", "dernier compte", "last account"),
        ("user remove camille --yes", "dernier compte", "last account"),
        ("user reset nobody", "Personne", "Nobody"),
    ):
        for more, words in (("", french), (" --english", english)):
            said = terminal.types(line + more)
            assert said.exit_code == 1, line
            assert words in said.stderr, line


def test_a_role_is_changed_and_an_account_removed_when_asked_twice(terminal: Terminal) -> None:
    terminal.types("user add boss --role admin")
    terminal.types("user add camille")
    assert terminal.types("user role camille publisher --scope mayotte").exit_code == 0
    assert [one["role"] for one in json.loads(terminal.types("user list --json").output)] == ["admin", "publisher"]
    assert terminal.types("user remove camille", "n\n").exit_code == 1
    terminal.types("user remove camille --yes")
    assert [one["login"] for one in json.loads(terminal.types("user list --json").output)] == ["boss"]
    assert len(LINK.findall(terminal.types("user reset boss").output)) == 1


def test_the_trail_tells_all_of_it_and_holds(terminal: Terminal) -> None:
    terminal.types("user add boss --role admin")
    terminal.types("user role boss admin")
    rows = json.loads(terminal.types("audit --json").output)
    assert [row["did"] for row in rows] == ["person-changed", "person-added"]
    assert "boss" not in json.dumps(rows), "people are in it by an opaque id"
    assert "a ajouté un compte" in terminal.types("audit").output
    assert "La piste tient. Lignes : 2" in terminal.types("audit verify").output


def test_what_was_touched_is_found(terminal: Terminal) -> None:
    for login in ("boss", "camille", "robin"):
        terminal.types(f"user add {login} --role admin")
    head = terminal.types("audit head").output.strip()
    terminal.spoils(update(deeds).where(deeds.c.number == 2).values(what="p0"))
    said = terminal.types("audit verify")
    assert said.exit_code == 1
    assert "La ligne 2 n" in said.stderr
    terminal.spoils(delete(deeds).where(deeds.c.number >= 2))
    assert terminal.types("audit verify").exit_code == 0, "a cut end shows against a head alone"
    assert "ligne 2 manque" in terminal.types(f"audit verify --head {head}").stderr
    Path(terminal.environment["IVR_AUDIT_HEAD"]).write_text(f"2026-11-26T12:00:00+00:00 {head}\n")
    assert "ligne 2 manque" in terminal.types("audit verify").stderr
    assert terminal.types("audit verify --head nonsense").exit_code == 2


def test_the_key_is_kept_for_its_owner_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.types("user add boss --role admin")
    assert (tmp_path / "kept" / "console.key").stat().st_mode & 0o777 == 0o600


def test_where_others_reach_the_console_a_key_has_to_be_set(terminal: Terminal) -> None:
    terminal.environment["IVR_CONSOLE_URL"] = "https://console.example"
    said = terminal.types("user add boss --role admin")
    assert said.exit_code == 1
    assert "IVR_SECRET_KEY" in said.stderr
    terminal.environment["IVR_SECRET_KEY"] = "a long random value"
    assert "https://console.example/console/invitation/" in terminal.types("user add boss --role admin").output
