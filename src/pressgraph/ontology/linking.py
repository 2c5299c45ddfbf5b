"""What reconciliation services are asked about each class of entities: compiled from ``linking.ttl``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import PG, RDFS, SCHEMA, SKOS, TurtleGraph

_SHACL = "http://www.w3.org/ns/shacl#"
_VOID = "http://rdfs.org/ns/void#"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingClue:
    """Something that a service is told of an entity besides its name and type."""

    entity_class: str  #: IRI
    path: str  #: IRI of the property in the store
    pattern: re.Pattern[str] | None  #: the first group of what it matches is told; values that it doesn't match aren't
    property: str  #: IRI of the service's property


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownService:
    """A service whose identifiers are known before it is asked."""

    name: str
    identifier_space: str  #: what the IRIs of its entities begin with
    schema_space: str  #: what the IRIs of its properties begin with


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingRules:
    """How to ask about entities, at any service."""

    types: Mapping[str, tuple[str, ...]]  #: class IRI → IRIs of the services' types that fit
    clues: tuple[LinkingClue, ...]
    many_namesakes: frozenset[str]  #: IRIs of the classes in which the same name doesn't mean the same thing
    services: Mapping[str, KnownService]  #: by address

    def types_of(self, classes: Collection[str], *spaces: str) -> tuple[str, ...]:
        """Return the identifiers of the types to ask for: the narrower classes' where they have any.

        ``spaces`` are what the IRIs of the service's types can begin with.
        """
        narrower = [iri for iri in classes if iri not in _BROAD_CLASSES]
        return self._identifiers(narrower, spaces) or self._identifiers(classes, spaces)

    def _identifiers(self, classes: Collection[str], spaces: Collection[str]) -> tuple[str, ...]:
        iris = (iri for name in sorted(classes) for iri in self.types.get(name, ()))
        return tuple(dict.fromkeys(found for iri in iris if (found := identifier_in(iri, *spaces))))


_BROAD_CLASSES = frozenset(SCHEMA + kind.value for kind in EntityType)


def identifier_in(iri: str, *spaces: str) -> str:
    """Return what follows the first of ``spaces`` with which ``iri`` begins, "" when it begins with none."""
    return next((iri[len(space) :] for space in spaces if space and iri.startswith(space)), "")


def load_linking_rules(*files: Path | str) -> LinkingRules:
    """Return the rules that came with pressgraph, with those of the user's Turtle ``files`` added.

    Raises OntologyError for a file that can't be read and for a clue that lacks a part.
    """
    graph = TurtleGraph([ontologies_folder() / "linking.ttl", *map(Path, files)])
    classes = [node for node in graph.subjects_with(SKOS + "closeMatch") if isinstance(node, NamedNode)]
    return LinkingRules(
        types={node.value: tuple(graph.iris(node, SKOS + "closeMatch")) for node in classes},
        clues=tuple(_read_clue(graph, node) for node in graph.subjects_of_type(PG + "LinkingClue")),
        many_namesakes=frozenset(
            node.value
            for node in graph.subjects_with(PG + "manyNamesakes")
            if isinstance(node, NamedNode) and "true" in graph.texts(node, PG + "manyNamesakes")
        ),
        services=dict(
            _read_service(graph, node)
            for node in graph.subjects_of_type(PG + "ReconciliationService")
            if isinstance(node, NamedNode)
        ),
    )


def _read_service(graph: TurtleGraph, node: NamedNode) -> tuple[str, KnownService]:
    parts = [graph.texts(node, p) for p in (RDFS + "label", _VOID + "uriSpace", PG + "schemaSpace")]
    if not all(len(values) == 1 for values in parts):
        raise OntologyError(
            f"{graph.file_of(node)}: service {node.value} needs one rdfs:label, void:uriSpace and pg:schemaSpace"
        )
    (name,), (identifier_space,), (schema_space,) = parts
    return node.value, KnownService(name=name, identifier_space=identifier_space, schema_space=schema_space)


def _read_clue(graph: TurtleGraph, node: object) -> LinkingClue:
    if not isinstance(node, NamedNode):
        raise OntologyError("a pg:LinkingClue needs an IRI of its own")
    parts = [graph.iris(node, p) for p in (_SHACL + "targetClass", _SHACL + "path", PG + "clueProperty")]
    if not all(len(values) == 1 for values in parts):
        raise OntologyError(
            f"{graph.file_of(node)}: clue {node.value} needs one sh:targetClass, one sh:path and one pg:clueProperty"
        )
    (entity_class,), (path,), (property_,) = parts
    pattern = next(iter(graph.texts(node, _SHACL + "pattern")), None)
    try:
        compiled = re.compile(pattern) if pattern else None
    except re.error as error:
        raise OntologyError(f"{graph.file_of(node)}: sh:pattern of {node.value}: {error}") from error
    if compiled and not compiled.groups:
        raise OntologyError(f"{graph.file_of(node)}: sh:pattern of {node.value} needs a group: what is told")
    return LinkingClue(entity_class=entity_class, path=path, pattern=compiled, property=property_)
