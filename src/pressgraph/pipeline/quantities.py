"""Read a number together with what it counts: unit, currency or noun, and what it holds for ("par an")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Span

from pressgraph.facts import FigureKind
from pressgraph.ontology.phrases import are_glued
from pressgraph.ontology.plurals import singular_of
from pressgraph.ontology.units import ScaledUnit, Units
from pressgraph.pipeline.added_parts import AddedParts, Amount
from pressgraph.pipeline.clock import ClockReader, Hours
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.numbers import Number, has_gap, read_number

_HALF = Decimal("0.5")
_HUNDRED = 100
_MILLION = 1_000_000
_LARGE = 1000  # from here on "livres" are rather pounds than books
_MOST_ADJECTIVES = 2
_WHOLES = frozenset({*range(2, 11), 20, 100, 1000})
_MINUTE_CODE = "minute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and, where the text says so right there, what it counts."""

    number: Number
    start: int  #: index of its first piece
    stop: int  #: index of the piece behind it
    value: Decimal
    kind: FigureKind | None = None  #: None: nothing right there says what is counted
    unit: ScaledUnit | None = None  #: for everything but counts
    code: str = ""  #: the counted noun's singular, or the unit's code (currencies are settled later)
    noun_at: int | None = None  #: index of the counted noun's first piece
    holds_for: str = ""  #: what it holds for: "year", "kg", "joueur"
    is_doubtful: bool = False  #: the noun may be a mere adjective or participle: "dont 38 apportés par l'État"

    @property
    def is_bare(self) -> bool:
        """Whether nothing right there says what is counted."""
        return self.kind is None

    @property
    def scale(self) -> Decimal:
        """The multipliers in number and unit: a million for "212 M€"."""
        return self.number.scale * (self.unit.scale if self.unit else 1)


