"""The explorer: the page at ``/`` and the data that it asks for, at ``/explorer/…``.

==========================  =========================================================================
``catalogue``               labels of the ontology, views, named queries (of no store)
``network?view=``           a view, whole: see :mod:`pressgraph.serving.page_network`
``card?entity=IRI``         what is told of an entity: see :mod:`pressgraph.serving.page_cards`
``article?article=IRI``     an article with its text
``table`` (POST)            the answer to ``{"query": SPARQL, "bindings": {…}}``: a table, or a ``problem``
==========================  =========================================================================
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pressgraph.errors import QueryError
from pressgraph.graph import Store
from pressgraph.serving.page_cards import read_article, read_card
from pressgraph.serving.page_catalogue import read_catalogue
from pressgraph.serving.page_network import read_page_network
from pressgraph.serving.page_sources import content_security_policy, index_page
from pressgraph.serving.questions import answer_table
from pressgraph.serving.readers import Readers

_MOST_ROWS = 1000


async def _page(_: Request) -> Response:
    page = index_page()
    return HTMLResponse(page, headers={"Content-Security-Policy": content_security_policy(page)})


async def _catalogue(_: Request) -> Response:
    return _json(_encoded_catalogue())


async def _network(request: Request) -> Response:
    """Send a view; the store is a copy that never changes, so that each is made once."""
    view = request.query_params.get("view", "relations")
    made: dict[str, bytes] = vars(request.app.state).setdefault("explorer_networks", {})
    if view not in made:
        made[view] = await _readers(request).ask(encoded_network, view)
    return _json(made[view])


async def _card(request: Request) -> Response:
    return JSONResponse(await _readers(request).ask(read_card, _needed(request, "entity")))


async def _article(request: Request) -> Response:
    return JSONResponse(await _readers(request).ask(read_article, _needed(request, "article")))


async def _table(request: Request) -> Response:
    try:
        question = await request.json()
        sparql, bindings = str(question["query"]), {str(k): str(v) for k, v in question.get("bindings", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise QueryError('send JSON: {"query": SPARQL, "bindings": {NAME: VALUE}}') from None
    try:
        table = await _readers(request).ask(answer_table, sparql, bindings=bindings, most=_MOST_ROWS)
    except QueryError as error:  # a slip of the pen, and no failure of the page
        return JSONResponse({"problem": str(error)})
    return JSONResponse({"columns": table.columns, "rows": table.rows, "isCut": table.is_cut})


def encoded_network(store: Store, view: str) -> bytes:
    """Return the view as JSON; made in the reader, for bytes are quickest to hand over."""
    return _encode(read_page_network(store, view))


@cache
def _encoded_catalogue() -> bytes:
    return _encode(read_catalogue())


def _encode(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")


def _needed(request: Request, name: str) -> str:
    try:
        return request.query_params[name]
    except KeyError:
        raise QueryError(f"say which {name}: ?{name}=IRI") from None


def _readers(request: Request) -> Readers:
    readers: Readers = request.app.state.readers
    return readers


ROUTES = (
    Route("/", _page),
    Route("/explorer/catalogue", _catalogue),
    Route("/explorer/network", _network),
    Route("/explorer/card", _card),
    Route("/explorer/article", _article),
    Route("/explorer/table", _table, methods=["POST"]),
)
