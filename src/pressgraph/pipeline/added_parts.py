"""Smaller units and halves that a quantity takes in: "une heure vingt", "1 min 20 s", "deux mètres vingt",
"une journée et demie", "trois quarts d'heure".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from pressgraph.facts import FigureKind
from pressgraph.ontology.phrases import Piece
from pressgraph.ontology.units import ScaledUnit, Unit, Units
from pressgraph.pipeline.numbers import Number, has_gap, read_number

_HALF = Decimal("0.5")
_HUNDRED = 100
_HOUR, _MINUTE, _SECOND = "hour", "minute", "second"
_SMALLER = {_HOUR: _MINUTE, _MINUTE: _SECOND}
_SIXTY = 60
_METRE = "m"

#: the unit that is written at a piece, and where it ends
UnitReader = Callable[[int], tuple[ScaledUnit, int] | None]


class Amount(NamedTuple):
    """So much of a unit."""

    value: Decimal
    code: str
    stop: int  #: index of the piece behind it


class AddedParts:
    """Reads what stands behind a number with its unit in one text."""

    def __init__(
        self, pieces: Sequence[Piece], *, units: Units, unit_at: UnitReader, is_noun: Callable[[int], bool]
    ) -> None:
        self._pieces = pieces
        self._units = units
        self._unit_at = unit_at
        self._is_noun = is_noun

    def half(self, stop: int) -> int | None:
        """Return the end of "et demi" at ``stop``, None where it doesn't stand."""
        words = self._units.words
        return stop + 2 if self._form(stop) == "et" and self._form(stop + 1) in words.half_words else None

    def with_smaller(self, amount: Amount, unit: Unit, *, in_words: bool) -> Amount:
        """Add the smaller unit: minutes to hours, seconds to minutes, hundredths to metres and money."""
        if unit.kind is FigureKind.DURATION and amount.code in _SMALLER:
            return self._with_sixtieths(amount)
        if unit.kind is FigureKind.MONEY or amount.code == _METRE:
            return self._with_hundredths(amount, in_words=in_words)
        return amount

    def fraction(self, number: Number) -> tuple[Amount, FigureKind] | None:
        """Read "trois quarts d'heure" as minutes, "trois quarts de siècle" as years."""
        words = self._units.words
        at = self.behind_fraction(number)
        if at is None:
            return None
        part = number.value / words.fractions[self._form(at - 1)]
        while self._form(at) in (*words.of_words, "'", "-"):
            at += 1
        found = self._unit_at(at)
        if found is None or found[0].unit.kind not in (FigureKind.DURATION, FigureKind.MEASURE):
            return None
        unit, stop = found[0].unit, found[1]
        value, code = part * unit.factor, unit.code
        if code in _SMALLER:
            value, code = value * _SIXTY, _SMALLER[code]
        return Amount(value, code, stop), unit.kind

    def behind_fraction(self, number: Number) -> int | None:
        """Return the index behind the fraction's name: of "deux tiers", "trois-quarts"."""
        at = number.stop + 1 if self._form(number.stop) == "-" else number.stop
        return at + 1 if self._form(at) in self._units.words.fractions else None

    def _with_sixtieths(self, amount: Amount) -> Amount:
        start = amount.stop + 1 if self._form(amount.stop) == "et" else amount.stop
        smaller = self._number(start)
        if smaller is None or smaller.value >= _SIXTY:
            return amount
        code = _SMALLER[amount.code]
        unit = self._unit_at(smaller.stop)
        is_named = unit is not None and unit[0].unit.code == code
        is_bare = start == amount.stop and unit is None and not self._is_noun(smaller.stop)
        if not (is_named or is_bare):
            return amount
        stop = unit[1] if unit is not None and is_named else smaller.stop
        return Amount(amount.value * _SIXTY + smaller.value, code, stop)

    def _with_hundredths(self, amount: Amount, *, in_words: bool) -> Amount:
        """Read "deux mètres vingt", "1 m 85", "deux euros cinquante"."""
        smaller = self._number(amount.stop)
        if smaller is None or smaller.in_words is not in_words or not 0 < smaller.value < _HUNDRED:
            return amount
        has_two_figures = in_words or len(self._form(amount.stop)) == 2
        is_whole = amount.value == int(amount.value)
        behind = self._form(smaller.stop)
        if not (has_two_figures and is_whole) or self._unit_at(smaller.stop) or self._is_noun(smaller.stop):
            return amount
        if behind in self._units.words.range_words - self._units.words.enumeration_words:
            return amount
        return Amount(amount.value + smaller.value / _HUNDRED, amount.code, smaller.stop)

    def _number(self, index: int) -> Number | None:
        if index >= len(self._pieces) or not has_gap(self._pieces, index):
            return None
        return read_number(self._pieces, index, units=self._units)

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""
