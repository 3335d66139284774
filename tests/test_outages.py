"""Content breaks, and processes come and go: callers hear the last good content, or constant sentences, never nothing.

Each with real processes, as deployed: see tests/deployed.py.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.published.live import Published
from tests.deployed import TOKEN, Deployed
from tests.faults import stopped
from tests.postgres import new_database, postgres_alone  # noqa: F401 - a fixture
from tests.ringing import Ringing
from tests.slices import slice_of

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOBILE = "06 12 34 56 78"
EMERGENCY = """emergencies:
  panne:
    where: all
    start: 2026-01-01 00:00
    end: unknown
    fr: panne de notre réseau téléphonique
    en: a failure of our telephone network"""


def halve(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def folder_in_place_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_in_place_of(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_in_place_of(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def link_in_place_of_folder(path: Path) -> None:
    shutil.rmtree(path)
    path.symlink_to(path)


def grow(path: Path) -> None:
    """Three gigabytes that take no place on the disk."""
    os.truncate(path, 3 << 30)


def rename_a_prompt(path: Path) -> None:
    """Reads well, and leaves a step without words."""
    for language in ("fr", "en"):
        edit(path.with_name(f"{language}.yaml"), "\n  goodbye:", "\n  good_bye:")


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


Fault = tuple[str, Callable[[Path], object]]  # where in the content, and what befalls it
FAULTS: dict[str, Fault] = {
    "a prompt file cut in half": ("prompts/fr.yaml", halve),
    "a schedule cut in half": ("schedules/caisses.yaml", halve),
    "an empty file": ("prompts/en.yaml", lambda path: path.write_bytes(b"")),
    "no UTF-8": ("prompts/fr.yaml", lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes())),
    "three gigabytes": ("schedules/closures.yaml", grow),
    "a folder in place of a file": ("schedules/lines.yaml", folder_in_place_of),
    "a pipe in place of a file": ("prompts/fr.yaml", pipe_in_place_of),
    "a link to itself": ("schedules/regimes.yaml", link_in_place_of),
    "prompts/ is gone": ("prompts", shutil.rmtree),
    "prompts/ is a link to itself": ("prompts", link_in_place_of_folder),
    "the whole folder is gone": ("", shutil.rmtree),
    "a prompt that a step needs is gone": ("prompts/fr.yaml", rename_a_prompt),
}
MODES: dict[str, Fault] = {  # which stop nobody who may do everything, as these tests may
    "a file that may not be read": ("prompts/fr.yaml", lambda path: path.chmod(0)),
    "a folder that may not be read": ("prompts", lambda path: path.chmod(0)),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One fault a day with real processes, which start five times, and one setting; all with --whole."""
    if "process_fault" in metafunc.fixturenames:
        metafunc.parametrize("process_fault", slice_of([*FAULTS, *MODES], len(FAULTS | MODES), metafunc.config))
    if "setting" in metafunc.fixturenames:
        metafunc.parametrize("setting", slice_of(list(REFUSED), 3, metafunc.config))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Deployed]:
    one = Deployed(tmp_path)
    yield one
    one.stop()
    for folder in (one.content / "prompts", tmp_path / "data"):
        if folder.is_dir():
            folder.chmod(0o755)  # so that it can be removed


def hears_the_line(line: Deployed) -> None:
    """A whole call: the other language, hours, a text that is asked for."""
    line.rings("9").hears("certificate of entitlement")
    line.rings("3").hears("code postal")
    line.rings("1", "1", from_=MOBILE).hears("ameli point f r")


def hears_constant_sentences(line: Deployed) -> None:
    """Both languages, the site, the numbers; once more for who stays, and goodbye."""
    phone = line.rings().hears("ameli point f r", "le 36 46", "02, 69, 61, 91, 91", "plus 33, 1, 84, 90, 36, 46")
    phone.hears("French health insurance", "ameli dot f r")
    phone.wait().hears("ameli point f r", "Au revoir.", "Goodbye.")
    assert phone.ended == "hangup"


# -- content, in this process, and with real ones that come and go -----------------------------------------------------


class Kept(Ringing):
    """The line as it starts in this process, over content of its own and what was kept of it."""

    def __init__(self, folder: Path) -> None:
        database = f"sqlite:///{folder}/line.sqlite3"
        super().__init__(TUESDAY, {"IVR_CONTENT_DIR": str(folder / "content"), "DATABASE_URL": database})
        self.content: Published = self.app.extensions["ivr"].published

    def hears(self, words: str) -> None:
        self.phone().dial().hears(words)


