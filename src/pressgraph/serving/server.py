"""The server: an address to listen on, and the application behind it until somebody stops it."""

from __future__ import annotations

import errno
import signal
import socket
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette

from pressgraph.errors import ServingError

_MOST_CONNECTIONS = 1000  #: at once; more are told to come back (503)
_PATIENCE = 2  #: seconds that running queries get when the server is stopped


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes any free one. Raises ServingError when it can't."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise ServingError(f"{host}:{port}: {_why(error)}") from error


def address(listening: socket.socket) -> str:
    """Return the URL at which a browser on this machine finds the server."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(app: Starlette, listening: socket.socket) -> None:
    """Serve ``app`` until the process is interrupted or told to end; to be called in the main thread."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_PATIENCE,
    )
    # The server passes on the signal that ended it: what the caller has to clean up must not be skipped then.
    former = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        signal.signal(signal.SIGTERM, former)


def _why(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "this machine has no such address; 127.0.0.1 is this machine alone, 0.0.0.0 its whole network"
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return "another program uses this port; give another --port, or 0 for any free one"
    if code == errno.EACCES:
        return "you may not use this port; give a --port above 1023"
    if code == errno.EADDRNOTAVAIL:
        return "this machine has no such address; 127.0.0.1 is this machine alone, 0.0.0.0 its whole network"
    return f"can't be listened on ({error}); give another --host or --port"
