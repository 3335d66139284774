"""Weekly hours: what staff may write, and the sentences that refuse the rest."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.hours.weekly import EXAMPLE, HoursError, read_hours, read_spans
from tests.hours.rules import spans

ACCEPTED = [
    ("Mo-Fr 08:30-17:00", ["08:30-17:00"] * 5 + ["", ""], "the national minimum"),
    ("Mo-Th 07:30-14:30; Fr 07:30-12:00", ["07:30-14:30"] * 4 + ["07:30-12:00", "", ""], "Mayotte"),
    (
        "Mo,Th 07:30-15:30; Tu,We,Fr 07:30-12:00",
        [*(["07:30-15:30", "07:30-12:00", "07:30-12:00"]), "07:30-15:30", "07:30-12:00", "", ""],
        "Guadeloupe",
    ),
    ("Mo-Fr 08:30-12:00,13:00-17:00", ["08:30-12:00 13:00-17:00"] * 5 + ["", ""], "two periods a day"),
    ("Mo-Fr 08:30-12:00, 13:00-17:00", ["08:30-12:00 13:00-17:00"] * 5 + ["", ""], "a space after the comma"),
    ("Mo-Fr 13:00-17:00,08:30-12:00", ["08:30-12:00 13:00-17:00"] * 5 + ["", ""], "periods in any order"),
    ("Mo-Fr 08:30-12:00;Sa 09:00-12:00", ["08:30-12:00"] * 5 + ["09:00-12:00", ""], "no space after the semicolon"),
    ("Fr 07:30-12:00; Mo-Th 07:30-14:30", ["07:30-14:30"] * 4 + ["07:30-12:00", "", ""], "groups in any order"),
    ("Su 00:00-23:59", ["", "", "", "", "", "", "00:00-23:59"], "the longest day"),
    (
        "Mo,We-Fr 08:00-09:00",
        ["08:00-09:00", "", "08:00-09:00", "08:00-09:00", "08:00-09:00", "", ""],
        "a list with a range",
    ),
]

REFUSED = [
    ("", "vides", "nothing"),
    ("   ", "vides", "only blanks"),
    ("Mo-Fr 08:30-12:00; Mo-Fr 13:00-17:00", "deux fois", "the library would lose the morning"),
    ("Mo-Fr 08:30-12:00; We 13:00-17:00", "deux fois", "Wednesday's morning would be lost"),
    ("Mo,Mo 08:30-12:00", "deux fois", "the same day twice in one group"),
    ("Mo-Fr", "24 heures", "the library would take it for day and night"),
    ("08:30-17:00", "24 heures", "no weekday: every day of the week"),
    ("24/7", "24 heures", "no such line"),
    ("Mo-Fr 17:00-08:30", "avant de commencer", "over night"),
    ("Mo-Fr 08:30-08:30", "avant de commencer", "an empty span"),
    ("Mo-Fr 08:30+", "pas une période", "open-ended"),
    ("Mo-Fr 08:30-17:00+", "pas une période", "open-ended"),
    ("Mo-Fr 08:30-25:00", "de 00:00 à 23:59", "25:00"),
    ("Mo-Fr 08:30-24:00", "de 00:00 à 23:59", "24:00 belongs to the next day"),
    ("Mo-Fr 08:60-17:00", "de 00:00 à 23:59", "sixty minutes"),
    ("Mo-Fr 8:30-17:00", "deux heures, un tiret", "a time of four characters"),
    ("Mo-Fr 8h30-17h", "deux-points", "times as the French write them"),
    ("Mo-Fr 08h30-17h00", "deux-points", "times as the French write them"),
    ("Mo-Fr 08:30–17:00", "pas une période", "a dash that is no hyphen"),
    ("Lu-Ve 08:30-17:00", "Lu se dit Mo", "French days"),
    ("Mo-Ve 08:30-17:00", "Ve se dit Fr", "half French"),
    ("mo-fr 08:30-17:00", "pas un jour", "small letters"),
    ("Xx 08:30-17:00", "pas un jour", "no such day"),
    ("PH 08:30-17:00", "sans jours fériés", "PH without a country does nothing"),
    ("Mo-Fr 08:30-17:00; PH off", "sans jours fériés", "PH without a country does nothing"),
    ("Fr-Mo 08:30-17:00", "reculons", "around the week's end"),
    ("Mo-Fr 08:30-12:00,11:00-17:00", "chevauchent", "overlapping spans"),
    ("Mo-Fr 08:30-12:00,12:00-17:00", "touchent", "touching spans"),
    ("Mo-Fr 08:30-17:00;", "point-virgule", "a semicolon too many"),
    ("Mo-Fr 08:30-12:00,", "pas une période", "a comma too many"),
    ("Mo,,Fr 08:30-12:00", "pas un jour", "a comma too many"),
    ("Mo-Fr sunrise-sunset", "pas une période", "the sun"),
    ("Mo-Fr 08:30-17:00 unknown", "pas une période", "a state"),
    ('Mo-Fr 08:30-17:00 "sur rendez-vous"', "pas une période", "a comment"),
    ("Mo[1] 08:30-17:00", "pas un jour", "the first Monday"),
    ("Jan Mo-Fr 08:30-17:00", "pas un jour", "months"),
    ("Mo-Fr 08:30-17:00 || We 10:00-12:00", "pas une période", "a fallback"),
    ("Mo-Fr ٠٨:٣٠-١٧:٠٠", "pas une période", "digits of another script"),
]


@pytest.mark.parametrize(("text", "week", "reason"), ACCEPTED)
def test_reads_what_staff_may_write(text: str, week: list[str], reason: str) -> None:
    assert read_hours(text) == tuple(spans(expected) for expected in week), reason


@pytest.mark.parametrize(("text", "part", "reason"), REFUSED)
def test_refuses_with_a_sentence_and_an_example(text: str, part: str, reason: str) -> None:
    with pytest.raises(HoursError) as raised:
        read_hours(text)
    assert part in raised.value.reason["fr"], reason
    assert raised.value.reason["en"] != raised.value.reason["fr"]
    assert read_hours(raised.value.example), "the example can be read itself"
    assert raised.value.example in str(raised.value)


MEANT = [
    ("Mo-Fr 8h30-17h", "Mo-Fr 08:30-17:00", "the French way"),
    ("lundi-vendredi 8h30 à 17h", "Mo-Fr 08:30-17:00", "in French altogether"),
    ("du lundi au vendredi de 8 h 30 à 12 h et de 13 h à 17 h", "Mo-Fr 08:30-12:00,13:00-17:00", "a sentence"),
    ("Lu-Ve 8,5-12,13-17", "Mo-Fr 08:30-12:00,13:00-17:00", "decimals, and a comma between spans"),
    ("Mo-Fr 8,30-17", "Mo-Fr 08:30-17:00", "a comma for minutes"),
    ("Mo-Fr 08.30-17.00", "Mo-Fr 08:30-17:00", "points"),
    ("Mo-Fr 08:30–17:00", "Mo-Fr 08:30-17:00", "a word processor's dash"),
    ("Mo-Fr 08:30 - 17:00", "Mo-Fr 08:30-17:00", "blanks about the hyphen"),
    ("lundi, mercredi 9-12", "Mo,We 09:00-12:00", "a list of days"),
    ("Mo-Th 7,5-14,5; Fr 7,5-12", "Mo-Th 07:30-14:30; Fr 07:30-12:00", "two groups"),
    ("Mo-Fr 8.25-17", EXAMPLE, "a quarter, or 25 minutes? Not guessed"),
    ("Mo-Fr 08:30-17:00; PH off", EXAMPLE, "half of it would be lost"),
]


@pytest.mark.parametrize(("text", "meant", "reason"), MEANT)
def test_what_was_probably_meant_is_proposed(text: str, meant: str, reason: str) -> None:
    with pytest.raises(HoursError) as raised:
        read_hours(text)
    assert raised.value.example == meant, reason


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mo-Fr 08:00-18:00", "08:00-18:00"),
        ("8h30 à 17h", "08:30-17:00"),
        ("8,5-12", "08:30-12:00"),
        ("12:00-09:00", "09:00-12:00,14:00-16:00"),
        ("rien", "09:00-12:00,14:00-16:00"),
    ],
)
def test_spans_that_are_refused_come_with_spans_that_are_not(text: str, meant: str) -> None:
    with pytest.raises(HoursError) as raised:
        read_spans(text)
    assert raised.value.example == meant
    assert read_spans(raised.value.example)


def test_an_exceptional_opening_has_spans_alone() -> None:
    assert read_spans("09:00-12:00,14:00-16:00") == ((time(9), time(12)), (time(14), time(16)))
    for text in ("", "Mo 09:00-12:00", "09:00", "12:00-09:00", "09:00-12:00; Tu 09:00-10:00"):
        with pytest.raises(HoursError):
            read_spans(text)


PIECES = st.sampled_from(
    [
        "Mo",
        "Fr",
        "Sa",
        "PH",
        "-",
        ",",
        ";",
        " ",
        "08:30",
        "12:00",
        "25:00",
        "8:30",
        "+",
        "off",
        "24/7",
        "\t",
        "\n",
        "é",
        ":",
    ]
)


@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert any(read_hours(text))
    except HoursError as error:
        assert_sentences(error)


def assert_sentences(error: HoursError) -> None:
    assert all(error.reason[language] for language in ("fr", "en"))
