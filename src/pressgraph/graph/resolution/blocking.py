"""Which entities are worth comparing: those that share a key, so that the work grows with their number, not its square.

People share a sounding surname and an initial; bodies, places and events share their letters, their sigle or a rare
word of the name; names that mean something only in their article share the surname or the generic word with a full name
*and* somebody or something that both are related to or that the article names. In a crowded block, each is compared
with its neighbours in the order of names only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.profiles import Cast, Profile
from pressgraph.graph.resolution.words import NameWords

Key = tuple[str, ...]

#: members of a block that are all compared with each other; in a larger one, each with so many that follow
_SMALL_BLOCK = 30
_NEIGHBOURS = 10
#: the rarest words of a name that make keys
_RARE_WORDS = 2
_SOUND_PREFIX = 4
_SHORTEST_SIGLE = 3


def candidate_pairs(cast: Cast, kind: EntityType, words: NameWords) -> Iterator[tuple[Profile, Profile]]:
    """Yield each pair of entities of a type that is worth comparing, once, in a fixed order."""
    profiles = sorted((p for p in cast.profiles.values() if p.kind is kind), key=lambda p: (p.name, p.iri))
    frequency = Counter(word for profile in profiles for word in set(profile.body.content))
    blocks: defaultdict[Key, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in sorted(set(_keys(profile, cast, words, frequency))):
            blocks[key].append(profile)
    done: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for one, other in _pairs(blocks[key]):
            if (one.iri, other.iri) not in done:
                done.add((one.iri, other.iri))
                yield one, other


def _pairs(block: list[Profile]) -> Iterable[tuple[Profile, Profile]]:
    if len(block) <= _SMALL_BLOCK:
        return combinations(block, 2)
    return ((one, other) for i, one in enumerate(block) for other in block[i + 1 : i + 1 + _NEIGHBOURS])


def _keys(profile: Profile, cast: Cast, words: NameWords, frequency: Counter[str]) -> Iterator[Key]:
    for iri in profile.elsewhere:
        yield "elsewhere", iri
    if profile.kind is EntityType.PERSON:
        yield from _person_keys(profile, words)
    elif profile.is_local:
        for article in profile.seen:
            for place in cast.places_of(article):
                yield from (("generic", profile.body.content[0], word) for word in place.body.content)
    else:
        yield from _body_keys(profile, words, frequency)


def _person_keys(profile: Profile, words: NameWords) -> Iterator[Key]:
    name = profile.person
    ends = {link.other for link in profile.links}
    for surname in {name.surname, *name.other_surnames}:
        yield from (("bare", "".join(surname), end) for end in ends)
    if name.given:
        yield "letters", *sorted(name.whole)
        for part in {*name.surname, *(part for surname in name.other_surnames for part in surname)}:
            sound = words.sound(part)
            yield "person", sound[:_SOUND_PREFIX], words.sound(name.given[0])[0]
        joined = words.sound("".join(name.surname))
        yield "person", joined[:_SOUND_PREFIX], words.sound(name.given[0])[0]


def _body_keys(profile: Profile, words: NameWords, frequency: Counter[str]) -> Iterator[Key]:
    name = profile.body
    yield "letters", name.compact
    yield from (("letters", acronym) for acronym in name.acronyms() if len(acronym) >= _SHORTEST_SIGLE)
    yield from (("letters", alias) for alias in profile.aliases)
    yield "sigle", *name.content
    for cut in range(_SHORTEST_SIGLE, len(name.content)):
        yield "sigle", "".join(word[0] for word in name.content[:cut]), *name.content[cut:]
    rare = sorted(name.core, key=lambda word: (frequency[word], word))
    yield from (("word", word) for word in rare[:_RARE_WORDS])
    for word in rare[: _RARE_WORDS + 1]:
        if len(word) > _SOUND_PREFIX:
            yield "sound", words.sound(word)[:_SOUND_PREFIX], str(len(name.content)), *sorted(name.core - {word})
    yield from (("generic", name.content[0], word) for word in name.content[1:])
