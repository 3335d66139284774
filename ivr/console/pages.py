"""Pages, each with its guard: a page that doesn't say who may come in keeps the console from starting."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import structlog
from flask import Blueprint, Flask, Response, abort, flash, g, redirect, request, session, url_for
from flask.globals import request_ctx

from ivr.accounts.person import Person, Role
from ivr.console.speech import chosen
from ivr.hours.words import words

log = structlog.get_logger("ivr.console")

Needs = Role | Literal["anyone"]
View = TypeVar("View", bound=Callable[..., Any])
NEEDS = "ivr_needs"  # the attribute of a view that holds its guard


NOT_DONE = words(
    fr="Vous n'étiez plus connecté : rien de ce que vous venez d'envoyer n'a été fait. "
    "Entrez de nouveau ; un changement commencé vous attend sous « Brouillons ».",
    en="You were signed in no more: nothing of what you have just sent was done. "
    "Sign in again; a change that you began waits under “Drafts”.",
)


class UnguardedError(Exception):
    """A page that does not say who may come in."""


class Pages(Blueprint):
    """A group of pages."""

    def page(self, rule: str, *, needs: Needs, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
        """Serve the view below at an address, to people of that role and above; `anyone`: without signing in."""

        def guarded(view: View) -> View:
            setattr(view, NEEDS, needs)
            self.add_url_rule(rule, view_func=view, methods=list(methods))
            return view

        return guarded


def guard_pages(app: Flask, who: Callable[[], Person | None]) -> None:
    """Ask `who` is there before every page. Raises UnguardedError for a page without a guard."""
    for endpoint, view in app.view_functions.items():
        if not is_static(endpoint) and not hasattr(view, NEEDS):
            raise UnguardedError(endpoint)
    app.before_request(lambda: _refusal(app, who))


def is_static(endpoint: str | None) -> bool:
    """Whether it serves stylesheets and scripts: the console's, or those of pages beside it."""
    return endpoint is not None and endpoint.rpartition(".")[2] == "static"


def needs_of(app: Flask, endpoint: str) -> Needs:
    """The guard of an endpoint; what belongs to the app itself (the stylesheet) is for anyone."""
    found: Needs = getattr(app.view_functions[endpoint], NEEDS, "anyone")
    return found


def _refusal(app: Flask, who: Callable[[], Person | None]) -> Response | None:
    """The answer to whoever may not come in; None lets the request through."""
    if is_static(request.endpoint) or request_ctx.url_adapter is None:  # the latter: another host's name
        return None
    g.person = found = who()
    needs = needs_of(app, request.endpoint) if request.endpoint else "anyone"  # no such page
    if needs == "anyone":
        return None
    if found is None:
        return _to_sign_in()
    if not found.may(needs):
        log.warning("page_refused", who=found.id, role=found.role, page=request.endpoint)
        abort(403)
    return None


def _to_sign_in() -> Response:
    """To the sign-in page, and from there back; a part of a page can't show it, so htmx is told to go there whole.

    What was sent is not done: whoever pressed "Publier" is told, lest they think so.
    """
    if request.method != "GET" and not session.get("_flashes"):
        flash(chosen(NOT_DONE), "warning")
    wanted = (request.script_root + request.full_path).rstrip("?") if request.method == "GET" else ""
    address = url_for("sign_in.show_sign_in", next=wanted or None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("sign_in.show_sign_in")})
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer
