"""What Twilio publishes of its REST API, as far as this project uses it: holds requests and made-up answers to it.

contract.json is recorded by record_contract.py from Twilio's own OpenAPI documents.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECORDED = json.loads(Path(__file__).with_name("contract.json").read_text(encoding="utf-8"))
PAGING = {"Page", "PageToken", "PageSize"}
# An empty value takes these away. Twilio doesn't publish that; public code relies on it, and provision reads back what
# became of it.
TAKEN_AWAY = {"VoiceApplicationSid", "TrunkSid"}


@dataclass(frozen=True)
class Operation:
    """One published operation."""

    recorded: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.recorded['method']} {self.recorded['path']}"

    def match(self, host: str, method: str, path: str) -> re.Match[str] | None:
        if (self.recorded["method"], self.recorded["host"]) != (method, f"https://{host}"):
            return None
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(self.recorded["path"]))
        return re.fullmatch(pattern, path)

    def breaches(self, found: re.Match[str], query: Mapping[str, str], form: Mapping[str, str]) -> Iterator[str]:
        """Everything in a request that is not as published."""
        for part, given in (("in_path", found.groupdict()), ("query", query), ("form", form)):
            known = self.recorded[part]
            yield from (f"{self.name}: no {name} in {part}" for name in given.keys() - known.keys() - PAGING)
            for name, value in given.items():
                taken_away = name in TAKEN_AWAY and not value
                if name in known and not taken_away and (why := misshapen(value, known[name])):
                    yield f"{self.name}: {name}={value!r} {why}"
        yield from (f"{self.name}: {name} is required" for name in self.recorded["required"] if name not in form)

    def invented(self, answer: object) -> set[str]:
        """Names in an answer, or in the rows of a list, that Twilio doesn't publish."""
        if not isinstance(answer, dict):
            return set()
        rows = [row for value in answer.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
        return {name for part in (answer, *rows) for name in part} - set(self.recorded["answers"])


OPERATIONS = tuple(Operation(recorded) for recorded in RECORDED["operations"])


def misshapen(value: str, shape: Mapping[str, Any]) -> str:
    """Why a value isn't of its published shape; "" when it is."""
    if "enum" in shape and value not in shape["enum"]:
        return f"is none of {shape['enum']}"
    if "pattern" in shape and not re.search(shape["pattern"], value):
        return f"doesn't match {shape['pattern']}"
    if len(value) > shape.get("maxLength", len(value)):
        return "is too long"
    if shape.get("type") == "integer" and not re.fullmatch(r"-?\d+", value):
        return "is no number"
    if shape.get("type") == "boolean" and value.lower() not in ("true", "false"):
        return "is no yes or no"
    return ""


def operation_of(host: str, method: str, path: str) -> tuple[Operation, re.Match[str]] | None:
    """The published operation that a request is, and the values in its path; None where there is none."""
    for operation in OPERATIONS:
        if found := operation.match(host, method, path):
            return operation, found
    return None


def breaches(host: str, method: str, path: str, query: Mapping[str, str], form: Mapping[str, str]) -> list[str]:
    """Everything in a request that Twilio would not know."""
    known = operation_of(host, method, path)
    if known is None:
        return [f"{method} {host}{path}: no such operation"]
    operation, found = known
    return list(operation.breaches(found, query, form))
