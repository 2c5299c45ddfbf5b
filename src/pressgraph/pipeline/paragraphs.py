"""Paragraphs part sentences, for headlines, cross-heads and bylines end without a full stop; mere words don't."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from pressgraph.pipeline.parsed_text import ParsedText

#: characters; a line shorter than this that ends without a comma is a headline or list item, not a wrapped line
_SHORT_LINE = 50
#: behind which a sentence may begin: full stops, and what opens or closes a line, a quote or a list item
_SENTENCE_ENDS = frozenset({".", "!", "?", "…", "...", ":", ";", "«", "»", '"', "”", ")", "-", "–", "—", "•", "*"})

_ALWAYS, _NEVER = 1, -1  #: spaCy's values of SENT_START; 0 leaves it to the parser


def paragraph_starts(doc: Doc | ParsedText) -> Iterator[int]:
    """Yield the token index at which each paragraph but the first begins.

    A blank line always parts paragraphs. A single line break does so when the line before it is short or ends a
    sentence: else the file is wrapped at some width and the break means a space.
    """
    text = doc.text
    line_start = 0
    for token in doc[:-1]:
        if "\n" not in token.text or not token.is_space:
            continue
        line = text[line_start : token.idx].rstrip()
        ends = len(line) < _SHORT_LINE or line.endswith((".", "!", "?", "»", '"', "…", ":"))
        if token.text.count("\n") > 1 or (ends and not line.endswith(",")):
            yield token.i + 1
        line_start = token.idx + len(token.text)


def _joins(token: Token, doc: Doc) -> bool:
    """Whether a hyphen stands inside a word: "Nguyen-Le Gall" goes on behind it."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not doc[token.i - 1].whitespace_


@Language.component("pressgraph_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Say where sentences begin and where they can't; the parser, which comes later, keeps to it.

    They begin at each paragraph. The line break before it becomes a sentence of its own: left at the end of the
    sentence before it, it makes the parser cut off the first words of the paragraph. They can't begin behind a mere
    word: the parser likes to part "Paul Arnoux" from ", le maire de Brigny, …".
    """
    if not len(doc):
        return doc
    paragraphs = list(paragraph_starts(doc))
    marks = numpy.zeros(len(doc), dtype="int64")
    for previous, token in pairwise(doc):
        if not previous.is_space and (previous.text not in _SENTENCE_ENDS or _joins(previous, doc)):
            marks[token.i] = _NEVER
    marks[[0, *paragraphs]] = _ALWAYS
    marks[[index - 1 for index in paragraphs]] = _ALWAYS
    # All at once: the setter of a single token looks at the whole document each time.
    return doc.from_array([SENT_START], marks.astype("uint64"))  # type: ignore[arg-type]  # one column may be flat
