"""What runs in a reader: a process of its own that has the store's copy open and can be stopped at any time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from pressgraph.graph import Store

P = ParamSpec("P")
T = TypeVar("T")

_store: Store | None = None  # a process has one, which :func:`open_store` opens


def open_store(folder: Path, memory: int) -> None:
    """Open the copy in ``folder`` in this process, which may use ``memory`` bytes from now on."""
    global _store  # noqa: PLW0603  a task finds what the process was started with nowhere else
    _limit_memory(memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _store = Store.open_copy(folder)


def call(function: Callable[Concatenate[Store, P], T], /, *args: P.args, **options: P.kwargs) -> T:
    """Return what ``function`` finds in the store."""
    assert _store is not None  # the process was started by open_store
    return function(_store, *args, **options)


def _limit_memory(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415  Windows has none, and no such limit
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))


def _end_with_parent() -> None:
    """End this process when the server is gone, even in the midst of a query."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
