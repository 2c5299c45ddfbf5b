"""Where a plot's rectangles stand."""

from __future__ import annotations

import pytest

from pressgraph.reporting.plots import BarRow, Timeline, bar_plot, timeline


def number(value: float) -> str:
    return f"{value:g}"


def month(year: int, of_year: int) -> str:
    return f"{of_year}/{year}"


def line(values: dict[str, float]) -> Timeline:
    return timeline(values, number=number, month=month)


def test_bars_are_as_long_as_their_numbers() -> None:
    plot = bar_plot([BarRow("Ici", True, [30, 10]), BarRow("Là", True, [0, 20])], ["dit", "tu"], number=number)
    here, there = plot.bars
    assert here.end == pytest.approx(2 * there.end) and here.end < 100
    first, second = here.blocks
    assert first.width == pytest.approx(3 * second.width) and second.left == pytest.approx(first.width)
    assert [block.series for block in there.blocks] == [1]  # nothing is drawn for nothing
    assert (here.total, first.title, plot.legend) == ("40", "Ici – dit: 30", ("dit", "tu"))


def test_nothing_but_zeros_can_be_drawn() -> None:
    assert [bar.blocks for bar in bar_plot([BarRow("Ici", True, [0])], ["dit"], number=number).bars] == [()]
    assert line({"2014-03": 0}).grid == ()


def test_a_timeline_leaves_room_for_times_without_anything() -> None:
    plot = line({"2013-12": 4, "2014-01": 2, "2014-12": 1})
    first, second, last = plot.blocks
    assert plot.unit == "month" and first.height == plot.height == 2 * second.height
    assert last.left - second.left == pytest.approx(11 * (second.left - first.left))
    assert first.left >= 0 and last.left + last.width <= 100
    assert first.title == "12/2013: 4"


@pytest.mark.parametrize(
    ("values", "unit", "titles"),
    [
        ({"2014-03": 1, "2014-05": 2}, "month", ["3/2014: 1", "5/2014: 2"]),
        ({"1990-03": 1, "1990-05": 2, "2014-05": 2}, "year", ["1990: 3", "2014: 2"]),
        ({"1990": 1, "2014": 2}, "year", ["1990: 1", "2014: 2"]),
        ({"1515": 1, "2011": 1, "2014": 2}, "decade", ["1510–1519: 1", "2010–2019: 3"]),
    ],
)
def test_long_times_are_counted_in_longer_units(values: dict[str, float], unit: str, titles: list[str]) -> None:
    plot = line(values)
    assert (plot.unit, [block.title for block in plot.blocks]) == (unit, titles)


@pytest.mark.parametrize("years", [1, 2, 9, 30, 119, 700, 2000])
def test_few_words_stand_at_the_axes(years: int) -> None:
    plot = line({"0020": 7, f"{19 + years:04}": 3})
    assert 1 <= len(plot.ticks) <= 8
    assert all(0 <= tick.at <= 100 for tick in plot.ticks)


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 99, 1001, 123_456])
def test_grid_lines_are_round_and_within_the_plot(most: int) -> None:
    plot = line({"2014": most})
    assert 1 <= len(plot.grid) <= 4
    assert all(0 < tick.at <= plot.height for tick in plot.grid)
    assert all(float(tick.text) == int(float(tick.text)) for tick in plot.grid if "e" not in tick.text)
