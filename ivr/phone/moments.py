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


def written_moment(at: datetime) -> str:
    """A moment in Paris as a script has it: with the offset where clocks go back."""
    here = at.astimezone(PARIS)
    twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    bare = here if twice else here.replace(tzinfo=None)
    return bare.isoformat(timespec="seconds" if here.second else "minutes")


def address_at(url: str, at: datetime) -> str:
    """A first address that asks the line to rehearse at this moment: without a colon, which some proxies escape."""
    return f"{url}{'&' if '?' in url else '?'}at={at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
