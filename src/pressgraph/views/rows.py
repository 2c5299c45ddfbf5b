"""A view's rows, one by one: those that the filters admit, with the key of the edge that each supports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pressgraph.errors import QueryError
from pressgraph.facts import EntityType
from pressgraph.views.catalogue import articles_query, entities_query, find_view, places_query, reprints_query
from pressgraph.views.filters import NetworkFilters
from pressgraph.views.gathering import EdgeKey, GatheredNode, Location, Row, local_name
from pressgraph.views.pairs import pair_rows


class RowSource(Protocol):
    """What answers queries: a :class:`pressgraph.graph.store.Store`, or anything with the same method."""

    def rows(self, sparql: str, /) -> Iterator[dict[str, str | int | float | bool | None]]:
        """Answer a SELECT query, by default over the union of the named graphs, as plain Python values."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationNames:
    """What the relations are called, and which of them have no direction."""

    labels: Mapping[str, str]  #: relation's IRI → what to call it
    symmetric: Collection[str]  #: IRIs
    language: str  #: "fr" or "en": which of a view's own labels to take

    def of(self, row: Row) -> tuple[str, str]:
        """Return the IRI ("" when there is none) and the label of the row's relation."""
        predicate = row.get("predicate") or ""
        own = row.get(f"label_{self.language}") or row.get("label")
        return predicate, own or self.labels.get(predicate) or local_name(predicate)

    def all_of(self, predicate: str, label: str) -> tuple[str, ...]:
        """Return what a user may call a relation: its IRI, local name and labels."""
        return predicate, local_name(predicate), label, self.labels.get(predicate, "")


