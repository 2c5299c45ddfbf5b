"""One SPARQL 1.1 endpoint: questions and updates over HTTP, each failure in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import httpx

from pressgraph.errors import QueryError, StoreError
from pressgraph.graph.software import own_version

#: seconds that a connection may take, and that the server may think about one request
_CONNECTING, _THINKING = 10.0, 600.0
_UNAVAILABLE = frozenset({502, 503, 504})
#: with this header Virtuoso says that it has cut an answer
_CUT = "X-SPARQL-MaxRows"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answered."""

    content: bytes
    cut_at: str | None  #: after how many rows the server has cut the answer, as it tells; None when it is whole


class Endpoint:
    """A server's addresses for queries and for updates."""

    def __init__(self, given: str, *, timeout: float = _THINKING) -> None:
        """Take one address, or those for queries and for updates with a blank between; see :func:`_two_addresses`.

        A user's name and password may stand in the first; ``timeout`` is in seconds. Raises StoreError for an
        address that is none.
        """
        try:
            asking, updating = map(httpx.URL, _two_addresses(given))
        except httpx.InvalidURL as error:
            raise StoreError(f"{given}: this is no address ({error})") from error
        self.name = str(asking.copy_with(userinfo=b""))  #: for messages: without the password
        self._asking, self._updating = asking.copy_with(userinfo=b""), updating.copy_with(userinfo=b"")
        self._client = httpx.Client(
            auth=_Password(asking.username, asking.password) if asking.username else None,
            timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECTING)),
            headers={"User-Agent": f"pressgraph/{own_version()}"},
        )
        self._patience = timeout

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def ask(self, sparql: str, *, accept: str, parameters: Mapping[str, str | list[str]]) -> Reply:
        """Send a query; ``parameters`` are the protocol's others.

        Raises QueryError when the server finds the query at fault, StoreError when it doesn't answer.
        """
        response = self._send(self._asking, {"query": sparql, **parameters}, accept)
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self.name} can't answer the query: {_reason(response)}")
        self._check(response, f"{self.name}: this is no SPARQL endpoint; give the address that takes queries")
        return Reply(response.content, response.headers.get(_CUT))

    def update(self, sparql: str) -> None:
        """Send an update; raises StoreError when the server doesn't carry it out."""
        response = self._send(self._updating, {"update": sparql}, "*/*")
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN) and self._client.auth:
            raise StoreError(f"{self._updating}: this user may not write here; what was written before is safe")
        self._check(
            response,
            f"{self._updating}: takes no updates; if the server has another address for them, give both: "
            f"--store '{self.name} UPDATE-ADDRESS'",
        )

    def _send(self, address: httpx.URL, form: Mapping[str, str | list[str]], accept: str) -> httpx.Response:
        try:
            return self._client.post(address, data=form, headers={"Accept": accept})
        except httpx.ConnectTimeout as error:
            raise StoreError(f"{address}: can't be reached (no connection); is the server running?") from error
        except httpx.TimeoutException as error:
            raise StoreError(f"{address}: no answer within {self._patience:g} seconds; try again later") from error
        except httpx.TransportError as error:
            raise StoreError(
                f"{address}: can't be reached ({error}); is the server running and the address right?"
            ) from error

    def _check(self, response: httpx.Response, nothing_here: str) -> None:
        """Raise StoreError unless it went well; ``nothing_here`` is said of an address that takes no such request."""
        status, address = response.status_code, response.request.url
        if response.is_success:
            return
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            problem = "this user may not" if self._client.auth else "asks who you are; write http://USER:PASSWORD@…"
            raise StoreError(f"{address}: {problem} (HTTP {status})")
        if response.is_redirect:
            raise StoreError(f"{address}: has moved to {response.headers.get('Location', 'elsewhere')}; give that one")
        if status in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED, httpx.codes.NOT_IMPLEMENTED):
            raise StoreError(f"{nothing_here} (HTTP {status})")
        if status in _UNAVAILABLE:
            raise StoreError(f"{address}: the server is overloaded or starting (HTTP {status}); try again later")
        raise StoreError(f"{address}: refused (HTTP {status}: {_reason(response)}); what was written before is safe")


def _two_addresses(given: str) -> tuple[str, str]:
    """Return where queries go and where updates go.

    Servers that have two addresses name the second after the first: ``…/query`` and ``…/update`` (Oxigraph, Fuseki,
    Stardog), ``…/repositories/NAME`` and ``…/repositories/NAME/statements`` (GraphDB, RDF4J); others take both at one.
    """
    asking, _, updating = given.strip().partition(" ")
    if updating:
        return asking, updating.strip()
    asking = re.sub(r"^([a-z]+://[^/]+)/?$", r"\1/query", asking)
    if asking.endswith("/query"):
        return asking, asking.removesuffix("query") + "update"
    if re.search(r"/repositories/[^/]+$", asking):
        return asking, f"{asking}/statements"
    return asking, asking


def _reason(response: httpx.Response) -> str:
    """Return the beginning of what the server says is wrong."""
    said = " ".join(response.text.split())
    return said if len(said) <= 300 else f"{said[:300]}…"


class _Password(httpx.Auth):
    """A user's name and password, given to a server that asks for them, in the way it asks for: Digest or Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            asks_for_digest = "digest" in response.headers.get("WWW-Authenticate", "").lower()
            self._chosen = self._digest if asks_for_digest else self._basic
        yield from self._chosen.auth_flow(request)
