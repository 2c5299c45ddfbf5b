"""Decide which quantities are figures, and what those without a unit count.

"Entre 10 et 12 %", "17 voix contre 9", "il en reste 171", "dont 38 apportés par l'Ademe": the unit stands with
another figure. "Deux garçons, une tortue et un voisin": one counts in an enumeration only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from pressgraph.facts import FigureKind
from pressgraph.ontology.phrases import are_glued
from pressgraph.ontology.plurals import singular_of
from pressgraph.ontology.units import Units
from pressgraph.pipeline.currencies import ArticleMoney
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.quantities import Quantity, is_whole

_SMALL = 1000  # below, "11 à 13 millions" shares its millions
_MILLION = 1_000_000
_AGES = range(10, 115)  # a smaller number in brackets behind a name is rather goals or points
_REACH_OF_PRONOUN = 5  # pieces between "en" and its number
_REACH_OF_ENUMERATION = 6  # pieces of complement between two members
_COUNTED_WITH_ONE = (FigureKind.COUNT, FigureKind.MEASURE)
_TAKEN_UP = (FigureKind.COUNT, FigureKind.MEASURE, FigureKind.MONEY, FigureKind.PERCENT)
_MODELS = 4  # figures before among which a pronoun's is looked for
_DAY = "day"


def settle_quantities(
    quantities: Sequence[Quantity], text: DocPieces, *, units: Units, money: ArticleMoney
) -> list[Quantity]:
    """Return the quantities that are figures, each with kind, unit and value."""
    return _Settler(text, units=units, money=money).settle(quantities)


class _Settler:
    def __init__(self, text: DocPieces, *, units: Units, money: ArticleMoney) -> None:
        self._text = text
        self._pieces = text.pieces
        self._units = units
        self._words = units.words
        self._money = money

    def settle(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        counted = [quantity for quantity in quantities if not self._points_back(quantity)]
        joined = self._share_units_backwards(list(self._without_scores(counted)))
        settled: list[Quantity] = []
        ones: list[Quantity] = []
        for quantity in joined:
            if quantity.code in self._words.counted_with_one:
                settled.append(quantity)
            elif _is_one(quantity) and quantity.kind is FigureKind.COUNT:
                ones.append(quantity)
            elif found := self._settled(quantity, settled):
                settled.append(found)
        return sorted([*settled, *self._enumerated(ones, settled)], key=lambda quantity: quantity.start)

    def _settled(self, quantity: Quantity, before: Sequence[Quantity]) -> Quantity | None:
        if quantity.is_doubtful and before and self._is_adjective_behind(quantity, before[-1]):
            return _like(replace(quantity, stop=quantity.number.stop), before[-1])
        if quantity.is_bare:
            return self._bare(quantity, before)
        if quantity.kind is FigureKind.MONEY and quantity.unit:
            return replace(quantity, code=self._money.code_of(quantity.unit.unit))
        return quantity

    def _is_adjective_behind(self, quantity: Quantity, model: Quantity) -> bool:
        """Whether what looks like a counted noun describes the things counted before: "dont 38 apportés par"."""
        if not self._is_same_paragraph(model, quantity):
            return False
        follows = model.stop == quantity.start - 1 and self._form(quantity.start - 1) == ","
        return follows or bool(self._words.comparison_words.find_before(self._pieces, quantity.start))

    # -- no figures -------------------------------------------------------------------------------------------

    def _points_back(self, quantity: Quantity) -> bool:
        """Whether this is "les deux communes" told of before, or "il y a quinze jours", which is a date.

        Where nothing of the kind was named before ("les deux occupants du logement"), two are counted.
        """
        before = self._form(quantity.start - 1)
        if quantity.code == _DAY and self._form(quantity.start) in self._words.idiom_numbers:
            return before in self._words.idiom_prepositions
        return (
            quantity.value == 2
            and quantity.number.in_words
            and quantity.kind in (None, FigureKind.COUNT)
            and before in self._words.pointing_back
            and (quantity.noun_at is None or self._is_known(quantity))
        )

    def _is_known(self, quantity: Quantity) -> bool:
        """Whether the counted noun stands before, in the singular or the plural."""
        first = self._first_places.get(quantity.code.lower(), quantity.start)
        is_part = self._form(quantity.start - 2) in self._words.one_words  # l'un des deux clubs
        return first < quantity.start or is_part or self._form(quantity.start - 1) in self._words.pointing_here

    @cached_property
    def _first_places(self) -> dict[str, int]:
        """Where each word of the text stands first, by its singular."""
        places: dict[str, int] = {}
        for index, piece in enumerate(self._pieces):
            if piece.is_word:
                places.setdefault(singular_of(piece.form, plurals=self._units.plurals), index)
        return places

    def _without_scores(self, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
        """Leave out "trois sets à un"."""
        bare_starts = {quantity.start for quantity in quantities if quantity.is_bare}
        second = -1  # where the other number of a score begins
        for quantity in quantities:
            if quantity.start == second:
                continue
            is_score = quantity.code in self._words.score_nouns and self._form(quantity.stop) in self._words.score_links
            if is_score and quantity.stop + 1 in bare_starts:
                second = quantity.stop + 1
                continue
            yield quantity

    # -- units shared with another figure ---------------------------------------------------------------------

    def _share_units_backwards(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        """Give "3" of "3 à 5 %" and "6" of "6, 12 et 21 km" the unit at the end."""
        joined: list[Quantity] = []
        following: Quantity | None = None
        for quantity in reversed(quantities):
            shares = following and not following.is_bare and self._are_range(quantity, following)
            following = _like(quantity, following) if following and shares and quantity.is_bare else quantity
            joined.append(following)
        return joined[::-1]

    def _are_range(self, first: Quantity, second: Quantity) -> bool:
        if _is_one(first) or (_is_one(second) and second.kind is FigureKind.COUNT):
            return False
        whole = self._words.out_of.find(self._pieces, first.stop)
        if whole and whole.stop == second.start and first.value < second.value:
            return second.kind is FigureKind.COUNT  # 61 des 138 salariés
        between = self._pieces[first.stop : second.start]
        if len(between) != 1 or between[0].form not in self._words.range_words:
            return False
        if second.kind is not FigureKind.COUNT or between[0].form not in self._words.enumeration_words:
            return True
        return between[0].form == "ou" or (between[0].form == "et" and first.number.in_words == second.number.in_words)

    def _bare(self, quantity: Quantity, before: Sequence[Quantity]) -> Quantity | None:
        """Return a bare number as what it counts, or None when nothing shows that it counts."""
        if _is_one(quantity) or quantity.number.has_point:
            return None
        models = [model for model in before[-_MODELS:] if self._is_same_paragraph(model, quantity)]
        model = models[-1] if models else None
        if model and self._is_whole(quantity, model):
            return None
        found = (
            self._age(quantity, model)
            or self._labelled(quantity)
            or self._votes(quantity, models)
            or self._listed(quantity, model)
        )
        if found:
            return found
        if model and self._takes_up(quantity.start):
            return _like(quantity, next((m for m in models[::-1] if m.kind in _TAKEN_UP), model))
        if model and model.kind is not FigureKind.AGE and self._continues(quantity, model):
            return _like(quantity, model)
        if quantity.number.scale >= _MILLION and self._has_end(quantity.stop):
            return replace(quantity, kind=FigureKind.MONEY, code=self._money.unspoken_code)
        return None

    def _is_whole(self, quantity: Quantity, model: Quantity) -> bool:
        """Whether the number is the whole of a ratio whose part stands farther off: "sept élus du canton sur dix"."""
        before = self._form(quantity.start - 1)
        return before in self._words.ratio_words and is_whole(quantity.number) and model.value < quantity.value

    def _continues(self, quantity: Quantity, model: Quantity) -> bool:
        """Whether the number is counted in the unit of the figure before."""
        start, stop = quantity.start, quantity.stop
        before = self._form(start - 1)
        if self._words.comparison_words.find_before(self._pieces, start):
            return True
        if self._words.more_or_less.find(self._pieces, stop):
            return True
        ranging = self._words.range_words - self._words.enumeration_words
        if model.stop == start - 1 and (before == "(" or before in ranging):
            return True
        if before == "," and self._form(stop) in self._words.vote_words:
            return model.kind is FigureKind.COUNT  # huit voix contre, six pour
        if not before.isalnum() and model.kind is FigureKind.COUNT:
            return self._is_subject(stop) or (before == "," and self._form(stop) == ")")
        return self._is_share_of_body(start, stop)

    def _takes_up(self, start: int) -> bool:
        """Whether a pronoun before a verb takes up the thing counted: "il en reste douze"."""
        for place in range(max(start - _REACH_OF_PRONOUN, 0), start):
            if self._form(place) in self._words.partitive_pronouns:
                token = self._text.token(place)
                has_subject = self._form(place - 1) in self._words.subject_pronouns  # elle en compte: no noun
                following = self._text.words[token.i + 1 : token.i + 2]
                return any(has_subject or word.pos_ in ("VERB", "AUX") for word in following)
        return False

    def _is_subject(self, stop: int) -> bool:
        """Whether a verb follows: "sept ont abandonné"."""
        if stop >= len(self._pieces) or not self._pieces[stop].is_word or self._text.is_new_paragraph(stop):
            return False
        return self._text.token(stop).pos_ in ("VERB", "AUX", "PRON")

    def _is_share_of_body(self, start: int, stop: int) -> bool:
        """Whether the number is what the body named before it gives or gets, as in "la Région dix"."""
        if self._form(stop).isalnum() and self._form(stop) not in self._words.enumeration_words:
            return False
        place = start - 2 if self._form(start - 1) == "," else start - 1
        return place >= 0 and self._text.token(place).ent_type_ in ("ORG", "LOC")

    def _age(self, quantity: Quantity, model: Quantity | None) -> Quantity | None:
        """Read "Mamadou Camara (31)" and, where another number of years stands before, "à 18,"."""
        before, behind = self._form(quantity.start - 1), self._form(quantity.stop)
        if quantity.value not in _AGES or not quantity.number.is_plain or quantity.start < 2:
            return None
        is_person = self._text.token(quantity.start - 2).ent_type_ == "PER"
        follows_age = model is not None and model.code == "year" and (before, behind) == ("à", ",")
        if follows_age or (is_person and (before, behind) == ("(", ")")):
            return replace(quantity, kind=FigureKind.AGE, code="year")
        return None

    def _labelled(self, quantity: Quantity) -> Quantity | None:
        """Read "Dockers : 2 100" and "Inscrits, 912 ;" as counts of the label."""
        mark, place = self._form(quantity.start - 1), quantity.start - 2
        if self._form(quantity.stop) in self._words.range_words and are_glued(self._pieces, quantity.stop):
            return None  # Mi-temps : 0-1
        if place < 0 or not self._has_end(quantity.stop):
            return None
        is_label = mark == ":" or (
            mark == "," and self._is_line_start(place) and self._form(quantity.stop) in (";", ".")
        )
        label = self._pieces[place]
        if self._units.names.find(self._pieces, place):
            return None  # 36 millions d'euros : 20 millions pour la Région
        if not is_label or not label.is_word or label.form[-1] not in "sx" or self._text.token(place).ent_type_:
            return None
        noun = singular_of(label.form, plurals=self._units.plurals)
        return replace(quantity, kind=FigureKind.COUNT, code=noun, noun_at=place)

    def _votes(self, quantity: Quantity, models: Sequence[Quantity]) -> Quantity | None:
        """Read "liste Morvan, 312 ; liste Tual, 308" as votes where voters or votes were counted just before."""
        voting = next((model for model in models[::-1] if model.code in self._words.voting_nouns), None)
        before, behind = self._form(quantity.start - 1), self._form(quantity.stop)
        if voting is None or before not in (",", ":", ")", "=") or behind.isalnum():
            return None
        return replace(quantity, kind=FigureKind.COUNT, code=self._words.vote_noun)

    def _listed(self, quantity: Quantity, model: Quantity | None) -> Quantity | None:
        """Read "31" in "1. Sarrebourg, 38 points ; 2. Sarralbe, 31 ; 3. Réding, 30." as counted like the one before."""
        if model is None or self._form(model.stop) != ";" or self._form(quantity.start - 1) != ",":
            return None
        return _like(quantity, model) if self._form(quantity.stop) in (";", ".", "(", "") else None

    def _is_line_start(self, place: int) -> bool:
        return self._text.is_new_paragraph(place) or self._form(place - 1) in (";", ".", ":")

    # -- one --------------------------------------------------------------------------------------------------

    def _enumerated(self, ones: Sequence[Quantity], settled: Sequence[Quantity]) -> Iterator[Quantity]:
        """Yield those of "un" and "une" that stand in an enumeration with another number."""
        counted = {quantity.start: quantity for quantity in settled if quantity.kind in _COUNTED_WITH_ONE}
        ends = {quantity.stop for quantity in counted.values()}
        waiting = []
        for one in ones:
            if self._is_ratio(one):
                yield one
            elif self._stands_alone(one):
                waiting.append(one)
        # twice: "une lampe, une corde et deux litres d'eau" is joined from behind
        for candidates in (waiting, waiting[::-1]):
            for one in candidates:
                if one.start in counted:
                    continue
                if self._is_joined_before(one, ends) or self._is_joined_behind(one, counted):
                    counted[one.start] = one
                    ends.add(one.stop)
                    yield one

    def _is_ratio(self, one: Quantity) -> bool:
        """Whether this is "un enfant sur deux"; "un jour sur trois" says how often."""
        is_time = one.noun_at is not None and self._units.names.find(self._pieces, one.noun_at)
        words = {piece.form for piece in self._pieces[one.start : one.stop]}
        return not is_time and bool(words & self._words.ratio_words)

    def _stands_alone(self, one: Quantity) -> bool:
        """Whether no complement follows; with one ("un contrat avec les hospices") it is told of, not counted."""
        if one.stop >= len(self._pieces) or not self._pieces[one.stop].is_word:
            return not one.holds_for
        return self._text.token(one.stop).pos_ in ("ADJ", "CCONJ", "VERB") and not one.holds_for

    def _is_joined_before(self, one: Quantity, ends: set[int]) -> bool:
        start = one.start
        while self._form(start - 1) in (*self._words.of_words, "'"):
            start -= 1
        if self._form(start - 1) not in self._words.enumeration_words:
            return False
        for place in range(start - 2, start - 2 - _REACH_OF_ENUMERATION, -1):
            if place + 1 in ends:
                return True
            if not self._is_nominal(place):
                return False
        return False

    def _is_joined_behind(self, one: Quantity, counted: dict[int, Quantity]) -> bool:
        for place in range(one.stop, one.stop + _REACH_OF_ENUMERATION):
            if self._form(place) in self._words.enumeration_words:
                return place + 1 in counted
            if not self._is_nominal(place):
                return False
        return False

    def _is_nominal(self, place: int) -> bool:
        """Whether the piece belongs to a noun's complement."""
        if not 0 <= place < len(self._pieces):
            return False
        if not self._pieces[place].is_word:
            return self._pieces[place].form in ("'", "-")
        return self._text.token(place).pos_ in ("NOUN", "ADJ", "ADP", "PROPN", "DET")

    # -- what stands at a place -------------------------------------------------------------------------------

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""

    def _is_same_paragraph(self, first: Quantity, second: Quantity) -> bool:
        return self._text.are_in_one_paragraph(first.start, second.start)

    def _has_end(self, stop: int) -> bool:
        """Whether no noun can follow: a sign, a line break or a word of another kind."""
        if stop >= len(self._pieces) or self._text.is_new_paragraph(stop):
            return True
        if not self._pieces[stop].is_word:
            return True
        return self._text.token(stop).pos_ in ("ADP", "CCONJ", "VERB", "AUX", "ADV", "PRON", "SCONJ", "DET", "ADJ")


def _is_one(quantity: Quantity) -> bool:
    """Whether the number is "un" or "une", which is an article more often than not."""
    return quantity.number.value == 1 and quantity.number.in_words and quantity.number.scale == 1


def _like(quantity: Quantity, model: Quantity) -> Quantity:
    """Return a bare quantity counted in the unit of ``model``, its millions included where they are shared."""
    shares_scale = model.scale > 1 and quantity.number.scale == 1 and quantity.value < _SMALL
    factor = model.unit.unit.factor if model.unit else Decimal(1)
    return replace(
        quantity,
        value=quantity.value * (model.scale if shares_scale else 1) * factor,
        kind=model.kind,
        unit=model.unit,
        code=model.code,
        noun_at=model.noun_at,
    )
