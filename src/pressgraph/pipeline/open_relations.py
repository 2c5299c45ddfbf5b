"""Open relations: who does what to whom, by verbs that no relation of the ontology covers.

Takes a document with names, relations and lemmas; gives ``doc._.open_relations``. They are found only on request and
kept apart from the typed ones: the verb is whatever the journalist wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import Modality
from pressgraph.ontology import Function, Ontology, PartOfSpeech, load_ontology
from pressgraph.ontology.inflection import Inflection
from pressgraph.pipeline.clauses import Clauses, is_bare_participle, is_passive
from pressgraph.pipeline.modality import modality_of
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import Lexicon, PhraseIndex
from pressgraph.pipeline.relations import FoundRelation

_TRANSITIVE = {Function.SUBJECT, Function.DIRECT_OBJECT}
_INFINITIVE_ENDINGS = ("er", "ir", "re")
#: what may stand between a preposition and the name that it governs: "de la jeune société X"
_WITHIN_PHRASE = {"DET", "ADJ", "NOUN", "NUM"}
_QUOTES = {"«", '"', "“"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOpenRelation:
    """What one mention of a document does to another."""

    subject: Mention
    object: Mention
    verb: int  #: token index
    infinitive: str
    modality: Modality


def find_open_relations(
    names: Names, typed: list[FoundRelation], lexicon: Lexicon, inflection: Inflection
) -> list[FoundOpenRelation]:
    """Return what ``names`` do to each other in clauses that state none of the ``typed`` relations; each once."""
    phrases = lexicon.phrases_of(names)
    reader = _Reader(names, lexicon.ontology, phrases)
    told = {_place(names.doc, relation.trigger_start, relation.subject, relation.object) for relation in typed}
    found: dict[tuple[int, str, int], FoundOpenRelation] = {}
    for verb in reader.verbs():
        infinitive = infinitive_of(verb, inflection)
        pairs = reader.arguments(verb) if infinitive.endswith(_INFINITIVE_ENDINGS) else []
        modality = modality_of(verb, phrases, predicated=True) if pairs else Modality.ASSERTED
        for subject, object_ in pairs:
            if _is_covered(verb, subject, object_, phrases) or _place(names.doc, verb.i, subject, object_) in told:
                continue
            key = (subject.entity, infinitive, object_.entity)
            if key not in found or (modality.is_fact and not found[key].modality.is_fact):
                found[key] = FoundOpenRelation(
                    subject=subject, object=object_, verb=verb.i, infinitive=infinitive, modality=modality
                )
    return sorted(found.values(), key=lambda relation: (relation.verb, relation.subject.start, relation.object.start))


class _Reader:
    """Reads the clauses of one document in which one name does something to another.

    The ontology's own words tell by the types of their arguments when the parser has gone wrong. A verb that may be any
    can't: an argument counts only where both the parse and the words around the name make it one.
    """

    def __init__(self, names: Names, ontology: Ontology, phrases: PhraseIndex) -> None:
        self._doc = doc = names.doc
        self._names = names
        self._empty_verbs = phrases.verb_forms("empty-verbs")
        self._clauses = Clauses(doc, names, NounPhrases(doc, names, ontology), ontology.words("par"))

    def verbs(self) -> Iterator[Word]:
        """Yield the verbs that say something by themselves and have a direct object."""
        for token in self._doc:
            if token.pos_ != "VERB" or token.lower_ in self._empty_verbs or self._names.at(token) is not None:
                continue
            if not any(child.dep_.startswith("expl") for child in token.children):
                yield token

    def arguments(self, verb: Word) -> list[tuple[Mention, Mention]]:
        """Return the pairs of names of which the first does to the second what ``verb`` says, in one sentence."""
        has_agent = is_passive(verb) or (is_bare_participle(verb) and verb.dep_ == "acl")
        if not has_agent and all(child.dep_ != "obj" for child in verb.children):
            return []
        objects = [m for m in self._clauses.objects(verb) if self._is_bare(m, verb)]
        if not objects or not (has_agent or self._is_beside(objects[0], verb)):
            return []
        subjects = self._agents(verb) if has_agent else self._subjects(verb)
        return [
            (s, o) for s in subjects for o in objects if o not in self._names.coordinated(s) and s.entity != o.entity
        ]

    def _subjects(self, verb: Word) -> list[Mention]:
        """Return the grammatical subject; the antecedent of *qui* must be the name, not a noun behind it."""
        named = [m for m in self._clauses.subjects(verb) if self._is_bare(m, verb)]
        return [m for m in named if m.end > verb.head.i] if verb.dep_ == "acl:relcl" else named

    def _agents(self, verb: Word) -> list[Mention]:
        named = [m for m in self._clauses.agents(verb) if not self._is_common(m, verb)]
        return [m for m in named if verb.token in self._names.span(m).root.ancestors]

    def _is_beside(self, mention: Mention, verb: Word) -> bool:
        """Whether nothing parts the verb from its object: "suit, le Crédit maritime" has none."""
        between = self._doc[verb.i + 1 : mention.start]
        return all(token.pos_ != "PUNCT" or token.text in _QUOTES for token in between)

    def _is_bare(self, mention: Mention, verb: Word) -> bool:
        """Whether the name stands in the verb's sentence as a name, behind no preposition: not "de la société X"."""
        if not verb.sent.start <= mention.start < verb.sent.end or self._is_common(mention, verb):
            return False
        start = self._phrase_start(mention, verb)
        before = self._doc[start - 1]
        if start == verb.sent.start or before.pos_ != "ADP":
            return True
        is_of_another_noun = start <= before.head.i < mention.start  # "met en cause X"
        return is_of_another_noun and before.head.token not in self._names.span(mention).root.ancestors

    def _is_common(self, mention: Mention, verb: Word) -> bool:
        """Whether an indefinite article makes a common noun of it ("un Suisse") or parts it from the verb."""
        phrase = self._doc[self._phrase_start(mention, verb) : mention.start]
        return any("Definite=Ind" in token.morph for token in phrase)

    def _phrase_start(self, mention: Mention, verb: Word) -> int:
        """Return the token index at which the noun phrase that ends with the name begins."""
        start = mention.start
        while start > verb.sent.start and (
            self._doc[start - 1].pos_ in _WITHIN_PHRASE or self._doc[start - 1].text in _QUOTES
        ):
            start -= 1
        return start


