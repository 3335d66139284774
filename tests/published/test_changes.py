"""What the staff publish goes live above whatever files are; what can't be read of it is set aside alone."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from ivr.content.changes import Change, compare, digest_of, entry_of
from ivr.content.schedules import read_schedules, tables_of
from ivr.hours.rule import Emergency
from ivr.line.flow import FLOW
from ivr.published import following
from ivr.published.kept import files_of
from ivr.published.layering import Layered, layered
from ivr.published.live import Published as Live
from ivr.published.live import open_published
from ivr.published.reading import read_halves
from ivr.published.snapshot import Pair, Snapshot
from tests.published.changing import FRIDAY, NOW, OUTAGE, Published, put
from tests.sentences.hearing import closures_of, content_with

CLOSED = closures_of({"closures": {"travaux": FRIDAY}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return content_with(CLOSED, tmp_path)


def opened(folder: Path, source: Published) -> Live:
    """A process that has just started."""
    live = open_published(folder, FLOW, lambda: NOW, folder / "kept", source)
    live.refresh()
    live.keep()
    return live


def snapshot(live: Live) -> Snapshot:
    found = live.current()
    assert found is not None
    return found


def entries(live: Live) -> list[str]:
    return [one.what.name for one in snapshot(live).schedules.above]


def is_closed(live: Live, caisse: str = "691") -> bool:
    schedules = snapshot(live).schedules
    return not schedules.calendar(schedules.caisses[caisse].rule, NOW).is_open(NOW + timedelta(hours=1))


def test_an_emergency_is_live_at_the_next_look_and_the_revision_names_it(folder: Path) -> None:
    source = Published()
    live = opened(folder, source)
    before = live.standing.revision
    assert not is_closed(live)
    source.publish(put("emergencies", "panne", OUTAGE))
    with capture_logs() as logs:
        assert live.refresh()
    assert is_closed(live)
    assert live.standing.revision == f"{before}+1"
    assert any("panne: emergency" in one.get("sentence", "") for one in logs)
    assert not live.refresh()
    assert source.asked == 2  # the whole layer only when there is something new


def test_an_entry_of_the_files_is_replaced_in_its_place_or_taken_away(folder: Path) -> None:
    source = Published()
    live = opened(folder, source)
    base = base_of(folder)
    source.publish(put("closures", "travaux", {**FRIDAY, "where": "751"}, base), put("closures", "autre", FRIDAY))
    live.refresh()
    assert entries(live) == ["travaux", "autre"]
    assert snapshot(live).schedules.above[0].places == {"751"}
    source.publish(Change("closures", "travaux", "removes", base=base))
    live.refresh()
    assert entries(live) == ["autre"]
    source.publish(Change("closures", "travaux", "leaves"))
    live.refresh()
    assert entries(live) == ["travaux", "autre"]
    assert snapshot(live).schedules.above[0].places == {"691"}


def test_a_notice_is_an_entry_too(folder: Path) -> None:
    source = Published()
    notice = {"lines": ["national"], "first": "2026-11-25 08:00", "last": "unknown", "fr": "Bonjour.", "en": "Hello."}
    source.publish(put("bulletins", "mot", notice))
    assert [one.name for one in snapshot(opened(folder, source)).schedules.bulletins] == ["mot"]


def test_without_its_database_a_process_goes_on_and_so_does_the_next_one(folder: Path) -> None:
    source = Published()
    source.publish(put("emergencies", "panne", OUTAGE))
    live = opened(folder, source)
    source.away = True
    with capture_logs() as logs:
        live.refresh()
        live.refresh()
    assert [one["event"] for one in logs].count("changes_not_read") == 1  # told once
    assert is_closed(live)
    assert is_closed(opened(folder, source))


def test_a_new_emergency_applies_over_the_last_good_files(folder: Path) -> None:
    source = Published()
    opened(folder, source)
    (folder / "schedules" / "caisses.yaml").write_text("{}\n", encoding="utf-8")
    live = opened(folder, source)
    assert live.standing.schedules == "kept"
    source.publish(put("emergencies", "panne", OUTAGE))
    live.refresh()
    assert is_closed(live)
    assert live.standing.schedules == "kept"


def test_kept_changes_that_were_harmed_are_not_believed(folder: Path) -> None:
    source = Published()
    source.publish(put("emergencies", "panne", OUTAGE))
    opened(folder, source)
    source.away = True
    kept = folder / "kept" / "changes" / "newest.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("unknown", "2026-11-25 09:30"), encoding="utf-8")
    with capture_logs() as logs:
        live = opened(folder, source)
    assert "kept_changes_not_believed" in [one["event"] for one in logs]
    assert entries(live) == ["travaux"]


UNREADABLE = [
    put("closures", "vague", {**FRIDAY, "days": "un de ces jours"}),
    put("closures", "nulle-part", {**FRIDAY, "where": "999"}),
    put("closures", "invisible", {**FRIDAY, "fr": "tra\x00vaux"}),
    put("closures", "sans-mots", {"where": "691", "days": "4 décembre 2026"}),
    put("bulletins", "sans-fin", {"lines": "national", "first": "2026-11-25 08:00", "fr": "Bonjour.", "en": "Hello."}),
    put("conges", "d'ailleurs", FRIDAY),
    put("closures", "", FRIDAY),
    put("closures", "profond", {"where": {"a": {"b": "c"}}, "days": ["4 décembre 2026", ["x"]]}),
]


@pytest.mark.parametrize("bad", UNREADABLE, ids=lambda change: change.name or "no name")
def test_a_change_that_cannot_be_read_is_set_aside_alone_and_loudly(folder: Path, bad: Change) -> None:
    source = Published()
    source.publish(put("emergencies", "panne", OUTAGE), bad, put("closures", "autre", FRIDAY))
    with capture_logs() as logs:
        live = opened(folder, source)
    assert is_closed(live)
    assert entries(live) == ["travaux", "autre", "panne"]
    told = [one for one in logs if one["event"] == "content_fault"]
    assert {one["place"] for one in told} == {"changement 2 (marie)"}
    assert live.standing.findings
    source.publish(Change(bad.section, bad.name, "leaves"))
    live.refresh()
    assert not live.standing.findings


def test_what_breaks_whoever_looks_at_it_is_found_among_many(folder: Path) -> None:
    changes = tuple(replace(put("closures", f"n{number}", FRIDAY), id=number) for number in range(1, 40))

    def fragile(snapshot: Snapshot) -> tuple[()]:
        if {"n7", "n30"} & {one.what.name for one in snapshot.schedules.above}:
            raise RuntimeError("nobody expected this")
        return ()

    found = layered(pair_of(folder), changes, fragile)
    assert [change.id for change in found.aside] == [7, 30]
    assert len(found.held) == 37
    assert {finding.code for finding in found.findings} == {"unusable-change"}


def test_a_change_is_not_blamed_for_what_ails_the_files(folder: Path) -> None:
    (folder / "schedules" / "bulletins.yaml").write_text("bulletins: {}\n...\n", encoding="utf-8")
    pair = pair_of(folder)
    flaw = read_halves(folder / "nowhere").findings
    assert flaw
    found: Layered = layered(pair, (replace(put("closures", "autre", FRIDAY), id=1),), lambda _: flaw)
    assert [change.id for change in found.held] == [1]


def test_equal_ones_are_dropped_and_one_whose_entry_was_changed_underneath_is_told(folder: Path) -> None:
    base, elsewhere = base_of(folder), {**FRIDAY, "where": "751"}
    change = replace(put("closures", "travaux", elsewhere, base), id=1)

    def how() -> str:
        (one,) = compare(tables_of(files_of(folder / "schedules")), [change])
        return one.how

    assert how() == "above"
    write(folder, {**FRIDAY, "where": "131"})
    assert how() == "overtaken"
    assert read_schedules(folder / "schedules", [change]).above[0].places == {"751"}  # until a person decides
    write(folder, dict(reversed(elsewhere.items())))
    assert how() == "equal"
    assert read_schedules(folder / "schedules", [change]).above[0].what.place.name == "schedules/closures.yaml"


def test_what_the_files_have_said_for_long_is_left_to_them_for_good(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or it would count again on the day on which somebody takes it out of the files."""
    source = Published()
    source.publish(put("closures", "autre", FRIDAY))
    live = opened(folder, source)
    (folder / "schedules" / "closures.yaml").write_text(closures_of({"closures": {"autre": FRIDAY}}), encoding="utf-8")
    live.refresh()
    live.keep()
    assert len(source.changes) == 1  # not at once: another process may still serve the files without it
    monkeypatch.setattr(following, "SETTLE_SECONDS", 0.0)
    live.keep()
    assert source.changes[-1].does == "leaves"
    (folder / "schedules" / "closures.yaml").write_text(closures_of({}), encoding="utf-8")
    live.refresh()
    assert entries(live) == []


