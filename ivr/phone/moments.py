"""A moment as a tester writes it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def read_moment(text: str) -> datetime:
    """ "2026-12-25 09:00" in Paris, or with an offset of its own ("2026-12-25T09:00+03:00"). Raises ValueError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"{text!r} is no moment; write it as 2026-12-25 09:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def address_at(url: str, at: datetime) -> str:
    """A first address that asks the line to rehearse at this moment: without a colon, which some proxies escape."""
    return f"{url}{'&' if '?' in url else '?'}at={at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
