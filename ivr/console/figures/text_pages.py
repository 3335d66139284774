"""The pages of texts: how those of some days stand, and the settling of the ones that wait for a person."""

from collections.abc import Collection, Iterable
from functools import partial

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from ivr.accounts.person import EVERYWHERE
from ivr.console.figures.call_pages import as_file, names, read
from ivr.console.figures.period import CHOICES, Chosen, chosen_period
from ivr.console.figures.tables import Section
from ivr.console.figures.text_sections import text_sections
from ivr.console.pages import Pages
from ivr.console.rooms import person, rooms
from ivr.console.speech import t
from ivr.console.visits import visit
from ivr.hours.words import Words, words
from ivr.phone.moments import PARIS
from ivr.texts.ledger import TextSeen
from ivr.texts.settling import DECISIONS, MOST, Decision, Group, Outlook, groups, notes, outlook, settle, waiting
from ivr.texts.standing import Asked, by_reason, by_state, delays

pages = Pages("texts", __name__)

SHOWN = 100  # texts of one reason that are listed one by one
DECISION_WORDS: dict[Decision, tuple[Words, Words]] = {  # what it is called, and what it means
    "sent": (
        words(fr="Il est parti", en="It left"),
        words(fr="Vous avez vu le message dans la console de Twilio.", en="You saw the message in Twilio's console."),
    ),
    "failed": (
        words(fr="Il ne partira pas", en="It will not leave"),
        words(
            fr="Il n'y est pas, et il est trop tard pour l'envoyer.",
            en="It is not there, and it is too late to send it.",
        ),
    ),
    "again": (
        words(fr="L'envoyer de nouveau", en="Send it again"),
        words(
            fr="Il n'y est pas. S'il était parti malgré tout, l'appelant le recevrait deux fois.",
            en="It is not there. If it had left after all, the caller would get it twice.",
        ),
    ),
}


@pages.page("/texts", needs="reader")
def show_texts() -> str:
    """How the texts of a period stand."""
    chosen = _asked()
    waits = sum(group.texts for group in read(groups))
    days: dict[str, object] = {"chosen_period": chosen, "choices": CHOICES, "lines": ()}
    return render_template("figures/texts.html", sections=_sections(chosen), waits=waits, **days, **names())


@pages.page("/texts/tables/<name>.csv", needs="reader")
def download_texts(name: str) -> Response:
    """One of the tables for a spreadsheet."""
    chosen = _asked()
    return as_file(tuple(_sections(chosen)), name, f"{chosen.period.first}-{chosen.period.last}")


@pages.page("/texts/waiting", needs="reader")
def show_waiting() -> str:
    """The texts that wait for a person, by reason."""
    return _waiting()


@pages.page("/texts/outlook", needs="publisher", methods=("POST",))
def show_outlook() -> ResponseReturnValue:
    """What would happen to the chosen texts. Changes nothing."""
    _check_everywhere()
    decision, chosen = _decision(), _chosen()
    if decision is None or not chosen:
        wrong = words(
            fr="Choisissez au moins un SMS, et ce qu'il faut en faire.",
            en="Choose at least one text, and what is to be done with it.",
        )
        return _waiting(wrong), 400
    found = read(lambda connection: outlook(connection, chosen, decision))
    told = DECISION_WORDS[decision]
    return render_template(
        "figures/outlook.html", found=found, told=told, most=MOST, more=len(chosen) > MOST, **names()
    )


@pages.page("/texts/settle", needs="publisher", methods=("POST",))
def settle_chosen() -> ResponseReturnValue:
    """Settle them, and note who did."""
    _check_everywhere()
    decision, chosen = _decision(), list(_numbers(request.form.get("texts", "").split()))
    if decision is None or not chosen:
        return redirect(url_for("texts.show_waiting"), 303)
    who, at = person().id, visit()
    note = partial(rooms().trail.append, who=who, did="settle", at=at.at, origin=at.origin)

    def work(connection: Connection) -> Outlook:
        """Done and noted, both or neither."""
        found = settle(connection, chosen, decision, at.at)
        for what in notes(found):
            note(connection, what=what)
        return found

    found = rooms().store.within_deadline(work)
    flash(_told(found), "success" if found.settled else "warning")
    return redirect(url_for("texts.show_waiting"), 303)


def _may_settle() -> bool:
    """Whoever publishes for the whole of France: a text has no place, and those of a reason are from all over it."""
    return person().may("publisher") and person().scope == EVERYWHERE


def _check_everywhere() -> None:
    if not _may_settle():
        abort(403)


def _told(found: Outlook) -> str:
    done, left = len(found.settled), len(found.hindered)
    told = t("{done} SMS tranchés.", "{done} texts settled.", done=done)
    return told if not left else f"{told} {t('{left} laissés tels quels.', '{left} left as they are.', left=left)}"


def _waiting(wrong: Words | None = None) -> str:
    found, listed = read(_listed)
    decisions = DECISION_WORDS if _may_settle() else {}
    return render_template(
        "figures/waiting.html", groups=found, listed=listed, decisions=decisions, wrong=wrong, **names()
    )


def _listed(connection: Connection) -> tuple[list[Group], dict[str, tuple[TextSeen, ...]]]:
    """Why texts wait, and the oldest of each reason."""
    found = groups(connection)
    return found, {group.reason: waiting(connection, group.reason, SHOWN) for group in found}


def _chosen() -> list[int]:
    """The texts that were ticked: one by one, and whole reasons."""
    whole = set(request.form.getlist("reason"))
    singly = _numbers(request.form.getlist("text"))
    return sorted({*read(lambda connection: _alike(connection, whole)), *singly})


def _alike(connection: Connection, reasons: Collection[str]) -> list[int]:
    """Of reasons for which texts wait: a form may name thousands that are none, and each is a query."""
    whole = [group.reason for group in groups(connection) if group.reason in reasons]
    return [text.id for reason in whole for text in waiting(connection, reason)]


def _numbers(given: Iterable[str]) -> Iterable[int]:
    return (int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 19)


def _decision() -> Decision | None:
    return next((one for one in DECISIONS if one == request.form.get("decision")), None)


def _sections(chosen: Chosen) -> list[Section]:
    asked = Asked(chosen.period.begins, chosen.period.ends)
    states, took, reasons = read(
        lambda connection: (by_state(connection, asked), delays(connection, asked), by_reason(connection, asked))
    )
    return text_sections(states, took, reasons) if states else []


def _asked() -> Chosen:
    return chosen_period(request.args, rooms().clock().astimezone(PARIS).date())
