"""The folder of a store: opened or refused with a clear word, and tidied after a crash."""

from __future__ import annotations

import gc
import os
import re
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.errors import StoreError
from pressgraph.graph.terms import term

FORMAT_VERSION = 1  #: of the graphs in a store; raise it when older stores can no longer be read
#: the graph that tells about the store itself, and what it tells about
ABOUT_STORE = term("pg:store")
#: leads from the store to the graph of an article that is being loaded and may not be whole
LOADING = term("pg:loading")
#: what the engine raises when the disk refuses (OSError) or what is on it is damaged
ENGINE_ERRORS = (OSError, RuntimeError)
_ENGINE_FILE = "CURRENT"  # every folder that Oxigraph wrote has it
#: what Oxigraph writes before that file: a crash may leave these alone
_ENGINE_BEGINNINGS = re.compile(r"(LOCK|LOG.*|IDENTITY|MANIFEST-.*|OPTIONS-.*|.*\.dbtmp|.*\.log)")


def open_folder(path: Path, *, create: bool) -> pyoxigraph.Store:
    """Return the engine on a folder, a new one with ``create``; raises StoreError."""
    exists = (path / _ENGINE_FILE).exists()
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: a file, and a store is a folder; give another --store")
    if not exists and not create:
        raise StoreError(f"{path}: no store here; make one with: pressgraph extract ARTICLES --store {path}")
    if not exists and path.exists() and not all(_ENGINE_BEGINNINGS.fullmatch(file.name) for file in path.iterdir()):
        raise StoreError(f"{path}: this folder holds other things than a store; give a new folder")
    if exists and not os.access(path, os.W_OK):
        raise StoreError(f"{path}: you may not write in this folder; even reading a store needs it")
    try:
        path.mkdir(parents=True, exist_ok=True)
        return _open_engine(path)
    except ENGINE_ERRORS as error:
        raise StoreError(f"{path}: {why_not_opened(error)}") from error


def _open_engine(path: Path) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store(path)
    except OSError as error:
        if "current process" not in str(error):
            raise
        # A store that this process has closed keeps its lock until the last iterator over it is collected.
        gc.collect()
        return pyoxigraph.Store(path)


def why_not_opened(error: Exception) -> str:
    """Return what a user should know of an error that opening a store gave."""
    message = " ".join(str(error).split())
    if "lock" in message.lower():
        return "another pressgraph is using this store; wait until it has finished, or stop it"
    if isinstance(error, PermissionError) or "Permission denied" in message:
        return "you may not write here; give another --store or change the folder's permissions"
    return f"this store can't be opened ({message}); if it is damaged, make it anew with pressgraph extract"


def prepare(engine: pyoxigraph.Store) -> str | None:
    """Mark an empty engine as a store, and remove what a crash left half-loaded.

    Returns why this pressgraph can't use the store, None when it can.
    """
    try:
        if not len(engine):
            engine.add(Quad(ABOUT_STORE, term("pg:formatVersion"), Literal(FORMAT_VERSION), ABOUT_STORE))
        problem = version_problem(engine)
        if not problem:
            _remove_half_loaded(engine)
    except ENGINE_ERRORS as error:
        return why_not_opened(error)
    return problem


def _remove_half_loaded(engine: pyoxigraph.Store) -> None:
    for mark in list(engine.quads_for_pattern(ABOUT_STORE, LOADING, None, ABOUT_STORE)):
        if isinstance(mark.object, NamedNode):
            engine.remove_graph(mark.object)
        engine.remove(mark)


def version_problem(engine: pyoxigraph.Store) -> str | None:
    """Return why this pressgraph can't read the store, None when it can."""
    found = [
        quad.object.value
        for quad in engine.quads_for_pattern(ABOUT_STORE, term("pg:formatVersion"), None, ABOUT_STORE)
        if isinstance(quad.object, Literal)
    ]
    if found == [str(FORMAT_VERSION)]:
        return None
    if not found:
        return "an Oxigraph store, but not one of pressgraph; give another --store"
    return (
        f"this store is of version {', '.join(found)}, this pressgraph reads version {FORMAT_VERSION}; "
        "extract the articles into a new store"
    )
