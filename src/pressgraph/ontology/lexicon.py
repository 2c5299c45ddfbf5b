"""Which word expresses which relation: OntoLex-Lemon entries and functions, compiled into plain Python.

An entry's forms lead to it; its two slots say where French puts the property's subject and object. Everything regular
(passive, relative clause, apposition, title …) follows from the slots' grammatical functions and is code's affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType, Modality
from pressgraph.ontology.inflection import Inflection, plural_of
from pressgraph.ontology.turtle import LEXINFO, ONTOLEX, PG, SKOS, SYNSEM, Node, TurtleGraph, local_name
from pressgraph.ontology.vocabulary import RelationType, entity_type_of


class Function(StrEnum):
    """A grammatical function that a slot may have: local names of LexInfo and, below, of pressgraph's own."""

    SUBJECT = "subject"
    DIRECT_OBJECT = "directObject"
    PREPOSITIONAL_ADJUNCT = "prepositionalAdjunct"
    COPULATIVE_ARGUMENT = "copulativeArg"
    ATTRIBUTIVE_ARGUMENT = "attributiveArg"
    POSSESSIVE_ADJUNCT = "possessiveAdjunct"
    #: who acts in the clause that an adverbial phrase belongs to: "organisé par A en partenariat avec B"
    CLAUSE_AGENT = "clauseAgent"
    #: the noun before a parenthesis, and the name inside it: "Cholet (Maine-et-Loire)"
    PARENTHESIS_HOST = "parenthesisHost"
    PARENTHESIS_CONTENT = "parenthesisContent"
    #: the named thing right before a preposition: "la Foire de printemps à Lyon"
    PRECEDING_NAME = "precedingName"
    #: the named thing right behind a word, without preposition: "la députée LFI"
    FOLLOWING_NAME = "followingName"
    #: a name that holds another name, and the name held: "Festival de Cannes"
    NAME_HOLDER = "nameHolder"
    NAME_PART = "namePart"


class PartOfSpeech(StrEnum):
    """How an entry is inflected and where its slots are looked for: local names of LexInfo."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PREPOSITION = "preposition"
    ADVERB = "adverb"
    SYMBOL = "symbol"  #: a construction without a word of its own, such as a parenthesis


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where an argument stands."""

    function: Function
    markers: frozenset[str] = frozenset()  #: lower-case forms of the prepositions that may introduce it


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalEntry:
    """One word or phrase that expresses one relation."""

    iri: str
    lemma: str
    part_of_speech: PartOfSpeech
    forms: frozenset[str]  #: lower-case
    relation: RelationType
    subject: Slot  #: of the property's RDF subject
    object: Slot  #: of the property's RDF object
    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    is_pronominal: bool = False  #: whether a reflexive pronoun stands before the verb: "se dérouler"
    is_function: bool = False  #: whether the word itself is the role that the person holds
    modality: Modality | None = None  #: of every relation that the word states, where it has one of its own
    confidence: float | None = None  #: 0 to 1; how often the entry was right in annotated articles, when known
    examples: tuple[str, ...] = ()  #: ``"[s Anne Le Bihan], maire de [o Plouézec]"``
    counter_examples: tuple[str, ...] = ()


def _plain(words: str) -> str:
    """Return words as the pipeline reads text: with straight apostrophes, no white space around."""
    return words.replace("’", "'").strip()


def _without_reflexive(infinitive: str) -> str:
    """Return a verb without its reflexive pronoun: "s'associer" → "associer"."""
    for pronoun in ("se ", "s'"):
        if infinitive.startswith(pronoun):
            return infinitive.removeprefix(pronoun)
    return infinitive


def read_word_classes(graph: TurtleGraph) -> dict[str, frozenset[str]]:
    """Return the closed word classes: local name → lower-case forms."""
    return {
        local_name(node.value): frozenset(_plain(form).lower() for form in graph.texts(node, PG + "form"))
        for node in graph.subjects_of_type(PG + "WordClass")
        if isinstance(node, NamedNode)
    }


def read_lexicon(
    graph: TurtleGraph, relation_types: Mapping[str, RelationType], inflection: Inflection
) -> tuple[LexicalEntry, ...]:
    """Compile all entries and functions; raises OntologyError naming file, entry and remedy."""
    compiler = _Compiler(graph, relation_types, inflection)
    return tuple(compiler.compile())


