"""Sends notices to the one address of IVR_NOTIFY_URL, signed: no other, and no redirect is followed."""

import hashlib
import hmac
import json
from collections.abc import Callable

import requests

from ivr.clock import Clock
from ivr.notices.courier import Parcel

SECONDS = 10.0  # to connect, and to answer


class NotTakenError(Exception):
    """The receiver answered something else than that it has it."""


def webhook(address: str, secret: str, *, pages: str, clock: Clock) -> Callable[[Parcel], None]:
    """The carrier to an address. `pages`: where the console is, before "/history/12"."""

    def carry(parcel: Parcel) -> None:
        body = body_of(parcel, pages).encode()
        with requests.post(
            address,
            data=body,
            headers=headers_of(parcel.id, body, secret, int(clock().timestamp())),
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,  # its answer is not read
        ) as answer:
            if not 200 <= answer.status_code < 300:
                raise NotTakenError(str(answer.status_code))

    return carry


def body_of(parcel: Parcel, pages: str) -> str:
    """A notice as JSON."""
    told = {
        "id": parcel.id,
        "kind": parcel.kind,
        "at": parcel.at.isoformat(),
        "who": parcel.who,
        "url": f"{pages}{parcel.page}",
        "fr": parcel.fr,
        "en": parcel.en,
    }
    return json.dumps(told, ensure_ascii=False)


def headers_of(number: int, body: bytes, secret: str, at: int) -> dict[str, str]:
    """`at`: seconds since 1970, part of what is signed, so that an old notice can't be sent again by somebody else."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "ivr-notices",
        "X-Ivr-Notice": str(number),
        "X-Ivr-Timestamp": str(at),
        "X-Ivr-Signature": f"sha256={digest}",
    }
