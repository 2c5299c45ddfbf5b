"""pressgraph: from French press articles to a knowledge graph you can query.

::

    pipeline = load_pipeline()
    with Store.open("presse", create=True) as store:
        for item in read_articles(["articles"]):
            if isinstance(item, Article):
                store.write(pipeline.annotate(item))
        write_network(build_network(store, "relations"), "reseau.graphml")

The public names are imported when they are first used: a script that only queries never loads spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.article import Article
    from pressgraph.errors import PressgraphError, ReadingError
    from pressgraph.facts import ArticleFacts
    from pressgraph.graph import Store, dump
    from pressgraph.ontology import Ontology, load_ontology
    from pressgraph.pipeline import Pipeline, load_pipeline
    from pressgraph.reading import ReadingOptions, read_articles
    from pressgraph.views import NetworkFilters, build_network, write_network

__all__ = [
    "Article",
    "ArticleFacts",
    "NetworkFilters",
    "Ontology",
    "Pipeline",
    "PressgraphError",
    "ReadingError",
    "ReadingOptions",
    "Store",
    "build_network",
    "dump",
    "load_ontology",
    "load_pipeline",
    "read_articles",
    "write_network",
]

_MODULE_OF = {
    "Article": "article",
    "ArticleFacts": "facts",
    "NetworkFilters": "views",
    "Ontology": "ontology",
    "Pipeline": "pipeline",
    "PressgraphError": "errors",
    "ReadingError": "errors",
    "ReadingOptions": "reading",
    "Store": "graph",
    "build_network": "views",
    "dump": "graph",
    "load_ontology": "ontology",
    "load_pipeline": "pipeline",
    "read_articles": "reading",
    "write_network": "views",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
