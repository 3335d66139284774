"""Joins the console's pages into one Flask app."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf

from ivr.accounts.person import Person
from ivr.accounts.role_words import ROLE_WORDS
from ivr.console import account, audit, doctor, invitation, language, people, provider, sign_in, speech, visits
from ivr.console.browsers import browser_words
from ivr.console.changes import done as changes_done
from ivr.console.changes import drafts
from ivr.console.changes import views as changes
from ivr.console.faults import tell_faults
from ivr.console.figures import call_pages, text_pages
from ivr.console.headers import add_headers
from ivr.console.heard import views as heard
from ivr.console.history import acts, notices, second
from ivr.console.history import views as history
from ivr.console.menu import places
from ivr.console.now import caisse, outage
from ivr.console.now import views as now
from ivr.console.numbers import RowNumber
from ivr.console.pages import Pages, guard_pages
from ivr.console.rooms import KEY, Rooms
from ivr.console.sent import refuse_unkeepable
from ivr.settings import Settings

PREFIX = "/console"
PAGES: tuple[Pages, ...] = (
    *(now.pages, outage.pages, caisse.pages, language.pages),
    *(changes.pages, changes_done.pages, drafts.pages, heard.pages),
    *(history.pages, acts.pages, second.pages, notices.pages),
    *(call_pages.pages, text_pages.pages),
    *(sign_in.pages, provider.pages, invitation.pages, account.pages, people.pages, doctor.pages, audit.pages),
)
LARGEST_FORM = 256 * 1024
LOOPBACK_HOSTS = ["127.0.0.1", "localhost"]


def create_console(
    rooms: Rooms, who: Callable[[], Person | None] = visits.who, beside: tuple[Pages, ...] = ()
) -> Flask:
    """The console as a WSGI app, to be mounted at PREFIX. `who` tells who makes a request, None for nobody known.

    `beside`: pages of another room that are served with its own, behind the same door.
    """
    app = Flask("ivr.console")
    app.extensions[KEY] = rooms
    https = rooms.settings.console_address.startswith("https://")
    app.config.update(
        APPLICATION_ROOT=PREFIX,
        SECRET_KEY=rooms.keys.cookies.hex(),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_PARTS=500,
        SEND_FILE_MAX_AGE_DEFAULT=0,  # the browser asks whether it changed
        SESSION_COOKIE_NAME="__Host-console" if https else "console",
        SESSION_COOKIE_PATH="/" if https else PREFIX,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=_hosts(rooms.settings),
        WTF_CSRF_TIME_LIMIT=None,  # as long as one is signed in
        WTF_CSRF_SSL_STRICT=https,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["browser_words"] = browser_words
    app.url_map.converters["int"] = RowNumber
    CSRFProtect(app)
    for pages in (*PAGES, *beside):
        app.register_blueprint(pages)
    app.before_request(refuse_unkeepable)
    guard_pages(app, who)
    app.before_request(account.ask_second_factor)
    app.after_request(visits.hand_over)
    add_headers(app, https=https)
    tell_faults(app)
    app.context_processor(_words)
    return app


def _hosts(settings: Settings) -> list[str]:
    host = urlsplit(settings.console_address).hostname or ""
    return list(dict.fromkeys([host, *(LOOPBACK_HOSTS if settings.on_loopback else [])]))


def _words() -> dict[str, object]:
    """What templates may use."""
    return {
        "t": speech.t,
        "chosen": speech.chosen,
        "language": speech.language(),
        "day": speech.day,
        "short_day": speech.short_day,
        "clock_time": speech.clock_time,
        "when": speech.when,
        "csrf": generate_csrf,
        "role_words": ROLE_WORDS,
        "places": places() if g.get("person") else (),
    }
