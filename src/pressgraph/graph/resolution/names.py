"""Whether two names can be one, and how well that shows from the names alone.

Each way in which names differ has a fixed number of points (0 to 1), to which the context adds or from which it takes:

==========  ===========================================================================================
people      0.90 for the same words; less 0.15 for a middle name, a particle or another transliteration,
            0.30 for half of a compound or married name or another order, 0.35 for an initial, 0.40 for
            surnames spelt alike; 0.35 for a bare surname
bodies,     0.92 for the same name with or without legal form; 0.90 for the same words but little ones,
places,     and for a sigle whose words the other spells out while the rest is equal ("CCAS de X");
events      0.80 with or without "Groupe", or for "Le Port" and "Port"; 0.70 for a sigle that the other's
            article explains; 0.60 for one that fits, for two legal forms and for names spelt alike;
            0.45 for a shorter name, which no context makes one; 0.35 for "la Métropole"
==========  ===========================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz import fuzz

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.words import NameWords
from pressgraph.identifiers import fold

#: how alike two spellings of one word must be (rapidfuzz ratio, 0 to 100), and how long the word
_CLOSE = 85
_CLOSE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names agree."""

    points: float  #: 0 to 1
    reason: str
    most: float = 1.0  #: which no context can lift the score above
    vague: bool = False  #: whether the shorter name could be that of others, too


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, folded; hyphens part words, too."""

    given: tuple[str, ...]  #: empty for a bare surname
    surname: tuple[str, ...]  #: without particles
    whole: tuple[str, ...]
    compound: bool  #: whether the given name is one with a hyphen: Jean-Pierre
    other_surnames: tuple[tuple[str, ...], ...] = ()  #: née X

    @property
    def compact(self) -> str:
        """All letters without blanks."""
        return "".join(self.whole)


def parse_person(name: str, words: NameWords) -> PersonName:
    """Cut a person's name into given name and surname; a surname in capitals may stand first."""
    tokens = name.replace("’", "'").replace("'", "' ").replace(".-", ". -").replace(".", ". ").split()
    tokens = [token.lstrip("-") for token in tokens if token.strip("-.")]
    while len(tokens) > 1 and fold(tokens[0]).rstrip(".") in words.titles and len(tokens[0].rstrip(".")) > 1:
        tokens = tokens[1:]
    others = []
    for index in range(len(tokens) - 1, 0, -1):
        if fold(tokens[index].strip("(),")) in words.birth_names and index + 1 < len(tokens):
            others.append(_parts(tokens[index + 1 :]))
            tokens = tokens[:index]
    capitals = [token for token in tokens if len(token.rstrip(".")) > 1 and token.isupper()]
    if capitals and len(capitals) < len(tokens) and tokens[: len(capitals)] == capitals:
        tokens = tokens[len(capitals) :] + capitals
    start = _surname_start(tokens, words)
    surname = _parts(tokens[start:])
    bare = tuple(part for part in surname if part not in words.particles)
    return PersonName(
        given=_parts(tokens[:start]),
        surname=bare or surname,
        whole=_parts(tokens),
        compound=any("-" in token for token in tokens[:start]),
        other_surnames=tuple(others),
    )


def _surname_start(tokens: list[str], words: NameWords) -> int:
    """Return the index of the first word of the surname, its particles included."""
    particles = [i for i, token in enumerate(tokens[:-1]) if fold(token).strip("'") in words.particles]
    if particles and tokens[0].islower():  # "de Gaulle" has no given name; "Ben Affleck" has one
        return 0
    return next((i for i in particles if i), len(tokens) - 1)


def _parts(tokens: list[str]) -> tuple[str, ...]:
    parts = fold(" ".join(tokens)).replace("-", " ").split()
    return tuple(part for part in (part.strip(".,'()\"«»") for part in parts) if part)


def compare_people(one: PersonName, other: PersonName, words: NameWords) -> NameMatch | None:
    """Return how two people's names agree, or None when they are different people's."""
    if not one.given or not other.given:
        return _compare_bare(one, other)
    if one.compact == other.compact and not _initials(one.given):
        return NameMatch(0.90, "same name")
    if sorted(one.whole) == sorted(other.whole) and not _initials(one.given):
        return NameMatch(0.60, "same words in another order")
    given, surname = _compare_given(one, other, words), _compare_surnames(one, other, words)
    if given is None or surname is None:
        return None
    lost, reasons = given[0] + surname[0], (given[1], surname[1])
    if lost > 0.55:
        return None
    return NameMatch(round(0.90 - lost, 2), ", ".join(filter(None, reasons)), vague=lost >= 0.30)


def _initials(given: tuple[str, ...]) -> bool:
    return any(len(part) == 1 for part in given)


def _compare_bare(one: PersonName, other: PersonName) -> NameMatch | None:
    bare, full = (one, other) if not one.given else (other, one)
    if full.given and bare.surname in (full.surname, *full.other_surnames):
        return NameMatch(0.35, "only the surname of the other", vague=True)
    return None


