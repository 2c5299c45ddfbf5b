"""What the SPARQL endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyoxigraph import BlankNode, NamedNode, Triple

from pressgraph.graph.queries import GRAPH_FORMATS
from pressgraph.graph.terms import iri_node, term
from pressgraph.graph.turtle import write_rdf

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
#: of pressgraph's own that a client can use; see the module of queries
_FUNCTIONS = ("pg:hasWords", "pg:canonical", "pg:canonicalName")


def describe_service(endpoint: str, form: str) -> bytes:
    """Return the description of the service at the IRI ``endpoint`` in one of GRAPH_FORMATS."""
    written = BytesIO()
    write_rdf(_triples(iri_node(endpoint)), written, GRAPH_FORMATS[form])
    return written.getvalue()


def _triples(endpoint: NamedNode) -> Iterator[Triple]:
    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    dataset, graph = BlankNode("dataset"), BlankNode("graph")
    yield Triple(endpoint, term("rdf:type"), sd("Service"))
    yield Triple(endpoint, sd("endpoint"), endpoint)
    yield Triple(endpoint, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield Triple(endpoint, sd("feature"), sd("UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield Triple(endpoint, sd("resultFormat"), NamedNode(_FORMATS + name))
    for function in _FUNCTIONS:
        yield Triple(endpoint, sd("extensionFunction"), term(function))
        yield Triple(term(function), term("rdf:type"), sd("Function"))
    yield Triple(endpoint, sd("defaultDataset"), dataset)
    yield Triple(dataset, term("rdf:type"), sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), graph)
    yield Triple(graph, term("rdf:type"), sd("Graph"))
