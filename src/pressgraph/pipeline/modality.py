"""How a relation is stated: as a fact, denied, unconfirmed or announced.

The French press conditional ("aurait racheté") means *unconfirmed*: a relation told that way must never become a fact.
Two readings are made, of the syntax tree and of the words as they stand; the one that is further from a fact counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressgraph.facts import Modality
from pressgraph.pipeline.clauses import is_bare_participle
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.phrases import PhraseIndex
from pressgraph.pipeline.verb_groups import PARTING, VerbGroup, gravest

_CLAUSE_LINKS = {"xcomp", "ccomp", "advcl", "conj", "acl", "obj", "obl:arg"}
#: where a noun of an event stands to the verb that tells whether it came about
_EVENT_LINKS = {"obj", "obl:arg", "obl:mod", "obl", "nsubj", "nsubj:pass", "ROOT"}
_SUBJECT_LINKS = {"nsubj", "nsubj:pass"}
#: tokens before a noun within which another one puts it in doubt: "le projet de rachat", "candidat au poste de maire"
_NOUN_REACH = 6
#: tokens beside a noun within which an adjective or adverb belongs to it
_ADJECTIVE_REACH = 2
_COMPLEMENT_TAGS = {"DET", "ADJ", "ADP", "NUM", "ADV"}


def modality_of(word: Word, phrases: PhraseIndex, *, predicated: bool, eventive: bool = False) -> Modality:
    """Return the modality of a relation that ``word`` expresses.

    ``predicated`` says whether the word states it by its clause (verb, or noun with a copula); a mere apposition ("X,
    président de Y, ne viendra pas") isn't touched by its clause's negation. ``eventive`` says that the word is a noun
    for something that happens ("le rachat de X par Y"), which other words tell to have come about or not.
    """
    if predicated and tells_of_leaving(word, phrases):
        return Modality.ASSERTED
    if _is_unsure_noun(word, phrases) or _is_asked(word, phrases, predicated=predicated, eventive=eventive):
        return Modality.CONDITIONAL
    found = stated_modality(word, phrases, predicated=predicated, eventive=eventive)
    if found is Modality.PLANNED and _depends_on_condition(word, phrases):
        return Modality.CONDITIONAL
    return found


def stated_modality(word: Word, phrases: PhraseIndex, *, predicated: bool, eventive: bool) -> Modality:
    """Return how the words around ``word`` and its clause state it, whatever it means to be stated that way."""
    readings = [Modality.PLANNED] if _is_to_come(word, phrases) else []
    if predicated:
        verb = verb_of(word)
        groups = [VerbGroup(part, phrases) for part in {word, verb} if part is word or _is_verb(part)]
        readings += [*(group.modality() for group in groups), _of_clause(verb, phrases, depth=0)]
    if eventive:
        readings.append(_of_event(word, phrases))
    if (predicated or eventive) and not is_bare_participle(word) and _is_hearsay(word, phrases):
        readings.append(Modality.CONDITIONAL)
    return gravest(readings)


def verb_of(word: Word) -> Word:
    """Return the verb of the clause that ``word`` makes: itself, or the head of a predicate noun."""
    return word if _is_verb_of_clause(word) else word.head


def tells_of_leaving(word: Word, phrases: PhraseIndex) -> bool:
    """Whether the clause says, however it is stated, that something held until then: "a quitté la présidence"."""
    return verb_of(word).lower_ in phrases.verb_forms("leaving-verbs")


# Nouns


def _is_unsure_noun(word: Word, phrases: PhraseIndex) -> bool:
    """Whether words beside a noun make it unsure: "fondateur présumé", "candidat au poste de maire"."""
    first, end = _noun_phrase(word, phrases)
    if phrases.any_in_class(first, word.i, "candidates"):
        return True
    near = range(max(first, word.i - _ADJECTIVE_REACH), min(end, word.i + 1 + _ADJECTIVE_REACH))
    names = ("unconfirming-adjectives", "unconfirming-adverbs")
    return any(phrases.in_class(i, name) for i in near if i != word.i for name in names)


def _is_to_come(word: Word, phrases: PhraseIndex) -> bool:
    first, _ = _noun_phrase(word, phrases)
    near = range(max(first, word.i - _ADJECTIVE_REACH), word.i)
    return any(phrases.in_class(i, name) for i in near for name in ("future", "planning-phrases"))


def _noun_phrase(word: Word, phrases: PhraseIndex) -> tuple[int, int]:
    """Return where the words around a noun begin and end that may belong to it: no name or comma parts them."""
    start, end = word.i, word.i + 1
    while start > max(word.sent.start, word.i - _NOUN_REACH) and _leads_to_noun(word.source[start - 1], phrases):
        start -= 1
    while end < word.sent.end and word.source[end].pos_ in {"ADJ", "ADV", "VERB"} and not phrases.is_name(end):
        end += 1
    return start, end


def _leads_to_noun(token: Word, phrases: PhraseIndex) -> bool:
    if token.text in PARTING or phrases.is_name(token.i) or token.pos_ in {"AUX", "CCONJ", "SCONJ"}:
        return False
    return token.pos_ != "VERB" or "VerbForm=Part" in token.morph


def _of_event(noun: Word, phrases: PhraseIndex) -> Modality:
    """Return whether what a noun of an event names has come about: "le projet de rachat", "un accord a été signé"."""
    start = _governed_from(noun, phrases)
    before = range(start, noun.i)
    if any(phrases.in_class(i, name) for i in before for name in ("denying-nouns", "denying-words", "negations")):
        return Modality.NEGATED
    if any(phrases.in_class(i, "unconfirming-nouns") for i in before):
        return Modality.CONDITIONAL
    verb = noun.head
    if noun.dep_ not in _EVENT_LINKS or not _is_verb_of_clause(verb):
        return Modality.ASSERTED
    if noun.dep_ in _SUBJECT_LINKS:
        return gravest([VerbGroup(verb, phrases).modality(), _of_clause(verb, phrases, depth=0)])
    return gravest([_by_governor(verb, phrases), _of_indefinite(noun, verb, phrases)])


def _governed_from(noun: Word, phrases: PhraseIndex) -> int:
    """Return where the nouns and small words begin that lead to ``noun``: "[la perspective d'un] rachat"."""
    i = noun.i
    while i > max(noun.sent.start, noun.i - _NOUN_REACH):
        before = noun.source[i - 1]
        governs = any(phrases.in_class(before.i, name) for name in ("denying-nouns", "unconfirming-nouns", "negations"))
        if phrases.is_name(before.i) or not (governs or before.pos_ in _COMPLEMENT_TAGS):
            break
        i -= 1
    return i


def _by_governor(verb: Word, phrases: PhraseIndex) -> Modality:
    if verb.lower_ in phrases.verb_forms("denying-verbs"):
        return Modality.NEGATED
    return Modality.CONDITIONAL if verb.lower_ in phrases.verb_forms("unconfirming-verbs") else Modality.ASSERTED


def _of_indefinite(noun: Word, verb: Word, phrases: PhraseIndex) -> Modality:
    """Return what the clause says of "un accord"; of "l'accord" it takes for granted that there is one."""
    if _is_definite(noun):
        return Modality.ASSERTED
    return gravest([VerbGroup(verb, phrases).modality(), _of_clause(verb, phrases, depth=0)])


def _is_definite(noun: Word) -> bool:
    return any("Definite=Def" in child.morph for child in noun.children if child.dep_ == "det")


# Clauses


def _of_clause(verb: Word, phrases: PhraseIndex, *, depth: int) -> Modality:
    cluster = [verb, *(child for child in verb.children if child.dep_.startswith("aux") or child.dep_ == "cop")]
    if _is_denied(cluster, phrases):
        return Modality.NEGATED
    if any(phrases.is_conditional(token) for token in cluster):
        return Modality.CONDITIONAL
    if any(phrases.in_class(child.i, "conditions") for child in verb.children if child.dep_ == "mark"):
        return Modality.CONDITIONAL
    governed = verb.head is not verb and verb.dep_ in _CLAUSE_LINKS and depth < 4
    is_infinitive = "VerbForm=Inf" in verb.morph
    if governed and (is_infinitive or verb.dep_ in {"xcomp", "ccomp"}):
        governor = verb.head
        by_governor = _by_governor(governor, phrases)
        if by_governor is not Modality.ASSERTED:
            return by_governor if is_infinitive else Modality.CONDITIONAL
        outer = _of_clause(governor, phrases, depth=depth + 1) if _is_verb(governor) else Modality.ASSERTED
        if verb.dep_ == "ccomp" and outer in {Modality.NEGATED, Modality.CONDITIONAL}:
            return Modality.CONDITIONAL  # "rien ne prouve que": neither stated nor denied
        if outer is not Modality.ASSERTED and verb.dep_ != "ccomp":
            return outer
        if is_infinitive and governor.lower_ in phrases.verb_forms("planning-verbs"):
            return Modality.PLANNED
    if any(phrases.is_future(token) for token in cluster):
        return Modality.PLANNED
    return Modality.ASSERTED


def _is_denied(cluster: Sequence[Word], phrases: PhraseIndex) -> bool:
    """Whether a clause with these verbs is denied: "n'est pas le maire", "n'est pas encore maire", "personne n'a élu".

    The parser hangs *pas* on the verb, on its auxiliary or copula, or on the adverb that follows.
    """
    parts = [child for token in cluster for child in token.children]
    if any(phrases.in_class(part.i, "negations") and _negates(part) for part in parts):
        return True
    adverbs = (part for part in parts if part.dep_ == "advmod" and not phrases.in_class(part.i, "not-only"))
    if any(phrases.in_class(word.i, "negations") and _negates(word) for part in adverbs for word in part.lefts):
        return True
    subjects = (part for part in parts if part.dep_.startswith("nsubj") and phrases.in_class(part.i, "nobody"))
    return any(subjects) and any(phrases.in_class(part.i, "negative-particles") for part in parts)


def _negates(negation: Word) -> bool:
    """Whether the word denies what it hangs on: *point* and *pas* may be nouns, and "Non, …" denies something else."""
    if any(following.text in PARTING for following in negation.source[negation.i + 1 : negation.i + 2]):
        return False
    return negation.pos_ != "NOUN" and negation.dep_ in {"advmod", "det", "cc", "obj", "dep"}


def _is_verb_of_clause(word: Word) -> bool:
    return _is_verb(word) or any(child.dep_ == "cop" for child in word.children)


def _is_verb(word: Word) -> bool:
    return word.pos_ in {"VERB", "AUX"}


# Questions and hypotheses


def _is_asked(word: Word, phrases: PhraseIndex, *, predicated: bool, eventive: bool) -> bool:
    """Whether a question asks for what the word says; of a name's apposition only where it has no other predicate."""
    last = next((t for t in reversed(list(word.sent)) if not t.is_space and t.text not in {"»", '"'}), word)
    if last.text != "?":
        return False
    if predicated:
        return True
    has_predicate = any("VerbForm=Fin" in t.morph for t in word.sent if not phrases.is_name(t.i))
    return (eventive or (word.pos_ == "NOUN" and not has_predicate)) and not _is_definite(word)


def _is_hearsay(word: Word, phrases: PhraseIndex) -> bool:
    """Whether the sentence tells its main clause as hearsay: "selon nos informations"; its relative clauses aren't."""
    sentence = word.sent
    clause = VerbGroup(word, phrases).clause_start()
    opener = word.source[clause - 1] if clause > sentence.start else None
    is_relative = opener is not None and opener.pos_ != "SCONJ" and phrases.in_class(opener.i, "relatives")
    first = clause if is_relative else sentence.start
    cues = (i for i in range(first, sentence.end) if phrases.in_class(i, "unconfirming-cues"))
    return any(not any(t.text == "." for t in word.source[min(i, word.i) : max(i, word.i)]) for i in cues)


def _depends_on_condition(word: Word, phrases: PhraseIndex) -> bool:
    """Whether the sentence begins with a hypothesis that the word's clause follows from: "Si A …, B rachètera C"."""
    return phrases.in_class(word.sent.start, "conditions") or any(
        phrases.in_class(mark.i, "conditions")
        for clause in verb_of(word).children
        if clause.dep_ == "advcl"
        for mark in clause.children
        if mark.dep_ == "mark"
    )
