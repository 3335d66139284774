"""The ways by which notices leave, as the settings have them; all off by default."""

from ivr.notices.outbox import Way
from ivr.settings import Settings


def ways_of(settings: Settings) -> tuple[Way, ...]:
    """Those that are set up."""
    webhook: tuple[Way, ...] = ("webhook",) if settings.notify_url else ()
    return (*webhook, "email") if settings.notify_email else webhook
