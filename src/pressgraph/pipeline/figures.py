"""Find figures: money, percentages, counts, measures, durations and ages, with value, unit and what they are of.

What is a figure is settled by the annotation guide; units are in ``ontologies/units.ttl``, the words around figures
in ``ontologies/quantity-words.ttl``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import FigureKind
from pressgraph.ontology.units import Units, load_units
from pressgraph.pipeline.attachment import Attachment
from pressgraph.pipeline.counted import settle_quantities
from pressgraph.pipeline.currencies import ArticleMoney
from pressgraph.pipeline.dates import FoundDate, write_spans
from pressgraph.pipeline.doc_pieces import DocPieces
from pressgraph.pipeline.measured import FigureContext
from pressgraph.pipeline.names import Names, register_extensions
from pressgraph.pipeline.quantities import QuantityReader


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure:
    """A quantity in a text."""

    start: int  #: characters of the doc's text
    end: int  #: characters, exclusive
    value: Decimal  #: in base magnitude: 8 milliards is 8000000000
    unit: str  #: ISO 4217 code, "%", symbol, "year" … or the counted noun's singular
    kind: FigureKind
    about: str = ""  #: the words of the text that say what the figure is of
    measure: str = ""  #: the thing measured or counted, without article: "chiffre d'affaires"
    concerns: int | None = None  #: index of the entity (``doc._.names``) that it belongs to
    role: str | None = None  #: rise, fall, total, share, from, to
    period: str | None = None  #: value of the date that it holds for
    qualifier: str | None = None  #: "about", "more than", "per year" …, joined by "; "


def find_figures(
    doc: Doc,
    *,
    units: Units,
    published: date | None = None,
    names: Names | None = None,
    dates: Sequence[FoundDate] = (),
) -> list[FoundFigure]:
    """Return the figures of ``doc`` in order.

    Needs parts of speech and parse; passes over what lies inside ``doc.ents`` and ``doc.spans["dates"]``. A figure can
    concern one of ``names`` and hold for one of ``dates``.
    ``published`` tells francs from euros where a sum names no currency.
    """
    text = DocPieces(doc)
    taken = [*doc.ents, *doc.spans.get("dates", ())]
    quantities = QuantityReader(text, units=units, taken=taken).read()
    money = ArticleMoney(text, units=units, published=published)
    context = FigureContext(text, units=units)
    attachment = Attachment(text, units=units, context=context, names=names, dates=dates)
    settled = settle_quantities(quantities, text, units=units, money=money)
    found = []
    for quantity, role in zip(settled, attachment.roles(settled), strict=True):
        kind = context.kind_of(quantity)
        about, period = attachment.about(quantity, kind), attachment.period(quantity)
        found.append(
            FoundFigure(
                start=text.pieces[quantity.start].start,
                end=text.pieces[quantity.stop - 1].end,
                value=_plain(quantity.value),
                unit=quantity.code,
                kind=kind,
                about=about.text if about is not None else "",
                measure=attachment.measure(quantity, kind),
                concerns=attachment.concerns(quantity, about),
                role=role,
                period=period.value if period is not None else None,
                qualifier=context.qualifier(quantity),
            )
        )
    return found


def _plain(value: Decimal) -> Decimal:
    """Return the number without superfluous zeros or exponent, neither of which xsd:decimal needs or knows."""
    whole = int(value)
    return Decimal(whole) if value == whole else value.normalize()


@Language.factory(
    "pressgraph_figures",
    requires=["token.pos", "token.dep", "token.head", "doc.ents", "doc.spans"],
    assigns=["doc.spans", "doc._.figures"],
)
def make_figures(nlp: Language, name: str) -> FigureComponent:
    """Make the component that finds figures; it belongs behind ``pressgraph_dates``."""
    return FigureComponent(load_units())


class FigureComponent:
    """Writes ``doc.spans["figures"]`` and ``doc._.figures``; reads ``doc._.published`` (a date or None)."""

    def __init__(self, units: Units) -> None:
        """Declare the attributes and keep the units."""
        register_extensions()
        self._units = units

    def __call__(self, doc: Doc) -> Doc:
        """Find the figures of ``doc``."""
        found = find_figures(
            doc, units=self._units, published=doc._.published, names=doc._.names, dates=doc._.dates or ()
        )
        write_spans(doc, "figures", [(item.start, item.end, item.kind.value) for item in found])
        doc._.figures = tuple(found)
        return doc
