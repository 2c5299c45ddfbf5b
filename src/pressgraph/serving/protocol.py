"""The SPARQL 1.1 Protocol at ``/sparql``: queries only."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pressgraph.graph.queries import GRAPH_FORMATS, QueryDataset
from pressgraph.graph.service_description import describe_service
from pressgraph.serving.negotiation import choose_format
from pressgraph.serving.questions import answer_query
from pressgraph.serving.readers import Readers

PATH = "/sparql"
_LARGEST_REQUEST = 1_000_000  #: bytes
_MOST_PARAMETERS = 1000
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"

Parameters = list[tuple[str, str]]


async def _sparql(request: Request) -> Response:
    in_url = _parameters(request.url.query)
    if request.method == "POST":
        parameters = await _posted(request, in_url)
    elif in_url:
        parameters = in_url
    else:
        return _description(request)
    readers: Readers = request.app.state.readers
    answer = await readers.ask(
        answer_query,
        _query(parameters),
        accept=_accept(request),
        dataset=_dataset(parameters),
        most=readers.limits.answer_bytes,
    )
    return Response(answer.content, media_type=answer.media_type, headers={"Vary": "Accept"})


def _description(request: Request) -> Response:
    """Return what the service says of itself, or lead a browser to the page."""
    accept = _accept(request)
    if "text/html" in accept:
        return RedirectResponse("/", status_code=303)
    choice = choose_format(accept, tuple(GRAPH_FORMATS))
    content = describe_service(str(request.url.replace(query="")), choice.form)
    return Response(content, media_type=choice.media_type, headers={"Vary": "Accept"})


async def _posted(request: Request, in_url: Parameters) -> Parameters:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in (_FORM, _QUERY):
        reason = "this endpoint is read-only" if content_type == "application/sparql-update" else "not understood here"
        raise HTTPException(415, f"{content_type or 'no Content-Type'}: {reason}; post {_FORM} or {_QUERY}")
    body = await _body(request)
    return _parameters(body) if content_type == _FORM else [*in_url, ("query", body)]


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_REQUEST:
            raise HTTPException(413, f"a query may have {_LARGEST_REQUEST:,} bytes at most")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "a query must be sent in UTF-8") from None


def _parameters(encoded: str) -> Parameters:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError:  # UnicodeDecodeError is one, too
        raise HTTPException(400, f"give at most {_MOST_PARAMETERS} parameters, in UTF-8") from None


def _query(parameters: Parameters) -> str:
    if any(name == "update" for name, _ in parameters):
        raise HTTPException(400, "this endpoint is read-only: it takes no update")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"give one parameter query; there are {len(queries)}")
    return queries[0]


def _dataset(parameters: Parameters) -> QueryDataset | None:
    """Return the graphs that the request names, None when it leaves that to the query."""
    default = tuple(value for name, value in parameters if name == "default-graph-uri")
    named = tuple(value for name, value in parameters if name == "named-graph-uri")
    return QueryDataset(default=default, named=named) if default or named else None


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


ROUTES = (Route(PATH, _sparql, methods=["GET", "POST"]),)
