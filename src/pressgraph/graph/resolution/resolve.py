"""Decides which entities are one: the user's decisions first, then the rules, the surest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.blocking import candidate_pairs
from pressgraph.graph.resolution.decisions import Decision, Decisions, SplitDecision
from pressgraph.graph.resolution.evidence import Comparison, Feature, Judge
from pressgraph.graph.resolution.homonyms import Homonym, find_homonyms
from pressgraph.graph.resolution.profiles import Cast, Profile
from pressgraph.graph.resolution.words import load_name_words
from pressgraph.graph.store import Store
from pressgraph.identifiers import part_iri

#: score from which two entities are one, and from which they are shown as undecided
MERGE_SCORE = 0.85
CANDIDATE_SCORE = 0.50
#: how much better the best must be where a name fits several
_MARGIN = 0.15
#: places first, for what they tell about bodies, and bodies before people
_ORDER = (EntityType.PLACE, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.EVENT)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities that are one, and why."""

    comparison: Comparison
    by_user: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One of several entities that share a name by the user's decision, and the articles that mean it."""

    entity: str
    iri: str
    articles: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What has been decided about a store's entities."""

    canonical: Mapping[str, str]  #: each entity that stands for itself no longer → the one that stands for it
    merges: tuple[Merge, ...]
    candidates: tuple[Comparison, ...]  #: undecided pairs, the likeliest first
    homonyms: tuple[Homonym, ...]  #: names that several may share
    parts: tuple[Part, ...]
    unused: tuple[str, ...]  #: decisions that fit nothing in the store, one line each
    profiles: Mapping[str, Profile]


def find_resolution(store: Store, decisions: Decisions | None = None) -> Resolution:
    """Decide which entities of ``store`` are one; changes nothing. Equal stores give equal resolutions."""
    decisions = decisions or Decisions()
    parts, unused = _parts(store, decisions.splits)
    words = load_name_words()
    cast = Cast(store, words, {(part.entity, article): part.iri for part in parts for article in part.articles})
    groups = _Groups(cast.profiles, _forbidden(decisions, parts))
    judge = Judge(cast, words, groups.find)
    merges = []
    for decision in decisions.merges:
        if {decision.one, decision.other} <= cast.profiles.keys():
            merges.append(_user_merge(decision))
            groups.join(decision.one, decision.other)
        else:
            unused.append(_missing("merge", (decision.one, decision.other), cast))
    candidates = []
    for kind in _ORDER:
        compared = [judge.compare(one, other) for one, other in candidate_pairs(cast, kind, words)]
        found = sorted(
            (c for c in compared if c and c.score >= CANDIDATE_SCORE), key=lambda c: (-c.score, c.one, c.other)
        )
        for comparison in _without_ambiguous(found, cast.profiles, judge):
            if groups.find(comparison.one) == groups.find(comparison.other) or groups.forbids(comparison):
                continue
            if comparison.score >= MERGE_SCORE and groups.agree(comparison, judge):
                merges.append(Merge(comparison))
                groups.join(comparison.one, comparison.other)
            else:
                candidates.append(comparison)
    unused += (
        _missing("forbid", (d.one, d.other), cast)
        for d in decisions.forbidden
        if not {d.one, d.other} <= cast.profiles.keys()
    )
    return Resolution(
        canonical=groups.canonical(),
        merges=tuple(merges),
        candidates=tuple(
            sorted(
                (c for c in candidates if groups.find(c.one) != groups.find(c.other)),
                key=lambda c: (-c.score, c.one, c.other),
            )
        ),
        homonyms=tuple(find_homonyms(cast, groups.find)),
        parts=tuple(parts),
        unused=tuple(unused),
        profiles=cast.profiles,
    )


def _user_merge(decision: Decision) -> Merge:
    reason = "decided by the user" + (f": {decision.why}" if decision.why else "")
    one, other = sorted((decision.one, decision.other))
    return Merge(Comparison(one, other, 1.0, (Feature(1.0, reason),), vague=False), by_user=True)


def _missing(kind: str, entities: Iterable[str], cast: Cast) -> str:
    lost = [entity for entity in entities if entity not in cast.profiles]
    return f"{kind}: no article names {' and '.join(lost)} (any more)"


