"""What the template of the form is given: the form, what was read of it, and everything that can be chosen in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from ivr.accounts.person import Person
from ivr.calls.lines import rules_of
from ivr.changes.form import KIND_WORDS, KINDS
from ivr.changes.proposal import file_entry
from ivr.changes.publishing import is_urgent
from ivr.changes.reasons import NOTICES, reasons_for
from ivr.console.changes.calendar import FURTHEST, MONTHS, Month, months, subdivision_of
from ivr.console.changes.effect import Effect, effect_of
from ivr.console.changes.filled import Filled
from ivr.console.changes.keeping import Kept
from ivr.console.changes.proposed import Tried, beyond, tried
from ivr.console.changes.reading import PARTS
from ivr.console.changes.week import Grid, grid_of
from ivr.console.changes.whom import Chip, chips, presets, proposed
from ivr.console.numbers import number_of
from ivr.console.rooms import person, rooms
from ivr.console.speech import language
from ivr.content.changes import Change, digest_of
from ivr.hours.day_parts import read_part
from ivr.hours.rule import DAY_END
from ivr.hours.schedules import Schedules
from ivr.hours.words import Words, words
from ivr.phone.moments import PARIS
from ivr.published.snapshot import Snapshot

SAYINGS: tuple[Words, ...] = (
    words(fr="aujourd'hui", en="today"),
    words(fr="cet après-midi", en="this afternoon"),
    words(fr="demain", en="tomorrow"),
    words(fr="vendredi après-midi", en="friday afternoon"),
    words(fr="la semaine prochaine", en="next week"),
)
AT_ONCE = words(fr="maintenant, jusqu'à nouvel ordre", en="now, until further notice")
UNTILS: tuple[Words, ...] = (
    words(fr="18h", en="18:00"),
    words(fr="fin de journée", en="end of day"),
    words(fr="demain", en="tomorrow"),
    words(fr="jusqu'à nouvel ordre", en="until further notice"),
)


@dataclass(frozen=True)
class Shown:
    """A form on a page, as it was kept; `refusal`: why nothing was published just now."""

    kept: Kept
    snapshot: Snapshot
    tried: Tried | None  # None before anything was filled in
    now: datetime
    by: Person
    refusal: Words | None = None

    @property
    def filled(self) -> Filled:
        return self.kept.filled

    @property
    def schedules(self) -> Schedules:
        return self.snapshot.schedules

    @cached_property
    def effect(self) -> Effect | None:
        """What it would do; None while something is wrong."""
        if self.tried is None or self.tried.proposal is None:
            return None
        rules = rules_of(rooms().settings)
        return effect_of(self.tried.proposal, self.filled, self.now, language(), rules)

    @property
    def kinds(self) -> Mapping[str, Words]:
        """What can be done; an emergency is written where it is edited, and by "from now on"."""
        wanted = (*KINDS[:4], *(["emergency"] if self.filled.kind == "emergency" else []))
        return {kind: KIND_WORDS[kind] for kind in KINDS if kind in wanted}

    @property
    def chips(self) -> tuple[Chip, ...]:
        return chips(self.schedules, self.filled.where)

    @property
    def presets(self) -> tuple[Chip, ...]:
        """Those that are not chosen yet."""
        return tuple(chip for chip in presets(self.schedules, self.by) if chip.name not in self.filled.where)

    @property
    def near(self) -> tuple[Chip, ...]:
        """Those that may be meant by what was typed and is no chip yet."""
        return proposed(self.schedules, self.filled.who)

    @property
    def sayings(self) -> tuple[Words, ...]:
        """Phrases of days at a click."""
        return (*SAYINGS, AT_ONCE) if self.filled.kind == "closed" else SAYINGS

    @property
    def untils(self) -> tuple[Words, ...]:
        return UNTILS

    @property
    def templates(self) -> tuple[Words, ...]:
        """What callers may be told, French with its English."""
        match self.filled.kind:
            case "notice":
                return NOTICES
            case "emergency":
                return tuple(reason.words for reason in reasons_for("emergency"))
            case "open":
                return tuple(reason.words for reason in reasons_for("open"))
        return tuple(reason.words for reason in reasons_for("planned"))

    @property
    def part(self) -> tuple[str, str, str]:
        """Which part of the day is meant, by what was typed or by what was chosen beside it; its from and until."""
        filled = self.filled
        said = self.tried.reading.part if self.tried else ""
        if not said:
            return filled.part, filled.part_from, filled.part_to
        halves = {spoken: part for part, spoken in PARTS.items()}
        if said in halves:
            return halves[said], "", ""
        start, end = read_part(said)[0]
        since, until = "" if start == time() else f"{start:%H:%M}", "" if end == DAY_END else f"{end:%H:%M}"
        return "between", since, until

    @property
    def grid(self) -> Grid:
        return grid_of(self.filled.hours)

    @property
    def today(self) -> date:
        return self.now.astimezone(PARIS).date()

    @property
    def base(self) -> str:
        """What the files say of the entry that is changed, as a digest."""
        return digest_of(file_entry(rooms().published, Change(self.filled.section, self.filled.name, "leaves")))

    @property
    def month_number(self) -> int:
        """How many months from now the calendar begins."""
        return min(number_of(self.filled.shown), FURTHEST)

    @property
    def months(self) -> tuple[Month, ...]:
        days = self.tried.reading.days if self.tried else None
        subdivision = subdivision_of(self.schedules, self.filled.where)
        return months(days, self.today, self.month_number, subdivision)

    @property
    def later(self) -> int:
        return self.month_number + MONTHS

    @property
    def earlier(self) -> int:
        return max(self.month_number - MONTHS, 0)

    @property
    def beyond(self) -> tuple[Chip, ...]:
        """Those whom it reaches and who are not theirs to change."""
        return chips(self.schedules, beyond(self.tried, self.by)) if self.tried else ()

    @property
    def waits(self) -> bool:
        """Whether a second person has to approve it."""
        proposal = self.tried.proposal if self.tried else None
        return bool(proposal and rooms().publishing.second_person and not is_urgent(proposal, self.now))

    @property
    def may_publish(self) -> bool:
        return self.by.may("publisher") and not self.beyond


def shown(kept: Kept, *, alone: bool = False) -> Shown:
    """A form as it stands, tried; `alone`: without what it would do. Raises ContentError where no content is live."""
    published, now = rooms().published, rooms().clock()
    snapshot = published.layered.above.snapshot
    found = None if kept.filled.is_empty else tried(published, kept.filled, person(), now, alone=alone)
    return Shown(kept, snapshot, found, now, person())
