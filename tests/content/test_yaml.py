"""The YAML reader: everything is text, every line is known, and nothing unsound gets through."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.content.faults import Faults
from ivr.content.yaml import LARGEST, Items, Node, Table, Text, read, read_text
from ivr.findings import Place


def tree(source: str | bytes, *, ends_with_dots: bool = False) -> tuple[object, list[tuple[str, str]]]:
    """What a source holds as plain values, and its faults as (code, line)."""
    faults = Faults()
    raw = source if isinstance(source, bytes) else source.encode()
    found = read_text(raw, "schedules/x.yaml", faults, ends_with_dots=ends_with_dots)
    told = [(finding.code, str(finding.place).removeprefix("schedules/x.yaml:")) for finding in faults.findings]
    return plain(found) if found else None, told


def plain(node: Node) -> object:
    match node:
        case Text(value):
            return value
        case Items(items):
            return [plain(item) for item in items]
        case Table(entries):
            return {key: plain(value) for key, value in entries.items()}


TEXTS = [
    ("a: 01", "01", "not the number 1"),
    ("a: 010", "010", "not 8"),
    ("a: 7:30", "7:30", "not 450"),
    ("a: yes", "yes", "not true"),
    ("a: null", "null", "not nothing"),
    ("a: ~", "~", "not nothing"),
    ("a: 2026-11-23", "2026-11-23", "not a date"),
    ("a: +33199001234", "+33199001234", "not a number"),
    ("a: 1e3", "1e3", "not a thousand"),
    ('a: ""', "", "an empty text is one"),
    ("a: 'l''étranger'", "l'étranger", "quotes"),
    ("a: |\n  une\n  deux\n", "une\ndeux\n", "a block"),
    ("a: la CPAM de l'Ain # note", "la CPAM de l'Ain", "a comment"),
]


@pytest.mark.parametrize(("source", "value", "why"), TEXTS)
def test_every_scalar_is_the_text_that_was_written(source: str, value: str, why: str) -> None:
    assert tree(source) == ({"a": value}, []), why


def test_keys_are_texts_too() -> None:
    assert tree("01: a\n1: b\non: c\n2A: d") == ({"01": "a", "1": "b", "on": "c", "2A": "d"}, [])


def test_lines_are_known() -> None:
    faults = Faults()
    found = read_text(b"a:\n  b: 1\n\n  c: [x,\n    y]\n", "prompts/fr.yaml", faults)
    assert isinstance(found, Table)
    inner = found.entries["a"]
    assert isinstance(inner, Table)
    assert inner.places == {"b": Place("prompts/fr.yaml", 2), "c": Place("prompts/fr.yaml", 4)}
    items = inner.entries["c"]
    assert isinstance(items, Items)
    assert [str(item.place) for item in items.items] == ["prompts/fr.yaml:4", "prompts/fr.yaml:5"]


FAULTY = [
    ("a: 1\na: 2\n", [("twice", "2")], "a duplicate key"),
    ("a:\n  b: 1\n  b: 2\na: 3\na: 4\n", [("twice", "3"), ("twice", "4"), ("twice", "5")], "every duplicate at once"),
    ("a:\nb: 1\nc:\n", [("nothing", "1"), ("nothing", "3")], "keys without a value"),
    ("a: {say: For English, press 9.}\n", [("nothing", "1")], "the second half would become a key"),
    ("a: [x, ]\nb:\n  - y\n  -\n", [("empty-item", "4")], "a hyphen alone"),
    ("a: &x 1\nb: *x\n", [("alias", "1"), ("alias", "2")], "an anchor and its alias"),
    ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", [("alias", "1"), ("alias", "2"), ("alias", "3")], "a bomb, unlit"),
    ("a: !!python/object/apply:os.system [ls]\n", [("tag", "1")], "a tag"),
    ("a: !!str 1\n", [("tag", "1")], "a tag"),
    ("? [a]\n: b\n", [("bad-key", "1")], "a key that is no word"),
    ("a: b: c\n", [("syntax", "1")], "a colon within a text"),
    ("a: 'b\nc: d\n", [("open-quote", "1")], "a quote that is not closed: the line on which it opens"),
    ('a:\n  b: "x\n  c: "y"\n  d: "z"\n', [("open-quote", "2")], "a quote that the next one seems to close"),
    ("a: 'l'ami'\n", [("early-quote", "1")], "an apostrophe within single quotes"),
    ('a: "{b:c}"\nd: "x\n', [("open-quote", "2")], "a value of a form within quotes is no forgotten space"),
    ('a: "b {c:d}, e:f\ng: "x"\n', [("open-quote", "1")], "nor in the text that is not closed"),
    ("a: b {c:d}.\ne: 'x\n", [("open-quote", "2")], "nor in a text without quotes"),
    ("a: [b\nc: d\n", [("open-bracket", "1")], "a bracket that is not closed: the line on which it opens"),
    ('a:\n  b: {c: "x, d: "y"}\n', [("open-bracket", "2")], "a lost quote within braces"),
    ("a: {b} c\n", [("nothing", "1"), ("braces-first", "1")], "a text that begins with braces"),
    ("a: {}\n  b:\n    c: d\n", [("left-braces", "1")], "braces for nothing, left above an entry"),
    ("a: {b: c}\n  d: e\n", [("indent", "2")], "braces that hold something are not left over"),
    ("a: 1\n b: 2\n", [("indent", "2")], "indentation that fits nothing"),
    ("a:\n  b: 1\n c: 2\n", [("indent", "3")], "a line too far to the left"),
    ("a:\n  b: 1\n  c\n  d: 2\n", [("no-colon", "3")], "a key without its colon"),
    ("a:\n  b: 1\n  c:d\n  e: 2\n", [("no-space", "3")], "no space after a colon"),
    ("a:\n  b:1\n  c:2\n", [("no-space", "2"), ("no-space", "3")], "none after any: YAML reads one text"),
    ("a: {b:1, c: 2}\n", [("no-space", "1")], "none after a colon within braces"),
    ("a:1\n", [("no-space", "1")], "nor at all"),
    ("a:{}\nb: {}\n", [("no-space", "1")], "none before braces"),
    ("a:\n  b: 1\n  c\td\te\n", [("pasted", "3")], "cells of a spreadsheet, with tabs between"),
    ("a:\n  b: 1\n\tc\td\n", [("pasted", "3")], "the first of them empty"),
    ("a:\n  b: 1\n  c;d;e\n", [("pasted", "3")], "with semicolons"),
    ('a:\n  b: 1\n  "c";"d";"e"\n', [("pasted", "3")], "in quotes"),
    ("c;d;e\n", [("pasted", "1")], "and nothing else"),
    ("*: a\n", [("sign-first", "1")], "a star as a key"),
    ("a: @b\n", [("sign-first", "1")], "a sign that YAML keeps for itself"),
    ("\ta: 1\nb: 2\n \tc: 3\n", [("tab", "1"), ("tab", "3")], "every tab at once"),
    ("- a\n- b\n", [("not-a-table", "1")], "a list"),
    ("bonjour\n", [("not-a-table", "1")], "a text"),
    ("", [("not-a-table", "1")], "nothing"),
    ("# rien\n", [("not-a-table", "1")], "a comment"),
    ("...\n", [("not-a-table", "1")], "the dots alone"),
    ("# rien\n...\n", [("not-a-table", "2")], "a comment and the dots"),
    ("a: 1\n---\nb: 2\n", [("two-documents", "2")], "two documents"),
    ("a: 1\n...\nb: 2\n", [("two-documents", "3")], "text after the dots"),
    ("a: " + "[" * 40 + "]" * 40, [("too-deep", "1")], "too deep"),
    ("[" * 100_000, [("too-deep", "1")], "far too deep"),
    (b"a: \xe9t\xe9\n", [("not-utf8", "1")], "Latin-1"),
    ("a: été\n".encode("utf-16"), [("not-utf8", "1")], "UTF-16"),
    (b"a: 1\nb: \x00\n", [("character", "2")], "a null byte"),
    (b"a: \x1b[31m\n", [("character", "1")], "a terminal's control character"),
    (b"a: " + b"x" * LARGEST, [("too-large", "schedules/x.yaml")], "too large"),
]


@pytest.mark.parametrize(("source", "faults", "why"), FAULTY, ids=[row[2] for row in FAULTY])
def test_what_is_unsound_is_told_with_its_line(source: str | bytes, faults: list[tuple[str, str]], why: str) -> None:
    found = tree(source)[1]
    assert sorted(set(found)) == sorted(set(faults)), why


def test_a_mark_before_the_first_letter_and_windows_lines_do_no_harm() -> None:
    assert tree(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n...\r\n", ends_with_dots=True) == ({"a": "1", "b": "2"}, [])


BLANKS = [
    ("a:\n\u00a0\u00a0b: 1\n\u00a0 c: 2\n", {"a": {"b": "1", "c": "2"}}, "before a key"),
    ("a:\u00a01\nb:\u202f2\n", {"a": "1", "b": "2"}, "after a colon"),
    ("a\u00a0: 1\nb\u202f:\u202f2\n", {"a": "1", "b": "2"}, "before one, as the French type it"),
    ("a: {b:\u00a01, c:\u00a02}\n", {"a": {"b": "1", "c": "2"}}, "within braces"),
    ("a: [691,\u00a0751]\nb:\n  -\u00a01\n", {"a": ["691", "751"], "b": ["1"]}, "in lists"),
    ("a: 2027-05-07\u00a014:30\u00a0\n", {"a": "2027-05-07 14:30"}, "within a value, and at its end"),
    ("a: Attention\u00a0:\u00a0attente\n", {"a": "Attention : attente"}, "about a colon that belongs to a text"),
    ('a: "8\u00a0h"\n', {"a": "8 h"}, "within quotes"),
    ("a:\u200b b\ufeff\n", {"a": "b"}, "blanks of no width"),
]


@pytest.mark.parametrize(("source", "read_as", "why"), BLANKS, ids=[row[2] for row in BLANKS])
def test_no_break_spaces_are_spaces(source: str, read_as: object, why: str) -> None:
    assert tree(source) == (read_as, []), why


@pytest.mark.parametrize("end", ["", "\n", "\n.", "\n..", "\n---\n", "\n# ...\n"])
def test_a_file_that_must_end_with_dots_is_not_read_without_them(end: str) -> None:
    found, faults = tree(f"a: 1{end}", ends_with_dots=True)
    assert found is None
    assert faults


def test_a_missing_file_is_a_fault_and_no_exception(tmp_path: Path) -> None:
    faults = Faults()
    assert read(tmp_path / "lines.yaml", faults) is None
    assert read(tmp_path, faults) is None, "a folder"
    assert [finding.code for finding in faults.findings] == ["no-file", "no-file"]


def test_a_link_that_leads_nowhere_is_not_told_to_be_renamed_to_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "lines.yaml").symlink_to("gone.yaml")
    faults = Faults()
    assert read(tmp_path / "lines.yaml", faults) is None
    (fault,) = faults.findings
    assert "a link to a file that is not there" in fault.sentence("en")


def test_faults_are_told_in_english_too() -> None:
    faults = Faults()
    read_text(b"a: 1\na: 2\n", "schedules/x.yaml", faults)
    assert "already written on line 1" in faults.findings[0].sentence("en")
    assert faults.findings[0].mend("en") == "Keep one of them."


PIECES = st.sampled_from(
    [
        "a",
        "b",
        ":",
        ": ",
        "\n",
        "\n  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "#",
        " #",
        "&x",
        "*x",
        "!",
        "|",
        ">",
        "%",
        "@",
        "...",
        "---",
        "\t",
        "\r",
        "\x00",
        "é",
        "\ufeff",
        "\u2028",
        "?",
        "<<",
    ]
)


@given(st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_any_bytes_are_read_or_refused_and_never_a_traceback(source: str | bytes) -> None:
    found, faults = tree(source)
    assert found is not None or faults


@pytest.mark.parametrize("text", ["?\u2028a", "a\u2028b: c: d", "a\x85 b: c: d\n", "?\r\na"])
def test_lines_are_counted_as_the_parser_counts_them(text: str) -> None:
    assert [code for code, _ in tree(text)[1]], "refused in a sentence, not by a traceback"
