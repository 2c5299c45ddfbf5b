"""A document laid out for the search of speakers: paragraphs, sentences of the article's own words, and quotes
between them.

The parser's sentences are often wrong around quotation marks. Here, a sentence ends at a full stop of the article's
own words, or at a quote that ends with one when a capital follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from pressgraph.pipeline.paragraphs import paragraph_starts
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.quotation_marks import Stretch, find_stretches
from pressgraph.pipeline.speakers import is_finite

_SENTENCE_ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
_FINAL = frozenset(".!?…")
FULL_STOPS = frozenset({".", "!", "?", "…", "..."})
#: guide: quotes of fewer words aren't annotated
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """The article's own words before, between or behind the quotes of a sentence."""

    start: int  #: token index
    end: int  #: token index, exclusive


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quote as tokens; the marks are left out of ``start`` and ``end``."""

    stretch: Stretch
    start: int  #: token index
    end: int  #: token index, exclusive


@dataclass(slots=True)
class SpeechSentence:
    """Quotes of a sentence and the gaps around them: gap 0, quote 0, gap 1, quote 1, gap 2 and so on."""

    paragraph: int
    start: int  #: token index
    quotes: list[QuotedWords] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


class SpeechLayout:
    """Sentences and paragraphs of a document around its quotes."""

    def __init__(self, doc: ParsedText) -> None:
        """Lay ``doc`` out; linear in its length."""
        self.doc = doc
        self.lower = doc.lower
        self._text = doc.text
        self._starts = doc.starts
        self._paragraphs = self._find_paragraphs()
        stretches = find_stretches(self._text, [self._characters(*bounds) for bounds in self._paragraphs])
        self._within = self._mark_quoted(stretches)
        self._long = {i for i, s in enumerate(stretches) if len(self._text[s.start : s.end].split()) >= _LEAST_WORDS}
        self.sentence_of = [0] * len(doc)
        self.sentences: list[SpeechSentence] = []
        for number, (start, end) in enumerate(self._paragraphs):
            self._lay_out(number, start, end, stretches)

    def paragraph_of(self, index: int) -> int:
        """Return the number of the paragraph that the token stands in."""
        return self.sentences[self.sentence_of[index]].paragraph

    def paragraph_bounds(self, index: int) -> tuple[int, int]:
        """Return first token and end of the paragraph that the token stands in."""
        return self._paragraphs[self.paragraph_of(index)]

    def fills_paragraph(self, quote: QuotedWords) -> bool:
        """Whether a quote is all that its paragraph says, marks and a full stop apart."""
        start, end = self.paragraph_bounds(quote.start)
        return end - start <= quote.end - quote.start + 3

    def is_clause(self, quote: QuotedWords) -> bool:
        """Whether the quoted words hold a conjugated verb; titles and scare quotes seldom do."""
        return any(is_finite(token) for token in self.doc[quote.start : quote.end])

    def is_quoted(self, index: int) -> bool:
        """Whether the token stands between marks."""
        return self._within[index] >= 0

    def _find_paragraphs(self) -> list[tuple[int, int]]:
        """Return first token and end of each paragraph that has words."""
        starts = [0, *paragraph_starts(self.doc), len(self.doc)]
        bounds = []
        for start, end in pairwise(starts):
            first = next((i for i in range(start, end) if not self.doc[i].is_space), None)
            if first is not None:
                last = next(i for i in range(end - 1, start - 1, -1) if not self.doc[i].is_space)
                bounds.append((first, last + 1))
        return bounds

    def _characters(self, start: int, end: int) -> tuple[int, int]:
        return self._starts[start], self._starts[end - 1] + len(self.doc[end - 1].text)

    def _mark_quoted(self, stretches: list[Stretch]) -> list[int]:
        """Return for each token the stretch that it belongs to, marks included, or -1."""
        within = [-1] * len(self.doc)
        for number, stretch in enumerate(stretches):
            first = max(0, bisect_right(self._starts, stretch.outer_start) - 1)
            for index in range(first, bisect_left(self._starts, stretch.outer_end)):
                within[index] = number
        return within

    def _lay_out(self, paragraph: int, start: int, end: int, stretches: list[Stretch]) -> None:
        sentence = SpeechSentence(paragraph, start)
        gap_from = index = start
        has_words = False  # whether the sentence has begun with words of the article: a time of day is none
        while index < end:
            number = self._within[index]
            after = index + 1
            while number >= 0 and after < end and self._within[after] == number:
                after += 1
            self.sentence_of[index:after] = [len(self.sentences)] * (after - index)
            if number in self._long:
                sentence.gaps.append(Gap(gap_from, index))
                sentence.quotes.append(self._quoted(stretches[number]))
                gap_from = after
            if self._ends_sentence(index, after, end, stretches, opens=not has_words):
                sentence.gaps.append(Gap(gap_from, after))
                self.sentences.append(sentence)
                sentence = SpeechSentence(paragraph, after)
                gap_from = after
                has_words = False
            else:
                has_words = has_words or number >= 0 or self.doc[index].is_alpha
            index = after
        sentence.gaps.append(Gap(gap_from, end))
        self.sentences.append(sentence)

    def _quoted(self, stretch: Stretch) -> QuotedWords:
        return QuotedWords(
            stretch,
            max(0, bisect_right(self._starts, stretch.start) - 1),
            bisect_left(self._starts, stretch.end),
        )

    def _ends_sentence(self, index: int, after: int, end: int, stretches: list[Stretch], *, opens: bool) -> bool:
        """Whether a sentence ends behind the token or stretch from ``index`` to ``after``."""
        number = self._within[index]
        if number < 0 and self.lower[index] not in _SENTENCE_ENDS:
            return False
        following = self._next_word(after, end)
        if following is None:
            return False
        if number >= 0:
            ended = self._text[stretches[number].end - 1] in _FINAL
            return (ended or opens) and following.text[0].isupper()
        if following.is_lower or following.text[0] in ",;:":
            return False
        return not (index and len(self.doc[index - 1].text) == 1 and self.doc[index - 1].text.isupper())

    def _next_word(self, index: int, end: int) -> Word | None:
        while index < end:
            if not self.doc[index].is_space:
                return self.doc[index]
            index += 1
        return None
