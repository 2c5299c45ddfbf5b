"""Which word expresses which relation: OntoLex-Lemon entries and functions, compiled into plain Python.

An entry's forms lead to it; its two slots say where French puts the property's subject and object. Everything regular
(passive, relative clause, apposition, title …) follows from the slots' grammatical functions and is code's affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from pyoxigraph import NamedNode

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType, Modality
from pressgraph.ontology.inflection import Inflection, plural_of
from pressgraph.ontology.reporting import Report, raise_mistake
from pressgraph.ontology.turtle import LEXINFO, ONTOLEX, PG, RDFS, SKOS, SYNSEM, Node, TurtleGraph, local_name
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
    #: who receives what a noun names: "X a reçu une subvention de B"
    RECEIVER = "receiver"
    #: who carries out what a noun names: "X a signé hier un accord avec B"
    PERFORMER = "performer"
    #: what the clause that an adverbial phrase belongs to is about: "X est organisé avec le soutien de B"
    CLAUSE_THEME = "clauseTheme"
    #: the noun before a parenthesis, and the name inside it: "Cholet (Maine-et-Loire)"
    PARENTHESIS_HOST = "parenthesisHost"
    PARENTHESIS_CONTENT = "parenthesisContent"
    #: the named thing right before a preposition: "à Chicago, chez X"
    PRECEDING_NAME = "precedingName"
    #: the same, said to be in the place behind: "la Foire de printemps à Lyon", not "le maire LR de Lyon"
    PLACED_NAME = "placedName"
    #: the named thing right behind a word, without preposition: "la députée LFI"
    FOLLOWING_NAME = "followingName"
    BESIDE_PERSON = "besidePerson"  #: "A, du barreau de B"
    IN_TRADE = "inTrade"  #: "A, soudeur chez B"
    TITLED_PERSON = "titledPerson"  #: "l'analyste A, de B"
    FOLLOWING_PERSON = "followingPerson"  #: "un pêcheur de B, A"
    OFFICE_HOLDER = "officeHolder"  #: "A prend lundi la direction de B"
    PREDECESSOR = "predecessor"  #: "C succède à A à la direction de B"
    ADJACENT_ADJUNCT = "adjacentAdjunct"  #: "A, ancien de B", not "A, ancien président de B"
    #: a name that holds another name, and the name held: "Festival de Cannes"
    NAME_HOLDER = "nameHolder"
    NAME_PART = "namePart"
    #: a name that holds another, of a body that has its premises there: "tribunal de commerce de X"
    SEATED_BODY = "seatedBody"
    #: the name before a comma, and the site behind it: "Pharmacie Lavalette, 3, place Saint-Jean"
    ADDRESSEE = "addressee"
    ADDRESS = "address"
    #: the town that ends an address: "3, rue Jean-Jaurès, Vérines"
    TOWN = "town"
    #: the town or area right behind a preposition: "Vérines, dans le Jura"
    AREA = "area"
    #: the site right before a preposition: "rue Toulzac, à Brive"
    SITE_NAME = "siteName"
    #: the place that opens a sentence, and the name behind its comma: "À Nantes, la Fédération X"
    OPENING_PLACE = "openingPlace"
    OPENED_NAME = "openedName"
    #: the name before a time: "le Salon du livre, samedi 3 mai, à Brive"
    DATED_NAME = "datedName"
    #: a name, and the place in the apposition behind its comma: "Ardoval, la coopérative de Riom"
    DESCRIBED_NAME = "describedName"
    HOME = "home"
    #: whose premises a noun tells of, and where they are: "l'usine de X à Y", "X ferme son usine de Y"
    PREMISES_HOLDER = "premisesHolder"
    PREMISES_PLACE = "premisesPlace"
    #: the body of which the clause gives half or more, or less: "X détient 51 % de Y"
    MAJORITY_BODY = "majorityBody"
    MINORITY_BODY = "minorityBody"


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
    frame: str = ""  #: where the arguments stand, in plain words: "A présider B; also passive …"
    range_classes: frozenset[str] = frozenset()  #: IRIs out of ``kinds.ttl``; any class if empty
    is_pronominal: bool = False  #: whether a reflexive pronoun stands before the verb: "se dérouler"
    is_function: bool = False  #: whether the word itself is the role that the person holds
    modality: Modality | None = None  #: of every relation that the word states, where it has one of its own
    confidence: float | None = None  #: 0 to 1; how often the entry was right in annotated articles, when known
    file: Path | None = None  #: that describes it
    examples: tuple[str, ...] = ()  #: ``"[s Anne Le Bihan], maire de [o Plouézec]"``
    counter_examples: tuple[str, ...] = ()


_SIDES = {"subjOfProp": "subject", "objOfProp": "object"}


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
    graph: TurtleGraph,
    relation_types: Mapping[str, RelationType],
    inflection: Inflection,
    *,
    report: Report = raise_mistake,
) -> tuple[LexicalEntry, ...]:
    """Compile all entries and functions; what can't be compiled is reported with file, entry and remedy."""
    compiler = _Compiler(graph, relation_types, inflection)
    return tuple(compiler.compile(report))


