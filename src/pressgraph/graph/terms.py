"""RDF terms: the prefixes that pressgraph knows, and safe ways from Python values to terms and back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from pressgraph.identifiers import DEFAULT_BASE

#: prefix → namespace; queries know them without declaring, RDF files are written with them
PREFIXES = MappingProxyType(
    {
        "cur": "http://qudt.org/vocab/currency/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "lexinfo": "http://www.lexinfo.net/ontology/3.0/lexinfo#",
        "oa": "http://www.w3.org/ns/oa#",
        "ontolex": "http://www.w3.org/ns/lemon/ontolex#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pg": "https://w3id.org/pressgraph#",
        "prov": "http://www.w3.org/ns/prov#",
        "qudt": "http://qudt.org/schema/qudt/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "unit": "http://qudt.org/vocab/unit/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None  #: a term as a plain Python value

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORTENED = re.compile(r"[A-Za-z_](?:[\w.-]*[\w-])?", re.ASCII)
#: what an IRI may hold besides letters and digits; quote() writes everything else as %XX
_IRI_PUNCTUATION = ":/?#@!$&'()*+,;=%-._~"
_XSD = PREFIXES["xsd"]
_WHOLE_NUMBERS = frozenset(
    _XSD + name
    for name in (
        "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long",
        "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_FRACTIONS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@cache
def term(short: str) -> NamedNode:
    """Return the term written with a known prefix: "schema:name". Raises KeyError for an unknown prefix."""
    prefix, _, name = short.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def iri_node(iri: str) -> NamedNode:
    """Return ``iri`` as a node; what no IRI may hold is percent-encoded, what can't be one gets one made."""
    try:
        return NamedNode(iri)
    except ValueError:  # UnicodeEncodeError, for a lone surrogate, is one too
        encoded = re.sub("%(?![0-9A-Fa-f]{2})", "%25", iri)
        first, hash_sign, fragment = encoded.partition("#")
        encoded = first + hash_sign + fragment.replace("#", "%23")
    try:
        return NamedNode(quote(encoded, safe=_IRI_PUNCTUATION, errors="surrogatepass"))
    except ValueError:
        return NamedNode(f"{DEFAULT_BASE}other/{quote(iri, safe='', errors='surrogatepass')}")


def text_literal(text: str, *, language: str | None = None) -> Literal:
    """Return a string literal; a lone surrogate, which RDF can't hold, becomes U+FFFD (offsets stay true)."""
    return Literal(_SURROGATE.sub("\ufffd", text), language=language)


def typed_literal(text: str, datatype: str) -> Literal:
    """Return a literal of an XSD datatype: ``typed_literal("2018-09-28", "date")``."""
    return Literal(text, datatype=term(f"xsd:{datatype}"))


def decimal_literal(value: Decimal) -> Literal:
    """Return a finite ``value`` as xsd:decimal, without exponent or needless zeros."""
    digits = format(value, "f")
    return typed_literal(digits.rstrip("0").rstrip(".") if "." in digits else digits, "decimal")


def as_term(value: str | float | Decimal | Term) -> Term:
    """Return a Python value as a term: a string as a plain literal, a number as a typed one."""
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, Decimal):
        return decimal_literal(value)
    if isinstance(value, bool | int | float):
        return Literal(value)
    return value


def as_value(found: Term | None) -> Value:
    """Return a term as a Python value: IRIs and dates as strings, decimals as floats, unbound as None."""
    if found is None:
        return None
    if not isinstance(found, Literal):
        return found.value if isinstance(found, NamedNode) else str(found)
    datatype = found.datatype.value
    try:
        if datatype in _WHOLE_NUMBERS:
            return int(found.value)
        if datatype in _FRACTIONS:
            return float(found.value)
    except ValueError:  # an ill-typed literal that somebody else wrote
        return found.value
    if datatype == _XSD + "boolean":
        return found.value in ("true", "1")
    return found.value


def shorten(iri: str) -> str:
    """Return ``iri`` with a known prefix where that is valid ("schema:worksFor"), else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _SHORTENED.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def as_text(found: Term | None) -> str:
    """Return a term for the reader of a table: short IRIs, words without quotes, "" when unbound."""
    if found is None:
        return ""
    return shorten(found.value) if isinstance(found, NamedNode) else getattr(found, "value", str(found))
