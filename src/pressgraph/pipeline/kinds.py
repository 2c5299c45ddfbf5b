"""The narrower class of an entity (a university, a party, a club), where its name or the word before it shows one."""

from __future__ import annotations

import re

from pressgraph.facts import Entity, EntityType
from pressgraph.ontology.kinds import Kinds, Words, load_kinds, word_key

_WORD = re.compile(r"[^\s(),;«»\"]+")
_PHRASE = 6  #: words of the longest known phrase
_REACH = 25  #: characters before a mention in which the word before it is looked for


def narrower_class(entity: Entity, *, text: str, kinds: Kinds | None = None) -> str | None:
    """Return the IRI of the class that ``entity``'s name or a word right before a mention shows, None when none does.

    ``text`` is the article's, which the mentions count characters of. Raises OntologyError when the words that came
    with pressgraph can't be read; ``kinds`` are other ones.
    """
    known = kinds or load_kinds()
    return class_of_name(entity.name, entity.type, kinds=known) or _introduced(entity, text, known.introducers)


def class_of_name(name: str, type_: EntityType, *, kinds: Kinds) -> str | None:
    """Return the IRI of the class that the words of a name show by themselves, None when they show none."""
    words = word_key(name).split()
    if type_ is EntityType.PERSON or not words:
        return None
    kind = type_.value
    last = name.rsplit(maxsplit=1)[-1]
    return (
        kinds.whole_names.get((kind, " ".join(words)))
        or _longest(words, kind, kinds.head_words)
        or _firm(name, words, kind, kinds.firm_words)
        or (None if last[0].islower() else _longest(words, kind, kinds.last_words, at_end=True))
    )


def _longest(words: list[str], kind: str, known: Words, *, at_end: bool = False) -> str | None:
    """Return what the longest known phrase at the beginning, or the end, of a name shows."""
    for length in range(min(len(words), _PHRASE), 0, -1):
        phrase = words[-length:] if at_end else words[:length]
        if found := known.get((kind, " ".join(phrase))):
            return found
    return None


def _firm(name: str, words: list[str], kind: str, known: Words) -> str | None:
    """Return what the first word shows where a proper name follows it."""
    rest = name.split()[1:]
    return known.get((kind, words[0])) if rest and not rest[0][0].islower() else None


def _introduced(entity: Entity, text: str, introducers: Words) -> str | None:
    for span in entity.mentions:
        before = text[max(0, span.start - _REACH) : span.start]
        words = _WORD.findall(before)
        if words and before[-1:].isspace() and (found := introducers.get((entity.type.value, word_key(words[-1])))):
            return found
    return None
