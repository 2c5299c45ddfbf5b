"""Which currency an article means: "francs" in Geneva, in Dakar and in Lyon are three."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property

from pressgraph.ontology.units import Country, Unit, Units
from pressgraph.pipeline.doc_pieces import DocPieces

_MENTIONS = 2  # of a country, and more than of any other, before its money is meant
_DATELINE = 3  # pieces at the beginning where a place says more
_DATELINE_WEIGHT = 2


class ArticleMoney:
    """The currencies of one article, settled as its figures are read in order."""

    def __init__(self, text: DocPieces, *, units: Units, published: date | None) -> None:
        self._text = text
        self._units = units
        self._published = published
        self._last_code: str | None = None

    def code_of(self, unit: Unit) -> str:
        """Return the ISO 4217 code of a money unit and remember it for bare millions to come."""
        self._last_code = unit.code or self._shared_code(unit)
        return self._last_code

    @property
    def unspoken_code(self) -> str:
        """The code for a sum without a currency ("il apporte 5 millions"): the last one named, else the country's."""
        return self._last_code or self._first_code or self._country.currency_on(self._published)

    def _shared_code(self, unit: Unit) -> str:
        if not unit.may_mean:
            return self.unspoken_code
        own = self._country.currencies
        named = (self._last_code, self._first_code)
        # abroad, the country's own money goes without saying; in France it is the one that was named
        for code in (*named, *own) if self._country == self._units.default_country else (*own, *named):
            if code in unit.may_mean:
                return code
        return unit.may_mean[0]

    @cached_property
    def _first_code(self) -> str | None:
        """The first currency that the article names in full, wherever."""
        pieces = self._text.pieces
        for index in range(1, len(pieces)):
            found = self._units.symbols.find(pieces, index) or self._units.names.find(pieces, index)
            if found and found.value.unit.code in self._units.currency_codes:
                return found.value.unit.code
        return None

    @cached_property
    def _country(self) -> Country:
        """The country that the article speaks of most, France unless another one clearly leads."""
        mentions: Counter[Country] = Counter()
        for index in range(len(self._text.pieces)):
            if found := self._units.country_names.find(self._text.pieces, index):
                mentions[found.value] += _DATELINE_WEIGHT if index < _DATELINE else 1
        home = self._units.default_country
        (first, count), (_, second) = [*mentions.most_common(2), (home, 0), (home, 0)][:2]
        return first if count >= _MENTIONS and count > second else home
