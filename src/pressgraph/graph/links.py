"""Links from the store's entities to the world outside: a graph of their own, which no article's reading touches.

A link is the plain triple (``owl:sameAs`` or ``skos:closeMatch``) and a ``pg:Link`` that says who found it and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.graph.software import own_version, software_agent
from pressgraph.graph.terms import Term, decimal_literal, iri_node, term, text_literal, typed_literal

if TYPE_CHECKING:
    from pressgraph.graph.store import Store

#: name of the graph that holds the links
LINKS_GRAPH = term("pg:links")

_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_SOURCE, _MENTIONS = term("prov:hadPrimarySource"), term("oa:hasBody")


class LinkKind(StrEnum):
    """What a link claims; the value is its property with its prefix."""

    SAME = "owl:sameAs"  #: whatever is said of the one is true of the other
    CLOSE = "skos:closeMatch"  #: most likely the same, for a reader to confirm


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entity of the store is (most likely) one that a service knows."""

    entity: str  #: IRI in the store
    target: str  #: IRI outside
    kind: LinkKind
    asked_name: str  #: the name that the service was given
    matched_name: str  #: the name by which the service knows the entity
    score: float  #: on the service's own scale
    flagged: bool  #: whether the service holds the match for certain
    reason: str  #: why the link was made, and why of this kind; English
    service: str  #: the service's address
    service_name: str  #: what the service calls itself
    answered: datetime  #: when the service gave the answer, with time zone


def write_links(store: Store, links: Collection[Link], *, decided: Collection[str], service: str) -> None:
    """Make ``links`` the only ones to ``service`` that the entities ``decided`` have, in one transaction.

    An entity of ``decided`` without a link loses those it had. Raises StoreError when the disk refuses.
    """
    source = iri_node(service)
    old = [quad for entity in decided for quad in _links_of(store, iri_node(entity), service=source)]
    if links:  # they tell anew what the service calls itself
        old += _quads(store, source, None, None)
    store.replace(LINKS_GRAPH, old=old, new=[quad for link in links for quad in _statements(link)])


def remove_stray_links(store: Store) -> int:
    """Remove the links of entities that no article mentions any more; returns how many entities had such links.

    Raises StoreError when the disk refuses.
    """
    linked = {q.object for q in _quads(store, None, _SUBJECT, None) if isinstance(q.object, NamedNode)}
    stray = [e for e in linked if not any(store.engine.quads_for_pattern(None, _MENTIONS, e, None))]
    store.replace(LINKS_GRAPH, old=[quad for entity in stray for quad in _links_of(store, entity)], new=())
    return len(stray)


def _links_of(store: Store, entity: NamedNode, *, service: NamedNode | None = None) -> list[Quad]:
    """Return the quads of an entity's links, to one service or to all."""
    found: set[Quad] = set()
    kept: set[Quad] = set()  # plain triples that another service's link claims too
    for link in [quad.subject for quad in _quads(store, None, _SUBJECT, entity)]:
        said = _quads(store, link, None, None)
        value = {quad.predicate: quad.object for quad in said}
        plain = _quads(store, entity, value[_PREDICATE], value[_OBJECT])
        if service in (None, value[_SOURCE]):
            found.update(said, plain)
        else:
            kept.update(plain)
    return list(found - kept)


def _quads(store: Store, subject: Term | None, predicate: Term | None, value: Term | None) -> list[Quad]:
    return list(store.engine.quads_for_pattern(subject, predicate, value, LINKS_GRAPH))  # type: ignore[arg-type]


def _statements(link: Link) -> list[Quad]:
    entity, target, service = map(iri_node, (link.entity, link.target, link.service))
    node = iri_node(f"{entity.value}#link={_digest(service.value, target.value)}")
    agent, description = software_agent("pressgraph", own_version())
    triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (entity, term(link.kind), target),
        (node, term("rdf:type"), term("pg:Link")),
        (node, term("rdf:type"), term("rdf:Statement")),
        (node, term("rdf:subject"), entity),
        (node, term("rdf:predicate"), term(link.kind)),
        (node, term("rdf:object"), target),
        (node, term("pg:askedName"), text_literal(link.asked_name)),
        (node, term("pg:matchedName"), text_literal(link.matched_name)),
        (node, term("pg:matchScore"), decimal_literal(Decimal(str(round(link.score, 3))))),
        (node, term("pg:flaggedAsMatch"), Literal(link.flagged)),
        (node, term("rdfs:comment"), text_literal(link.reason, language="en")),
        (node, term("prov:hadPrimarySource"), service),
        (node, term("prov:wasAttributedTo"), agent),
        (
            node,
            term("prov:generatedAtTime"),
            typed_literal(f"{link.answered.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "dateTime"),
        ),
        (service, term("rdf:type"), term("pg:ReconciliationService")),
        (service, term("rdfs:label"), text_literal(link.service_name)),
        *((agent, predicate, value) for predicate, value in description),
    ]
    return [Quad(*triple, LINKS_GRAPH) for triple in triples]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
