"""Whether two entities are one: points for the names, more for what they share, less for what speaks against it.

=======  =========================================================================================
 +0.60   the same place or thing in a gazetteer (``owl:sameAs``); two of them: never one
 +0.30   the same other end of a relation that few share: heads it, founded it, owns it, married, born there
 +0.20   the same other end of another relation: works for it, member of it, located there
 +0.10   the same function at the same body
 +0.10   the place that both entities' articles name most often
 +0.05   each other entity that both entities' articles name and few articles do, up to 0.15
 −0.30   each heads another place; each was born in another; each lies in another place; another seat
 −0.10   each has functions, but at other bodies
=======  =========================================================================================

Two entities that one article tells apart are never one, unless they have the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.names import NameMatch, compare_bodies, compare_generic, compare_people
from pressgraph.graph.resolution.profiles import FEW_ARTICLES, FUNCTIONS, Cast, Profile
from pressgraph.graph.resolution.words import NameWords

#: relations whose other end few share
_TELLING = frozenset({"headOf", "founder", "owns", "spouse", "sibling", "children", "birthPlace", "deathPlace"})
#: relations of which one entity has a single other end: two other ends speak against
_SINGLE = frozenset({"birthPlace", "deathPlace", "location", "containedInPlace"})
#: shared relations that count, and shared names
_MOST_LINKS, _MOST_COMPANIONS = 2, 3
#: articles of one entity that are looked into for names that go with it
_ARTICLES_LOOKED_INTO = 30
_SAME_NAME = 0.90


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for or against."""

    points: float
    reason: str

    def __str__(self) -> str:
        return f"{self.points:+.2f} {self.reason}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities, how likely they are one, and why."""

    one: str
    other: str
    score: float  #: 0 to 1
    features: tuple[Feature, ...]
    vague: bool  #: whether the shorter name could be that of others, too


