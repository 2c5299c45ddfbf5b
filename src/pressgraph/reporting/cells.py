"""Values of query rows as a reader of French or English writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from pressgraph.graph.terms import Value
from pressgraph.ontology.turtle import local_name

#: the Unicode classes of letters that run from right to left, and of signs that turn the text around
_RIGHT_TO_LEFT = {"R", "AL"}
_TURNING = {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
_NOT_TEXT = {"Cc", "Cs"}  # control characters and halves of characters
_BREAKS = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


class CellKind(Enum):
    """What the values of a column are."""

    NUMBER = "number"
    SHARE = "share"  #: 0 to 1, shown as a percentage
    CONFIDENCE = "confidence"  #: 0 to 1
    STEP = "step"  #: the lower bound of a tenth
    DAY = "day"  #: YYYY-MM-DD
    MONTH = "month"  #: YYYY-MM
    YEAR = "year"  #: YYYY
    MOMENT = "moment"  #: xsd:dateTime
    TERM = "term"  #: the IRI of a term of the ontology
    NAME = "name"  #: of an entity or paper, as the articles write it
    TEXT = "text"
    ARTICLE = "article"  #: an article's IRI, shown as its ?title that leads to its ?link


_NUMERIC = {CellKind.NUMBER, CellKind.SHARE, CellKind.CONFIDENCE}
_WORDS = {CellKind.NAME, CellKind.TEXT, CellKind.ARTICLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as it is shown."""

    text: str
    value: Value = None  #: as the query gave it
    is_number: bool = False  #: to be aligned on the right
    is_french: bool = False  #: words of the articles
    link: str | None = None  #: an http(s) address

    @property
    def number(self) -> float:
        """The value as a number, 0 where it is none."""
        return float(self.value) if isinstance(self.value, int | float) else 0.0


class CellFormat:
    """Makes cells in one language."""

    def __init__(self, language: str, *, labels: Mapping[str, str], none: str) -> None:
        """Take what terms are called, by IRI, and what to write where there is no name."""
        self.locale = Locale.parse(language)
        self._labels = labels
        self._none = none

    def cell(self, kind: CellKind, variable: str, row: Mapping[str, Value]) -> Cell:
        """Return the value of ``variable`` in ``row`` as a cell."""
        value = row.get(variable)
        link = row.get("link") if kind is CellKind.ARTICLE else None
        return Cell(
            text=readable(self._text(kind, value, row)),
            value=value,
            is_number=kind in _NUMERIC,
            is_french=kind in _WORDS and value not in (None, ""),
            link=str(link) if link and urlsplit(str(link)).scheme in ("http", "https") else None,
        )

    def _text(self, kind: CellKind, value: Value, row: Mapping[str, Value]) -> str:
        if value is None or value == "":
            return self._none if kind is CellKind.NAME else ""
        if isinstance(value, int | float):
            return self._number_text(kind, value)
        if kind is CellKind.TERM:
            return self._labels.get(value, local_name(value))
        if kind is CellKind.ARTICLE:
            return str(row.get("title") or value)
        try:
            return self._time_text(kind, value)
        except ValueError:  # what isn't a date, or one that only others can write
            return value

    def _number_text(self, kind: CellKind, value: float) -> str:
        if kind is CellKind.SHARE:
            return str(format_percent(round(value, 3), locale=self.locale, decimal_quantization=False))
        if kind is CellKind.STEP:
            return f"{self._decimal(value, '0.0')} – {self._decimal(value + 0.1, '0.0')}"
        return self._decimal(value, "0.00" if kind is CellKind.CONFIDENCE else None)

    def _decimal(self, value: float, pattern: str | None) -> str:
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def _time_text(self, kind: CellKind, value: str) -> str:
        if kind is CellKind.DAY:
            return str(format_date(date.fromisoformat(value), "medium", locale=self.locale))
        if kind is CellKind.MONTH:
            return self.month(*map(int, value.split("-")))
        if kind is CellKind.YEAR:
            return str(int(value))
        if kind is CellKind.MOMENT:
            return str(format_datetime(datetime.fromisoformat(value), "short", locale=self.locale))
        return value

    def number(self, value: float) -> str:
        """Return a number as text."""
        return self._decimal(value, None)

    def month(self, year: int, month: int) -> str:
        """Return a month as text: "mars 2014"."""
        return str(format_skeleton("yMMM", date(year, month, 1), locale=self.locale))


def readable(text: str) -> str:
    """Return ``text`` on one line, without what a page can't hold, unable to turn around what stands beside it."""
    line = _BREAKS.sub(" ", text)
    kept = "".join(
        "\ufffd" if unicodedata.category(character) in _NOT_TEXT else character
        for character in line
        if unicodedata.bidirectional(character) not in _TURNING
    )
    turns = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in kept)
    return f"{_ISOLATE}{kept}{_END_ISOLATE}" if turns else kept
