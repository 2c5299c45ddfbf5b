"""Several processes that do the same work on different items: forked, so that a loaded model is there only once."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from pressgraph.running.tasks import Item, Lost, Numbered, Reader, Task, read_tasks

Result = TypeVar("Result")
Work = Callable[[list[Item]], Result]

#: after so many chunks a worker makes room for a new one: what it has learnt of words would grow for ever
_CHUNKS_OF_A_LIFE = 500


def default_workers() -> int:
    """Return how many workers this machine takes: its cores, or 1 where processes can't safely be forked."""
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalProcesses:
    """An engine: processes of this machine."""

    def __init__(self, workers: int | None = None) -> None:
        """Take how many; as many as the machine has cores, if not given."""
        self._workers = workers or default_workers()

    def __call__(
        self, reader: Reader, chunks: Iterable[list[Task]], /
    ) -> Generator[list[Numbered] | Lost[Task], None, None]:
        """Yield what became of each chunk, as it gets done."""
        yield from work_in_parallel(partial(read_tasks, reader), chunks, workers=self._workers)


def work_in_parallel(
    work: Work[Item, Result], chunks: Iterable[list[Item]], *, workers: int
) -> Generator[Result | Lost[Item], None, None]:
    """Yield what ``work`` makes of each chunk, as it gets done.

    Chunks are taken as workers get free, so that there are never more than a few in memory. When a worker dies, its
    chunk is tried again item by item; the one that kills a second worker is yielded as Lost. An exception of ``work``
    counts as death. Where processes can't be forked, all is done in this one.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, chunks)
        return
    pool = _Pool(work)
    try:
        yield from _distribute(pool, iter(chunks), workers)
    finally:
        pool.stop()


def _distribute(pool: _Pool[Item, Result], chunks: Iterator[list[Item]], workers: int) -> Iterator[Result | Lost[Item]]:
    again: deque[list[Item]] = deque()
    while True:
        while len(pool.busy) < workers:
            chunk = again.popleft() if again else next(chunks, None)
            if chunk is None:
                break
            pool.start(chunk)
        if not pool.busy:
            return
        for chunk, outcome in pool.outcomes():
            if not isinstance(outcome, _Death):
                yield outcome
            elif len(chunk) > 1:
                again.extend([item] for item in chunk)
            else:
                yield Lost(item=chunk[0], reason=outcome.reason)


@dataclass(frozen=True, slots=True)
class _Death:
    """What comes instead of a result."""

    reason: str


class _Pool(Generic[Item, Result]):
    """Workers, those that are free and those that are busy."""

    def __init__(self, work: Work[Item, Result]) -> None:
        self._work = work
        self._free: list[_Worker[Item, Result]] = []
        self.busy: dict[Connection, tuple[_Worker[Item, Result], list[Item]]] = {}
        gc.collect()
        gc.freeze()  # what the collector never touches stays shared between the processes

    def start(self, chunk: list[Item]) -> None:
        """Give a chunk to a free worker, or to a new one."""
        while self._free:
            worker = self._free.pop()
            if worker.take(chunk):
                self.busy[worker.connection] = worker, chunk
                return
            worker.stop()
        worker = _Worker(self._work, strangers=list(self.busy))
        worker.take(chunk)  # should it be dead already, its connection says so
        self.busy[worker.connection] = worker, chunk

    def outcomes(self) -> Iterator[tuple[list[Item], Result | _Death]]:
        """Yield the chunks that are done, at least one, each with what became of it."""
        ready = wait(list(self.busy))
        for connection in [connection for connection in self.busy if connection in ready]:
            worker, chunk = self.busy.pop(connection)
            outcome = worker.give()
            if worker.is_old:
                worker.stop()
            else:
                self._free.append(worker)
            yield chunk, outcome

    def stop(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in [*self._free, *(worker for worker, _ in self.busy.values())]:
            worker.stop()


class _Worker(Generic[Item, Result]):
    """A process that does one chunk after the other."""

    def __init__(self, work: Work[Item, Result], *, strangers: Sequence[Connection]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # Were they left open in the new process, the others wouldn't notice the end of this one.
        inherited = [*strangers, self.connection]
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_serve, args=(work, theirs, inherited), daemon=True)
        self._process.start()
        theirs.close()
        self._chunks = 0
        self.is_old = False  #: whether it is to make room for a new one

    def take(self, chunk: list[Item]) -> bool:
        """Give it a chunk; returns whether it is alive to take it."""
        self._chunks += 1
        try:
            self.connection.send(chunk)
        except OSError:
            self.is_old = True
            return False
        return True

    def give(self) -> Result | _Death:
        """Return what has become of its chunk."""
        self.is_old = self._chunks >= _CHUNKS_OF_A_LIFE
        try:
            outcome: Result | _Death = self.connection.recv()
        except (EOFError, OSError):
            self.is_old = True
            return _Death(self._cause())
        return outcome

    def stop(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()

    def _cause(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        if code == -signal.SIGKILL:
            return "the process that read it was killed, as happens when memory runs out"
        return f"the process that read it died ({signal.Signals(-code).name if code < 0 else f'exit status {code}'})"


def _serve(work: Work[Item, Result], connection: Connection, inherited: Sequence[Connection]) -> None:
    """Do chunk after chunk until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for stranger in inherited:
        stranger.close()
    while True:
        try:
            chunk = connection.recv()
        except (EOFError, OSError):
            return
        try:
            outcome: Result | _Death = work(chunk)
        except Exception as error:  # one item must not take the others with it
            outcome = _Death(f"can't be analysed ({error!r}); please report it")
        try:
            connection.send(outcome)
        except OSError:
            return