class ViewRows:
    """The rows of one view that become edges, and the nodes that it has.

    ``nodes`` holds every entity of the articles admitted; what is no entity (an article, a paper) joins them while
    the rows are read. Raises QueryError when there is no such view, or when a type, paper or, once all rows are
    read, a relation asked for occurs nowhere.
    """

    def __init__(self, store: RowSource, view: str, *, filters: NetworkFilters, names: RelationNames) -> None:
        self._store = store
        self._sparql = find_view(view).sparql
        self._filters = filters
        self._names = names
        self._articles = _articles_of_papers(store, filters)
        self._reprints = frozenset() if filters.keep_reprints else _reprints(store)
        self.nodes = self._read_entities()
        self._entities = frozenset(self.nodes)
        _check_types_exist(self.nodes.values(), filters)
        self._shut_out = {iri for iri, node in self.nodes.items() if not filters.admits_types(node.types)}

    def __iter__(self) -> Iterator[tuple[EdgeKey, Row]]:
        """Yield each row with its edge's key, in the order in which the store answers."""
        for row in _paired(self._admitted_rows()):
            source, target = row["source"], row.get("target")
            if source not in self._entities:
                self._describe_end(row, "source")
            if target is not None:
                if target not in self._entities:
                    self._describe_end(row, "target")
                if source not in self._shut_out and target not in self._shut_out:
                    yield self._edge_key(row), row

    def admitted_nodes(self) -> set[str]:
        """Return the IRIs of the nodes whose types the filters admit."""
        return self.nodes.keys() - self._shut_out

    def _edge_key(self, row: Row) -> EdgeKey:
        source, target = row["source"], row["target"]
        predicate, label = self._names.of(row)
        if predicate in self._names.symmetric and target < source:
            source, target = target, source
        return EdgeKey(source, target, predicate, label, local_name(row.get("modality") or ""))

    def _admitted_rows(self) -> Iterator[Row]:
        rows: Iterable[Row] = self._store.rows(self._sparql)
        admitted = filter(self._admits, rows)
        return self._of_relations(admitted) if self._filters.relations else admitted

    def _of_relations(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows of the relations asked for; whether there are any is known at the end."""
        admitted: dict[tuple[str, str], bool] = {}  # IRI and label → whether it stays
        for row in rows:
            relation = self._names.of(row)
            if relation not in admitted:
                admitted[relation] = self._filters.admits_relation(self._names.all_of(*relation))
            if admitted[relation]:
                yield row
        _check_relations_exist(admitted, self._names, self._filters)

    def _admits(self, row: Row) -> bool:
        modality = local_name(row.get("modality") or "")
        return self._filters.admits_statement(modality, row.get("confidence")) and self._admits_article(row)

    def _admits_article(self, row: Row) -> bool:
        article = row["article"]
        if article in self._reprints or (self._articles is not None and article not in self._articles):
            return False
        return self._filters.admits_date(row.get("published"))

    def _read_entities(self) -> dict[str, GatheredNode]:
        nodes: dict[str, GatheredNode] = {}
        rows: Iterable[Row] = self._store.rows(entities_query().sparql)
        for row in rows:
            if self._admits_article(row):
                iri = row["node"]
                if iri not in nodes:
                    nodes[iri] = GatheredNode(iri)
                nodes[iri].add(
                    article=row["article"],
                    published=row["published"],
                    label=row["label"],
                    kind=row["class"],
                    mentions=row["mentions"],
                )
        places: Iterable[Row] = self._store.rows(places_query().sparql)
        for row in places:
            if row["node"] in nodes:
                nodes[row["node"]].locate(Location(row["latitude"], row["longitude"], row["country"] or ""))
        return nodes

    def _describe_end(self, row: Row, end: str) -> None:
        """Add what a view's row tells of an end of which ``entities.rq`` has told nothing."""
        iri = row[end]
        node = self.nodes.setdefault(iri, GatheredNode(iri))
        weight = row.get("weight")
        node.add(
            article=row["article"],
            published=row.get("published"),
            label=row.get(f"{end}_label"),
            kind=row.get(f"{end}_type"),
            mentions=node.mentions_in(row["article"]) + int(1 if weight is None else weight),
        )


def _paired(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield rows that have a source and a target, made of pairs where the view answers with members of contexts."""
    for first in rows:
        whole = _chained(first, rows)
        yield from pair_rows(whole) if "member" in first else whole


def _chained(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _articles_of_papers(store: RowSource, filters: NetworkFilters) -> set[str] | None:
    """Return the articles of the papers asked for, None when all are."""
    if not filters.papers:
        return None
    rows: list[Row] = [row for row in store.rows(articles_query().sparql) if row["publisher"]]
    papers = {row["publisher"] for row in rows}
    for wanted in () if filters.may_be_absent else filters.papers:
        if not any(NetworkFilters(papers=[wanted]).admits_paper(paper) for paper in papers):
            there_are = ", ".join(sorted(papers)) or "none"
            raise QueryError(f"{wanted}: no article is from this paper; there are {there_are}")
    return {row["article"] for row in rows if filters.admits_paper(row["publisher"])}


def _reprints(store: RowSource) -> frozenset[str]:
    rows: Iterable[Row] = store.rows(reprints_query().sparql)
    return frozenset(row["article"] for row in rows)


def _check_relations_exist(seen: Collection[tuple[str, str]], names: RelationNames, filters: NetworkFilters) -> None:
    """Refuse a relation that occurs nowhere: a slip of the pen more likely than a wish for an empty graph."""
    if filters.may_be_absent:
        return
    known = {name for relation in seen for name in names.all_of(*relation)}
    for wanted in filters.relations:
        if known and not NetworkFilters(relations=[wanted]).admits_relation(known):
            there_are = ", ".join(sorted({label for _, label in seen}))
            raise QueryError(f"{wanted}: no such relation in this view; there are {there_are}")


def _check_types_exist(nodes: Iterable[GatheredNode], filters: NetworkFilters) -> None:
    """Refuse a type that is none of ours and that no entity has."""
    if not filters.types or filters.may_be_absent:
        return
    known = {*EntityType, *(kind for node in nodes for kind in node.types)}
    for wanted in filters.types:
        if not NetworkFilters(types=[wanted]).admits_types(known):
            raise QueryError(f"{wanted}: no such type of entity; there are {', '.join(sorted(known))}")
