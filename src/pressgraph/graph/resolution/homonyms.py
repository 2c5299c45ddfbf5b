"""Names that seem to be shared by two bearers: told of in articles that have nothing in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.profiles import FEW_ARTICLES, FUNCTIONS, Cast, Link, Profile

#: relations of which one bearer has a single other end
_SINGLE = frozenset({"birthPlace", "deathPlace", "containedInPlace"})


@dataclass(frozen=True, slots=True)
class Homonym:
    """An entity whose articles seem to mean several."""

    entity: str
    reasons: tuple[str, ...]


def find_homonyms(cast: Cast, canonical: Callable[[str], str]) -> Iterator[Homonym]:
    """Yield the entities to look at, in the order of their IRIs. Nothing is split by rule."""
    for iri in sorted(cast.profiles):
        profile = cast.profiles[iri]
        reasons = tuple(_reasons(profile, cast, canonical)) if len(profile.seen) > 1 else ()
        if reasons:
            yield Homonym(iri, reasons)


def _reasons(profile: Profile, cast: Cast, canonical: Callable[[str], str]) -> Iterator[str]:
    for host, iris in sorted(profile.by_gazetteer().items()):
        if len(iris) > 1:
            yield f"{host} has {len(iris)} of this name: {', '.join(sorted(iris))}"
    for relation in sorted(_SINGLE):
        ends = {canonical(link.other) for link in profile.links if (link.relation, link.direction) == (relation, ">")}
        if any(cast.are_rivals({one}, {other}) for one in ends for other in ends):
            yield f"{relation} " + " and ".join(sorted(cast.profiles[end].name for end in ends))
    if profile.kind is EntityType.PERSON:
        groups = _groups(profile, cast, canonical)
        if len(groups) > 1:
            functions = (_functions(profile, articles, cast) for articles in groups)
            yield "nothing in common between " + " and ".join(sorted(functions))


def _groups(profile: Profile, cast: Cast, canonical: Callable[[str], str]) -> list[list[str]]:
    """Return the articles that tell a function of somebody, in groups that share somebody or something."""
    group_of: dict[str, list[str]] = {}
    holder: dict[str, str] = {}  # what is shared → the first article that has it
    for article in sorted(profile.seen):
        group_of[article] = [article]
        for trait in _traits(profile, article, cast, canonical):
            first = group_of[holder.setdefault(trait, article)]
            mine = group_of[article]
            if first is not mine:
                first += mine
                group_of.update((other, first) for other in mine)
    unique = {id(group): group for group in group_of.values()}
    return [group for group in unique.values() if _links(profile, group)]


def _traits(profile: Profile, article: str, cast: Cast, canonical: Callable[[str], str]) -> Iterator[str]:
    for link in profile.seen[article].links:
        yield canonical(link.other)
    for companion in cast.named_in[article]:
        if companion.kind is EntityType.PLACE or companion is profile or companion.is_local:
            continue
        if len(companion.seen) <= FEW_ARTICLES:
            yield canonical(companion.iri)


def _links(profile: Profile, articles: list[str]) -> dict[Link, set[str]]:
    found: defaultdict[Link, set[str]] = defaultdict(set)
    for article in articles:
        for link, roles in profile.seen[article].links.items():
            if link.relation in FUNCTIONS and link.direction == ">":
                found[link] |= roles
    return found


def _functions(profile: Profile, articles: list[str], cast: Cast) -> str:
    link, roles = min(_links(profile, articles).items())
    return f"{min(roles, default=link.relation)} ({cast.profiles[link.other].name})"
