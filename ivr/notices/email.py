"""Sends notices by e-mail, French and English in one: to the addresses of IVR_NOTIFY_EMAIL and no others."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from ivr.notices.courier import Parcel
from ivr.notices.outbox import TITLES

SECONDS = 20.0
SMTPS_PORT, SMTP_PORT = 465, 25


def email(server: str, to: str, *, pages: str) -> Callable[[Parcel], None]:
    """The carrier by a server, "smtps://user:password@host"; `pages`: where the console is."""
    sender = sender_of(server, pages)

    def carry(parcel: Parcel) -> None:
        with connected(server) as connection:
            connection.send_message(message_of(parcel, sender=sender, to=to, pages=pages))

    return carry


def message_of(parcel: Parcel, *, sender: str, to: str, pages: str) -> EmailMessage:
    """A notice as a letter. Its Message-ID is the same however often it is sent."""
    title, message = TITLES[parcel.kind], EmailMessage()
    message["Subject"] = f"3646 : {title['fr']} / {title['en']}"
    message["From"] = f"3646 <{sender}>"
    message["To"] = to
    message["Date"] = parcel.at
    message["Message-ID"] = f"<notice-{parcel.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # no holiday answers, please
    message.set_content(f"{parcel.fr}\n\n{parcel.en}\n\n{pages}{parcel.page}\n")
    return message


def sender_of(server: str, pages: str) -> str:
    """The user of the server where that is an address, else one at the console's host."""
    user = unquote(urlsplit(server).username or "")
    return user if "@" in user else f"console@{urlsplit(pages).hostname}"


@contextmanager
def connected(server: str) -> Iterator[smtplib.SMTP]:
    """A connection to a server, encrypted where it is smtps://, where the server offers that, and before any password:
    a server that does not offer it then raises SMTPNotSupportedError.
    """
    parts, context = urlsplit(server), ssl.create_default_context()
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or SMTPS_PORT, timeout=SECONDS, context=context)
    else:
        opened = smtplib.SMTP(host, parts.port or SMTP_PORT, timeout=SECONDS)
    with opened as connection:
        connection.ehlo()
        if parts.scheme == "smtp" and (parts.username or connection.has_extn("starttls")):
            connection.starttls(context=context)
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        yield connection
