"""The year of a caisse or line on one page, as the calendars on French walls are: a column a month, a row a day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from babel.dates import get_day_names, get_month_names

from ivr.drawing.lettering import shorten, width, wrap
from ivr.drawing.svg import BLUE, INK, MUTED, PAPER, document, element, group, moved, text, title
from ivr.drawing.words import Language, label
from ivr.hours.calendar import Calendar
from ivr.hours.planned import Kind
from ivr.hours.rule import Spans

State = Literal["open", "opening", "weekend", "closed", "holiday", "unsure", "closure", "emergency"]
COLUMN, ROW, MARGIN, TOP = 113, 25, 28, 124
BAR_LEFT, BAR_WIDE = 44.0, 64.0
FIRST_HOUR, LAST_HOUR = 6, 20  # what a bar shows of the day
SMALL = 8.6
FILLS: Mapping[State, str] = {
    "open": PAPER,
    "opening": "#dff1e4",
    "weekend": "#e4e8ed",
    "closed": "#f3f5f7",
    "holiday": "#ffd99a",
    "unsure": "#fff3dc",
    "closure": "url(#hatched)",
    "emergency": "#fcdcd7",
}
STATES: Mapping[Kind, State] = {
    "hours": "open",
    "weekend": "weekend",
    "holiday": "holiday",
    "closure": "closure",
    "opening": "opening",
    "other": "open",
    "unsure": "unsure",
    "emergency": "emergency",
}
HATCHED = (
    '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f0e7f7"/><rect width="1.6" height="6" fill="#d3bde5"/></pattern></defs>'
)
BAR = BLUE


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day as it is drawn. `shift` are the seconds by which the clocks move on it."""

    day: date
    state: State
    spans: Spans
    words: str
    shift: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose year it is, and how its hours are known."""

    name: str
    source: str
    assumed: bool


def days_of_year(calendar: Calendar, year: int, language: Language) -> tuple[YearDay, ...]:
    """Every day of a year, of which the calendar must hold the whole."""
    first = date(year, 1, 1)
    count = (date(year + 1, 1, 1) - first).days
    return tuple(_day(calendar, first + timedelta(days=number), language) for number in range(count))


def draw_year(heading: Heading, calendar: Calendar, year: int, language: Language) -> str:
    """The SVG of a year, in the proportions of A4 and A3, landscape."""
    days = days_of_year(calendar, year, language)
    name = f"{year} – {heading.name[:1].upper()}{heading.name[1:]}"
    parts = (HATCHED, *_title(name, heading, calendar, language), *_months(days, language), *_legend(days, language))
    wide = 2 * MARGIN + 12 * COLUMN
    note = label("year", language).format(hours=calendar.rule.hours, zone=calendar.zone.key)
    return document((wide, TOP + 31 * ROW + 88), name, note, parts, language=language)


def _day(calendar: Calendar, day: date, language: Language) -> YearDay:
    plan = calendar.plan_of(day)
    cause, spans = plan.cause, plan.spans
    state: State = STATES[cause.kind] if spans or cause.kind not in ("hours", "other") else "closed"
    words = " ".join(
        dict.fromkeys(why.words.get(language, "") for why in (cause, *(cut for _, cut in plan.cuts)))
    ).strip()
    for emergency in calendar.rule.emergencies:
        if any(emergency.covers(_at(calendar, day, hour)) for hour in range(24)):
            state, words, spans = "emergency", emergency.reason.get(language, ""), _spans_left(calendar, day)
    return YearDay(day, state, spans, words, _shift(calendar, day))


def _spans_left(calendar: Calendar, day: date) -> Spans:
    """What an emergency leaves of a day, by quarters of an hour: enough for a bar."""
    quarters = [time(hour, minute) for hour in range(24) for minute in range(0, 60, 15)]
    quarters = [clock for clock in quarters if calendar.is_open(datetime.combine(day, clock, calendar.zone))]
    return tuple((clock, clock.replace(minute=clock.minute + 14)) for clock in quarters)


def _at(calendar: Calendar, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), calendar.zone)


def _shift(calendar: Calendar, day: date) -> int:
    before, after = (_at(calendar, each, 0).utcoffset() or timedelta() for each in (day, day + timedelta(days=1)))
    return round((after - before).total_seconds())


def _title(name: str, heading: Heading, calendar: Calendar, language: Language) -> Iterator[str]:
    yield text(MARGIN, 44, name, font_size=26, font_weight="bold")
    known = label("assumed" if heading.assumed else "sourced", language)
    yield text(MARGIN, 68, f"{calendar.rule.hours} · {calendar.zone.key} · {known}", font_size=13, fill=MUTED)
    source = shorten(heading.source, 11, 12 * COLUMN)
    yield text(MARGIN, 86, source, font_size=11, fill=MUTED)


def _months(days: tuple[YearDay, ...], language: Language) -> Iterator[str]:
    names = get_month_names("wide", locale=language)
    letters = get_day_names("narrow", locale=language)
    for month in range(1, 13):
        x = MARGIN + (month - 1) * COLUMN
        yield text(x + 4, TOP - 8, names[month].capitalize(), font_size=14, font_weight="bold")
        cells = (_cell(day, letters[day.day.weekday()]) for day in days if day.day.month == month)
        yield moved(x, TOP, *cells) + "\n"


def _cell(day: YearDay, letter: str) -> str:
    y = (day.day.day - 1) * ROW
    strong = "bold" if day.state in ("open", "opening") else ""
    parts = [
        title(f"{day.day.isoformat()} {day.words}".strip()),
        element("rect", width=COLUMN - 5, height=ROW, fill=FILLS[day.state], stroke="#c3cbd4", stroke_width=0.7),
        text(6, 16.5, letter, font_size=10.5, fill=MUTED),
        text(38, 16.8, str(day.day.day), font_size=12, font_weight=strong, text_anchor="end"),
        *_bars(day),
        *_words(day),
    ]
    return group(*parts, transform=f"translate(0 {y})", class_=f"day {day.state}")


def _bars(day: YearDay) -> Iterator[str]:
    """The hours of the day, from 6 to 20, as one bar a span."""
    scale = BAR_WIDE / (LAST_HOUR - FIRST_HOUR)
    for start, end in day.spans:
        left, right = (
            min(max(clock.hour + clock.minute / 60, FIRST_HOUR), LAST_HOUR) - FIRST_HOUR for clock in (start, end)
        )
        y, high = (17, 4) if day.words else (10, 6)
        yield element(
            "rect", x=BAR_LEFT + left * scale, y=y, width=(right - left) * scale, height=high, rx=1.5, fill=BAR
        )


def _words(day: YearDay) -> Iterator[str]:
    words = day.words or _shift_words(day.shift)
    room = COLUMN - 5 - BAR_LEFT - 2
    lines = wrap(words, SMALL, room, 1 if day.spans else 2)
    top = (13 if day.spans else 16) - (len(lines) - 1) * 4.8
    for number, line in enumerate(lines):
        bold = "bold" if not day.words else ""
        yield text(BAR_LEFT, top + number * 9.6, line, font_size=SMALL, fill=INK, font_weight=bold)


def _shift_words(shift: int) -> str:
    """How the clocks move: "+1 h"."""
    return f"{'+' if shift > 0 else '−'}{abs(shift) / 3600:g} h" if shift else ""


def _legend(days: tuple[YearDay, ...], language: Language) -> Iterator[str]:
    counts = Counter(day.state for day in days)
    x, y = float(MARGIN), TOP + 31 * ROW + 26
    for state, fill in FILLS.items():
        if counts[state]:
            words = f"{label(f'day_{state}', language)} : {counts[state]}"
            yield element("rect", x=x, y=y - 12, width=22, height=15, fill=fill, stroke="#8a95a3", stroke_width=0.8)
            yield text(x + 28, y, words, font_size=12.5)
            x += width(words, 12.5) + 52
    shifts = [f"{day.day:%d/%m} ({_shift_words(day.shift)})" for day in days if day.shift]
    clock = label("shifts", language).format(days=", ".join(shifts)) if shifts else label("no_shift", language)
    bar = label("bar", language).format(first=FIRST_HOUR, last=LAST_HOUR)
    yield element("rect", x=MARGIN, y=y + 15, width=22, height=6, rx=1.5, fill=BAR)
    yield text(MARGIN + 28, y + 23, f"{bar} {clock}", font_size=12.5)
    named = [f"{day.day:%d/%m} {day.words}" for day in days if day.words and day.state in ("holiday", "unsure")]
    lines = wrap(" · ".join(named), 11, 12 * COLUMN - 6, 2)
    for number, line in enumerate(lines):
        yield text(MARGIN, y + 43 + number * 14, line, font_size=11, fill=MUTED)
