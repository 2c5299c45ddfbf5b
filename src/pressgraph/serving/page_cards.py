"""What the explorer page tells of one entity and of one article: plain data that JSON can hold."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pressgraph.errors import QueryError
from pressgraph.graph import Store
from pressgraph.graph.terms import iri_node
from pressgraph.ontology.turtle import local_name
from pressgraph.serving.page_queries import page_query_for

Json = dict[str, Any]
#: columns that hold an individual of the ontology, which the page knows by its local name
_INDIVIDUALS = ("modality", "status", "kind", "role")


def read_card(store: Store, entity: str) -> Json:
    """Return relations, figures, quotes and articles of an entity and of all that it stands for.

    Offsets are characters (code points) of the article's text. What is told twice is there twice.
    """
    same = store.rows(page_query_for("same", "entity", [entity]))
    named = sorted({entity, *(str(row["named"]) for row in same)})

    def rows(query: str) -> list[Json]:
        found = store.rows(page_query_for(query, "named", named), bindings={"entity": iri_node(entity)})
        return _distinct([_without_blanks(row) for row in found])

    return {
        "iri": entity,
        "relations": rows("relations"),
        "figures": rows("figures"),
        "quotes": rows("quotes"),
        "articles": [
            {"article": article, "mentions": count}
            for article, count in sorted(Counter(row["article"] for row in rows("entity-articles")).items())
        ],
    }


def read_article(store: Store, article: str) -> Json:
    """Return an article with its text, its sentences and its mentions of entities; raises QueryError without one.

    ``sentences`` are pairs of offsets, ``mentions`` triples of start, end and entity; offsets as in :func:`read_card`.
    """
    found = next(store.rows(page_query_for("article", "article", [article])), None)
    if found is None:
        raise QueryError(f"{article}: no such article in this store")
    sentences = store.rows(page_query_for("article-sentences", "article", [article]))
    mentions = store.rows(page_query_for("article-mentions", "article", [article]))
    return {
        **_without_blanks(found),
        "sentences": [[row["start"], row["end"]] for row in sentences],
        "mentions": [[row["start"], row["end"], row["node"]] for row in mentions],
    }


def _without_blanks(row: Json) -> Json:
    return {
        name: local_name(value) if name in _INDIVIDUALS and str(value).startswith("http") else value
        for name, value in row.items()
        if value is not None
    }


def _distinct(rows: list[Json]) -> list[Json]:
    """Return the rows once each, those of one article and place together."""
    unique = {tuple(sorted((name, str(value)) for name, value in row.items())): row for row in rows}
    return sorted(unique.values(), key=lambda row: (row["article"], row.get("start", 0), row.get("end", 0)))
