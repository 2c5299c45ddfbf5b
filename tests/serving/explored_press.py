"""Four articles for the explorer, written by hand: two newspapers, two months, and names that break careless pages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from pressgraph.article import Article
from pressgraph.facts import (
    ArticleFacts,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    GeographicLocation,
    Modality,
    Quote,
    Relation,
    Span,
    Tenure,
)
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri

HEAD_OF = "http://www.w3.org/ns/org#headOf"
OWNS = "https://schema.org/owns"
LOCATION = "https://schema.org/location"
PARTNER_OF = "https://w3id.org/pressgraph#partnerOf"

HELOISE, FORGES, MARAIS, AULNE = "Héloïse Œuvrard", "Forges de l’Étier", "Collectif du Marais", "Aulne-sur-Étier"
SCRIPT = "<script>document.title='pris'</script>"
IMAGE = '"><img src=x onerror="document.title=\'pris\'">'
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}قناة الشعب"
HOSTILE = (SCRIPT, IMAGE, RIGHT_TO_LEFT, 'Le « Club » & fils d’"Or"')
#: before it stand characters that JavaScript counts as two each
HEADS_SENTENCE = f"{HELOISE} préside les {FORGES} depuis 2019."

_TYPES = {HELOISE: EntityType.PERSON, AULNE: EntityType.PLACE, SCRIPT: EntityType.PERSON}


def iri(name: str) -> str:
    """Return the IRI of one of the names above."""
    return entity_iri(_TYPES.get(name, EntityType.ORGANIZATION).value, name)


def write_press(folder: Path) -> None:
    """Write the four articles into a new store."""
    with Store.open(folder, create=True) as store:
        for facts in (_appointment(), _factory(), _rumour(), _traps()):
            store.write(facts)


def _appointment() -> ArticleFacts:
    text = (
        f"🏭🏭 À la une.\n{HEADS_SENTENCE} Les {FORGES} ont leur siège à {AULNE}.\n"
        f"« Nous embaucherons », dit {HELOISE}.\n"
    )
    said = "Nous embaucherons"
    return _facts(
        "nomination", text, published=date(2021, 3, 9), publisher="Le Fanal", title="Une présidente pour les Forges",
        names=(HELOISE, FORGES, AULNE),
        relations=(
            _relation(text, HELOISE, HEAD_OF, FORGES, HEADS_SENTENCE, role="présidente", tenure=Tenure(start="2019")),
            _relation(text, FORGES, LOCATION, AULNE, f"Les {FORGES} ont leur siège à {AULNE}."),
        ),
        quotes=(Quote(span=_span(text, said), speaker=iri(HELOISE), speaker_text=HELOISE),),
    )  # fmt: skip


def _factory() -> ArticleFacts:
    sentence = f"Les {FORGES} investiront 12 millions d’euros."
    again = f"{HELOISE} préside les {FORGES}."
    text = f"{sentence} {again}\n"
    figure = Figure(
        span=_span(text, "12 millions d’euros"), value=Decimal(12_000_000), unit="EUR", kind=FigureKind.MONEY,
        measure="investissement", concerns=iri(FORGES),
    )  # fmt: skip
    return _facts(
        "usine", text, published=date(2021, 5, 20), publisher="L’Écho", title="Douze millions pour l’usine",
        names=(HELOISE, FORGES), relations=(_relation(text, HELOISE, HEAD_OF, FORGES, again),), figures=(figure,),
    )  # fmt: skip


def _rumour() -> ArticleFacts:
    sentence = f"Le {MARAIS} posséderait les {FORGES}."
    return _facts(
        "rumeur", sentence, published=date(2021, 5, 21), publisher="L’Écho", title=None, names=(MARAIS, FORGES),
        relations=(_relation(sentence, MARAIS, OWNS, FORGES, sentence, modality=Modality.CONDITIONAL),),
    )  # fmt: skip


def _traps() -> ArticleFacts:
    text = f"Le {MARAIS} travaille avec {SCRIPT}, {IMAGE}, {RIGHT_TO_LEFT} et {HOSTILE[3]}."
    return _facts(
        "pieges", text, published=None, publisher="<b>Gras</b>", title="<img src=x onerror=alert(1)>",
        names=(MARAIS, *HOSTILE), relations=tuple(_relation(text, MARAIS, PARTNER_OF, name, text) for name in HOSTILE),
    )  # fmt: skip


def _facts(
    key: str, text: str, *, names: tuple[str, ...], relations=(), figures=(), quotes=(), **about
) -> ArticleFacts:
    entities = tuple(
        Entity(
            id=iri(name), type=_TYPES.get(name, EntityType.ORGANIZATION), name=name,
            mentions=tuple(Span(*found.span()) for found in re.finditer(re.escape(name), text)),
            location=_AULNE_LIES if name == AULNE else None,
        )
        for name in names
    )  # fmt: skip
    sentences = tuple(Span(*found.span()) for found in re.finditer(r"\S[^.]*\.", text))
    if key == "pieges":  # its names hold full stops
        sentences = (Span(0, len(text)),)
    return ArticleFacts(
        article=Article(text=text, key=key, source=f"{key}.txt", **about), entities=entities, relations=relations,
        figures=figures, quotes=quotes, sentences=sentences,
    )  # fmt: skip


_AULNE_LIES = GeographicLocation(
    iri="https://sws.geonames.org/1/", latitude=Decimal("47.25"), longitude=Decimal("-1.5"), country="FR"
)


def _relation(text: str, subject: str, predicate: str, object_: str, sentence: str, **more) -> Relation:
    start = text.index(sentence)
    one, two = _span(text, subject, start), _span(text, object_, start)
    return Relation(
        subject=iri(subject), predicate=predicate, object=iri(object_), subject_span=one, object_span=two,
        span=Span(min(one.start, two.start), max(one.end, two.end)), confidence=0.9, **more,
    )  # fmt: skip


def _span(text: str, words: str, start: int = 0) -> Span:
    found = text.index(words, start)
    return Span(found, found + len(words))
