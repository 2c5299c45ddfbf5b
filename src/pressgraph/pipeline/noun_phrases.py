"""Which name a noun phrase, a pronoun or the words before a point stand for."""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText, Word

#: how many words may stand between the beginning of a noun phrase and its name
MODIFIERS = 4

_QUOTES = {"«", '"', "“"}
_ASIDE = {",", "(", "–", "—", "-", "»", '"'}
_NAMING_LABELS = {"appos", "flat:name", "nmod", "amod"}


class NounPhrases:
    """Reads the noun phrases of one document."""

    def __init__(self, doc: ParsedText, names: Names, ontology: Ontology) -> None:
        """Prepare for one document."""
        self._doc = doc
        self._names = names
        self.titles = ontology.words("civil-titles")
        self._of = ontology.words("de")
        self._indefinite = ontology.words("indefinite-articles")
        self._bare = frozenset({"de", "d'", "en", "à"})
        self._times = ontology.words("time-words")
        self._relatives = ontology.words("relatives")
        self.where = ontology.words("where")
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

    def _leads_on(self, token: Word, words: int) -> bool:
        """Whether the phrase's name may still come behind ``token``, its ``words``-th word."""
        if token.lower_ in self.determiners or token.lower_ in self._generic or token.lower_ in self.titles:
            return True
        if token.pos_ in {"ADJ", "NUM"} or token.text in _QUOTES or (words > 1 and token.lower_ in self._of):
            return True
        return (
            token.pos_ in {"NOUN", "PROPN"} and self._names.starting_at(self._past_adjectives(token.i + 1)) is not None
        )

    def is_indefinite(self, token: Word) -> bool:
        """Whether a phrase that begins with ``token`` tells of somebody new: "un pêcheur", "deux infirmières"."""
        return token.lower_ in self._indefinite or token.pos_ == "NUM"

    def introduces(self, noun: Word) -> bool:
        """Whether a noun may introduce the name of a body, a place or an event: "la société X"."""
        return noun.lower_ in self._generic

    def past_time(self, index: int) -> int:
        """Return the index behind a time at ``index``, or ``index``: "organise [samedi 3 mai] la Fête de X"."""
        i = index
        while i < len(self._doc) and self._names.at(i) is None and self._is_time(self._doc[i]):
            i += 1
        # The last word may be the article of what follows: "organise samedi [le] Festival X".
        while i > index and self._doc[i - 1].lower_ in self.determiners:
            i -= 1
        return i

    def _is_time(self, token: Word) -> bool:
        return token.lower_ in self._times or token.pos_ == "NUM" or token.is_digit

    def past_complement(self, index: int) -> int:
        """Return the index behind a complement without article at ``index``, or ``index``: "filiale [d'investissement]
        de X", "service [en ligne] de X", "filiale [à Blois] de X", "branche [santé] de X".
        """
        i = index
        if self._doc[i].lower_ == "à" and any(token.text == "%" for token in self._doc[i + 2 : i + 3]):
            return i + 3  # "actionnaire à 15 % de X"
        if i + 1 < len(self._doc) and self._doc[i].lower_ in self._bare:
            i += 1
            while i + 1 < len(self._doc) and self._doc[i].pos_ == "NUM":
                i += 1  # "une subvention de 20 000 euros de X"
            place = self._names.starting_at(i)
            if place is not None and place.type is EntityType.PLACE and self._doc[index].lower_ not in self._of:
                return place.end
        if i + 1 >= len(self._doc) or self._doc[i].pos_ not in {"NOUN", "PROPN"} or self._names.at(i) is not None:
            return index
        return i + 1 + (self._doc[i + 1].pos_ == "ADJ" and self._names.at(i + 1) is None)

    def _past_adjectives(self, index: int) -> int:
        """Return the index behind adjectives and an opening quotation mark: "le fonds américain X"."""
        i = index
        while i < len(self._doc) and i < index + 2 and self._doc[i].pos_ == "ADJ" and self._names.at(i) is None:
            i += 1
        return self._past_quote(i)

    def _past_quote(self, index: int) -> int:
        is_quote = index < len(self._doc) and self._doc[index].text in _QUOTES
        return index + 1 if is_quote else index

    def named_by(self, token: Word, *, depth: int = 0) -> list[Mention]:
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
        return self.described_by(token) if is_generic else []

    def described_by(self, noun: Word) -> list[Mention]:
        """Return the name that a noun describes behind a comma: "Voisins du large, une association"."""
        start = noun.i
        while start > 0 and (self._doc[start - 1].lower_ in self.determiners or self._doc[start - 1].pos_ == "ADJ"):
            start -= 1
        mention = self._names.ending_at(start - 1) if start > 0 and self._doc[start - 1].text == "," else None
        return [mention] if mention is not None else []

    def antecedent(self, pronoun: Word) -> list[Mention]:
        """Return what a relative pronoun stands for: the name right before it, or the noun that its clause modifies."""
        is_behind_preposition = pronoun.i > 0 and self._doc[pronoun.i - 1].pos_ == "ADP"
        mention = self.ending_before(pronoun.i - is_behind_preposition)
        nearest = list(self._names.coordinated(mention)) if mention is not None else []
        if mention is not None and mention.type is EntityType.PLACE:  # "X, à Morlaix, dont la fondatrice"
            located = self._names.ending_at(self._before_place(mention.start))
            nearest += [located] if located is not None else []
        clause = next((t for t in (pronoun.head, pronoun.head.head) if t.dep_ == "acl:relcl"), None)
        modified = self.named_by(clause.head, depth=1) if clause is not None else []
        # "une association de Brest que préside X": the types of the property's arguments tell the two apart.
        return [*nearest, *(m for m in modified if m not in nearest)]

    def _before_place(self, start: int) -> int:
        """Return the index where the name before a place may end: before its preposition and comma."""
        i = start
        while i > 0 and (self._doc[i - 1].pos_ in {"ADP", "DET"} or self._doc[i - 1].text == ","):
            i -= 1
        return i

    def relative_before(self, index: int) -> Word | None:
        """Return the *dont* that the word at ``index`` belongs to: few words stand between, those of names left out."""
        words = 0
        for i in range(index - 1, self._doc[index].sent.start - 1, -1):
            if self._doc[i].lower_ == "dont":
                return self._doc[i]
            is_aside = self._doc[i].text in {"(", ")"}
            words += self._names.at(i) is None and not is_aside
            if words > MODIFIERS or (self._doc[i].is_punct and not is_aside):
                return None
        return None

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
