"""Which format an answer is sent in: what the client accepts, among what the answer can be written as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import mimeparse

#: format of the graph stage → media types, the usual one first
MEDIA_TYPES = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
}
#: formats from the most to the least wanted, for a client to whom several are equal
_PREFERENCE = ("json", "ttl", "xml", "rdf", "csv", "tsv", "nt", "jsonld")


class NotAcceptableError(Exception):
    """The client accepts none of the formats; the text tells which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A format and the name that the client has for it."""

    form: str
    media_type: str


def choose_format(accept: str, formats: Iterable[str]) -> Choice:
    """Return which of ``formats`` the Accept header asks for; raises NotAcceptableError when it is none of them."""
    offered: dict[str, str] = {}
    for form in sorted(formats, key=_PREFERENCE.index):
        for media_type in MEDIA_TYPES[form]:
            offered.setdefault(media_type, form)
    try:
        # Of several that fit equally well, the parser takes the last one.
        best = mimeparse.best_match(list(reversed(offered)), accept or "*/*")
    except mimeparse.MimeTypeParseException:
        best = ""
    if not best:
        raise NotAcceptableError(f"this can be sent as {', '.join(offered)}")
    return Choice(form=offered[best], media_type=best)
