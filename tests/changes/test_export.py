"""Changes written into the files: they say what the changes say, and every other line and comment stays as it was."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.changes.export import ExportError, exported
from ivr.content.changes import Change, Written
from tests.published.changing import FRIDAY, OUTAGE, put

SHIPPED = Path("schedules/closures.yaml").read_text(encoding="utf-8")
WRITTEN = """\
# en tête
format: 2

closures:   # les fermetures
  # avant travaux
  travaux:  # ceux de Lyon
    where: 691   # le Rhône
    days:
      - 4 décembre 2026
      - 5 décembre 2026
    # pourquoi
    fr: travaux
    en: works

  # avant pont
  pont:
    where: all
    days: 7 mai 2027
    fr: pont
    en: a bridge

# les ouvertures
openings: {}
#  exemple:
hours: {été: {where: 691, days: juillet 2027, hours: "Mo-Fr 08:00-12:00"}}
emergencies: {}
...
"""


def changed(text: str, *changes: Change) -> tuple[list[str], list[str]]:
    """The lines that went and those that came; written is what the changes say, or `exported` raises."""
    before, after = text.split("\n"), exported(text, changes).split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_a_new_entry_stands_after_the_others_and_an_empty_section_opens() -> None:
    gone, come = changed(WRITTEN, put("closures", "nouveau", FRIDAY), put("emergencies", "panne", OUTAGE))
    assert gone == ["emergencies: {}"]
    assert come[:3] == ["  nouveau:", "    where: 691", "    days: 4 décembre 2026"]
    text = exported(WRITTEN, [put("closures", "nouveau", FRIDAY)])
    assert text.index("a bridge") < text.index("nouveau") < text.index("# les ouvertures")


def test_only_the_keys_that_say_something_else_are_written_again() -> None:
    entry: dict[str, Written] = {
        "where": "691",
        "days": "11 décembre 2026",
        "hours": "matin",
        "fr": "travaux: suite",
        "en": "works",
    }
    gone, come = changed(WRITTEN, put("closures", "travaux", entry))
    assert gone == ["    days:", "      - 4 décembre 2026", "      - 5 décembre 2026", "    fr: travaux"]
    assert come == ["    days: 11 décembre 2026", "    fr: 'travaux: suite'", "    hours: matin"]


def test_what_is_taken_away_leaves_the_comment_of_what_follows() -> None:
    text = exported(WRITTEN, [Change("closures", "travaux", "removes")])
    assert "691   #" not in text
    assert "\n  # avant pont\n  pont:\n" in text
    alone = exported(text, [Change("closures", "pont", "removes")])
    assert "closures: {}   # les fermetures" in alone
    assert alone.count("# les ouvertures") == 1


def test_a_section_on_one_line_is_opened() -> None:
    gone, come = changed(
        WRITTEN, put("hours", "hiver", {"where": "691", "days": "janvier 2027", "hours": "09:00-12:00"})
    )
    assert len(gone) == 1
    assert {"hours:", "  été:", "  hiver:"} <= set(come)


def test_what_comes_and_goes_leaves_the_file_as_it_was() -> None:
    for text in (SHIPPED, WRITTEN, SHIPPED.replace("\n", "\r\n")):
        there = exported(text, [put("closures", "a", FRIDAY), put("emergencies", "panne", OUTAGE)])
        back = exported(there, [Change("closures", "a", "removes"), Change("emergencies", "panne", "removes")])
        assert back == text


def test_what_a_file_can_not_hold_is_refused() -> None:
    with pytest.raises(ExportError):
        exported(WRITTEN.replace("openings: {}", "openings: rien"), [put("openings", "a", FRIDAY)])


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=12).map(str.strip)
ENTRIES = st.dictionaries(
    st.sampled_from(["where", "days", "fr", "en", "hours"]), TEXTS | st.lists(TEXTS, min_size=1, max_size=3), min_size=1
)
DRAFTS = st.builds(
    put, st.sampled_from(["closures", "openings", "hours"]), st.sampled_from(["travaux", "été", "b"]), ENTRIES
)
REMOVED = st.builds(Change, st.just("closures"), st.sampled_from(["travaux", "pont"]), st.just("removes"))


@settings(max_examples=200)
@given(drafts=st.lists(DRAFTS | REMOVED, min_size=1, max_size=3, unique_by=lambda change: change.key))
def test_whatever_is_written_says_what_the_changes_say(drafts: list[Change]) -> None:
    text = exported(WRITTEN, drafts)  # raises where it doesn't
    assert text.endswith("\n...\n")
    assert all(line in text for line in ("# en tête", "# avant pont", "# les ouvertures", "#  exemple:"))
