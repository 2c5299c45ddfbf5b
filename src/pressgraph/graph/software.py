"""The programs that made something, as agents: what the provenance of articles and links points to."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata

from pyoxigraph import Literal, NamedNode

from pressgraph.graph.terms import iri_node, term, text_literal
from pressgraph.identifiers import DEFAULT_BASE, slug


def software_agent(name: str, version: str) -> tuple[NamedNode, list[tuple[NamedNode, NamedNode | Literal]]]:
    """Return the agent that stands for this version of a program, and what is said of it: properties and values."""
    return iri_node(f"{DEFAULT_BASE}software/{slug(name)}-{version}"), [
        (term("rdf:type"), term("prov:SoftwareAgent")),
        (term("rdfs:label"), text_literal(f"{name} {version}")),
        (term("schema:softwareVersion"), text_literal(version)),
    ]


@lru_cache(maxsize=1)
def own_version() -> str:
    """Return the version of pressgraph that runs."""
    return metadata.version("pressgraph")
