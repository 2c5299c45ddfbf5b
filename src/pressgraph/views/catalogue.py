"""The views that there are: one ``.rq`` file each, titled as every named query is.

A view's query answers with one row for each thing that supports an edge: a statement, a speech, an article.
Columns, of which only ``source``, ``target`` and ``article`` must be there:

==================  ======================================================================================
source, target      IRIs of the two nodes; a row with an empty target tells of a node that may have no edge
source_label,       what to call a node that is no entity, and its type ("NewsArticle"); entities get
source_type,        both from ``nodes/entities.rq``
target_label,
target_type
predicate           IRI of the relation
label               what to call the relation; ``label_fr`` and ``label_en`` when it depends on the language
article             IRI of the article that the row comes from
published           its date, xsd:date
sentence            the words that show it
confidence          0 to 1
modality            how it is stated: ``pg:asserted``, ``pg:negated`` …
weight              what the row adds to the edge's weight; without it, an edge weighs as many as its articles
==================  ======================================================================================

A view of things that stand together answers with ``member`` and ``context`` instead of source and target: every two
members of one context become a pair, which weighs as many as their contexts (see :mod:`pressgraph.views.pairs`). With
a column ``side``, only members of different sides pair, the lower side being the source.
"""

from __future__ import annotations

from pathlib import Path

from pressgraph.errors import QueryError
from pressgraph.graph.named_queries import NamedQuery, read_query_file
from pressgraph.ontology.resources import ontologies_folder


def read_views() -> dict[str, NamedQuery]:
    """Return all views by name; raises QueryError for a file that can't be read or has no title."""
    return {path.stem: read_query_file(path) for path in sorted(_folder().glob("*.rq"))}


def find_view(name: str) -> NamedQuery:
    """Return the view called ``name``; raises QueryError, which lists the known ones, when there is none."""
    views = read_views()
    if name not in views:
        raise QueryError(f"{name}: no such view; there are {', '.join(views)}")
    return views[name]


def entities_query() -> NamedQuery:
    """Return the query that tells of every entity, whatever the view."""
    return read_query_file(_folder() / "nodes" / "entities.rq")


def places_query() -> NamedQuery:
    """Return the query that tells where places lie."""
    return read_query_file(_folder() / "nodes" / "places.rq")


def articles_query() -> NamedQuery:
    """Return the query that tells the date and the paper of every article."""
    return read_query_file(_folder() / "nodes" / "articles.rq")


def reprints_query() -> NamedQuery:
    """Return the query that tells which articles repeat an earlier one."""
    return read_query_file(_folder() / "nodes" / "reprints.rq")


def _folder() -> Path:
    return ontologies_folder() / "queries" / "views"
