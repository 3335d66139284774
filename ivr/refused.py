"""What is refused for how it was set up: said in both languages, with what to write instead."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

# What pydantic finds by itself -> what to write, English and French.
WRITE = {
    "bool_parsing": ("write 1 or 0", "écrivez 1 ou 0"),
    "int_parsing": ("write a whole number", "écrivez un nombre entier"),
    "literal_error": ("write json or text", "écrivez json ou text"),
}


class Refused(Exception):  # noqa: N818 - what the refusals of several rooms have in common
    """The message says in English what is wrong and what to do; `french` says the same, "" where nobody wrote it."""

    def __init__(self, english: str, french: str = "") -> None:
        super().__init__(english)
        self.french = french


def wrong(english: str, french: str) -> PydanticCustomError:
    """What a validator raises."""
    return PydanticCustomError("ivr", english, {"french": french})


def listed(error: ValidationError) -> tuple[str, str]:
    """Every setting that is refused, and why, in English and in French; never the value itself."""
    faults = [
        (fault["loc"][0], *_reasons(fault["type"], fault["msg"], fault.get("ctx", {}))) for fault in error.errors()
    ]
    english = [f"\n  {name}: {why}" for name, why, _ in faults]
    french = [f"\n  {name} : {why}" for name, _, why in faults]
    return "Some settings can't be used:" + "".join(english), "Des réglages sont faux :" + "".join(french)


def _reasons(kind: str, english: str, context: Mapping[str, Any]) -> tuple[str, str]:
    return WRITE.get(kind, (english, context.get("french", english)))
