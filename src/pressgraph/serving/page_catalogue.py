"""What the explorer page knows whatever the store: what things are called, which views and queries there are."""

from __future__ import annotations

from typing import Any

from pressgraph.graph import read_named_queries
from pressgraph.ontology import load_ontology, ontologies_folder
from pressgraph.ontology.turtle import RDFS, TurtleGraph, local_name
from pressgraph.views import read_views

Json = dict[str, Any]


def read_catalogue() -> Json:
    """Return the labels of classes, relations and individuals by local name, the views and the named queries."""
    return {
        "labels": _labels(),
        "views": [
            {"name": view.name, "title": {"en": view.title, "fr": view.title_fr}} for view in read_views().values()
        ],
        "queries": [
            {
                "name": query.name,
                "title": {"en": query.title, "fr": query.title_fr},
                "sparql": query.sparql,
                "parameters": [
                    {"name": parameter.name, "description": parameter.description, "needed": parameter.needed}
                    for parameter in query.parameters
                ],
            }
            for query in read_named_queries().values()
        ],
    }


def _labels() -> dict[str, dict[str, str]]:
    press = TurtleGraph([ontologies_folder() / "press.ttl"])
    found = {
        local_name(node.value): {
            language: text for language in ("fr", "en") for text in press.texts(node, RDFS + "label", language=language)
        }
        for node in press.subjects_with(RDFS + "label")
    }
    for relation in load_ontology().relation_types.values():
        found[local_name(relation.iri)] = dict(relation.labels)
    return found
