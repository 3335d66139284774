"""The prompts of one language, as the staff wrote them in prompts/<language>.yaml, read and checked by content/."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.findings import Place
from ivr.hours.words import words
from ivr.line.lexicon import Spoken
from ivr.wording.page_words import PageWords

SAID = ".said.yaml"  # the end of a language's file of examples


class WordingError(Exception):
    """The content can't say what the line wants said: a prompt, a phrase or a placeholder is missing.

    The message is in English, for logs; `words` has it in each language, for staff.
    """

    def __init__(self, *, fr: str, en: str) -> None:
        super().__init__(en)
        self.words = words(fr=fr, en=en)


def lacking(language: str, *, fr: str, en: str) -> WordingError:
    """The error of a prompt file that lacks something, named in English and (with its article) in French."""
    return WordingError(fr=f"il manque {fr} à prompts/{language}.yaml", en=f"prompts/{language}.yaml has no {en}")


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """One choice of a menu: how it is offered, and what a caller may say for it."""

    offer: str  # "Pour votre attestation de droits", without the key
    words: tuple[str, ...] = ()
    language: str = ""  # when it is spoken in another language than the file: "For English"
    sends: str = ""  # the text that these words promise, if they do: held against what the table does
    body: str = ""  # the body whose member says so


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one step says. Placeholders are written {name}."""

    key: str
    say: str = ""  # empty for a menu that follows what was just told
    help: str = ""  # said before the prompt, after the first failure
    language: str = ""  # when it is spoken in another language than the file
    choices: Mapping[str, ChoiceWords] = field(default_factory=dict)
    audio: str = ""  # "fr/goodbye.wav" when it was recorded; only without placeholders and choices


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything that is said, heard and texted in one language."""

    language: str  # "fr"
    locale: str  # "fr-FR": Twilio's and Babel's name of it
    voice: str  # "Polly.Lea-Neural"
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)  # template -> body of the SMS
    everywhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key or language -> words of every menu
    phrases: Mapping[str, str] = field(default_factory=dict)  # the small words that wording composes with
    wishes: Mapping[str, Spoken] = field(default_factory=dict)  # what callers want -> how they say it
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what is meant -> what callers said for it
    dangers: Mapping[str, Spoken] = field(default_factory=dict)  # the prompt that answers -> words of danger
    offer: str = ""  # how callers of other languages are offered it: "For English"
    words: tuple[str, ...] = ()  # what they may say for it
    page: PageWords | None = None  # what the call as text says otherwise; none: it does not speak this language
    card: Mapping[str, str] = field(default_factory=dict)  # what stands on the printed card beside the menu's words
    holidays: Mapping[str, str] = field(default_factory=dict)  # French name -> this language's
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, compare=False)  # (section, key) -> its line

    def place(self, section: str, key: str = "") -> Place:
        """Where an entry stands; its section, or the whole file, where it is missing."""
        file = Place(f"prompts/{self.language}.yaml")
        return self.places.get((section, key)) or self.places.get((section, ""), file)
