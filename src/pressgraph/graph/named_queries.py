"""The named queries: one ``.rq`` file each, in ``ontologies/queries/`` or a folder of the user's.

A file begins with comment lines: its title in English, its title in French, then one line a parameter,
optional ones in brackets::

    # Figures of one organisation
    # Les chiffres d’une organisation
    #:param name  words of the organisation's name, whatever the case and accents
    #:param [kind]  money, percent, count …

The query takes a parameter's value with ``pg:parameter("name")``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from pressgraph.errors import QueryError
from pressgraph.ontology.resources import ontologies_folder

_PARAMETER = re.compile(r"#:param\s+(?:(?P<needed>\w+)|\[(?P<optional>\w+)\])\s+(?P<description>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a named query wants to be told."""

    name: str
    description: str
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query that has a name, a title and parameters."""

    name: str  #: the file's stem: "heads"
    title: str  #: English
    title_fr: str  #: French; the English one where a file has only that
    parameters: tuple[Parameter, ...]
    sparql: str
    path: Path

    def check(self, bindings: Mapping[str, object]) -> None:
        """Raise QueryError when a needed parameter is missing or one isn't the query's."""
        known = [parameter.name for parameter in self.parameters]
        for name in bindings:
            if name not in known:
                takes = f"it takes {', '.join(known)}" if known else "it takes none"
                raise QueryError(f"{self.name}: {name} is no parameter of this query; {takes}")
        for parameter in self.parameters:
            if parameter.needed and parameter.name not in bindings:
                raise QueryError(f"{self.name}: give {parameter.name} ({parameter.description})")


def read_named_queries(*folders: Path | str) -> dict[str, NamedQuery]:
    """Return pressgraph's own queries and those of ``folders`` by name; a later folder's win.

    Raises QueryError for a folder that isn't there and for a file without title or with a parameter line that
    can't be read.
    """
    found = {}
    for folder in (ontologies_folder() / "queries", *map(Path, folders)):
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder; give one that holds .rq files")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = read_query_file(path)
    return found


def find_named_query(name: str, *folders: Path | str) -> NamedQuery:
    """Return the query called ``name``; raises QueryError, which lists the known ones, when there is none."""
    queries = read_named_queries(*folders)
    if name not in queries:
        raise QueryError(f"{name}: no such query; there are {', '.join(sorted(queries))}")
    return queries[name]


def read_query_file(path: Path) -> NamedQuery:
    """Return the query of one ``.rq`` file; raises QueryError when it can't be read or has no title."""
    sparql = read_query_text(path)
    head = list(takewhile(lambda line: line.startswith("#"), sparql.splitlines()))
    titles = [line.removeprefix("#").strip() for line in head if not line.startswith("#:")]
    if not titles:
        raise QueryError(f"{path}: begin it with a comment line, its title")
    return NamedQuery(
        name=path.stem,
        title=titles[0],
        title_fr=titles[1] if len(titles) > 1 else titles[0],
        parameters=tuple(_read_parameter(line, path) for line in head if line.startswith("#:")),
        sparql=sparql,
        path=path,
    )


def read_query_text(path: Path) -> str:
    """Return what a query file says; raises QueryError when it can't be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise QueryError(f"{path}: can't be read ({error})") from error


def _read_parameter(line: str, path: Path) -> Parameter:
    found = _PARAMETER.fullmatch(line.rstrip())
    if not found:
        raise QueryError(f"{path}: {line!r}: write #:param NAME DESCRIPTION, or #:param [NAME] DESCRIPTION")
    return Parameter(
        name=found["needed"] or found["optional"],
        description=found["description"],
        needed=bool(found["needed"]),
    )
