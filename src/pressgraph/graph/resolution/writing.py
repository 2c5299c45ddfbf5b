"""What has been decided as RDF: the graph ``pg:resolution``, apart from what the articles say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.graph.canonical import RESOLUTION
from pressgraph.graph.resolution.evidence import Comparison
from pressgraph.graph.resolution.resolve import Part, Resolution
from pressgraph.graph.software import own_version, software_agent
from pressgraph.graph.terms import decimal_literal, iri_node, term, text_literal
from pressgraph.identifiers import DEFAULT_BASE

_RUN = iri_node(f"{DEFAULT_BASE}resolution")


def resolution_quads(resolution: Resolution) -> list[Quad]:
    """Return the quads of a resolution, each once, in a fixed order."""
    return list(dict.fromkeys(_Writer(resolution).quads()))


class _Writer:
    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution

    def quads(self) -> Iterator[Quad]:
        found = self._resolution
        if found.merges or found.parts or found.candidates or found.homonyms:
            yield _quad(_RUN, "rdf:type", term("pg:Resolution"))
            agent, description = software_agent("pressgraph", own_version())
            yield _quad(_RUN, "prov:wasAssociatedWith", agent)
            yield from (Quad(agent, predicate, value, RESOLUTION) for predicate, value in description)
        for lesser, canonical in found.canonical.items():
            yield _quad(iri_node(lesser), "owl:sameAs", iri_node(canonical))
            yield self._preferred_name(canonical)
        for merge in found.merges:
            yield from self._pair("Merge", merge.comparison, "user" if merge.by_user else "rule")
        for comparison in found.candidates:
            yield from self._pair("MergeCandidate", comparison, None)
        for homonym in found.homonyms:
            node = _node("homonym", homonym.entity)
            yield from _decision(node, "SplitCandidate")
            yield _quad(node, "pg:one", iri_node(homonym.entity))
            yield _quad(node, "pg:oneName", text_literal(self._name(homonym.entity), language="fr"))
            for reason in homonym.reasons:
                yield _quad(node, "pg:feature", text_literal(reason, language="en"))
        for part in found.parts:
            yield from self._part(part)

    def _pair(self, kind: str, comparison: Comparison, decider: str | None) -> Iterator[Quad]:
        node = _node(kind.lower(), comparison.one, comparison.other)
        yield from _decision(node, kind)
        for side, iri in (("one", comparison.one), ("other", comparison.other)):
            yield _quad(node, f"pg:{side}", iri_node(iri))
            yield _quad(node, f"pg:{side}Name", text_literal(self._name(iri), language="fr"))
        yield _quad(node, "pg:score", decimal_literal(Decimal(str(comparison.score))))
        for feature in comparison.features:
            yield _quad(node, "pg:feature", text_literal(str(feature), language="en"))
        if decider:
            yield _quad(node, "pg:decidedBy", term(f"pg:{decider}"))

    def _part(self, part: Part) -> Iterator[Quad]:
        node, new = _node("split", part.iri), iri_node(part.iri)
        profile = self._resolution.profiles[part.iri]
        yield from _decision(node, "Split")
        yield _quad(node, "pg:splits", iri_node(part.entity))
        yield _quad(node, "pg:part", new)
        for article in part.articles:
            yield _quad(node, "pg:inArticle", iri_node(article))
        if part.why:
            yield _quad(node, "pg:feature", text_literal(part.why))
        yield _quad(node, "pg:decidedBy", term("pg:user"))
        yield _quad(new, "rdf:type", term(f"schema:{profile.kind.value}"))
        yield _quad(new, "rdfs:label", text_literal(profile.name, language="fr"))
        yield _quad(new, "schema:name", text_literal(profile.name))
        yield self._preferred_name(self._resolution.canonical.get(part.iri, part.iri))

    def _preferred_name(self, iri: str) -> Quad:
        return _quad(iri_node(iri), "skos:prefLabel", text_literal(self._name(iri), language="fr"))

    def _name(self, iri: str) -> str:
        return self._resolution.profiles[iri].name


def _decision(node: NamedNode, kind: str) -> Iterator[Quad]:
    yield _quad(node, "rdf:type", term(f"pg:{kind}"))
    yield _quad(node, "prov:wasGeneratedBy", _RUN)


def _node(kind: str, *parts: str) -> NamedNode:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return iri_node(f"{DEFAULT_BASE}{kind}/{digest}")


def _quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(subject, term(predicate), value, RESOLUTION)
