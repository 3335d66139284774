"""Which way texts leave, by the settings: Twilio when there are credentials, else a file on this machine."""

import re
from pathlib import Path

from ivr.carrier.client import credentials_of
from ivr.clock import Clock
from ivr.setting_faults import NOT_SENDER
from ivr.settings import Settings, SettingsError
from ivr.texts.outbox_sender import OUTBOX, OutboxSender
from ivr.texts.sender import Sender
from ivr.texts.twilio_sender import Account, TwilioSender
from ivr.wording.gsm7 import is_sender

NUMBER_OR_SERVICE = re.compile(r"MG[0-9a-f]{32}|\+?[0-9]{3,15}")
RECEIPTS = "/texts/status"  # the route that receipts are posted to


def sender_for(settings: Settings, clock: Clock, outbox: Path = OUTBOX) -> Sender:
    """Twilio's Messages API when the account is named, else the visible local outbox.

    Raises SettingsError for a sender that Twilio would refuse.
    """
    if not settings.account_sid:
        return OutboxSender(outbox, clock)
    if not (NUMBER_OR_SERVICE.fullmatch(settings.text_sender) or is_sender(settings.text_sender)):
        raise SettingsError(NOT_SENDER)
    who = credentials_of(settings)
    return TwilioSender(
        Account(
            account_sid=who.account_sid,
            username=who.username,
            password=who.password,
            region=who.region,
            sender=settings.text_sender,
            # Twilio refuses an address that it could not reach
            callback="" if settings.on_loopback else settings.public_url + RECEIPTS,
        ),
        outbox=OutboxSender(outbox, clock),
    )
