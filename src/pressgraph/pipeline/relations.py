"""Relations between the names of a document, found by the words of the lexicon.

Takes a parsed document with names; gives ``doc._.relations``. Finding (:func:`find_relations`) is apart from writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from pressgraph.facts import Modality
from pressgraph.ontology import Function, LexicalEntry, Ontology, PartOfSpeech, load_ontology
from pressgraph.ontology.inflection import Inflection
from pressgraph.pipeline.modality import modality_of
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.phrases import Lexicon, PhraseIndex
from pressgraph.pipeline.slots import SlotFinder

#: below this, a relation is dropped: a wrong edge costs the user more than a missing one
_LEAST_CONFIDENCE = 0.5
_PREDICATING = {PartOfSpeech.VERB, PartOfSpeech.ADVERB}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelation:
    """A relation between two mentions of a document."""

    entry: LexicalEntry
    subject: Mention
    object: Mention
    trigger_start: int  #: token index
    trigger_end: int  #: token index, exclusive
    modality: Modality
    role: str | None
    confidence: float  #: 0 to 1


def find_relations(doc: Doc, names: Names, lexicon: Lexicon) -> list[FoundRelation]:
    """Return the relations that words of ``lexicon`` state between ``names``, the best of each kind once."""
    phrases = lexicon.phrases_of(names)
    slots = SlotFinder(doc, names, lexicon.ontology, phrases)
    found: dict[tuple[str, int, int], FoundRelation] = {}
    for anchor in _anchors(doc, names, phrases, lexicon):
        for relation in _relations_of(anchor, doc, slots, phrases):
            key = _key(relation)
            best = found.get(key)
            if best is None or _rank(relation) > _rank(best):
                found[key] = relation
    return sorted(found.values(), key=lambda r: (r.trigger_start, r.subject.start, r.object.start))


def _anchors(doc: Doc, names: Names, phrases: PhraseIndex, lexicon: Lexicon) -> Iterator[Anchor]:
    parentheses = [e for e in lexicon.symbols if e.subject.function in _AROUND_PARENTHESIS]
    holders = [e for e in lexicon.symbols if e.subject.function in _NAME_IN_NAME]
    for mention in names.mentions:
        yield from (Anchor(entry, mention.start, mention.end) for entry in holders)
    covered = 0
    for token in doc:
        if token.text == "(":
            yield from (Anchor(entry, token.i, token.i + 1) for entry in parentheses)
        if names.at(token) is not None:
            continue
        entries = list(phrases.entries_at(token.i))
        for entry, length in entries:
            if token.i >= covered or entry.part_of_speech is not PartOfSpeech.NOUN:
                yield Anchor(entry, token.i, token.i + length)
        nouns = (token.i + length for entry, length in entries if entry.part_of_speech is PartOfSpeech.NOUN)
        covered = max(nouns, default=covered)


_NAME_IN_NAME = {Function.NAME_HOLDER, Function.NAME_PART}
_AROUND_PARENTHESIS = {Function.PARENTHESIS_HOST, Function.PARENTHESIS_CONTENT}


def _relations_of(anchor: Anchor, doc: Doc, slots: SlotFinder, phrases: PhraseIndex) -> Iterator[FoundRelation]:
    entry = anchor.entry
    subjects = [a for a in slots.find(anchor, entry.subject) if a.mention.type in entry.domain]
    if not subjects:
        return
    objects = [a for a in slots.find(anchor, entry.object) if a.mention.type in entry.range]
    word = doc[anchor.start : anchor.end].root
    predicated = _is_predicated(entry.part_of_speech, word, phrases)
    for subject, object_ in _pairs(subjects, objects):
        modality = entry.modality or modality_of(word, phrases, predicated=predicated)
        confidence = (entry.confidence or 0.9) * subject.certainty * object_.certainty
        if confidence >= _LEAST_CONFIDENCE:
            yield FoundRelation(
                entry=entry,
                subject=subject.mention,
                object=object_.mention,
                trigger_start=anchor.start,
                trigger_end=anchor.end,
                modality=modality,
                role=doc[anchor.start : anchor.end].text if entry.is_function else None,
                confidence=confidence,
            )


def _pairs(subjects: list[Argument], objects: list[Argument]) -> Iterable[tuple[Argument, Argument]]:
    return ((s, o) for s in subjects for o in objects if s.mention.entity != o.mention.entity)


def _is_predicated(part: PartOfSpeech, word: Token, phrases: PhraseIndex) -> bool:
    """Whether the clause states the relation, rather than a mere apposition, title or parenthesis."""
    if part in _PREDICATING:
        return True
    if part is not PartOfSpeech.NOUN and part is not PartOfSpeech.ADJECTIVE:
        return False
    labels = {child.dep_ for child in word.children}
    if labels & {"cop", "aux:pass"} or word.dep_ in {"xcomp", "obj", "obl:arg"}:
        return True
    # "n'a pas été élue présidente": the parser takes what somebody is made for a circumstance, too
    return word.dep_ == "obl:mod" and "case" not in labels and word.head.lower_ in phrases.verb_forms("appointing")


def _key(relation: FoundRelation) -> tuple[str, int, int]:
    ends = (relation.subject.entity, relation.object.entity)
    return (relation.entry.relation.iri, *(sorted(ends) if relation.entry.relation.symmetric else ends))


def _rank(relation: FoundRelation) -> tuple[bool, float, bool]:
    return relation.modality.is_fact, relation.confidence, relation.role is not None


@Language.factory(
    "pressgraph_relations",
    default_config={"ontologies": []},
    requires=["doc.ents", "doc._.names", "token.dep", "token.head", "token.pos", "token.morph"],
    assigns=["doc._.relations"],
)
def make_relations(nlp: Language, name: str, ontologies: list[str]) -> RelationComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return RelationComponent(nlp, load_ontology(*ontologies))


class RelationComponent:
    """Writes ``doc._.relations``."""

    def __init__(self, nlp: Language, ontology: Ontology) -> None:
        """Compile ``ontology`` once."""
        register_extensions()
        inflection = Inflection.read(ontology.folder / "verb-forms.tsv")
        self._lexicon = Lexicon(ontology, inflection, nlp.tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of ``doc``."""
        doc._.relations = find_relations(doc, doc._.names, self._lexicon)
        return doc