def kept_line(folder: Path) -> Kept:
    """A first start, with good content, which it keeps."""
    for part in ("prompts", "schedules"):
        shutil.copytree(part, folder / "content" / part)
    one = Kept(folder)
    one.content.keep()
    return one


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_befalls_the_content_the_line_goes_on_and_starts(tmp_path: Path, fault: str) -> None:
    running = kept_line(tmp_path)
    where, break_it = FAULTS[fault]
    break_it(tmp_path / "content" / where)
    running.content.refresh()
    for one in (running, Kept(tmp_path)):
        standing = one.content.standing
        assert "kept" in (standing.prompts, standing.schedules)
        assert standing.findings
        one.phone().dial().press("9").hears("certificate of entitlement")
        one.phone().dial().press("3").press("2").press("75012").hears("CPAM de Paris")
        one.close()


def test_whatever_befalls_the_content_callers_hear_the_last_good_one(line: Deployed, process_fault: str) -> None:
    line.forked = False
    line.migrates()  # else each end waits for a journal that can be written to
    line.start()
    line.wait_until(line.keeps)
    where, break_it = (FAULTS | MODES)[process_fault]
    break_it(line.content / where)
    line.wait_until(lambda: line.ready()[1]["content"]["faults"])
    hears_the_line(line)
    line.kill_a_worker()
    hears_the_line(line)
    line.reload()
    hears_the_line(line)
    line.stop()
    line.start()
    hears_the_line(line)
    status, told = line.ready()
    assert (status, "content" in told["amiss"]) == (503, True)
    assert "kept" in (told["content"]["prompts"], told["content"]["schedules"])
    assert "last_good_content_goes_on" in line.log
    assert 'origin="kept"} 1.0' in line.metrics()


def test_with_none_kept_it_starts_says_constant_sentences_and_takes_up_what_is_mended(line: Deployed) -> None:
    good = (line.content / "prompts" / "fr.yaml").read_bytes()
    halve(line.content / "prompts" / "fr.yaml")
    line.start()
    hears_constant_sentences(line)
    line.reload()
    hears_constant_sentences(line)
    assert line.get("/health/live") == (200, "ok\n")
    status, told = line.ready()
    assert (status, told["content"]["prompts"], told["content"]["schedules"]) == (503, "none", "none")
    assert 'ivr_content{half="prompts",origin="none"} 1.0' in line.metrics()
    assert "constant_sentences_are_spoken" in line.log
    during, before = line.rings(from_=MOBILE), line.pids()
    (line.content / "prompts" / "fr.yaml").write_bytes(good)
    line.wait_until(lambda: line.ready()[1]["content"]["prompts"] == "files")
    during.wait().hears("Pour votre attestation de droits, tapez 1")
    hears_the_line(line)
    assert line.pids() == before, "no restart was needed"
    line.wait_until(line.keeps)


def test_a_new_emergency_is_heard_over_the_last_good_prompts(tmp_path: Path) -> None:
    first = kept_line(tmp_path)
    halve(tmp_path / "content/prompts/fr.yaml")
    edit(tmp_path / "content/schedules/closures.yaml", "emergencies: {}", EMERGENCY)
    first.content.refresh()
    assert first.content.standing.prompts == "kept"
    first.hears("panne de notre réseau téléphonique")
    second = Kept(tmp_path)
    second.hears("panne de notre réseau téléphonique")
    second.content.keep()
    edit(tmp_path / "content/schedules/closures.yaml", "\n...", "\n  garbage\n...")
    third = Kept(tmp_path)
    third.hears("panne de notre réseau téléphonique")
    assert third.content.standing.schedules == "kept", "the emergency outlives files that break after it"
    for one in (first, second, third):
        one.close()


def test_new_words_are_heard_over_the_last_good_schedules(tmp_path: Path) -> None:
    running = kept_line(tmp_path)
    halve(tmp_path / "content/schedules/caisses.yaml")
    edit(tmp_path / "content/prompts/fr.yaml", "Appel non surtaxé", "Appel toujours non surtaxé")
    running.content.refresh()
    for one in (running, Kept(tmp_path)):
        one.hears("Appel toujours non surtaxé")
        one.phone().dial().press("3").hears("code postal")
        one.close()