WORDS = st.sampled_from(
    ["", "691", "all", "national", "unknown", "4 décembre 2026", "tous les jours de 2026", "09:00-12:00"]
)
VALUES = st.recursive(
    WORDS | st.text(max_size=12) | st.sampled_from(["2026-11-25 08:00", "2026-11-26 00:00", "Mo-Su 00:00-00:01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(["where", "days", "hours", "even", "fr", "en", "start", "end", "lines", "first", "last"])
CHANGES = st.builds(
    put,
    st.sampled_from(["closures", "openings", "hours", "emergencies", "bulletins"]),
    st.sampled_from(["travaux", "a", "b"]) | st.text(max_size=6),
    st.sampled_from([FRIDAY, OUTAGE, {}]).flatmap(
        lambda entry: st.dictionaries(KEYS, VALUES, max_size=4).map(lambda more: {**entry, **more})
    ),
) | st.builds(Change, st.just("closures"), st.just("travaux"), st.sampled_from(["removes", "leaves"]))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = content_with(CLOSED, tmp_path_factory.mktemp("content"))
    return pair_of(folder)


@settings(max_examples=15)
@given(drafts=st.lists(CHANGES, min_size=1, max_size=5))
def test_random_changes_never_leave_the_line_without_hours(shared: Pair, drafts: list[Change]) -> None:
    changes = tuple(replace(draft, id=number) for number, draft in enumerate(drafts, 1))

    def faults(snapshot: Snapshot) -> tuple[()]:
        snapshot.schedules.prepare(NOW)
        return ()

    found = layered(shared, changes, faults)
    now = found.above.schedules.what
    assert set(now.caisses) == set(shared.schedules.what.caisses)
    for rule in now.rules:
        now.calendar(rule, NOW).next_opening(NOW)
    assert set(found.held) | set(found.aside) == set(changes)


def base_of(folder: Path) -> str:
    return digest_of(entry_of(tables_of(files_of(folder / "schedules")), "closures", "travaux"))


def pair_of(folder: Path) -> Pair:
    halves = read_halves(folder)
    assert halves.prompts
    assert halves.schedules
    return Pair(halves.prompts, halves.schedules)


def write(folder: Path, entry: dict[str, str]) -> None:
    (folder / "schedules" / "closures.yaml").write_text(closures_of({"closures": {"travaux": entry}}), encoding="utf-8")


def test_the_emergency_is_the_reader_s_own(folder: Path) -> None:
    source = Published()
    source.publish(put("emergencies", "panne", OUTAGE))
    what = snapshot(opened(folder, source)).schedules.above[-1].what
    shutil.copytree(folder, folder / "written", ignore=shutil.ignore_patterns("kept", "written"))
    written = closures_of({"closures": {"travaux": FRIDAY}, "emergencies": {"panne": OUTAGE}})
    (folder / "written" / "schedules" / "closures.yaml").write_text(written, encoding="utf-8")
    assert isinstance(what, Emergency)
    assert what == read_schedules(folder / "written" / "schedules").above[-1].what
