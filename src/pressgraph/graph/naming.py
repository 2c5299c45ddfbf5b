"""Articles by the names that users know them by: IRI, path, address, name of the file."""

from __future__ import annotations

from collections.abc import Iterable

from pressgraph.errors import StoreError
from pressgraph.graph.store import Store

_SOURCES = "SELECT ?article ?source { GRAPH ?article { ?article a schema:NewsArticle ; dcterms:source ?source } }"


def find_articles(store: Store, names: Iterable[str]) -> list[str]:
    """Return the IRIs of the articles that ``names`` stand for, sorted.

    A name is an article's IRI, the path or address that it was read from (of all articles of that file), or the last
    part of it. Raises StoreError when one stands for nothing, or the last part for files in several folders.
    """
    by_source: dict[str, set[str]] = {}
    by_file: dict[str, set[str]] = {}
    for row in store.rows(_SOURCES):
        article, source = str(row["article"]), str(row["source"])
        by_source.setdefault(source, set()).add(article)
        by_file.setdefault(source.rpartition("/")[2], set()).add(source)
    known = frozenset().union(*by_source.values())
    found: set[str] = set()
    for name in names:
        sources = {name} if name in by_source else by_file.get(name, set())
        if name in known:
            found.add(name)
        elif not sources:
            raise StoreError(f"{store.name}: holds no article of the name {name}; give its IRI, or the path it had")
        elif len(sources) > 1:
            raise StoreError(f"{store.name}: {name} may be any of {', '.join(sorted(sources))}; give one of these")
        else:
            found |= by_source[next(iter(sources))]
    return sorted(found)
