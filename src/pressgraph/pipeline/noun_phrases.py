"""Which name a noun phrase, a pronoun or the words before a point stand for."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pressgraph.ontology import Ontology
from pressgraph.pipeline.names import Mention, Names

#: how many words may stand between the beginning of a noun phrase and its name
MODIFIERS = 4

_QUOTES = {"«", '"', "“"}
_ASIDE = {",", "(", "–", "—", "-", "»", '"'}
_NAMING_LABELS = {"appos", "flat:name", "nmod", "amod"}


class NounPhrases:
    """Reads the noun phrases of one document."""

    def __init__(self, doc: Doc, names: Names, ontology: Ontology) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self.titles = ontology.words("civil-titles")
        self._of = ontology.words("de")
        self._relatives = ontology.words("relatives")
        self.determiners = ontology.words("determiners")
        self.status = ontology.words("former") | ontology.words("future")
        self._generic = ontology.words("body-nouns") | ontology.words("place-nouns") | ontology.words("event-nouns")

    def beginning_at(self, start: int, *, limit: int) -> Mention | None:
        """Return the name of a noun phrase that begins at ``start``: "[la société X]", "[M. X]", "[X]".

        Both are token indices; a phrase whose noun isn't known to introduce names ("[le voisin de X]") has none.
        """
        words = 0
        for i in range(start, min(limit, len(self._doc))):
            mention = self._names.starting_at(i)
            if mention is not None:
                return mention
            token = self._doc[i]
            if (token.is_sent_start and i > start) or token.is_space:
                return None
            words += token.lower_ not in self.determiners
            if words > MODIFIERS + 1 or not self._leads_on(token, words):
                return None
        return None

    def _leads_on(self, token: Token, words: int) -> bool:
        """Whether the phrase's name may still come behind ``token``, its ``words``-th word."""
        if token.lower_ in self.determiners or token.lower_ in self._generic or token.lower_ in self.titles:
            return True
        if token.pos_ in {"ADJ", "NUM"} or token.text in _QUOTES or (words > 1 and token.lower_ in self._of):
            return True
        return (
            token.pos_ in {"NOUN", "PROPN"} and self._names.starting_at(self._past_adjectives(token.i + 1)) is not None
        )

    def _past_adjectives(self, index: int) -> int:
        """Return the index behind adjectives and an opening quotation mark: "le fonds américain X"."""
        i = index
        while i < len(self._doc) and i < index + 2 and self._doc[i].pos_ == "ADJ" and self._names.at(i) is None:
            i += 1
        return self._past_quote(i)

    def _past_quote(self, index: int) -> int:
        is_quote = index < len(self._doc) and self._doc[index].text in _QUOTES
        return index + 1 if is_quote else index

    def named_by(self, token: Token, *, depth: int = 0) -> list[Mention]:
        """Return what the phrase headed by ``token`` names, coordinated names included; none when it names nothing."""
        mention = self._names.at(token)
        if mention is not None:
            return list(self._names.coordinated(mention))
        if depth > 2:
            return []
        if token.lower_ in self._relatives:
            return self.antecedent(token)
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        is_generic = token.lower_ in self._generic or token.lower_ in self.titles
        for child in token.rights:
            mention = self._names.at(child) if child.dep_ in _NAMING_LABELS and child.i - token.i <= 6 else None
            if mention is not None and (is_generic or child.dep_ in {"appos", "flat:name"}):
                return list(self._names.coordinated(mention))
        following = self.beginning_at(token.i, limit=token.i + MODIFIERS + 1)
        if following is not None:
            return list(self._names.coordinated(following))
        described = self._described_by(token) if is_generic else None
        return [described] if described is not None else []

    def _described_by(self, noun: Token) -> Mention | None:
        """Return the name that a noun describes behind a comma: "Voisins du large, une association"."""
        start = noun.i
        while start > 0 and (self._doc[start - 1].lower_ in self.determiners or self._doc[start - 1].pos_ == "ADJ"):
            start -= 1
        return self._names.ending_at(start - 1) if start > 0 and self._doc[start - 1].text == "," else None

    def antecedent(self, pronoun: Token) -> list[Mention]:
        """Return what a relative pronoun stands for: the name right before it, or the noun that its clause modifies."""
        is_behind_preposition = pronoun.i > 0 and self._doc[pronoun.i - 1].pos_ == "ADP"
        mention = self.ending_before(pronoun.i - is_behind_preposition)
        nearest = list(self._names.coordinated(mention)) if mention is not None else []
        clause = next((t for t in (pronoun.head, pronoun.head.head) if t.dep_ == "acl:relcl"), None)
        modified = self.named_by(clause.head, depth=1) if clause is not None else []
        # "une association de Brest que préside X": the types of the property's arguments tell the two apart.
        return [*nearest, *(m for m in modified if m not in nearest)]

    def ending_before(self, index: int) -> Mention | None:
        """Return the name that ends before ``index``, an aside between them left out: "X (LR), 53 ans, …"."""
        return self._names.ending_at(self._past_asides(index))

    def _past_asides(self, index: int) -> int:
        i = index
        while i > 0:
            token = self._doc[i - 1]
            if token.text == ")":
                opening = next((j for j in range(i - 2, max(i - 10, -1), -1) if self._doc[j].text == "("), None)
                if opening is None:
                    return i
                i = opening
            elif token.text in _ASIDE:
                i -= 1
            elif token.lower_ in {"ans", "an"} and i > 1 and self._names.at(i - 2) is None:
                i -= 2
            else:
                return i
        return i
