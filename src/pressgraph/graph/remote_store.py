"""A store behind a SPARQL 1.1 endpoint (``--store http://…``), with the semantics of a store on disk.

An article is a named graph there, too, replaced by one update; updates hold whole articles, so that the server's own
atomicity is ours. A query that needs none of pressgraph's functions is the server's to answer. No other server knows
``pg:hasWords`` and its like: a query with them is answered here, over a copy of those statements whose predicates
stand in it, so that the answer is the one that a store on disk gives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.errors import StoreError
from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.queries import Bindings, QueryAnswer, QueryDataset, answer, keywords_of
from pressgraph.graph.query_reach import predicates_of
from pressgraph.graph.remote_endpoint import Endpoint
from pressgraph.graph.remote_engine import Parameters, RemoteEngine
from pressgraph.graph.store import DERIVED, NEAR_DUPLICATES, OWN_GRAPHS, Store, difference, update_text
from pressgraph.graph.store_folder import ABOUT_STORE, FORMAT_VERSION, version_problem
from pressgraph.graph.terms import term

if TYPE_CHECKING:
    from rdflib import Dataset

    from pressgraph.graph.prepared import PreparedArticle

#: an update holds so many bytes of N-Quads, or one article that has more
_PORTION_BYTES = 1 << 20
_OWN_FUNCTION = re.compile(r"\b(?:hasWords|parameter|canonical|canonicalName)>?\s*\(")
#: what makes a server take all graphs as one: nothing, as the server is set up so; Oxigraph's way; Fuseki's way
_UNIONS: tuple[Parameters, ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)


class RemoteStore(Store):
    """Articles' facts as RDF on a server; a context manager. That only one writes at a time is the users' to see to."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        unit_iris: Mapping[str, str] | None = None,
        models: Mapping[str, str] | None = None,
    ) -> None:
        """Use :meth:`open`."""
        self._remote = RemoteEngine(endpoint)
        # It has all that is asked of an engine outside the methods that are overridden here.
        engine = cast("pyoxigraph.Store", self._remote)
        super().__init__(engine, name=endpoint.name, unit_iris=unit_iris, models=models)
        self._endpoint = endpoint
        self._union: Parameters | None = None  # found out with the first query
        self._copy: _Copy | None = None  # until something is written

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        unit_iris: Mapping[str, str] | None = None,
        models: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Self:
        """Open the store behind the address ``path``, which :class:`Endpoint` explains.

        With ``create``, one is made where there is none: other graphs of the server stay as they are. ``timeout`` is
        how many seconds the server may take for an answer; the other parameters are those of :meth:`Store.open`.
        Raises StoreError when there is none, or the server doesn't answer, let us in, or take updates.
        """
        store = cls(
            Endpoint(str(path)) if timeout is None else Endpoint(str(path), timeout=timeout),
            unit_iris=unit_iris,
            models=models,
        )
        try:
            store._prepare(create=create)
        except StoreError:
            store.close()
            raise
        return store

    def _prepare(self, *, create: bool) -> None:
        mark = Quad(ABOUT_STORE, term("pg:formatVersion"), Literal(FORMAT_VERSION), ABOUT_STORE)
        is_there = self.engine.contains_named_graph(ABOUT_STORE)
        if not is_there and not create:
            remedy = f"pressgraph extract ARTICLES --store {self.name}"
            raise StoreError(f"{self.name}: the server holds no store of pressgraph; make one with: {remedy}")
        if not is_there:
            self._commit(added=[mark])
        problem = version_problem(self.engine)
        if problem:
            raise StoreError(f"{self.name}: {problem}")

    def close(self) -> None:
        """Let go of the server; what was written is there."""
        self._engine = None
        self._endpoint.close()

    # Writing

    def load(
        self, articles: Collection[PreparedArticle], *, removed: Iterable[Quad] = (), added: Iterable[Quad] = ()
    ) -> None:
        """Make the graphs of several articles hold exactly what was prepared; then remove and add other quads.

        Each update holds whole articles, and an article's graph never changes without its record being removed: what
        an interruption leaves undone, the next run does. Raises StoreError when the server refuses.
        """
        for portion in _portions(articles):
            graphs = [article.graph for article in portion]
            old = self._remote.quads_of_graphs(graphs)
            outdated, fresh = difference(old, (quad for article in portion for quad in article.quads()))
            changed = {quad.graph_name for quad in old}
            records = [quad for graph in graphs if graph in changed for quad in self._record_of(graph)]
            self._commit(removed=[*outdated, *records], added=[*fresh, *self._stale_marks()])
        self._commit(removed=list(removed), added=list(added))

    def _commit(
        self, *, removed: Collection[Quad] = (), added: Collection[Quad] = (), dropped: NamedNode | None = None
    ) -> None:
        self._copy = None
        if removed or added or dropped:
            self._remote.update(update_text(removed=removed, added=added, dropped=dropped))

    # Reading

    def quads(self) -> Iterator[Quad]:
        """Yield what a store on disk yields, in the same order."""
        yield from self._remote.quads_of_graphs([NamedNode(article) for article in self.articles()])
        for graph in (NEAR_DUPLICATES, *DERIVED):
            yield from sorted(self.quads_of(graph), key=str)

    def query(
        self, sparql: str, *, bindings: Bindings | None = None, dataset: QueryDataset | None = None
    ) -> QueryAnswer:
        """Answer a SPARQL query as a store on disk does; see the module for who answers it.

        Raises QueryError; StoreError when the server doesn't answer.
        """
        kind = answer(pyoxigraph.Store(), sparql)  # finds errors of syntax, too
        if _OWN_FUNCTION.search(sparql):
            self._copy = self._copy or _Copy(self._remote)
            self._copy.fetch(predicates_of(sparql), [*map(NamedNode, self.articles()), *OWN_GRAPHS])
            return answer(self._copy.engine, sparql, bindings=bindings, dataset=dataset)
        if dataset is not None:
            graphs = {"default-graph-uri": list(dataset.default), "named-graph-uri": list(dataset.named)}
            return self._remote.answer(sparql, kind, parameters=graphs)
        return self._remote.answer(sparql, kind, parameters={} if "FROM" in keywords_of(sparql) else self._find_union())

    def _find_union(self) -> Parameters:
        """Return what makes the server take all graphs as one; raises StoreError when nothing does."""
        if self._union is None:
            probe = f"{ABOUT_STORE} {term('pg:formatVersion')} ?version"
            found = (union for union in _UNIONS if self._remote.holds(probe, parameters=union))
            self._union = next(found, None)
        if self._union is None:
            raise StoreError(
                f"{self.name}: this server doesn't let a query see all graphs as one; set its default graph to their "
                "union, or name graphs with GRAPH and FROM"
            )
        return self._union

    def dataset(self) -> Dataset:
        """Return an rdflib Dataset over the server."""
        raise StoreError(f"{self.name}: take rdflib's own SPARQLStore for a store on a server")

    def copy_to(self, folder: Path) -> None:
        """Refuse: a server is there to be asked."""
        raise StoreError(f"{self.name}: this store is on a server already; send queries there")