def infinitive_of(verb: Word, inflection: Inflection) -> str:
    """Return the dictionary form of ``verb``.

    The language model's lemmatizer leaves forms as they are that are nouns, too ("préside", "réclame").
    """
    lemma = verb.token.lemma_.lower()
    regular = lemma + "r"
    is_left = lemma == verb.lower_ and "VerbForm=Inf" not in verb.morph
    return regular if is_left and lemma in inflection.verb(regular) else lemma


def _is_covered(verb: Word, subject: Mention, object_: Mention, phrases: PhraseIndex) -> bool:
    """Whether the lexicon knows the verb, with a direct object, for a relation between entities of these types."""
    for entry, _ in phrases.entries_at(verb.i):
        if entry.part_of_speech is PartOfSpeech.VERB and {entry.subject.function, entry.object.function} == _TRANSITIVE:
            kinds = (subject.type, object_.type)
            kinds = kinds if entry.subject.function is Function.SUBJECT else kinds[::-1]
            if kinds[0] in entry.domain and kinds[1] in entry.range:
                return True
    return False


def _place(doc: ParsedText, word: int, one: Mention, other: Mention) -> tuple[int, frozenset[int]]:
    """Return the sentence of a word with the two entities that it joins there, whichever way round."""
    return doc[word].sent.start, frozenset({one.entity, other.entity})


@Language.factory(
    "pressgraph_open_relations",
    default_config={"ontologies": []},
    requires=["doc.ents", "doc._.names", "doc._.relations", "token.dep", "token.head", "token.lemma", "token.pos"],
    assigns=["doc._.open_relations"],
)
def make_open_relations(nlp: Language, name: str, ontologies: list[str]) -> OpenRelationComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return OpenRelationComponent(nlp, load_ontology(*ontologies))


class OpenRelationComponent:
    """Writes ``doc._.open_relations``."""

    def __init__(self, nlp: Language, ontology: Ontology) -> None:
        """Compile ``ontology`` once."""
        register_extensions()
        self._inflection = Inflection.read(ontology.folder / "verb-forms.tsv")
        self._lexicon = Lexicon(ontology, self._inflection, nlp.tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        """Find the open relations of ``doc``."""
        typed = doc._.relations or []
        doc._.open_relations = find_open_relations(doc._.names, typed, self._lexicon, self._inflection)
        return doc
