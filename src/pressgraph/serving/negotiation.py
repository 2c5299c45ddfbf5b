"""Which format an answer is sent in: what the client accepts, among what the answer can be written as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

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


@lru_cache(maxsize=64)  # clients say the same each time
def choose_format(accept: str, formats: tuple[str, ...]) -> Choice:
    """Return which of ``formats`` the Accept header asks for; raises NotAcceptableError when it is none of them."""
    wanted = sorted(formats, key=_PREFERENCE.index)
    offered: dict[str, str] = {}  # the usual names of all come before the other names of any
    for media_types in zip_longest(*(MEDIA_TYPES[form] for form in wanted)):
        for form, media_type in zip(wanted, media_types, strict=True):
            if media_type:
                offered.setdefault(media_type, form)
    try:
        # Of several that fit equally well, the parser takes the last one.
        best = mimeparse.best_match(list(reversed(offered)), accept or "*/*")
    except mimeparse.MimeTypeParseException:
        best = ""
    if not best:
        raise NotAcceptableError(f"this can be sent as {', '.join(offered)}")
    return Choice(form=offered[best], media_type=best)
