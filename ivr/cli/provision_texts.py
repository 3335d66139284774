"""How `ivr provision --texts` puts the sender of texts into a Messaging Service."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.carrier.account import Account, Service
from ivr.carrier.trouble import ABSENT, TwilioTrouble
from ivr.carrier.undo import keep, read_kept
from ivr.cli.language import Refusal
from ivr.cli.provision_words import say
from ivr.settings import Settings
from ivr.texts.twilio_sender import VALIDITY_SECONDS
from ivr.wording.gsm7 import is_sender

NAME = "ivr 3646"  # of the service, by which it is found again


@dataclass(frozen=True, slots=True)
class Sending:
    """The Messaging Service as it is, None where there is none yet; and the sender that it is to have."""

    sender: str
    service: Service | None

    @property
    def whole(self) -> bool:
        """Whether nothing is to be done."""
        return self.service is not None and self.sender in self.service.senders

    def lines(self) -> Iterator[str]:
        """What there is, or what will be made."""
        if self.service is None:
            yield say("service new", name=NAME)
        if not self.whole:
            yield say("sender new", sender=self.sender)
        elif self.service:
            yield say("service there", name=self.service.name, sender=self.sender, sid=self.service.sid)


def sending_of(settings: Settings, account: Account) -> Sending:
    """How texts stand now. Raises Refusal for a sender that is no alphanumeric one."""
    sender = settings.text_sender
    if not is_sender(sender):
        raise Refusal(say("no sender", sender=sender))
    return Sending(sender, account.service_named(NAME))


def set_up(account: Account, sending: Sending, file: Path) -> None:
    """Make what is lacking; a service that is made is noted at once, whatever becomes of its sender."""
    service = sending.service
    if service is None:
        service = account.make_service(NAME, VALIDITY_SECONDS)
        keep(file, read_kept(file).with_service(service.sid))
    account.add_sender(service, sending.sender)
    for line in Sending(sending.sender, Service(service.sid, service.name, (sending.sender,))).lines():
        click.echo(line)


def remove_service(account: Account, sid: str) -> None:
    """The service that was made, gone again; by somebody else, perhaps."""
    try:
        account.remove_service(sid)
    except TwilioTrouble as error:
        if error.findings[0].code != ABSENT.code:
            raise
