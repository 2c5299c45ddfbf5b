"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TextIO, cast

from pressgraph.errors import ExportError


@contextmanager
def replacing_binary(path: Path) -> Iterator[IO[bytes]]:
    """Open a binary file that takes the place of ``path`` when the block ends well; see :func:`replacing`."""
    with _replacing([path], "wb") as (stream,):
        yield stream


@contextmanager
def replacing(*paths: Path) -> Iterator[tuple[TextIO, ...]]:
    """Open UTF-8 text files that take the places of ``paths`` together when the block ends well.

    When it doesn't, what stood there before stays as it was and nothing is left behind.
    Raises ExportError when a file can't be written.
    """
    with _replacing(paths, "w", encoding="utf-8", newline="\n") as streams:
        yield cast("tuple[TextIO, ...]", streams)


@contextmanager
def _replacing(
    paths: Sequence[Path], mode: str, *, encoding: str | None = None, newline: str | None = None
) -> Iterator[tuple[IO[bytes], ...]]:
    # Beside the target, so that renaming never crosses a file system.
    partial = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in paths}
    try:
        for path in paths:
            if path.exists() and not path.is_file():
                raise ExportError(f"{path}: not an ordinary file; give the name of one")
        with ExitStack() as stack:
            yield tuple(
                stack.enter_context(part.open(mode, encoding=encoding, newline=newline)) for part in partial.values()
            )
        for path, part in partial.items():
            part.replace(path.resolve())
    except OSError as error:
        names = ", ".join(str(path) for path in paths)
        reason = error.strerror or str(error)
        raise ExportError(f"{names}: can't be written ({reason}); choose another folder or name") from error
    finally:
        for part in partial.values():
            part.unlink(missing_ok=True)
