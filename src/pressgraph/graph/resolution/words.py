"""Names cut into comparable words, with the word classes of ``ontologies/name-words.ttl``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pressgraph.identifiers import fold
from pressgraph.ontology.lexicon import read_word_classes
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import TurtleGraph

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.[ -]?){2,}(?![^\W\d_]\b)")
_WORD = re.compile(r"[^\W_]+")
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that matter inside names, folded."""

    legal_forms: frozenset[str]
    fillers: Mapping[str, frozenset[str]]  #: entity type → words that may be left out
    particles: frozenset[str]
    birth_names: frozenset[str]
    stop_words: frozenset[str]
    titles: frozenset[str]
    abbreviations: Mapping[str, str]
    sounds: tuple[tuple[str, str], ...]  #: longest first

    def words(self, name: str) -> tuple[str, ...]:
        """Return the folded words of a body's, place's or event's name, abbreviations in full, "S.N.C.F." as one."""
        joined = _DOTTED.sub(lambda match: re.sub(r"[. -]", "", match[0]) + " ", fold(name))
        words = []
        for word in _WORD.findall(joined.replace("'", " ").replace("’", " ")):
            words += self.abbreviations.get(word, word).split()
        return tuple(words)

    def content(self, words: Iterable[str]) -> tuple[str, ...]:
        """Leave out articles, prepositions and the like."""
        return tuple(word for word in words if word not in self.stop_words)

    def sound(self, word: str) -> str:
        """Return what the transliterations of a name have in common: "Zelenskyy" and "Zelenski" → "zelenski"."""
        for letters, same in self.sounds:
            word = word.replace(letters, same)
        return _TWICE.sub(r"\1", word)

    def without_legal_form(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Return the words of a company's name without its legal form, and that form ("" when there is none)."""
        for length in (4, 3, 2, 1):
            for kept, form in ((words[:-length], words[-length:]), (words[length:], words[:length])):
                if kept and " ".join(form) in self.legal_forms:
                    return kept, " ".join(form)
        return words, ""


@cache
def load_name_words() -> NameWords:
    """Read the word classes; raises OntologyError when a file or a class is missing."""
    folder = ontologies_folder()
    classes = read_word_classes(TurtleGraph([folder / "name-words.ttl", folder / "entity-words.ttl"]))

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(form) for form in classes[name])

    def pairs(name: str) -> dict[str, str]:
        return dict((part.strip() for part in form.split("=")) for form in folded(name))  # type: ignore[misc]

    return NameWords(
        legal_forms=folded("legal-forms"),
        fillers={"Organization": folded("body-fillers"), "Place": folded("place-fillers")},
        particles=folded("name-particles"),
        birth_names=folded("birth-names"),
        stop_words=folded("name-stop-words"),
        titles=frozenset(form.rstrip(".") for form in folded("capitalised-titles")),
        abbreviations=pairs("name-abbreviations"),
        sounds=tuple(sorted(pairs("same-sounds").items(), key=lambda pair: (-len(pair[0]), pair))),
    )
