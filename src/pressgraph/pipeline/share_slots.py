"""Slots of shares in a body: who holds half of it or more owns it, who holds less funds it.

"X détient 51 % du capital de Y", "Y, dont X possède un tiers", "X prend une participation majoritaire dans Y".
"""

from __future__ import annotations

from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, Slot
from pressgraph.pipeline.name_slots import Anchor, Argument
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.phrases import PhraseIndex

#: tokens behind a verb in which its share stands: "détient désormais, avec sa famille, 51 %"
_SHARE_REACH = 9
#: tokens between a share and the body: "51 % du capital de la société X"
_BODY_REACH = 7
#: per cent of a body that make an owner
_HALF = 50.0


@dataclass(frozen=True, slots=True)
class _Share:
    end: int  #: index of the token behind it
    is_majority: bool


class ShareSlots:
    """Finds the bodies of which a share is held; each public method is a finder of
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
        self._leads = ontology.words("de") | ontology.words("dans") | ontology.words("chez")

    def majority_body(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the body of which a verb's clause gives half or more."""
        return self._body(anchor, is_majority=True)

    def minority_body(self, anchor: Anchor, slot: Slot) -> list[Argument]:
        """Return the body of which a verb's clause gives less than half."""
        return self._body(anchor, is_majority=False)

    def _body(self, anchor: Anchor, *, is_majority: bool) -> list[Argument]:
        share = self._share_behind(anchor.end)
        if share is None or share.is_majority is not is_majority:
            return []
        mention = self._body_behind(share.end) or self._relative_before(anchor.start)
        return [Argument(mention, 0.9)] if mention is not None else []

    def _share_behind(self, start: int) -> _Share | None:
        """Return the first share within reach of ``start``, unless a name or the clause's end stands before it."""
        end = self._doc[start - 1].sent.end
        for i in range(start, min(end, start + _SHARE_REACH)):
            if self._names.at(i) is not None or self._doc[i].text in {";", ":", "."}:
                return None
            for name, is_majority in (("majority-shares", True), ("minority-shares", False)):
                length = self._phrases.length_in_class(i, name)
                if length:
                    return _Share(i + length, is_majority)
            percentage = self._percentage(i)
            if percentage is not None:
                return _Share(i + 2, percentage >= _HALF)
        return None

    def _percentage(self, index: int) -> float | None:
        """Return the number before a per cent sign: "84,3 %"."""
        if index + 1 >= len(self._doc) or self._doc[index + 1].text != "%":
            return None
        try:
            return float(self._doc[index].text.replace(",", "."))
        except ValueError:
            return None

    def _body_behind(self, start: int) -> Mention | None:
        end = min(self._doc[start - 1].sent.end, start + _BODY_REACH)
        for i in range(start, end):
            length = self._phrases.match(i, self._leads)
            mention = self._noun_phrases.beginning_at(i + length, limit=end) if length else None
            if mention is not None:
                return mention if mention.type is EntityType.ORGANIZATION else None
            if self._names.at(i) is not None or self._ends_phrase(self._doc[i]):
                return None
        return None

    def _ends_phrase(self, token: Word) -> bool:
        return token.is_punct or token.pos_ in {"VERB", "AUX", "PRON", "CCONJ", "SCONJ"}

    def _relative_before(self, index: int) -> Mention | None:
        """Return the body that *dont* stands for: "Y, dont X détient 51 %"."""
        pronoun = self._noun_phrases.relative_before(index)
        if pronoun is None:
            return None
        antecedents = self._noun_phrases.antecedent(pronoun)
        return next((m for m in antecedents if m.type is EntityType.ORGANIZATION), None)
