"""A view as one file to send to a colleague: the explorer page with its data inside."""

from __future__ import annotations

from pathlib import Path

from pressgraph.errors import QueryError
from pressgraph.graph import Store
from pressgraph.identifiers import fold
from pressgraph.replacing import replacing
from pressgraph.serving.page_cards import Json, read_article, read_card
from pressgraph.serving.page_catalogue import read_catalogue
from pressgraph.serving.page_network import read_page_network, within
from pressgraph.serving.page_sources import self_contained_page, texts


def write_page(
    store: Store, path: Path, *, view: str = "relations", about: str | None = None, depth: int = 2, most: int = 300
) -> Json:
    """Write the ``most`` best linked entities of a view, or those around the entity called ``about``, with their
    cards and articles; return the network that was written (see :mod:`pressgraph.serving.page_network`).

    ``depth`` is how many steps from that entity are taken. The file shows itself in any browser, without a server.
    Raises QueryError when there is no such view or entity, ExportError when the file can't be written.
    """
    whole = read_page_network(store, view)
    network = within(whole, about=None if about is None else _find(whole, about), depth=depth, most=most)
    cards = {node["iri"]: read_card(store, node["iri"]) for node in network["nodes"] if node["mentions"]}
    told = {article for edge in network["edges"] for article, *_ in edge["evidence"] if article is not None}
    needed = {network["articles"][place]["iri"] for place in told}
    for card in cards.values():
        needed.update(row["article"] for part in ("relations", "figures", "quotes", "articles") for row in card[part])
    page = self_contained_page(
        {
            "texts": texts(),
            "catalogue": {**read_catalogue(), "queries": []},
            "network": {**network, "articles": [_kept(article, needed) for article in network["articles"]]},
            "cards": cards,
            "articles": {article: read_article(store, article) for article in sorted(needed)},
        }
    )
    with replacing(path) as (file,):
        file.write(page)
    return network


def _find(network: Json, name: str) -> str:
    """Return the IRI of the most mentioned entity that is called so; raises QueryError when none is."""
    wanted = fold(name)
    called = [node for node in network["nodes"] if wanted in map(fold, (node["label"], *node["aliases"], node["iri"]))]
    if not called:
        raise QueryError(f"{name}: no entity is called so; `pressgraph query entities` lists them")
    return str(max(called, key=lambda node: node["mentions"])["iri"])


def _kept(article: Json, needed: set[str]) -> Json:
    """Return the article, or no more than its place when nothing in the page leads to it."""
    return article if article["iri"] in needed else {"iri": ""}
