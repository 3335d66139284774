"""What the buttons within the form do to it: choose somebody, choose a day, take a template. They keep nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from werkzeug.datastructures import MultiDict

from ivr.changes.reasons import NOTICES, REASONS
from ivr.changes.typed import where_meant
from ivr.console.changes.calendar import FURTHEST, toggled
from ivr.console.changes.filled import Filled
from ivr.console.changes.week import grid_in, hours_of, same_until_friday
from ivr.console.changes.whom import with_name
from ivr.console.numbers import number_of
from ivr.findings import Language
from ivr.hours.days import Days
from ivr.hours.schedules import Schedules
from ivr.hours.spoken_days import LAST_YEAR, read_spoken
from ivr.hours.weekly import HoursError
from ivr.phone.moments import PARIS


class Acting:
    """One press of a button, seen from now."""

    def __init__(self, schedules: Schedules, now: datetime, language: Language, form: MultiDict[str, str]) -> None:
        self._schedules, self._language, self._form = schedules, language, form
        self._today = now.astimezone(PARIS).date()

    def after(self, filled: Filled) -> Filled:
        """The form as it is after the button that was pressed; as it was where none of these was."""
        acts: Mapping[str, Callable[[Filled, str], Filled]] = {
            "add": self._add,
            "drop": self._drop,
            "say": self._say,
            "day": self._day,
            "reason": self._reason,
            "grid": self._grid,
            "show": self._show,
        }
        for name, act in acts.items():
            if name in self._form:
                return act(filled, self._form[name])
        return filled

    def settled(self, filled: Filled) -> Filled:
        """The form when it is shown anew: whoever was typed is a chip, where that is clear."""
        return self._add(filled, "") if filled.who.strip() else filled

    def _add(self, filled: Filled, name: str) -> Filled:
        """A chip more: the one that was proposed, or whoever is meant by what was typed."""
        if name:
            return replace(filled, where=with_name(filled.where, name), who="")
        where, left = filled.where, []
        for typed in filled.named:
            found, faults = where_meant(self._schedules, [typed])
            left += [typed] if faults else []
            for one in found:
                where = with_name(where, one)
        return replace(filled, where=where, who=", ".join(left))

    def _drop(self, filled: Filled, name: str) -> Filled:
        return replace(filled, where=tuple(one for one in filled.where if one != name))

    def _say(self, filled: Filled, words: str) -> Filled:
        """A phrase of days at a click."""
        return replace(filled, when=words, part="", part_from="", part_to="")

    def _day(self, filled: Filled, told: str) -> Filled:
        """A day of the calendar, or a stretch that ends there; a part of the day that was typed goes on."""
        day, since = _date(told), _date(self._form.get("since", ""))
        if day is None:
            return filled
        days, part = self._said(filled.when)
        phrase = toggled(days, day, since, self._today, self._language)
        return replace(
            filled, when=", ".join(filter(None, (phrase, part))) if phrase else "", shown=filled.shown or "0"
        )

    def _said(self, when: str) -> tuple[Days | None, str]:
        try:
            spoken = read_spoken(when, self._today)
        except HoursError:
            return None, ""
        return spoken.days, spoken.part

    def _reason(self, filled: Filled, french: str) -> Filled:
        """A template, French and English."""
        every = (*(reason.words for reason in REASONS), *NOTICES)
        found = next((one for one in every if one["fr"] == french), None)
        return replace(filled, fr=found["fr"], en=found["en"]) if found else filled

    def _grid(self, filled: Filled, told: str) -> Filled:
        """The hours as the grid has them."""
        grid = grid_in(self._form)
        return replace(filled, hours=hours_of(same_until_friday(grid) if told == "same" else grid))

    def _show(self, filled: Filled, told: str) -> Filled:
        """Other months of the calendar; none: it is put away."""
        return replace(filled, shown=str(min(number_of(told), FURTHEST)) if told else "")


def _date(told: str) -> date | None:
    try:
        found = date.fromisoformat(told)
    except ValueError:
        return None
    return found if found.year <= LAST_YEAR else None