class _Compiler:
    def __init__(self, graph: TurtleGraph, relation_types: Mapping[str, RelationType], inflection: Inflection) -> None:
        self._graph = graph
        self._relation_types = relation_types
        self._inflection = inflection

    def compile(self) -> Iterable[LexicalEntry]:
        declared = self._graph.subjects_of_type(ONTOLEX + "LexicalEntry")
        for node in dict.fromkeys([*declared, *self._graph.subjects_with(ONTOLEX + "canonicalForm")]):
            yield from self._word(node)
        for node in self._graph.subjects_of_type(PG + "Function"):
            yield self._function(node)

    def _word(self, node: Node) -> Iterable[LexicalEntry]:
        iri = self._iri(node)
        senses = self._graph.nodes(node, ONTOLEX + "sense")
        if not senses:
            raise self._error(node, "has no ontolex:sense; say which property it expresses with ontolex:reference")
        for number, sense in enumerate(senses):
            relation = self._relation(node, self._graph.iris(sense, ONTOLEX + "reference"))
            domain, range_ = self._types(node, sense, relation)
            part = self._part_of_speech(node)
            lemma = self._lemma(node)
            yield LexicalEntry(
                iri=iri if len(senses) == 1 else f"{iri}-{number + 1}",
                lemma=lemma,
                part_of_speech=part,
                forms=self._forms(node, lemma, part),
                relation=relation,
                subject=self._slot(node, sense, "subjOfProp"),
                object=self._slot(node, sense, "objOfProp"),
                domain=domain,
                range=range_,
                is_pronominal=part is PartOfSpeech.VERB and lemma != _without_reflexive(lemma),
                modality=self._modality(node),
                confidence=self._confidence(node),
                examples=tuple(self._graph.texts(sense, SKOS + "example")),
                counter_examples=tuple(self._graph.texts(sense, PG + "counterExample")),
            )

    def _function(self, node: Node) -> LexicalEntry:
        """Compile a function of ``roles.ttl``: a noun in apposition, the body behind *de*, *à* or *chez*."""
        iri = self._iri(node)
        labels = self._graph.texts(node, SKOS + "prefLabel", language="fr")
        if len(labels) != 1:
            raise self._error(node, "needs exactly one skos:prefLabel in French")
        names = [_plain(text) for text in (*labels, *self._graph.texts(node, SKOS + "altLabel", language="fr"))]
        relation = self._relation(node, self._graph.iris(node, PG + "gives"))
        domain, range_ = self._types(node, node, relation)
        return LexicalEntry(
            iri=iri,
            lemma=names[0],
            part_of_speech=PartOfSpeech.NOUN,
            forms=frozenset(form.lower() for name in names for form in self._inflection.noun(name)),
            relation=relation,
            subject=Slot(function=Function.COPULATIVE_ARGUMENT),
            object=Slot(
                function=Function.PREPOSITIONAL_ADJUNCT,
                markers=self._markers(node, entry=node) or self._body_markers(),
            ),
            domain=domain,
            range=range_,
            is_function=True,
            modality=self._modality(node),
            confidence=self._confidence(node),
            examples=tuple(self._graph.texts(node, SKOS + "example")),
            counter_examples=tuple(self._graph.texts(node, PG + "counterExample")),
        )

    def _body_markers(self) -> frozenset[str]:
        """Return the prepositions between a function and its body, unless the function names its own."""
        functions = NamedNode(PG + "Function")
        return self._markers(functions, entry=functions)

    def _iri(self, node: Node) -> str:
        if not isinstance(node, NamedNode):
            raise self._error(node, "is a lexical entry without an IRI; give it a name")
        return node.value

    def _lemma(self, node: Node) -> str:
        return self._written(node, "canonicalForm")[0]

    def _written(self, node: Node, predicate: str) -> list[str]:
        found = [
            plain
            for form in self._graph.nodes(node, ONTOLEX + predicate)
            for text in self._graph.texts(form, ONTOLEX + "writtenRep")
            if (plain := _plain(text))
        ]
        if not found and predicate == "canonicalForm":
            raise self._error(node, 'needs ontolex:canonicalForm [ ontolex:writtenRep "…"@fr ]')
        return found

    def _forms(self, node: Node, lemma: str, part: PartOfSpeech) -> frozenset[str]:
        forms = set(self._written(node, "otherForm"))
        for name in {lemma, *forms}:
            forms |= self._inflected(name, part)
        return frozenset(form.lower() for form in forms)

    def _inflected(self, name: str, part: PartOfSpeech) -> frozenset[str]:
        first, _, rest = _without_reflexive(name).partition(" ")
        if part is PartOfSpeech.VERB:
            return frozenset(f"{form} {rest}".strip() for form in self._inflection.verb(first))
        if part is PartOfSpeech.NOUN:
            return self._inflection.noun(name)
        if part is PartOfSpeech.ADJECTIVE:
            feminine = first if first.endswith("e") else first + "e"
            agreeing = {first, feminine, plural_of(first), plural_of(feminine)}
            return frozenset(f"{form} {rest}".strip() for form in agreeing)
        return frozenset({name})

    def _part_of_speech(self, node: Node) -> PartOfSpeech:
        names = [local_name(iri) for iri in self._graph.iris(node, LEXINFO + "partOfSpeech")]
        try:
            (name,) = names
            return PartOfSpeech(name)
        except ValueError:
            known = ", ".join(f"lexinfo:{part}" for part in PartOfSpeech)
            raise self._error(node, f"needs one lexinfo:partOfSpeech out of {known}") from None

    def _relation(self, node: Node, iris: list[str]) -> RelationType:
        known = [self._relation_types[iri] for iri in iris if iri in self._relation_types]
        if len(iris) != 1 or len(known) != 1:
            raise self._error(
                node,
                f"refers to {', '.join(iris) or 'no property'}; it needs exactly one property that is "
                "described as a relation (pg:guideName, rdfs:label, schema:domainIncludes, schema:rangeIncludes)",
            )
        return known[0]

    def _types(
        self, node: Node, sense: Node, relation: RelationType
    ) -> tuple[frozenset[EntityType], frozenset[EntityType]]:
        where = f"{self._graph.file_of(node)}: {self._iri(node)}"

        def narrowed(predicate: str, wide: frozenset[EntityType]) -> frozenset[EntityType]:
            iris = self._graph.iris(sense, SYNSEM + predicate)
            narrow = frozenset(entity_type_of(iri, where=where) for iri in iris) & wide if iris else wide
            if not narrow:
                allowed = ", ".join(f"schema:{kind.value}" for kind in sorted(wide))
                raise self._error(node, f"has a synsem:{predicate} that its relation doesn't admit; use {allowed}")
            return narrow

        return narrowed("propertyDomain", relation.domain), narrowed("propertyRange", relation.range)

    def _slot(self, node: Node, sense: Node, side: str) -> Slot:
        argument = self._graph.node(sense, SYNSEM + side)
        frames = self._graph.nodes(node, SYNSEM + "synBehavior")
        functions = {
            function
            for frame in frames
            for function in Function
            for base in (LEXINFO, PG)
            if argument is not None and argument in self._graph.nodes(frame, base + function)
        }
        if argument is None or len(functions) != 1:
            known = ", ".join(Function)
            raise self._error(
                node,
                f"does not say where the property's {side[:4].replace('subj', 'subject').replace('objO', 'object')} "
                f"stands: its frame (synsem:synBehavior) and its sense (synsem:{side}) must point to the same "
                f"argument by one function out of {known}",
            )
        (function,) = functions
        markers = self._markers(argument, entry=node)
        if function is Function.PREPOSITIONAL_ADJUNCT and not markers:
            raise self._error(node, f"has a prepositional argument without synsem:marker ({argument})")
        return Slot(function=function, markers=markers)

    def _markers(self, argument: Node, *, entry: Node) -> frozenset[str]:
        forms: set[str] = set()
        for preposition in self._graph.nodes(argument, SYNSEM + "marker"):
            found = self._graph.texts(preposition, PG + "form")
            if not found:
                raise self._error(entry, f"has the marker {preposition}, which closed-words.ttl does not describe")
            forms.update(_plain(form).lower() for form in found)
        return frozenset(forms)

    def _modality(self, node: Node) -> Modality | None:
        names = [local_name(iri) for iri in self._graph.iris(node, PG + "modality")]
        known = set(Modality)
        if len(names) > 1 or not known.issuperset(names):
            raise self._error(node, f"needs one pg:modality at most, out of {', '.join(f'pg:{m}' for m in Modality)}")
        return Modality(names[0]) if names else None

    def _confidence(self, node: Node) -> float | None:
        values = self._graph.texts(node, PG + "confidence")
        try:
            confidence = float(values[0]) if values else None
        except ValueError:
            confidence = -1.0
        if confidence is not None and not 0 <= confidence <= 1:
            raise self._error(node, f"has the pg:confidence {values[0]}; a number from 0 to 1 is needed")
        return confidence

    def _error(self, node: Node, problem: str) -> OntologyError:
        return OntologyError(f"{self._graph.file_of(node) or 'ontology'}: {node} {problem}")
