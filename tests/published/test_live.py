"""The last good content is served, whatever happens to the files; what is good again is live within seconds."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from structlog.testing import capture_logs

from ivr.findings import Finding, Kind, Place
from ivr.metrics import read_metric
from ivr.published.kept import KeptFiles, files_of
from ivr.published.live import PATIENCE, Published, rest_after, stamps
from ivr.published.snapshot import Half, Halves, Snapshot
from ivr.wording.prompts import Prompt, Prompts

DEAF = Kind("no-way-out", fr=("Nul ne sort.", "Ouvrez."), en=("Nobody gets out.", "Add a way."))
NEW_YEARS_EVE = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
PARTS: dict[str, str] = {"prompts": "fr.yaml", "schedules": "lines.yaml"}


class Schedules:
    """Schedules that only count what they were asked to prepare; those that are "odd" can't be."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.prepared: list[datetime] = []

    def prepare(self, at: datetime) -> None:
        if "odd" in self.words:
            raise RuntimeError("nobody expected this")
        self.prepared.append(at)


def read(folder: Path, origin: Literal["files", "kept"] = "files") -> Halves:
    """Each half's own words are its revision; where they say "broken" it has a fault and can't be read."""
    halves: dict[str, Any] = {}
    findings = []
    for part, name in PARTS.items():
        path = folder / part / name
        words = path.read_text(encoding="utf-8") if path.exists() else "broken"
        if "broken" in words:
            broken = Kind(words, fr=("C'est cassé.", "Réparez."), en=("It is broken.", "Mend it."))
            findings.append(broken.at(Place(f"{part}/{name}", 1)))
            continue
        what: Any = {"fr": prompts_of(words)} if part == "prompts" else Schedules(words)
        halves[part] = Half(what, words, origin, files_of(folder / part))
    return Halves(**halves, findings=tuple(findings))


def prompts_of(words: str) -> Prompts:
    audio = "fr/goodbye.wav" if "recorded" in words else ""
    return Prompts("fr", "fr-FR", "", prompts={"goodbye": Prompt("goodbye", words, audio=audio)})


def inspect(snapshot: Snapshot, first: date) -> tuple[Finding, ...]:
    """Deaf prompts go with deaf schedules alone: each reads well, and together callers would be left without a way."""
    assert first == NEW_YEARS_EVE.date()
    prompts, _, schedules = snapshot.revision.partition("-")
    differ = ("deaf" in prompts) != ("deaf" in schedules)
    return (DEAF.at(Place("flow: topics")),) if differ else ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in PARTS:
        (tmp_path / part).mkdir()
    write(tmp_path, "P1", "S1")
    return tmp_path


def write(folder: Path, prompts: str = "", schedules: str = "") -> None:
    for part, words in zip(PARTS, (prompts, schedules), strict=True):
        if words:
            (folder / part / PARTS[part]).write_text(words, encoding="utf-8")


def publish(folder: Path, kept: Path | None = None, read: Callable[..., Halves] = read) -> Published:
    def read_kept(_: KeptFiles) -> Halves:
        return read(kept, "kept") if kept else Halves()

    return Published(
        folder,
        read=read,
        clock=lambda: NEW_YEARS_EVE,
        inspect=inspect,
        kept=KeptFiles(kept or folder / "kept"),
        read_kept=read_kept,
    )


def origins(published: Published) -> tuple[str, str]:
    return published.standing.prompts, published.standing.schedules


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """What an earlier process has kept."""
    for part in PARTS:
        (tmp_path / "earlier" / part).mkdir(parents=True)
    write(tmp_path / "earlier", "P0", "S0")
    return tmp_path / "earlier"


# -- files that change ---------------------------------------------------------------------------------------------


def test_the_content_is_read_once(folder: Path) -> None:
    published = publish(folder)
    first = published.current()
    assert first is not None
    assert first.revision == "P1-S1"
    assert not published.refresh()
    assert published.current() is first


