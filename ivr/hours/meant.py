"""What was probably meant by hours that can't be read: as they are written outside of files, put as they are read.

"lundi-vendredi 8h30-17h", "8,5 - 12 / 13 h 30 à 17 h". Nothing here is checked: who proposes it reads it first.
"""

import re

_WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAYS = dict(zip(("lu", "ma", "me", "je", "ve", "sa", "di"), _WEEK, strict=True)) | {day.lower(): day for day in _WEEK}
_NAMES = r"(?:lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?|[a-z]{2})s?\b"
_DAY = re.compile(rf"({_NAMES})\.?(?:\s*(?:-|–|—|\bau\b|\bà\b|\bto\b)\s*({_NAMES}))?", re.IGNORECASE)
# 8, 8h, 8h30, 8 h 30, 8:30, 8.30 and 8,30; and 8,5 or 8,75, which count hours in decimals
_TIME = r"([0-9]{1,2})(?:\s*(?:[hH:]|heures?)\s*([0-9]{2})?|\.([0-9]{2}|5)|,(00|30|45|5|75))?(?![0-9])"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|\bà\b|\bto\b|/)\s*{_TIME}")
_DECIMALS = {"5": "30", "75": "45"}
_DOUBTFUL = "25"  # a quarter, or 25 minutes


def meant_hours(text: str) -> str:
    """Weekly hours as `read_hours` may accept them, or ""."""
    groups = [_meant_group(group) for group in text.split(";") if group.strip()]
    return "; ".join(groups) if all(groups) else ""


def meant_spans(text: str) -> str:
    """Spans without weekdays, or ""."""
    spans = (_meant_span(*found.groups()) for found in _SPAN.finditer(text))
    return ",".join(spans)


def meant_time(text: str) -> str:
    """One time of the day, as "08:30", or ""."""
    found = re.fullmatch(_TIME, text.strip())
    return _meant_time(*found.groups()) if found else ""


def _meant_group(group: str) -> str:
    named = re.match(r"[^0-9]*", group)
    days = ",".join(filter(None, map(_meant_days, _DAY.finditer(named[0] if named else ""))))
    spans = meant_spans(group)
    return f"{days} {spans}" if days and spans else ""


def _meant_days(found: re.Match[str]) -> str:
    days = [_DAYS.get(name[:2].lower(), "") for name in found.groups() if name]
    return "-".join(days) if all(days) else ""


def _meant_span(*parts: str | None) -> str:
    return f"{_meant_time(*parts[:4])}-{_meant_time(*parts[4:])}"


def _meant_time(hours: str | None, minutes: str | None, pointed: str | None, comma: str | None) -> str:
    part = pointed or comma or ""
    if part == _DOUBTFUL:
        return ""
    return f"{int(hours or 0):02}:{minutes or _DECIMALS.get(part, part) or '00'}"
