"""Functions stay small enough to be read, and every room says what it is."""

import ast
from pathlib import Path
from statistics import median

FILES = sorted(Path("ivr").rglob("*.py"))
LONGEST_FUNCTION, MEDIAN = 40, 8


def functions() -> dict[str, int]:
    """Every function and its lines."""
    found = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{file}:{node.lineno} {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def test_no_function_is_too_long_and_the_usual_one_is_short() -> None:
    lines = functions()
    assert {name: length for name, length in lines.items() if length > LONGEST_FUNCTION} == {}
    assert median(lines.values()) <= MEDIAN


def test_every_room_says_at_its_door_what_it_is() -> None:
    for door in Path("ivr").rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))) or ""
        assert len(said) > 60, f"{door}: two or three sentences on what lives here and what may not happen here"
