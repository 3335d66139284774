"""Places the call of a transcript again, and tells where it went otherwise."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from ivr.phone.acts import Act, ActError, behaviour, do
from ivr.phone.phone import CallOverError, Phone
from ivr.phone.transcript import ACTS, ANYTHING, Entry, Transcript, TranscriptError, entries, last_language
from ivr.phone.words import Words, spelled

NO_WORDS: Words = {}
_MARK = "\x00"  # before what is no sentence, so that "..." never swallows a transfer
_GAP = rf"(?:[^\n{_MARK}]*\n)*"


def replay(phone: Phone, transcript: Transcript) -> Transcript:
    """Does what the transcript's caller did. Returns the transcript of that, without its texts.

    Raises TranscriptError when the caller could not do so, for the call was over.
    """
    try:
        phone.advisers = behaviour(transcript.advisers)
    except ActError as error:
        raise TranscriptError(str(error)) from error
    phone.dial()
    for entry in transcript.call:
        if entry.kind in ACTS:
            _act(phone, entry)
    ends, language = phone.ended or "open", last_language(phone)
    return replace(transcript, call=entries(phone.events), ends=ends, language=language, texts=())


def _act(phone: Phone, act: Entry) -> None:
    try:
        do(phone, Act(act.kind, act.detail))
    except (CallOverError, ActError) as error:
        raise TranscriptError(f"{act.kind} {act.detail}: {error}") from error


def differences(expected: Transcript, actual: Transcript, words: Words = NO_WORDS) -> str:
    """Where a call went otherwise than its transcript says, for a person to read; "" where it did not.

    `words` are what the names of prompts in it stand for. Raises TranscriptError for one that is not recorded.
    """
    expected, actual = spelled(expected, words), spelled(actual, NO_WORDS)
    found = list(_in_the_call(expected, actual))
    if expected.ends != actual.ends:
        found.append(f"ends: {expected.ends} expected, {actual.ends} came")
    if expected.language not in ("", actual.language):
        found.append(f"language: {expected.language} expected, {actual.language} came")
    texts = [[f"{text.to}: {text.body}" for text in transcript.texts] for transcript in (expected, actual)]
    if not re.fullmatch(_sentences(texts[0]), _joined(texts[1])):
        found.append("texts:\n" + _diff(*texts))
    return "\n".join(found)


def _in_the_call(expected: Transcript, actual: Transcript) -> Iterator[str]:
    for wanted, came in zip(_stretches(expected.call), _stretches(actual.call), strict=True):
        pattern = "".join(_pattern(entry) for entry in wanted[1:])
        lines = [line for entry in came[1:] for line in _lines(entry)]
        if not re.fullmatch(pattern, _joined(lines)):
            act = f"after {wanted[0].kind} {wanted[0].detail!r}" if wanted[0].kind else "at first"
            yield f"{act}:\n" + _diff([line for entry in wanted[1:] for line in _lines(entry)], lines)


def _stretches(call: tuple[Entry, ...]) -> list[list[Entry]]:
    """A call cut before each act; the first stretch begins with an entry of no kind."""
    cut = [[Entry("")]]
    for entry in call:
        if entry.kind in ACTS:
            cut.append([entry])
        else:
            cut[-1].append(entry)
    return cut


def _lines(entry: Entry) -> list[str]:
    return list(map(str, entry.sentences)) if entry.kind == "line" else [f"{_MARK}{entry.kind} {entry.detail}"]


def _pattern(entry: Entry) -> str:
    if entry.kind == "line" and entry.sentences[:1] == (ANYTHING,):
        return _GAP + "".join(_sentence(sentence) + _GAP for sentence in entry.sentences[1:])
    return _sentences(_lines(entry))


def _sentences(lines: list[str]) -> str:
    return "".join(_GAP if line == ANYTHING else _sentence(line) for line in lines)


def _sentence(sentence: object) -> str:
    return r"[^\n]*".join(re.escape(piece) for piece in _squeezed(str(sentence)).split(ANYTHING)) + r"\n"


def _joined(lines: list[str]) -> str:
    return "".join(_squeezed(line) + "\n" for line in lines)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _diff(wanted: list[str], came: list[str]) -> str:
    lines = difflib.ndiff([_squeezed(line) for line in wanted], [_squeezed(line) for line in came])
    return "\n".join("  " + line.rstrip().replace(_MARK, "") for line in lines if not line.startswith("?"))
