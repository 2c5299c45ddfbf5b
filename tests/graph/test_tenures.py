"""Functions of the past, to come, for the time being: status and time of a membership; who says what."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import Graph, URIRef

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Date, Entity, EntityType, FunctionStatus, Modality, Relation, Span, Tenure
from pressgraph.graph import Store, find_named_query, statements
from pressgraph.graph.terms import term
from pressgraph.ontology.resources import ontologies_folder

from .conftest import HEAD_OF
from .test_shapes import as_graph, violations

TEXT = "Anne Le Bris a présidé le Cercle nautique de 1998 à 2004. Loïc Madec le dit."
FORMER = Tenure(status=FunctionStatus.FORMER, start="1998", end="2004")


def facts_with(
    *,
    role: str | None = None,
    tenure: Tenure | None = None,
    modality: Modality = Modality.ASSERTED,
    said_by: str | None = None,
) -> ArticleFacts:
    """Return the facts of one sentence with one relation."""
    anne = Entity(id="urn:a", type=EntityType.PERSON, name="Anne Le Bris", mentions=(Span(0, 12),))
    loic = Entity(id="urn:l", type=EntityType.PERSON, name="Loïc Madec", mentions=(Span(58, 68),))
    club = Entity(id="urn:c", type=EntityType.ORGANIZATION, name="Cercle nautique", mentions=(Span(26, 41),))
    relation = Relation(
        subject="urn:a",
        predicate=HEAD_OF,
        object="urn:c",
        span=Span(0, 41),
        role=role,
        tenure=tenure,
        modality=modality,
        said_by=said_by,
    )
    return ArticleFacts(
        article=Article(text=TEXT, key="a", source="a.txt"),
        entities=(anne, loic, club),
        relations=(relation,),
        dates=(Date(span=Span(45, 49), value="1998"), Date(span=Span(52, 56), value="2004")),
        sentences=(Span(0, 57), Span(58, 76)),
    )


def values(quads: list[Quad], node: NamedNode, predicate: str) -> list[str]:
    return [q.object.value for q in quads if q.subject == node and q.predicate == term(predicate)]


def uri(short: str) -> URIRef:
    return URIRef(term(short).value)


def memberships(quads: list[Quad]) -> list[NamedNode]:
    kind = (term("rdf:type"), term("org:Membership"))
    return [q.subject for q in quads if (q.predicate, q.object) == kind]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontologies_folder() / "shapes" / "graph.ttl")


@pytest.mark.parametrize("role", ["présidente", None])
def test_a_former_function_keeps_its_plain_triple_and_says_when_it_was_held(role: str | None) -> None:
    quads = statements(facts_with(role=role, tenure=FORMER))
    assert any(q.predicate.value == HEAD_OF and q.object == NamedNode("urn:c") for q in quads)
    (membership,) = memberships(quads)
    assert values(quads, membership, "pg:status") == [term("pg:former").value]
    (during,) = values(quads, membership, "org:memberDuring")
    interval = NamedNode(during)
    assert values(quads, interval, "rdf:type") == [term("time:ProperInterval").value]
    assert values(quads, interval, "pg:firstDay") == ["1998-01-01"]
    assert values(quads, interval, "pg:lastDay") == ["2004-12-31"]
    (begins,), (ends,) = (values(quads, interval, f"time:{end}") for end in ("hasBeginning", "hasEnd"))
    assert values(quads, NamedNode(begins), "time:inXSDgYear") == ["1998"]
    assert values(quads, NamedNode(ends), "time:inXSDgYear") == ["2004"]


def test_the_ends_of_a_tenure_are_the_dates_of_the_article() -> None:
    facts = facts_with(tenure=FORMER)
    quads = statements(facts)
    days = {q.subject for q in quads if q.predicate == term("time:inXSDgYear")}
    ends = {q.object for q in quads if q.predicate in (term("time:hasBeginning"), term("time:hasEnd"))}
    assert ends == days


@pytest.mark.parametrize("modality", [Modality.NEGATED, Modality.CONDITIONAL])
def test_what_is_no_fact_has_no_membership(modality: Modality) -> None:
    assert memberships(statements(facts_with(role="présidente", tenure=FORMER, modality=modality))) == []


@pytest.mark.parametrize("status", list(FunctionStatus))
def test_every_status_is_described_in_french_and_english(status: FunctionStatus) -> None:
    ontology = Graph().parse(ontologies_folder() / "press.ttl")
    asked = (
        f"SELECT ?label WHERE {{ <{term(f'pg:{status.value}').value}> a pg:FunctionStatus ; skos:prefLabel ?label }}"
    )
    assert sorted(row.label.language for row in ontology.query(asked)) == ["en", "fr"]


@pytest.mark.parametrize(
    "tenure",
    [
        FORMER,
        Tenure(status=FunctionStatus.ACTING),
        Tenure(start="2004-03"),
        Tenure(end="2010-03-01"),
        None,
    ],
)
def test_tenures_conform(tenure: Tenure | None, shapes: Graph) -> None:
    for role in ("présidente", None):
        assert violations(as_graph(facts_with(role=role, tenure=tenure, said_by="urn:l")), shapes) == ""


def test_the_shapes_notice_a_status_that_isnt_one_and_a_time_without_ends(shapes: Graph) -> None:
    for predicate in ("pg:status", "time:hasBeginning"):
        graph = as_graph(facts_with(tenure=Tenure(status=FunctionStatus.ACTING, start="1998")))
        (triple,) = graph.triples((None, uri(predicate), None))
        graph.remove(triple)
        if predicate == "pg:status":
            graph.add((triple[0], triple[1], uri("pg:asserted")))
        assert violations(graph, shapes)


def test_a_statement_says_who_says_it() -> None:
    quads = statements(facts_with(said_by="urn:l"))
    said = [q.object for q in quads if q.predicate == term("pg:saidBy")]
    assert said == [NamedNode("urn:l")]
    assert not any(q.predicate == term("pg:saidBy") for q in statements(facts_with()))


def test_the_query_for_heads_tells_former_ones_and_when() -> None:
    with Store.open(":memory:") as store:
        store.write(facts_with(role="présidente", tenure=FORMER))
        (row,) = store.rows(find_named_query("heads").sparql)
    assert (row["person"], row["status"], row["since"], row["until"]) == (
        "Anne Le Bris",
        "former",
        "1998-01-01",
        "2004-12-31",
    )


def test_the_query_for_rumours_tells_who_spreads_them() -> None:
    with Store.open(":memory:") as store:
        store.write(facts_with(modality=Modality.CONDITIONAL, said_by="urn:l"))
        (row,) = store.rows(find_named_query("rumours").sparql)
    assert row["said_by"] == "Loïc Madec"


def test_equal_facts_give_equal_quads() -> None:
    one, other = (statements(facts_with(role="présidente", tenure=FORMER)) for _ in range(2))
    assert one == other
    assert Quad(NamedNode("urn:a"), NamedNode(HEAD_OF), NamedNode("urn:c"), NamedNode(facts_with().iri)) in one
