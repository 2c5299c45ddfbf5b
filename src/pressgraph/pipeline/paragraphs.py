"""Paragraphs part sentences: headlines, cross-heads and bylines end without a full stop."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

#: characters; a line shorter than this that ends without a comma is a headline or list item, not a wrapped line
_SHORT_LINE = 50


def paragraph_starts(doc: Doc) -> Iterator[int]:
    """Yield the token index at which each paragraph but the first begins.

    A blank line always parts paragraphs. A single line break does so when the line before it is short or ends a
    sentence: else the file is wrapped at some width and the break means a space.
    """
    line_start = 0
    for token in doc[:-1]:
        if not token.is_space or "\n" not in token.text:
            continue
        line = doc.text[line_start : token.idx].rstrip()
        ends = len(line) < _SHORT_LINE or line.endswith((".", "!", "?", "»", '"', "…", ":"))
        if token.text.count("\n") > 1 or (ends and not line.endswith(",")):
            yield token.i + 1
        line_start = token.idx + len(token.text)


@Language.component("pressgraph_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Begin a sentence at each paragraph; the parser, which comes later, keeps these boundaries.

    The line break between two paragraphs becomes a sentence of its own: left at the end of the sentence before it, it
    makes the parser cut the first words of the paragraph off ("Paul / Arnoux / , le maire …").
    """
    for index in paragraph_starts(doc):
        doc[index - 1].is_sent_start = True
        doc[index].is_sent_start = True
    return doc
