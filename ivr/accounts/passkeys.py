"""Passkeys (WebAuthn): a key that a device keeps and opens by a finger, a face or a PIN. It is both factors in one.

A browser allows them on a name only, so that on one's own machine the address is http://localhost:PORT.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import Connection, delete, select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ivr.accounts.declined import NO_PASSKEY, Declined
from ivr.accounts.person import Person
from ivr.accounts.tokens import hash_of_token
from ivr.settings import Settings
from ivr.store.account_tables import passkeys

NAME = 80  # letters
RP_NAME = "3646"
VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Passkey:
    """One key, as its owner knows it."""

    id: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Site:
    """For which name keys are made, and on which addresses they may be used."""

    name: str
    addresses: tuple[str, ...]


def site_of(settings: Settings) -> Site:
    """The console's."""
    parts = urlsplit(settings.console_address)
    if parts.hostname in ("127.0.0.1", "localhost"):
        return Site("localhost", (f"http://localhost:{parts.port or 80}",))
    return Site(parts.hostname or "", (settings.console_address,))


def ask_for_new(connection: Connection, person: Person, site: Site) -> tuple[dict[str, Any], str]:
    """What the browser is asked to make a key, and the challenge to be kept."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=RP_NAME,
        user_id=person.id.encode(),
        user_name=person.login,
        user_display_name=person.name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(text))
            for text in connection.scalars(select(passkeys.c.credential).where(passkeys.c.person == person.id))
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
    )
    return options_to_json_dict(options), bytes_to_base64url(options.challenge)


def keep_new(
    connection: Connection,
    person: str,
    answer: Mapping[str, Any],
    challenge: str,
    *,
    site: Site,
    name: str,
    at: datetime,
) -> str:
    """Keep the key that a browser made; its id. Raises Declined where the answer is not right."""
    try:
        made = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=list(site.addresses),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Declined(NO_PASSKEY) from error
    credential = bytes_to_base64url(made.credential_id)
    row = {
        "id": hash_of_token(credential),
        "person": person,
        "credential": credential,
        "public_key": bytes_to_base64url(made.credential_public_key),
        "uses": made.sign_count,
        "name": " ".join(name.split())[:NAME] or "-",
        "made_at": at,
    }
    if connection.scalar(select(passkeys.c.id).where(passkeys.c.id == row["id"])):
        raise Declined(NO_PASSKEY)
    connection.execute(passkeys.insert().values(row))
    return str(row["id"])


def ask_for_one(site: Site) -> tuple[dict[str, Any], str]:
    """What the browser is asked for whoever has a key here, and the challenge to be kept."""
    options = webauthn.generate_authentication_options(rp_id=site.name, user_verification=VERIFIED)
    return options_to_json_dict(options), bytes_to_base64url(options.challenge)


def use_passkey(connection: Connection, answer: Mapping[str, Any], challenge: str, *, site: Site, at: datetime) -> str:
    """Whose key answered the challenge. Raises Declined where none of ours did, or a copy of one."""
    row = connection.execute(
        select(passkeys).where(passkeys.c.id == hash_of_token(str(answer.get("id"))))
    ).one_or_none()
    if row is None:
        raise Declined(NO_PASSKEY)
    try:
        used = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=list(site.addresses),
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Declined(NO_PASSKEY) from error
    values = {"uses": used.new_sign_count, "used_at": at}
    connection.execute(update(passkeys).where(passkeys.c.id == row.id).values(values))
    return str(row.person)


def passkeys_of(connection: Connection, person: str) -> tuple[Passkey, ...]:
    """A person's keys, the oldest first."""
    rows = connection.execute(select(passkeys).where(passkeys.c.person == person).order_by(passkeys.c.made_at))
    return tuple(Passkey(row.id, row.name, row.made_at, row.used_at) for row in rows)


def has_passkeys(connection: Connection, person: str) -> bool:
    """Whether this person has any."""
    return connection.scalar(select(passkeys.c.id).where(passkeys.c.person == person).limit(1)) is not None


def drop_passkey(connection: Connection, person: str, id: str) -> bool:  # noqa: A002 - as Passkey has it
    """One key of that person less; whether there was one."""
    return connection.execute(delete(passkeys).where(passkeys.c.id == id, passkeys.c.person == person)).rowcount == 1