def _compare_given(one: PersonName, other: PersonName, words: NameWords) -> tuple[float, str] | None:
    """Return the points lost by the difference of two given names and what it is, None for two names."""
    if one.given == other.given:
        # an initial on both sides is still only an initial
        return (0.35, "the same initial") if _initials(one.given) else (0.0, "same given name")
    long, short = (one, other) if len(one.given) >= len(other.given) else (other, one)
    initial = False
    for whole, part in zip(long.given, short.given, strict=False):
        if whole == part:
            continue
        if 1 in (len(whole), len(part)) and whole[0] == part[0]:
            initial = True
        elif words.sound(whole) != words.sound(part):
            return None
    if len(long.given) == len(short.given):
        if initial:
            return 0.35, "an initial for the given name"
        return 0.15, "another transliteration of the given name"
    if initial:
        return 0.35, "an initial for the given name"
    if long.compound:
        return None  # Jean is not Jean-Pierre
    return 0.15, "a middle name more"


def _compare_surnames(one: PersonName, other: PersonName, words: NameWords) -> tuple[float, str] | None:
    mine, yours = one.surname, other.surname
    if mine == yours or "".join(mine) == "".join(yours):
        same_particles = one.whole[len(one.given) :] == other.whole[len(other.given) :]
        return (0.0, "same surname") if same_particles else (0.15, "same surname but for the particle")
    if mine in other.other_surnames or yours in one.other_surnames:
        return 0.15, "one surname is the birth name of the other"
    if words.sound("".join(mine)).rstrip("e") == words.sound("".join(yours)).rstrip("e"):
        return 0.15, "another transliteration of the surname"
    if set(mine) < set(yours) or set(yours) < set(mine):
        return 0.30, "one surname is part of the other"
    if _are_close("".join(mine), "".join(yours)):
        return 0.40, "surnames that are spelt alike"
    return None


def _are_close(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _CLOSE_LENGTH and fuzz.ratio(one, other) >= _CLOSE


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's, place's or event's name in its parts, folded."""

    words: tuple[str, ...]  #: all but the legal form
    content: tuple[str, ...]  #: without little words
    core: frozenset[str]  #: without words such as "groupe", too
    legal_form: str

    @property
    def compact(self) -> str:
        """All letters without blanks."""
        return "".join(self.words)

    @property
    def numbers(self) -> frozenset[str]:
        """The words that are numbers."""
        return frozenset(word for word in self.content if word.isdigit())

    def acronyms(self) -> set[str]:
        """Return the sigles that the words can have, with and without the little words' letters."""
        return {"".join(word[0] for word in words) for words in (self.words, self.content) if len(words) > 1}


def parse_body(name: str, kind: EntityType, words: NameWords) -> BodyName:
    """Cut a body's, place's or event's name into its parts."""
    every = words.words(name)
    kept, form = words.without_legal_form(every) if kind is EntityType.ORGANIZATION else (every, "")
    content = words.content(kept) or kept
    core = frozenset(content) - words.fillers.get(kind.value, frozenset())
    return BodyName(kept, content, core or frozenset(content), form)


def compare_bodies(one: BodyName, other: BodyName, *, sigles: bool, explained: bool) -> NameMatch | None:
    """Return how two names of bodies, places or events agree, or None.

    ``sigles`` says whether such names have sigles; ``explained`` whether an article names the one by the other's name.
    """
    if one.numbers != other.numbers:
        return None
    if one.compact == other.compact:
        if one.legal_form and other.legal_form and one.legal_form != other.legal_form:
            return NameMatch(0.60, f"same name but {one.legal_form} and {other.legal_form}")
        return NameMatch(
            0.92, "same name" + (", with and without legal form" if one.legal_form != other.legal_form else "")
        )
    if sorted(one.content) == sorted(other.content):
        # "Le Port" may be a town and "Port" not
        points = 0.90 if len(one.content) > 1 else 0.80
        return NameMatch(points, "same words but little ones")
    if one.core == other.core:
        return NameMatch(0.80, "same name but words such as “groupe”")
    match = _compare_sigles(one, other, explained=explained) if sigles else None
    if match is None and _one_word_close(one.content, other.content):
        match = NameMatch(0.60, "spelt alike")
    if match is None and (one.core < other.core or other.core < one.core):
        match = NameMatch(0.45, "one name is part of the other", most=0.80, vague=True)
    return match


def _compare_sigles(one: BodyName, other: BodyName, *, explained: bool) -> NameMatch | None:
    short, long = sorted((one, other), key=lambda name: (len(name.content), name.words))
    sigle, *rest = short.content
    if sigle in long.content or len(sigle) < 2:
        return None
    if not rest:
        if explained:
            return NameMatch(0.70, "a sigle that an article explains so", vague=True)
        return (
            NameMatch(0.60, "a sigle that fits the words", vague=True)
            if len(sigle) > 2 and sigle in long.acronyms()
            else None
        )
    head = long.content[: -len(rest)]
    if long.content[-len(rest) :] == tuple(rest) and "".join(word[0] for word in head) == sigle:
        return NameMatch(0.90, "a sigle for the first words, the rest is the same")
    return None


def _one_word_close(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    different = [(a, b) for a, b in zip_longest(one, other) if a != b]
    return len(different) == 1 and _are_close(*different[0])


def compare_generic(local: BodyName, full: BodyName) -> NameMatch | None:
    """Return how a body's generic name ("la Métropole") agrees with a full one, which must begin with it."""
    if len(full.content) > len(local.content) and full.content[: len(local.content)] == local.content:
        return NameMatch(0.35, "only the generic part of the other", vague=True)
    return None
