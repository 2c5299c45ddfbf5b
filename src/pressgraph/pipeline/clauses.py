"""Who does what to whom in a clause: subject, object and agent, in active and passive, relative and participle
clauses.
"""

from __future__ import annotations

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.noun_phrases import MODIFIERS, NounPhrases
from pressgraph.pipeline.parsed_text import ParsedText, Word

_SUBJECT_LABELS = {"nsubj", "nsubj:pass"}
_SHARING_LABELS = {"conj", "xcomp", "advcl"}
#: tokens behind a participle at the head of a sentence within which its clause's subject is looked for
_OPENING_REACH = 20
#: tokens of an agent before the comma behind which it is named: "par deux infirmières de l'hôpital de X, …"
_AGENT_REACH = 10


class Clauses:
    """Reads the clauses of one document."""

    def __init__(self, doc: ParsedText, names: Names, noun_phrases: NounPhrases, by: frozenset[str]) -> None:
        """Prepare for one document; ``by`` are the forms of the preposition that marks the agent of a passive."""
        self._doc = doc
        self._names = names
        self._noun_phrases = noun_phrases
        self._by = by

    def actors(self, verb: Word) -> list[Mention]:
        """Return who does what ``verb`` says: the subject, or the agent of a passive or participle."""
        if is_passive(verb) or is_bare_participle(verb):
            return self.agents(verb)
        return self.subjects(verb)

    def subjects(self, verb: Word, *, depth: int = 0) -> list[Mention]:
        """Return a clause's grammatical subject; an infinitive or coordinated verb has that of the verb it hangs on."""
        nominal = (child for child in verb.children if child.lower_ not in self._noun_phrases.where)
        children = [child for child in nominal if child.dep_ in _SUBJECT_LABELS]
        for child in children:  # the parser takes "l'an dernier" for a subject, too
            named = self._noun_phrases.named_by(child)
            if named:
                return named
        if children:
            return self._apposed(verb, children[-1])
        if _shares_subject(verb) and depth < 4:
            is_own_clause = verb.dep_ == "advcl" and "VerbForm=Fin" in verb.morph
            return [] if is_own_clause else self.subjects(verb.head, depth=depth + 1)
        if verb.dep_ == "acl:relcl":
            return self._noun_phrases.named_by(verb.head)
        mention = self._names.ending_at(_first_of_cluster(verb))
        return [mention] if mention is not None else []

    def _apposed(self, verb: Word, subject: Word) -> list[Mention]:
        """Return the person named between a subject and its verb: "La société, dont le directeur, A, vit …"."""
        first = _first_of_cluster(verb)
        mention = self._noun_phrases.ending_before(first) if first > 0 and self._doc[first - 1].text == "," else None
        if mention is None or mention.type is not EntityType.PERSON or mention.start <= subject.i:
            return []
        return [mention] if self._doc[mention.start - 1].text == "," else []

    def agents(self, verb: Word) -> list[Mention]:
        """Return the complement with *par*."""
        for child in verb.children:
            if any(case.dep_ == "case" and case.lower_ in self._by for case in child.children):
                named = self._noun_phrases.named_by(child)
                if named:
                    return self._with_other_agents(named, verb.sent.end)
        for token in verb.source[verb.i + 1 : min(verb.sent.end, verb.i + 8)]:
            if token.lower_ in self._by:
                return self._with_other_agents(self._named_behind(token.i + 1, verb.sent.end), verb.sent.end)
        return []

    def _with_other_agents(self, named: list[Mention], end: int) -> list[Mention]:
        """Return agents with those behind a second preposition: "par A et par B"."""
        found = list(named)
        while found and found[-1].end + 1 < end and self._doc[found[-1].end + 1].lower_ in self._by:
            others = [m for m in self._named_behind(found[-1].end + 2, end) if m not in found]
            if self._doc[found[-1].end].lower_ not in {"et", ","} or not others:
                break
            found += others
        return found

    def _named_behind(self, start: int, end: int) -> list[Mention]:
        """Return whom a phrase that begins at ``start`` names: also "deux infirmières de Y, A et B"."""
        mention = self._noun_phrases.beginning_at(start, limit=end)
        if mention is None and start < end and self._noun_phrases.is_indefinite(self._doc[start]):
            comma = next((t.i for t in self._doc[start : min(end, start + _AGENT_REACH)] if t.text == ","), end)
            mention = self._noun_phrases.beginning_at(comma + 1, limit=min(end, comma + 4))
            mention = mention if mention is not None and mention.type is EntityType.PERSON else None
        return list(self._names.coordinated(mention)) if mention is not None else []

    def objects(self, verb: Word) -> list[Mention]:
        """Return what ``verb`` is done to: the object, the subject of a passive, the noun that a participle
        modifies.
        """
        if is_passive(verb):
            return self.subjects(verb)
        if is_bare_participle(verb):
            return self.modified(verb.i, verb.i + 1)
        behind = self._noun_phrases.past_time(verb.i + 1)
        for child in verb.children:
            if child.dep_ == "obj" and not verb.i < child.i < behind:  # "organise samedi la Fête de X"
                return self._noun_phrases.named_by(child) or self._named_behind(child.token.left_edge.i, verb.sent.end)
        mention = self._noun_phrases.beginning_at(behind, limit=behind + MODIFIERS + 2)
        return list(self._names.coordinated(mention)) if mention is not None else []

    def themes(self, word: Word) -> list[Mention]:
        """Return what the clause that ``word`` belongs to is about: its grammatical subject, or what its participle
        modifies.
        """
        verb = word.head
        for _ in range(3):
            if verb.pos_ == "VERB":
                return self.modified(verb.i, verb.i + 1) if is_bare_participle(verb) else self.subjects(verb)
            verb = verb.head
        return []

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
        is_own_clause = any(child.dep_.startswith("aux") for child in word.children)
        if not is_own_clause and (opening == word.sent.start or self._doc[opening - 1].text in {",", "«"}):
            opened = self.subject_behind(end)
            if opened:
                return opened
        if word.dep_ in {"acl", "amod", "appos"}:
            return self._noun_phrases.named_by(word.head) or self._described_by(word.head)
        # "fondée en 1998 et installée à X"
        if word.dep_ == "conj" and is_participle(word.head) and word.head.i < start:
            return self.modified(word.head.i, word.head.i + 1)
        if word.dep_ == "ROOT" or any(child.dep_ in {"cop", "aux:pass"} for child in word.children):
            return self.subjects(word)
        return []

    def _described_by(self, noun: Word) -> list[Mention]:
        """Return the name that a noun, or that which it completes, describes: "X, un atelier de six salariés"."""
        described = self._noun_phrases.described_by(noun)
        return described or (self._noun_phrases.described_by(noun.head) if noun.dep_ == "nmod" else [])

    def _is_part_of_predicate(self, token: Word) -> bool:
        return token.pos_ in {"ADV", "AUX"} or token.lower_ in self._noun_phrases.status

    def subject_behind(self, end: int) -> list[Mention]:
        """Return the subject of the clause that a participle opens: "Née à Lyon, X …"."""
        for i in range(end, min(self._doc[end - 1].sent.end, end + _OPENING_REACH)):
            if self._doc[i].pos_ in {"VERB", "AUX", "PRON"} and not is_participle(self._doc[i]):
                return []  # the subject is a pronoun, or stands in a clause of its own
            mention = self._noun_phrases.beginning_at(i + 1, limit=i + 5) if self._doc[i].text == "," else None
            if mention is not None:
                return list(self._names.coordinated(mention))
        return []


