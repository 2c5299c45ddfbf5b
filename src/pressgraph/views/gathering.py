"""Nodes and edges while rows add up to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from pressgraph.facts import EntityType

Row = Mapping[str, Any]  #: column → str, int, float, bool or None
LIST_SEPARATOR = " | "
_EVIDENCE_SENTENCES = 3
_ENTITY_TYPES = frozenset(kind.value for kind in EntityType)


@lru_cache(maxsize=1 << 10)
def local_name(iri: str) -> str:
    """Return what stands behind the last "/" or "#"."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


class Location(NamedTuple):
    """Where a place lies."""

    latitude: float  #: degrees north, WGS 84
    longitude: float  #: degrees east, WGS 84
    country: str  #: ISO 3166-1 alpha-2 code, or ""


@dataclass(slots=True)
class GatheredNode:
    """A node and what each article adds to it."""

    iri: str
    types: set[str] = field(default_factory=set)  #: local names of classes
    _articles_of_label: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _mentions: dict[str, int] = field(default_factory=dict)  #: article IRI → how many
    _dates: set[str] = field(default_factory=set)
    _location: Location | None = None

    def add(self, *, article: str, published: str | None, label: str | None, kind: str | None, mentions: int) -> None:
        """Add what one article tells; when it tells the same again, ``mentions`` replaces the former."""
        if label:
            self._articles_of_label[" ".join(label.split())].add(article)
        if kind:
            self.types.add(local_name(kind))
        if published:
            self._dates.add(published)
        self._mentions[article] = mentions

    def locate(self, location: Location) -> None:
        """Say where it lies; of several answers, the same one wins in whatever order they come."""
        self._location = location if self._location is None else min(self._location, location)

    def mentions_in(self, article: str) -> int:
        """Return how many mentions the article has been said to hold so far."""
        return self._mentions.get(article, 0)

    def attributes(self) -> dict[str, Any]:
        """Return the node's attributes in the network."""
        label = self._usual_label()
        main = sorted(self.types & _ENTITY_TYPES or self.types)[:1]
        return _without_blanks(
            label=label,
            name=label,
            type=LIST_SEPARATOR.join(main),
            types=LIST_SEPARATOR.join(sorted(self.types.difference(main))),
            mentions=sum(self._mentions.values()),
            articles=len(self._mentions),
            first_seen=min(self._dates, default=None),
            last_seen=max(self._dates, default=None),
            **(self._location._asdict() if self._location else {}),
            iri=self.iri,
        )

    def _usual_label(self) -> str:
        """Where articles write one name in several ways the most frequent wins, then the longest."""
        usage = self._articles_of_label
        return max(usage, key=lambda name: (len(usage[name]), len(name), name), default=local_name(self.iri))


class EdgeKey(NamedTuple):
    """What tells an edge from every other; an empty string stands for what the view doesn't give."""

    source: str
    target: str
    predicate: str
    label: str
    modality: str


class _Evidence(NamedTuple):
    """A sentence that shows an edge; the surest and then the oldest sort first."""

    doubt: float
    published: str
    article: str
    sentence: str


@dataclass(slots=True)
class GatheredEdge:
    """What the rows of one edge add up to."""

    weight: float = 0.0
    _rows: int = 0
    _confidence: float | None = None
    _articles: set[str] = field(default_factory=set)
    _dates: set[str] = field(default_factory=set)
    _evidence: list[_Evidence] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Add one row of the view; a row without weight counts once an article."""
        article, published, confidence = row["article"], row.get("published"), row.get("confidence")
        weight = row.get("weight")
        self.weight += (article not in self._articles) if weight is None else weight
        self._rows += 1
        self._articles.add(article)
        if published:
            self._dates.add(published)
        if confidence is not None:
            self._confidence = max(float(confidence), self._confidence or 0.0)
        if row.get("sentence"):
            sentence = " ".join(row["sentence"].split())
            self._keep_best(_Evidence(-(confidence or 0.0), published or "9999", article, sentence))

    def _keep_best(self, found: _Evidence) -> None:
        best: dict[str, _Evidence] = {}
        for evidence in sorted([*self._evidence, found]):
            best.setdefault(evidence.sentence, evidence)
        self._evidence = list(best.values())[:_EVIDENCE_SENTENCES]

    def attributes(self, key: EdgeKey) -> dict[str, Any]:
        """Return the attributes of the edge with this key in the network."""
        return _without_blanks(
            label=key.label,
            interaction=key.label,
            predicate=key.predicate,
            weight=float(self.weight),
            confidence=self._confidence,
            modality=key.modality,
            articles=len(self._articles),
            mentions=self._rows,
            evidence=LIST_SEPARATOR.join(evidence.sentence for evidence in self._evidence),
            sources=LIST_SEPARATOR.join(dict.fromkeys(evidence.article for evidence in self._evidence)),
            first_seen=min(self._dates, default=None),
            last_seen=max(self._dates, default=None),
        )


def _without_blanks(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}
