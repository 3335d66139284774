"""The menu at the top of every page: where one can go, for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flask import current_app, g, request, url_for

from ivr.accounts.person import Role


class Item(NamedTuple):
    """A page of the menu; `group` is the name of the Pages whose every page counts as being there."""

    endpoint: str
    group: str
    fr: str
    en: str
    needs: Role = "reader"


MENU: tuple[Item, ...] = (
    Item("now.show_now", "now", "Maintenant", "Now"),
    Item("changes.new_change", "changes", "Changer", "Change", "editor"),
    Item("drafts.show_drafts", "drafts", "Brouillons", "Drafts", "editor"),
    Item("heard.show_heard", "heard", "Écouter", "Listen"),
    Item("handset.show_phone", "handset", "Téléphone", "Telephone"),
    Item("history.show_history", "history", "Historique", "History"),
    Item("calls.show_calls", "calls", "Appels", "Calls"),
    Item("texts.show_texts", "texts", "SMS", "Texts"),
    Item("people.show_people", "people", "Comptes", "Accounts", needs="admin"),
    Item("doctor.show_doctor", "doctor", "Diagnostic", "Check-up", needs="admin"),
    Item("audit.show_audit", "audit", "Piste d'audit", "Audit trail", needs="admin"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An item as a template shows it."""

    address: str
    fr: str
    en: str
    here: bool


def places() -> Iterator[Place]:
    """Where the person may go, of what is served here."""
    here = (request.endpoint or "").partition(".")[0]
    for item in MENU:
        if g.person.may(item.needs) and item.endpoint in current_app.view_functions:
            yield Place(url_for(item.endpoint), item.fr, item.en, item.group == here)
