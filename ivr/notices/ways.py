"""The ways by which notices leave, as the settings have them; all off by default."""

from collections.abc import Mapping

from ivr.clock import Clock
from ivr.notices.courier import Carrier
from ivr.notices.email import email
from ivr.notices.outbox import Way
from ivr.notices.webhook import webhook
from ivr.settings import Settings

CONSOLE = "/console"


def ways_of(settings: Settings) -> tuple[Way, ...]:
    """Those that are set up."""
    hook: tuple[Way, ...] = ("webhook",) if settings.notify_url else ()
    return (*hook, "email") if settings.notify_email else hook


def carriers_of(settings: Settings, clock: Clock) -> Mapping[Way, Carrier]:
    """What carries them there."""
    pages = f"{settings.console_address}{CONSOLE}"
    secret, server = settings.notify_secret.reveal(), settings.smtp_url.reveal()
    known: Mapping[Way, Carrier] = {
        "webhook": webhook(settings.notify_url, secret, pages=pages, clock=clock),
        "email": email(server, settings.notify_email, pages=pages),
    }
    return {way: known[way] for way in ways_of(settings)}