def _parts(store: Store, splits: Iterable[SplitDecision]) -> tuple[list[Part], list[str]]:
    """Return the parts of split names, and the splits that fit nothing."""
    found: list[Part] = []
    unused = []
    for split in splits:
        rows = store.rows(
            "SELECT DISTINCT ?article { GRAPH ?article { ?mention oa:hasBody ?entity } "
            'FILTER(STR(?entity) = pg:parameter("entity")) } ORDER BY ?article',
            bindings={"entity": split.entity},
        )
        naming = [str(row["article"]) for row in rows]
        meant = [article for article in split.articles if article in naming] if split.articles else naming
        lost = sorted(set(split.articles) - set(naming))
        if lost or not naming:
            where = f" in {', '.join(lost)}" if lost else ""
            unused.append(f"split: no article names {split.entity}{where} (any more)")
        if split.articles and meant:
            found.append(Part(split.entity, part_iri(split.entity, split.articles[0]), tuple(meant), split.why))
        elif not split.articles:
            found += (Part(split.entity, part_iri(split.entity, article), (article,), split.why) for article in meant)
    return found, unused


def _forbidden(decisions: Decisions, parts: Iterable[Part]) -> dict[str, set[str]]:
    """Return for each entity those that it is never one with; the parts of a name are never one by rule."""
    never: defaultdict[str, set[str]] = defaultdict(set)
    family: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        family[part.entity] |= {part.entity, part.iri}
    pairs = [(d.one, d.other) for d in decisions.forbidden]
    pairs += [(one, other) for members in family.values() for one in members for other in members if one != other]
    for one, other in pairs:
        never[one].add(other)
        never[other].add(one)
    return never


def _without_ambiguous(found: list[Comparison], profiles: Mapping[str, Profile], judge: Judge) -> Iterator[Comparison]:
    """Yield the comparisons; those of a short name that fits two different entities as well become undecided."""
    of_short: defaultdict[str, list[Comparison]] = defaultdict(list)
    for comparison in found:
        if comparison.vague:
            of_short[_ends(comparison, profiles)[0]].append(comparison)
    for comparison in found:
        rival = None
        if comparison.vague and comparison.score >= MERGE_SCORE:
            short, full = _ends(comparison, profiles)
            for other in of_short[short]:
                target = _ends(other, profiles)[1]
                as_likely = target != full and other.score > comparison.score - _MARGIN
                if as_likely and judge.compare(profiles[full], profiles[target]) is None:
                    rival = profiles[target]
                    break
        if rival is None:
            yield comparison
        else:
            doubt = Feature(CANDIDATE_SCORE - comparison.score, f"also fits {rival.name}")
            yield replace(comparison, score=CANDIDATE_SCORE, features=(*comparison.features, doubt))


def _ends(comparison: Comparison, profiles: Mapping[str, Profile]) -> tuple[str, str]:
    """Return the entity with the shorter name and the other one."""
    short, full = sorted(
        (comparison.one, comparison.other),
        key=lambda iri: (not profiles[iri].is_local, len(profiles[iri].name), iri),
    )
    return short, full


class _Groups:
    """Entities that are one, as a disjoint-set forest."""

    def __init__(self, profiles: Mapping[str, Profile], never: Mapping[str, set[str]]) -> None:
        self._profiles = profiles
        self._never = never
        self._group: dict[str, list[str]] = {}

    def find(self, iri: str) -> str:
        """Return the entity that stands for the group of ``iri``."""
        return self._group[iri][0] if iri in self._group else iri

    def members(self, iri: str) -> list[str]:
        return self._group.get(iri, [iri])

    def join(self, one: str, other: str) -> None:
        mine, yours = self.members(one), self.members(other)
        if mine is yours:
            return
        joined = sorted([*mine, *yours], key=self._rank)
        self._group.update((iri, joined) for iri in joined)

    def _rank(self, iri: str) -> tuple[bool, int, int, str]:
        """Order a group: full names before short ones of one article, those of many articles, long ones first."""
        profile = self._profiles[iri]
        return profile.is_local, -len(profile.seen), -len(profile.name), iri

    def forbids(self, comparison: Comparison) -> bool:
        """Whether the user forbids what joining these two would join."""
        yours = set(self.members(comparison.other))
        return any(not yours.isdisjoint(self._never.get(iri, ())) for iri in self.members(comparison.one))

    def agree(self, comparison: Comparison, judge: Judge) -> bool:
        """Whether all full names on the one side can be one with all on the other."""
        full = [
            [self._profiles[iri] for iri in self.members(iri) if not self._profiles[iri].is_local]
            for iri in (comparison.one, comparison.other)
        ]
        return all(judge.compare(one, other) is not None for one in full[0] for other in full[1])

    def canonical(self) -> dict[str, str]:
        return {iri: group[0] for iri, group in sorted(self._group.items()) if iri != group[0]}