def test_a_change_is_live_after_the_next_look(folder: Path) -> None:
    published = publish(folder)
    write(folder, "P2")
    assert published.standing.revision == "P1-S1"  # no file is read on the way of a call
    assert published.refresh()
    assert published.standing.revision == "P2-S1"


def test_a_new_file_is_a_change(folder: Path) -> None:
    looked: list[Path] = []

    def noting(folder: Path) -> Halves:
        looked.append(folder)
        return read(folder)

    published = publish(folder, read=noting)
    (folder / "prompts" / "goodbye.wav").write_bytes(b"RIFF")
    published.refresh()
    assert len(looked) == 2


def test_a_file_that_may_be_read_again_is_a_change(folder: Path) -> None:
    before = stamps(folder)
    (folder / "prompts" / "fr.yaml").chmod(0o600)
    assert stamps(folder) != before


def test_calendars_are_built_before_a_call_needs_them_and_before_the_year_ends(folder: Path) -> None:
    snapshot: Any = publish(folder).current()
    assert {at.year for at in snapshot.schedules.prepared} == {2026, 2027}


def test_looking_happens_on_a_thread_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = publish(folder)
    looks: list[float] = []

    def wait(seconds: float) -> bool:
        looks.append(seconds)
        write(folder, "P2")
        return len(looks) > 1

    monkeypatch.setattr(published._stopped, "wait", wait)
    thread = published.start_refreshing(5.0)
    thread.join(60)
    assert looks == [5.0, 5.0]
    assert published.standing.revision == "P2-S1"


def test_a_file_that_vanishes_while_it_is_looked_at_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: Path) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "rglob", lambda *_: [folder / "prompts" / "fr.yaml"])
    monkeypatch.setattr(Path, "stat", gone)
    assert stamps(folder) == {}


# -- files that break while the line runs ----------------------------------------------------------------------------


def test_the_last_good_goes_on_and_the_fault_is_told_once(folder: Path) -> None:
    published = publish(folder)
    published.tell()
    write(folder, "broken")
    with capture_logs() as logs:
        assert not published.refresh()
        assert not published.refresh()
    assert published.standing.revision == "P1-S1"
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("content_fault", "error"),
        ("last_good_content_goes_on", "error"),
    ]
    assert (logs[0]["code"], logs[0]["place"], logs[0]["sentence"]) == ("broken", "prompts/fr.yaml:1", "It is broken.")
    assert (logs[1]["prompts"], logs[1]["schedules"]) == ("kept", "files")


def test_files_that_are_gone_leave_the_last_good(folder: Path) -> None:
    published = publish(folder)
    for part, name in PARTS.items():
        (folder / part / name).unlink()
        (folder / part).rmdir()
    assert not published.refresh()
    assert published.standing.revision == "P1-S1"
    assert origins(published) == ("kept", "kept")


def test_the_faults_are_counted_until_they_are_mended(folder: Path) -> None:
    published = publish(folder)
    write(folder, "broken", "broken too")
    published.refresh()
    assert read_metric("ivr_content_faults") == 2
    assert read_metric("ivr_content", {"half": "prompts", "origin": "kept"}) == 1
    assert read_metric("ivr_content", {"half": "prompts", "origin": "files"}) == 0
    write(folder, "P2", "S2")
    assert published.refresh()
    assert published.standing.revision == "P2-S2"
    assert read_metric("ivr_content_faults") == 0
    assert read_metric("ivr_content", {"half": "prompts", "origin": "files"}) == 1


def test_files_are_read_again_now_and_then_while_they_are_faulty(folder: Path) -> None:
    """A disk, or what else lies under the files, may recover without any file seeming to change."""
    ill: list[bool] = [False]

    def read_from_a_disk(folder: Path) -> Halves:
        return Halves(findings=(DEAF.at(Place("prompts")),)) if ill[0] else read(folder)

    published = publish(folder, read=read_from_a_disk)
    write(folder, "P2")
    ill[0] = True
    published.refresh()
    ill[0] = False
    assert [published.refresh() for _ in range(PATIENCE)].count(True) == 1
    assert published.standing.revision == "P2-S1"


