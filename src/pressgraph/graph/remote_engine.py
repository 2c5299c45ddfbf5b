"""What a store asks of its engine, asked of a SPARQL endpoint: patterns, graphs, updates, answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from pressgraph.errors import StoreError
from pressgraph.graph.queries import QueryAnswer
from pressgraph.graph.remote_endpoint import Endpoint
from pressgraph.graph.terms import PREFIXES, Term, term

#: parameters of the SPARQL protocol besides the query
Parameters = Mapping[str, str | list[str]]

GraphName = NamedNode | BlankNode | DefaultGraph  #: as the engine's types have it

#: so many graphs are asked for at once
_GRAPHS_AT_ONCE = 100
#: kinds of answers: JSON keeps every blank of a text
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
#: how Virtuoso writes booleans
_BOOLEANS = {
    Literal("1", datatype=term("xsd:boolean")): Literal(True),
    Literal("0", datatype=term("xsd:boolean")): Literal(False),
}


class RemoteEngine:
    """Has those methods of :class:`pyoxigraph.Store` that pressgraph's writers and readers of single graphs use.

    Each raises StoreError when the server doesn't do what it is asked to.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is asked yet."""
        self._endpoint = endpoint

    def __contains__(self, quad: Quad) -> bool:
        return self.holds(f"GRAPH {quad.graph_name} {{ {quad.triple} }}")

    def contains_named_graph(self, graph: NamedNode) -> bool:
        """Whether the graph holds anything."""
        return self.holds(f"GRAPH {graph} {{ ?s ?p ?o }}")

    def named_graphs(self) -> Iterator[NamedNode]:
        """Yield the graphs of articles and pressgraph's own; the server may have others."""
        article = f"GRAPH ?g {{ ?g {term('rdf:type')} {term('schema:NewsArticle')} }}"
        rows = self._select(f"SELECT DISTINCT ?g {{ {article} }}")
        return (graph for (graph,) in rows if isinstance(graph, NamedNode))

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of a graph, or of all, that have these terms; None stands for any."""
        asked = (graph_name, subject, predicate, object)
        g, s, p, o = (given or variable for given, variable in zip(asked, ("?g", "?s", "?p", "?o"), strict=True))
        variables = " ".join(str(part) for part in (g, s, p, o) if isinstance(part, str)) or "(1 AS ?found)"
        for row in self._select(f"SELECT {variables} {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            found = iter(row)
            graph, *triple = [next(found) if given is None else given for given in asked]
            yield _quad(triple, graph)

    def quads_of_graphs(
        self, graphs: Sequence[NamedNode], *, predicates: Sequence[NamedNode] | None = None
    ) -> Iterator[Quad]:
        """Yield what the graphs hold (of these predicates only, if given), graph by graph, each sorted."""
        for start in range(0, len(graphs), _GRAPHS_AT_ONCE):
            found: dict[GraphName, list[Quad]] = {graph: [] for graph in graphs[start : start + _GRAPHS_AT_ONCE]}
            for quad in self._quads_of_few(list(found), predicates):
                found[quad.graph_name].append(quad)
            for quads in found.values():
                yield from sorted(quads, key=str)

    def _quads_of_few(self, graphs: list[GraphName], predicates: Sequence[NamedNode] | None) -> Iterator[Quad]:
        """Yield the quads of the graphs, by more requests where the server would cut the answer to one."""
        chosen = "" if predicates is None else f" VALUES ?p {{ {' '.join(map(str, predicates))} }}"
        named = f"VALUES ?g {{ {' '.join(map(str, graphs))} }}"
        sparql = f"SELECT ?g ?s ?p ?o {{ {named}{chosen} GRAPH ?g {{ ?s ?p ?o }} }}"
        reply = self._endpoint.ask(sparql, accept=_ROWS, parameters={})
        if reply.cut_at and len(graphs) > 1:
            half = len(graphs) // 2
            yield from self._quads_of_few(graphs[:half], predicates)
            yield from self._quads_of_few(graphs[half:], predicates)
            return
        self._refuse_cut(reply.cut_at)
        for graph, *triple in self._rows(reply.content):
            yield _quad(triple, graph)

    def update(self, sparql: str) -> None:
        """Carry out an update."""
        self._endpoint.update(sparql)

    def holds(self, pattern: str, *, parameters: Parameters | None = None) -> bool:
        """Whether the server finds anything for a pattern."""
        return next(self._select(f"SELECT (1 AS ?found) {{ {pattern} }} LIMIT 1", parameters), None) is not None

    def answer(self, sparql: str, kind: QueryAnswer, *, parameters: Parameters) -> QueryAnswer:
        """Have the server answer a query, whose answer is of the same kind as ``kind``. Raises QueryError."""
        text = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()) + sparql
        accept = _TRIPLES if kind.is_graph else _ROWS
        reply = self._endpoint.ask(text, accept=accept, parameters=parameters)
        self._refuse_cut(reply.cut_at)
        if kind.is_graph:
            return QueryAnswer(self._graph(reply.content))
        result = self._result(reply.content)
        if kind.truth is not None and isinstance(result, QuerySolutions):  # Virtuoso answers ASK with a row or none
            return QueryAnswer(_truth(next(result, None) is not None))
        return QueryAnswer(result)

    def _select(self, sparql: str, parameters: Parameters | None = None) -> Iterator[tuple[Any, ...]]:
        reply = self._endpoint.ask(sparql, accept=_ROWS, parameters=parameters or {})
        self._refuse_cut(reply.cut_at)
        return self._rows(reply.content)

    def _rows(self, content: bytes) -> Iterator[tuple[Any, ...]]:
        result = self._result(content)
        if isinstance(result, QueryBoolean):
            raise self._not_sparql()
        return (tuple(_BOOLEANS.get(found, found) for found in row) for row in result)

    def _result(self, content: bytes) -> QuerySolutions | QueryBoolean:
        try:
            return pyoxigraph.parse_query_results(content, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._not_sparql() from error

    def _graph(self, content: bytes) -> QueryTriples:
        """Return triples as an answer has them."""
        store = pyoxigraph.Store()
        try:
            store.load(content, RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise self._not_sparql() from error
        return cast("QueryTriples", store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))

    def _not_sparql(self) -> StoreError:
        return StoreError(f"{self._endpoint.name}: doesn't answer as a SPARQL endpoint does; is the address right?")

    def _refuse_cut(self, cut_at: str | None) -> None:
        if cut_at:
            raise StoreError(
                f"{self._endpoint.name}: the server cuts answers after {cut_at} rows; raise its limit "
                "(Virtuoso: ResultSetMaxRows)"
            )


def _quad(triple: Sequence[Any], graph: Any) -> Quad:
    """Return a quad of terms that stand, as the server says, in these places of one."""
    subject, predicate, value = triple
    return Quad(subject, predicate, value, graph)


def _truth(value: bool) -> QueryBoolean:
    """Return a yes or no as an answer has it."""
    return cast("QueryBoolean", pyoxigraph.Store().query(f"ASK {{ FILTER({str(value).lower()}) }}"))
