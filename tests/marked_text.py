"""Names marked in a test's sentence: "[PER Paul Arnoux], maire de [LOC Vignolles]"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.pipeline.names import Names, entities_from
from pressgraph.pipeline.text import normalise

_MARK = re.compile(r"\[(?P<label>\w+) (?P<words>[^\]]+)\]")


@dataclass(frozen=True)
class Mark:
    """A marked name."""

    label: str
    start: int  #: characters of the text without marks
    end: int  #: characters, exclusive


def read_marks(marked: str) -> tuple[str, list[Mark]]:
    """Return the text without its marks, and what they mark."""
    text, last, marks = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append(Mark(match["label"], len(text), len(text) + len(match["words"])))
        text += match["words"]
        last = match.end()
    return text + marked[last:], marks


def marked_doc(marked: str, nlp: Language) -> tuple[Doc, list[Span]]:
    """Return the tokens of a marked text, not yet annotated, and the marked spans with their labels."""
    text, marks = read_marks(marked)
    doc = nlp.make_doc(normalise(text))
    spans = [doc.char_span(mark.start, mark.end, label=mark.label) for mark in marks]
    if None in spans:
        raise ValueError(f"a mark parts a token: {marked}")
    return doc, spans


def parsed_doc(marked: str, nlp: Language) -> Doc:
    """Return a marked text with its syntax and the marked names as its only entities, each one of its own."""
    doc, spans = marked_doc(marked, nlp)
    for name in ("pressgraph_paragraphs", "tok2vec", "morphologizer", "parser", "attribute_ruler"):
        doc = nlp.get_pipe(name)(doc)
    doc.set_ents(spans)
    doc._.names = Names(doc, entities_from(doc, [[span] for span in spans]))
    return doc
