"""Rows → elements for a writer, one edge a row: a graph of any size in memory that grows with its nodes only.

Edges wait in a temporary file until the nodes that they join are known and written.
"""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from pressgraph.views.filters import NetworkFilters
from pressgraph.views.gathering import EdgeKey, Row
from pressgraph.views.rows import RelationNames, RowSource, ViewRows
from pressgraph.views.writers.elements import EdgeElement, NodeElement, Types, Value, clean, cleaned, types_of

#: attribute of an edge → its type; each stands for the attribute of the same name of a gathered network
_EDGE_TYPES: Types = {
    "label": str,
    "interaction": str,
    "predicate": str,
    "weight": float,
    "confidence": float,
    "modality": str,
    "evidence": str,
    "sources": str,
    "first_seen": str,
    "last_seen": str,
}
_EDGES_AT_ONCE = 500  #: as many are kept and fetched together; more would wake the garbage collector
_WITHOUT_REFERENCES = 2  #: marshal's version that looks for no repeated objects, three times as fast


class RowElements:
    """A view's elements, one edge for each row that supports one; a context manager that holds a temporary file.

    The parameters are those of :func:`pressgraph.views.network.build_network`; ``minimum_weight`` is that of a row.
    Nodes and edges come in the order in which the store answers. Raises QueryError as that function does.
    """

    def __init__(
        self,
        store: RowSource,
        view: str = "relations",
        *,
        filters: NetworkFilters | None = None,
        labels: Mapping[str, str] | None = None,
        symmetric: Collection[str] = (),
        language: str = "fr",
    ) -> None:
        filters = filters or NetworkFilters()
        names = RelationNames(labels=labels or {}, symmetric=symmetric, language=language)
        self._rows = ViewRows(store, view, filters=filters, names=names)
        self._ids: dict[str, str] = {}  #: node's IRI → its id
        self._edges = TemporaryFile()  # noqa: SIM115  (closed in __exit__)
        self.edge_count = 0
        try:
            self._spool(filters)
        except BaseException:
            self._edges.close()
            raise
        self.edge_types = _EDGE_TYPES
        self.node_types = types_of(self._rows.nodes[iri].attributes() for iri in self._ids)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._edges.close()

    @property
    def node_count(self) -> int:
        """How many nodes have an edge, or stay without one."""
        return len(self._ids)

    def nodes(self) -> Iterator[NodeElement]:
        """Give every node."""
        for iri, node_id in self._ids.items():
            attributes = self._rows.nodes[iri].attributes()
            yield NodeElement(node_id, cleaned(attributes, self.node_types))

    def edges(self) -> Iterator[EdgeElement]:
        """Give every edge."""
        self._edges.seek(0)
        numbers = count(1)
        while size := self._edges.read(8):
            for source, target, *values in marshal.loads(self._edges.read(int.from_bytes(size))):  # what we wrote
                attributes: dict[str, Value] = {
                    name: value for name, value in zip(_EDGE_TYPES, values, strict=True) if value is not None
                }
                yield EdgeElement(f"e{next(numbers)}", source, target, attributes)

    def _spool(self, filters: NetworkFilters) -> None:
        ids = self._ids
        batch: list[tuple[str | float | None, ...]] = []
        for key, row in self._rows:
            weight = row.get("weight")
            weight = 1.0 if weight is None else float(weight)
            if weight >= filters.minimum_weight:
                source = ids.setdefault(key.source, f"n{len(ids) + 1}")
                target = ids.setdefault(key.target, f"n{len(ids) + 1}")
                batch.append((source, target, *_edge_values(key, row, weight)))
                if len(batch) == _EDGES_AT_ONCE:
                    self._keep(batch)
                    batch = []
        self._keep(batch)
        if filters.keep_isolated:
            for iri in sorted(self._rows.admitted_nodes() - ids.keys()):
                ids[iri] = f"n{len(ids) + 1}"

    def _keep(self, batch: list[tuple[str | float | None, ...]]) -> None:
        content = marshal.dumps(batch, _WITHOUT_REFERENCES)
        self._edges.write(len(content).to_bytes(8) + content)
        self.edge_count += len(batch)


def _edge_values(key: EdgeKey, row: Row, weight: float) -> tuple[str | float | None, ...]:
    """Return the values of the edge's attributes in the order of ``_EDGE_TYPES``, None where there is none."""
    confidence, sentence, published = row.get("confidence"), row.get("sentence"), row.get("published")
    label = clean(key.label)
    return (
        label,
        label,
        key.predicate or None,
        weight,
        None if confidence is None else float(confidence),
        key.modality or None,
        clean(" ".join(sentence.split())) if sentence else None,
        row["article"],
        published,
        published,
    )
