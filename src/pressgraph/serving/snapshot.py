"""A copy of the store as it was at one moment: what the server reads, while others may write the store itself."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pressgraph.errors import StoreError
from pressgraph.graph import Store
from pressgraph.graph.store import MEMORY, is_remote

_COPY = "copy"
_LOCK = "in-use.lock"


@contextmanager
def snapshot(path: str | Path) -> Iterator[Path]:
    """Give a folder with a copy of the store in ``path``; it is removed in the end.

    The copy stands beside the store, where the file system can make it of hard links: in no time, and of no size
    until the store changes. What servers that were killed have left there is removed first.
    Raises StoreError when there is no store or somebody is writing it.
    """
    if str(path) == MEMORY or is_remote(path):
        raise StoreError(f"{path}: only a store on disk can be served")
    with Store.open(path) as store:
        store_folder = Path(path).resolve()
        prefix = f".{store_folder.name}-served-"
        beside = store_folder.parent if os.access(store_folder.parent, os.W_OK) else Path(tempfile.gettempdir())
        _remove_leftovers(beside, prefix)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
        lock = FileLock(folder / _LOCK)
        lock.acquire()
        store.copy_to(folder / _COPY)
    try:
        yield folder / _COPY
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_leftovers(beside: Path, prefix: str) -> None:
    for folder in beside.glob(f"{prefix}*"):
        try:
            with FileLock(folder / _LOCK, timeout=0):
                pass
        except Timeout:  # another server reads it
            continue
        except OSError:  # another user's
            continue
        shutil.rmtree(folder, ignore_errors=True)
