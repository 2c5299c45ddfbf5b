"""Packed files: ``.gz`` and ``.zip``, one in the other, too; what is inside is read as if it lay in a folder.

Nothing is written under a name that an archive gives: names only make keys and messages. What one file unpacks to is
limited, whatever it says of itself, so that a bomb of a few kilobytes stays one.
"""

from __future__ import annotations

import gzip
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from pressgraph.errors import ReadingError
from pressgraph.reading.guards import printable
from pressgraph.reading.word import is_word_file

SUFFIXES = (".gz", ".zip")

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DEEPEST = 3  # archives in archives
_MEBIBYTE = 1024 * 1024
_IN_MEMORY = 16 * _MEBIBYTE  # bytes unpacked in memory; more goes to a temporary file
_CHUNK = 64 * 1024
# Bytes that one file may unpack to: text shrinks to a third or a tenth, bombs to a thousandth.
_ALWAYS_ALLOWED = 64 * _MEBIBYTE
_MOST_GROWTH = 100
_MOST_UNPACKED = 16 * 1024 * _MEBIBYTE
# What a broken or hostile archive makes the standard library throw.
_BROKEN = (
    EOFError, OSError, ValueError, RuntimeError, NotImplementedError,
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip
_OFFICE_PARTS = frozenset(("[Content_Types].xml", "mimetype"))
_HIDDEN = ("__MACOSX", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file as it is when nothing more is to unpack."""

    stream: BinaryIO  #: seekable, at its beginning
    name: str  #: whose suffix hints at the format
    inside: str = ""  #: path within the archive, with forward slashes; empty for what is in none


class _Allowance:
    """How many bytes one file may still unpack to."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        self._source = source
        self._whole = self._left = min(max(_ALWAYS_ALLOWED, _MOST_GROWTH * size), _MOST_UNPACKED)

    def take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise ReadingError(
                self._source,
                f"unpacks to more than {self._whole // _MEBIBYTE} MB, as no archive of texts does; "
                "unpack it yourself if you trust it",
            )


def unpack(stream: BinaryIO, name: str, source: str, *, suffixes: tuple[str, ...]) -> Iterator[Content | ReadingError]:
    """Yield the file itself, or all that is packed in it: of archives, the files with one of ``suffixes``.

    A member that can't be unpacked is a ReadingError in its place, and the others go on; an archive that can't be
    opened raises it. Each content is to be read before the next is asked for.
    """
    yield from _unpack(Content(stream=stream, name=name), source, _Allowance(stream, source), suffixes, depth=0)


def _unpack(
    content: Content, source: str, allowance: _Allowance, suffixes: tuple[str, ...], *, depth: int
) -> Iterator[Content | ReadingError]:
    head = content.stream.read(4)
    content.stream.seek(0)
    is_gzip = head.startswith(_GZIP)
    if not is_gzip and not (head in _ZIP and not _is_word(content.stream)):
        yield content
        return
    if depth == _DEEPEST:
        raise ReadingError(source, f"has archives in archives, more than {_DEEPEST} deep; unpack it yourself")
    unpacked = (
        _unpack_gzip(content, source, allowance) if is_gzip else _unpack_zip(content, source, allowance, suffixes)
    )
    for item in unpacked:
        if isinstance(item, ReadingError):
            yield item
            continue
        with item.stream:
            try:
                yield from _unpack(item, source, allowance, suffixes, depth=depth + 1)
            except ReadingError as error:
                if not item.inside:
                    raise
                yield ReadingError(source, f"{item.inside}: {error.reason}")


def _unpack_gzip(content: Content, source: str, allowance: _Allowance) -> Iterator[Content | ReadingError]:
    try:
        with gzip.GzipFile(fileobj=content.stream, mode="rb") as packed:
            stream = _copy(cast(IO[bytes], packed), allowance)
    except _BROKEN as error:
        raise ReadingError(source, f"isn't a readable gzip file ({_reason(error)}); fetch it anew") from error
    yield Content(stream=stream, name=content.name.lower().removesuffix(".gz"), inside=content.inside)


def _unpack_zip(
    content: Content, source: str, allowance: _Allowance, suffixes: tuple[str, ...]
) -> Iterator[Content | ReadingError]:
    try:
        archive = zipfile.ZipFile(content.stream)
    except _BROKEN as error:
        raise ReadingError(source, f"isn't a readable zip archive ({_reason(error)}); fetch it anew") from error
    with archive:
        members = archive.infolist()
        if _OFFICE_PARTS & {member.filename for member in members}:
            raise ReadingError(source, "is an office file or an e-book; save it as .docx, .pdf or .txt")
        for member in members:
            if member.is_dir() or _is_hidden(member.filename):
                continue
            if not member.filename.lower().endswith(suffixes):
                continue
            inside = "/".join(part for part in (content.inside, printable(member.filename)) if part)
            try:
                _check(member, source)
                with archive.open(member) as packed:
                    stream = _copy(packed, allowance)
            except ReadingError as error:
                yield ReadingError(source, f"{inside}: {error.reason}")
            except _BROKEN as error:
                yield ReadingError(source, f"{inside}: can't be unpacked ({_reason(error)})")
            else:
                yield Content(stream=stream, name=member.filename, inside=inside)


def _check(member: zipfile.ZipInfo, source: str) -> None:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ReadingError(source, "has a path that leads out of the archive; unpack it yourself if you trust it")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ReadingError(source, "is a link to another file, which an archive may not name")
    if member.flag_bits & 1:
        raise ReadingError(source, "is locked with a password; unpack the archive yourself")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(_HIDDEN) and part != ".." for part in name.split("/"))


def _is_word(stream: BinaryIO) -> bool:
    found = is_word_file(stream)
    stream.seek(0)
    return found


def _copy(packed: IO[bytes], allowance: _Allowance) -> BinaryIO:
    copy = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 — unpack closes it
    try:
        while chunk := packed.read(_CHUNK):
            allowance.take(len(chunk))
            copy.write(chunk)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _reason(error: BaseException) -> str:
    return printable(str(error)) or type(error).__name__
