"""A sentence of the staff, written as an entry over the real content, asked of `ivr hours` and heard by a caller."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from ivr.phone.phone import Phone

PARIS = ZoneInfo("Europe/Paris")
# Whom a caller of a place rings, and from where; by postcode everybody else rings 36 46.
LINES: Mapping[str, tuple[str, str]] = {
    "mayotte": ("+262639012345", "+262269619191"),
    "abroad": ("+3222345678", "+33184903646"),
}
SECTIONS = ("closures", "openings", "hours", "emergencies")
MENU = (
    "Pour les horaires de la semaine",
    "For weekly opening hours",
    "Pour une autre demande",
    "For anything else",
    "Beaucoup de démarches",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, how it is written, who asks, and when."""

    say: str
    entry: Mapping[str, Any]  # section -> an entry, or several
    place: str  # a postcode, "#" for none, or a line
    at: tuple[datetime, ...]

    @property
    def written(self) -> str:
        """closures.yaml with this alone."""
        entries = {
            section: {
                f"{section}-{number}": one
                for number, one in enumerate(found if isinstance(found, Sequence) else [found], 1)
            }
            for section, found in self.entry.items()
        }
        return closures_of(entries)

    @property
    def shown(self) -> str:
        """The entries as they are shown: without their names."""
        return _dumped(self.entry).strip()


def sentences() -> tuple[Sentence, ...]:
    """All of sentences.yaml."""
    read = YAML(typ="safe")
    rows = read.load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
    return tuple(
        Sentence(row["say"], texts(row["entry"]), row["place"], tuple(_moment(at) for at in row["at"])) for row in rows
    )


def closures_of(entries: Mapping[str, Mapping[str, Any]]) -> str:
    """closures.yaml with the entries of its sections, and no others."""
    return _dumped({"format": "2"} | {section: entries.get(section, {}) for section in SECTIONS}) + "...\n"


def texts(value: Any) -> Any:
    """Everything as the text that was written: a date is none yet."""
    if isinstance(value, Mapping):
        return {key: texts(one) for key, one in value.items()}
    return [texts(one) for one in value] if isinstance(value, list) else str(value)


def content_with(closures: str, folder: Path) -> Path:
    """The real prompts and schedules, with another closures.yaml."""
    for part in ("prompts", "schedules"):
        shutil.copytree(part, folder / part)
    (folder / "schedules/closures.yaml").write_text(closures, encoding="utf-8")
    return folder


def asks_for_hours(phone: Phone, place: str, language: str = "fr") -> Phone:
    """Somebody who wants the hours, and says where they are when they are asked."""
    phone.dial()
    if language == "en":
        phone.press("9")
    phone.press("3")
    return phone if place in LINES or not _asks(phone) else phone.press(place)


def asks_for_adviser(phone: Phone, place: str) -> Phone:
    """Somebody who wants an adviser, and says where they are when they are asked."""
    phone.dial().press("0")
    return phone.press(place) if "postal" in " ".join(one.text for one in phone.said) else phone


def heard(phone: Phone) -> str:
    """What was said since the last key, without the choices that follow."""
    words = " ".join(one.text for one in phone.said)
    for menu in MENU:
        words = words.partition(menu)[0]
    return words.strip()


def phone_at(ringing: Any, at: datetime, place: str) -> Phone:
    """A phone that rings the line at a moment."""
    from_, to = LINES.get(place, ("0612345678", "3646"))
    ringing.at = at
    phone: Phone = ringing.phone(from_, to)
    return phone


def tells(ringing: Any, sentence: Sentence, ivr_hours: Callable[[datetime], str]) -> str:
    """A sentence with its entry and what is made of it, as a section of docs/phrases.md."""
    rows = ["| Moment (Paris) | `ivr hours` | On entend |", "|---|---|---|"]
    for at in sentence.at:
        said = heard(asks_for_hours(phone_at(ringing, at, sentence.place), sentence.place))
        rows.append(f"| {at:%a %Y-%m-%d %H:%M} | {ivr_hours(at)} | {said} |")
    week = asks_for_hours(phone_at(ringing, sentence.at[0], sentence.place), sentence.place).press("1")
    english = asks_for_hours(phone_at(ringing, sentence.at[2], sentence.place), sentence.place, "en")
    adviser = asks_for_adviser(phone_at(ringing, sentence.at[2], sentence.place), sentence.place)
    return "\n".join(
        [
            f"## {sentence.say}",
            "",
            "```yaml",
            sentence.shown,
            "```",
            "",
            *rows,
            "",
            f"La semaine, au premier moment : {heard(week)}",
            "",
            f"Pour un conseiller (0), au troisième : {heard(adviser)}",
            "",
            f"In English, at the third: {heard(english)}",
        ]
    )


def _asks(phone: Phone) -> bool:
    return not any(menu in one.text for one in phone.said for menu in MENU)


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=PARIS)


def _dumped(value: Any) -> str:
    yaml, out = YAML(), StringIO()
    yaml.width = 200
    yaml.dump(texts(value), out)
    return out.getvalue()
