"""What a figure is of, how exact it is, and whether a number of years is an age."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span

from pressgraph.facts import FigureKind
from pressgraph.ontology.units import Units
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.quantities import Quantity

_AGE_UNITS = frozenset({"year", "month", "week", "day"})
_YEAR = "year"
_STEPS = 6  # heads that are climbed from a figure to what governs it
_LONGEST_PHRASE = 9  # tokens
_LONGEST_LABEL = 6  # pieces before a colon
_REACH = 40  # tokens before a figure in which the person is looked for whose age it is
_NOUNS = ("NOUN", "PROPN", "PRON")
SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj")
_PARTS_BEFORE = ("det", "amod", "nummod")
_PARTS_BEHIND = ("amod", "nmod", "flat:name", "fixed", "flat:foreign")


#: one way to find what a figure is of
Way = Callable[[Quantity, Word], Span | None]


class FigureContext:
    """Reads what stands around the figures of one text, in the order of the text."""

    def __init__(self, text: DocPieces, *, units: Units) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = units.words
        self._before: tuple[Quantity, FigureKind] | None = None

    # -- age or duration --------------------------------------------------------------------------------------

    def kind_of(self, quantity: Quantity) -> FigureKind:
        """Return the kind of a figure: a number of years may be an age, of months a baby's."""
        kind = quantity.kind or FigureKind.COUNT
        if kind is FigureKind.DURATION and quantity.code in _AGE_UNITS and self._is_age(quantity):
            kind = FigureKind.AGE
        self._before = (quantity, kind)
        return kind

    def _is_age(self, quantity: Quantity) -> bool:
        start, stop = quantity.start, quantity.stop
        before, behind = self._form(start - 1), self._form(stop)
        if self._words.age_words.find_before(self._pieces, start):
            return True
        if self._before and self._before[0].stop == start - 1 and before in self._words.range_words:
            return self._before[1] is FigureKind.AGE  # Maël et Nolwenn, 34 et 31 ans
        if self._is_of_person(start):
            return True
        if quantity.code != _YEAR or behind in (*self._words.of_words, *self._words.further_words):
            return False
        if before in (",", "("):
            return self._is_aside(start, stop)
        if before in self._words.age_starts or before in self._words.have_forms:
            return True
        if before in self._words.age_possessives:
            return self._form(start - 2) in self._words.have_forms
        return before == "pas" and self._form(start - 2) in self._words.have_forms

    def _is_of_person(self, start: int) -> bool:
        """Read "une femme de 58 ans"; "un homme après deux ans de prison" tells no age."""
        if self._form(start - 1) not in self._words.of_words or start < 2:
            return False
        is_lasting = self._words.lasting_nouns.find_before(self._pieces, start - 2)
        return self._form(start - 2) in self._words.person_nouns and not is_lasting

    def _is_aside(self, start: int, stop: int) -> bool:
        """Whether a number of years between commas or brackets tells the age of the person before."""
        if stop < len(self._pieces) and self._pieces[stop].is_word and not self._text.is_new_paragraph(stop):
            return start > 1 and self._text.token(start - 2).ent_type_ == "PER"
        return start > 1 and self._text.token(start - 2).pos_ in (*_NOUNS, "ADJ", "X")

    # -- how exact --------------------------------------------------------------------------------------------

    def qualifier(self, quantity: Quantity) -> str | None:
        """Return "about", "more than" …, "per year" …, as the text says, joined by "; "."""
        before = self._words.qualifiers_before.find_before(self._pieces, quantity.start)
        behind = self._words.qualifiers_after.find(self._pieces, quantity.stop)
        found = [before, behind.value if behind else None]
        if quantity.number.is_rounded:
            found.append("about")
        if quantity.holds_for:
            found.append(f"per {quantity.holds_for}")
        return "; ".join(dict.fromkeys(words for words in found if words)) or None

    # -- what it is of ----------------------------------------------------------------------------------------

    def about(self, quantity: Quantity, kind: FigureKind) -> Span | None:
        """Return the noun phrase of the text that names what the figure is of; None when none shows."""
        token = self._own_token(quantity)
        ways: tuple[Way, ...] = (self._complement, self._label, self._governor)
        if kind is FigureKind.AGE:
            ways = (self._person, self._governor)
        elif kind is FigureKind.COUNT:
            ways = (self._label, self._governor)
        return next((found for way in ways if (found := way(quantity, token))), None)

    def _complement(self, quantity: Quantity, token: Word) -> Span | None:
        """Read "draps" in "2,5 tonnes de draps", "la voirie" in "40 % de la voirie"."""
        stop = quantity.stop
        if stop + 1 >= len(self._pieces) or self._text.is_new_paragraph(stop):
            return None
        preposition = self._text.token(stop)
        if preposition.pos_ != "ADP" or preposition.lower_.rstrip("'") not in (*self._words.of_words, "des", "du"):
            return None
        head = preposition.head
        if head.pos_ not in _NOUNS or not preposition.i < head.i <= preposition.i + _LONGEST_PHRASE:
            return None
        return self._phrase(head, first=preposition.i + 1)

    def _label(self, quantity: Quantity, token: Word) -> Span | None:
        """Read "Part de l'Asie" in "Part de l'Asie : 54 %"."""
        if self._form(quantity.start - 1) != ":":
            return None
        first = quantity.start - 1
        while (
            first > 0
            and quantity.start - first <= _LONGEST_LABEL
            and (self._pieces[first - 1].is_word or self._pieces[first - 1].form in ("'", "-"))
            and not self._text.is_new_paragraph(first)
        ):
            first -= 1
        if first == quantity.start - 1:
            return None
        start, end = self._pieces[first].start, self._pieces[quantity.start - 2].end
        return self._text.doc.char_span(start, end, alignment_mode="expand")

    def _governor(self, quantity: Quantity, token: Word) -> Span | None:
        """Read "un budget" in "un budget de 310 000 euros", "Le coût" in "Le coût atteint 38 millions"."""
        first, last = self._text.token(quantity.start).i, self._text.token(quantity.stop - 1).i
        for _ in range(_STEPS):
            if token.dep_ in SUBJECTS or token.head == token:
                return None
            token = token.head
            if first <= token.i <= last:
                continue
            if token.pos_ in _NOUNS and token.pos_ != "PRON" and token.lower_ not in self._words.light_nouns:
                return self._phrase(token, before=first if token.i < first else None)
            if token.pos_ in ("VERB", "AUX"):
                subject = next((child for child in token.children_near() if child.dep_ in SUBJECTS), None)
                if subject is not None and subject.pos_ != "PRON" and not first <= subject.i <= last:
                    return self._phrase(subject, before=first if subject.i < first else None)
        return None

    def _person(self, quantity: Quantity, token: Word) -> Span | None:
        """Return the person named last before an age in its sentence."""
        index = self._text.token(quantity.start).i - 1
        for place in range(index, max(index - _REACH, -1), -1):
            here = self._text.doc[place]
            if here.ent_type_ == "PER":
                first = place
                while first > 0 and self._text.doc[first].ent_iob_ == "I":
                    first -= 1
                return self._text.doc[first : place + 1]
            if here.is_sent_start:
                return None
        return None

    def counted(self, quantity: Quantity) -> Span | None:
        """Return the counted noun of a count with what describes it: "emplois dans le numérique"."""
        token = self._own_token(quantity)
        return self._phrase(token, first=token.i) if token.pos_ in _NOUNS else None

    def measured_thing(self, quantity: Quantity) -> Span | None:
        """Return the noun phrase that governs a sum or measure: "le chiffre d'affaires"."""
        token = self._own_token(quantity)
        return self._complement(quantity, token) or self._governor(quantity, token)

    def _own_token(self, quantity: Quantity) -> Word:
        return self._text.token(quantity.stop - 1 if quantity.noun_at is None else quantity.noun_at)

    def _phrase(self, head: Word, *, first: int | None = None, before: int | None = None) -> Span | None:
        """Return a noun with what belongs to it, from token ``first`` at the earliest and ending ``before``."""
        start, end = head.i, head.i + 1
        for child in head.children_near():
            if child.i < head.i and child.dep_ in _PARTS_BEFORE:
                start = min(start, child.i)
            elif child.i > head.i and child.dep_ in _PARTS_BEHIND:
                end = max(end, child.token.right_edge.i + 1)
        start = max(start, first if first is not None else start, head.i - _LONGEST_PHRASE)
        end = min(end, before if before is not None else end, start + _LONGEST_PHRASE)
        return _trimmed(self._text.doc[start : max(end, head.i + 1)])

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""


def _trimmed(span: Span) -> Span | None:
    """Return a span, cut at the first line break or punctuation and without a dangling preposition."""
    words = list(span)
    for place, word in enumerate(words):
        if word.is_space or word.pos_ == "PUNCT":
            words = words[:place]
            break
    while words and words[-1].pos_ in ("ADP", "DET", "CCONJ"):
        words.pop()
    return span.doc[words[0].i : words[-1].i + 1] if words else None
