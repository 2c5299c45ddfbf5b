"""What a figure belongs to: the thing measured, the entity, the date it holds for, and its part in what is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Span

from pressgraph.facts import FigureKind
from pressgraph.ontology.units import Units
from pressgraph.pipeline.dates import FoundDate
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.measured import SUBJECTS, FigureContext
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.quantities import Quantity

_STEPS = 10  # heads that are climbed from a figure to the verb of its clause
_QUALIFYING = 4  # pieces between "progressé de" and its figure: "près de", "plus de"
_CLOSE = 30  # characters at most between a figure and its date, where the sentence has several; another is twice as far


class Attachment:
    """Attaches the figures of one text, which are asked for in the order of the text."""

    def __init__(
        self,
        text: DocPieces,
        *,
        units: Units,
        context: FigureContext,
        names: Names | None,
        dates: Sequence[FoundDate],
    ) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = units.words
        self._context = context
        self._names = names
        self._dates = [day for day in dates if day.value]
        self._date_starts = [day.start for day in self._dates]
        begins = text.doc.to_array("SENT_START")
        self._sentence_starts = [0, *(i for i in range(1, len(text.doc)) if begins[i] == 1)]

    # -- part in what is told ---------------------------------------------------------------------------------

    def roles(self, quantities: Sequence[Quantity]) -> list[str | None]:
        """Return the role of each figure: rise, fall, total, share, from, to, or None."""
        roles = [self._told_role(quantity) for quantity in quantities]
        for place, (first, second) in enumerate(pairwise(quantities)):
            if self._is_change(first, second):
                roles[place : place + 2] = ["from", "to"]
        return roles

    def _told_role(self, quantity: Quantity) -> str | None:
        for start in range(quantity.start, max(quantity.start - _QUALIFYING, 0), -1):
            if role := self._words.roles_before.find_before(self._pieces, start):
                return role
            if start == quantity.start and not self._words.qualifiers_before.find_before(self._pieces, start):
                break
        if behind := self._words.roles_after.find(self._pieces, quantity.stop):
            return behind.value
        before = self._form(quantity.start - 1)
        if before == "+":
            return "rise"
        is_share = quantity.kind is FigureKind.PERCENT and self._form(quantity.stop) in self._words.share_words
        return "share" if is_share else None

    def _is_change(self, first: Quantity, second: Quantity) -> bool:
        """Whether this is "passe de 14 à 15 euros"."""
        if second.start - first.stop != 1 or self._form(first.stop) not in self._words.score_links:
            return False
        if self._form(first.start - 1) not in self._words.of_words:
            return False
        before = range(max(first.start - _QUALIFYING, 0), first.start - 1)
        return any(self._form(place) in self._words.change_forms for place in before)

    # -- thing measured ---------------------------------------------------------------------------------------

    def about(self, quantity: Quantity, kind: FigureKind) -> Span | None:
        """Return the words that say what a figure is of: of a count, who has so many, rather than what is counted."""
        found = self._context.about(quantity, kind)
        if found is None and kind is FigureKind.COUNT:
            mention = self._only_name_before(quantity)
            return self._span(mention) if mention is not None else self._context.counted(quantity)
        return found

    def measure(self, quantity: Quantity, kind: FigureKind) -> str:
        """Return what is measured, without article: "chiffre d'affaires", "emplois dans le numérique"."""
        if kind is FigureKind.AGE:
            return ""
        is_count = kind is FigureKind.COUNT
        phrase = self._context.counted(quantity) if is_count else self._context.measured_thing(quantity)
        if phrase is None or any(token.ent_type_ for token in phrase[:1]):
            return ""
        words = [token for token in phrase if token.i > phrase.start or token.pos_ != "DET"]
        if not words or words[0].ent_type_:
            return ""
        return phrase.doc[words[0].i : phrase.end].text

    # -- entity -----------------------------------------------------------------------------------------------

    def concerns(self, quantity: Quantity, about: Span | None) -> int | None:
        """Return the entity that a figure belongs to, by its index; None when the sentence doesn't tell.

        It is the one name in the words that say what the figure is of, else the subject of its clause, else the one
        name before it in its sentence.
        """
        if self._names is None:
            return None
        if about is not None:
            inside = _only(self._names.within(about.start, about.end))
            if inside is not None:
                return inside.entity
        subject = self._subject(quantity) or self._only_name_before(quantity)
        return subject.entity if subject is not None else None

    def _subject(self, quantity: Quantity) -> Mention | None:
        assert self._names is not None
        token = self._text.token(quantity.start)
        for _ in range(_STEPS):
            if token.pos_ in ("VERB", "AUX"):
                subject = next((child for child in token.children_near() if child.dep_ in SUBJECTS), None)
                if subject is not None:
                    return self._names.at(subject)
            if token.head == token:
                return None
            token = token.head
        return None

    def _only_name_before(self, quantity: Quantity) -> Mention | None:
        if self._names is None:
            return None
        here = self._text.token(quantity.start).i
        return _only(self._names.within(self._sentence(here)[0], here))

    def _span(self, mention: Mention) -> Span:
        return self._text.doc[mention.start : mention.end]

    # -- date -------------------------------------------------------------------------------------------------

    def period(self, quantity: Quantity) -> FoundDate | None:
        """Return the date that a figure holds for: the one of its sentence, or of several the one right beside it."""
        doc = self._text.doc
        first_token, behind = self._sentence(self._text.token(quantity.start).i)
        first = bisect_left(self._date_starts, doc[first_token].idx)
        last = bisect_left(self._date_starts, doc[behind].idx) if behind < len(doc) else len(self._dates)
        dates = self._dates[first:last]
        if len(dates) <= 1:
            return dates[0] if dates else None
        start, end = self._pieces[quantity.start].start, self._pieces[quantity.stop - 1].end
        distances = sorted((max(day.start - end, start - day.end), day.start) for day in dates)
        (nearest, place), (second, _) = distances[:2]
        is_clear = nearest <= _CLOSE and 2 * nearest < second
        return next(day for day in dates if day.start == place) if is_clear else None

    def _sentence(self, token: int) -> tuple[int, int]:
        """Return the first token of the sentence and the one behind it; spaCy looks for them along the whole text."""
        place = bisect_right(self._sentence_starts, token)
        last = self._sentence_starts[place] if place < len(self._sentence_starts) else len(self._text.doc)
        return self._sentence_starts[place - 1], last

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""


def _only(mentions: Iterable[Mention]) -> Mention | None:
    """Return the last mention where all name one entity."""
    found = list(mentions)
    return found[-1] if len({mention.entity for mention in found}) == 1 else None
