"""A call as a file that people read and tests replay: see tests/calls/FORMAT.md.

YAML in and out; nothing here speaks to the line.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import mode
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from ivr.phone.acts import KINDS
from ivr.phone.phone import Phone
from ivr.phone.switchboard import Did
from ivr.phone.timeline import Heard

ACTS = KINDS  # what a caller, or the world, does
SEEN = ("line", "dial", "queue", "lost")  # what comes of it
LAST = 5  # sentences that tell in which language a call ended
HEADING = ("title", "from", "to", "at", "language", "advisers", "settings")
KNOWN = (*HEADING, "call", "ends", "texts")
FIRST_LANGUAGE = "fr"  # of a call's sentences, up to the first mark
ANYTHING = "..."

_MARKED = re.compile(r"(?:\(([a-z]{2,3})\) )?(.*)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.help)?")  # one word without a full stop: a prompt's name, no sentence


class TranscriptError(Exception):
    """The file is not a call; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the caller got; its number shows only the last digits."""

    to: str
    body: str


@dataclass(frozen=True, slots=True)
class Named:
    """A prompt that was said, by its name: the record of words.py has its sentences, `values` what stood in them.

    `language` is the one of the call, where it is not the language before.
    """

    prompt: str
    language: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a call: an act, or something that came of it. A line holds what was said in order."""

    kind: str
    detail: str = ""
    sentences: tuple[str | Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A call: its heading, what was done and heard in order, how it ended, and the texts."""

    title: str
    from_: str
    to: str
    at: str
    call: tuple[Entry, ...]
    ends: str
    language: str = ""  # of the last sentence; "" is not compared
    advisers: str = "answer"
    settings: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()


def entries(events: Iterable[Heard | Named | Did]) -> tuple[Entry, ...]:
    """What happened in a call, as entries. A sentence is marked where the language changes: "(en) For English..."."""
    made: list[Entry] = []
    language = FIRST_LANGUAGE
    for event in events:
        if isinstance(event, Did):
            made.append(Entry(event.kind, event.detail))
            continue
        sentence, language = _marked(event, language)
        if made and made[-1].kind == "line":
            made[-1] = Entry("line", sentences=(*made[-1].sentences, sentence))
        else:
            made.append(Entry("line", sentences=(sentence,)))
    return tuple(made)


def _marked(told: Heard | Named, before: str) -> tuple[str | Named, str]:
    language = told.language.partition("-")[0] or before
    if isinstance(told, Named):
        return replace(told, language="" if language == before else language), language
    return (told.text if language == before else f"({language}) {told.text}"), language


def marked(sentence: str, before: str) -> tuple[str, str]:
    """The language of a sentence and its words: "(en) For English..." -> "en", "For English..."."""
    language, words = cast(re.Match[str], _MARKED.fullmatch(sentence)).groups()
    return language or before, words


def last_language(phone: Phone) -> str:
    """The language in which the line spoke last: that of most of the last sentences, for one may offer another."""
    spoken = [heard.language.partition("-")[0] for heard in phone.heard if heard.language]
    return mode(spoken[-LAST:]) if spoken else ""


def write(transcript: Transcript) -> str:
    """The YAML of a transcript."""
    plain: dict[str, Any] = {"title": transcript.title, "from": Quoted(transcript.from_), "to": Quoted(transcript.to)}
    plain |= {"at": transcript.at, "language": transcript.language, "advisers": transcript.advisers}
    if transcript.settings:
        plain["settings"] = {name: Quoted(value) for name, value in transcript.settings.items()}
    return dump(CommentedMap({**plain, **_outcome(transcript)}))


def rewrite(text: str, transcript: Transcript) -> str:
    """The same file with what was heard now; its heading and the comments there stay as they are."""
    document = _yaml().load(text)
    for key, value in _outcome(transcript).items():
        document[key] = value
    if "language" in document:
        document["language"] = transcript.language
    if not transcript.texts:
        document.pop("texts", None)
    return dump(document)


def _outcome(transcript: Transcript) -> dict[str, Any]:
    outcome: dict[str, Any] = {"call": [_plain(entry) for entry in transcript.call], "ends": transcript.ends}
    if transcript.texts:
        outcome["texts"] = [{"to": Quoted(text.to), "body": text.body} for text in transcript.texts]
    return outcome


def _plain(entry: Entry) -> dict[str, Any]:
    if entry.kind == "line":
        return {"line": [_named(item) if isinstance(item, Named) else item for item in entry.sentences]}
    return {entry.kind: Quoted(entry.detail)}


def _named(named: Named) -> str | dict[str, Any]:
    name = f"({named.language}) {named.prompt}" if named.language else named.prompt
    return {name: dict(named.values)} if named.values else name


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 118
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dump(document: Mapping[str, Any]) -> str:
    """YAML as calls are written in."""
    stream = io.StringIO()
    _yaml().dump(document, stream)
    return stream.getvalue()


def read(text: str) -> Transcript:
    """A transcript from its YAML. Raises TranscriptError with a sentence that says what to write."""
    document = load(text)
    if not isinstance(document, Mapping) or not isinstance(document.get("call"), Sequence):
        raise TranscriptError("a call is a heading and a list under `call`")
    if unknown := [key for key in document if key not in KNOWN]:
        raise TranscriptError(f"unknown key {unknown[0]!r}; a call has {', '.join(KNOWN)}")
    missing = [key for key in ("title", "from", "to", "at", "call", "ends") if key not in document]
    if missing:
        raise TranscriptError(f"{missing[0]!r} is missing")
    settings = document.get("settings") or {}
    return Transcript(
        title=_text(document, "title"),
        from_=_text(document, "from"),
        to=_text(document, "to"),
        at=str(document["at"]),
        call=tuple(_entry(item) for item in document["call"]),
        ends=_text(document, "ends"),
        language=str(document.get("language", "")),
        advisers=str(document.get("advisers", "answer")),
        settings={str(name): _text(settings, name) for name in settings},
        texts=tuple(Text(_text(item, "to"), _text(item, "body")) for item in document.get("texts") or ()),
    )


def load(text: str) -> Any:
    """What a YAML text holds. Raises TranscriptError where it is none."""
    try:
        return YAML(typ="safe").load(text)  # in C; the other one keeps comments, for who writes the text again
    except YAMLError as error:
        raise TranscriptError(f"not YAML: {error}") from error


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    if not isinstance(value, str):
        raise TranscriptError(f"{key}: {value!r} must be text; write it between quotes")
    return str(value)


def _entry(item: Any) -> Entry:
    if not isinstance(item, Mapping) or len(item) != 1 or next(iter(item)) not in (*ACTS, *SEEN):
        raise TranscriptError(f"{item!r} is no entry; write one of {', '.join((*SEEN, *ACTS))} with its words")
    kind = next(iter(item))
    if kind != "line":
        return Entry(kind, _text(item, kind))
    if not isinstance(item["line"], list):
        raise TranscriptError("line: write a list of sentences")
    return Entry("line", sentences=tuple(_said(said) for said in item["line"]))


def _said(item: Any) -> str | Named:
    """A sentence; or a prompt's name, alone or with its values below it."""
    named = next(iter(item)) if isinstance(item, Mapping) and len(item) == 1 else item
    language, words = marked(str(named), "")
    if isinstance(item, Mapping):
        values = item[named]
        if not _NAME.fullmatch(words) or not isinstance(values, Mapping):
            raise TranscriptError(f"{item!r} is no sentence; write it between quotes")
        return Named(words, language, {str(name): _text(values, name) for name in values})
    return Named(words, language) if _NAME.fullmatch(words) else str(item)
