"""Which days a page of figures is about, as its address says: today, 7 days, 4 weeks, or from one day to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from ivr.hours.words import NO_WORDS, Words, words
from ivr.journal.counts import Period
from ivr.line.call import LINE_NAMES

Choice = Literal["today", "week", "month", "dates"]
CHOICES: Mapping[Choice, Words] = {
    "today": words(fr="Aujourd'hui", en="Today"),
    "week": words(fr="7 jours", en="7 days"),
    "month": words(fr="4 semaines", en="4 weeks"),
    "dates": words(fr="D'un jour à l'autre", en="Chosen days"),
}
LENGTHS: Mapping[str, int] = {"today": 1, "week": 7, "month": 28}
LONGEST = 400  # days
EARLIEST, LATEST = 2000, 2200  # years: no calendar ends within them
UNREADABLE = words(
    fr="Écrivez les deux jours comme 2026-11-24. Voici les 7 derniers jours.",
    en="Write both days like 2026-11-24. These are the last 7 days.",
)
BACKWARDS = words(
    fr="Le premier jour vient après le dernier. Voici les 7 derniers jours.",
    en="The first day comes after the last one. These are the last 7 days.",
)
TOO_LONG = words(
    fr=f"Choisissez {LONGEST} jours au plus. Voici les 7 derniers jours.",
    en=f"Choose {LONGEST} days at most. These are the last 7 days.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period, by which choice, and what is wrong with what was asked for; no words where nothing is."""

    choice: Choice
    period: Period
    wrong: Words = NO_WORDS

    @property
    def asked(self) -> dict[str, str]:
        """What asks for it in an address."""
        dates = {"from": f"{self.period.first}", "to": f"{self.period.last}"} if self.choice == "dates" else {}
        return {"period": self.choice, **dates, **({"line": self.period.line} if self.period.line else {})}


def chosen_period(asked: Mapping[str, str], today: date) -> Chosen:
    """The period that an address asks for; the last 7 days where it says nothing, or nothing that can be meant."""
    line = asked.get("line", "")
    line = line if line in LINE_NAMES else ""
    choice = asked.get("period", "")
    if choice in LENGTHS:
        return _last(choice, today, line)
    if choice != "dates":
        return _last("week", today, line)
    try:
        first, last = date.fromisoformat(asked.get("from", "")), date.fromisoformat(asked.get("to", ""))
    except ValueError:
        return _last("week", today, line, UNREADABLE)
    if first.year < EARLIEST or last.year > LATEST:
        return _last("week", today, line, UNREADABLE)
    if wrong := BACKWARDS if first > last else TOO_LONG if last - first >= timedelta(days=LONGEST) else NO_WORDS:
        return _last("week", today, line, wrong)
    return Chosen("dates", Period(first, last, line))


def _last(choice: str, today: date, line: str, wrong: Words = NO_WORDS) -> Chosen:
    known = next(one for one in get_args(Choice) if one == choice)
    return Chosen(known, Period(today - timedelta(days=LENGTHS[choice] - 1), today, line), wrong)
