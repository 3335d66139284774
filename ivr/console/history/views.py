"""The history, and the page of each change."""

from flask import abort, render_template, request
from sqlalchemy import Connection

from ivr.changes import history, ledger, second_person
from ivr.changes.form import KIND_WORDS, SECTION_OF
from ivr.changes.history import Past, ground_of
from ivr.changes.ledger import NOBODY
from ivr.changes.publishing import together
from ivr.changes.standing import Present, present
from ivr.console.history.asked import read_asked
from ivr.console.history.attention import undecided
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.content.changes import Change
from ivr.hours.words import Words
from ivr.journal.counted import calls_under
from ivr.notices import read
from ivr.store.publishing_tables import published_changes

pages = Pages("history", __name__)
A_PAGE = 30


def kind_of(change: Change) -> Words:
    """ "Annonce", of what is told on the line; and so on."""
    return next(KIND_WORDS[kind] for kind, section in SECTION_OF.items() if section == change.section)


pages.app_context_processor(lambda: {"undecided": undecided, "NOBODY": NOBODY, "kind_of": kind_of})


@pages.page("/history", needs="reader")
def show_history() -> str:
    """Who changed what, when and why; the newest first."""
    ground = ground_of(rooms().published)
    asked = read_asked(request.args, ground.schedules)
    with rooms().store.reading() as connection:
        found = () if asked.faults else history.history(connection, ground, asked.wanted, A_PAGE + 1)
        authors = history.authors(connection)
        unread = read.unread(connection, person().id)
    return render_template(
        "history/list.html",
        pasts=[(past, ground.difference(past)) for past in found[:A_PAGE]],
        older=found[A_PAGE - 1].change.id if len(found) > A_PAGE else None,
        asked=asked,
        authors=authors,
        kinds=KIND_WORDS,
        unread=unread,
    )


@pages.page("/history/<int:number>", needs="reader")
def show_change(number: int) -> str:
    """Everything about one change."""
    ground = ground_of(rooms().published)
    with rooms().store.reading() as connection:
        past = found(connection, number)
        of_entry = ledger.of_entry(connection, *past.change.key)
        publication = publication_of(connection, number)
        left = together(connection, past.change.undoes or number)
    return render_template(
        "history/change.html",
        past=past,
        difference=ground.difference(past),
        before=ground.told_before(past),
        now=_present(past.change, of_entry),
        others=[other for other in of_entry if other.id != number],
        publication=publication,
        left=left,
        may_review=publication and publication.review == "due" and publication.who != person().id,
    )


@pages.page("/history/<int:number>/calls", needs="reader")
def show_calls(number: int) -> str:
    """How many calls were answered while a change counted: a part of its page, which needn't wait for it."""
    with rooms().store.reading() as connection:
        change = found(connection, number).change
        later = [one for one in ledger.of_entry(connection, *change.key) if one.id > number]
        ended = later[-1] if later else None
        assert change.at
        until = ended.at if ended and ended.at else rooms().clock()
        calls = calls_under(connection, change.at, until, revisions=(number, ended.id if ended else None))
    template = "history/calls_part.html" if request.headers.get("HX-Request") else "history/calls.html"
    return render_template(template, calls=calls, number=number)


def found(connection: Connection, number: int) -> Past:
    """A change by its number; 404 for none."""
    return history.one(connection, number) or abort(404)


def publication_of(connection: Connection, number: int) -> second_person.Asked | None:
    """By which publication a change went live; None where a process did it."""
    same = published_changes.select().where(published_changes.c.change == number)
    row = connection.execute(same).one_or_none()
    return second_person.one(connection, row.publication) if row else None


def _present(change: Change, of_entry: tuple[Change, ...]) -> Present:
    """What it does now; this process may not have heard of a change of a second ago."""
    now = present(change, of_entry[0], rooms().published)
    if now.state == "unknown":
        rooms().published.follow()
        now = present(change, of_entry[0], rooms().published)
    return now
