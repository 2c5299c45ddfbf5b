"""The web application: what all routes share. Each module of routes has its own table ``ROUTES``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pressgraph.errors import AnswerTooLargeError, PressgraphError, QueryError, QueryStoppedError
from pressgraph.serving import explorer, protocol, query_page
from pressgraph.serving.negotiation import NotAcceptableError
from pressgraph.serving.readers import Readers

#: the names by which a server of this machine alone is called
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
_STATIC = Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
_ROUTES = (*explorer.ROUTES, *protocol.ROUTES, *query_page.ROUTES, _STATIC)
#: how routes answer when something raises
_STATUS: dict[type[Exception], int] = {
    NotAcceptableError: 406,
    AnswerTooLargeError: 413,
    QueryStoppedError: 503,
    QueryError: 400,
    PressgraphError: 500,
}
_HEADERS = {
    # Whatever a name in an article looks like, no browser takes it for a script, and no page asks other servers.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(
    readers: Readers,
    *,
    hosts: Sequence[str] = LOOPBACK,
    origins: Sequence[str] = (),
    extra_routes: Iterable[BaseRoute] = (),
) -> Starlette:
    """Return the application that answers with what ``readers``, which must be running, find in their store.

    It answers to the names ``hosts`` only ("*" for any): else a web page could reach it under a name of its own.
    Pages of ``origins`` may read its answers in a browser (CORS). ``extra_routes`` come before those of pressgraph;
    their handlers find the readers at ``request.app.state.readers``.
    """
    may_read = Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
    app = Starlette(
        routes=[*extra_routes, *_ROUTES],
        middleware=[
            Middleware(_SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            *([may_read] if origins else []),
        ],
        exception_handlers=dict.fromkeys(_STATUS, _explain),
    )
    app.state.readers = readers
    return app


def _explain(_: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    return PlainTextResponse(f"{error}\n", status_code=status)


class _SafeHeaders:
    """Adds the headers that keep browsers from harm to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
