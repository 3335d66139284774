"""Bytes -> a tree of elements, or a TwimlError. Nothing is known here of what the elements mean."""

import unicodedata
from dataclasses import dataclass, field
from xml.parsers import expat

from ivr.phone.refusal import EMPTY, NOT_IN_SCHEMA, NOT_XML, TOO_LARGE, TwimlError

LARGEST = 64 * 1024  # bytes; Twilio refuses more
DEEPEST = 50  # elements inside each other; no line needs so many, and Python stops at a thousand calls


@dataclass(slots=True)
class Element:
    """An element with its attributes, and what it contains in order: text and elements."""

    name: str
    attributes: dict[str, str]
    where: str
    content: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        """The elements directly inside."""
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """The text directly inside, its blanks squeezed."""
        return " ".join(" ".join(part for part in self.content if isinstance(part, str)).split())


def parse(document: bytes) -> Element:
    """The root element of a document. Raises TwimlError for what is no well-formed XML, too large or empty."""
    if len(document) > LARGEST:
        raise TwimlError(TOO_LARGE, f"{len(document)} bytes; Twilio takes at most 64 kB", "document")
    if not document.strip():
        raise TwimlError(EMPTY, "the document is empty", "document")
    return _Builder().build(document)


class _Builder:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._top = Element("", {}, "document")
        self._open_elements = [self._top]

    def build(self, document: bytes) -> Element:
        try:
            self._parser.Parse(document, True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: unknown encodings
            raise TwimlError(NOT_XML, f"not well-formed XML: {error}", "document") from error
        return self._top.children[0]

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, f"<{name}> {self._place()}")
        if len(self._open_elements) > DEEPEST:
            raise TwimlError(NOT_IN_SCHEMA, f"more than {DEEPEST} elements inside each other", element.where)
        for value in attributes.values():
            refuse_control_characters(value, element.where)
        self._open_elements[-1].content.append(element)
        self._open_elements.append(element)

    def _close(self, _name: str) -> None:
        self._open_elements.pop()

    def _text(self, text: str) -> None:
        element = self._open_elements[-1]
        refuse_control_characters(text, element.where)
        element.content.append(text)

    def _doctype(self, *_: object) -> None:
        raise TwimlError(NOT_XML, "a document type has no place in a TwiML document", self._place())

    def _place(self) -> str:
        return f"(line {self._parser.CurrentLineNumber}, column {self._parser.CurrentColumnNumber + 1})"


def refuse_control_characters(text: str, where: str) -> None:
    """Raises TwimlError where a voice would be handed a control character, which XML itself lets through."""
    for character in text:
        if unicodedata.category(character) == "Cc" and character not in "\t\n\r":
            raise TwimlError(NOT_XML, f"control character U+{ord(character):04X} in the text", where)
