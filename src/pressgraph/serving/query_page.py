"""A page on which people ask: the named queries, their parameters, and SPARQL of one's own."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from pressgraph.errors import QueryError
from pressgraph.graph import NamedQuery, read_named_queries
from pressgraph.serving.questions import Table, answer_table
from pressgraph.serving.readers import Readers

PATH = "/query"
#: what the names of the form's fields for parameters begin with
_PARAMETER = "parameter-"
_MOST_ROWS = 1000
_templates = Jinja2Templates(Path(__file__).parent / "templates")  # what they are filled with is escaped


async def _page(request: Request) -> Response:
    queries = read_named_queries()
    chosen = queries.get(request.query_params.get("name", ""))
    sparql = request.query_params.get("query") or (chosen.sparql if chosen else "")
    bindings = {
        name.removeprefix(_PARAMETER): value
        for name, value in request.query_params.items()
        if name.startswith(_PARAMETER) and value
    }
    table, problem = None, ""
    if sparql and _is_complete(chosen, request):
        try:
            table = await _ask(request, sparql, chosen, bindings)
        except QueryError as error:
            problem = str(error)
    context = {
        "queries": queries.values(),
        "chosen": chosen,
        "sparql": sparql,
        "bindings": bindings,
        "prefix": _PARAMETER,
        "table": table,
        "problem": problem,
        "store": request.app.state.readers.store_path.name,
    }
    return _templates.TemplateResponse(request, "query.html", context, status_code=400 if problem else 200)


def _is_complete(chosen: NamedQuery | None, request: Request) -> bool:
    """Tell whether the form was sent, or a query was chosen that needs no parameters."""
    return "query" in request.query_params or (chosen is not None and not any(p.needed for p in chosen.parameters))


async def _ask(request: Request, sparql: str, chosen: NamedQuery | None, bindings: dict[str, str]) -> Table:
    if chosen:
        chosen.check(bindings)
    readers: Readers = request.app.state.readers
    return await readers.ask(answer_table, sparql, bindings=bindings, most=_MOST_ROWS)


ROUTES = (Route(PATH, _page),)
