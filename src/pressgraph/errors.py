"""What can go wrong, as one tree.

::

    PressgraphError              a user's problem: its text is one line that says what to do
    ├── ReadingError             an article file that can't be read
    ├── AnnotationError          an annotation or marked-up article that doesn't fit its text
    ├── OntologyError            a Turtle or data file of the ontology that can't be used
    ├── ModelError               the language model is missing or of another version
    ├── StoreError               a store that can't be opened or written
    ├── QueryError               SPARQL that can't be understood or answered
    │   ├── AnswerTooLargeError  an answer over the limit of size
    │   └── QueryStoppedError    a query over the limit of time or memory
    ├── ExportError              a graph file that can't be written
    ├── LinkingError             a reconciliation service or its cache that can't be used
    ├── ClusterError             a cluster that can't be reached or isn't set up alike
    └── ServingError             an address that the server can't listen on

Anything else that escapes is a defect of pressgraph.
"""

from __future__ import annotations


class PressgraphError(Exception):
    """A problem that the user can solve; ``str(error)`` is one clear line."""


class ReadingError(PressgraphError):
    """An article file that is empty, binary, unreadable, of an unknown format or not in French."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source  #: path or URL of what was read
        self.reason = reason  #: what is wrong and what to do

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        return type(self), (self.source, self.reason)  # else no other process could send one


class AnnotationError(PressgraphError):
    """An annotation or marked-up article that doesn't fit its text."""


class OntologyError(PressgraphError):
    """A file of the ontology that can't be used; names file, entry and remedy."""


class ModelError(PressgraphError):
    """The language model is missing or of another version."""


class StoreError(PressgraphError):
    """A store that can't be opened, read or written."""


class QueryError(PressgraphError):
    """SPARQL that can't be understood or answered."""


class AnswerTooLargeError(QueryError):
    """An answer over the limit of size."""


class QueryStoppedError(QueryError):
    """A query over the limit of time or memory."""


class ExportError(PressgraphError):
    """A graph file that can't be written."""


class LinkingError(PressgraphError):
    """A reconciliation service that gives no usable answer, or a cache of answers that can't be used."""


class ClusterError(PressgraphError):
    """A cluster that can't be reached, has no workers or reads with another pressgraph than this one."""


class ServingError(PressgraphError):
    """An address that the server can't listen on."""