class _Compiler:
    def __init__(self, graph: TurtleGraph, relation_types: Mapping[str, RelationType], inflection: Inflection) -> None:
        self._graph = graph
        self._relation_types = relation_types
        self._inflection = inflection

    def compile(self, report: Report) -> Iterable[LexicalEntry]:
        declared = self._graph.subjects_of_type(ONTOLEX + "LexicalEntry")
        words = dict.fromkeys([*declared, *self._graph.subjects_with(ONTOLEX + "canonicalForm")])
        functions = self._graph.subjects_of_type(PG + "Function")
        for read, node in (*((self._word, word) for word in words), *((self._function, node) for node in functions)):
            try:
                yield from read(node)
            except OntologyError as mistake:
                report(mistake)

    def _word(self, node: Node) -> Iterable[LexicalEntry]:
        iri = self._iri(node)
        senses = self._graph.nodes(node, ONTOLEX + "sense")
        if not senses:
            raise self._error(node, "has no ontolex:sense; say which property it expresses with ontolex:reference")
        for number, sense in enumerate(senses):
            relation = self._relation(node, self._graph.iris(sense, ONTOLEX + "reference"), by="ontolex:reference")
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
                frame=self._comment(self._graph.node(node, SYNSEM + "synBehavior")),
                range_classes=self._narrower_classes(sense, "propertyRange"),
                is_pronominal=part is PartOfSpeech.VERB and lemma != _without_reflexive(lemma),
                modality=self._modality(node),
                confidence=self._confidence(node),
                file=self._graph.file_of(node),
                examples=tuple(self._graph.texts(sense, SKOS + "example")),
                counter_examples=tuple(self._graph.texts(sense, PG + "counterExample")),
            )

    def _function(self, node: Node) -> Iterable[LexicalEntry]:
        """Compile a function of ``roles.ttl``: a noun in apposition, the body behind *de*, *à* or *chez*."""
        iri = self._iri(node)
        labels = self._graph.texts(node, SKOS + "prefLabel", language="fr")
        if len(labels) != 1:
            raise self._error(node, "needs exactly one skos:prefLabel in French")
        names = [_plain(text) for text in (*labels, *self._graph.texts(node, SKOS + "altLabel", language="fr"))]
        relation = self._relation(node, self._graph.iris(node, PG + "gives"), by="pg:gives")
        domain, range_ = self._types(node, node, relation)
        yield LexicalEntry(
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
            range_classes=self._narrower_classes(node, "propertyRange"),
            frame=self._comment(NamedNode(PG + "Function")),
            is_function=True,
            modality=self._modality(node),
            confidence=self._confidence(node),
            file=self._graph.file_of(node),
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

    def _relation(self, node: Node, iris: list[str], *, by: str) -> RelationType:
        known = [self._relation_types[iri] for iri in iris if iri in self._relation_types]
        if len(iris) != 1 or len(known) != 1:
            raise self._error(
                node,
                f"refers to {', '.join(iris) or 'no property'}; it needs {by} with exactly one property that is "
                "described as a relation (pg:guideName, rdfs:label, schema:domainIncludes, schema:rangeIncludes)",
            )
        return known[0]

    def _comment(self, node: Node | None) -> str:
        comments = self._graph.texts(node, RDFS + "comment", language="en") if node is not None else []
        return comments[0] if comments else ""

    def _types(
        self, node: Node, sense: Node, relation: RelationType
    ) -> tuple[frozenset[EntityType], frozenset[EntityType]]:
        where = f"{self._graph.file_of(node)}: {self._iri(node)}"

        def narrowed(predicate: str, wide: frozenset[EntityType]) -> frozenset[EntityType]:
            iris = self._graph.iris(sense, SYNSEM + predicate)
            narrow = frozenset(kind for iri in iris for kind in self._entity_types(iri, where)) & wide if iris else wide
            if not narrow:
                allowed = ", ".join(f"schema:{kind.value}" for kind in sorted(wide))
                raise self._error(node, f"has a synsem:{predicate} that its relation doesn't admit; use {allowed}")
            return narrow

        return narrowed("propertyDomain", relation.domain), narrowed("propertyRange", relation.range)

    def _entity_types(self, iri: str, where: str) -> frozenset[EntityType]:
        """Return the type of entity that a class is, or those that a class of ``kinds.ttl`` is a kind of."""
        kinds = self._graph.iris(NamedNode(iri), PG + "kindOf") or [iri]
        return frozenset(entity_type_of(kind, where=where) for kind in kinds)

    def _narrower_classes(self, sense: Node, predicate: str) -> frozenset[str]:
        iris = self._graph.iris(sense, SYNSEM + predicate)
        return frozenset(iri for iri in iris if self._graph.iris(NamedNode(iri), PG + "kindOf"))

    def _slot(self, node: Node, sense: Node, side: str) -> Slot:
        argument = self._graph.node(sense, SYNSEM + side)
        arguments = self._arguments(node)
        if argument is None or argument not in arguments:
            known = ", ".join(map(str, arguments))
            raise self._error(
                node,
                f"does not say where the property's {_SIDES[side]} stands: synsem:{side} of its sense must be an "
                f"argument of its frame ({known}), and is {argument or 'missing'}",
            )
        function = arguments[argument]
        markers = self._markers(argument, entry=node)
        if function is Function.PREPOSITIONAL_ADJUNCT and not markers:
            raise self._error(node, f"has a prepositional argument without synsem:marker ({argument})")
        return Slot(function=function, markers=markers)

    def _arguments(self, node: Node) -> dict[Node, Function]:
        """Return the arguments of an entry's frame, each with its grammatical function."""
        frames = self._graph.nodes(node, SYNSEM + "synBehavior")
        if not frames:
            raise self._error(node, "names no frame; give one of frames.ttl with synsem:synBehavior")
        arguments = {
            argument: function
            for frame in frames
            for function in Function
            for base in (LEXINFO, PG)
            for argument in self._graph.nodes(frame, base + function)
        }
        if arguments:
            return arguments
        known = map(str, self._graph.subjects_of_type(SYNSEM + "SyntacticFrame"))
        alike = get_close_matches(str(frames[0]), known, n=2, cutoff=0)
        raise self._error(
            node,
            f"has the frame {frames[0]} (synsem:synBehavior), which neither frames.ttl nor a file of yours describes; "
            f"did you mean {' or '.join(alike)}?",
        )

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
