"""The flow: the store's entities, most mentioned first → questions in batches → decisions → links in the store.

Every batch's answers go to the cache, and its links to the store, before the next batch is sent. So whatever stops
a run, the next one goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pressgraph.errors import LinkingError
from pressgraph.facts import EntityType
from pressgraph.graph import Store
from pressgraph.graph.links import write_links
from pressgraph.graph.named_queries import read_query_file
from pressgraph.identifiers import stands_alone
from pressgraph.linking.cache import AnswerCache, CachedAnswer
from pressgraph.linking.decision import Bounds, Decision, LinkableEntity, Outcome, decide
from pressgraph.linking.service import Candidate, Manifest, Question, ReconciliationService
from pressgraph.ontology.linking import LinkingClue, LinkingRules, identifier_in
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import SCHEMA

_MANIFEST = "manifest"  # the question under which the cache holds a service's manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingOptions:
    """Which entities are linked, and how."""

    bounds: Bounds = field(default_factory=Bounds)
    types: Collection[EntityType] = frozenset(EntityType)
    most: int | None = None  #: how many entities at most, the most mentioned ones; None is all
    batch_size: int = 10  #: questions a request, fewer where the service wants fewer


def link_entities(
    store: Store,
    service: ReconciliationService,
    *,
    cache: AnswerCache,
    rules: LinkingRules,
    options: LinkingOptions | None = None,
) -> Iterator[Decision]:
    """Link the store's entities to the service's; yields what was decided of each, when it is in the store.

    Only entities whose names stand alone are asked about. What the service said earlier of an entity gives way to
    what it says now; links to other services stay. Raises LinkingError when the service gives no usable answer (its
    text tells how far the run has come), StoreError when the disk refuses.
    """
    run = _Run(store, service.address, _manifest(service, cache), cache=cache, rules=rules, options=options)
    done = 0
    try:
        for batch in run.batches():
            decisions = run.decide(batch, run.answers_of(batch, service))
            write_links(
                store,
                [decision.link for decision in decisions if decision.link],
                decided=[decision.entity.iri for decision in decisions],
                service=service.address,
            )
            done += len(decisions)
            yield from decisions
    except LinkingError as error:
        raise LinkingError(
            f"{error} ({done} of {len(run.questions)} entities are done and kept; the same command goes on from there)"
        ) from error


def preview_links(
    store: Store,
    address: str,
    *,
    cache: AnswerCache,
    rules: LinkingRules,
    options: LinkingOptions | None = None,
) -> Iterator[Decision]:
    """Yield what :func:`link_entities` would decide from the cached answers, and what it would have to ask.

    Nothing is asked and nothing written. The types that would be asked for are known when the service has been
    asked before, or the rules know it.
    """
    manifest = _cached_manifest(address, cache, rules)
    run = _Run(store, address, manifest, cache=cache, rules=rules, options=options)
    for batch in run.batches():
        known = {entity.iri: answer for entity in batch if (answer := run.cached(entity))}
        decisions = {decision.entity.iri: decision for decision in run.decide(batch, known)}
        for entity in batch:
            unasked = Decision(entity=entity, outcome=Outcome.UNASKED, reason=str(run.questions[entity.iri]))
            yield decisions.get(entity.iri, unasked)


class _Run:
    """The entities of one run with the question about each."""

    def __init__(
        self,
        store: Store,
        address: str,
        manifest: Manifest,
        *,
        cache: AnswerCache,
        rules: LinkingRules,
        options: LinkingOptions | None,
    ) -> None:
        self._address = address
        self._manifest = manifest
        self._cache = cache
        self._rules = rules
        self._options = options or LinkingOptions()
        self._entities = find_linkable_entities(store, types=self._options.types)[: self._options.most]
        clues = _read_clues(store, rules.clues, manifest)
        #: entity IRI → what is asked about it
        self.questions = {entity.iri: self._question(entity, clues) for entity in self._entities}

    def _question(self, entity: LinkableEntity, clues: dict[str, list[tuple[str, str, str]]]) -> Question:
        spaces = (self._manifest.identifier_space, self._manifest.schema_space)
        return Question(
            name=entity.name,
            types=self._rules.types_of(entity.classes, *spaces),
            properties=tuple(
                (identifier, value) for kind, identifier, value in clues.get(entity.iri, ()) if kind in entity.classes
            ),
        )

    def batches(self) -> Iterator[list[LinkableEntity]]:
        """Yield the entities in the groups in which they are asked about: first those already answered."""
        size = min(self._options.batch_size, self._manifest.batch_size or self._options.batch_size)
        answered = [entity for entity in self._entities if self.cached(entity)]
        known = {entity.iri for entity in answered}
        unanswered = [entity for entity in self._entities if entity.iri not in known]
        for group in (answered, unanswered):
            for start in range(0, len(group), size):
                yield group[start : start + size]

    def cached(self, entity: LinkableEntity) -> CachedAnswer | None:
        """Return what the service answered about an entity when it was last asked, if that isn't too old."""
        return self._cache.find(self._address, str(self.questions[entity.iri]))

    def answers_of(self, batch: Sequence[LinkableEntity], service: ReconciliationService) -> dict[str, CachedAnswer]:
        """Return the answers about a batch by entity IRI: from the cache, else from the service into the cache."""
        found = {entity.iri: answer for entity in batch if (answer := self.cached(entity))}
        questions = {iri: self.questions[iri] for iri in (entity.iri for entity in batch) if iri not in found}
        if questions:
            answers = service.ask(list(questions.values()))
            by_question = dict(zip(map(str, questions.values()), answers, strict=True))
            answered = self._cache.keep(self._address, by_question)
            found |= {
                iri: CachedAnswer(content=by_question[str(question)], answered=answered)
                for iri, question in questions.items()
            }
        return found

    def decide(self, batch: Sequence[LinkableEntity], answers: dict[str, CachedAnswer]) -> list[Decision]:
        """Decide on the entities that have an answer."""
        return [
            decide(
                entity,
                self.questions[entity.iri],
                Candidate.read_all(answers[entity.iri].content),
                bounds=self._options.bounds,
                many_namesakes=bool(entity.classes & self._rules.many_namesakes),
                address=self._address,
                manifest=self._manifest,
                answered=answers[entity.iri].answered,
            )
            for entity in batch
            if entity.iri in answers
        ]


