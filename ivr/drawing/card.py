"""The menu as callers hear it, with its keys, on one page of A4 for beside the telephone, in large type."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import ceil

import phonenumbers

from ivr.hours.schedules import Line, Schedules
from ivr.hours.weekly import weekly
from ivr.line.actions import Spans, Week
from ivr.line.lines import LINES
from ivr.line.steps import LANGUAGE, Choice, Flow, Menu
from ivr.wording.hours import week_words
from ivr.wording.on_page import as_written
from ivr.wording.phrases import fill
from ivr.wording.prompts import Prompts

MAINLAND = "Europe/Paris"
LEVELS = 3  # of menus: the first, those below it, and in short what these lead to, once, as far as the page holds it
BRANCHING = 3  # keys of such a menu: those with fewer tell nothing that is not heard anyway
# In points, by the widest of the fonts: a page within its margins; its head and the rules between; a line.
PAGE_HEIGHT, FIXED, LINE, HEADING, ABOVE_HEADING = 790, 112, 18.6, 21, 3
LETTERS, LETTERS_OF_HEADING, LETTERS_OF_HOURS = 48, 42, 54  # of a line, indented or not

STYLE = """
@page { size: A4 portrait; margin: 6mm 11mm }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { background: #fff; color: #000; font: 16pt/1.16 Arial, Helvetica, "Liberation Sans", sans-serif }
body { width: 188mm; max-width: 100%; margin: 0 auto }
header { border-bottom: 3pt solid #000; padding-bottom: 1.5mm; margin-bottom: 1.5mm }
h1 { font-size: 22pt; line-height: 1.1 }
h2 { display: inline; font-size: 16pt; margin-right: .6em }
ol, ul { list-style: none }
.first > li { margin-top: 1mm; break-inside: avoid }
.first > li > p { font-size: 18pt; font-weight: bold }
.below { margin-left: 4.5mm; padding-left: 4mm; border-left: 1.5pt solid #000 }
p { padding-left: 1.9em; text-indent: -1.9em }
kbd { display: inline-block; min-width: 1.45em; margin-right: .45em; border: 1.2pt solid #000; border-radius: 3pt;
  font: inherit; font-weight: bold; line-height: 1; text-align: center; text-indent: 0 }
.run { padding-left: 1.9em; text-indent: 0 }
.run span { margin-right: .7em; white-space: nowrap }
section { border-top: 3pt solid #000; margin-top: 2mm; padding-top: 1.2mm; break-inside: avoid }
.keys { display: inline }
.keys p { display: inline-block; margin-right: .9em }
.keys p, .hours p { padding: 0; text-indent: 0 }
@media screen { body { padding: 8mm 4mm } }
"""
PAGE = """<!doctype html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a menu, its words, whole and as one may say it, and the menu that it leads to with its entries."""

    key: str
    words: str
    short: str = ""
    menu: str = ""
    below: tuple["Entry", ...] = ()


def card(flow: Flow, prompts: Mapping[str, Prompts], schedules: Schedules, language: str, day: date) -> str:
    """The card in a language, as HTML that prints on one page; its hours are those of the week of `day`.

    Raises KeyError for a language without prompts.
    """
    own = prompts[language]
    national = LINES["national"].number
    title = fill(own.card["title"], lambda *_: _number(national))
    entries = tuple(_entries(flow, own, flow.manners.home))
    hours = tuple(_line(line, own, day) for line in schedules.lines.values())
    menus = "".join(_first(entry, deep) for entry, deep in _fitting(entries, hours))
    parts = [
        f"<header><h1>{_text(title)}</h1>{_told(own.card['lead'])}</header>",
        f'<main><ol class="first">{menus}</ol></main>',
        _keys(flow, prompts, own),
        _hours(own, hours),
    ]
    return PAGE.format(locale=own.locale, title=_text(title), style=STYLE, body="\n".join(parts))


# -- the menus -------------------------------------------------------------------------------------------------------


def _entries(flow: Flow, own: Prompts, menu: str, level: int = 1) -> Iterator[Entry]:
    """A menu's keys in their order, each with those below it, without the languages and the way to the first menu."""
    step, said = flow.steps.get(menu), own.prompts[menu].choices
    for choice in step.choices if isinstance(step, Menu) else ():
        if choice.name not in (LANGUAGE, flow.manners.home) and choice.name in said:
            leads = _leads(flow, choice)
            below = tuple(_entries(flow, own, leads, level + 1)) if leads and level <= LEVELS else ()
            offer = _written(own, said[choice.name].offer)
            yield Entry(choice.key, offer, _short(offer, said[choice.name].words), leads, below)


def _short(offer: str, words: Iterable[str]) -> str:
    """The first of a choice's words that stands in its offer, as it is written there; else the whole offer."""
    places = (re.search(rf"\b{re.escape(word)}\b", offer, re.IGNORECASE) for word in words)
    found = next(filter(None, places), None)
    return found[0] if found else offer


def _leads(flow: Flow, choice: Choice) -> str:
    """The menu that a choice is for: the one that bears its name, else the one it leads to; "" for the first menu."""
    menus = (name for name in (choice.name, choice.to) if isinstance(flow.steps.get(name), Menu))
    return next((name for name in menus if name != flow.manners.home), "")


def _fitting(entries: tuple[Entry, ...], hours: tuple[str, ...]) -> Iterator[tuple[Entry, frozenset[str]]]:
    """Each entry of the first menu, with the keys below it whose own menus still have room: the largest first."""
    headings = sum(HEADING * _lines(entry.words, LETTERS_OF_HEADING) + ABOVE_HEADING for entry in entries)
    lines = sum(_lines(one.words) for entry in entries for one in entry.below)
    lines += sum(_lines(line, LETTERS_OF_HOURS) for line in hours)
    room = PAGE_HEIGHT - FIXED - headings - LINE * lines
    largest = sorted((one for entry in entries for one in entry.below), key=lambda one: -len(one.below))
    shown, deep = {entry.menu for entry in entries}, set()
    for one in largest:
        takes = LINE * _lines(" ".join(f"[{last.key}]  {_going_on(last)}" for last in one.below))
        if len(one.below) >= BRANCHING and one.menu not in shown and takes <= room:
            room -= takes
            shown.add(one.menu)
            deep.add(id(one))
    for entry in entries:
        yield entry, frozenset(one.key for one in entry.below if id(one) in deep)


def _going_on(entry: Entry) -> str:
    """Its short words, and a sign that more choices follow there."""
    return f"{entry.short}\N{NO-BREAK SPACE}…" if len(entry.below) >= BRANCHING - 1 else entry.short


def _lines(words: str, letters: int = LETTERS) -> int:
    return ceil(len(words) / letters)


def _first(entry: Entry, deep: frozenset[str]) -> str:
    below = "".join(_below(one, one.key in deep) for one in entry.below)
    return f"<li>{_key(entry)}{f'<ol class=below>{below}</ol>' if below else ''}</li>"


def _below(entry: Entry, deep: bool) -> str:
    run = "".join(f"<span><kbd>{one.key}</kbd>{_text(_going_on(one))}</span> " for one in entry.below) if deep else ""
    return f"<li>{_key(entry)}{f'<p class=run>{run}</p>' if run else ''}</li>"


def _key(entry: Entry) -> str:
    return f"<p><kbd>{entry.key}</kbd>{_text(entry.words)}</p>"


# -- what holds everywhere, and the hours ----------------------------------------------------------------------------


def _keys(flow: Flow, prompts: Mapping[str, Prompts], own: Prompts) -> str:
    """The keys that every menu takes, and the one of the other languages, in their own words."""
    told = [(key, _text(own.card[name])) for key, name in (("0", "adviser"), ("*", "back"), ("#", "again"))]
    home = flow.steps[flow.manners.home]
    for choice in home.choices if isinstance(home, Menu) else ():
        others = [other for other in prompts.values() if other is not own and choice.name == LANGUAGE]
        told += [(choice.key, f'<span lang="{other.locale}">{_text(other.offer)}</span>') for other in others]
    keys = "".join(f"<p><kbd>{key}</kbd>{words}</p>" for key, words in told)
    return f'<section><h2>{_text(own.card["always"])}</h2><div class="keys">{keys}</div></section>'


def _hours(own: Prompts, lines: tuple[str, ...]) -> str:
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f'<section class="hours"><h2>{_text(own.card["hours"])}</h2>{told}</section>'


def _line(line: Line, own: Prompts, day: date) -> str:
    """A line's number and usual week. Of one whose hours are another's as far as anybody knows, the number alone."""
    assumed, first = line.vouched_on(day).assumed, line.name == "national"
    number, name = _number(LINES[line.name].number), "" if first else f", {line.names[own.language]}"
    head = f"<b>{_text(number)}</b>{_text(name)}"
    if assumed and not first:
        return head
    monday = day - timedelta(days=day.weekday())
    spans = enumerate(weekly(line.rule, day))
    week = Week(tuple((monday + timedelta(days=number), Spans(those)) for number, those in spans))
    clock = own.card["paris_time" if line.rule.zone == MAINLAND else "local_time"]
    told = [own.card["at_least"]] * assumed + [week_words(own, week, opened=True), clock]
    return f"{head} · {_text(', '.join(told))}"


def _number(number: str) -> str:
    """A number as people write it: "36 46", "02 69 61 91 91", "+33 1 84 90 36 46" for who calls from abroad."""
    if not number.startswith("+"):
        return f"{number[:2]}\N{NO-BREAK SPACE}{number[2:]}"
    parsed = phonenumbers.parse(number)
    if number == LINES["abroad"].number:
        written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return written.replace(" ", "\N{NO-BREAK SPACE}")
    digits = f"0{parsed.national_number}"
    return "\N{NO-BREAK SPACE}".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def _written(own: Prompts, words: str) -> str:
    return as_written(own.page, words) if own.page else words


def _told(words: str) -> str:
    return f"<p>{_text(words)}</p>"


def _text(words: str) -> str:
    return escape(words, quote=False)
