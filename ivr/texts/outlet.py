"""Which way texts leave, by the settings: Twilio when there are credentials, else a file on this machine."""

import re
from pathlib import Path

from ivr.clock import Clock
from ivr.settings import Settings, SettingsError
from ivr.texts.outbox_sender import OUTBOX, OutboxSender
from ivr.texts.sender import Sender
from ivr.texts.twilio_sender import Account, TwilioSender
from ivr.wording.gsm7 import sender_fault

NUMBER_OR_SERVICE = re.compile(r"MG[0-9a-f]{32}|\+?[0-9]{3,15}")
RECEIPTS = "/texts/status"  # the route that receipts are posted to


def sender_for(settings: Settings, clock: Clock, outbox: Path = OUTBOX) -> Sender:
    """Twilio's Messages API when the account is named, else the visible local outbox.

    Raises SettingsError for a sender that Twilio would refuse.
    """
    if not settings.account_sid:
        return OutboxSender(outbox, clock)
    fault = "" if NUMBER_OR_SERVICE.fullmatch(settings.text_sender) else sender_fault(settings.text_sender)
    if fault:
        raise SettingsError(
            f"IVR_TEXT_SENDER can't be used: {fault}.",
            f"IVR_TEXT_SENDER : {settings.text_sender!r} ne peut pas servir ; 11 lettres, chiffres ou espaces au plus,"
            " sans accent, et une lettre au moins.",
        )
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
