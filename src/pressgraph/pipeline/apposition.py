"""Who a phrase beside a name describes: "Anne Roux, 34 ans, vétérinaire et présidente de Y", "Anne Roux, du barreau de
Y", "Anne Roux, soudeuse chez Y".
"""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.ontology import Function, LexicalEntry, Ontology, PartOfSpeech, Slot
from pressgraph.pipeline.clauses import Clauses, is_participle
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

#: tokens back from a phrase within which the person that it describes is named
_HOST_REACH = 18
#: words of a trade before its preposition: "ancien conducteur de travaux chez"
_TRADE_REACH = 7
_SEPARATORS = {",", "(", "–", "—", "-"}
_JOINS = {"et", "puis", "ou"}
#: what may stand behind the complement that ends an apposition
_CLOSING = {",", ".", ")", ";", ":", "»", "…", "!", "?", "–", "—"}
_TRADE_TAGS = {"NOUN", "ADJ", "ADV", "ADP", "NUM", "DET"}


class Appositions:
    """Reads the descriptions of people in one document; ``beside`` and ``in_trade`` are finders of
    :mod:`~pressgraph.pipeline.slots`.
    """

    def __init__(
        self,
        names: Names,
        ontology: Ontology,
        phrases: PhraseIndex,
        noun_phrases: NounPhrases,
        clauses: Clauses,
    ) -> None:
        """Prepare for the document of ``names``."""
        self._doc: ParsedText = names.doc
        self._names = names
        self._phrases = phrases
        self._noun_phrases = noun_phrases
        self._clauses = clauses
        self._relatives = ontology.words("relatives")
        self._of = ontology.words("de")
        self._no_trades = ontology.words("no-trades")

    def person_before(self, start: int) -> Mention | None:
        """Return the person whom a phrase that begins at token ``start`` describes, other descriptions left out."""
        first = max(self._doc[start].sent.start, start - _HOST_REACH)
        i = start
        while i > first:
            token = self._doc[i - 1]
            if token.text in _SEPARATORS or token.lower_ in _JOINS or token.text == ")":
                mention = self._noun_phrases.ending_before(i - (token.lower_ in _JOINS))
                if mention is not None and mention.type is EntityType.PERSON:
                    return mention
                i = mention.start if mention is not None else i - 1
                continue
            mention = self._names.at(i - 1)
            if (mention is not None and mention.type is EntityType.PERSON) or self._parts_clauses(token):
                return None
            i = mention.start if mention is not None else i - 1
        return None

    def _parts_clauses(self, token: Word) -> bool:
        if token.text in {":", ";", "«", "»"} or token.lower_ in self._relatives:
            return True
        return token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} and not is_participle(token)

    def beside(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return whom a preposition right behind a comma is said of: "Anne Roux, 34 ans, de X", "A et B, du Y"."""
        if anchor.start == 0 or self._doc[anchor.start - 1].text != "," or not self._closes(anchor):
            return []
        mention = self._noun_phrases.ending_before(anchor.start)
        first = self._doc[anchor.start].sent.start
        if mention is None or mention.type is not EntityType.PERSON or mention.start < first:
            return []
        return [Argument(m, 0.85) for m in self._names.coordinated(mention)]

    def _closes(self, anchor: Anchor) -> bool:
        """Whether the phrase of a preposition ends with its name: not as in "de Lyon à Paris"."""
        mention = self._noun_phrases.beginning_at(anchor.end, limit=anchor.end + 4)
        if mention is None or mention.end >= len(self._doc):
            return mention is not None
        behind = self._doc[mention.end]
        return behind.text in _CLOSING or behind.is_space or behind.pos_ in {"VERB", "AUX", "PRON", "CCONJ"}

    def titled_beside(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return whom a preposition is said of where a title tells how she belongs: "l'analyste A, de B"."""
        return [argument for argument in self.beside(anchor, slot) if self._is_titled(argument.mention, anchor)]

    def _is_titled(self, mention: Mention, anchor: Anchor) -> bool:
        """Whether the word before a name is a function that gives the relation of the anchor's entry."""
        i = mention.start - 1
        while i > 0 and (self._doc[i].lower_ in self._noun_phrases.titles or self._doc[i].pos_ == "ADJ"):
            i -= 1
        functions = [entry for entry, length in self._phrases.entries_at(i) if entry.is_function and length == 1]
        return bool(functions) and all(entry.relation == anchor.entry.relation for entry in functions)

    def named_behind(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the person whom a trade and its place announce: "un pêcheur [de X], A, …"."""
        start = self._trade_start(anchor.start)
        place = self._noun_phrases.beginning_at(anchor.end, limit=anchor.end + 4)
        if start is None or start == 0 or place is None or not self._noun_phrases.is_indefinite(self._doc[start - 1]):
            return []
        if place.end >= len(self._doc) or self._doc[place.end].text != ",":
            return []
        mention = self._noun_phrases.beginning_at(place.end + 1, limit=place.end + 4)
        return [Argument(mention, 0.8)] if mention is not None and mention.type is EntityType.PERSON else []

    def in_trade(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return who has the trade before a preposition: "Anne Roux, ex-soudeuse [chez Y]", "Soudeuse [chez Y], A"."""
        start = self._trade_start(anchor.start)
        if start is None:
            return []
        sentence = self._doc[anchor.start].sent
        if start == sentence.start:
            body = self._noun_phrases.beginning_at(anchor.end, limit=anchor.end + 4)
            return self._opened(body.end) if body is not None else []
        before = self._doc[start - 1]
        if before.text not in _SEPARATORS and before.lower_ not in _JOINS:
            return []
        mention = self.person_before(start)
        return [Argument(mention, 0.85)] if mention is not None else []

    def _trade_start(self, end: int) -> int | None:
        """Return where the noun of a trade that ends at ``end`` begins, None where no such noun stands there.

        Nouns of the lexicon say by themselves what they mean, and a pupil is no employee.
        """
        preposition = end
        party = self._names.ending_at(end) if self._doc[end].lower_ not in self._of else None
        if party is not None and party.type is EntityType.ORGANIZATION:  # "coordinateur CGT chez Y"
            end = party.start
        first = max(self._doc[end - 1].sent.start, end - _TRADE_REACH)
        i = end
        while i > first and self._names.at(i - 1) is None and self._is_of_trade(self._doc[i - 1]):
            i -= 1
        while i < end and self._doc[i].pos_ in _TRADE_TAGS - {"NOUN"}:
            i += 1
        words = self._doc[i:end]
        if not words or not self._names_trade(words[0]) or any(word.lower_ in self._no_trades for word in words):
            return None
        if any(self._says_where(word.i, preposition) for word in words):
            return None
        while i > first and self._doc[i - 1].pos_ in {"ADJ", "ADV"}:
            i -= 1
        return i

    def _is_of_trade(self, token: Word) -> bool:
        if token.pos_ == "DET":  # "responsable de l'accueil", but not "prête un technicien"
            return token.i > 0 and self._doc[token.i - 1].lower_ in self._of
        return token.pos_ in _TRADE_TAGS or self._names_trade(token)

    def _names_trade(self, token: Word) -> bool:
        """Whether a token may be the noun of a trade; taggers take "gérant" or "associée" for verbs."""
        return token.pos_ == "NOUN" or any(entry.is_function for entry, _ in self._phrases.entries_at(token.i))

    def _says_where(self, index: int, end: int) -> bool:
        """Whether a noun of the lexicon at ``index`` takes a complement at ``end``, unlike "directeur des ventes à"."""
        for entry, length in self._phrases.entries_at(index):
            leads_on = self._doc[end].lower_ in entry.object.markers | entry.subject.markers
            has_field = index + length < end and self._doc[index + length].lower_ in self._of
            is_field = has_field and entry.relation.of_the_whole
            if _is_said_of_people(entry) and leads_on and not is_field:
                return True
        return False

    def _opened(self, end: int) -> list[Argument]:
        """Return the subject of the sentence that a description ending at ``end`` opens: "Virologue à X, A …"."""
        people = (m for m in self._clauses.subject_behind(end) if m.type is EntityType.PERSON)
        return [Argument(mention, 0.85) for mention in people]


def _is_said_of_people(entry: LexicalEntry) -> bool:
    """Whether an entry is a noun that says what a person is, where or to whom."""
    functions = {entry.subject.function, entry.object.function}
    is_noun = entry.part_of_speech is PartOfSpeech.NOUN and Function.COPULATIVE_ARGUMENT in functions
    return is_noun and EntityType.EVENT not in entry.domain | entry.range
