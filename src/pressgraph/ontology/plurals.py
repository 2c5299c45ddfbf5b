"""From a French noun's plural to its singular: "emplois" → "emploi", "chevaux" → "cheval"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pressgraph.errors import OntologyError
from pressgraph.ontology.resources import ontologies_folder


@cache
def load_plurals(path: Path | None = None) -> Mapping[str, str]:
    """Read the plurals that no rule gives, plural → singular (by default the file that came with pressgraph).

    Raises OntologyError when the file is missing or has a line that isn't ``plural TAB singular``.
    """
    path = path or ontologies_folder() / "plurals.tsv"
    plurals = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}); install pressgraph again") from error
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        plural, tab, singular = line.partition("\t")
        if not (tab and plural and singular):
            raise OntologyError(f"{path}: line {number}: write 'plural TAB singular', not {line!r}")
        plurals[plural] = singular
    return MappingProxyType(plurals)


def singular_of(noun: str, *, plurals: Mapping[str, str]) -> str:
    """Return the singular of ``noun``, part by part where it is joined by hyphens."""
    known = plurals.get(noun) or plurals.get(noun.lower())
    if known:
        return known.capitalize() if noun[:1].isupper() else known
    if "-" in noun:
        return "-".join(singular_of(part, plurals=plurals) if part else "" for part in noun.split("-"))
    if noun.endswith("eaux"):
        return noun[:-1]
    if noun.endswith("aux") and len(noun) > 4:
        return noun[:-2] + "l"
    if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 2:
        return noun[:-1]
    return noun
