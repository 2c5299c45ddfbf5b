"""Relations between the names of a document, found by the words of the lexicon.

Takes a parsed document with names; gives ``doc._.relations``. Finding (:func:`find_relations`) is apart from writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import Modality, Tenure
from pressgraph.ontology import Function, LexicalEntry, Ontology, PartOfSpeech, load_ontology
from pressgraph.ontology.inflection import Inflection
from pressgraph.pipeline.bodies import Bodies
from pressgraph.pipeline.circumstances import CircumstanceReader
from pressgraph.pipeline.confidence import ConfidenceModel
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.phrases import Lexicon, PhraseIndex
from pressgraph.pipeline.referred_slots import CAN_REFER, Filling, ReferredSlots
from pressgraph.pipeline.slots import SlotFinder
from pressgraph.pipeline.speech_words import SpeechWords

#: below this, a relation is dropped: a wrong edge costs the user more than a missing one
_LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelation:
    """A relation between two mentions of a document."""

    entry: LexicalEntry
    subject: Mention
    object: Mention
    trigger_start: int  #: token index
    trigger_end: int  #: token index, exclusive
    modality: Modality
    tenure: Tenure | None  #: of a function, where the words say more than that it is held
    said_by: Mention | None  #: of the entity in whose reported speech it is stated
    role: str | None
    confidence: float  #: 0 to 1


def find_relations(names: Names, lexicon: Lexicon, words: SpeechWords) -> list[FoundRelation]:
    """Return the relations that words of ``lexicon`` state between ``names``, the best of each kind once.

    ``words`` are those by which an article refers to people; a reference is followed where a clause names no argument.
    """
    doc = names.doc
    phrases = lexicon.phrases_of(names)
    slots = SlotFinder(doc, names, lexicon.ontology, phrases)
    bodies = Bodies(names)
    circumstances = CircumstanceReader(doc, lexicon.ontology, phrases)
    anchors = _anchors(names, phrases, lexicon, slots)
    filled = [filling for anchor in anchors if (filling := _filled(anchor, slots, bodies)) is not None]
    stated = [relation for filling in filled for relation in _stated(filling, doc, circumstances)]
    holders = [(r.entry.iri, r.subject.entity, r.object.entity) for r in stated if r.entry.is_function]
    referred = ReferredSlots(doc, names, lexicon.ontology, phrases, words, bodies, holders)
    for filling in filled:
        if filling.is_half:
            stated += _stated(referred.complete(filling), doc, circumstances)
    found: dict[tuple[str, int, int], FoundRelation] = {}
    for relation in _surest(stated):
        key = _key(relation)
        best = found.get(key)
        if best is None or _rank(relation) > _rank(best):
            found[key] = relation
    return sorted(found.values(), key=lambda r: (r.trigger_start, r.subject.start, r.object.start))


def _anchors(names: Names, phrases: PhraseIndex, lexicon: Lexicon, slots: SlotFinder) -> Iterator[Anchor]:
    """Yield the words and signs that may join names, in the order of the text; names within names come first."""
    signs = {sign: [e for e in lexicon.symbols if e.subject.function in at] for sign, at in _AROUND_SIGNS.items()}
    holders = [e for e in lexicon.symbols if e.subject.function in _NAME_IN_NAME]
    for mention in names.mentions:
        yield from (Anchor(entry, mention.start, mention.end) for entry in holders if mention.type in entry.domain)
    covered = 0
    for index, word in enumerate(names.doc):
        if word.text in signs and slots.stands_by_name(word):
            yield from (Anchor(entry, index, index + 1) for entry in signs[word.text])
        if names.at(index) is not None:
            continue
        entries = phrases.entries_at(index)
        for entry, length in entries:
            part = entry.part_of_speech
            if part is PartOfSpeech.NOUN and index < covered:
                continue
            if part is not PartOfSpeech.PREPOSITION or slots.leads_to_name(index + length):
                yield Anchor(entry, index, index + length)
        nouns = (index + length for entry, length in entries if entry.part_of_speech is PartOfSpeech.NOUN)
        covered = max(nouns, default=covered) if entries else covered


_NAME_IN_NAME = {Function.NAME_HOLDER, Function.NAME_PART, Function.SEATED_BODY}
#: sign → functions of what stands before or behind it
_AROUND_SIGNS = {
    "(": {Function.PARENTHESIS_HOST, Function.PARENTHESIS_CONTENT},
    ",": {
        Function.ADDRESSEE,
        Function.ADDRESS,
        Function.TOWN,
        Function.SITE_NAME,
        Function.OPENING_PLACE,
        Function.OPENED_NAME,
        Function.DESCRIBED_NAME,
        Function.HOME,
    },
}


def _surest(relations: Iterable[FoundRelation]) -> list[FoundRelation]:
    """Leave out what a word says of any body where it says something else of the class that the body is of."""
    found = list(relations)
    told = {_place(relation) for relation in found if relation.entry.range_classes}
    return [r for r in found if r.entry.range_classes or _place(r) not in told]


def _place(relation: FoundRelation) -> tuple[int, int, int]:
    return relation.trigger_start, relation.subject.start, relation.object.start


def _filled(anchor: Anchor, slots: SlotFinder, bodies: Bodies) -> Filling | None:
    """Return the anchor with the names that fill its slots, None when none does."""
    entry = anchor.entry
    subjects = [a for a in slots.find(anchor, entry.subject) if a.mention.type in entry.domain]
    if not subjects and entry.part_of_speech not in CAN_REFER:
        return None
    objects = [
        a
        for a in slots.find(anchor, entry.object)
        if a.mention.type in entry.range and bodies.is_of(a.mention, entry.range_classes)
    ]
    return Filling(anchor, subjects, objects) if subjects or objects else None


def _stated(filling: Filling, doc: ParsedText, circumstances: CircumstanceReader) -> Iterator[FoundRelation]:
    anchor, entry = filling.anchor, filling.anchor.entry
    if not filling.is_complete:
        return
    for subject, object_ in _pairs(filling.subjects, filling.objects):
        confidence = (entry.confidence or 0.9) * subject.certainty * object_.certainty
        if confidence >= _LEAST_CONFIDENCE:
            told = circumstances.read(anchor, subject.mention, object_.mention)
            yield FoundRelation(
                entry=entry,
                subject=subject.mention,
                object=object_.mention,
                trigger_start=anchor.start,
                trigger_end=anchor.end,
                modality=told.modality,
                tenure=told.tenure,
                said_by=told.said_by,
                role=doc.written(anchor.start, anchor.end) if entry.is_function else None,
                confidence=confidence,
            )


def _pairs(subjects: list[Argument], objects: list[Argument]) -> Iterable[tuple[Argument, Argument]]:
    return ((s, o) for s in subjects for o in objects if s.mention.entity != o.mention.entity)


def _key(relation: FoundRelation) -> tuple[str, int, int]:
    ends = (relation.subject.entity, relation.object.entity)
    return (relation.entry.relation.iri, *(sorted(ends) if relation.entry.relation.symmetric else ends))


def _rank(relation: FoundRelation) -> tuple[bool, bool, float, bool, bool]:
    """Return how much a statement tells: a fact before a rumour, the article's own words before somebody else's."""
    is_own = relation.said_by is None
    told = (relation.role is not None, relation.tenure is not None)
    return relation.modality.is_fact, is_own, relation.confidence, *told


@Language.factory(
    "pressgraph_relations",
    default_config={"ontologies": []},
    requires=["doc.ents", "doc._.names", "token.dep", "token.head", "token.pos", "token.morph"],
    assigns=["doc._.relations"],
)
def make_relations(nlp: Language, name: str, ontologies: list[str]) -> RelationComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return RelationComponent(nlp, load_ontology(*ontologies), confidence=ConfidenceModel.read())


class RelationComponent:
    """Writes ``doc._.relations``."""

    def __init__(self, nlp: Language, ontology: Ontology, *, confidence: ConfidenceModel | None = None) -> None:
        """Compile ``ontology`` once; without ``confidence``, that of a relation is how regular its construction is."""
        register_extensions()
        inflection = Inflection.read(ontology.folder / "verb-forms.tsv")
        self._lexicon = Lexicon(ontology, inflection, nlp.tokenizer)
        self._words = SpeechWords(ontology, nlp.tokenizer)
        self._confidence = confidence

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of ``doc``."""
        found = find_relations(doc._.names, self._lexicon, self._words)
        doc._.relations = self._confidence.grade(found) if self._confidence is not None else found
        return doc
