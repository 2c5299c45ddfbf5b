"""How a word states its relation: as a fact or not, for which time, in whose words."""

from __future__ import annotations

from dataclasses import dataclass

from pressgraph.facts import EntityType, FunctionStatus, Modality, Tenure
from pressgraph.ontology import Function, LexicalEntry, Ontology, PartOfSpeech
from pressgraph.pipeline.modality import modality_of
from pressgraph.pipeline.name_slots import Anchor
from pressgraph.pipeline.names import Mention
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex
from pressgraph.pipeline.reported import ReportedSpeech
from pressgraph.pipeline.tenure import TenureReader
from pressgraph.pipeline.verb_groups import VerbGroup

_PREDICATING = {PartOfSpeech.VERB, PartOfSpeech.ADVERB}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a relation is told with."""

    modality: Modality
    tenure: Tenure | None  #: of a function, where the words say more than that it is held
    said_by: Mention | None  #: of the entity in whose reported speech it is stated


class CircumstanceReader:
    """Reads how the words of one document state their relations."""

    def __init__(self, doc: ParsedText, ontology: Ontology, phrases: PhraseIndex) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._phrases = phrases
        self._functions = ontology.function_relations
        self._tenures = TenureReader(doc, phrases)
        self._speech = ReportedSpeech(doc.doc)

    def read(self, anchor: Anchor, subject: Mention, object_: Mention) -> Circumstances:
        """Return how the word at ``anchor`` states its relation between two names."""
        entry = anchor.entry
        word = self._doc.root(anchor.start, anchor.end)
        predicated = _is_predicated(entry.part_of_speech, word, self._phrases)
        modality = entry.modality or modality_of(word, self._phrases, predicated=predicated, eventive=_is_event(entry))
        tenure = None
        if modality.is_fact and entry.relation.iri in self._functions and subject.type is EntityType.PERSON:
            last = max(subject.end, object_.end)
            tenure = self._tenures.tenure(anchor.start, anchor.end, last=last, predicated=predicated, modality=modality)
        if tenure is not None and tenure.status is FunctionStatus.FUTURE:
            modality = Modality.PLANNED
        return Circumstances(modality=modality, tenure=tenure, said_by=self._speech.speaker_of(word))


def _is_predicated(part: PartOfSpeech, word: Word, phrases: PhraseIndex) -> bool:
    """Whether the clause states the relation, rather than a mere apposition, title or parenthesis."""
    if part in _PREDICATING:
        return True
    if part is not PartOfSpeech.NOUN and part is not PartOfSpeech.ADJECTIVE:
        return False
    labels = {child.dep_ for child in word.children}
    if labels & {"cop", "aux:pass", "aux:tense"} or word.dep_ in {"xcomp", "obj"}:
        return True
    if word.dep_ == "obl:arg" and "case" not in labels:
        return True
    if VerbGroup(word, phrases).has_copula():
        return True
    # "n'a pas été élue présidente": the parser takes what somebody is made for a circumstance, too
    return word.dep_ == "obl:mod" and "case" not in labels and word.head.lower_ in phrases.verb_forms("appointing")


def _is_event(entry: LexicalEntry) -> bool:
    """Whether the entry is a noun for something that happens ("rachat", "accord") and is said of nobody."""
    functions = (entry.subject.function, entry.object.function)
    return entry.part_of_speech is PartOfSpeech.NOUN and Function.COPULATIVE_ARGUMENT not in functions
