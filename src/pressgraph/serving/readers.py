"""The readers: processes that answer from a copy of the store, so that no query can stop the server or block others.

The engine can't be interrupted within a process; a process can be ended, and another one takes its place.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pressgraph.errors import QueryStoppedError
from pressgraph.graph import Store
from pressgraph.serving import reader
from pressgraph.serving.snapshot import snapshot

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use."""

    seconds: float = 30.0  #: from when a reader begins to answer it
    answer_bytes: int = 50_000_000  #: of an answer as it is sent
    memory_bytes: int = 2_000_000_000  #: of the reader that answers it (not on Windows)


class Readers:
    """Answers questions in other processes; a context manager."""

    def __init__(self, store_path: str | Path, *, limits: Limits | None = None, number: int | None = None) -> None:
        """Say what is read, and by how many readers (at least four, so that slow queries leave room for others)."""
        self.limits = limits or Limits()
        self.store_path = Path(store_path)
        self._number = number or max(4, os.cpu_count() or 1)
        self._open = ExitStack()
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        """Copy the store and start. Raises StoreError when there is no store or somebody is writing it."""
        with ExitStack() as opened:
            folder = opened.enter_context(snapshot(self.store_path))
            self._pool = ProcessPool(
                max_workers=self._number,
                initializer=reader.open_store,
                initargs=[folder, self.limits.memory_bytes],
                # A fork of a server with threads may hang.
                context=multiprocessing.get_context("spawn"),
            )
            opened.callback(self._pool.join)
            opened.callback(self._pool.stop)
            self._pool.schedule(reader.call, args=[Store.articles]).result()  # the pool starts with its first task
            self._open = opened.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()
        self._pool = None

    async def ask(self, function: Callable[Concatenate[Store, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Return ``function(store, *args, **options)`` from a reader; the function is one of a module.

        Raises QueryStoppedError when it goes over a limit, and whatever the function raises.
        """
        assert self._pool is not None, "use it in a with statement"
        future: ProcessFuture[T] = self._pool.schedule(
            reader.call, args=[function, *args], kwargs=options, timeout=self.limits.seconds
        )
        try:
            answer = await asyncio.wrap_future(future)
        except TimeoutError:
            raise QueryStoppedError(
                f"the query took longer than {self.limits.seconds:g} seconds; ask for less"
            ) from None
        except (ProcessExpired, MemoryError):
            raise QueryStoppedError(
                f"the query ended its reader, most likely for want of memory ({self.limits.memory_bytes:,} bytes); "
                "ask for less"
            ) from None
        return answer
