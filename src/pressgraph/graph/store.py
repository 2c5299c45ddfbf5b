"""The store: a folder on disk (or memory) that holds one named graph an article."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.errors import StoreError
from pressgraph.graph.article_graph import graph_name
from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.queries import Bindings, QueryAnswer, QueryDataset, answer
from pressgraph.graph.statements import statements
from pressgraph.graph.terms import Value, term

if TYPE_CHECKING:
    from rdflib import Dataset

    from pressgraph.facts import ArticleFacts

MEMORY = ":memory:"
FORMAT_VERSION = 1  #: of the graphs in a store; raise it when older stores can no longer be read
_ABOUT_STORE = term("pg:store")  # the graph that tells about the store itself, and what it tells about
_LINKS = term("pg:links")  # the graph of links to the world outside, which no article says
#: the graphs that hold no article
_OWN_GRAPHS = (_ABOUT_STORE, _LINKS, RESOLUTION)
_ENGINE_FILE = "CURRENT"  # every folder that Oxigraph wrote has it


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
    ) -> Self:
        """Open the store in the folder ``path``, or a new one in memory for ":memory:".

        With ``create``, a store is made where there is none. ``unit_iris`` (unit → IRI) and ``models``
        (language model → version) are for writing: see :func:`pressgraph.graph.statements.statements`.
        Raises StoreError when there is none, or it is in use, not writable, damaged or of another version.
        """
        engine = pyoxigraph.Store() if str(path) == MEMORY else _open_folder(Path(path), create=create)
        if create or str(path) == MEMORY:
            _mark(engine)
        problem = _version_problem(engine)
        if problem:
            del engine  # else the error's traceback would keep the folder locked
            raise StoreError(f"{path}: {problem}")
        return cls(engine, name=str(path), unit_iris=unit_iris, models=models)

    @classmethod
    def open_copy(cls, folder: Path) -> Self:
        """Open a copy that :meth:`copy_to` made, to read it; any number of processes can do so at once."""
        try:
            return cls(pyoxigraph.Store.read_only(str(folder)), name=str(folder), read_only=True)
        except OSError as error:
            raise StoreError(f"{folder}: {_why(error)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let others use the store; closing twice does no harm."""
        if self._engine is not None:
            if not self._read_only:
                # Else the next opening replays the log: half a minute instead of 0.2 s for a million quads.
                self._engine.flush()
            self._engine = None  # the engine lets go of its lock with its last reference

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
        new = statements(facts, unit_iris=self._unit_iris, models=self._models)
        self.replace(graph, old=self.quads_of(graph), new=new)

    def replace(self, graph: NamedNode, *, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Put ``new`` quads of ``graph`` in the place of ``old`` ones, in one transaction.

        Raises StoreError when the disk refuses.
        """
        known, wanted = set(old), dict.fromkeys(new)
        outdated = known - wanted.keys()
        fresh = [quad for quad in wanted if quad not in known]
        try:
            if outdated:  # only an update can both delete and insert in one transaction
                self.engine.update(_change(outdated, fresh, graph))
            else:
                self.engine.extend(fresh)
        except OSError as error:
            raise StoreError(f"{self.name}: {graph.value} can't be written ({error}); free the disk") from error

    def forget(self, article_iri: str) -> bool:
        """Remove the article's facts, and only them; returns whether there were any."""
        graph = graph_name(article_iri)
        if graph in _OWN_GRAPHS or not self.engine.contains_named_graph(graph):
            return False
        try:
            self.engine.remove_graph(graph)
        except OSError as error:
            raise StoreError(f"{self.name}: {article_iri} can't be removed ({error})") from error
        return True

    # Reading

    def articles(self) -> list[str]:
        """Return the IRIs of all articles, sorted."""
        return sorted(
            graph.value
            for graph in self.engine.named_graphs()
            if isinstance(graph, NamedNode) and graph not in _OWN_GRAPHS
        )

    def quads(self) -> Iterator[Quad]:
        """Yield what the articles say, article by article, in a fixed order, then which entities are one, and then the
        links to the outside.
        """
        for article in self.articles():
            yield from sorted(self.quads_of(NamedNode(article)), key=str)
        for graph in (RESOLUTION, _LINKS):
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
        except OSError as error:
            raise StoreError(f"{folder}: no copy of {self.name} can be made here ({error})") from error

    def quads_of(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield what one graph holds."""
        return self.engine.quads_for_pattern(None, None, None, graph)


def _open_folder(path: Path, *, create: bool) -> pyoxigraph.Store:
    exists = (path / _ENGINE_FILE).exists()
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: a file, and a store is a folder; give another --store")
    if not exists and not create:
        raise StoreError(f"{path}: no store here; make one with: pressgraph extract ARTICLES --store {path}")
    if not exists and path.exists() and any(path.iterdir()):
        raise StoreError(f"{path}: this folder holds other things than a store; give a new folder")
    if exists and not os.access(path, os.W_OK):
        raise StoreError(f"{path}: you may not write in this folder; even reading a store needs it")
    try:
        path.mkdir(parents=True, exist_ok=True)
        return _open_engine(path)
    except OSError as error:
        raise StoreError(f"{path}: {_why(error)}") from error


def _open_engine(path: Path) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store(path)
    except OSError as error:
        if "current process" not in str(error):
            raise
        # A store that this process has closed keeps its lock until the last iterator over it is collected.
        gc.collect()
        return pyoxigraph.Store(path)


def _why(error: OSError) -> str:
    message = str(error)
    if "lock" in message.lower():
        return "another pressgraph is using this store; wait until it has finished, or stop it"
    if isinstance(error, PermissionError) or "Permission denied" in message:
        return "you may not write here; give another --store or change the folder's permissions"
    return f"this store can't be opened ({message}); if it is damaged, make it anew with pressgraph extract"


def _mark(engine: pyoxigraph.Store) -> None:
    """Record the format version in a store that is still empty."""
    if not len(engine):
        engine.add(Quad(_ABOUT_STORE, term("pg:formatVersion"), Literal(FORMAT_VERSION), _ABOUT_STORE))


def _version_problem(engine: pyoxigraph.Store) -> str | None:
    """Return why this pressgraph can't read the store, None when it can."""
    found = [
        quad.object.value
        for quad in engine.quads_for_pattern(_ABOUT_STORE, term("pg:formatVersion"), None, _ABOUT_STORE)
        if isinstance(quad.object, Literal)
    ]
    if found == [str(FORMAT_VERSION)]:
        return None
    if not found:
        return "an Oxigraph store, but not one of pressgraph; give another --store"
    return (
        f"this store is of version {', '.join(found)}, this pressgraph reads version {FORMAT_VERSION}; "
        "extract the articles into a new store"
    )


def _change(outdated: Iterable[Quad], fresh: Iterable[Quad], graph: NamedNode) -> str:
    """Return the SPARQL update that removes some triples of a graph and adds others."""

    def block(quads: Iterable[Quad]) -> str:
        triples = " . ".join(str(quad.triple) for quad in quads)
        return f"{{ GRAPH {graph} {{ {triples} }} }}"

    return f"DELETE DATA {block(outdated)} ; INSERT DATA {block(fresh)}"
