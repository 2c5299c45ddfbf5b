"""Where the rectangles and words of a plot stand: numbers → geometry, which the page's template draws as SVG.

Horizontal lengths are percentages of the plot's width, so that it fills a telephone as well as a sheet of paper while
its text keeps its size; heights are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

#: the longest bar: the rest of the width is for the number behind it
_LONGEST_BAR = 82.0
#: a timeline with more columns than this takes the next longer unit of time
_MOST_COLUMNS = 120
#: a timeline with fewer columns than this doesn't make them broader
_FEWEST_COLUMNS = 8
_MOST_TICKS = 6
_MOST_GRID_LINES = 4
_PLOT_HEIGHT = 150.0  #: pixels of a timeline's highest column
_GAP = 0.15  #: the share of a column's place that stays empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A rectangle: part of a bar, or a column that stands on the timeline."""

    left: float  #: percent
    width: float  #: percent
    height: float = 0.0  #: pixels; of columns only
    series: int = 0  #: which of the drawn columns it shows, from 0
    title: str = ""  #: what it says when pointed at


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a bar plot."""

    label: str
    is_french: bool
    total: str
    blocks: tuple[Block, ...]

    @property
    def end(self) -> float:
        """Where the bar ends, in percent."""
        return max((block.left + block.width for block in self.blocks), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPlot:
    """Horizontal bars, each with the parts of which it is made."""

    bars: tuple[Bar, ...]
    legend: tuple[str, ...]  #: what the parts are called; empty when there is one only


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A word at an axis."""

    at: float  #: percent from the left, or pixels from the foot
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Columns over time, empty times included."""

    blocks: tuple[Block, ...]
    ticks: tuple[Tick, ...]  #: along the time
    grid: tuple[Tick, ...]  #: along the numbers
    unit: str  #: month, year or decade
    height: float = _PLOT_HEIGHT


class BarRow(NamedTuple):
    """What a bar is drawn from."""

    label: str
    is_french: bool
    values: Sequence[float]


def bar_plot(rows: Sequence[BarRow], series: Sequence[str], *, number: Callable[[float], str]) -> BarPlot:
    """Return the plot of ``rows``, each with a value for every name in ``series``; ``number`` writes numbers."""
    longest = max((sum(row.values) for row in rows), default=0.0)
    scale = _LONGEST_BAR / longest if longest else 0.0
    return BarPlot(
        bars=tuple(_bar(row, series, scale, number) for row in rows),
        legend=tuple(series) if len(series) > 1 else (),
    )


def _bar(row: BarRow, series: Sequence[str], scale: float, number: Callable[[float], str]) -> Bar:
    starts = accumulate(row.values, initial=0.0)
    return Bar(
        label=row.label,
        is_french=row.is_french,
        total=number(sum(row.values)),
        blocks=tuple(
            Block(left=start * scale, width=value * scale, series=i, title=f"{row.label} – {name}: {number(value)}")
            for i, (start, value, name) in enumerate(zip(starts, row.values, series, strict=False))
            if value
        ),
    )


# Time


class _Unit(NamedTuple):
    """A unit of time that a timeline can have."""

    name: str
    months: int
    steps: tuple[int, ...]  #: how many units may lie between two ticks


_UNITS = (
    _Unit("month", 1, (1, 2, 3, 6, 12, 24, 36, 60, 120)),
    _Unit("year", 12, (1, 2, 5, 10, 20, 50)),
    _Unit("decade", 120, (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)


def timeline(
    values: Mapping[str, float], *, number: Callable[[float], str], month: Callable[[int, int], str]
) -> Timeline:
    """Return the timeline of ``values``, which is not empty, by month ("2014-03") or year ("2014").

    ``number`` and ``month`` write a number, and a month of a year.
    """
    by_month = {_months(time): value for time, value in values.items()}
    shortest = _UNITS[0] if all("-" in time for time in values) else _UNITS[1]
    unit = _unit_for(by_month, shortest)
    totals: dict[int, float] = {}
    for at, value in by_month.items():
        totals[at // unit.months] = totals.get(at // unit.months, 0.0) + value
    first, last = min(totals), max(totals)
    count = max(last - first + 1, _FEWEST_COLUMNS)
    place, most = 100.0 / count, max(totals.values())

    def name(position: int) -> str:
        return _time_name(unit, position, month)

    return Timeline(
        blocks=tuple(
            Block(
                left=(position - first + _GAP / 2) * place,
                width=(1 - _GAP) * place,
                height=value / most * _PLOT_HEIGHT if most else 0.0,
                title=f"{name(position)}: {number(value)}",
            )
            for position, value in sorted(totals.items())
        ),
        ticks=tuple(
            Tick(at=(position - first + 0.5) * place, text=name(position))
            for position in _ticks(range(first, last + 1), unit.steps)
        ),
        grid=tuple(Tick(at=value / most * _PLOT_HEIGHT, text=number(value)) for value in _grid_lines(most)),
        unit=unit.name,
    )


def _months(time: str) -> int:
    """Return the months from the year 0 to the beginning of a month or year."""
    year, _, month = time.partition("-")
    return int(year) * 12 + (int(month) - 1 if month else 0)


def _unit_for(by_month: Iterable[int], shortest: _Unit) -> _Unit:
    times = list(by_month)
    for unit in _UNITS[_UNITS.index(shortest) :]:
        if max(times) // unit.months - min(times) // unit.months < _MOST_COLUMNS:
            return unit
    return _UNITS[-1]


def _time_name(unit: _Unit, position: int, month: Callable[[int, int], str]) -> str:
    if unit.name == "month":
        return month(position // 12, position % 12 + 1)
    return str(position) if unit.name == "year" else f"{position}0–{position}9"


def _ticks(positions: range, steps: Sequence[int]) -> list[int]:
    """Return the positions that are written: all, or round ones when there are many."""
    step = next((step for step in steps if len(positions) <= step * _MOST_TICKS), steps[-1])
    return [position for position in positions if position % step == 0]


def _grid_lines(most: float) -> list[float]:
    """Return round whole numbers up to ``most``, a few."""
    if most < 1:
        return []
    exact = most / _MOST_GRID_LINES
    power = 10.0 ** math.floor(math.log10(exact))
    step = max(1.0, next(power * factor for factor in (1, 2, 5, 10) if power * factor >= exact))
    return [step * i for i in range(1, int(most // step) + 1)]
