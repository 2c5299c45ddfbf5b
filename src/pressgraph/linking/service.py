"""One reconciliation service: its address, what it says of itself, and questions put to it in batches.

The Reconciliation Service API, versions 0.1 and 0.2 (https://www.w3.org/community/reports/reconciliation/).
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from types import TracebackType
from typing import Any, Self

import httpx

from pressgraph.errors import LinkingError

#: the address that is asked when the user gives none: Wikidata, in French
WIKIDATA = "https://wikidata.reconci.link/fr/api"

_SPOKEN = frozenset({"0.1", "0.2"})
_PATIENCE = 120.0  # seconds; a service that wants a longer wait is for another day
_TRANSIENT = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a service says of itself."""

    name: str
    identifier_space: str  #: what the IRIs of its entities begin with
    schema_space: str  #: what the IRIs of its properties, and perhaps types, begin with
    view: str | None = None  #: address of an entity's page, {{id}} standing for its identifier
    batch_size: int | None = None  #: the most queries that it takes at once, when it says so

    @classmethod
    def read(cls, said: object) -> Manifest:
        """Read the JSON; raises ValueError, whose text goes on the sentence "the service …"."""
        if not isinstance(said, dict) or not isinstance(said.get("identifierSpace"), str):
            raise ValueError("doesn't tell its identifierSpace; is it the address of a reconciliation service?")
        versions = said.get("versions") or ["0.1"]  # 0.1 doesn't know the field
        if not _SPOKEN.intersection(map(str, versions)):
            raise ValueError(f"speaks version {', '.join(map(str, versions))} of the protocol; pressgraph 0.1 and 0.2")
        view = said.get("view")
        batch_size = said.get("batchSize")
        return cls(
            name=str(said.get("name") or said["identifierSpace"]),
            identifier_space=said["identifierSpace"],
            schema_space=str(said.get("schemaSpace") or ""),
            view=view.get("url") if isinstance(view, dict) else None,
            batch_size=batch_size if isinstance(batch_size, int) and batch_size > 0 else None,
        )

    def iri_of(self, identifier: str) -> str:
        """Return the IRI of the entity that the service knows by ``identifier``."""
        if identifier.startswith(("http://", "https://")):
            return identifier
        if self.identifier_space.endswith(("/", "#", "=", ":")) or not self.view:
            return self.identifier_space + identifier
        return self.view.replace("{{id}}", identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a service is asked about one entity."""

    name: str
    types: tuple[str, ...] = ()  #: the service's identifiers
    properties: tuple[tuple[str, str], ...] = ()  #: the service's identifiers, with values
    candidates: int = 5  #: how many answers are wanted

    def to_json(self) -> dict[str, Any]:
        """Return the query of the protocol."""
        query: dict[str, Any] = {"query": self.name, "limit": self.candidates}
        if self.types:
            query["type"] = self.types[0] if len(self.types) == 1 else list(self.types)
        if len(self.types) > 1:
            query["type_strict"] = "any"
        if self.properties:
            query["properties"] = [{"pid": identifier, "v": value} for identifier, value in self.properties]
        return query

    def __str__(self) -> str:
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entity that the service suggests."""

    id: str
    name: str
    score: float  #: on the service's own scale
    match: bool = False  #: whether the service holds it for certain

    @classmethod
    def read_all(cls, answer: object) -> list[Candidate]:
        """Read the answer to one question, best first; raises ValueError when it isn't one of the protocol."""
        if not isinstance(answer, dict) or not isinstance(answer.get("result"), list):
            raise ValueError("left a question without a result")
        found: dict[str, Candidate] = {}
        for item in answer["result"]:
            try:
                candidate = cls(
                    id=str(item["id"]),
                    name=str(item["name"]),
                    score=float(item["score"]),
                    match=item.get("match") is True,
                )
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ValueError("gave a candidate without id, name or score") from error
            if not candidate.id or not math.isfinite(candidate.score):  # JSON readers let NaN pass
                raise ValueError(f"gave a candidate with id {candidate.id!r} and score {candidate.score}")
            found.setdefault(candidate.id, candidate)
        return sorted(found.values(), key=lambda candidate: -candidate.score)


class ReconciliationService:
    """Asks one service, never faster than allowed; a context manager.

    Every method raises LinkingError when the service, after some tries, gives no usable answer.
    """

    def __init__(
        self,
        address: str,
        *,
        rate: float = 1.0,
        timeout: float = 30.0,
        tries: int = 4,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``rate``: requests a second at most; ``timeout``: seconds without a sign of life; ``tries`` a request.

        ``pause`` waits for some seconds and ``clock`` tells them.
        """
        self.address = address
        self._interval = 1 / rate
        self._tries = tries
        self._pause = pause
        self._clock = clock
        self._next = clock()  # when the next request may leave
        agent = f"pressgraph/{metadata.version('pressgraph')} (https://w3id.org/pressgraph)"
        self._client = httpx.Client(timeout=timeout, headers={"User-Agent": agent, "Accept": "application/json"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def describe(self) -> object:
        """Return the service's manifest as it is: see :meth:`Manifest.read`."""
        said = self._json("GET")
        try:
            Manifest.read(said)
        except ValueError as error:
            raise self._problem(str(error)) from error
        return said

    def ask(self, questions: Sequence[Question]) -> list[Any]:
        """Put one batch of questions; returns the answers as they are: see :meth:`Candidate.read_all`."""
        queries = {f"q{n}": question.to_json() for n, question in enumerate(questions)}
        said = self._json("POST", data={"queries": json.dumps(queries, ensure_ascii=False)})
        try:
            if not isinstance(said, dict):
                raise ValueError("gave something else than answers")
            answers = [said.get(key) for key in queries]
            for answer in answers:
                Candidate.read_all(answer)
        except ValueError as error:
            raise self._problem(str(error)) from error
        return answers

    def _json(self, method: str, *, data: Mapping[str, str] | None = None) -> Any:
        response = self._send(method, data)
        try:
            return response.json()
        except ValueError as error:
            kind = response.headers.get("Content-Type", "no type").partition(";")[0]
            raise self._problem(f"answered something else than JSON ({kind}); check the address") from error

    def _send(self, method: str, data: Mapping[str, str] | None) -> httpx.Response:
        """Send a request, again after a while when the service asks for that or falters."""
        address, reason = self.address, ""
        for attempt in range(1, self._tries + 1):
            self._wait_for_turn()
            delay = float(2**attempt)
            try:
                response = self._client.request(method, address, data=data)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                raise self._problem(f"can't be asked ({error}); give an address such as {WIKIDATA}") from error
            except httpx.RequestError as error:
                reason = f"doesn't answer ({_why(error)}); check the network and the address"
            else:
                if response.is_success:
                    return response
                reason = f"answered {response.status_code} {response.reason_phrase}".rstrip()
                if response.next_request:
                    address, delay = str(response.next_request.url), 0.0
                elif response.status_code not in _TRANSIENT:
                    raise self._problem(f"{reason}; check the address")
                else:
                    delay = _wanted_delay(response) or delay
            if delay > _PATIENCE:
                raise self._problem(f"{reason} and wants a pause of {delay:.0f} s; run this again after that")
            if delay and attempt < self._tries:
                self._pause(delay)
        raise self._problem(f"{reason}; {self._tries} tries; run this again later")

    def _wait_for_turn(self) -> None:
        early = self._next - self._clock()
        if early > 0:
            self._pause(early)
        self._next = self._clock() + self._interval

    def _problem(self, what: str) -> LinkingError:
        return LinkingError(f"{self.address}: the service {what}")


def _wanted_delay(response: httpx.Response) -> float | None:
    """Return the seconds that Retry-After asks for (it gives them, or a date), None without it."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(tz=when.tzinfo or UTC)).total_seconds())


def _why(error: httpx.RequestError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "time is up"
    return " ".join(str(error).split()) or type(error).__name__
