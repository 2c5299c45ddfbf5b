"""Whether an article, and what reads it, is the same as before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from pressgraph.article import Article


def fingerprint(article: Article, *, reader: str) -> str:
    """Return a digest of all that is known of the article, and of the reader's version."""
    known = json.dumps([*map(str, astuple(article)), reader], ensure_ascii=True)
    return hashlib.sha256(known.encode("ascii")).hexdigest()


def reader_version(versions: Mapping[str, str], folders: Iterable[str | Path], settings: Iterable[object]) -> str:
    """Return a digest of programs (name → version), folders of knowledge with all below them, and settings."""
    digest = hashlib.sha256(json.dumps([sorted(versions.items()), *map(str, settings)]).encode("ascii"))
    for folder in map(Path, folders):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
