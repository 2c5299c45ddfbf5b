"""Who does what to whom in a clause: subject, object and agent, in active and passive, relative and participle
clauses.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import MODIFIERS, NounPhrases

_SUBJECT_LABELS = {"nsubj", "nsubj:pass"}
_SHARING_LABELS = {"conj", "xcomp", "advcl"}
#: tokens behind a participle at the head of a sentence within which its clause's subject is looked for
_OPENING_REACH = 20


class Clauses:
    """Reads the clauses of one document."""

    def __init__(self, doc: Doc, names: Names, noun_phrases: NounPhrases, by: frozenset[str]) -> None:
        """Prepare for one document; ``by`` are the forms of the preposition that marks the agent of a passive."""
        self._doc = doc
        self._names = names
        self._noun_phrases = noun_phrases
        self._by = by

    def actors(self, verb: Token) -> list[Mention]:
        """Return who does what ``verb`` says: the subject, or the agent of a passive or participle."""
        if is_passive(verb) or is_bare_participle(verb):
            return self.agents(verb)
        return self.subjects(verb)

    def subjects(self, verb: Token, *, depth: int = 0) -> list[Mention]:
        """Return a clause's grammatical subject; an infinitive or coordinated verb has that of the verb it hangs on."""
        children = [child for child in verb.children if child.dep_ in _SUBJECT_LABELS]
        for child in children:  # the parser takes "l'an dernier" for a subject, too
            named = self._noun_phrases.named_by(child)
            if named:
                return named
        if children:
            return []
        if verb.dep_ in _SHARING_LABELS and verb.head is not verb and depth < 4:
            is_own_clause = verb.dep_ == "advcl" and "VerbForm=Fin" in str(verb.morph)
            return [] if is_own_clause else self.subjects(verb.head, depth=depth + 1)
        if verb.dep_ == "acl:relcl":
            return self._noun_phrases.named_by(verb.head)
        mention = self._names.ending_at(_first_of_cluster(verb))
        return [mention] if mention is not None else []

    def agents(self, verb: Token) -> list[Mention]:
        """Return the complement with *par*."""
        for child in verb.children:
            if any(case.dep_ == "case" and case.lower_ in self._by for case in child.children):
                named = self._noun_phrases.named_by(child)
                if named:
                    return named
        for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 8)]:
            if token.lower_ in self._by:
                mention = self._noun_phrases.beginning_at(token.i + 1, limit=verb.sent.end)
                return list(self._names.coordinated(mention)) if mention is not None else []
        return []

    def objects(self, verb: Token) -> list[Mention]:
        """Return what ``verb`` is done to: the object, the subject of a passive, the noun that a participle
        modifies.
        """
        if is_passive(verb):
            return self.subjects(verb)
        if is_bare_participle(verb):
            return self.modified(verb.i, verb.i + 1)
        for child in verb.children:
            if child.dep_ == "obj":
                return self._noun_phrases.named_by(child)
        mention = self._noun_phrases.beginning_at(verb.i + 1, limit=verb.i + MODIFIERS + 3)
        return list(self._names.coordinated(mention)) if mention is not None else []

    def modified(self, start: int, end: int) -> list[Mention]:
        """Return what a participle or adjective (token indices) is said of: the name before it, or its clause's
        subject.
        """
        word = self._doc[start]
        opening = start
        while opening > word.sent.start and self._is_part_of_predicate(self._doc[opening - 1]):
            opening -= 1
        mention = self._noun_phrases.ending_before(opening)
        if mention is not None and mention.start >= word.sent.start:
            return list(self._names.coordinated(mention))
        if opening == word.sent.start or self._doc[opening - 1].text in {",", "«"}:
            opened = self._subject_behind(end)
            if opened:
                return opened
        if word.dep_ in {"acl", "amod", "appos"}:
            return self._noun_phrases.named_by(word.head)
        if word.dep_ == "ROOT" or any(child.dep_ in {"cop", "aux:pass"} for child in word.children):
            return self.subjects(word)
        return []

    def _is_part_of_predicate(self, token: Token) -> bool:
        return token.pos_ in {"ADV", "AUX"} or token.lower_ in self._noun_phrases.status

    def _subject_behind(self, end: int) -> list[Mention]:
        """Return the subject of the clause that a participle opens: "Née à Lyon, X …"."""
        for i in range(end, min(self._doc[end - 1].sent.end, end + _OPENING_REACH)):
            if self._doc[i].pos_ in {"VERB", "AUX", "PRON"} and not is_participle(self._doc[i]):
                return []  # the subject is a pronoun, or stands in a clause of its own
            mention = self._noun_phrases.beginning_at(i + 1, limit=i + 5) if self._doc[i].text == "," else None
            if mention is not None:
                return list(self._names.coordinated(mention))
        return []


def is_passive(verb: Token) -> bool:
    """Whether the verb has a passive auxiliary or subject; a reflexive verb ("s'est présentée") never has."""
    labels = {child.dep_ for child in verb.children}
    return bool(labels & {"aux:pass", "nsubj:pass"}) and not any(label.startswith("expl") for label in labels)


def is_bare_participle(verb: Token) -> bool:
    """Whether the verb is a past participle without auxiliary: "fondée par", "installé à".

    With a subject of its own it is a present of the same form: "Troyes rejoint la Ligue 2".
    """
    if not is_participle(verb) or "Tense=Pres" in str(verb.morph):
        return False
    return not any(child.dep_.startswith("aux") or child.dep_ == "nsubj" for child in verb.children)


def is_participle(token: Token) -> bool:
    """Whether the tagger takes the token for a participle."""
    return "VerbForm=Part" in str(token.morph)


def _first_of_cluster(verb: Token) -> int:
    """Return the index of the first token of a verb's cluster (clitics, negation, auxiliaries)."""
    i = verb.i
    while i > verb.sent.start:
        before = verb.doc[i - 1]
        if before.pos_ not in {"AUX", "PRON", "ADV"} or before.dep_ in _SUBJECT_LABELS:
            break
        i -= 1
    return i