def test_several_workers_keep_one_good_copy(tmp_path: Path) -> None:
    line = Deployed(tmp_path, workers=2)
    try:
        line.start()
        line.wait_until(line.keeps)
        for word in ("un", "deux"):
            edit(line.content / "prompts" / "fr.yaml", "Appel ", f"Appel {word} ")
            line.wait_until(lambda word=word: f"Appel {word}" in line.kept("prompts", "fr.yaml"))
        halve(line.content / "prompts" / "fr.yaml")
        line.stop()
        line.workers = 1
        line.start().rings().hears("Appel deux un non surtaxé")
        assert "kept_content_set_aside" not in line.log
    finally:
        line.stop()


# -- a database that is away at the start ------------------------------------------------------------------------------


def in_the_way(line: Deployed) -> Callable[[], None]:
    """A file where the database's folder should be."""
    data = line.folder / "data"
    data.write_text("in the way", encoding="utf-8")
    return data.unlink


def read_only(line: Deployed) -> Callable[[], None]:
    """A folder in which nothing may be written."""
    data = line.folder / "data"
    data.mkdir()
    data.chmod(0o500)
    return lambda: data.chmod(0o700)


@pytest.mark.parametrize("ill", [in_the_way, read_only])
def test_a_file_that_can_not_be_used_at_the_start(
    line: Deployed, ill: Callable[[Deployed], Callable[[], None]]
) -> None:
    mend = ill(line)
    line.start()
    goes_on_without_a_database(line)
    mend()
    line.migrates()
    comes_back_with_the_database(line)
    line.wait_until(line.keeps)


def test_a_server_that_is_refused_at_the_start(line: Deployed, postgres_alone: Any) -> None:  # noqa: F811 - its fixture
    line.settings["DATABASE_URL"] = new_database(postgres_alone)
    line.like_anybody = False  # the server's socket is its own user's
    with stopped(postgres_alone):
        line.start()
        goes_on_without_a_database(line)
    comes_back_with_the_database(line)


def goes_on_without_a_database(line: Deployed) -> None:
    line.rings("3").hears("code postal")
    line.rings("1", "1", from_=MOBILE).hears("Notez l'adresse : ameli point f r, puis Mes démarches.").does_not_hear(
        "C'est noté"
    )
    status, told = line.ready()
    assert (status, told["database"], told["amiss"]) == (503, "away", ["database", "outbox"])
    assert line.get("/health/live") == (200, "ok\n")


def comes_back_with_the_database(line: Deployed) -> None:
    line.wait_until(lambda: line.ready()[0] == 200)
    line.rings("1", "1", from_=MOBILE).hears("C'est noté")


# -- settings, which are never remembered ------------------------------------------------------------------------------


REFUSED = {  # setting -> a value that can't be, and what is said; tests/test_settings.py knows all of them
    "TWILIO_AUTH_TOKEN": ("", "TWILIO_AUTH_TOKEN: It is not set"),
    "IVR_SPEECH": ("perhaps", "IVR_SPEECH: "),
    "DATABASE_URL": ("mysql://somewhere", "DATABASE_URL: "),
}


def test_a_setting_that_is_refused_refuses_the_start(line: Deployed, setting: str) -> None:
    value, said = REFUSED[setting]
    line.reread.write_text("", encoding="utf-8")
    line.settings |= {"TWILIO_AUTH_TOKEN": TOKEN, setting: value}
    line.begin()
    assert line.refuses()
    assert said in line.log
    assert "Traceback" not in line.log


def test_a_reload_that_would_be_refused_leaves_the_old_workers(line: Deployed) -> None:
    line.start()
    before = line.pids()
    line.reread.unlink()  # tests/quick_conf.py raises
    line.hang_up()
    line.wait_until(lambda: "No reload, the workers go on as they are: its configuration can't be read" in line.log)
    line.reread.write_text("TWILIO_AUTH_TOKEN=\n", encoding="utf-8")
    line.hang_up()
    line.wait_until(lambda: "No reload, the workers go on as they are: TWILIO_AUTH_TOKEN: It is not set" in line.log)
    hears_the_line(line)
    assert line.pids() == before
    line.kill_a_worker()
    hears_the_line(line)
    line.reread.write_text(f"TWILIO_AUTH_TOKEN={TOKEN}\nIVR_TEST_SERVICE=0\n", encoding="utf-8")
    line.reload()
    line.rings().hears("Appel non surtaxé").does_not_hear("essai")


def test_the_project_s_own_configuration_is_found_without_being_named(line: Deployed) -> None:
    line.options, line.forked = (), False
    line.settings["TWILIO_AUTH_TOKEN"] = ""
    line.begin()
    assert line.refuses(), "gunicorn alone would try again every second"
