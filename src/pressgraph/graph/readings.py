"""The store's memory of its making: each run of reading, what it read, what it couldn't read and why.

It stands in a graph of its own, ``pg:readings``, and no dump holds it: the same articles give the same dump, whenever
and in whatever portions they were read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.errors import ReadingError
from pressgraph.graph.article_graph import graph_name
from pressgraph.graph.prepared import PreparedArticle
from pressgraph.graph.software import own_version, software_agent
from pressgraph.graph.store import READINGS, Store
from pressgraph.graph.terms import as_value, iri_node, term, text_literal, typed_literal
from pressgraph.identifiers import DEFAULT_BASE

_COUNTS = {"read": "pg:articlesRead", "skipped": "pg:articlesSkipped", "failed": "pg:articlesFailed"}
#: kind of fact → what of a query counts it
_FACTS = {
    "articles": "(COUNT(*) AS ?n) { GRAPH ?article { ?article a schema:NewsArticle } }",
    "entities": "(COUNT(DISTINCT ?entity) AS ?n) { ?mention oa:hasBody ?entity }",
    "mentions": "(COUNT(*) AS ?n) { ?mention oa:hasBody ?entity }",
    "relations": "(COUNT(*) AS ?n) { ?statement a pg:RelationStatement }",
    "figures": "(COUNT(*) AS ?n) { ?figure a schema:Observation }",
    "quotes": "(COUNT(*) AS ?n) { ?quote a schema:Quotation }",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of reading, as far as it has come."""

    started: datetime  #: with time zone
    ended: datetime | None = None  #: None while it goes on, and for ever when it was interrupted
    version: str = ""  #: of the pressgraph that ran
    read: int = 0  #: articles
    skipped: int = 0  #: articles that the store knew already
    failed: int = 0  #: articles and files

    @property
    def node(self) -> NamedNode:
        """The run's IRI: only one process at a time writes, so that the time tells them apart."""
        return iri_node(f"{DEFAULT_BASE}reading/{self.started.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}")


class RunWriter:
    """Writes articles into a store in portions, each with the record of the run so far in the same transaction."""

    def __init__(self, store: Store) -> None:
        """Begin a run; nothing is written yet."""
        self.run = Run(started=datetime.now(UTC), version=own_version())
        self._store = store
        self._articles: list[PreparedArticle] = []
        self._failures: list[ReadingError] = []

    @property
    def size(self) -> int:
        """Bytes of the articles that wait to be written."""
        return sum(len(article.nquads) for article in self._articles)

    def knows(self, article_iri: str, fingerprint: str) -> bool:
        """Whether the store holds this article with this fingerprint."""
        found = self._store.engine.quads_for_pattern(
            graph_name(article_iri), term("pg:fingerprint"), text_literal(fingerprint), READINGS
        )
        return next(found, None) is not None

    def add(self, article: PreparedArticle) -> None:
        """Take an article to be written by the next commit."""
        self._articles.append(article)
        self.run = replace(self.run, read=self.run.read + 1)

    def skip(self) -> None:
        """Count an article that the store knows already."""
        self.run = replace(self.run, skipped=self.run.skipped + 1)

    def fail(self, error: ReadingError) -> None:
        """Take note of something that couldn't be read."""
        self._failures.append(error)
        self.run = replace(self.run, failed=self.run.failed + 1)

    def commit(self) -> None:
        """Write what waits; raises StoreError when the disk refuses."""
        recorded, described = set(_quads(self._store, self.run.node)), set(_run_quads(self.run))
        self._store.load(
            self._articles,
            removed=recorded - described,
            added=[
                *(described - recorded),
                *(quad for article in self._articles for quad in _article_quads(article, self.run)),
                *(quad for failure in self._failures for quad in _failure_quads(failure, self.run)),
            ],
        )
        self._articles, self._failures = [], []

    def finish(self) -> None:
        """Write what waits, and that the run has come to its end; raises StoreError when the disk refuses."""
        self.run = replace(self.run, ended=datetime.now(UTC))
        self.commit()


def count_facts(store: Store) -> dict[str, int]:
    """Return how much of each kind the store holds."""
    return {kind: int(str(next(store.rows(f"SELECT {query}"))["n"])) for kind, query in _FACTS.items()}


def read_runs(store: Store) -> list[Run]:
    """Return the runs that the store remembers, the latest first."""
    nodes = _nodes(store, "rdf:type", term("pg:Reading"))
    return sorted((_run(store, node) for node in nodes), key=lambda run: run.started, reverse=True)


def read_failures(store: Store, run: Run) -> list[ReadingError]:
    """Return what couldn't be read in ``run``, sorted."""
    failures = []
    for node in _nodes(store, "prov:wasGeneratedBy", run.node):
        value = {found.predicate: as_value(found.object) for found in _quads(store, node)}
        failures.append(ReadingError(str(value[term("dcterms:source")]), str(value[term("rdfs:comment")])))
    return sorted(failures, key=str)


def _run(store: Store, node: NamedNode) -> Run:
    value = {found.predicate: as_value(found.object) for found in _quads(store, node)}
    ended = value.get(term("prov:endedAtTime"))
    return Run(
        started=datetime.fromisoformat(str(value[term("prov:startedAtTime")])),
        ended=None if ended is None else datetime.fromisoformat(str(ended)),
        version=str(value[term("schema:softwareVersion")]),
        **{name: int(str(value[term(predicate)])) for name, predicate in _COUNTS.items()},
    )


def _nodes(store: Store, predicate: str, value: NamedNode) -> list[NamedNode]:
    found = store.engine.quads_for_pattern(None, term(predicate), value, READINGS)
    return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]


def _quads(store: Store, subject: NamedNode) -> list[Quad]:
    return list(store.engine.quads_for_pattern(subject, None, None, READINGS))


def _run_quads(run: Run) -> Iterator[Quad]:
    agent, description = software_agent("pressgraph", run.version)
    yield _quad(run.node, "rdf:type", term("pg:Reading"))
    yield _quad(run.node, "prov:startedAtTime", _time(run.started))
    if run.ended:
        yield _quad(run.node, "prov:endedAtTime", _time(run.ended))
    yield _quad(run.node, "schema:softwareVersion", text_literal(run.version))
    for name, predicate in _COUNTS.items():
        yield _quad(run.node, predicate, Literal(getattr(run, name)))
    yield _quad(run.node, "prov:wasAssociatedWith", agent)
    yield from (Quad(agent, predicate, value, READINGS) for predicate, value in description)


def _article_quads(article: PreparedArticle, run: Run) -> Iterable[Quad]:
    yield _quad(article.graph, "pg:fingerprint", text_literal(article.fingerprint))
    yield _quad(article.graph, "pg:readIn", run.node)


def _failure_quads(failure: ReadingError, run: Run) -> Iterable[Quad]:
    digest = hashlib.sha256(str(failure).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    node = iri_node(f"{run.node.value}#failure={digest}")
    yield _quad(node, "rdf:type", term("pg:ReadingFailure"))
    yield _quad(node, "prov:wasGeneratedBy", run.node)
    yield _quad(node, "dcterms:source", text_literal(failure.source))
    yield _quad(node, "rdfs:comment", text_literal(failure.reason, language="en"))


def _quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(subject, term(predicate), value, READINGS)


def _time(moment: datetime) -> Literal:
    return typed_literal(f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}", "dateTime")
