"""A view of the store as the explorer page draws it: every entity, and every edge with the sentences behind it.

Plain data that JSON can hold, and no more of it than the page needs, for it is sent whole: the page filters it.

``articles``   ``iri title published publisher``, in order of publication
``sentences``  texts
``relations``  key of a relation → its label by language; the key is the property's IRI where there is one
``nodes``      ``iri label type types aliases mentions articles``; of places ``latitude longitude country``
``edges``      ``source target`` (places in ``nodes``), ``relation`` (key), ``modality`` (local name, or "") and
               ``evidence``: lists of article, sentence (places in ``articles`` and ``sentences``), weight and
               confidence, each or null; without weights, an edge weighs as many as its articles
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pressgraph.facts import EntityType
from pressgraph.graph import Store
from pressgraph.ontology import load_ontology
from pressgraph.ontology.turtle import local_name
from pressgraph.serving.page_queries import page_query
from pressgraph.views import find_view
from pressgraph.views.gathering import Row
from pressgraph.views.pairs import pair_rows

Json = dict[str, Any]

_ENTITY_TYPES = frozenset(kind.value for kind in EntityType)


def read_page_network(store: Store, view: str = "relations") -> Json:
    """Return the whole view, merged entities as one; raises QueryError when there is no such view."""
    rows: Iterable[Row] = list(store.rows(find_view(view).sparql))
    if any("member" in row for row in rows):  # a view of things that stand together
        rows = pair_rows(rows)
    gathered = _Gathering(articles=[dict(row) for row in store.rows(page_query("articles"))])
    gathered.add_entities(store)
    for row in rows:
        if row.get("target") is not None:
            gathered.add_row(row)
    return gathered.as_json()


@dataclass
class _Gathering:
    """Nodes and edges while rows add up to them."""

    articles: list[Json]
    nodes: dict[str, Json] = field(default_factory=dict)
    relations: dict[str, Json] = field(default_factory=dict)
    sentences: dict[str, int] = field(default_factory=dict)
    edges: dict[tuple[str, str, str, str], list[list[Any]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._place_of = {article["article"]: place for place, article in enumerate(self.articles)}
        self._relation_types = load_ontology().relation_types

    def add_entities(self, store: Store) -> None:
        labels: defaultdict[str, set[str]] = defaultdict(set)
        written: defaultdict[str, set[str]] = defaultdict(set)
        for row in store.rows(page_query("names")):
            node = self._node(str(row["node"]))
            node["types"].add(local_name(str(row["class"])))
            labels[node["iri"]].add(str(row["label"]))
            written[node["iri"]].add(str(row["written"]))
        for iri, found in labels.items():
            # Of the forms of one name, the one in lower-case letters and with accents comes last.
            label = max(found)
            self.nodes[iri].update(label=label, aliases=sorted(written[iri] - {label}))
        for row in store.rows(page_query("mentions")):
            node = self._node(str(row["node"]))
            node["mentions"] += row["mentions"]
            node["articles"] += 1
        for row in store.rows(page_query("locations")):
            place = self._node(str(row["node"]))
            place.update((name, row[name]) for name in ("latitude", "longitude", "country"))

    def add_row(self, row: Row) -> None:
        source, target, predicate = row["source"], row["target"], row.get("predicate")
        for end, iri in (("source", source), ("target", target)):
            node = self._node(iri, label=row.get(f"{end}_label"))
            if row.get(f"{end}_type"):
                node["types"].add(local_name(row[f"{end}_type"]))
        known = self._relation_types.get(predicate or "")
        if known and known.symmetric and target < source:
            source, target = target, source
        relation = predicate or row.get("label_en") or row.get("label") or ""
        if relation not in self.relations:
            self.relations[relation] = _labels(row, relation) if known is None else dict(known.labels)
        sentence = row.get("sentence")
        self.edges[source, target, relation, local_name(row.get("modality") or "")].append(
            [
                self._place_of.get(row["article"]),
                None if sentence is None else self.sentences.setdefault(sentence, len(self.sentences)),
                row.get("weight"),
                row.get("confidence"),
            ]
        )

    def as_json(self) -> Json:
        places = {iri: place for place, iri in enumerate(self.nodes)}
        return {
            "articles": [{"iri": article.pop("article"), **article} for article in self.articles],
            "sentences": list(self.sentences),
            "relations": self.relations,
            "nodes": [_finished(node) for node in self.nodes.values()],
            "edges": [
                {
                    "source": places[source],
                    "target": places[target],
                    "relation": relation,
                    "modality": modality,
                    "evidence": evidence,
                }
                for (source, target, relation, modality), evidence in sorted(self.edges.items())
            ],
        }

    def _node(self, iri: str, *, label: str | None = None) -> Json:
        node = self.nodes.get(iri)
        if node is None:
            node = self.nodes[iri] = {
                "iri": iri, "label": label or local_name(iri), "types": set(), "aliases": [],
                "mentions": 0, "articles": 0,
            }  # fmt: skip
        return node


def _labels(row: Row, key: str) -> Json:
    usual = row.get("label") or local_name(key)
    return {language: row.get(f"label_{language}") or usual for language in ("fr", "en")}


def _finished(node: Json) -> Json:
    """Tell an entity's type from its narrower classes."""
    types: set[str] = node["types"]
    main = min(types & _ENTITY_TYPES or types, default="")
    return {**node, "type": main, "types": sorted(types - {main})}


def within(network: Json, *, about: str | None, depth: int, most: int) -> Json:
    """Return a part of the network: the ``most`` best linked nodes, those around the node ``about`` when it is given.

    Around it, nearer nodes come first. Articles and sentences stay in the places where they were, those that no edge
    needs as null.
    """
    degree: defaultdict[int, int] = defaultdict(int)
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for edge in network["edges"]:
        for one, other in ((edge["source"], edge["target"]), (edge["target"], edge["source"])):
            degree[one] += len(edge["evidence"])
            neighbours[one].add(other)
    if about is None:
        order = sorted(degree, key=lambda place: (-degree[place], place))
    else:
        start = next(place for place, node in enumerate(network["nodes"]) if node["iri"] == about)
        order = list(_rings(start, neighbours, degree, depth))
    kept = {place: new for new, place in enumerate(order[:most])}
    edges = [
        {**edge, "source": kept[edge["source"]], "target": kept[edge["target"]]}
        for edge in network["edges"]
        if edge["source"] in kept and edge["target"] in kept
    ]
    told = {sentence for edge in edges for _, sentence, *_ in edge["evidence"] if sentence is not None}
    return {
        **network,
        "nodes": [network["nodes"][place] for place in kept],
        "edges": edges,
        "sentences": [text if place in told else None for place, text in enumerate(network["sentences"])],
    }


def _rings(start: int, neighbours: dict[int, set[int]], degree: dict[int, int], depth: int) -> Iterator[int]:
    seen, ring = {start}, [start]
    for _ in range(depth + 1):
        yield from ring
        ring = sorted({near for place in ring for near in neighbours[place]} - seen, key=lambda n: (-degree[n], n))
        seen.update(ring)
