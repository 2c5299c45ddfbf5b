"""The fixtures of the report: three invented articles, of which one is a reprint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from pressgraph.article import Article
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    Modality,
    Quote,
    Relation,
    Span,
)
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri

HEAD_OF = "http://www.w3.org/ns/org#headOf"
OWNS = "https://schema.org/owns"

CANAL_TEXT = (
    "Inès Vaubert dirige la Régie du canal, installée à Saulnes. "
    "La Régie du canal aurait racheté Péniches Morel pour 12,5 millions d’euros en 2019. "
    "« Nous draguerons tout le bief », promet Inès Vaubert. La Régie du canal emploie 340 agents."
)
HOSTILE = '<script>alert("a|b")</script> & *Cie*'
MARKET_TEXT = f"{HOSTILE} n’a jamais dirigé le Marché. Il a coûté 800 000 euros. Il ouvrira en 2021."


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _entity(text: str, kind: EntityType, name: str) -> Entity:
    mentions = tuple(Span(*match.span()) for match in re.finditer(re.escape(name), text))
    return Entity(id=entity_iri(kind.value, name), type=kind, name=name, mentions=mentions)


def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"\S.*?\.(?= |$)", text))


def canal(key: str = "canal", *, publisher: str = "L’Écho du bief", day: date = date(2020, 3, 4)) -> ArticleFacts:
    """Return an article with everything that the report counts."""
    text = CANAL_TEXT
    ines = _entity(text, EntityType.PERSON, "Inès Vaubert")
    canal_body = _entity(text, EntityType.ORGANIZATION, "Régie du canal")
    barges = _entity(text, EntityType.ORGANIZATION, "Péniches Morel")
    town = _entity(text, EntityType.PLACE, "Saulnes")
    sentences = _sentences(text)
    return ArticleFacts(
        article=Article(
            text=text,
            key=key,
            source=f"{key}.txt",
            title="Le canal, un chantier",
            published=day,
            publisher=publisher,
            url=f"https://exemple.fr/{key}?a=1&b=2",
        ),
        sentences=sentences,
        entities=(ines, canal_body, barges, town),
        relations=(
            Relation(subject=ines.id, predicate=HEAD_OF, object=canal_body.id, span=sentences[0], confidence=0.95),
            Relation(
                subject=canal_body.id,
                predicate=OWNS,
                object=barges.id,
                span=sentences[1],
                modality=Modality.CONDITIONAL,
                confidence=0.62,
            ),
        ),
        figures=(
            Figure(
                span=_span(text, "12,5 millions d’euros"),
                value=Decimal(12_500_000),
                unit="EUR",
                kind=FigureKind.MONEY,
                concerns=canal_body.id,
            ),
            Figure(span=_span(text, "340 agents"), value=Decimal(340), unit="agent", kind=FigureKind.COUNT),
        ),
        quotes=(Quote(span=_span(text, "Nous draguerons tout le bief"), speaker=ines.id),),
        dates=(Date(span=_span(text, "2019"), value="2019"),),
    )


def market() -> ArticleFacts:
    """Return an article without title and paper, about somebody whose name does harm where it isn't escaped."""
    text = MARKET_TEXT
    hostile = _entity(text, EntityType.PERSON, HOSTILE)
    body = _entity(text, EntityType.ORGANIZATION, "Marché")
    sentences = _sentences(text)
    return ArticleFacts(
        article=Article(
            text=text, key="marche", source="marche.txt", published=date(2020, 5, 1), url="javascript:alert(1)"
        ),
        sentences=sentences,
        entities=(hostile, body),
        relations=(
            Relation(
                subject=hostile.id,
                predicate=HEAD_OF,
                object=body.id,
                span=sentences[0],
                modality=Modality.NEGATED,
                confidence=0.9,
            ),
        ),
        figures=(Figure(span=_span(text, "800 000 euros"), value=Decimal(800_000), unit="EUR", kind=FigureKind.MONEY),),
        dates=(Date(span=_span(text, "2021"), value="2021"),),
    )


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store of two articles."""
    with Store.open(":memory:") as opened:
        opened.write(canal())
        opened.write(market())
        yield opened
