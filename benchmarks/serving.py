"""How long clients wait for ``pressgraph serve`` beside the bare Oxigraph server, many at once, in one run.

usage: python benchmarks/serving.py STORE [--clients 50] [--seconds 10] [--rounds 3]

Needs `pip install oxigraph` (the bare server) and a store made by ``pressgraph extract``. Both servers answer from
copies of it. In each round each server gets the same queries from so many clients, each of which asks anew as soon as
it has its answer; the servers take turns. Printed, per kind of query: the median of the rounds of the 50th and 95th
percentile of the waiting time and of the answers a second, errors, and the ratio of the 95th percentiles.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PREFIXES = """PREFIX org: <http://www.w3.org/ns/org#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <https://schema.org/> """
QUERIES = {
    "one entity": "SELECT ?name { ?p schema:name 'Catherine Guivarch' ; rdfs:label ?name }",
    "who heads what": "SELECT DISTINCT ?a ?b { ?x org:headOf ?y . ?x rdfs:label ?a . ?y rdfs:label ?b } LIMIT 100",
    "most mentioned": "SELECT ?e (COUNT(*) AS ?n) { ?m oa:hasBody ?e } GROUP BY ?e ORDER BY DESC(?n) LIMIT 20",
    "1 000 rows": "SELECT ?m ?e ?name { ?m oa:hasBody ?e . ?e rdfs:label ?name } LIMIT 1000",
}


@dataclass
class Load:
    waits: list[float]
    errors: int
    seconds: float

    def figures(self) -> tuple[float, float, float]:
        cuts = statistics.quantiles(self.waits, n=20)
        return cuts[9] * 1000, cuts[18] * 1000, len(self.waits) / self.seconds


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bool:
    """Send one request over an open connection; returns whether the answer is 200."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    if b"content-length" in fields:
        await reader.readexactly(int(fields[b"content-length"]))
    else:  # chunked
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return b" 200 " in head.split(b"\r\n", 1)[0]


async def client(port: int, path: str, request: bytes, until: float, load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        started = time.perf_counter()
        try:
            is_right = await ask(reader, writer, request)
        except (OSError, asyncio.IncompleteReadError):
            is_right = False
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        load.waits.append(time.perf_counter() - started)
        load.errors += not is_right
    writer.close()


async def put_load(port: int, path: str, query: str, *, clients: int, seconds: float) -> Load:
    target = f"{path}?query={quote(PREFIXES + query)}"
    request = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
    load = Load(waits=[], errors=0, seconds=seconds)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(port, path, request, until, load) for _ in range(clients)))
    return load


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    own_port, bare_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        own_store, bare_store = Path(folder, "own"), Path(folder, "bare")
        for copy in (own_store, bare_store):
            shutil.copytree(options.store, copy)
        own = [
            str(Path(sys.executable).parent / "pressgraph"),
            "serve",
            "--store",
            str(own_store),
            "--port",
            f"{own_port}",
        ]
        bare = [
            str(Path(sys.executable).parent / "oxigraph"), "serve-read-only", "--location", str(bare_store),
            "--bind", f"127.0.0.1:{bare_port}", "--union-default-graph",
        ]  # fmt: skip
        servers = {"oxigraph": (bare_port, "/query"), "pressgraph": (own_port, "/sparql")}
        with running(own, own_port), running(bare, bare_port):
            for name, query in QUERIES.items():
                measure(name, query, servers, options)


def measure(name: str, query: str, servers: dict[str, tuple[int, str]], options: argparse.Namespace) -> None:
    found: dict[str, list[tuple[float, float, float]]] = {server: [] for server in servers}
    errors = dict.fromkeys(servers, 0)
    for port, path in servers.values():
        asyncio.run(put_load(port, path, query, clients=options.clients, seconds=1))  # caches are warm from now on
    for _ in range(options.rounds):
        for server, (port, path) in servers.items():
            load = asyncio.run(put_load(port, path, query, clients=options.clients, seconds=options.seconds))
            found[server].append(load.figures())
            errors[server] += load.errors
    medians = {
        server: [statistics.median(column) for column in zip(*rows, strict=True)] for server, rows in found.items()
    }
    for server, (half, most, rate) in medians.items():
        print(f"{name:16} {server:11} p50 {half:8.1f} ms  p95 {most:8.1f} ms  {rate:8.0f}/s  errors {errors[server]}")
    print(f"{name:16} ratio of p95 {medians['pressgraph'][1] / medians['oxigraph'][1]:.2f}", flush=True)


if __name__ == "__main__":
    main()
