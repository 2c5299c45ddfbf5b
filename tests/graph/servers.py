"""SPARQL servers that tests start, each in an empty state, and stop again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 4000
DisableTcpSocket = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
"""
VIRTUOSO = shutil.which("virtuoso-t")
#: the command beside the interpreter, or elsewhere
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """Run an Oxigraph server in memory; gives its address."""
    if not OXIGRAPH:
        pytest.skip("no Oxigraph server here; install it with: pip install oxigraph")
    port = free_port()
    command = [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, f"http://127.0.0.1:{port}/query"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, *, rows: int = 100_000) -> Iterator[str]:
    """Run Debian's Virtuoso on a new database that answers with ``rows`` at most; gives its address with password."""
    if not VIRTUOSO:
        pytest.skip("no Virtuoso here; install it with: apt-get install virtuoso-opensource")
    port = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port(), rows=rows))
    with _running([VIRTUOSO, "-f", "-c", str(ini)], f"http://127.0.0.1:{port}/sparql?query=ASK+%7B%7D"):
        yield f"http://dba:dba@127.0.0.1:{port}/sparql-auth"


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(server, address)
        yield
    finally:
        server.kill()
        server.wait()


def _await(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(1200):
        assert server.poll() is None, "the server ended at once"
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{address}: the server doesn't start")