def test_whatever_the_reader_raises_the_line_goes_on(folder: Path) -> None:
    def strange(_: Path) -> Halves:
        raise MemoryError

    published = publish(folder)
    published.tell()
    published._read = strange
    write(folder, "P2")
    with capture_logs() as logs:
        assert not published.refresh()
    assert published.standing.revision == "P1-S1"
    assert [line["event"] for line in logs] == ["content_not_refreshed"]
    published._read = read
    assert [published.refresh() for _ in range(PATIENCE)].count(True) == 1


# -- each half by itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "prompts", "schedules", "live"),
    [
        ("an emergency is heard, although the prompts are broken", "broken", "S2", "P1-S2"),
        ("new words are spoken, although the schedules are broken", "P2", "broken", "P2-S1"),
        ("both are broken", "broken", "broken", "P1-S1"),
        ("new prompts that go with neither schedules", "P2 deaf", "S2", "P1-S2"),
        ("new schedules that go with neither prompts", "P2", "S2 deaf", "P2-S1"),
        ("two that go with each other alone go live together", "P2 deaf", "S2 deaf", "P2 deaf-S2 deaf"),
        ("new schedules that do not go with the prompts that must stand in", "broken", "S2 deaf", "P1-S1"),
        ("schedules whose calendars can't be built", "P2", "S2 odd", "P2-S1"),
    ],
)
def test_as_much_goes_live_as_goes_with_what_was_good(
    folder: Path, why: str, prompts: str, schedules: str, live: str
) -> None:
    published = publish(folder)
    write(folder, prompts, schedules)
    published.refresh()
    assert published.standing.revision == live, why


def test_of_two_new_halves_that_do_not_go_together_the_schedules_win(folder: Path) -> None:
    """Each would go with the other's elder; an emergency is worth more than a wording."""
    published = publish(folder)
    published._inspect = lambda snapshot, _: (DEAF.at(Place("flow: topics")),) if snapshot.revision == "P2-S2" else ()
    write(folder, "P2", "S2")
    published.refresh()
    assert published.standing.revision == "P1-S2"
    assert origins(published) == ("kept", "files")


def test_prompts_that_stand_in_are_spoken_for_their_recordings_may_be_gone(folder: Path) -> None:
    write(folder, "P1 recorded")
    published = publish(folder)
    played = published.current()
    assert played is not None
    assert played.prompts["fr"].prompts["goodbye"].audio
    write(folder, "broken")
    published.refresh()
    spoken = published.current()
    assert spoken is not None
    assert not spoken.prompts["fr"].prompts["goodbye"].audio
    assert spoken.revision != played.revision, "documents are kept by revision"


# -- a start over broken files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "prompts", "schedules", "live", "origin"),
    [
        ("nothing is read of what was kept", "P1", "S1", "P1-S1", ("files", "files")),
        ("prompts from before, and an emergency of today", "broken", "S1", "P0-S1", ("kept", "files")),
        ("hours from before, and words of today", "P1", "broken", "P1-S0", ("files", "kept")),
        ("all from before", "broken", "broken", "P0-S0", ("kept", "kept")),
        ("prompts that fail a check", "P1 deaf", "S1", "P0-S1", ("kept", "files")),
    ],
)
def test_what_was_kept_stands_in_at_a_start(
    folder: Path, kept: Path, why: str, prompts: str, schedules: str, live: str, origin: tuple[str, str]
) -> None:
    write(folder, prompts, schedules)
    published = publish(folder, kept)
    assert published.standing.revision == live, why
    assert origins(published) == origin


