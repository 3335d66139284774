"""Whatever the staff type into a form: it is refused with findings or published, and the line still answers."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.changes.drafting import Prepared, form_now, prepared
from ivr.changes.form import KINDS, Form
from ivr.changes.heard import facts_at
from ivr.changes.impact import impact_of
from ivr.changes.impact_words import rows_of, summary_words
from ivr.changes.ledger import ChangesTable, OutrunError
from ivr.changes.moments import moments_that_change
from ivr.changes.proposal import Proposal
from ivr.changes.publishing import Publishing, Signature
from ivr.changes.rehearsed import rehearse
from ivr.line.call import LINE_NAMES
from ivr.line.flow import FLOW
from ivr.published.live import Published, open_published
from ivr.store.engine import Store, open_store
from tests.changes.forming import NOW
from tests.postgres import patient
from tests.tables import give_tables

EDITS = 8  # of one run of the staff
SLICE, WHOLE_RUN = 3, 250  # runs: 24 edits, and 2,000
SAYS_SO = ("endless-closure", "never-opens", "far-end")  # that somebody will not open for a year

WHERE = ("Lyon", "69", "tous", "national", "mayotte", "caisses", "all sauf mayotte", "2A", "étranger", "national-own")
WHERE += ("691, 751", "St Etienne", "xyzzy", "saint-denis", "lines", "974", "msa", "")
DAYS = ("demain", "vendredi après-midi", "24 décembre", "tous les samedis", "chaque année le 24 décembre", "noël", "")
DAYS += ("le 31 février", "du 4 janvier à fin juin", "à partir du 1er décembre 2026", "premier lundi du mois", "2199")
DAYS += ("du 24 décembre au 3 janvier", "2 novembre 2026", "décembre 2026 sauf le 25 décembre 2026", "du 1er au 5")
DAYS += ("à partir d'aujourd'hui jusqu'à nouvel ordre", "du 1er janvier 2027 au 31 décembre 2028", "lundi au vendredi")
HOURS = ("", "après-midi", "9h-12h", "lundi au vendredi 8h-18h", "à partir de midi", "toute la journée", "25h")
HOURS += ("00:00-23:59", "09:00-12:00,14:00-16:00", "jusqu'à 10h", "8h30", "Su 09:00-09:01", "Mo 08:00")
MOMENTS = ("", "maintenant", "18h", "demain 9h", "fin de journée", "jusqu'à nouvel ordre", "unknown", "hier")
MOMENTS += ("2026-13-45 99:99", "2027-03-28 02:30", "dans 2 heures", "30 juin 2027 à midi", "9999-12-31 23:59")
WORDS = ("panne", "mouvement social", "Nous sommes fermés.", "à 8h30", "{x}", "", "travaux", "  ", "a\x00b", "😀")

typed = st.text(max_size=30)


def one_of(*known: str) -> st.SearchStrategy[str]:
    """Mostly what somebody would type, sometimes anything."""
    return st.sampled_from(known) | st.sampled_from(known) | st.sampled_from(known) | typed


anything = st.builds(
    Form,
    kind=st.sampled_from(KINDS),
    where=st.lists(one_of(*WHERE), max_size=3).map(tuple),
    days=one_of(*DAYS),
    hours=one_of(*HOURS),
    even=st.lists(one_of("holidays", "closures", "fériés"), max_size=2).map(tuple),
    start=one_of(*MOMENTS),
    until=one_of(*MOMENTS),
    lines=st.lists(one_of("national", "mayotte", "abroad", "all", "paris"), max_size=3).map(tuple),
    fr=one_of(*WORDS),
    en=one_of("a strike", "works", "{x}", ""),
    note=typed,
)


KNOWN = ("Lyon", "69", "tous", "national", "mayotte", "caisses", "all sauf mayotte", "2A", "étranger", "974", "lines")
DATED = ("demain", "24 décembre", "noël", "du 4 janvier à fin juin", "du 28 novembre au 3 décembre", "décembre")
RETURNING = ("tous les samedis", "premier lundi du mois", "chaque année le 24 décembre", "à partir du 1er décembre")
PARTS = ("", "après-midi", "jusqu'à 10h", "9h-12h", "à partir de midi")
TIMES = ("9h-12h", "00:00-23:59", "09:00-12:00,14:00-16:00")
WEEKS = (*TIMES, "lundi au vendredi 8h-18h", "Su 09:00-09:01", "Mo 08:00-12:00; Fr 14:00-20:00")
ENDS = ("18h", "demain 9h", "fin de journée", "jusqu'à nouvel ordre", "30 juin 2027 à midi")
said = st.sampled_from((("mouvement social", ""), ("panne de notre réseau téléphonique", ""), ("chantier", "works")))


def some(*known: str) -> st.SearchStrategy[str]:
    return st.sampled_from(known)


@st.composite
def sensible(draw: st.DrawFn) -> Form:
    """A form as somebody fills it in who knows what they want."""
    kind = draw(st.sampled_from(KINDS))
    french, english = draw(said)
    lasting = () if kind == "open" else RETURNING
    return Form(
        kind,
        where=tuple(draw(st.lists(some(*KNOWN), min_size=1, max_size=2))),
        days=draw(some(*DATED, *lasting)),
        hours=draw(some(*{"closed": PARTS, "open": TIMES}.get(kind, WEEKS))),
        even=draw(st.sampled_from(((), ("holidays",), ("holidays", "closures")))),
        until=draw(some(*ENDS)),
        lines=(draw(some("national", "mayotte", "all")),),
        fr="Une annonce." if kind == "notice" else french,
        en="A notice." if kind == "notice" else english,
    )


forms = sensible() | sensible() | anything


@contextmanager
def staff() -> Iterator[tuple[Published, Store]]:
    """A line with a database of its own, of which nothing was published."""
    with tempfile.TemporaryDirectory() as folder:
        store = patient(open_store(f"sqlite:///{Path(folder)}/line.sqlite3"))
        give_tables(store)
        live = open_published(Path(), FLOW, lambda: NOW, None, ChangesTable(store, lambda: NOW))
        live.follow()
        yield live, store
        store.close()


def test_no_edit_leaves_the_line_without_hours_or_unable_to_answer(pytestconfig: pytest.Config) -> None:
    @settings(max_examples=WHOLE_RUN if pytestconfig.getoption("--whole") else SLICE)
    @given(st.lists(forms, min_size=EDITS, max_size=EDITS), st.randoms(use_true_random=False))
    def hold(edits: list[Form], draw: Any) -> None:
        with staff() as (live, store):
            for form in edits:
                edit(live, store, form, draw)

    hold()


def edit(live: Published, store: Store, form: Form, draw: Any) -> None:
    """One form is sent: for a new entry, or for one that is there."""
    there = [(change.section, change.name) for change in live.changes if change.does == "puts"]
    if there and draw.random() < 0.4:
        editing = draw.choice(there)
        before = form_now(live, *editing)
        assert before is not None
        form = draw.choice((replace(before, days=form.days, until=form.until), form))
        form = replace(form, editing=editing, seen=before.seen)
    found = prepared(live, form, NOW, "marie")
    tells(found)
    if found.proposal is None:
        assert found.faults
        return
    shows(found.proposal)
    shut = unopened(live)
    with store.writing() as connection:
        Publishing().publish(connection, found.proposal, by=Signature("m1", "Marie"), at=NOW)
    live.follow()
    answers(live, draw)
    assert unopened(live) <= shut or any(fault.finding.code in SAYS_SO for fault in found.faults)


def tells(found: Prepared) -> None:
    for fault in found.faults:
        for language in ("fr", "en"):
            assert fault.finding.sentence(language)  # type: ignore[arg-type]


def shows(proposal: Proposal) -> None:
    """What the page shows of it."""
    impact = impact_of(proposal.before, proposal.after, NOW)
    assert summary_words(impact, proposal.after.schedules)["fr"]
    assert len(rows_of(impact, proposal.after.schedules)) >= len(impact.touched)
    for moment in moments_that_change(impact, proposal.before, proposal.after, NOW):
        assert moment.heard.differs


def answers(live: Published, draw: Any) -> None:
    """What was published is live, and every line speaks at any moment."""
    snapshot = live.current()
    assert snapshot is not None
    assert live.layered.aside == ()
    for name in LINE_NAMES:
        for keys in ((), ("3", "69001", "1"), ("0", "97400")):
            at = NOW + timedelta(minutes=draw.randrange(500_000))
            call = rehearse(snapshot, facts_at(snapshot, at, name), draw.choice(("fr", "en")), keys)
            assert all(one.sentences or one.words for one in call.said)
            assert call.ended or call.choices


def unopened(live: Published) -> set[str]:
    """The lines that have no sure opening within a year."""
    snapshot = live.current()
    assert snapshot is not None
    calendars = {name: snapshot.schedules.calendar(line.rule, NOW) for name, line in snapshot.schedules.lines.items()}
    return {name for name, one in calendars.items() if not (one.is_open(NOW) or one.next_opening(NOW))}


def publish(live: Published, store: Store, form: Form | None) -> Prepared:
    assert form
    found = prepared(live, form, NOW, "marie")
    assert found.proposal
    with store.writing() as connection:
        Publishing().publish(connection, found.proposal, by=Signature("m1", "Marie"), at=NOW)
    live.follow()
    return found


def test_who_opened_a_form_before_somebody_else_published_is_told_and_overwrites_nothing() -> None:
    with staff() as (live, store):
        publish(live, store, Form("closed", ("691",), "demain", fr="mouvement social"))
        key = live.changes[0].key
        mine = form_now(live, *key)
        publish(live, store, form_now(live, *key))  # somebody else, meanwhile
        assert mine
        found = prepared(live, replace(mine, where=("751",)), NOW)
        assert found.outrun
        assert found.outrun.id == 2
        assert found.proposal
        with pytest.raises(OutrunError), store.writing() as connection:
            Publishing().publish(connection, found.proposal, by=Signature("m1", "Marie"), at=NOW)
        again = replace(mine, where=("751",), seen=found.outrun.id)  # they have seen it now
        assert publish(live, store, again).outrun is None


def test_entries_that_close_all_together_are_told_before_the_last_is_published() -> None:
    with staff() as (live, store):
        hours = Form("hours", ("tous",), "tous les lundis, mardis, mercredis, jeudis et vendredis", "9h-12h")
        publish(live, store, hours)
        closing = Form("closed", ("tous",), "tous les lundis, mardis, mercredis, jeudis et vendredis", "8h-13h")
        found = prepared(live, replace(closing, fr="mouvement social"), NOW)
        [told] = [fault for fault in found.faults if fault.finding.code == "never-opens"]
        assert "tout le monde" in told.finding.sentence("fr")
