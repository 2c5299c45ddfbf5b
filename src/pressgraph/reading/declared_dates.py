"""Publication dates as files declare them: ISO 8601, compact, in mail headers, in words."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

_COMPACT = re.compile(r"\d{8}(?=$|T)")
_DAY_MONTH_YEAR = re.compile(r"\b(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4})\b")
_MONTH_DAY_YEAR = re.compile(r"\b([^\W\d_]+)\s+(\d{1,2}),\s+(\d{4})\b")


def read_date(value: str | None) -> date | None:
    """Return the day of a date as XML and mail headers write it; None for anything else."""
    text = (value or "").strip()
    for read in (_read_iso, _read_mail_date):
        try:
            return read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def read_date_in_words(text: str) -> date | None:
    """Return the first date of a line such as "Société, jeudi 21 mars 2019, p. 5", in French or English."""
    for found in _DAY_MONTH_YEAR.finditer(text):
        if day := _make_date(found[3], found[2], found[1]):
            return day
    for found in _MONTH_DAY_YEAR.finditer(text):
        if day := _make_date(found[3], found[1], found[2]):
            return day
    return None


def _read_iso(text: str) -> date:
    if compact := _COMPACT.match(text):
        return datetime.strptime(compact[0], "%Y%m%d").date()
    return datetime.fromisoformat(text).date()


def _read_mail_date(text: str) -> date:
    return parsedate_to_datetime(text).date()


def _make_date(year: str, month: str, day: str) -> date | None:
    number = _months().get(month.lower())
    try:
        return date(int(year), number, int(day)) if number else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # noqa: PLC0415 — only files with dates in words need it

    return {
        name.rstrip(".").lower(): number
        for language in ("fr", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }
