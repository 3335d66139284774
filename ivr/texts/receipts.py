"""Receipts: what Twilio says of a message after it was handed over. They come late, repeated and in any order.

The address to which one is sent names the text's row, and is covered by Twilio's signature: a receipt settles an
attempt whose answer was lost.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ivr.store.engine import Store
from ivr.texts.blocks import STOPPED, Blocks
from ivr.texts.failpoints import reach
from ivr.texts.outcomes import Applied, Report, apply

log = structlog.get_logger("ivr.texts")

LONGEST_NUMBER = 9  # digits; what is longer is no row and no error code of ours
ROW = "m"  # the callback's query parameter that names the row


def read_receipt(form: Mapping[str, str], row: str) -> Report | None:
    """A receipt from its form and the row named in its address; None when it can't be one."""
    sid, status = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not sid or not status or len(sid) > 64:
        return None
    return Report(sid, status, _number(form.get("ErrorCode", "")), _number(row), form.get("To", ""))


def apply_receipt(
    store: Store, report: Report, now: datetime, blocks: Blocks | None = None
) -> Applied | Literal["unavailable"]:
    """Bring the text forward. Never raises; "unavailable" when the database is away (Twilio should try again).

    A Messaging Service tells only here that the number has answered STOP.
    """

    def write(connection: Connection) -> Applied:
        applied = apply(connection, report, now)
        if blocks and report.to and report.code == STOPPED and applied == "applied":
            blocks.block(connection, report.to, "stop", now)
        reach("receipt: applied")
        return applied

    try:
        applied = _once_more(lambda: store.within_deadline(write))
    except Exception as error:  # whatever it is, the service goes on
        log.error("receipt_unavailable", text=report.text_id, error=type(error).__name__)
        return "unavailable"
    log.info("receipt", text=report.text_id, status=report.status[:30], outcome=applied)
    return applied


def _once_more(write: Callable[[], Applied]) -> Applied:
    """Two transactions may learn a message's id at once; the second then finds it written."""
    try:
        return write()
    except IntegrityError:
        return write()


def _number(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None
