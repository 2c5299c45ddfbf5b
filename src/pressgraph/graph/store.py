"""The store: a folder on disk (or memory) that holds one named graph an article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from pressgraph.errors import StoreError
from pressgraph.graph.article_graph import graph_name
from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.queries import Bindings, QueryAnswer, QueryDataset, answer
from pressgraph.graph.statements import statements
from pressgraph.graph.store_folder import ABOUT_STORE, ENGINE_ERRORS, LOADING, open_folder, prepare, why_not_opened
from pressgraph.graph.terms import Value, term, typed_literal

if TYPE_CHECKING:
    from rdflib import Dataset

    from pressgraph.facts import ArticleFacts
    from pressgraph.graph.prepared import PreparedArticle

MEMORY = ":memory:"
#: the graph that tells which articles were read when, and what could not be read; not part of what they say
READINGS = term("pg:readings")
_LINKS = term("pg:links")  # the graph of links to the world outside, which no article says
#: the graphs that are worked out from the articles' graphs, by verbs of their own
DERIVED = (RESOLUTION, _LINKS)
#: the graph that tells which articles' texts are nearly those of others; ``near_duplicates`` keeps it
NEAR_DUPLICATES = term("pg:nearDuplicates")
#: the graphs that hold no article
OWN_GRAPHS = (ABOUT_STORE, READINGS, NEAR_DUPLICATES, *DERIVED)
_STALE = term("pg:stale")
#: an update has at most so many triples between two braces: Virtuoso's parser gives up after 5 000
_BLOCK = 2_000


def is_remote(path: str | Path) -> bool:
    """Whether ``path`` is the address of a SPARQL endpoint."""
    return str(path).startswith(("http://", "https://"))


class Store:
    """Articles' facts as RDF; a context manager. One process at a time can have a store on disk open."""

    def __init__(
        self,
        engine: pyoxigraph.Store,
        *,
        name: str = MEMORY,
        unit_iris: Mapping[str, str] | None = None,
        models: Mapping[str, str] | None = None,
        read_only: bool = False,
    ) -> None:
        """Use :meth:`open`; the parameters are explained there."""
        self._engine: pyoxigraph.Store | None = engine
        self.name = name  #: the folder's path, or ":memory:"
        self._unit_iris = dict(unit_iris or {})
        self._models = dict(models or {})
        self._read_only = read_only

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        unit_iris: Mapping[str, str] | None = None,
        models: Mapping[str, str] | None = None,
    ) -> Store:
        """Open the store in the folder ``path``, a new one in memory for ":memory:", or one on a server for "http://…".

        With ``create``, a store is made where there is none. ``unit_iris`` (unit → IRI) and ``models``
        (language model → version) are for writing: see :func:`pressgraph.graph.statements.statements`.
        Raises StoreError when there is none, or it is in use, not writable, damaged or of another version.
        """
        if is_remote(path):
            from pressgraph.graph.remote_store import RemoteStore  # noqa: PLC0415  a local store needs no network

            return RemoteStore.open(path, create=create, unit_iris=unit_iris, models=models)
        engine = pyoxigraph.Store() if str(path) == MEMORY else open_folder(Path(path), create=create)
        problem = prepare(engine)
        if problem:
            del engine  # else the error's traceback would keep the folder locked
            raise StoreError(f"{path}: {problem}")
        return cls(engine, name=str(path), unit_iris=unit_iris, models=models)

    @classmethod
    def open_copy(cls, folder: Path) -> Self:
        """Open a copy that :meth:`copy_to` made, to read it; any number of processes can do so at once."""
        try:
            return cls(pyoxigraph.Store.read_only(str(folder)), name=str(folder), read_only=True)
        except ENGINE_ERRORS as error:
            raise StoreError(f"{folder}: {why_not_opened(error)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let others use the store; closing twice does no harm.

        Raises StoreError when the disk refuses; what has been written before is safe all the same.
        """
        engine, self._engine = self._engine, None  # the engine lets go of its lock with its last reference
        if engine is not None and not self._read_only:
            try:
                # Else the next opening replays the log: half a minute instead of 0.2 s for a million quads.
                engine.flush()
            except ENGINE_ERRORS as error:
                raise self._refusal(error) from error

    @property
    def engine(self) -> pyoxigraph.Store:
        """The Oxigraph store itself; raises StoreError when it has been closed."""
        if self._engine is None:
            raise StoreError(f"{self.name}: this store has been closed; open it again")
        return self._engine

    # Writing

    def write(self, facts: ArticleFacts) -> None:
        """Make the article's graph hold exactly these facts, in one transaction.

        Whatever an earlier reading of the article left and these facts don't say is removed.
        Raises AnnotationError when a span lies outside the text, StoreError when the disk refuses.
        """
        graph = graph_name(facts.iri)
        outdated, fresh = difference(
            self.quads_of(graph), statements(facts, unit_iris=self._unit_iris, models=self._models)
        )
        self._commit(
            removed=[*outdated, *self._record_of(graph)],
            added=[*fresh, *(self._stale_marks() if outdated or fresh else ())],
        )

    def load(
        self, articles: Collection[PreparedArticle], *, removed: Iterable[Quad] = (), added: Iterable[Quad] = ()
    ) -> None:
        """Make the graphs of several articles hold what was prepared; ``removed`` and ``added`` change with them.

        Articles that the store doesn't know take the engine's bulk path, which is no transaction: they are marked as
        being loaded until everything is there, and opening the store removes what is still marked.
        Raises StoreError when the disk refuses.
        """
        known = [article for article in articles if self.engine.contains_named_graph(article.graph)]
        fresh = [article for article in articles if article not in known]
        removed, added = list(removed), list(added)
        for article in known:
            outdated, new = difference(self.quads_of(article.graph), article.quads())
            removed += [*outdated, *self._record_of(article.graph)]
            added += new
        marks = [_loading_mark(article.graph) for article in fresh]
        if fresh:
            self._commit(added=marks)
            try:
                # Loaded files are on the disk at once, the marks must be there before them.
                self.engine.flush()
                self.engine.bulk_load(b"".join(article.nquads for article in fresh), RdfFormat.N_QUADS)
            except ENGINE_ERRORS as error:
                raise self._refusal(error) from error
        self._commit(removed=[*marks, *removed], added=[*added, *(self._stale_marks() if articles else ())])

    def replace(self, graph: NamedNode, *, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Put ``new`` quads of ``graph`` in the place of ``old`` ones, in one transaction.

        Raises StoreError when the disk refuses.
        """
        outdated, fresh = difference(old, new)
        no_longer_stale = self.engine.quads_for_pattern(graph, _STALE, None, ABOUT_STORE)
        self._commit(removed=[*outdated, *no_longer_stale], added=fresh)

    def forget(self, article_iri: str) -> bool:
        """Remove the article's facts, and only them; returns whether there were any.

        Raises StoreError when the disk refuses.
        """
        graph = graph_name(article_iri)
        if graph in OWN_GRAPHS or not self.engine.contains_named_graph(graph):
            return False
        self._commit(dropped=graph, removed=self._record_of(graph), added=self._stale_marks())
        return True

    def _record_of(self, article: NamedNode) -> list[Quad]:
        """Return what is remembered of the article's reading: it goes when the article's graph changes."""
        mark = _loading_mark(article)  # there when the disk refused the end of a load
        return [*self.engine.quads_for_pattern(article, None, None, READINGS), *([mark] if mark in self.engine else ())]

    def _stale_marks(self) -> list[Quad]:
        """Return the quads that say that what was worked out from the articles' graphs is older than these."""
        return [
            Quad(graph, _STALE, typed_literal("true", "boolean"), ABOUT_STORE)
            for graph in DERIVED
            if next(self.quads_of(graph), None)
        ]

    def _commit(
        self, *, removed: Collection[Quad] = (), added: Collection[Quad] = (), dropped: NamedNode | None = None
    ) -> None:
        """Remove and add quads, and drop a graph, in one transaction."""
        try:
            if removed or dropped:  # only an update can both delete and insert in one transaction
                self.engine.update(update_text(removed=removed, added=added, dropped=dropped))
            else:
                self.engine.extend(added)
        except ENGINE_ERRORS as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> StoreError:
        reason = " ".join(str(error).split())
        return StoreError(
            f"{self.name}: can't be written ({reason}); what was written before is safe: free the disk, then go on"
        )

    # Reading

    def articles(self) -> list[str]:
        """Return the IRIs of all articles, sorted."""
        return sorted(
            graph.value
            for graph in self.engine.named_graphs()
            if isinstance(graph, NamedNode) and graph not in OWN_GRAPHS
        )

    def stale_graphs(self) -> list[str]:
        """Return which of pg:resolution and pg:links were made before the articles changed, sorted."""
        marked = self.engine.quads_for_pattern(None, _STALE, None, ABOUT_STORE)
        return sorted(quad.subject.value for quad in marked if isinstance(quad.subject, NamedNode))

    def quads(self) -> Iterator[Quad]:
        """Yield what the articles say, article by article, in a fixed order, then which entities are one, and then the
        links to the outside.
        """
        for article in self.articles():
            yield from sorted(self.quads_of(NamedNode(article)), key=str)
        for graph in (NEAR_DUPLICATES, *DERIVED):
            yield from sorted(self.quads_of(graph), key=str)

    def query(
        self, sparql: str, *, bindings: Bindings | None = None, dataset: QueryDataset | None = None
    ) -> QueryAnswer:
        """Answer a SPARQL query over all graphs as one (FROM and GRAPH work as usual), or over those of ``dataset``.

        ``bindings`` are what ``pg:parameter("name")`` in the query stands for. Raises QueryError.
        """
        return answer(self.engine, sparql, bindings=bindings, dataset=dataset)

    def rows(self, sparql: str, *, bindings: Bindings | None = None) -> Iterator[dict[str, Value]]:
        """Yield rows of a SELECT as Python values by variable, None where unbound. Raises QueryError."""
        found = self.query(sparql, bindings=bindings)
        columns = found.columns
        return (dict(zip(columns, row, strict=True)) for row in found.rows())

    def dataset(self) -> Dataset:
        """Return an rdflib Dataset over the store, its default graph the union; close the store, not it."""
        from oxrdflib import OxigraphStore  # noqa: PLC0415  rdflib takes 0.3 s to import
        from rdflib import Dataset  # noqa: PLC0415

        return Dataset(store=OxigraphStore(store=self.engine), default_union=True)

    def copy_to(self, folder: Path) -> None:
        """Make a copy of the store on disk in a new ``folder``: in no time within one file system, by hard links.

        Raises StoreError when the disk refuses.
        """
        try:
            self.engine.flush()  # else each opening of the copy replays the log
            self.engine.backup(folder)
        except ENGINE_ERRORS as error:
            raise StoreError(f"{folder}: no copy of {self.name} can be made here ({error})") from error

    def quads_of(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield what one graph holds; raises StoreError when the store turns out to be damaged."""
        try:
            yield from self.engine.quads_for_pattern(None, None, None, graph)
        except ENGINE_ERRORS as error:
            raise StoreError(f"{self.name}: {why_not_opened(error)}") from error


def _loading_mark(graph: NamedNode) -> Quad:
    return Quad(ABOUT_STORE, LOADING, graph, ABOUT_STORE)


def difference(old: Iterable[Quad], new: Iterable[Quad]) -> tuple[set[Quad], list[Quad]]:
    """Return the quads that are only in ``old``, and those that are only in ``new``."""
    known, wanted = set(old), dict.fromkeys(new)
    return known - wanted.keys(), [quad for quad in wanted if quad not in known]


def update_text(*, removed: Iterable[Quad], added: Iterable[Quad], dropped: NamedNode | None) -> str:
    """Return the SPARQL update that drops a graph, removes some quads and adds others."""
    steps = [] if dropped is None else [f"DROP SILENT GRAPH {dropped}"]
    for verb, quads in (("DELETE", removed), ("INSERT", added)):
        blocks = " ".join(
            f"GRAPH {graph} {{ {' . '.join(str(quad.triple) for _, quad in group)} }}"
            for (graph, _), group in groupby(enumerate(quads), key=lambda n: (n[1].graph_name, n[0] // _BLOCK))
        )
        if blocks:
            steps.append(f"{verb} DATA {{ {blocks} }}")
    return " ; ".join(steps)
