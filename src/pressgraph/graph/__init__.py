"""Takes ArticleFacts, gives one named graph an article in a store that SPARQL queries and RDF files read."""

from pressgraph.graph.named_queries import NamedQuery, Parameter, find_named_query, read_named_queries
from pressgraph.graph.queries import QueryAnswer
from pressgraph.graph.serialise import dump
from pressgraph.graph.statements import statements
from pressgraph.graph.store import Store

__all__ = [
    "NamedQuery",
    "Parameter",
    "QueryAnswer",
    "Store",
    "dump",
    "find_named_query",
    "read_named_queries",
    "statements",
]