def test_a_start_on_what_was_kept_is_said_loudly(folder: Path, kept: Path) -> None:
    write(folder, "broken")
    with capture_logs() as logs:
        publish(folder, kept).tell()
    assert [line["event"] for line in logs] == ["content_fault", "last_good_content_goes_on"]
    assert logs[-1]["log_level"] == "error"
    assert (logs[-1]["prompts"], logs[-1]["revision"], logs[-1]["faults"]) == ("kept", "P0-S1", 1)


def test_without_any_there_is_nothing_to_say_until_there_is(folder: Path) -> None:
    write(folder, "broken")
    with capture_logs() as logs:
        published = publish(folder)
        published.tell()
    assert published.current() is None
    assert [(line["event"], line["log_level"]) for line in logs][-1] == ("constant_sentences_are_spoken", "critical")
    assert read_metric("ivr_content", {"half": "schedules", "origin": "none"}) == 1
    write(folder, "P1")
    assert published.refresh()
    assert published.standing.revision == "P1-S1"


def test_a_flaw_is_better_than_no_line_and_gives_way_to_whatever_reads(folder: Path) -> None:
    write(folder, "P1 deaf")
    with capture_logs() as logs:
        published = publish(folder)
        published.tell()
    assert published.standing.revision == "P1 deaf-S1"
    assert [line["event"] for line in logs] == ["content_fault", "faulty_content_is_served"]
    write(folder, "P2 deaf")
    assert published.refresh(), "it is no worse"
    write(folder, "P3")
    assert published.refresh()
    assert published.standing.findings == ()
    write(folder, "P4 deaf")
    assert not published.refresh(), "from now on there is a good one"


def test_a_flaw_outlives_files_that_break_after_it(folder: Path) -> None:
    write(folder, "P1 deaf")
    published = publish(folder)
    write(folder, "broken")
    assert not published.refresh()
    assert published.standing.revision == "P1 deaf-S1"
    assert origins(published) == ("kept", "kept")


# -- what is kept ----------------------------------------------------------------------------------------------------


def names(folder: Path, part: str) -> list[bytes]:
    """What stands in the newest copy."""
    return [raw for copy in list(KeptFiles(folder / "kept").copies(part))[:1] for raw in files_of(copy).values()]


def test_nothing_is_kept_before_the_line_runs(folder: Path) -> None:
    publish(folder)
    assert not (folder / "kept").exists()


def test_what_is_good_is_kept_half_by_half(folder: Path) -> None:
    published = publish(folder)
    published.keep()
    assert (names(folder, "prompts"), names(folder, "schedules")) == ([b"P1"], [b"S1"])
    write(folder, "broken", "S2")
    published.refresh()
    published.keep()
    assert (names(folder, "prompts"), names(folder, "schedules")) == ([b"P1"], [b"S2"])


def test_what_fails_a_check_is_not_kept(folder: Path) -> None:
    write(folder, "P1 deaf")
    publish(folder).keep()
    assert not (folder / "kept").exists()


def test_a_disk_that_can_not_be_written_is_told_once_and_tried_again(folder: Path) -> None:
    published = publish(folder)
    (folder / "kept").write_text("in the way", encoding="utf-8")
    with capture_logs() as logs:
        published.keep()
        published.keep()
    assert [(line["event"], line["part"]) for line in logs] == [
        ("content_not_kept", "prompts"),
        ("content_not_kept", "schedules"),
    ]
    (folder / "kept").unlink()
    published.keep()
    assert names(folder, "prompts") == [b"P1"]


@pytest.mark.parametrize(
    ("worked", "rest", "why"),
    [
        (0.0, 5.0, "nothing had changed"),
        (0.3, 5.0, "the shipped content"),
        (1.0, 9.0, "a tenth of the time"),
        (10.0, 30.0, "thousands of entries: an emergency must not wait for minutes"),
    ],
)
def test_whoever_reads_rests_in_between(worked: float, rest: float, why: str) -> None:
    assert rest_after(worked, 5.0) == pytest.approx(rest), why