class QuantityReader:
    """Reads the quantities of one text; pieces inside ``taken`` (entities, dates) are passed over."""

    def __init__(self, text: DocPieces, *, units: Units, taken: Iterable[Span]) -> None:
        self._text = text
        self._pieces = text.pieces
        self._units = units
        self._words = units.words
        self._clock = ClockReader(text, units=units)
        self._taken = text.inside(taken)
        self._parts = AddedParts(self._pieces, units=units, unit_at=self._unit_at, is_noun=self._is_noun)

    def read(self) -> list[Quantity]:
        """Return all quantities in order, bare ones and those of "un" and "une" included."""
        quantities = []
        behind = 0
        for index in self._text.places(self._words.number_words):
            if index < behind or self._taken[index]:
                continue
            behind, quantity = self._at(index)
            if quantity:
                quantities.append(quantity)
        return quantities

    def _at(self, index: int) -> tuple[int, Quantity | None]:
        """Return where to go on and the quantity that begins at ``index``."""
        piece = self._pieces[index]
        number = read_number(self._pieces, index, units=self._units)
        if number is None or self._words.idioms.find(self._pieces, index):
            return index + 1, None
        hours = self._clock.read(number)
        if hours:
            return hours.stop, self._lasting(number, hours)
        if piece.is_number:
            if end := self._end_of_name(number):
                return end, None
        elif self._is_name_in_words(number):
            return number.stop, None
        if behind := self._parts.behind_fraction(number):
            found = self._part_of_unit(number)
            return (found.stop, found) if found else (behind, None)
        quantity = self._with_unit(number) or self._with_noun(number) or _bare(number)
        return quantity.stop, quantity

    # -- numbers that are names -------------------------------------------------------------------------------

    def _end_of_name(self, number: Number) -> int | None:
        """Return the end of what figures are a name of (ordinal, street number, phone, road), None if of nothing."""
        start, stop = number.start, number.stop
        if end := self._end_of_phone_number(start):
            return end
        before, behind = self._form(start - 1), self._form(stop)
        if are_glued(self._pieces, start) and self._is_name_before(start):
            return stop
        if are_glued(self._pieces, stop) and self._pieces[stop].is_word:
            if behind in self._words.ordinal_endings:
                return stop + 1
            if not self._unit_at(stop):
                return stop + 1  # 3D, 4x4
        if behind == ":" and are_glued(self._pieces, stop) and are_glued(self._pieces, stop + 1):
            return stop + 2 if self._is_number(stop + 1) else None  # 21:37
        if number.is_plain:
            if before in self._words.named_by_number or (before == "°" and self._form(start - 2) == "n"):
                return stop
            if self._form(start) != "0" and self._form(start).startswith("0"):
                return stop
            if behind == "," and self._is_street(stop + 1):
                return stop
            if number.value != 1 and has_gap(self._pieces, stop) and self._is_street(stop):
                return stop
        return None

    def _is_street(self, index: int) -> bool:
        """Whether a street begins there: "rue Pasteur", "cours de l'Yser", "bis, rue"."""
        if self._form(index) not in self._words.street_words or index + 1 >= len(self._pieces):
            return False
        behind = self._pieces[index + 1]
        return behind.text[0].isupper() or behind.form in (",", "l", "la", "le", "du", "des", *self._words.of_words)

    def _is_name_before(self, start: int) -> bool:
        before = self._pieces[start - 1]
        if before.is_word:
            return True
        if before.form in ("-", "/", "–"):
            return are_glued(self._pieces, start - 1) and self._pieces[start - 2].is_word
        return before.form in (".", ",") and are_glued(self._pieces, start - 1) and self._is_number(start - 2)

    def _end_of_phone_number(self, index: int) -> int | None:
        """Return the end of four or more pairs of figures."""
        stop, pairs = index, 0
        while self._is_number(stop) and len(self._form(stop)) == 2:
            pairs += 1
            stop += 1
            if self._form(stop) in (".", "-") and are_glued(self._pieces, stop) and self._is_number(stop + 1):
                stop += 1
        return stop if pairs >= 4 else None

    def _is_name_in_words(self, number: Number) -> bool:
        """Whether a number in words is written as a name: "les Vingt-Sept", but not "DEUX JOURS"."""
        first = self._pieces[number.start]
        if not first.text[0].isupper() or (first.text.isupper() and len(first.text) > 1):
            return False
        before = self._pieces[number.start - 1] if number.start else None
        return bool(
            before
            and (before.is_word or before.form == "'")
            and not self._text.is_new_paragraph(number.start)
            and not self._text.token(number.start).is_sent_start
        )

    # -- what is counted --------------------------------------------------------------------------------------

    def _part_of_unit(self, number: Number) -> Quantity | None:
        """Read "trois quarts d'heure"; "deux tiers des salariés" is a share, which the guide doesn't count."""
        found = self._parts.fraction(number)
        if found is None:
            return None
        amount, kind = found
        return Quantity(
            number=number, start=number.start, stop=amount.stop, value=amount.value, kind=kind, code=amount.code
        )

    def _lasting(self, number: Number, hours: Hours) -> Quantity | None:
        if hours.minutes is None:
            return None
        return Quantity(
            number=number,
            start=number.start,
            stop=hours.stop,
            value=hours.minutes,
            kind=FigureKind.DURATION,
            code=_MINUTE_CODE,
        )

    def _unit_at(self, index: int) -> tuple[ScaledUnit, int] | None:
        """Return the unit that is written at ``index`` and where it ends."""
        found = self._units.symbols.find(self._pieces, index)
        if found and not self._is_initial(index, found.stop):
            return found.value, found.stop
        found = self._units.names.find(self._pieces, index)
        return (found.value, found.stop) if found else None

    def _is_initial(self, index: int, stop: int) -> bool:
        """Whether what looks like a sign is an elided word or part of a name: "5 l'après-midi", "F1"."""
        if stop >= len(self._pieces) or not are_glued(self._pieces, stop):
            return False
        behind = self._pieces[stop]
        return behind.form == "'" or behind.is_number or (behind.is_word and self._pieces[index].is_word)

    def _with_unit(self, number: Number) -> Quantity | None:
        start = self._behind_of(number)
        for _ in range(_MOST_ADJECTIVES + 1):
            if start >= len(self._pieces) or self._pieces[start].start - self._pieces[start - 1].end > 1:
                return None
            found = self._unit_at(start)
            if found or not self._is_adjective(start):
                break
            start += 1
        if not found:
            return None
        scaled, stop = found
        unit = scaled.unit
        value = number.value * scaled.scale * unit.factor
        if unit.is_common_noun and value < _LARGE and value == int(value):
            return None
        behind_half = self._parts.half(stop)
        if behind_half:
            value += _HALF * scaled.scale * unit.factor
            stop = behind_half
        amount = self._parts.with_smaller(Amount(value, unit.code, stop), unit, in_words=number.in_words)
        quantity = Quantity(
            number=number,
            start=number.start,
            stop=amount.stop,
            value=amount.value,
            kind=unit.kind,
            unit=scaled if amount.code == unit.code else None,
            code=amount.code,
        )
        quantity = self._with_rate(self._with_minus(quantity))
        is_article = number.value == 1 and number.in_words and unit.kind is not FigureKind.PERCENT
        if is_article and not (
            amount.stop > found[1] or quantity.holds_for or self._form(start) in self._words.times_of_one
        ):
            return None
        return quantity

    def _with_minus(self, quantity: Quantity) -> Quantity:
        """Take in a minus sign: "−2 °C", "(- 4 %)", but neither "3-5 °C" nor "- 4 %", a list's dash."""
        sign = quantity.start - 1
        in_brackets = self._form(sign - 1) == "(" and quantity.kind is FigureKind.PERCENT
        is_sign = self._form(sign) in ("-", "−", "–") and (in_brackets or are_glued(self._pieces, quantity.start))
        if not is_sign or (sign > 0 and are_glued(self._pieces, sign) and not in_brackets):
            return quantity
        return replace(quantity, start=sign, value=-quantity.value)

    def _with_noun(self, number: Number) -> Quantity | None:
        if number.has_point:
            return None  # rather a time: 20.45
        start = self._noun_behind(number)
        if start is None:
            return None
        stop, noun = self._compound(start)
        behind_of = self._behind_of(number) > number.stop
        if number.value >= 2 and not behind_of and not _looks_plural(noun):
            return None  # une Renault 21 conduite par
        quantity = Quantity(
            number=number,
            start=number.start,
            stop=stop,
            value=number.value,
            kind=FigureKind.COUNT,
            code=self._singular(noun, at=start),
            noun_at=start,
            is_doubtful=self._text.token(start).pos_ in ("ADJ", "VERB"),
        )
        if behind_of and number.scale >= _MILLION and noun.lower() in self._words.money_nouns:
            return None  # deux millions de dividende: a sum
        return self._with_rate(self._with_whole(quantity))

    def _noun_behind(self, number: Number) -> int | None:
        """Return the index of the noun that is counted; an adjective may stand before it or, as a noun, alone."""
        start = self._behind_of(number)
        is_as_noun = self._form(start) in self._words.adjectives_as_nouns
        for place in range(start, start + _MOST_ADJECTIVES + 1):
            is_adjective = self._is_adjective(place)
            if not is_adjective and self._is_noun(place):
                # 700 jeunes venus: a participle, and no noun
                return start if is_as_noun and self._text.token(place).pos_ == "VERB" else place
            if not is_adjective:
                break
        return start if is_as_noun else None

    def _is_adjective(self, index: int) -> bool:
        is_first_part = self._form(index + 1) == "-" and are_glued(self._pieces, index + 1)  # petits-enfants
        return self._form(index) in self._words.adjectives_before_noun and not is_first_part

    def _behind_of(self, number: Number) -> int:
        """Return the index behind "de" or "d'", which a multiplier or a collective puts before what it counts."""
        stop = number.stop
        if (number.value >= _MILLION or number.is_rounded) and self._form(stop) in self._words.of_words:
            return stop + 2 if self._form(stop + 1) == "'" else stop + 1
        return stop

    def _is_noun(self, index: int) -> bool:
        """Whether the word at ``index`` can be what a number counts."""
        if index >= len(self._pieces) or self._text.is_new_paragraph(index) or self._taken[index]:
            return False
        piece = self._pieces[index]
        if not piece.is_word or piece.form in self._words.number_words:
            return False
        if len(piece.text) < 2 and not (are_glued(self._pieces, index + 1) and self._is_number(index + 1)):
            return False
        if piece.start - self._pieces[index - 1].end > 1:
            return False
        token = self._text.token(index)
        if token.pos_ == "PROPN":
            is_counted = any(child.i == token.i - 1 and child.dep_ == "nummod" for child in token.children)
            return is_counted or not piece.text[0].isupper() or _looks_plural(self._compound(index)[1])
        if token.pos_ in ("VERB", "AUX"):
            is_plural = "Plur" in token.features("Number")
            is_finite = bool(token.features("Person"))
            return is_plural and not is_finite and piece.form[-1] in "sx"
        return token.pos_ in ("NOUN", "X") or (token.pos_ == "ADJ" and _looks_plural(self._compound(index)[1]))

    def _compound(self, index: int) -> tuple[int, str]:
        """Return the end of a noun joined by hyphens and its words as written."""
        stop = index + 1
        while (
            self._form(stop) == "-"
            and are_glued(self._pieces, stop)
            and are_glued(self._pieces, stop + 1)
            and self._pieces[stop + 1].is_word
        ):
            stop += 2
        if are_glued(self._pieces, stop) and self._is_number(stop):
            stop += 1  # V6
        return stop, self._text.text(index, stop)

    def _singular(self, noun: str, *, at: int) -> str:
        neighbours = (piece for piece in self._pieces[max(at - 3, 0) : at + 2] if piece.is_word)
        is_headline = noun.isupper() and any(p.text.isupper() for p in neighbours if p != self._pieces[at])
        if is_headline or not (noun[0].isupper()):
            noun = noun.lower()
        return noun if noun.isupper() else singular_of(noun, plurals=self._units.plurals)

    # -- what stands behind -----------------------------------------------------------------------------------

    def _with_whole(self, quantity: Quantity) -> Quantity:
        """Take "sur dix" into a ratio: "sept foyers sur dix"."""
        stop = quantity.stop
        if self._form(stop) not in self._words.ratio_words or not self._starts_number(stop + 1):
            return quantity
        whole = read_number(self._pieces, stop + 1, units=self._units)
        if whole is None or not is_whole(whole) or whole.value <= quantity.value:
            return quantity
        if self._with_unit(whole) or self._with_noun(whole):
            return quantity
        return replace(quantity, stop=whole.stop)

    def _with_rate(self, quantity: Quantity) -> Quantity:
        """Take in "par an", "par joueur", "le kilo", "/m2" and keep what the figure holds for."""
        stop = quantity.stop
        form = self._form(stop)
        if form in self._words.rate_words and self._is_noun(stop + 1):
            end, noun = self._compound(stop + 1)
            found = self._units.names.find(self._pieces, stop + 1)
            code = found.value.unit.code if found else ""
            return replace(quantity, stop=end, holds_for=code or self._singular(noun, at=stop + 1))
        if quantity.kind is not FigureKind.MONEY or form not in (*self._words.rate_articles, "/"):
            return quantity
        start = stop + 2 if self._form(stop + 1) == "'" else stop + 1
        found_unit = self._unit_at(start)
        if found_unit:
            return replace(quantity, stop=found_unit[1], holds_for=found_unit[0].unit.code)
        if self._form(start) in self._words.sale_units:
            end, noun = self._compound(start)
            if found_unit := self._unit_at(end):  # les mille litres
                return replace(quantity, stop=found_unit[1], holds_for=f"{noun} {found_unit[0].unit.code}")
            return replace(quantity, stop=end, holds_for=self._singular(noun, at=start))
        return quantity

    # -- what stands at a place -------------------------------------------------------------------------------

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""

    def _is_number(self, index: int) -> bool:
        return 0 <= index < len(self._pieces) and self._pieces[index].is_number

    def _starts_number(self, index: int) -> bool:
        return self._is_number(index) or self._form(index) in self._words.number_words


def is_whole(number: Number) -> bool:
    """Whether the number is rather what a ratio is out of than a figure: "sept foyers sur dix"."""
    return number.value in _WHOLES or (number.in_words and number.value < _HUNDRED)


def _bare(number: Number) -> Quantity:
    return Quantity(number=number, start=number.start, stop=number.stop, value=number.value)


def _looks_plural(noun: str) -> bool:
    """Whether a noun has a plural's ending, or is a set of initials or a model, which has none: HLM, V6."""
    return noun[-1].lower() in "sxz" or noun[-1].isdigit() or noun.isupper() or "-" in noun