def find_linkable_entities(store: Store, *, types: Collection[EntityType]) -> list[LinkableEntity]:
    """Return the entities of ``types`` whose names stand alone, the most mentioned first."""
    wanted = {SCHEMA + kind.value for kind in types}
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.rows(read_query_file(ontologies_folder() / "queries" / "linking" / "entities.rq").sparql):
        iri, kind = str(row["entity"]), str(row["class"])
        classes[iri].add(kind)
        if kind in wanted and stands_alone(iri):
            names[iri][str(row["name"])] = int(row["mentions"] or 0)
    entities = [
        LinkableEntity(
            iri=iri,
            name=min(found, key=lambda name: (-found[name], name)),
            classes=frozenset(classes[iri]),
            mentions=found.total(),
        )
        for iri, found in names.items()
    ]
    return sorted(entities, key=lambda entity: (-entity.mentions, entity.iri))


def _read_clues(
    store: Store, clues: Collection[LinkingClue], manifest: Manifest
) -> dict[str, list[tuple[str, str, str]]]:
    """Return class, the service's property and value of what the store can tell the service, by entity IRI."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for clue in clues:
        identifier = identifier_in(clue.property, manifest.schema_space, manifest.identifier_space)
        if not identifier:  # a property of another service
            continue
        for entity, values in _values(store, clue).items():
            if len(values) == 1:  # of two, as when articles mean two places of one name, none is told
                found[entity] += ((clue.entity_class, identifier, value) for value in values)
    return found


def _values(store: Store, clue: LinkingClue) -> dict[str, set[str]]:
    """Return what the articles give as value of a clue, by entity IRI; names stand for entities."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.rows(
        f"SELECT ?entity ?value {{ GRAPH ?article {{ ?article a schema:NewsArticle . ?entity <{clue.path}> ?object . "
        "OPTIONAL { ?object schema:name ?name } BIND(COALESCE(?name, STR(?object)) AS ?value) } }"
    ):
        value = str(row["value"])
        match = clue.pattern.search(value) if clue.pattern else None
        if match or not clue.pattern:
            found[str(row["entity"])].add(match[1] if match else value)
    return found


def _manifest(service: ReconciliationService, cache: AnswerCache) -> Manifest:
    known = cache.find(service.address, _MANIFEST)
    if known:
        return Manifest.read(known.content)
    said = service.describe()
    cache.keep(service.address, {_MANIFEST: said})
    return Manifest.read(said)


def _cached_manifest(address: str, cache: AnswerCache, rules: LinkingRules) -> Manifest:
    """Return what is known of the service without asking it; its spaces are empty when nothing is."""
    known = cache.find(address, _MANIFEST)
    if known:
        return Manifest.read(known.content)
    service = rules.services.get(address)
    return Manifest(
        name=service.name if service else address,
        identifier_space=service.identifier_space if service else "",
        schema_space=service.schema_space if service else "",
    )
