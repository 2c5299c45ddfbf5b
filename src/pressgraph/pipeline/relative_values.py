"""Work out which day or period a relative date means, from the day of publication and the verb's tense."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from pressgraph.periods import Granule, first_and_last_day, period_containing, shifted
from pressgraph.pipeline.relative_dates import RelativeDate, Side
from pressgraph.pipeline.years import Direction

_SATURDAY = 6
_MONTHS_IN_YEAR = 12
#: XML Schema's durations have no weeks
_DURATIONS = {
    Granule.DAY: (1, "D"),
    Granule.WEEK: (7, "D"),
    Granule.WEEKEND: (7, "D"),
    Granule.MONTH: (1, "M"),
    Granule.QUARTER: (3, "M"),
    Granule.HALF: (6, "M"),
    Granule.YEAR: (1, "Y"),
}


def resolve(item: RelativeDate, *, published: date | None, anchor: date | None, direction: Direction) -> str | None:
    """Return the value (see :mod:`pressgraph.periods`) of a relative date, None when nothing settles it.

    ``anchor`` is the day from which an offset counts: that of publication, or for "la veille" one told of before;
    ``direction`` is the tense of the verb that governs the words.
    """
    try:
        if item.offset is not None:
            return period_containing(shifted(anchor, item.granule, item.offset), item.granule) if anchor else None
        if published is None:
            return _open_value(item)
        if item.weekday is not None:
            return _weekday(item, published, direction).isoformat()
        if item.holiday is not None:
            days = map(item.holiday.in_year, range(published.year - 1, published.year + 2))
            return _nearest(days, published, _told(item.side, direction)).isoformat()
        return _period(item, published, direction)
    except ValueError:  # beyond the calendar
        return None


def iso_offset(item: RelativeDate) -> str | None:
    """Return how far from its base the date lies, as an ISO 8601 duration ("-P1D"), None when no number tells."""
    count = item.offset
    if count is None and item.side is not None and item.granule in _DURATIONS and item.weekday is None:
        count = item.side.value if item.granule is not Granule.DAY else None
    if count is None or item.granule not in _DURATIONS:
        return None
    factor, unit = _DURATIONS[item.granule]
    return f"{'-' if count < 0 else ''}P{abs(count) * factor}{unit}"


def _open_value(item: RelativeDate) -> str | None:
    """Return what the words tell without a day of publication, X standing for the rest."""
    if item.weekday is not None:
        return f"XXXX-WXX-{item.weekday}"
    if item.holiday is not None:
        fixed = item.holiday.month_day
        return f"--{fixed[0]:02}-{fixed[1]:02}" if fixed else None
    if item.rank is not None:
        rank = item.rank if item.rank > 0 else _ranks(item.granule)
        return f"XXXX-{item.granule.value[0].upper()}{rank}"
    return f"XXXX-{item.granule.value}" if item.granule.is_season else None


def _weekday(item: RelativeDate, published: date, direction: Direction) -> date:
    nearest = (published + timedelta(days=days) for days in range(-7, 8))
    days = [day for day in nearest if day.isoweekday() == item.weekday]
    if item.side in (Side.LAST, Side.NEXT):
        days = [day for day in days if day != published]
    return _nearest(days, published, _told(item.side, direction)) + timedelta(days=item.shift)


def _told(side: Side | None, direction: Direction) -> Direction:
    """Return where the date lies: a word beside it tells more than the tense."""
    if side is Side.LAST:
        return Direction.PAST
    return Direction.FUTURE if side is Side.NEXT else direction


def _nearest(days: Iterable[date], published: date, direction: Direction) -> date:
    """Return the day nearest to publication on its right side; of two as near, the past one."""

    def distance(day: date) -> tuple[bool, int, bool]:
        is_wrong = day > published if direction is Direction.PAST else day < published
        return is_wrong and direction is not Direction.UNKNOWN, abs((day - published).days), day > published

    return min(days, key=distance)


def _period(item: RelativeDate, published: date, direction: Direction) -> str:
    if item.rank is not None:
        return _ranked(item, published, direction)
    if item.granule is Granule.WEEKEND:
        return period_containing(published + timedelta(weeks=_weekends(item.side, published, direction)), item.granule)
    around = [period_containing(shifted(published, item.granule, count), item.granule) for count in (-1, 0, 1)]
    if item.granule.is_season:
        return _season(item.side, around, published)
    if item.side is not None:
        return around[1 + item.side.value]
    return _at_position(item.position, around, published, direction)


def _ranks(granule: Granule) -> int:
    return 4 if granule is Granule.QUARTER else 2


def _ranked(item: RelativeDate, published: date, direction: Direction) -> str:
    ranks = _ranks(item.granule)
    rank = item.rank if item.rank and item.rank > 0 else ranks
    first_month = (rank - 1) * _MONTHS_IN_YEAR // ranks + 1
    years = range(published.year - 1, published.year + 2)
    if direction is Direction.UNKNOWN:
        day = date(published.year, first_month, 1)
    else:
        day = _nearest((date(year, first_month, 1) for year in years), published, direction)
    return period_containing(day, item.granule)


def _weekends(side: Side | None, published: date, direction: Direction) -> int:
    """Return how many ISO weeks after publication the weekend lies."""
    is_weekend = published.isoweekday() >= _SATURDAY
    if side is Side.LAST or (direction is Direction.PAST and not is_weekend and side is not Side.NEXT):
        return -1
    return 1 if side is Side.NEXT and is_weekend else 0


def _season(side: Side | None, around: list[str], published: date) -> str:
    bounds = {value: days for value in around if (days := first_and_last_day(value))}
    if side is Side.LAST:
        return max((value for value in bounds if bounds[value][1] < published), default=around[0])
    if side is Side.NEXT:
        return min((value for value in bounds if bounds[value][0] > published), default=around[2])
    return around[1]


def _at_position(position: str | None, around: list[str], published: date, direction: Direction) -> str:
    """Return the period whose start, middle or end lies on the right side of publication."""
    day_of = _POSITIONS.get(position or "", _POSITIONS["start"])
    days = {value: day_of(*bounds) for value in around if (bounds := first_and_last_day(value))}
    if direction is Direction.UNKNOWN or around[1] not in days:
        return around[1]
    nearest = _nearest(days.values(), published, direction)
    return next(value for value, day in days.items() if day == nearest)


_POSITIONS: dict[str, Callable[[date, date], date]] = {
    "start": lambda first, last: first,
    "mid": lambda first, last: first + (last - first) / 2,
    "end": lambda first, last: last,
}
