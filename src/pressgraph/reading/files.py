"""Paths to files, and what each file is called on every machine."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pressgraph.errors import ReadingError
from pressgraph.reading.formats import SUFFIXES

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file with articles; ``folder`` and ``name`` make the keys of those that have no id or URL."""

    #: path as the user gave it, with forward slashes; ``-`` for standard input
    source: str
    #: None for standard input
    path: Path | None
    #: name of the folder that was given, or of the one in which a file that was named outright lies
    folder: str
    #: path below ``folder``, with forward slashes
    name: str


def find_article_files(paths: Iterable[str | Path]) -> list[FoundFile | ReadingError]:
    """Return the files that ``paths`` stand for, in the order of ``paths``, each file once.

    A folder gives the files below it that have the suffix of a known format, sorted by path; hidden ones and
    links to folders are passed over. A file named outright is taken whatever its suffix. A pattern (``*``,
    ``?``, ``[…]``, ``**``) gives what it matches, sorted. ``-`` is standard input. What can't be found or
    opened is a ReadingError in its place.
    """
    found: list[FoundFile | ReadingError] = []
    seen: set[Path | None] = set()
    for path in paths:
        for item in _find(path):
            if isinstance(item, FoundFile):
                resolved = item.path and item.path.resolve()
                if resolved in seen:
                    continue
                seen.add(resolved)
            found.append(item)
    return found


def _find(given: str | Path) -> Iterator[FoundFile | ReadingError]:
    name = str(given)
    if name == STANDARD_INPUT:
        yield FoundFile(source=STANDARD_INPUT, path=None, folder="stdin", name="")
        return
    try:
        if Path(name).exists():
            yield from _find_at(Path(name))
        elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 — pathlib's takes no absolute pattern
            for match in matches:
                yield from _find_at(Path(match))
        else:
            yield ReadingError(_printable(name), "there is no such file or folder; check the path")
    except OSError as error:
        yield ReadingError(_printable(name), f"can't be opened: {error.strerror}")


def _find_at(path: Path) -> Iterator[FoundFile | ReadingError]:
    if path.is_dir():
        yield from _find_in_folder(path)
    else:
        yield _found(path, folder=path.parent, below=Path(path.name))


def _find_in_folder(folder: Path) -> Iterator[FoundFile | ReadingError]:
    unreadable: list[OSError] = []
    files: list[FoundFile] = []
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if not name.startswith(".") and name.lower().endswith(SUFFIXES) and path.is_file():
                files.append(_found(path, folder=folder, below=path.relative_to(folder)))
    yield from sorted(files, key=lambda found: found.name)
    for error in unreadable:
        yield ReadingError(_printable(str(error.filename)), f"can't be opened: {error.strerror}")
    if not files and not unreadable:
        yield ReadingError(
            _printable(folder.as_posix()),
            f"no article in this folder; pressgraph reads {', '.join(SUFFIXES)}",
        )


def _found(path: Path, *, folder: Path, below: Path) -> FoundFile:
    return FoundFile(
        source=_printable(path.as_posix()),
        path=path,
        folder=_portable(folder.resolve().name),
        name=_portable(below.as_posix()),
    )


def _portable(name: str) -> str:
    # macOS hands out decomposed accents, Linux and Windows composed ones.
    return unicodedata.normalize("NFC", _printable(name))


def _printable(name: str) -> str:
    # A name that isn't UTF-8 reaches Python with lone surrogates, which no output takes.
    return name.encode("utf-8", "backslashreplace").decode()
