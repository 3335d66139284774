"""What is wrong, where, and what to do about it: the one shape of every fault that people are told about.

Whoever finds something notes it with its place and its values; only whoever shows it chooses the language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal, get_args

# The languages that staff read. The line speaks both; further ones that it speaks are files (ivr/content/languages.py).
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Severity = Literal["error", "warning"]
Sentences = tuple[str, str]  # what is wrong, and how to mend it; {placeholders} stand for the values
Value = str | Mapping[str, str]  # a text; or its words in each language

LONGEST = 300  # letters of a value within a sentence
TO_HEAR_IT: Mapping[str, str] = {"fr": " Pour l'entendre : ", "en": " To hear it: "}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is written: a line of a file, a whole file (line 0), a step of the flow, a setting.

    Of an entry that no file holds, `key` says which of its keys.
    """

    name: str  # "schedules/caisses.yaml", "flow: topics", "DATABASE_URL"
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        return f"{self.name}:{self.line}" if self.line else self.name


NOWHERE = Place("?")  # of values that no file holds, such as those of tests


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. Findings sort by severity (errors first), then by place, lines in their order."""

    code: str  # a stable word: "unknown-zone"
    severity: Severity
    place: Place
    _: KW_ONLY
    fr: Sentences
    en: Sentences
    values: tuple[tuple[str, Value], ...] = ()
    call: str = ""  # the `ivr call` that lets it be heard

    def sentence(self, language: Language) -> str:
        """What is wrong."""
        return self._filled(language, 0)

    def mend(self, language: Language) -> str:
        """What to write, or to do."""
        heard = f"{TO_HEAR_IT[language]}{self.call}" if self.call else ""
        return self._filled(language, 1) + heard

    def told(self, language: Language) -> str:
        """All of it on one line: "schedules/caisses.yaml:12: ..."."""
        return f"{self.place}: {self.sentence(language)} {self.mend(language)}".rstrip()

    def as_error(self) -> "Finding":
        """The same, where it is worse than its kind mostly is."""
        return replace(self, severity="error")

    def heard_by(self, call: str) -> "Finding":
        """The same, with the call that lets it be heard."""
        return replace(self, call=call)

    def __lt__(self, other: "Finding") -> bool:
        return self._order() < other._order()

    def _filled(self, language: Language, part: int) -> str:
        sentences = self.fr if language == "fr" else self.en
        return sentences[part].format_map({name: _shown(value, language) for name, value in self.values}).strip()

    def _order(self) -> tuple[bool, Place, str, str]:
        return (self.severity != "error", self.place, self.code, self.sentence("fr"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: what all of them have in common."""

    code: str
    _: KW_ONLY
    fr: Sentences
    en: Sentences
    severity: Severity = "error"

    def at(self, place: Place, /, **values: object) -> Finding:
        """One finding of this kind; `values` fill the placeholders of its sentences."""
        held = tuple((name, value if isinstance(value, Mapping) else str(value)) for name, value in values.items())
        return Finding(self.code, self.severity, place, fr=self.fr, en=self.en, values=held)


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that forbid to serve the content."""
    return tuple(finding for finding in findings if finding.severity == "error")


def _shown(value: Value, language: Language) -> str:
    """A value as a sentence can show it: in that language, on one line, and not endless."""
    text = value if isinstance(value, str) else value[language]
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."
