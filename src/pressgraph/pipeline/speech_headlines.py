"""Quotes in headlines and cross-heads: the text below repeats them and says whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.speech_attribution import Attribution
from pressgraph.pipeline.speech_layout import FULL_STOPS, QuotedWords, SpeechLayout

#: shorter words are articles and pronouns, which any two quotes share
_WORD = re.compile(r"\w{4,}")
#: share of a headline's words that the quote in the text has too
_LEAST_SHARED = 0.6
_LEAST_WORDS = 2
#: tokens of the longest headline
_HEADLINE_LENGTH = 30


class HeadlineQuotes:
    """Attributes the quotes above the text of one document."""

    def __init__(self, doc: ParsedText, layout: SpeechLayout) -> None:
        """Take the document as ``layout`` lays it out."""
        self._doc = doc
        self._layout = layout

    def attribute(self, attributed: list[tuple[QuotedWords, Attribution | None]]) -> None:
        """Give quotes without a cue the speaker of the quote below that they announce.

        It is the one of the same words; where nothing else tells the speaker of a whole clause, the next one that the
        article attributes before another headline.
        """
        texts = [self._doc.written(quote.start, quote.end) for quote, _ in attributed]
        for number, (quote, attribution) in enumerate(attributed):
            if not self._stands_above(quote) or (attribution is not None and attribution.cue is not None):
                continue
            below = range(number + 1, len(texts))
            source = _repeated(texts[number], texts, below)
            if source is None and attribution is None and self._layout.is_clause(quote):
                source = self._next_attributed(attributed, below)
            told = attributed[source][1] if source is not None else None
            if told is not None and told.speaker.mention is not None:
                attributed[number] = (quote, Attribution(told.speaker, None))

    def _next_attributed(
        self, attributed: Sequence[tuple[QuotedWords, Attribution | None]], below: range
    ) -> int | None:
        """Return the first quote by whose words the article names a speaker, if no other headline comes before."""
        for number in below:
            quote, attribution = attributed[number]
            if self._stands_above(quote):
                return None
            if attribution is not None and attribution.cue is not None:
                return number
        return None

    def _stands_above(self, quote: QuotedWords) -> bool:
        """Whether a quote ends a short paragraph that doesn't end as a sentence does: "Chlordécone : « … »"."""
        start, end = self._layout.paragraph_bounds(quote.start)
        ends = quote.end >= end - 1 and self._doc[quote.end - 1].text not in FULL_STOPS
        return ends and end - start <= _HEADLINE_LENGTH


def _repeated(headline: str, texts: Sequence[str], below: range) -> int | None:
    """Return the number of the first quote ``below`` that says what the headline says, whose words are often cut."""
    words = set(_WORD.findall(headline.lower()))
    if len(words) < _LEAST_WORDS:
        return None
    for number in below:
        shared = words.intersection(_WORD.findall(texts[number].lower()))
        if len(shared) >= _LEAST_SHARED * len(words):
            return number
    return None
