"""What all articles together tell about each entity, gathered in one pass over the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from pressgraph.facts import EntityType
from pressgraph.graph.resolution.names import BodyName, PersonName, parse_body, parse_person
from pressgraph.graph.resolution.words import NameWords
from pressgraph.graph.store import Store
from pressgraph.identifiers import fold, stands_alone

_SCHEMA = "https://schema.org/"
#: relations that hold both ways
_SYMMETRIC = frozenset({"partnerOf", "spouse", "sibling"})
#: relations that are functions
FUNCTIONS = frozenset({"headOf", "worksFor", "memberOf"})
#: a name in more articles than this is no sign of a shared subject
FEW_ARTICLES = 20

_ENTITIES = """
SELECT ?article ?entity ?class ?name
WHERE {
  VALUES ?class { schema:Person schema:Organization schema:Place schema:Event }
  GRAPH ?article { ?entity a ?class ; schema:name ?name }
  FILTER(?article != pg:resolution)
}"""
_MENTIONS = """
SELECT ?article ?entity ?text
WHERE { GRAPH ?article { ?mention oa:hasBody ?entity ; oa:hasTarget/oa:hasSelector/oa:exact ?text } }"""
_RELATIONS = """
SELECT ?article ?subject ?predicate ?object ?role
WHERE {
  VALUES ?modality { pg:asserted pg:planned }
  GRAPH ?article {
    ?statement pg:modality ?modality ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    OPTIONAL { ?statement pg:role ?role }
  }
}"""
_COUNTRIES = "SELECT DISTINCT ?entity { ?entity a schema:Country }"
_ELSEWHERE = """
SELECT ?article ?entity ?elsewhere
WHERE {
  GRAPH ?article { ?entity owl:sameAs ?elsewhere }
  FILTER(?article != pg:resolution)
}"""


class Link(NamedTuple):
    """A relation of an entity, seen from it."""

    relation: str  #: local name of the predicate
    direction: str  #: ">" from the entity, "<" to it, "=" both ways
    other: str  #: IRI of the other end


@dataclass(slots=True)
class Seen:
    """What one article tells about an entity."""

    mentions: int = 0
    links: dict[Link, set[str]] = field(default_factory=lambda: defaultdict(set))  #: with the roles told


@dataclass
class Profile:
    """What all articles tell about an entity."""

    iri: str
    kind: EntityType
    words: NameWords
    names: Counter[str] = field(default_factory=Counter)  #: fullest form in an article → articles
    aliases: set[str] = field(default_factory=set)  #: every form, folded, letters only
    elsewhere: set[str] = field(default_factory=set)  #: IRIs of the same thing in gazetteers
    seen: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))  #: by article

    @cached_property
    def name(self) -> str:
        """The form that most articles use, the longest of several."""
        return max(self.names, key=lambda name: (self.names[name], len(name), name))

    @cached_property
    def is_local(self) -> bool:
        """Whether the name alone doesn't tell who is meant: the IRI is its article's own."""
        return not stands_alone(self.iri)

    @cached_property
    def person(self) -> PersonName:
        """The name's parts, for people."""
        return parse_person(self.name, self.words)

    @cached_property
    def body(self) -> BodyName:
        """The name's parts, for all but people."""
        return parse_body(self.name, self.kind, self.words)

    @cached_property
    def links(self) -> Mapping[Link, set[str]]:
        """The relations that any article tells of, with the roles told."""
        links: defaultdict[Link, set[str]] = defaultdict(set)
        for seen in self.seen.values():
            for link, roles in seen.links.items():
                links[link] |= roles
        return links

    def by_gazetteer(self) -> Mapping[str, set[str]]:
        """Return the IRIs of the same thing elsewhere, by the host that they belong to."""
        hosts: defaultdict[str, set[str]] = defaultdict(set)
        for iri in self.elsewhere:
            hosts[urlsplit(iri).netloc].add(iri)
        return hosts

    def is_elsewhere_another(self, other: Profile) -> bool:
        """Whether a gazetteer knows both, as two."""
        mine, yours = self.by_gazetteer(), other.by_gazetteer()
        return any(mine[host].isdisjoint(yours[host]) for host in mine.keys() & yours.keys())

    @property
    def mentions(self) -> int:
        """How many mentions all articles have."""
        return sum(seen.mentions for seen in self.seen.values())


class Cast:
    """The entities of a store and the articles that name them."""

    def __init__(self, store: Store, words: NameWords, parts: Mapping[tuple[str, str], str]) -> None:
        """Read the store; ``parts`` gives the entity that (entity, article) means where the user split a name."""
        self._parts = parts
        self.profiles: dict[str, Profile] = {}
        for row in _text_rows(store, _ENTITIES):
            iri = self._part(row["entity"], row["article"])
            if iri not in self.profiles:
                self.profiles[iri] = Profile(iri, EntityType(row["class"].removeprefix(_SCHEMA)), words)
            self.profiles[iri].names[row["name"]] += 1
        for row in _text_rows(store, _MENTIONS):
            profile = self.profiles[self._part(row["entity"], row["article"])]
            profile.seen[row["article"]].mentions += 1
            profile.aliases.add(_letters(row["text"]))
        for row in _text_rows(store, _RELATIONS):
            self._add_relation(row)
        for row in _text_rows(store, _ELSEWHERE):
            found = self.profiles.get(self._part(row["entity"], row["article"]))
            if found is not None:  # a link outlives the articles that named the entity
                found.elsewhere.add(row["elsewhere"])
        self._countries = {row["entity"] for row in _text_rows(store, _COUNTRIES)}
        self.named_in = self._index_articles()

    def _part(self, entity: str, article: str) -> str:
        return self._parts.get((entity, article), entity)

    def _add_relation(self, row: Mapping[str, str]) -> None:
        article, role = row["article"], row["role"]
        relation = row["predicate"].replace("#", "/").rsplit("/", 1)[-1]
        ends = [self._part(row[end], article) for end in ("subject", "object")]
        for (entity, other), direction in zip((ends, ends[::-1]), "><", strict=True):
            link = Link(relation, "=" if relation in _SYMMETRIC else direction, other)
            roles = self.profiles[entity].seen[article].links[link]
            if role:
                roles.add(fold(role))

    def _index_articles(self) -> dict[str, list[Profile]]:
        """Return the entities that each article names, the most mentioned first."""
        named: defaultdict[str, list[Profile]] = defaultdict(list)
        for profile in self.profiles.values():
            for article in profile.seen:
                named[article].append(profile)
        for article, profiles in named.items():
            profiles.sort(key=lambda profile: (-profile.seen[article].mentions, profile.iri))
        return dict(named)

    def are_rivals(self, mine: Set[str], yours: Set[str]) -> bool:
        """Whether two sets of places, of which one thing has one, speak of two things.

        A town lies in its département and in its country: only places of one rank are compared.
        """
        ranks = ((mine & self._countries, yours & self._countries), (mine - self._countries, yours - self._countries))
        return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in ranks)

    def places_of(self, article: str) -> list[Profile]:
        """Return the places that an article names, the most mentioned first."""
        return [profile for profile in self.named_in[article] if profile.kind is EntityType.PLACE]

    def main_place(self, article: str) -> str | None:
        """Return the place that an article names most often, None when two share the first rank."""
        places = self.places_of(article)[:2]
        counts = [place.seen[article].mentions for place in places]
        return None if not places or counts == [counts[0]] * 2 else places[0].iri


def _text_rows(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    for row in store.rows(sparql):
        yield {name: "" if value is None else str(value) for name, value in row.items()}


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
