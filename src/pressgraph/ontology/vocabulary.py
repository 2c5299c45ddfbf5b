"""The relations that can be said: property, labels, what it may join, how the annotation guide calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType
from pressgraph.ontology.reporting import Report, raise_mistake
from pressgraph.ontology.turtle import PG, RDFS, SCHEMA, Node, TurtleGraph, local_name


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """One property of the ontology that relates two entities."""

    iri: str
    labels: Mapping[str, str]  #: language tag → label
    domain: frozenset[EntityType]  #: types of the RDF subject
    range: frozenset[EntityType]  #: types of the RDF object
    symmetric: bool
    guide_name: str  #: the annotation guide's name: "founderOf"
    guide_inverted: bool  #: whether the guide reads it from the RDF object to the subject
    of_the_whole: bool = False  #: whether it is said of a whole body: who heads one of its fields only works for it

    def label(self, language: str) -> str:
        """Return the label in ``language`` ("fr" or "en"), the French one when there is no other."""
        return self.labels.get(language, self.labels["fr"])

    def admits(self, subject: EntityType, object_: EntityType) -> bool:
        """Whether the property may hold between entities of these types."""
        return subject in self.domain and object_ in self.range


def read_relation_types(graph: TurtleGraph, *, report: Report = raise_mistake) -> dict[str, RelationType]:
    """Return the relation types by IRI; one without domain, range or label is reported."""
    found = {}
    for node in graph.subjects_with(PG + "guideName"):
        try:
            relation = _read_relation_type(graph, node)
        except OntologyError as mistake:
            report(mistake)
        else:
            found[relation.iri] = relation
    return found


def _read_relation_type(graph: TurtleGraph, node: Node) -> RelationType:
    if not isinstance(node, NamedNode):
        raise OntologyError(f"{graph.file_of(node)}: a relation needs an IRI of its own")
    names = graph.texts(node, PG + "guideName")
    labels = {lang: text for lang in ("fr", "en") for text in graph.texts(node, RDFS + "label", language=lang)}
    domain = _entity_types(graph, node, "domainIncludes")
    range_ = _entity_types(graph, node, "rangeIncludes")
    if not domain or not range_ or "fr" not in labels or len(names) != 1:
        raise OntologyError(
            f"{graph.file_of(node)}: relation {node.value} needs one pg:guideName (a text), rdfs:label in French, "
            "schema:domainIncludes and schema:rangeIncludes (schema:Person, Organization, Place, Event)"
        )
    kinds = graph.iris(node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return RelationType(
        iri=node.value,
        labels=labels,
        domain=domain,
        range=range_,
        symmetric="http://www.w3.org/2002/07/owl#SymmetricProperty" in kinds,
        guide_name=names[0],
        guide_inverted="true" in graph.texts(node, PG + "guideInverted"),
        of_the_whole="true" in graph.texts(node, PG + "ofTheWhole"),
    )


def _entity_types(graph: TurtleGraph, node: NamedNode, predicate: str) -> frozenset[EntityType]:
    where = f"{graph.file_of(node)}: {node.value}"
    return frozenset(entity_type_of(iri, where=where) for iri in graph.iris(node, SCHEMA + predicate))


def entity_type_of(iri: str, *, where: str) -> EntityType:
    """Return the entity type whose class is ``iri``; raises OntologyError (naming ``where``) for another class."""
    try:
        return EntityType(local_name(iri))
    except ValueError:
        known = ", ".join(f"schema:{kind.value}" for kind in EntityType)
        raise OntologyError(f"{where}: {iri} is no entity type; use one of {known}") from None
