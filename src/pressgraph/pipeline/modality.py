"""How a relation is stated: as a fact, denied, unconfirmed or announced.

The French press conditional ("aurait racheté") means *unconfirmed*: a relation told that way must never become a fact.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pressgraph.facts import Modality
from pressgraph.pipeline.phrases import PhraseIndex

#: tokens between a verb of doubt and its infinitive: "refuse toujours de diriger"
_DOUBT_REACH = 3
_CLAUSE_LINKS = {"xcomp", "ccomp", "advcl", "conj", "acl", "obj", "obl:arg"}


def modality_of(word: Token, phrases: PhraseIndex, *, predicated: bool) -> Modality:
    """Return the modality of a relation that ``word`` expresses.

    ``predicated`` says whether the word states it by its clause (verb, or noun with a copula); a mere apposition ("X,
    président de Y, ne viendra pas") isn't touched by its clause's negation.
    """
    sentence = word.sent
    if phrases.any_in_class(sentence.start, sentence.end, "unconfirming-cues"):
        return Modality.CONDITIONAL
    if phrases.any_in_class(max(sentence.start, word.i - 3), word.i + 1, "candidates"):
        return Modality.CONDITIONAL
    if _any_word(word, phrases, "future", reach=2):
        return Modality.PLANNED
    if not predicated:
        return Modality.ASSERTED
    if _is_question(word) or _follows_doubt(word, phrases):
        return Modality.CONDITIONAL
    return _of_clause(_verb_of(word), phrases, depth=0)


def _follows_doubt(word: Token, phrases: PhraseIndex) -> bool:
    """Whether an infinitive has a verb of doubt right before it that the parser may have taken for something else."""
    if "VerbForm=Inf" not in str(word.morph):
        return False
    before = word.doc[max(word.sent.start, word.i - _DOUBT_REACH) : word.i]
    return any(token.lower_ in phrases.verb_forms("unconfirming-verbs") for token in before)


def _of_clause(verb: Token, phrases: PhraseIndex, *, depth: int) -> Modality:
    cluster = [verb, *(child for child in verb.children if child.dep_.startswith("aux") or child.dep_ == "cop")]
    if _is_denied(cluster, phrases):
        return Modality.NEGATED
    if any("Mood=Cnd" in str(token.morph) for token in cluster):
        return Modality.CONDITIONAL
    if any(phrases.in_class(child.i, "conditions") for child in verb.children if child.dep_ == "mark"):
        return Modality.CONDITIONAL
    governed = verb.head is not verb and verb.dep_ in _CLAUSE_LINKS and depth < 4
    is_infinitive = "VerbForm=Inf" in str(verb.morph)
    if governed and (is_infinitive or verb.dep_ in {"xcomp", "ccomp"}):
        governor = verb.head
        if governor.lower_ in phrases.verb_forms("unconfirming-verbs"):
            return Modality.CONDITIONAL
        outer = (
            _of_clause(governor, phrases, depth=depth + 1) if governor.pos_ in {"VERB", "AUX"} else Modality.ASSERTED
        )
        if verb.dep_ == "ccomp" and outer in {Modality.NEGATED, Modality.CONDITIONAL}:
            return Modality.CONDITIONAL  # "rien ne prouve que": neither stated nor denied
        if outer is not Modality.ASSERTED and verb.dep_ != "ccomp":
            return outer
        if is_infinitive and governor.lower_ in phrases.verb_forms("planning-verbs"):
            return Modality.PLANNED
    if any("Tense=Fut" in str(token.morph) for token in cluster):
        return Modality.PLANNED
    return Modality.ASSERTED


def _is_denied(cluster: Sequence[Token], phrases: PhraseIndex) -> bool:
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


def _negates(negation: Token) -> bool:
    """Whether the word denies what it hangs on: "ne … plus" tells what held, and *point* or *pas* may be nouns."""
    return negation.pos_ != "NOUN" and negation.dep_ in {"advmod", "det", "cc", "obj", "dep"}


def _verb_of(word: Token) -> Token:
    """Return the verb of the clause that ``word`` makes: itself, or the head of a predicate noun."""
    if word.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in word.children):
        return word
    return word.head


def _any_word(word: Token, phrases: PhraseIndex, name: str, *, reach: int) -> bool:
    return phrases.any_in_class(max(word.sent.start, word.i - reach), word.i, name)


def _is_question(word: Token) -> bool:
    last = next(
        (token for token in reversed(list(word.sent)) if not token.is_space and token.text not in {"»", '"'}), word
    )
    return bool(last.text == "?")
