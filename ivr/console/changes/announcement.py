"""The notice that tells of a closure until it begins: its words, and how long it is told."""

from datetime import date, datetime, time, timedelta

from ivr.changes.form import Form
from ivr.changes.typed import MOMENT, places_of
from ivr.check.reached import reached_among
from ivr.hours.day_parts import read_part
from ivr.hours.days import Days, covered
from ivr.hours.rule import DAY_END, Spans
from ivr.hours.words import Words, words
from ivr.phone.moments import PARIS
from ivr.published.snapshot import Snapshot
from ivr.wording.moments import date_words, time_words

AHEAD = 400  # days in which the first closed one is looked for
NOON = time(12)


def announcement(closing: Form, days: Days, now: datetime, snapshot: Snapshot) -> Form | None:
    """A notice from now until the closure begins, or until the end of a day that has begun; None for days long past."""
    today = now.astimezone(PARIS).date()
    first = next((today + timedelta(days=number) for number in covered(days, today, AHEAD)), None)
    places = places_of(snapshot.schedules, closing.where)
    if first is None or not places:
        return None
    parts = read_part(closing.hours) if closing.hours else ()
    until = first if first > today else today + timedelta(days=1)
    told = announcement_words(closing, first, _last(days, first), parts, snapshot)
    lines = reached_among(places, snapshot.schedules).called
    return Form(
        "notice", lines=lines, until=f"{datetime.combine(until, time()):{MOMENT}}", fr=told["fr"], en=told["en"]
    )


def announcement_words(closing: Form, first: date, last: date, parts: Spans, snapshot: Snapshot) -> Words:
    """ "Jeudi 26 novembre, à partir de midi, nos conseillers seront absents : mouvement social." """
    french, english = snapshot.prompts["fr"], snapshot.prompts["en"]
    day, english_day = date_words(french, first).capitalize(), f"On {date_words(english, first)}"
    if last != first:
        day = f"Du {date_words(french, first)} au {date_words(french, last)}"
        english_day = f"From {date_words(english, first)}, to {date_words(english, last)}"
    part, english_part = "", ""
    for start, end in parts[:1]:
        begins, ends = (time_words(french, at) for at in (start, end))
        english_begins, english_ends = (time_words(english, at) for at in (start, end))
        if start == time():
            part, english_part = f" jusqu'à {ends}", f" until {english_ends}"
        elif end == DAY_END:
            part, english_part = f" à partir de {begins}", f" from {english_begins}"
        else:
            part, english_part = f" de {begins} à {ends}", f" from {english_begins} to {english_ends}"
    who = _whom(closing, snapshot)
    return words(
        fr=f"{day}{part}, {who['fr']} seront absents : {closing.fr or 'fermeture'}.",
        en=f"{english_day}{english_part}, {who['en']} will be away: {closing.en or 'a closure'}.",
    )


def _last(days: Days, first: date) -> date:
    """The last of the closed days that follow the first without a gap."""
    numbers = covered(days, first, AHEAD)
    run = next((number for number, day in enumerate(numbers) if number != day), len(numbers))
    return first + timedelta(days=max(run - 1, 0))


def _whom(closing: Form, snapshot: Snapshot) -> Words:
    """Of one caisse its name: everybody who calls hears the notice."""
    caisse = snapshot.schedules.caisses.get(closing.where[0]) if len(closing.where) == 1 else None
    if caisse is None:
        return words(fr="nos conseillers", en="our advisers")
    name = caisse.names["fr"]
    of = f"du {name[3:]}" if name.startswith("le ") else f"de {name}"
    return words(fr=f"les conseillers {of}", en=f"the advisers of {caisse.names['en']}")
