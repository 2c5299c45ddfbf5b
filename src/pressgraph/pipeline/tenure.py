"""How and when a function is held: "ancien", "futur", "par intérim", "de 1998 à 2004", "n'est plus", "a quitté".

The plain relation holds whenever the function was or will be held; its tenure says more, where the words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pressgraph.facts import FunctionStatus, Modality, Tenure
from pressgraph.pipeline.modality import stated_modality, tells_of_leaving, verb_of
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex
from pressgraph.pipeline.verb_groups import PARTING, VerbGroup

if TYPE_CHECKING:
    from pressgraph.pipeline.dates import FoundDate

#: tokens beside a function within which a word tells how it is held
_NEAR = 2
#: tokens behind a function and its body within which its dates stand
_TAIL = 8
#: tokens before a date within which its preposition begins: "à partir du mois de mars 2004"
_PREPOSITION_REACH = 4
_WHOLE_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Day:
    start: int  #: token index
    end: int  #: token index, exclusive
    value: str


class TenureReader:
    """Reads how the functions of one document are held."""

    def __init__(self, doc: ParsedText, phrases: PhraseIndex) -> None:
        """Prepare for one document; its dates and its day of publication are taken from ``doc._``, where known."""
        self._doc = doc
        self._phrases = phrases
        self._published: date | None = doc.doc._.published
        self._days = _days(doc.doc, doc.doc._.dates)

    def tenure(self, start: int, end: int, *, last: int, predicated: bool, modality: Modality) -> Tenure | None:
        """Return the tenure that words state of a function, None when they say nothing of it.

        The function's word stands between the token indices ``start`` and ``end``, the names that it relates before
        ``last``; ``predicated`` says whether a clause states it, and ``modality`` how.
        """
        word = self._doc.root(start, end)
        begin, over = self._dates(word, start, self._tail(max(last, end)))
        status = (
            self._by_words(start, end)
            or self._by_clause(word, predicated=predicated)
            or self._by_dates(begin, over)
            or (FunctionStatus.FUTURE if modality is Modality.PLANNED else None)
            or self._by_beginning(begin, max(last, end))
            or self._by_manner(start, end)
        )
        return Tenure(status=status, start=begin, end=over) if status or begin or over else None

    # Words

    def _by_words(self, start: int, end: int) -> FunctionStatus | None:
        if self._doc[start].lower_.startswith("ex-") or self._beside(start, end, "former", behind=False):
            return FunctionStatus.FORMER
        if self._beside(start, end, "future", behind=False) or self._phrases.in_class(end, "elect"):
            return FunctionStatus.FUTURE
        return None

    def _by_manner(self, start: int, end: int) -> FunctionStatus | None:
        if self._beside(start, end, "acting"):
            return FunctionStatus.ACTING
        return FunctionStatus.HONORARY if self._beside(start, end, "honorary") else None

    def _beside(self, start: int, end: int, name: str, *, behind: bool = True) -> bool:
        first = start
        while first > max(start - _NEAR, self._doc[start].sent.start) and self._is_part(first - 1):
            first -= 1
        return self._phrases.any_in_class(first, min(end + _NEAR, len(self._doc)) if behind else end, name)

    def _is_part(self, index: int) -> bool:
        return not self._phrases.is_name(index) and self._doc[index].text not in PARTING

    def _by_clause(self, word: Word, *, predicated: bool) -> FunctionStatus | None:
        """Return FORMER for "n'est plus présidente", "a quitté la présidence"."""
        if predicated and VerbGroup(word, self._phrases).is_over():
            return FunctionStatus.FORMER
        if not predicated or not tells_of_leaving(word, self._phrases) or "VerbForm=Inf" in verb_of(word).morph:
            return None
        stated = stated_modality(word, self._phrases, predicated=True, eventive=False)
        return FunctionStatus.FORMER if stated is Modality.ASSERTED else None

    def _by_beginning(self, begin: str | None, end: int) -> FunctionStatus | None:
        """Return FUTURE for "nommée préfète à compter du 1er mars", unless that day is known to have come."""
        is_coming = self._phrases.any_in_class(end, min(end + 2, len(self._doc)), "coming")
        has_come = begin is not None and self._published is not None and not self._is_after_publication(begin)
        return FunctionStatus.FUTURE if is_coming and not has_come else None

    # Dates

    def _by_dates(self, begin: str | None, over: str | None) -> FunctionStatus | None:
        if over is not None and (begin is not None or self._published is not None):
            return None if self._is_after_publication(over, at_latest=True) else FunctionStatus.FORMER
        return FunctionStatus.FUTURE if begin is not None and self._is_after_publication(begin) else None

    def _is_after_publication(self, day: str, *, at_latest: bool = False) -> bool:
        if self._published is None:
            return False
        published = self._published.isoformat()[: len(day)]
        return day >= published if at_latest else day > published

    def _dates(self, word: Word, start: int, end: int) -> tuple[str | None, str | None]:
        """Return when the function between two token indices begins and ends."""
        begin = over = None
        days = [day for day in self._days if start <= day.start and day.end <= end] or self._opening_range(word)
        for day, following in zip_longest(days, days[1:]):
            if following is not None and self._is_range(day, following):
                return day.value, following.value
            if self._stands_before(day, "until"):
                over = day.value
            elif self._stands_before(day, "since"):
                begin = day.value
            elif self._stands_before(day, "at-the-time"):
                if tells_of_leaving(word, self._phrases):
                    over = day.value
                elif self._is_beginning(word):
                    begin = day.value
        return begin, over

    def _opening_range(self, word: Word) -> list[_Day]:
        """Return the range of dates that opens the sentence: "De 1998 à 2004, X a dirigé Y"."""
        sentence = word.sent
        if not self._phrases.in_class(sentence.start, "range-beginnings"):
            return []
        comma = next((t.i for t in sentence if t.text == "," or self._phrases.is_name(t.i)), sentence.start)
        return [day for day in self._days if sentence.start < day.start and day.end <= comma]

    def _is_range(self, first: _Day, second: _Day) -> bool:
        links = self._doc[first.end : second.start]
        linked = 0 < len(links) <= _PREPOSITION_REACH and self._phrases.in_class(first.end, "range-links")
        return linked and self._stands_before(first, "range-beginnings")

    def _stands_before(self, day: _Day, name: str) -> bool:
        """Whether a phrase of the word class leads to the date, small words between them left out."""
        for i in range(day.start - 1, max(day.start - 1 - _PREPOSITION_REACH, -1), -1):
            if not self._is_part(i) and self._doc[i].text != "(":
                return False
            length = self._phrases.length_in_class(i, name)
            if length:
                return all(token.pos_ in {"ADP", "DET", "NOUN"} for token in self._doc[i + length : day.start])
        return False

    def _is_beginning(self, word: Word) -> bool:
        """Whether the words say that the function is taken up: "élu maire", "est devenue présidente"."""
        verbs = [word, *(t for t in self._before(word) if t.pos_ in {"VERB", "AUX"})]
        return any(
            t.lower_ in self._phrases.verb_forms(name) for t in verbs for name in ("appointing", "entering-verbs")
        )

    def _before(self, word: Word) -> Iterator[Word]:
        for i in range(word.i - 1, max(word.i - 1 - 2 * _NEAR, word.sent.start - 1), -1):
            if not self._is_part(i):
                return
            yield self._doc[i]

    def _tail(self, end: int) -> int:
        """Return where the words end that go on behind a function and its body: "de 1998 à 2004"."""
        sentence_end = self._doc[end - 1].sent.end
        i = end
        while i < min(end + _TAIL, sentence_end):
            leading = max(self._phrases.length_in_class(i, name) for name in ("since", "until"))
            if not leading and not self._goes_on(self._doc[i]):
                break
            i += leading or 1
        return i

    def _goes_on(self, token: Word) -> bool:
        if self._phrases.is_name(token.i) or (token.text in PARTING and token.text != "("):
            return False
        return token.pos_ not in {"VERB", "AUX", "PRON", "CCONJ"} or self._phrases.in_class(token.i, "range-links")


def _days(doc: Doc, found: Iterable[FoundDate] | None) -> Sequence[_Day]:
    """Return the dates whose year is known, ranges that the finder of dates gives as one included."""
    days = []
    for item in found or ():
        span = doc.char_span(item.start, item.end, alignment_mode="expand")
        if span is not None and item.value is not None and _WHOLE_DATE.fullmatch(item.value):
            days.append(_Day(span.start, span.end, item.value))
    return days
