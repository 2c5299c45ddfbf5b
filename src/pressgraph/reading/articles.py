"""Files to articles: the rules that hold for every format."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading.decoding import is_binary
from pressgraph.reading.drafts import Draft
from pressgraph.reading.files import FoundFile, find_article_files
from pressgraph.reading.formats import SUFFIXES, find_format
from pressgraph.reading.language import foreign_language
from pressgraph.reading.packed import Content, unpack

# Bytes of standard input or of a pipe that are kept in memory; more goes to a temporary file.
_IN_MEMORY = 16 * 1024 * 1024

# JSON can write half of a character ("\ud83d"), which no store or file takes.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How articles are read. ``title`` to ``publisher`` are used where a file itself says nothing."""

    title: str | None = None
    published: date | None = None
    author: str | None = None
    publisher: str | None = None
    #: read texts that aren't in French, too
    any_language: bool = False
    #: what keys made from paths begin with, in place of the folder's name
    key_base: str | None = None


_DEFAULTS = ReadingOptions()


def read_articles(
    paths: Iterable[str | Path], *, options: ReadingOptions = _DEFAULTS
) -> Iterator[Article | ReadingError]:
    """Yield the articles that ``paths`` stand for, in order, and a ReadingError for what can't be read.

    Takes paths as ``find_article_files`` does. Two articles never have the same key: the second is a
    ReadingError.
    """
    return read_files(find_article_files(paths), options=options)


def read_files(
    files: Iterable[FoundFile | ReadingError], *, options: ReadingOptions = _DEFAULTS
) -> Iterator[Article | ReadingError]:
    """Do as ``read_articles`` with what ``find_article_files`` returned.

    File after file is taken from ``files`` as reading goes on, so that a progress bar can stand around them.
    """
    sources: dict[str, str] = {}
    for found in files:
        for item in [found] if isinstance(found, ReadingError) else read_file(found, options=options):
            if isinstance(item, ReadingError):
                yield item
            elif item.key in sources:
                yield _same_key(item, sources[item.key])
            else:
                sources[item.key] = item.source
                yield item


def read_file(found: FoundFile, *, options: ReadingOptions = _DEFAULTS) -> Iterator[Article | ReadingError]:
    """Yield the articles of one file, in order; what can't be read is a ReadingError in its place."""
    try:
        with closing(_open(found)) as stream:
            if not stream.read(1):
                raise ReadingError(found.source, "is empty")
            stream.seek(0)
            nothing = True
            for content in unpack(stream, found.name, found.source, suffixes=SUFFIXES):
                for item in [content] if isinstance(content, ReadingError) else _read_content(content, found.source):
                    nothing = False
                    yield item if isinstance(item, ReadingError) else _finish(item, found, options)
            if nothing:
                raise ReadingError(found.source, "holds no article")
    except ReadingError as error:
        yield error
    except OSError as error:
        yield ReadingError(found.source, f"can't be read: {error.strerror or error}")


def _read_content(content: Content, source: str) -> Iterator[Draft | ReadingError]:
    """Yield the drafts of one file, those from an archive with their place in it."""
    try:
        for item in find_format(content.name, content.stream).read(content.stream, source):
            if not content.inside:
                yield item
            elif isinstance(item, ReadingError):
                yield ReadingError(source, f"{content.inside}: {item.reason}")
            else:
                part = "/".join(filter(None, (content.inside, item.part)))
                yield replace(item, part=part, place=", ".join(filter(None, (content.inside, item.place))))
    except ReadingError as error:
        yield ReadingError(source, f"{content.inside}: {error.reason}") if content.inside else error


def _open(found: FoundFile) -> BinaryIO:
    """Open the file so that it can be read more than once."""
    if found.path is None:
        return _copy(sys.stdin.buffer)
    stream = found.path.open("rb")
    if stream.seekable():
        return stream
    with stream:  # a named pipe, or what a shell makes of <(…)
        return _copy(stream)


def _copy(stream: BinaryIO) -> BinaryIO:
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 — the caller closes it
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def _finish(draft: Draft, found: FoundFile, options: ReadingOptions) -> Article | ReadingError:
    problem = _problem_of(draft, options)
    if problem:
        return ReadingError(found.source, f"{draft.place}: {problem}" if draft.place else problem)
    metadata = draft.metadata
    url, own_id = _on_one_line(metadata.url), _on_one_line(metadata.id)
    return Article(
        text=draft.text,
        key=url or unicodedata.normalize("NFC", own_id or _path_key(draft, found, options)),
        source=_on_one_line(draft.source) or found.source,
        body_start=draft.body_start,
        title=_on_one_line(metadata.title) or options.title,
        published=metadata.published or options.published,
        author=_on_one_line(metadata.author) or options.author,
        publisher=_on_one_line(metadata.publisher) or options.publisher,
        url=url,
    )


def _on_one_line(value: str | None) -> str | None:
    """Return what a file says of an article without line breaks and control characters; None when nothing is left."""
    return _CONTROL.sub("", _BREAK.sub(" ", value)).strip() or None if value else None


def _problem_of(draft: Draft, options: ReadingOptions) -> str | None:
    body = draft.text[draft.body_start :]
    if not body.strip():
        return "holds no text"
    if is_binary(body) or _has_half_characters(draft):
        return "isn't text: it has characters that no text has; save it again as UTF-8"
    language = None if options.any_language else foreign_language(body)
    if language:
        return f"reads as {language}; pressgraph reads French: use --any-language to read it all the same"
    return None


def _has_half_characters(draft: Draft) -> bool:
    metadata = draft.metadata
    values = (metadata.title, metadata.author, metadata.publisher, metadata.url, metadata.id, draft.source)
    return any(value and _HALF_CHARACTER.search(value) for value in (draft.text, *values))


def _path_key(draft: Draft, found: FoundFile, options: ReadingOptions) -> str:
    base = options.key_base or found.folder
    if found.path is None:  # standard input has no name: the text itself makes the key
        return f"{base}/{hashlib.sha256(draft.text.encode()).hexdigest()[:16]}"
    return "/".join(part for part in (base, found.name, draft.part) if part)


def _same_key(article: Article, first: str) -> ReadingError:
    return ReadingError(
        article.source,
        f"has the same key ({article.key}) as {first}, read before it; give each an id or url of its own, "
        "or name the folder above both",
    )
