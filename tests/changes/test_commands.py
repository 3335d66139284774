"""`ivr schedules`: the staff close, reopen, look, take back, write down; callers hear it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner

from ivr.changes import ledger
from ivr.cli.calls import calls
from ivr.cli.hours import hours
from ivr.cli.map import map_
from ivr.cli.radar import radar
from ivr.cli.schedules import schedules
from ivr.content.changes import Change
from ivr.store.engine import open_store
from tests.cli.help_keys import keys_in_help
from tests.published.changing import FRIDAY, NOW
from tests.ringing import Ringing
from tests.sentences.hearing import PARIS, asks_for_hours, closures_of, content_with, heard, phone_at
from tests.tables import give_tables

pytestmark = pytest.mark.usefixtures("patience")
AT = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)  # a Wednesday
OUTAGE = "panne de notre réseau téléphonique"


@dataclass
class Staff:
    """Who types the commands, on one line."""

    folder: Path
    environment: dict[str, str]

    def types(self, *words: str, answer: str = "", fails: bool = False) -> str:
        said = CliRunner().invoke(schedules, words, env=self.environment, input=answer)
        assert (said.exit_code != 0) == fails, said.output
        return said.output

    def closures(self) -> str:
        return (self.folder / "schedules" / "closures.yaml").read_text(encoding="utf-8")

    def write(self, closures: str) -> None:
        (self.folder / "schedules" / "closures.yaml").write_text(closures, encoding="utf-8")

    def rows(self, *words: str) -> Any:
        return json.loads(self.types(*words, "--json"))


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    folder = content_with(closures_of({"closures": {"travaux": FRIDAY}}), tmp_path)
    url = f"sqlite:///{tmp_path}/line.sqlite3"
    store = open_store(url)
    give_tables(store)
    store.close()
    monkeypatch.setattr("ivr.clock.now", lambda: AT)
    yield Staff(folder, {"DATABASE_URL": url, "IVR_CONTENT_DIR": str(folder), "LOGNAME": "marie"})
    structlog.reset_defaults()


@pytest.fixture
def ringing(staff: Staff) -> Iterator[Ringing]:
    line = Ringing(AT, staff.environment)
    yield line
    line.close()


def hears(ringing: Ringing, place: str = "69001") -> str:
    """What a caller is told of the hours, once the line has looked for changes."""
    ringing.app.extensions["ivr"].published.refresh()
    return heard(asks_for_hours(phone_at(ringing, AT, place), place))


def test_an_emergency_is_shown_asked_published_heard_and_ended(staff: Staff, ringing: Ringing) -> None:
    assert OUTAGE not in hears(ringing)
    shown = staff.types("close", "lyon", "--why", "panne", "--until", "16h", answer="oui\n")
    assert "la CPAM du Rhône (69), 1,9 million d'habitants" in shown
    assert "Publié, n° 1." in shown
    said = hears(ringing)
    assert OUTAGE in said
    assert "16 heures" in said
    assert said.partition(". ")[0] in shown  # what was shown before is what is heard
    assert OUTAGE not in hears(ringing, "75012")
    assert OUTAGE in CliRunner().invoke(hours, ["lyon", "--at", "2026-11-25 11:00"], env=staff.environment).output

    ringing.app.extensions["ivr"].journal.stop()  # writes it down
    known = json.loads(CliRunner().invoke(calls, ["--json", "--rehearsals"], env=staff.environment).output)
    told = [CliRunner().invoke(calls, ["show", call["call_sid"]], env=staff.environment).output for call in known]
    assert ["publié jusqu'au n° 1 : « ivr schedules history »" in call for call in told].count(True) == 2

    staff.types("reopen", "--yes")
    assert OUTAGE not in hears(ringing)


def test_the_radar_and_the_year_know_what_was_published(staff: Staff, tmp_path: Path) -> None:
    staff.types("close", "lyon", "--why", "panne", "--yes")
    ahead = CliRunner().invoke(radar, ["--from", "2026-11-25", "--months", "1"], env=staff.environment).output
    assert f"{OUTAGE}, sans date de fin · la CPAM du Rhône" in " ".join(ahead.split())
    drawn = tmp_path / "year.svg"
    options = ["--year", "2026", "--caisse", "691", "--output", str(drawn)]
    assert CliRunner().invoke(map_, options, env=staff.environment).exit_code == 0
    assert OUTAGE in drawn.read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", ["non\n", "\n", ""])
def test_without_a_yes_nothing_is_published(staff: Staff, answer: str) -> None:
    staff.types("close", "national", "--why", "panne", answer=answer, fails=True)
    assert staff.rows("history") == []


REFUSED = [
    (("close", "691", "--why", "travaux"), "n'a pas d'anglais"),
    (("close", "691", "--why", "panne à 8h30", "--why-en", "a failure"), "8 heures 30"),
    (("close", "xyzzy", "--why", "panne"), "Je ne connais pas"),
    (("close", "msa", "--why", "panne"), "n'a pas d'horaires"),
    (("close", "691", "--why", "panne", "--until", "9h"), "déjà passé"),
    (("reopen",), "Aucune urgence"),
    (("undo", "7"), "n° 7"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=[" ".join(words) for words, _ in REFUSED])
def test_what_can_not_be_meant_is_refused_in_a_sentence(staff: Staff, words: tuple[str, ...], why: str) -> None:
    assert why in " ".join(staff.types(*words, fails=True).split())
    assert staff.rows("history") == []


WHO = [
    ("national", "national"),
    ("36 46", "36 46"),
    ("all sauf mayotte", "all sauf mayotte"),
    ("691, 751", ["691", "751"]),
    ("st etienne", "422"),
]


@pytest.mark.parametrize(("who", "where"), WHO)
def test_whom_people_name_is_written_as_files_have_it(staff: Staff, who: str, where: Any) -> None:
    staff.types("close", *who.split(), "--why", "incident", "--yes")
    [row] = staff.rows("diff")
    assert row["entry"]["where"] == where


def test_a_fault_of_the_files_refuses_no_emergency(staff: Staff, ringing: Ringing) -> None:
    ringing.app.extensions["ivr"].published.keep()
    staff.write("closures: fermé\n")
    staff.types("close", "lyon", "--why", "panne", "--yes")
    assert OUTAGE in hears(ringing)


def test_of_several_emergencies_one_is_named_or_reached(staff: Staff) -> None:
    staff.types("close", "691", "--why", "panne", "--yes")
    staff.types("close", "mayotte", "--why", "alerte", "--yes")
    assert "Plusieurs urgences" in staff.types("reopen", "--yes", fails=True)
    assert "ne s'appelle ni n'atteint" in " ".join(staff.types("reopen", "75", fails=True).split())
    staff.types("reopen", "mayotte", "--yes")
    staff.types("reopen", "urgence-2026-11-25-10h00", "--yes")
    assert [row["does"] for row in staff.rows("history")] == ["removes", "removes", "puts", "puts"]


def test_history_tells_who_when_why_and_what(staff: Staff) -> None:
    staff.types("close", "691", "--why", "grève", "--why-en", "a strike", "--note", "à 9 h", "--by", "Ali", "--yes")
    told = staff.types("history")
    assert "n° 1, 2026-11-25 10:00, Ali publie l'urgence « urgence-2026-11-25-10h00 » (à 9 h)" in told
    assert "    Nouveau : urgence, à partir du mercredi 25 novembre 2026 à 10:00, sans fin connue" in told
    [row] = staff.rows("history")
    assert row["words"][0] in told
    assert set(row) == keys_in_help(schedules, "history")
    assert set(staff.rows("diff")[0]) == keys_in_help(schedules, "diff")


def test_history_is_found_by_person_place_and_day(staff: Staff) -> None:
    staff.types("close", "691", "--why", "panne", "--by", "Ali", "--yes")
    staff.types("close", "mayotte", "--why", "panne", "--by", "Zoé", "--yes")

    def found(*words: str) -> list[int]:
        return [row["id"] for row in staff.rows("history", *words)]

    assert found("--who", "Ali") == [1]
    assert found("--where", "lyon") == [1]
    assert found("--where", "mayotte") == [2]
    assert found("--since", "2026-11-25") == [2, 1]
    assert found("--since", "demain") == []
    assert "Rien de publié n'y répond" in staff.types("history", "--who", "Paul")
    assert "Lyon (69)" in staff.types("history", "--where", "lyonn", fails=True)


def test_undo_gives_an_entry_back_also_when_others_followed(staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    for where in ("751", "131"):
        file.write_text(closures_of({"closures": {"travaux": {**FRIDAY, "where": where}}}), encoding="utf-8")
        assert "Publié" in staff.types("import", str(file), "--yes")
    file.write_text(closures_of({"closures": {"autre": FRIDAY}}), encoding="utf-8")
    staff.types("import", str(file), "--yes")

    told = staff.types("undo", "2", "--yes", "--note", "pas celle-là")
    assert "a encore changé" not in told
    assert reached(staff) == {"travaux": "751", "autre": "691"}
    assert "(n° 2, 4)" in staff.types("undo", "1", "--yes")
    assert reached(staff) == {"autre": "691"}  # the files' own again
    staff.types("undo", "5", "--yes")
    assert reached(staff) == {"travaux": "751", "autre": "691"}
    assert [row["undoes"] for row in staff.rows("history")][:3] == [5, 1, 2]


def reached(staff: Staff) -> dict[str, Any]:
    return {row["name"]: row["entry"]["where"] for row in staff.rows("diff")}


def test_diff_shows_what_was_changed_underneath_and_that_the_staff_s_one_counts(staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(closures_of({"closures": {"travaux": {**FRIDAY, "where": "751"}}}), encoding="utf-8")
    staff.types("import", str(file), "--yes")
    assert "    where : 691 -> 751" in staff.types("diff")
    staff.write(closures_of({"closures": {"travaux": {**FRIDAY, "where": "131"}}}))
    told = " ".join(staff.types().split())
    assert "les fichiers ont changé cette entrée depuis" in told
    assert "where : 131 -> 751" in told
    assert [row["how"] for row in staff.rows("diff")] == ["overtaken"]
    assert "Pas écrit" in staff.types("export")
    assert "131" in staff.closures()
    staff.types("export", "--overtaken")
    assert "131" not in staff.closures()


def test_a_folder_that_can_not_be_written_is_said_to_be_so(staff: Staff) -> None:
    staff.types("close", "national", "--why", "panne", "--yes")
    before, in_the_way = staff.closures(), staff.folder / "schedules" / ".closures.yaml.new"
    in_the_way.mkdir()
    said = " ".join(staff.types("export", fails=True).split())
    assert "closures.yaml n'a pas pu être écrit (Is a directory)" in said
    assert "base" not in said
    assert staff.closures() == before


def test_export_writes_the_files_and_then_nothing_is_left_above_them(staff: Staff, ringing: Ringing) -> None:
    staff.write("# le nôtre\n" + closures_of({"closures": {"travaux": FRIDAY}}).replace("'691'", "691  # le Rhône"))
    staff.types("close", "lyon", "--why", "panne", "--yes")
    before = hears(ringing)
    assert "closures.yaml : urgence-2026-11-25-10h00" in staff.types("export")
    assert staff.closures().startswith("# le nôtre\n")
    assert "691  # le Rhône" in staff.closures()
    assert "Rien n'est publié" in staff.types("diff")
    assert [row["how"] for row in staff.rows("diff")] == ["equal"]
    assert hears(ringing) == before
    staff.types("undo", "1", "--yes")  # although the files say so too by now
    assert OUTAGE not in hears(ringing)
    staff.types("undo", "2", "--yes")
    assert "Rien ne changerait" in staff.types("export")


def test_a_change_that_can_not_be_read_is_told_with_its_reason(staff: Staff) -> None:
    store = open_store(staff.environment["DATABASE_URL"])
    with store.writing() as connection:
        bad = Change("closures", "vague", "puts", {**FRIDAY, "days": "un jour"}, author="ancienne version")
        ledger.publish(connection, [bad], at=NOW, seen={})
    store.close()
    told = " ".join(staff.types("diff").split())
    assert "écartée, elle ne compte pas" in told
    assert CliRunner().invoke(hours, ["lyon"], env=staff.environment).exit_code == 0
    assert [row["how"] for row in staff.rows("diff")] == ["aside"]
    staff.types("close", "691", "--why", "panne", "--yes")  # and it keeps nobody from publishing
    staff.types("undo", "1", "--yes")
    assert [row["how"] for row in staff.rows("diff")] == ["above"]


def test_an_imported_file_is_refused_whole(staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(
        closures_of({"closures": {"bon": FRIDAY, "vague": {**FRIDAY, "days": "un jour"}}}), encoding="utf-8"
    )
    assert re.search(r"closures: vague: ", staff.types("import", str(file), "--yes", fails=True))
    assert staff.rows("history") == []
    file.write_text("clotures: {}\n", encoding="utf-8")
    assert "clotures" in staff.types("import", str(file), "--yes", fails=True)


def test_without_a_database_it_says_so(staff: Staff) -> None:
    staff.environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    told = CliRunner().invoke(hours, ["lyon"], env=staff.environment)
    assert "les fichiers seuls" in told.stderr
    assert "CPAM du Rhône" in told.stdout
    assert "ne répond pas" in staff.types("close", "691", "--why", "panne", "--yes", fails=True)


def test_it_speaks_english(staff: Staff) -> None:
    told = staff.types("close", "691", "--why", "mouvement social", "--yes", "--english")
    assert "Heard in English: “For the CPAM of Rhône, our advisers are not available right now: a strike." in told
    assert "Published, 1." in told
    assert "publishes the emergency" in staff.types("diff", "--english")