class Judge:
    """Compares entities."""

    def __init__(self, cast: Cast, words: NameWords, canonical: Callable[[str], str]) -> None:
        """Prepare; ``canonical`` says which entity another has been found to be."""
        self._cast = cast
        self._words = words
        self._canonical = canonical

    def compare(self, one: Profile, other: Profile) -> Comparison | None:
        """Return how likely two entities of one type are one; None when their names or gazetteers say no."""
        if one.kind is not other.kind:
            return None
        match = self._names(one, other)
        known = bool(one.elsewhere & other.elsewhere)
        if match is None and known:
            match = NameMatch(0.30, "another name")
        if match is None or one.is_elsewhere_another(other):
            return None
        if match.points < _SAME_NAME and not one.seen.keys().isdisjoint(other.seen):
            return None
        features = [Feature(match.points, match.reason)]
        if known:
            features.append(Feature(0.60, "the same in a gazetteer"))
        features += self._shared_links(one, other)
        features += self._contradictions(one, other)
        features += self._shared_articles(one, other)
        score = min(sum(feature.points for feature in features), match.most if not known else 1.0, 1.0)
        first, second = sorted((one.iri, other.iri))
        return Comparison(first, second, round(max(score, 0.0), 2), tuple(features), match.vague)

    def _names(self, one: Profile, other: Profile) -> NameMatch | None:
        if one.kind is EntityType.PERSON:
            return compare_people(one.person, other.person, self._words)
        if one.is_local != other.is_local:
            local, full = (one, other) if one.is_local else (other, one)
            return self._generic(local, full)
        if one.is_local:
            return None
        explained = one.body.compact in other.aliases or other.body.compact in one.aliases
        sigles = one.kind in (EntityType.ORGANIZATION, EntityType.EVENT)
        return compare_bodies(one.body, other.body, sigles=sigles, explained=explained)

    def _generic(self, local: Profile, full: Profile) -> NameMatch | None:
        """Compare "la Métropole" with a full name: a place that the article names must stand in it."""
        match = compare_generic(local.body, full.body)
        if match is None:
            return None
        for article in local.seen:
            main = self._cast.main_place(article)
            for place in self._cast.places_of(article):
                if set(place.body.content) <= set(full.body.content):
                    points, what = (0.25, "main place") if place.iri == main else (0.10, "place")
                    reason = f"{match.reason}, which holds the article's {what} {place.name}"
                    return NameMatch(match.points + points, reason, vague=True)
        return None

    def _shared_links(self, one: Profile, other: Profile) -> Iterator[Feature]:
        mine, yours = self._canonical_links(one), self._canonical_links(other)
        shared = sorted(mine.keys() & yours.keys(), key=lambda link: (link[0] not in _TELLING, link))
        for link in shared[:_MOST_LINKS]:
            relation, _, end = link
            yield Feature(0.30 if relation in _TELLING else 0.20, f"both {relation} {self._name(end)}")
        for link in shared:
            roles = mine[link] & yours[link]
            if roles:
                yield Feature(0.10, f"both {min(roles)} there")
                return

    def _canonical_links(self, profile: Profile) -> dict[tuple[str, str, str], set[str]]:
        links: dict[tuple[str, str, str], set[str]] = {}
        for (relation, direction, other), roles in profile.links.items():
            links.setdefault((relation, direction, self._canonical(other)), set()).update(roles)
        return links

    def _contradictions(self, one: Profile, other: Profile) -> Iterator[Feature]:
        for relation in sorted(_SINGLE):
            mine, yours = self._ends(one, relation), self._ends(other, relation)
            if self._cast.are_rivals(mine, yours):
                yield self._against(0.30, relation, mine, yours)
        mine, yours = self._ends(one, *FUNCTIONS), self._ends(other, *FUNCTIONS)
        if mine and yours and mine.isdisjoint(yours):
            towns = [self._towns(self._ends(profile, "headOf")) for profile in (one, other)]
            if all(towns):
                yield self._against(0.30, "headOf", *towns)
            else:
                yield self._against(0.10, "function", mine, yours)

    def _against(self, points: float, relation: str, mine: set[str], yours: set[str]) -> Feature:
        return Feature(-points, f"{relation} {self._name(min(mine))}, the other {self._name(min(yours))}")

    def _ends(self, profile: Profile, *relations: str) -> set[str]:
        return {
            self._canonical(link.other)
            for link in profile.links
            if link.relation in relations and link.direction == ">"
        }

    def _towns(self, ends: set[str]) -> set[str]:
        return {end for end in ends if self._cast.profiles[end].kind is EntityType.PLACE}

    def _shared_articles(self, one: Profile, other: Profile) -> Iterator[Feature]:
        """Yield what the articles of both have in common besides the relations of both."""
        if one.kind is EntityType.PERSON or not (one.kind is EntityType.PLACE or one.is_local or other.is_local):
            places = self._main_places(one) & self._main_places(other)
            if places:
                yield Feature(0.10, f"articles about {self._name(min(places))}")
        counted = {self._canonical(link.other) for link in (*one.links, *other.links)}
        shared = (self._companions(one) & self._companions(other)) - counted - {one.iri, other.iri}
        for companion in sorted(shared)[:_MOST_COMPANIONS]:
            yield Feature(0.05, f"named with {self._name(companion)}")

    def _main_places(self, profile: Profile) -> set[str]:
        return {place for article in _some(profile) if (place := self._cast.main_place(article)) is not None}

    def _companions(self, profile: Profile) -> set[str]:
        return {
            self._canonical(companion.iri)
            for article in _some(profile)
            for companion in self._cast.named_in[article]
            if not companion.is_local and len(companion.seen) <= FEW_ARTICLES
        }

    def _name(self, iri: str) -> str:
        return self._cast.profiles[iri].name


def _some(profile: Profile) -> Iterator[str]:
    return islice(sorted(profile.seen), _ARTICLES_LOOKED_INTO)
