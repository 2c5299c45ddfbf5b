"""Reads on a Dask cluster that runs already: more machines than one, one writer (``pip install pressgraph[cluster]``).

Each worker process builds its reader once, from a recipe, and says so when it isn't the same reader as here: another
pressgraph, model or ontology would make another store.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from pressgraph.errors import ClusterError
from pressgraph.running.tasks import Lost, Numbered, Reader, Task, read_tasks

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECTING = 10.0  # seconds
#: chunks a thread of a worker has, one in work and one waiting, so that none waits for the network
_CHUNKS_A_THREAD = 2


class Recipe(Hashable, Protocol):
    """What a reader is made of, small enough to be sent with each chunk; equal ones make equal readers."""

    def make(self) -> Reader:
        """Return the reader."""


class DaskCluster:
    """An engine: the workers of a Dask scheduler."""

    def __init__(self, scheduler: str, recipe: Recipe) -> None:
        """Take the scheduler's address, "tcp://…" or "tls://…", and how workers make the reader."""
        self._scheduler = scheduler
        self._recipe = recipe

    def __call__(
        self, reader: Reader, chunks: Iterable[list[Task]], /
    ) -> Generator[list[Numbered] | Lost[Task], None, None]:
        """Yield what became of each chunk, as it gets done.

        A chunk whose worker dies is tried again, article by article; what dies again is lost.
        Raises ClusterError when the cluster can't be reached, has no workers or isn't set up alike.
        """
        with self._connect() as client:
            yield from _Distribution(client, self._recipe, reader.version, self._scheduler).outcomes(iter(chunks))

    def _connect(self) -> Client:
        try:
            from distributed import Client  # noqa: PLC0415  an extra, which takes half a second
        except ImportError as error:
            raise ClusterError("reading on a cluster needs Dask: pip install 'pressgraph[cluster]'") from error
        try:
            return Client(self._scheduler, timeout=_CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise ClusterError(f"{self._scheduler}: no Dask scheduler answers here ({reason})") from error


class _Distribution:
    """The chunks of one extraction, under way on the cluster."""

    def __init__(self, client: Client, recipe: Recipe, version: str, scheduler: str) -> None:
        self._client, self._recipe, self._version, self._scheduler = client, recipe, version, scheduler
        self._under_way: dict[Future, list[Task]] = {}
        self._again: deque[list[Task]] = deque()

    def outcomes(self, chunks: Iterator[list[Task]]) -> Iterator[list[Numbered] | Lost[Task]]:
        from distributed import as_completed  # noqa: PLC0415

        done = as_completed(loop=self._client.loop)
        done.update(self._submit(chunks))
        for future in done:
            chunk = self._under_way.pop(future)
            if future.status == "finished":
                yield future.result()
            elif future.status != "error":
                raise ClusterError(f"{self._scheduler}: the connection was lost; the same command goes on from here")
            else:
                yield from self._failed(chunk, future.exception())
            done.update(self._submit(chunks))

    def _submit(self, chunks: Iterator[list[Task]]) -> list[Future]:
        """Send as many chunks as the workers that are there now can take."""
        room = _CHUNKS_A_THREAD * sum(self._client.nthreads().values()) - len(self._under_way)
        if room <= 0 and not self._under_way:
            raise ClusterError(f"{self._scheduler}: the cluster has no workers; start some with: dask worker ADDRESS")
        sent: list[Future] = []
        while len(sent) < room:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                break
            future = self._client.submit(read_on_worker, self._recipe, self._version, chunk, pure=False)
            self._under_way[future] = chunk
            sent.append(future)
        return sent

    def _failed(self, chunk: list[Task], error: BaseException) -> Iterator[Lost[Task]]:
        if isinstance(error, ClusterError):
            raise error
        if len(chunk) > 1:
            self._again.extend([task] for task in chunk)
        else:
            yield Lost(item=chunk[0], reason=f"no worker of the cluster could analyse it ({error!r})")


def read_on_worker(recipe: Recipe, version: str, tasks: list[Task]) -> list[Numbered]:
    """Read on a worker, with the reader that this process makes once; raises ClusterError when it is another one."""
    with _one_at_a_time:  # a worker may run several threads, and a pipeline is for one
        reader = _reader(recipe)
        if reader.version != version:
            raise ClusterError("the workers read with another pressgraph, model or ontology; install the same there")
        return read_tasks(reader, tasks)


_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _reader(recipe: Recipe) -> Reader:
    return recipe.make()
