"""IRIs made from what things are, never from the clock or a counter: the same input gives the same graph."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

#: under which article and entity IRIs are made; a user can set another one
DEFAULT_BASE = "https://w3id.org/pressgraph/id/"

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 80
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@:\[\]]+(:[0-9]+)?([/?#]|$)", re.IGNORECASE)
_WITHIN = re.compile(r"-in-[0-9a-f]{10}(-[0-9]+)?$")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fold(text: str) -> str:
    """Lower-case ``text`` and strip accents and ligatures: "L’Élysée" → "l’elysee"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def slug(name: str) -> str:
    """Turn a name into an IRI segment: "Métropole Aix-Marseille" → "metropole-aix-marseille".

    A name that loses letters outside ASCII or is cut for length gets a digest, so that two names never share one.
    """
    folded = fold(name).replace("+", " plus ")
    readable = _NOT_A_WORD.sub("-", folded).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in folded)
    if not readable or lost or len(readable) > _SLUG_LENGTH:
        return f"{readable[:_SLUG_LENGTH]}-{_digest(folded)}".lstrip("-")
    return readable


def article_iri(key: str, *, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the article with this ``key``: its own URL when the key is one, else one under ``base``.

    It is always a valid IRI and has no fragment, for the article's parts are its fragments.
    """
    if _WEB_ADDRESS.match(key):
        return quote(_LONE_PERCENT.sub("%25", key), safe=":/?@!$&'()*+,;=%-._~", errors="surrogatepass")
    return f"{base}article/{quote(unicodedata.normalize('NFC', key), safe='/-._~', errors='surrogatepass')}"


def entity_iri(kind: str, name: str, *, within: str | None = None, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of an entity.

    ``kind`` is the entity type's value ("Person" …). ``within`` is the IRI of the article for a name that means
    nothing outside it (a bare surname, "la Métropole"): such entities are never shared between articles.
    """
    scope = f"-in-{_digest(within)}" if within else ""
    return f"{base}{kind.lower()}/{slug(name)}{scope}"


def stands_alone(entity: str) -> bool:
    """Whether this entity IRI's name means the same in every article: it was made without ``within``."""
    return not _WITHIN.search(entity)


def part_iri(entity: str, article: str) -> str:
    """Return the IRI of one of several entities that share a name: the one that ``article`` means."""
    return f"{entity}-of-{_digest(article)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
