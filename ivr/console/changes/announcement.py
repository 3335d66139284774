"""The notice that tells of a closure until it begins: its words, and how long it is told."""

from datetime import date, datetime, time, timedelta

from ivr.changes.form import Form
from ivr.changes.typed import MOMENT, places_of, where_meant
from ivr.check.reached import Reached, reached_among
from ivr.hours.day_parts import read_part
from ivr.hours.days import Days, covered
from ivr.hours.rule import DAY_END, Spans
from ivr.hours.words import Words, words
from ivr.phone.moments import PARIS
from ivr.published.snapshot import Snapshot
from ivr.wording.hours import listed
from ivr.wording.moments import date_words, time_words

AHEAD = 400  # days in which the first closed one is looked for
MOST_NAMED = 5


def announcement(closing: Form, days: Days, now: datetime, snapshot: Snapshot) -> Form | None:
    """A notice from now until the closure begins, or until the end of a day that has begun; None for days long past."""
    today = now.astimezone(PARIS).date()
    first = next((today + timedelta(days=number) for number in covered(days, today, AHEAD)), None)
    meant, _ = where_meant(snapshot.schedules, closing.where)
    places = places_of(snapshot.schedules, meant)
    if first is None or not places:
        return None
    reached = reached_among(places, snapshot.schedules)
    parts = read_part(closing.hours) if closing.hours else ()
    until = first if first > today else today + timedelta(days=1)
    told = announcement_words(closing, first, _last(days, first), parts, snapshot, reached)
    return Form(
        "notice",
        lines=reached.called,
        until=f"{datetime.combine(until, time()):{MOMENT}}",
        fr=told["fr"],
        en=told["en"],
    )


def announcement_words(
    closing: Form, first: date, last: date, parts: Spans, snapshot: Snapshot, reached: Reached
) -> Words:
    """ "Jeudi 26 novembre, à partir de midi, nos conseillers ne répondront pas : mouvement social." """
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
    who = _whom(reached, snapshot)
    return words(
        fr=f"{day}{part}, {who['fr']} ne répondront pas : {closing.fr or 'fermeture'}.",
        en=f"{english_day}{english_part}, {who['en']} will not be available: {closing.en or 'a closure'}.",
    )


def _last(days: Days, first: date) -> date:
    """The last of the closed days that follow the first without a gap."""
    numbers = covered(days, first, AHEAD)
    run = next((number for number, day in enumerate(numbers) if number != day), len(numbers))
    return first + timedelta(days=max(run - 1, 0))


def _whom(reached: Reached, snapshot: Snapshot) -> Words:
    """Who won't answer, by name as far as a sentence can hold it: everybody who calls the line hears the notice."""
    caisses, schedules = reached.caisses, snapshot.schedules
    if reached.lines or len(caisses) == len(schedules.caisses):
        return words(fr="nos conseillers", en="our advisers")
    if len(caisses) == 1 or (reached.partly and len(caisses) <= MOST_NAMED):
        french = _listed([_of(caisse.names["fr"]) for caisse in caisses], "fr", snapshot)
        english = _listed([caisse.names["en"] for caisse in caisses], "en", snapshot)
        return words(fr=f"les conseillers {french}", en=f"the advisers of {english}")
    where = words(fr="dans certains départements", en="in some départements")
    if not reached.partly and len(reached.departments) <= MOST_NAMED:
        names = [schedules.departments[code].names for code in reached.departments]
        where = words(
            fr=_listed([name["fr"] for name in names], "fr", snapshot),
            en=_listed([name["en"] for name in names], "en", snapshot),
        )
    return words(fr=f"{where['fr']}, nos conseillers", en=f"{where['en']}, our advisers")


def _listed(names: list[str], language: str, snapshot: Snapshot) -> str:
    return listed(snapshot.prompts[language], names)


def _of(name: str) -> str:
    return f"du {name[3:]}" if name.startswith("le ") else f"de {name}"
