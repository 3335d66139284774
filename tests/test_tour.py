"""docs/tour.md is true: every file that it names is there and defines the names behind it; its steps are steps."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.line.flow import FLOW

TOUR = Path("docs/tour.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"`([^`]+)`")
FILE = re.compile(r"[\w/]+\.(?:py|yaml|md)")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)?")


def files_and_names() -> dict[str, list[str]]:
    """Each file, with the names that stand behind it, before the next file."""
    found: dict[str, list[str]] = {}
    file = ""
    for word in QUOTED.findall(TOUR):
        if FILE.fullmatch(word):
            file = word
            found.setdefault(file, [])
        elif NAME.fullmatch(word):
            found[file].append(word)
    return found


def defined(body: list[ast.stmt], within: str = "") -> Iterator[str]:
    """What a module defines: functions, values, classes and what is in those ("Front.take")."""
    for node in body:
        match node:
            case ast.FunctionDef(name=name):
                yield within + name
            case ast.ClassDef(name=name, body=inner):
                yield within + name
                yield from defined(inner, f"{name}.")
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield within + name


@pytest.mark.parametrize(("file", "names"), files_and_names().items())
def test_each_file_is_there_and_defines_the_names_behind_it(file: str, names: list[str]) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert not names or file.endswith(".py"), f"{names} stand behind {file}"
    assert set(names) <= set(defined(ast.parse(text).body if names else []))


def test_it_names_enough_to_be_worth_a_check_and_no_file_in_passing_that_it_has_not_named() -> None:
    named = files_and_names()
    assert sum(map(len, named.values())) > len(named) > 40
    passing = re.findall(r"\b\w+\.(?:py|yaml)\b", QUOTED.sub("", TOUR))
    assert {Path(file).name for file in named} >= set(passing)


def test_the_steps_that_it_names_are_in_the_table() -> None:
    steps = set(re.findall(r'"([a-z_]+)"', QUOTED.sub("", TOUR)))
    assert steps
    assert steps <= set(FLOW.steps)
