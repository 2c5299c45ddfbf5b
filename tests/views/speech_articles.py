"""Two articles of one paper in which people speak, and places lie somewhere: what the other views' tests look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from press_articles import ALINE, ARZELLE, HEAD_OF, VALMONT, facts_of

from pressgraph.facts import ArticleFacts, GeographicLocation, Modality, Quote, QuoteKind, Span
from pressgraph.identifiers import entity_iri

BRUNO = entity_iri("Person", "Bruno Tissot")
LYCEE = entity_iri("Organization", "Lycée Ampère")
WORKS_FOR = "https://schema.org/worksFor"
PAPER = "Le Courrier d’Arzelle"
_WORDS = "Aline Corbin a redressé Valmont Mobilité"


def interview() -> ArticleFacts:
    """Bruno Tissot, who works where Aline Corbin heads, speaks about her in a quotation."""
    text = f"« {_WORDS} », dit Bruno Tissot, salarié de Valmont Mobilité.\nLe Lycée Ampère est à Arzelle.\n"
    facts = facts_of(
        "interview",
        text,
        title="Un salarié raconte",
        published=date(2021, 3, 28),
        names={
            ALINE: ("Aline Corbin", None),
            BRUNO: ("Bruno Tissot", None),
            VALMONT: ("Valmont Mobilité", None),
            LYCEE: ("Lycée Ampère", None),
            ARZELLE: ("Arzelle", None),
        },
        relations=[
            (BRUNO, WORKS_FOR, VALMONT, 0, Modality.ASSERTED, 0.9),
            (ALINE, HEAD_OF, VALMONT, 0, Modality.ASSERTED, 0.8),
        ],
    )
    start = text.index(_WORDS)
    quote = Quote(span=Span(start, start + len(_WORDS)), kind=QuoteKind.DIRECT, speaker=BRUNO)
    location = GeographicLocation(
        iri="https://sws.geonames.org/1/", latitude=Decimal("47.25"), longitude=Decimal("-1.5"), country="FR"
    )
    entities = tuple(
        replace(entity, location=location) if entity.id == ARZELLE else entity for entity in facts.entities
    )
    article = replace(facts.article, publisher=PAPER)
    return replace(facts, article=article, quotes=(quote,), entities=entities)


def portrait() -> ArticleFacts:
    """She heads the Lycée Ampère, too, a year later."""
    facts = facts_of(
        "portrait",
        "Aline Corbin préside le Lycée Ampère.\n",
        published=date(2022, 1, 5),
        names={ALINE: ("Aline Corbin", None), LYCEE: ("Lycée Ampère", None)},
        relations=[(ALINE, HEAD_OF, LYCEE, 0, Modality.ASSERTED, 0.9)],
    )
    return replace(facts, article=replace(facts.article, publisher=PAPER))
