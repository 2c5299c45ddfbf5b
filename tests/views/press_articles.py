"""Three articles as facts, written by hand: what the views' tests look at."""

import re
from datetime import date

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, Modality, Relation, Span
from pressgraph.identifiers import entity_iri

ALINE = entity_iri("Person", "Aline Corbin")
VALMONT = entity_iri("Organization", "Valmont Mobilité")
FILATURE = entity_iri("Organization", "Filature du Lac")
ARZELLE = entity_iri("Place", "Arzelle")
FETE = entity_iri("Event", "Fête du fil")
HEAD_OF = "http://www.w3.org/ns/org#headOf"
PARTNER_OF = "https://w3id.org/pressgraph#partnerOf"
OWNS = "https://schema.org/owns"
LOCATION = "https://schema.org/location"


def tramway() -> ArticleFacts:
    """Aline Corbin heads Valmont Mobilité, which has its seat at Arzelle."""
    return facts_of(
        "tramway",
        "Aline Corbin dirige  Valmont Mobilité.\n"
        "Son siège est à Arzelle, où Valmont Mobilité est née. Aline Corbin s’en félicite.\n",
        title="Le tramway d’Arzelle prend du retard",
        published=date(2021, 3, 10),
        names={
            ALINE: ("Aline Corbin", None),
            VALMONT: ("Valmont Mobilité", "https://schema.org/Corporation"),
            ARZELLE: ("Arzelle", "https://schema.org/City"),
        },
        relations=[
            (ALINE, HEAD_OF, VALMONT, 0, Modality.ASSERTED, 0.7),
            (VALMONT, LOCATION, ARZELLE, 1, Modality.ASSERTED, 0.9),
        ],
    )


def filature() -> ArticleFacts:
    """She heads it still (said twice), is said to own it, and never owned the Filature du Lac."""
    return facts_of(
        "filature",
        "Aline Corbin, patronne de Valmont Mobilité, n’a jamais possédé la Filature du Lac. "
        "La patronne de Valmont Mobilité en serait aussi propriétaire.\n",
        title="La Filature du Lac cherche un repreneur",
        published=date(2021, 4, 2),
        names={
            ALINE: ("Aline Corbin", None),
            VALMONT: ("Valmont Mobilité", None),
            FILATURE: ("Filature du Lac", None),
        },
        relations=[
            (ALINE, HEAD_OF, VALMONT, 0, Modality.ASSERTED, 0.95),
            (ALINE, HEAD_OF, VALMONT, 1, Modality.ASSERTED, 0.6),
            (ALINE, OWNS, VALMONT, 1, Modality.CONDITIONAL, 0.5),
            (ALINE, OWNS, FILATURE, 0, Modality.NEGATED, 0.8),
        ],
    )


def jumelage() -> ArticleFacts:
    """Neither title nor date; a partnership to come, told both ways, and an event related to nothing."""
    return facts_of(
        "jumelage",
        "Valmont Mobilité et La Filature s’allieront.\nLa Fête du fil approche.\n",
        names={
            VALMONT: ("Valmont Mobilité", None),
            FILATURE: ("La Filature", None),
            FETE: ("Fête du fil", None),
        },
        relations=[
            (VALMONT, PARTNER_OF, FILATURE, 0, Modality.PLANNED, 0.8),
            (FILATURE, PARTNER_OF, VALMONT, 0, Modality.PLANNED, 0.8),
        ],
    )


def facts_of(key, text, *, names, relations, title=None, published=None) -> ArticleFacts:
    """Make facts: every occurrence of a name is a mention, a relation is shown by a whole sentence."""
    sentences = tuple(Span(*match.span()) for match in re.finditer(r"\S[^.]*\.", text))
    return ArticleFacts(
        article=Article(text=text, key=key, source=f"{key}.txt", title=title, published=published),
        sentences=sentences,
        entities=tuple(
            Entity(
                id=iri,
                type=EntityType(iri.split("/")[-2].capitalize()),
                name=name,
                mentions=tuple(Span(*match.span()) for match in re.finditer(name, text)),
                subclass=subclass,
            )
            for iri, (name, subclass) in names.items()
        ),
        relations=tuple(
            Relation(
                subject=subject,
                predicate=predicate,
                object=object_,
                span=sentences[number],
                modality=modality,
                confidence=confidence,
            )
            for subject, predicate, object_, number, modality, confidence in relations
        ),
    )
