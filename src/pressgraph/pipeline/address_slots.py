"""Slots of the ways in which French says where something is, most of them without a word of their own: an address, a
place that opens the sentence, a site and its town, the place in an apposition, the premises of a body.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, Slot
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

#: tokens between a comma and the name behind it: "3, place", "au", "dans le bâtiment"
_ADDRESS_REACH = 5
#: words of a phrase that says what a body is: "la cave coopérative de X"
_DESCRIPTION_REACH = 7
#: tokens between premises and where they are: "l'usine de pneus de X à Y"
_PREMISES_REACH = 9
_OPENS_A_CLAUSE = {":", ";", "–", "—", "•", "«", "-", "qu'", "que"}


class AddressSlots:
    """Finds places and what is there in one document; each public method is a finder of
    :mod:`~pressgraph.pipeline.slots`.
    """

    def __init__(
        self, doc: ParsedText, names: Names, ontology: Ontology, phrases: PhraseIndex, noun_phrases: NounPhrases
    ) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self._phrases = phrases
        self._noun_phrases = noun_phrases
        self._sites = ontology.words("site-nouns")
        self._seated = ontology.words("seated-bodies")
        self._singular = ontology.words("singular-determiners")
        self._areas = ontology.words("area-nouns")
        self._articles = ontology.words("definite-articles")
        self._at = ontology.words("à")
        self._of = ontology.words("de")
        self._leads = ontology.words("place-prepositions")
        self._inside = ontology.words("à") | ontology.words("en") | ontology.words("dans") | ontology.words("sur")
        self._times = ontology.words("time-words")
        self._possessives = ontology.words("possessives")

    # A name, a preposition, a place

    def placed_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name right before a preposition, a comma left out: "la Foire de printemps, à Lyon".

        What only tells more of the noun before it isn't placed ("le maire LR de Lyon"), nor are the members of an
        enumeration ("à Lyon, à Rome et à Madrid").
        """
        comma = anchor.start > 0 and self._doc[anchor.start - 1].text == ","
        mention = self._names.ending_at(anchor.start - comma)
        if mention is None or (not comma and self._is_label(mention)):
            return []
        if mention.type is EntityType.PLACE and mention.start > 0:
            before = self._doc[mention.start - 1].lower_
            if before == self._doc[anchor.start].lower_ and before not in self._of:
                return []
        return [Argument(mention, 0.8)]

    def _is_label(self, mention: Mention) -> bool:
        """Whether a name stands right behind a noun that introduces no names: "député LFI", "le poste RTE"."""
        before = self._doc[mention.start - 1] if mention.start > 0 else None
        return before is not None and before.pos_ == "NOUN" and not self._noun_phrases.introduces(before)

    # A name, a comma, a site

    def addressee(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name right before a comma, unless it is that of a site itself: "L'Encre bleue, 3, rue X"."""
        mention = self._noun_phrases.ending_before(anchor.start)
        if mention is None or self._is_site(mention):
            return []
        if mention.type is EntityType.PLACE and self._doc[mention.start - 1].lower_ in self._articles:
            return []  # towns have none: "le Biodistrict, avenue X"
        return [Argument(mention, 0.85)]

    def address(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the site right behind a comma, a number or preposition left out: "…, 16, place Jourdan"."""
        end = self._doc[anchor.start].sent.end
        for i in range(anchor.end, min(end, anchor.end + _ADDRESS_REACH)):
            mention = self._names.starting_at(i)
            if mention is not None:
                return [Argument(mention, 0.85)] if self._is_site(mention) else []
            token = self._doc[i]
            if not (token.text == "," or token.pos_ == "NUM" or token.is_digit or self._leads_to_place(token)):
                return []
        return []

    def site_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the site right before a word, a comma left out: "rue Toulzac, à Brive"."""
        comma = anchor.start > 0 and self._doc[anchor.start - 1].text == ","
        mention = self._names.ending_at(anchor.start - comma)
        return [Argument(mention, 0.85)] if mention is not None and self._is_site(mention) else []

    def town(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the town that ends an address, right behind a comma: "3, rue Jean-Jaurès, Vérines"."""
        ends = (a.mention.end for a in self.area(anchor, slot))
        closes = any(end >= len(self._doc) or self._doc[end].is_punct or self._doc[end].is_space for end in ends)
        return self.area(anchor, slot) if closes else []

    def area(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the town or area right behind a word, not a site: "Vérines, dans le Jura"."""
        mention = self._names.starting_at(anchor.end)
        return [Argument(mention, 0.85)] if mention is not None and not self._is_site(mention) else []

    def _is_site(self, mention: Mention) -> bool:
        """Whether a place is one that lies in a town: its name begins with a common noun."""
        if mention.type is not EntityType.PLACE:
            return False
        first = self._doc[mention.start]
        if first.lower_ in self._areas:
            return False
        begins_with_noun = (
            first.lower_ in self._sites and bool(first.token.whitespace_) and mention.end > mention.start + 1
        )
        follows_noun = mention.start > 0 and self._doc[mention.start - 1].lower_ in self._sites
        return first.is_lower or begins_with_noun or follows_noun

    def _leads_to_place(self, token: Word) -> bool:
        return token.lower_ in self._noun_phrases.determiners or token.lower_ in self._leads

    # A place that opens the sentence

    def opening_place(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the place that opens a sentence, right before a comma: "À Nantes, …"."""
        mention = self._noun_phrases.ending_before(anchor.start)
        first = self._doc[anchor.start].sent.start
        if mention is None or mention.start <= first or self._doc[mention.start - 1].lower_ not in self._at:
            return []
        at = mention.start - 1
        opens = all(token.is_space or token.is_punct for token in self._doc[first:at])
        return [Argument(mention, 0.85)] if opens or self._doc[at - 1].lower_ in _OPENS_A_CLAUSE else []

    def opened_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name right behind the comma of an opening place: "…, la Fédération X"."""
        start = anchor.end
        if start < len(self._doc) and self._doc[start].lower_ in self._leads:
            start += 1  # "À Nantes, devant l'usine X"
        mention = self._noun_phrases.beginning_at(start, limit=start + _ADDRESS_REACH)
        return [Argument(mention, 0.85)] if mention is not None else []

    # An event, its time, its place

    def dated_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name before a time that stands before a word: "le Salon du livre, samedi 3 mai, à Brive"."""
        i = anchor.start
        while i > 0 and self._names.at(i - 1) is None and self._is_time(self._doc[i - 1]):
            i -= 1
        mention = self._names.ending_at(i) if i < anchor.start else None
        return [Argument(mention, 0.8)] if mention is not None else []

    def _is_time(self, token: Word) -> bool:
        return token.lower_ in self._times or token.pos_ == "NUM" or token.is_digit or token.text in {",", "(", ")"}

    # What a body is, and where

    def described_name(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name before a comma that an apposition with a place follows: "X, la coopérative de Riom"."""
        mention = self._noun_phrases.ending_before(anchor.end)
        return [Argument(mention, 0.8)] if mention is not None else []

    def home(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the place in the apposition behind a comma: "…, la coopérative de Riom"."""
        doc, start = self._doc, anchor.end
        sentence = doc[anchor.start].sent
        if start >= sentence.end or doc[start].lower_ not in self._singular:
            return []  # "les papeteries X, les carrières de Y": an enumeration
        for i in range(start + 1, min(sentence.end, start + _DESCRIPTION_REACH)):
            mention = self._names.starting_at(i + 1)
            if self._is_of(doc[i]) and mention is not None and mention.type is EntityType.PLACE:
                return [Argument(mention, 0.8)] if self._ends_phrase(mention) else []
            if self._names.at(i) is not None or not self._describes(i, is_first=i == start + 1):
                return []
        return []

    def _is_of(self, token: Word) -> bool:
        return token.lower_ in self._of

    def _describes(self, index: int, *, is_first: bool) -> bool:
        """Whether a token may belong to a phrase that says what a body is; people's functions don't."""
        token = self._doc[index]
        if any(entry.is_function for entry, _ in self._phrases.entries_at(index)):
            return False
        return token.pos_ in {"NOUN", "ADJ"} or (not is_first and token.lower_ in {"de", "d'"})

    def _ends_phrase(self, mention: Mention) -> bool:
        after = self._doc[mention.end] if mention.end < len(self._doc) else None
        return after is None or after.is_punct or after.is_space or after.pos_ in {"VERB", "AUX", "PRON"}

    # Premises

    def seated_body(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the name that the anchor covers, where it is that of a body with premises: "tribunal de X"."""
        mention = self._names.starting_at(anchor.start)
        is_seated = self._doc[anchor.start].lower_ in self._seated
        return [Argument(mention, 0.85)] if mention is not None and is_seated else []

    def premises_holder(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return whose premises a noun tells of: "l'usine [de] X", "X …, son usine", "X, dont l'usine"."""
        behind = anchor.end + (anchor.end < len(self._doc) and self._is_of(self._doc[anchor.end]))
        mention = self._noun_phrases.beginning_at(behind, limit=behind + _ADDRESS_REACH)
        if mention is not None and mention.type is EntityType.ORGANIZATION:
            return [Argument(mention, 0.85)]
        first = self._doc[anchor.start].sent.start
        before = self._doc[max(first, anchor.start - 2) : anchor.start]
        if not any(token.lower_ in self._possessives for token in before):
            return []
        bodies = [m for m in self._names.within(first, anchor.start) if m.type is EntityType.ORGANIZATION]
        return [Argument(bodies[-1], 0.8)] if len({m.entity for m in bodies}) == 1 else []

    def premises_place(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the place that a noun's complement names: "son usine [de pneus] de Y", "l'usine X à Y"."""
        found = next(self._places_behind(anchor), None)
        return [Argument(m, 0.85) for m in self._names.coordinated(found)] if found is not None else []

    def _places_behind(self, anchor: Anchor) -> Iterator[Mention]:
        end = min(self._doc[anchor.start].sent.end, anchor.end + _PREMISES_REACH)
        for i in range(anchor.end, end):
            token = self._doc[i]
            if token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} or (token.is_punct and token.text not in {"«", "»"}):
                return
            mention = self._names.at(i)
            if mention is not None and mention.type is EntityType.PLACE:
                before = self._doc[i - 1].lower_
                if before in self._inside or before in self._of:
                    yield mention
                return