def _shares_subject(verb: Word) -> bool:
    """Whether a verb without subject has that of the verb it hangs on; so has "d'être membre" behind a participle."""
    is_predicate = verb.dep_ == "obl:arg" and any(child.dep_ == "cop" for child in verb.children)
    return verb.head is not verb and (verb.dep_ in _SHARING_LABELS or is_predicate)


def is_passive(verb: Word) -> bool:
    """Whether the verb has a passive auxiliary or subject; a reflexive verb ("s'est présentée") never has."""
    labels = {child.dep_ for child in verb.children}
    # "a racheté" is no passive, whatever the parser makes of its subject
    is_marked = "aux:pass" in labels or ("nsubj:pass" in labels and "aux:tense" not in labels)
    return is_marked and not any(label.startswith("expl") for label in labels)


def is_bare_participle(verb: Word) -> bool:
    """Whether the verb is a past participle without auxiliary: "fondée par", "installé à".

    With a subject of its own it is a present of the same form: "Troyes rejoint la Ligue 2".
    """
    if not is_participle(verb) or "Tense=Pres" in verb.morph:
        return False
    return not any(child.dep_.startswith("aux") or child.dep_ == "nsubj" for child in verb.children)


def is_participle(token: Word) -> bool:
    """Whether the tagger takes the token for a participle."""
    return "VerbForm=Part" in token.morph


def _first_of_cluster(verb: Word) -> int:
    """Return the index of the first token of a verb's cluster (clitics, negation, auxiliaries)."""
    i = verb.i
    while i > verb.sent.start:
        before = verb.source[i - 1]
        if before.pos_ not in {"AUX", "PRON", "ADV"} or before.dep_ in _SUBJECT_LABELS:
            break
        i -= 1
    return i
