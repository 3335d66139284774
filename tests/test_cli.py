"""`ivr` in both languages: help without reading the line, and refusals in a sentence, click's own too."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from errno import ENOSPC
from gettext import GNUTranslations
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from ivr.cli import main
from ivr.cli.verbs import VERBS
from ivr.hours.words import words as both

PATIENCE = 300  # seconds for a process, on a machine that is busy
HEAVY = ("flask", "twilio", "sqlalchemy", "holidays", "phonenumbers", "babel")
STAFF_ALONE = ("ivr.console.app", "ivr.handset.views", "webauthn", "authlib", "argon2")
ROOT = Path(__file__).parents[1]
ELSEWHERE = ("rich.", "pygments", "sqlalchemy.dialects.postgresql", "psycopg", "pydantic")
UNSERVED = ("ivr.textpage.app", "limits", "ivr.upkeep", "requests", "holidays.countries.germany")


def test_help_lists_every_verb_and_imports_no_room() -> None:
    listing = "import sys; from click.testing import CliRunner; from ivr.cli import main\n"
    listing += "print(CliRunner().invoke(main, ['--help']).output)\n"
    listing += f"print('heavy:', [name for name in {HEAVY} if name in sys.modules])"
    listing += "; import ivr.factory\n"
    listing += f"print('staff:', [name for name in {STAFF_ALONE} if name in sys.modules])\n"
    listing += f"print('unserved:', [name for name in {UNSERVED} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout
    assert all(f"  {verb} " in printed for verb in VERBS)
    assert "heavy: []" in printed
    assert "staff: []" in printed, "a line without a console starts without what only that needs"
    assert "unserved: []" in printed, "nor what only the worker, the call as text or other countries need"


def test_a_worker_begins_to_collect_garbage_when_it_serves_and_holds_nothing_that_it_does_not_need(
    tmp_path: Path,
) -> None:
    """Neither what draws in terminals, nor the other database's dialect, nor Babel's data of whole languages."""
    serving = "import gc, sys; from app import app; print(gc.isenabled(), gc.get_freeze_count() > 100_000, end=' ')\n"
    serving += "app.extensions['ivr'].close(); from babel import localedata; print(localedata._cache, end=' ')\n"
    serving += f"print([name for name in sys.modules if name.startswith({ELSEWHERE})])"
    environment = {"TWILIO_AUTH_TOKEN": "a" * 32, "DATABASE_URL": f"sqlite:///{tmp_path / 'ivr.sqlite3'}"}
    environment |= {"PATH": os.environ["PATH"], "IVR_METRICS_ADDRESS": "", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", serving]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT).stdout
    assert printed == "True True {} []\n"


@pytest.mark.parametrize("charset", ["ascii", "latin-1"])
def test_what_a_terminal_cannot_write_breaks_nothing_and_a_program_loses_nothing(charset: str) -> None:
    runner = CliRunner(env={"LC_ALL": "C"}, charset=charset)
    shown = runner.invoke(main, ["hours", "69", "--at", "2026-12-25 09:00"])
    assert (shown.exit_code, shown.exception) == (0, None)
    assert "?" in shown.output
    in_json = runner.invoke(main, ["hours", "69", "--at", "2026-12-25 09:00", "--json"]).stdout
    assert "Noël" in in_json.encode().decode("unicode_escape")
    assert "?" not in in_json


def told(*words: str, **environment: str | None) -> Result:
    """What a command line prints, by default under a locale without a language."""
    return CliRunner(env={"LC_ALL": "C", **environment}).invoke(main, list(words), prog_name="ivr")


def commands() -> Iterator[tuple[str, ...]]:
    """Every verb, and every verb with a subcommand."""
    for verb in VERBS:
        yield (verb,)
        command = main.get_command(click.Context(main), verb)
        if isinstance(command, click.Group):
            yield from ((verb, name) for name in command.commands)


EVERY = [(), *commands()]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_explains_itself_in_french(words: tuple[str, ...]) -> None:
    help_ = told(*words, "--help")
    assert help_.exit_code == 0
    assert help_.output.startswith(f"Usage : {' '.join(('ivr', *words))} ")
    assert "--english" in help_.output
    assert "Montrer cette aide." in help_.output
    assert not re.search(r"\b(the|of|this|and|Show|Commands)\b|default:", help_.output)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_and_in_english(words: tuple[str, ...]) -> None:
    help_ = told(*words, "--help", "--english")
    assert help_.exit_code == 0
    assert help_.output.startswith(f"Usage: {' '.join(('ivr', *words))} ")
    assert "Show this help." in help_.output
    assert not re.search(r"«|\b(le|la|les|une|des|du|et|ou|Commandes|défaut)\b", help_.output)


@pytest.mark.parametrize("words", [["--english", "texts", "--help"], ["texts", "--english", "--help"]])
def test_english_is_asked_for_anywhere_on_the_line(words: list[str]) -> None:
    assert "Show this help." in told(*words).output
    assert "port of the web server" in told("--english", "settings").output


def test_the_version_is_one_line() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", told("--version").output)


LOCALES = [
    ({"LC_ALL": "en_GB.UTF-8"}, "en", "an English locale"),
    ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en", "by the variable of lowest rank"),
    ({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr", "the first that is set counts"),
    ({"LC_ALL": "", "LC_MESSAGES": "en_IE", "LANG": "fr_FR"}, "en", "messages before the rest"),
    ({"LC_ALL": "C.UTF-8"}, "fr", "no language"),
    ({"LC_ALL": "POSIX"}, "fr", "no language either"),
    ({"LC_ALL": "de_DE.UTF-8"}, "fr", "a language that is not spoken here"),
    ({"LC_ALL": None, "LC_MESSAGES": None, "LANG": None}, "fr", "nothing at all"),
]


@pytest.mark.parametrize(("environment", "language", "why"), LOCALES, ids=[row[2] for row in LOCALES])
def test_the_locale_chooses_the_language(environment: dict[str, str | None], language: str, why: str) -> None:
    shown = {"fr": ("Montrer cette aide.", "Erreur : "), "en": ("Show this help.", "Error: ")}
    assert shown[language][0] in told("hours", "--help", **environment).output, why
    assert shown[language][1] in told("hours", "xyzzy", **environment).output, why


REFUSED = [
    ("sing", "La commande sing n'existe pas.", "No such command 'sing'."),
    ("cals", "Vouliez-vous dire 'call', 'calls' ?", "(Did you mean one of: 'call', 'calls'?)"),
    ("texts sing", "La commande sing n'existe pas.", "No such command 'sing'."),
    (
        "hours --weak",
        "L'option --weak n'existe pas. Vouliez-vous dire '--at', '--week' ?",
        "(Did you mean one of: '--at', '--week'?)",
    ),
    ("hours --at", "L'option --at attend une valeur.", "Option '--at' requires an argument."),
    ("hours --week=3", "L'option --week n'attend rien après elle.", "does not take a value"),
    ("texts show", "Il manque 'N'", "Missing argument 'N'"),
    ("texts show x", "« x » n'est pas un nombre.", "'x' is not a valid integer."),
    ("texts list --limit 0", "0 est hors des bornes 1<=x<=", "0 is not in the range 1<=x<="),
    ("texts list --state sant", "« sant » : choisissez parmi 'queued'", "'sant' is not one of 'queued'"),
    ("texts resolve 1", "« 1 » : choisissez parmi 'sent'", "'1' is not one of 'sent'"),
    ("texts show 99999999999999999999", "est hors des bornes", "is not in the range"),
    ("texts resolve 99999999999999999999 sent", "est hors des bornes", "is not in the range"),
    ("texts list --limit 99999999999999999999", "est hors des bornes", "is not in the range"),
    ("calls --most 99999999999999999999", "est hors des bornes", "is not in the range"),
    ("schedules undo 99999999999999999999", "est hors des bornes", "is not in the range"),
    ("schedules history --limit 99999999999999999999", "est hors des bornes", "is not in the range"),
    ("radar --older 99999999999", "est hors des bornes", "is not in the range"),
    ("radar --from 2098-01-01 --months 120", "vont au-delà de 2099", "go beyond 2099"),
    ("check --from 2098-01-01 --months 60", "vont au-delà de 2099", "go beyond 2099"),
    ("call --link http://127.0.0.1:5000/phone", "il y manque le « # »", "the “#” and what follows"),
    ("migrate now", "« now » est de trop.", "Got unexpected extra argument (now)"),
    ("migrate now then", "« now then » sont de trop.", "Got unexpected extra arguments (now then)"),
    ("radar --from 31/02/2027", "Écrivez par exemple : demain ; vendredi", "Write for example: tomorrow; friday"),
]


@pytest.mark.parametrize(("words", "french", "english"), REFUSED, ids=[row[0] for row in REFUSED])
def test_nonsense_is_refused_in_the_language_of_the_command(words: str, french: str, english: str) -> None:
    for refusal, lead, sentence in (
        (told(*words.split()), "Erreur : ", french),
        (told("--english", *words.split()), "Error: ", english),
    ):
        assert refusal.exit_code == 2
        assert refusal.stdout == ""
        assert lead in refusal.stderr
        assert sentence in refusal.stderr


@pytest.mark.parametrize("command", ["map", "map --write sheets", "settings"])
def test_a_disk_that_takes_nothing_is_a_sentence(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that can't be made or written in, and an output on a full disk; each was a traceback."""

    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr("rich.console.Console.print", full)

    result = told("--english", *command.split())

    assert result.exit_code == 1
    assert re.fullmatch(r"Error: .*No space left on device\.?\n", result.stderr)


