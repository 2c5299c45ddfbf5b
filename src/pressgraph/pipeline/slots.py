"""Where French puts the arguments of a word: one finder per grammatical function.

What is regular in French (passive, relative clause, participle, apposition, title, support verb) is said here once,
for all words of the lexicon. The parse is used where it is good (clauses, in :mod:`~pressgraph.pipeline.clauses`);
right around a noun the surface order is surer than the parse, so noun slots are read from neighbouring tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pressgraph.ontology import Function, Ontology, Slot
from pressgraph.pipeline.address_slots import AddressSlots
from pressgraph.pipeline.apposition import Appositions
from pressgraph.pipeline.clause_slots import ClauseSlots
from pressgraph.pipeline.clauses import Clauses
from pressgraph.pipeline.complements import Complements
from pressgraph.pipeline.name_slots import Anchor, Argument, NameSlots
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.noun_phrases import MODIFIERS, NounPhrases
from pressgraph.pipeline.noun_slots import NounSlots
from pressgraph.pipeline.office_slots import OfficeSlots
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex
from pressgraph.pipeline.share_slots import ShareSlots

Finder = Callable[[Anchor, Slot], list[Argument]]


class SlotFinder:
    """Finds the mentions that fill the slots of anchors in one document.

    Anchors are to be asked for in the order of the text: "maire de A et président de B" needs the first function's
    holder.
    """

    def __init__(
        self,
        doc: ParsedText,
        names: Names,
        ontology: Ontology,
        phrases: PhraseIndex,
        *,
        noun_phrases: NounPhrases | None = None,
    ) -> None:
        """Prepare for one document; ``noun_phrases`` read more than names where they are given."""
        read = noun_phrases or NounPhrases(doc, names, ontology)
        self._names = names
        self._leads: dict[int, bool] = {}  # token → whether a phrase that names something begins there
        self._noun_phrases = read
        clauses = Clauses(doc, names, read, ontology.words("par"))
        complements = Complements(names, ontology, phrases, read)
        appositions = Appositions(names, ontology, phrases, read, clauses)
        clause_slots = ClauseSlots(doc, names, phrases, read, clauses)
        noun_slots = NounSlots(
            names,
            ontology,
            phrases,
            noun_phrases=read,
            clauses=clauses,
            complements=complements,
            appositions=appositions,
        )
        name_slots = NameSlots(doc, names)
        office_slots = OfficeSlots(names, phrases, clauses)
        share_slots = ShareSlots(doc, names, ontology, phrases, read)
        address_slots = AddressSlots(doc, names, ontology, phrases, read)
        self._finders: Mapping[Function, Finder] = {
            Function.SUBJECT: clause_slots.subject,
            Function.DIRECT_OBJECT: clause_slots.direct_object,
            Function.PREPOSITIONAL_ADJUNCT: complements.prepositional_adjunct,
            Function.COPULATIVE_ARGUMENT: noun_slots.copulative_argument,
            Function.ATTRIBUTIVE_ARGUMENT: clause_slots.attributive_argument,
            Function.POSSESSIVE_ADJUNCT: noun_slots.possessor,
            Function.CLAUSE_AGENT: clause_slots.clause_agent,
            Function.CLAUSE_THEME: clause_slots.clause_theme,
            Function.RECEIVER: clause_slots.receiver,
            Function.PERFORMER: clause_slots.performer,
            Function.PARENTHESIS_HOST: noun_slots.parenthesis_host,
            Function.PARENTHESIS_CONTENT: name_slots.in_parentheses,
            Function.PRECEDING_NAME: name_slots.preceding,
            Function.FOLLOWING_NAME: name_slots.following,
            Function.BESIDE_PERSON: appositions.beside,
            Function.IN_TRADE: appositions.in_trade,
            Function.TITLED_PERSON: appositions.titled_beside,
            Function.FOLLOWING_PERSON: appositions.named_behind,
            Function.OFFICE_HOLDER: office_slots.holder,
            Function.PREDECESSOR: office_slots.predecessor,
            Function.ADJACENT_ADJUNCT: complements.adjacent_adjunct,
            Function.NAME_HOLDER: name_slots.holding,
            Function.NAME_PART: name_slots.held,
            Function.PLACED_NAME: address_slots.placed_name,
            Function.ADDRESSEE: address_slots.addressee,
            Function.ADDRESS: address_slots.address,
            Function.TOWN: address_slots.town,
            Function.AREA: address_slots.area,
            Function.SEATED_BODY: address_slots.seated_body,
            Function.SITE_NAME: address_slots.site_name,
            Function.OPENING_PLACE: address_slots.opening_place,
            Function.OPENED_NAME: address_slots.opened_name,
            Function.DATED_NAME: address_slots.dated_name,
            Function.DESCRIBED_NAME: address_slots.described_name,
            Function.HOME: address_slots.home,
            Function.PREMISES_HOLDER: address_slots.premises_holder,
            Function.PREMISES_PLACE: address_slots.premises_place,
            Function.MAJORITY_BODY: share_slots.majority_body,
            Function.MINORITY_BODY: share_slots.minority_body,
        }

    def leads_to_name(self, index: int) -> bool:
        """Whether a phrase that names something begins at a token: any preposition needs one behind it."""
        if index not in self._leads:
            self._leads[index] = self._noun_phrases.beginning_at(index, limit=index + MODIFIERS) is not None
        return self._leads[index]

    def stands_by_name(self, sign: Word) -> bool:
        """Whether a name stands where a sign joins it to another: behind a bracket, before a comma."""
        if sign.text == "(":
            return self._names.starting_at(sign.i + 1) is not None
        return self._names.ending_at(sign.i) is not None or self._noun_phrases.ending_before(sign.i) is not None

    def find(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the mentions that fill ``slot`` of ``anchor``, the surest first."""
        return self._finders[slot.function](anchor, slot)
