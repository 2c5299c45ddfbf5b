"""What a figure is of, how exact it is, and whether a number of years is an age."""

from __future__ import annotations

from spacy.tokens import Token

from pressgraph.facts import FigureKind
from pressgraph.ontology.units import Units
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.quantities import Quantity


class FigureContext:
    """Reads what stands around the figures of one text."""

    def __init__(self, text: DocPieces, *, units: Units) -> None:
        self._text = text
        self._pieces = text.pieces
        self._words = units.words

    def kind_of(self, quantity: Quantity) -> FigureKind:
        assert quantity.kind
        return quantity.kind

    def about(self, quantity: Quantity, kind: FigureKind) -> str:
        return ""

    def qualifier(self, quantity: Quantity) -> str | None:
        return None
