"""A server on this machine that speaks the Reconciliation Service API, and fails in the ways that services fail."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Répertoire du Ponant",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://repertoire.example/fiche/{{id}}"},
}


class Reply:
    """What the server sends for one request."""

    def __init__(self, status: int = 200, body: bytes = b"", *, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.body = body
        self.headers = headers or {}
        self.delay = 0.0  # seconds
        self.dies = False  # closes the connection without a word

    @classmethod
    def of_json(cls, content: Any) -> Reply:
        return cls(200, json.dumps(content).encode(), headers={"Content-Type": "application/json"})


def candidate(identifier: str, name: str, score: float = 100, *, match: bool = True) -> dict[str, Any]:
    return {"id": identifier, "name": name, "score": score, "match": match, "type": []}


class SpeakingServer:
    """Knows entities by the name that is asked for; ``mishaps`` are sent before anything else, one a request."""

    def __init__(self) -> None:
        self.known: dict[str, list[dict[str, Any]]] = {}
        self.manifest: Any = dict(MANIFEST)
        self.mishaps: list[Reply | Callable[[], Reply | None]] = []
        self.batches: list[dict[str, Any]] = []  # the queries of each answered or failed request
        self.manifests_sent = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(server.reply(None))

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._send(server.reply(json.loads(form["queries"][0])))

            def _send(self, reply: Reply) -> None:
                time.sleep(reply.delay)
                if reply.dies:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}/api"
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def reply(self, queries: dict[str, Any] | None) -> Reply:
        if queries is not None:
            self.batches.append(queries)
        if self.mishaps:
            mishap = self.mishaps.pop(0)
            reply = mishap if isinstance(mishap, Reply) else mishap()
            if reply:
                return reply
        if queries is None:
            self.manifests_sent += 1
            return Reply.of_json(self.manifest)
        return Reply.of_json({key: {"result": self.known.get(q["query"], [])} for key, q in queries.items()})

    @property
    def asked(self) -> list[str]:
        """The names that were asked for, in order, again when asked again."""
        return [query["query"] for batch in self.batches for query in batch.values()]

    def query_for(self, name: str) -> dict[str, Any]:
        return next(query for batch in self.batches for query in batch.values() if query["query"] == name)

    def stop(self) -> None:
        if self._thread.is_alive():
            self._http.shutdown()
            self._http.server_close()
            self._thread.join()
