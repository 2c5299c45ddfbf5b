"""Who says what a word says: the speaker of the direct or indirect speech in which it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pressgraph.pipeline.names import Mention
from pressgraph.pipeline.parsed_text import Word

if TYPE_CHECKING:
    from pressgraph.pipeline.quotes import FoundQuote


class ReportedSpeech:
    """The speech of one document whose speaker is a name."""

    def __init__(self, doc: Doc) -> None:
        """Take what :mod:`~pressgraph.pipeline.quotes` has found, if it has run."""
        found: list[FoundQuote] = [*(doc._.quotes or ()), *(doc._.reported or ())]
        said = [(quote.start, quote.end, quote.speaker) for quote in found if quote.speaker is not None]
        self._said = sorted(said, key=lambda item: item[1] - item[0])  # a quote within reported speech comes first

    def speaker_of(self, word: Word) -> Mention | None:
        """Return a mention of the entity that says ``word``, None when the article itself does or nobody is named."""
        return next((speaker for start, end, speaker in self._said if start <= word.idx < end), None)