CATALOGUE = Path("ivr/cli/locale/fr/LC_MESSAGES/click.po")


def test_the_catalogue_is_compiled() -> None:
    with CATALOGUE.open("rb") as written, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        messages, french = read_po(written, locale="fr"), GNUTranslations(compiled)
    for message in messages:
        if isinstance(message.id, tuple):
            said = tuple(french.ngettext(*message.id, count) for count in (1, 2))
        else:
            said = french.gettext(message.id)
        assert not message.id or said == message.string, "run: pybabel compile -d ivr/cli/locale -D click"


def test_every_message_of_the_catalogue_is_still_one_of_clicks() -> None:
    folder = Path(str(click.__file__)).parent
    said = {message for file in folder.glob("*.py") for *_, message, _, _ in extract_from_file("python", file)}
    with CATALOGUE.open("rb") as file:
        ours = [message.id for message in read_po(file, locale="fr") if message.id]
    assert [message for message in ours if message not in said] == []


def test_a_verb_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "dance", both(fr="Danser.", en="Dance."))
    result = told("dance")
    assert result.exit_code == 1
    assert "n'existe pas dans cette version" in result.output


def test_of_an_address_that_lets_whoever_knows_it_in_only_the_host_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_NOTIFY_URL", "https://hooks.example/services/T0/knownhere")
    monkeypatch.setenv("IVR_NOTIFY_SECRET", "long and random")
    monkeypatch.setenv("IVR_AUDIT_HEAD", "https://kept.example?key=knownhere")
    for how in ((), ("--json",)):
        result = told("settings", *how)
        assert "knownhere" not in result.output
        assert "https://hooks.example/********" in result.output
        assert "https://kept.example/********" in result.output


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(name: str) -> None:
        raise ModuleNotFoundError(f"No module named 'rich' ({name})", name="rich")

    monkeypatch.setattr("ivr.cli.import_module", import_module)
    result = told("settings")
    assert result.exit_code == 1
    assert "rich" in result.output
    assert "make install" in result.output


