"""The words of ``kinds.ttl``: what a name or the word before it says about the narrower class of what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pressgraph.errors import OntologyError
from pressgraph.identifiers import fold
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import PG, TurtleGraph, local_name

_ELISION = re.compile(r"\bd'")
#: a word or phrase in lower case without accents, for one type of entity → IRI of the class
Words = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Words that show a narrower class; each beside the local name of the type of entity that it tells about."""

    head_words: Words  #: a name begins with it
    firm_words: Words  #: a name begins with it, and a capital follows
    last_words: Words  #: a name ends with it
    whole_names: Words  #: the name is it
    introducers: Words  #: it stands right before the name


def word_key(words: str) -> str:
    """Return the form under which words are filed: "École d’ingénieurs" → "ecole de ingenieurs"."""
    return _ELISION.sub("de ", fold(words.replace("’", "'")))


@cache
def load_kinds(path: Path | None = None) -> Kinds:
    """Read the words (by default from the file that came with pressgraph).

    Raises OntologyError when the file can't be read, a class has no pg:kindOf or a word shows two classes.
    """
    file = path or ontologies_folder() / "kinds.ttl"
    graph = TurtleGraph([file])

    def words(name: str) -> Words:
        found: dict[tuple[str, str], str] = {}
        for node in graph.subjects_with(PG + name):
            types = graph.iris(node, PG + "kindOf")
            if not types:
                raise OntologyError(f"{file}: {node} needs pg:kindOf, the type of entity that it is a kind of")
            for word in graph.texts(node, PG + name):
                for kind in types:
                    known = found.setdefault((local_name(kind), word_key(word)), node.value)
                    if known != node.value:
                        raise OntologyError(f"{file}: the {name} {word!r} shows both <{known}> and {node}")
        return MappingProxyType(found)

    return Kinds(words("headWord"), words("firmWord"), words("lastWord"), words("wholeName"), words("introducer"))
