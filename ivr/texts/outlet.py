"""Which way texts leave, by the settings: Twilio when there are credentials, else a file on this machine."""

from pathlib import Path

from ivr.clock import Clock
from ivr.settings import Settings
from ivr.texts.outbox_sender import OUTBOX, OutboxSender
from ivr.texts.sender import Sender
from ivr.texts.twilio_sender import Account, TwilioSender

RECEIPTS = "/texts/status"  # the route that receipts are posted to


def sender_for(settings: Settings, clock: Clock, outbox: Path = OUTBOX) -> Sender:
    """Twilio's Messages API when the account is named, else the visible local outbox."""
    if not settings.account_sid:
        return OutboxSender(outbox, clock)
    secret = settings.api_secret if settings.api_key else settings.auth_token
    return TwilioSender(
        Account(
            account_sid=settings.account_sid,
            username=settings.api_key or settings.account_sid,
            password=secret.get_secret_value(),
            sender=settings.text_sender,
            # Twilio refuses an address that it could not reach
            callback="" if settings.on_loopback else settings.public_url + RECEIPTS,
        )
    )
