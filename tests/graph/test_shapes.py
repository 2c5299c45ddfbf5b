"""The written graph keeps what ``ontologies/shapes/graph.ttl`` and ``ontologies/press.ttl`` promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pyshacl
import pytest
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef

from pressgraph.facts import ArticleFacts, EntityType, GeographicLocation
from pressgraph.graph import read_named_queries, statements
from pressgraph.graph.terms import PREFIXES
from pressgraph.ontology.resources import ontologies_folder

from .conftest import MODELS, UNIT_IRIS

PG = Namespace(PREFIXES["pg"])
OA = Namespace(PREFIXES["oa"])
ORG = Namespace(PREFIXES["org"])
SCHEMA = Namespace(PREFIXES["schema"])


def as_graph(*articles: ArticleFacts) -> Graph:
    quads = [q for facts in articles for q in statements(facts, unit_iris=UNIT_IRIS, models=MODELS)]
    graph = Graph()
    graph.parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontologies_folder() / "shapes" / "graph.ttl")


def violations(graph: Graph, shapes: Graph) -> str:
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return "" if conforms else report


def test_each_article_conforms(
    harbour: ArticleFacts, council: ArticleFacts, staff: ArticleFacts, shapes: Graph
) -> None:
    for facts in (harbour, council, staff):
        assert violations(as_graph(facts), shapes) == ""


def test_all_articles_together_conform(
    harbour: ArticleFacts, council: ArticleFacts, staff: ArticleFacts, shapes: Graph
) -> None:
    assert violations(as_graph(harbour, council, staff), shapes) == ""


def first(graph: Graph, kind: URIRef) -> URIRef:
    return URIRef(min(graph.subjects(RDF.type, kind)))


@pytest.mark.parametrize(
    ("kind", "predicate"),
    [
        (SCHEMA.NewsArticle, SCHEMA.text),
        (SCHEMA.Person, RDFS.label),
        (OA.Annotation, PG.inSentence),
        (OA.SpecificResource, OA.hasSelector),
        (OA.TextPositionSelector, OA.exact),
        (PG.RelationStatement, PG.modality),
        (PG.OpenStatement, PG.verb),
        (PG.OpenStatement, PG.trigger),
        (ORG.Membership, ORG.role),
        (SCHEMA.Observation, SCHEMA.value),
        (SCHEMA.Quotation, OA.hasTarget),
    ],
)
def test_the_shapes_notice_what_is_missing(
    harbour: ArticleFacts, shapes: Graph, kind: URIRef, predicate: URIRef
) -> None:
    graph = as_graph(harbour)
    graph.remove((first(graph, kind), predicate, None))
    assert violations(graph, shapes) != ""


@pytest.mark.parametrize(
    ("kind", "predicate", "value"),
    [
        (OA.TextPositionSelector, OA.start, Literal(10**6)),
        (OA.TextPositionSelector, OA.start, Literal(-1)),
        (OA.TextPositionSelector, OA.exact, Literal("d’autres mots que ceux du texte, bien plus longs")),
        (PG.RelationStatement, PG.modality, PG.perhaps),
        (PG.OpenStatement, RDF.predicate, PG.partnerOf),
        (PG.RelationStatement, PG.confidence, Literal("1.5", datatype=XSD.decimal)),
        (SCHEMA.Observation, SCHEMA.value, Literal("douze")),
        (SCHEMA.NewsArticle, SCHEMA.datePublished, Literal("hier")),
    ],
)
def test_the_shapes_notice_what_is_wrong(
    harbour: ArticleFacts, shapes: Graph, kind: URIRef, predicate: URIRef, value: URIRef | Literal
) -> None:
    graph = as_graph(harbour)
    graph.set((first(graph, kind), predicate, value))
    assert violations(graph, shapes) != ""


def test_the_shapes_notice_half_a_position(harbour: ArticleFacts, shapes: Graph) -> None:
    place = GeographicLocation(
        iri="https://sws.geonames.org/12/", latitude=Decimal("48.1"), longitude=Decimal("-4.25"), country="FR"
    )
    entities = [replace(e, location=place) if e.type is EntityType.PLACE else e for e in harbour.entities]
    graph = as_graph(replace(harbour, entities=tuple(entities)))
    assert violations(graph, shapes) == ""
    graph.remove((None, SCHEMA.longitude, None))
    assert violations(graph, shapes) != ""


def test_the_shapes_notice_a_currency_of_what_is_no_money(harbour: ArticleFacts, shapes: Graph) -> None:
    graph = as_graph(harbour)
    (sum_of_money,) = graph.subjects(PG.figureKind, PG.money)
    graph.set((sum_of_money, PG.figureKind, PG.age))
    assert violations(graph, shapes) != ""


def test_the_shapes_notice_a_fact_without_its_plain_triple(harbour: ArticleFacts, shapes: Graph) -> None:
    graph = as_graph(harbour)
    graph.remove((None, ORG.headOf, None))
    assert "lacks its plain triple" in violations(graph, shapes)


def test_the_shapes_notice_other_words_of_the_same_length(harbour: ArticleFacts, shapes: Graph) -> None:
    graph = as_graph(harbour)
    place = first(graph, OA.TextPositionSelector)
    graph.set((place, OA.exact, Literal(str(graph.value(place, OA.exact)).swapcase())))
    assert "doesn't hold the words" in violations(graph, shapes)


def test_the_shapes_notice_a_blank_node(harbour: ArticleFacts, shapes: Graph) -> None:
    graph = as_graph(harbour)
    graph.add((BNode(), RDF.type, SCHEMA.Person))
    assert violations(graph, shapes) != ""


# The vocabulary


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in [
        ontologies_folder() / "press.ttl",
        *sorted((ontologies_folder() / "relations").glob("*.ttl")),
    ]:
        graph.parse(path)
    return graph


def used_terms(*articles: ArticleFacts) -> Iterator[str]:
    """Yield every property, every class and every own individual of the written graphs."""
    for facts in articles:
        for quad in statements(facts, unit_iris=UNIT_IRIS, models=MODELS):
            yield quad.predicate.value
            is_class = quad.predicate.value == str(RDF.type)
            if isinstance(quad.object, NamedNode) and (is_class or quad.object.value.startswith(str(PG))):
                yield quad.object.value


def test_every_term_is_standard_or_declared_in_both_languages(
    harbour: ArticleFacts, council: ArticleFacts, staff: ArticleFacts, ontology: Graph
) -> None:
    standard = tuple(namespace for prefix, namespace in PREFIXES.items() if prefix != "pg")
    used = set(used_terms(harbour, council, staff))
    own = {iri for iri in used if iri.startswith(str(PG))}
    assert all(iri.startswith(standard) for iri in used - own)
    for iri in own:
        languages = {label.language for label in ontology.objects(URIRef(iri), RDFS.label)}
        assert languages == {"fr", "en"}, iri


def test_every_own_term_of_queries_and_shapes_is_declared(ontology: Graph) -> None:
    folder = ontologies_folder()
    files = [*(query.path for query in read_named_queries().values()), folder / "shapes" / "graph.ttl"]
    for path in files:
        text = re.sub(r'"[^"\n]*"', "", path.read_text(encoding="utf-8"))
        for name in set(re.findall(r"\bpg:(\w+)", text)):
            assert (PG[name], RDFS.label, None) in ontology, f"{path.name}: pg:{name}"


def test_every_declared_term_has_labels_and_comments_in_french_and_english() -> None:
    press = Graph().parse(ontologies_folder() / "press.ttl")
    assert list(press.subjects(RDF.type, OWL.Ontology)) == [URIRef("https://w3id.org/pressgraph")]
    for node in set(press.subjects(RDF.type, None)):
        if str(node).startswith(str(PG)):
            assert {label.language for label in press.objects(node, RDFS.label)} == {"fr", "en"}, node
            comments = {comment.language for comment in press.objects(node, RDFS.comment)}
            is_kind = (node, RDF.type, PG.FigureKind) in press  # the label says it all
            assert comments == ({"fr", "en"} if not is_kind else set()), node
