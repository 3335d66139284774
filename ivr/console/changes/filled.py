"""The form of a change as it was filled in: nothing is read yet, so that nothing of it is ever lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from werkzeug.datastructures import MultiDict

from ivr.changes.drafts import Fields
from ivr.changes.form import Does, Form
from ivr.hours.rule import Bar

KINDS: tuple[Does, ...] = get_args(Does)
EVEN: tuple[Bar, ...] = get_args(Bar)
PARTS = ("", "morning", "afternoon", "between")  # of the day; "" is all of it
ONE_LINE, LONG = 400, 2000  # letters of a field
MOST_PLACES = 120
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
LISTS = ("where", "even", "lines")
TEXTS = (
    *("kind", "section", "name", "seen", "who", "when", "part", "part_from", "part_to", "hours", "start", "until"),
    *(
        "fr",
        "en",
        "note",
        "announce",
        "announce_fr",
        "announce_en",
        "heard_from",
        "heard_at",
        "shown",
        "read_on",
        "base",
        "accepted",
        "confirmed",
    ),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields. `key` is the form's own, `seen` the newest change of the entry when its author opened it."""

    key: str = ""
    kind: Does = "closed"
    section: str = ""  # of the entry that is changed; "" for a new one
    name: str = ""
    seen: str = ""
    where: tuple[str, ...] = ()  # names of whom.py: the chips
    who: str = ""  # typed, and not a chip yet
    when: str = ""
    part: str = ""
    part_from: str = ""
    part_to: str = ""
    hours: str = ""
    even: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    start: str = ""
    until: str = ""
    fr: str = ""
    en: str = ""
    note: str = ""
    announce: str = ""  # "yes": a notice until then, too
    announce_fr: str = ""
    announce_en: str = ""
    heard_from: str = ""  # where the author wants to listen from, and when
    heard_at: str = ""
    shown: str = ""  # how many months from now the calendar begins; "" while it is put away
    read_on: str = ""  # the day on which its author was shown what it means
    base: str = ""  # what the files said then of the entry that is changed, as a digest
    accepted: str = ""  # the digest of what was warned of, when the author said to publish anyway
    confirmed: str = ""  # that of the large change that they confirmed

    @property
    def is_new(self) -> bool:
        """Whether it makes an entry rather than changing one."""
        return not self.name

    @property
    def named(self) -> tuple[str, ...]:
        """Whoever is typed: "lyon, 59; 62" are three."""
        return tuple(name.strip() for name in re.split(r"[,;\n]", self.who) if name.strip())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that would be a pity to lose."""
        return not any((self.where, self.who, self.when, self.hours, self.fr, self.en, self.note, self.until))

    @property
    def is_worth_keeping(self) -> bool:
        """Whether more was filled in than whom it is for."""
        return not replace(self, where=()).is_empty

    @property
    def fields(self) -> Fields:
        """What a draft keeps of it; not what was agreed to, for that holds of what was seen."""
        texts = {name: [getattr(self, name)] for name in TEXTS if name not in ("accepted", "confirmed")}
        return {**texts, **{name: list(getattr(self, name)) for name in LISTS}}


def read_filled(form: MultiDict[str, str] | Fields, key: str = "") -> Filled:
    """A form as a browser sent it, or a draft kept it; what is no value of a field is as if it were left out."""
    lists: MultiDict[str, str] = form if isinstance(form, MultiDict) else MultiDict(dict(form))
    told: dict[str, Any] = {name: _text(lists.get(name, ""), name) for name in TEXTS}
    told |= {name: _several(lists.getlist(name)) for name in LISTS}
    told["kind"] = told["kind"] if told["kind"] in KINDS else "closed"
    told["part"] = told["part"] if told["part"] in PARTS else ""
    told["even"] = tuple(bar for bar in told["even"] if bar in EVEN)
    sent = key or lists.get("key", "")
    return Filled(key=sent if KEY.fullmatch(sent) else "", **told)


def filled_from(form: Form, key: str, seen: int) -> Filled:
    """The form of an entry that is there already."""
    section, name = form.editing or ("", "")
    is_part = form.kind == "closed"
    return Filled(
        key=key,
        kind=form.kind,
        section=section,
        name=name,
        seen=str(seen),
        where=form.where,
        when=", ".join(filter(None, ("; ".join(form.days.split("\n")), form.hours if is_part else ""))),
        hours="" if is_part else form.hours,
        even=form.even,
        lines=form.lines,
        start=form.start,
        until=form.until,
        fr=form.fr,
        en=form.en,
    )


def asked_for(args: Mapping[str, str], key: str, own: tuple[str, ...] = ()) -> Filled:
    """A new form, with what the page that led here knows already: `where`, `when`, `kind`, `fr`.

    `own`: whom it is for where nobody is named.
    """
    kind = args.get("kind", "")
    blank = Filled(key=key, kind=kind if kind in KINDS else "closed")
    where = _several(args.get("where", "").split()) or own
    return replace(blank, where=where, when=_text(args.get("when", ""), "when"), fr=_text(args.get("fr", ""), "fr"))


def _text(value: str, name: str) -> str:
    longest = LONG if name in ("fr", "en", "note", "announce_fr", "announce_en") else ONE_LINE
    return value.replace("\r\n", "\n").replace("\0", "")[:longest]


def _several(values: list[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(value.strip()[:ONE_LINE] for value in values[:MOST_PLACES] if value.strip()))