@pytest.mark.parametrize(("options", "words"), [([], "ne peut pas être lu"), (["--english"], "can't be read")])
@pytest.mark.parametrize("verb", ["call", "map", "hours", "radar"])
def test_faulty_content_is_told_in_the_language_of_the_command(
    verb: str, options: list[str], words: str, tmp_path: Path
) -> None:
    environment = {
        "IVR_CONTENT_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/ivr.sqlite3",
        "TWILIO_AUTH_TOKEN": "made-up",
    }
    result = told(verb, *options, **environment)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_line_that_fails_a_check_is_rung_with_its_faults_told_as_the_check_tells_them(tmp_path: Path) -> None:
    for part in ("prompts", "schedules"):
        shutil.copytree(part, tmp_path / part)
    for file in (tmp_path / "prompts").glob("*.yaml"):
        file.write_text(re.sub(r"(?m)^  test_service: .*\n", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    environment = {"IVR_CONTENT_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/ivr.sqlite3"}
    code = "import sys; from ivr.cli import main; main(sys.argv[1:])"  # in its own process: it configures the logs
    result = subprocess.run(
        [sys.executable, "-c", code, "call", "--english", "--keys", "1"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    missing = " The prompt “test_service” is missing. Add “test_service: ...” under “prompts:”."
    assert re.sub(r":[0-9]+:", "", result.stderr) == f"prompts/en.yaml{missing}\nprompts/fr.yaml{missing}\n"
    assert "Un incident" in result.stdout


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        ("X = Menue('topics')", "name 'Menue' is not defined. Did you mean “Menu”?"),
        ("X = Menu('topics', silent='goodbye')", "unexpected keyword argument 'silent'"),
        ("X = (Tell('card', then='connect')", "'(' was never closed"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "call"])
def test_a_slip_that_python_finds_in_the_table_is_a_sentence_too(
    verb: str, slip: str, why: str, tmp_path: Path
) -> None:
    shutil.copytree("ivr", tmp_path / "ivr")  # with what Python has compiled: only the table is read anew
    table = tmp_path / "ivr" / "line" / "flow.py"
    before = table.read_text(encoding="utf-8")
    table.write_text(before + slip + "\n", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "ivr", verb, "--english"],
        env={**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert result.returncode == 1
    assert f"ivr/line/flow.py:{len(before.splitlines()) + 1}: Python: " in result.stderr
    assert why in result.stderr
    assert "Traceback" not in result.stderr
