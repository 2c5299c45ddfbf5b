"""The values of dates and of the periods that a calendar knows: days, weeks, months, quarters, seasons, years.

Days, months, years and weeks are written as in ISO 8601 (``2018-09-28``, ``2018-09``, ``2018``, ``2018-W39``), what
that standard has no form for as in TIMEX3 (ISO 24617-1): weekends ``2018-W39-WE``, quarters ``2018-Q3``, half-years
``2018-H2``, seasons ``2018-SU``. A winter carries the year in which it begins.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta


class Granule(StrEnum):
    """How long a period is; the value is its code in ``ontologies/relative-dates.ttl``."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPRING = "SP"
    SUMMER = "SU"
    AUTUMN = "FA"
    WINTER = "WI"

    @property
    def is_season(self) -> bool:
        """Whether it is one of the four seasons."""
        return self in _FIRST_MONTHS


#: meteorological seasons of three whole months
_FIRST_MONTHS = {Granule.SPRING: 3, Granule.SUMMER: 6, Granule.AUTUMN: 9, Granule.WINTER: 12}
_MONTHS = {Granule.MONTH: 1, Granule.QUARTER: 3, Granule.HALF: 6, Granule.YEAR: 12}
_WITH_YEAR = re.compile(r"(\d{4})-(?:W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI))", re.ASCII)
_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
#: every value that a date of an article can have; X stands for a figure that the article leaves open
_VALUE = re.compile(
    r"(-|[\dX]{4})(-[\dX]{2}){0,2}|---[\dX]{2}|[\dX]{4}-(W[\dX]{2}(-[1-7]|-WE)?|Q[1-4]|H[12]|SP|SU|FA|WI)", re.ASCII
)


def is_date_value(value: str) -> bool:
    """Whether ``value`` has one of the forms of this module, figures that are left open included."""
    return _VALUE.fullmatch(value) is not None


def period_containing(day: date, granule: Granule) -> str:
    """Return the value of the period of this length in which ``day`` lies; of a season, the one nearest to it."""
    if granule is Granule.DAY:
        return day.isoformat()
    if granule in (Granule.WEEK, Granule.WEEKEND):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}{'-WE' if granule is Granule.WEEKEND else ''}"
    if granule.is_season:
        return f"{_nearest_season(day, granule):04}-{granule.value}"
    if granule is Granule.MONTH:
        return f"{day.year:04}-{day.month:02}"
    if granule is Granule.YEAR:
        return f"{day.year:04}"
    length = _MONTHS[granule]
    return f"{day.year:04}-{granule.value[0].upper()}{(day.month - 1) // length + 1}"


def shifted(day: date, granule: Granule, count: int) -> date:
    """Return the day that is ``count`` such periods after ``day``; raises ValueError beyond the calendar's years."""
    try:
        if granule in _MONTHS:
            return day + relativedelta(months=count * _MONTHS[granule])
        if granule.is_season:
            return day + relativedelta(years=count)
        return day + timedelta(days=count * (1 if granule is Granule.DAY else 7))
    except OverflowError as error:
        raise ValueError(f"no year {count} {granule.value}s away from {day}") from error


def first_and_last_day(value: str) -> tuple[date, date] | None:
    """Return the days between which ``value`` lies, both included; None when its year is open or it is no date."""
    try:
        if match := _CALENDAR.fullmatch(value):
            year, month, day = match.groups()
            first = date(int(year), int(month or 1), int(day or 1))
            length = relativedelta(days=1) if day else relativedelta(months=1 if month else 12)
            return first, first + length - timedelta(days=1)
        if match := _WITH_YEAR.fullmatch(value):
            return _bounds(match)
    except (ValueError, OverflowError):  # 2018-02-31, 2018-W60, 9999
        pass
    return None


def _bounds(match: re.Match[str]) -> tuple[date, date]:
    year, week, weekend, quarter, half, season = match.groups()
    if week:
        first = date.fromisocalendar(int(year), int(week), 6 if weekend else 1)
        return first, first + timedelta(days=1 if weekend else 6)
    if season:
        first, length = date(int(year), _FIRST_MONTHS[Granule(season)], 1), 3
    elif quarter:
        first, length = date(int(year), 3 * int(quarter) - 2, 1), 3
    else:
        first, length = date(int(year), 6 * int(half) - 5, 1), 6
    return first, first + relativedelta(months=length) - timedelta(days=1)


def _nearest_season(day: date, season: Granule) -> int:
    def distance(year: int) -> int:
        middle = date(year, _FIRST_MONTHS[season], 15) + timedelta(days=31)
        return abs((middle - day).days)

    return min((day.year - 1, day.year, day.year + 1), key=distance)