class _Copy:
    """Those statements of the server that queries have needed so far."""

    def __init__(self, remote: RemoteEngine) -> None:
        self.engine = pyoxigraph.Store()
        self._remote = remote
        self._predicates: set[NamedNode] | None = set()  # None when all are there

    def fetch(self, predicates: Collection[NamedNode] | None, graphs: Sequence[NamedNode]) -> None:
        """Fetch the statements of ``graphs`` with these predicates (None: all), unless they are there."""
        if self._predicates is None or (predicates is not None and self._predicates.issuperset(predicates)):
            return
        if predicates is None:
            missing, self._predicates = None, None
        else:
            missing = sorted(set(predicates) - self._predicates, key=str)
            self._predicates.update(missing)
        self.engine.bulk_extend(self._remote.quads_of_graphs(graphs, predicates=missing))
        self.engine.bulk_extend(self._remote.quads_of_graphs([RESOLUTION]))


def _portions(articles: Iterable[PreparedArticle]) -> Iterator[list[PreparedArticle]]:
    """Yield the articles in portions that make an update of reasonable size."""
    portion: list[PreparedArticle] = []
    size = 0
    for article in articles:
        if portion and size + len(article.nquads) > _PORTION_BYTES:
            yield portion
            portion, size = [], 0
        portion.append(article)
        size += len(article.nquads)
    if portion:
        yield portion
