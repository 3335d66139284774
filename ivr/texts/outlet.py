"""Which way texts leave, by the settings: Twilio when there are credentials, else a file on this machine."""

from pathlib import Path
from urllib.parse import urlsplit

from ivr.clock import Clock
from ivr.settings import Settings
from ivr.texts.outbox_sender import OUTBOX, OutboxSender
from ivr.texts.sender import Sender
from ivr.texts.twilio_sender import Account, TwilioSender

RECEIPTS = "/texts/status"  # the route that receipts are posted to
LOOPBACK = ("127.0.0.1", "localhost", "::1")


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
            callback=receipts_address(settings.public_url),
        )
    )


def receipts_address(public_url: str) -> str:
    """Where Twilio is to send receipts; "" when it could not reach us (it refuses such an address)."""
    return "" if urlsplit(public_url).hostname in LOOPBACK else public_url + RECEIPTS
