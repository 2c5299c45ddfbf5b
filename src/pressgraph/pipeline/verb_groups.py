"""A verb or predicate noun with the words before it that tell how it is stated: auxiliaries, negation, governing verb.

The parser often hangs these on the wrong word, and the tagger misses conditionals. French puts them in a fixed order
right before the verb, so that they can be read as they stand, from the verb back to where its clause begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressgraph.facts import Modality
from pressgraph.pipeline.parsed_text import Word
from pressgraph.pipeline.phrases import PhraseIndex

#: tokens behind a verb within which its negation ends: "ne préside toujours pas"
_NEGATION_REACH = 3
#: tokens before an infinitive within which the words that govern it begin
_GOVERNOR_REACH = 10
#: tokens between a verb and the conjunction that opens its clause
_CLAUSE_REACH = 14
_GROUP_TAGS = {"AUX", "ADV", "PRON", "PART"}
_PHRASE_TAGS = {"DET", "ADJ", "NUM"}
#: signs that part clauses and appositions
PARTING = {",", ";", ":", "(", ")", "«", "»", "–", "—", "?", "!"}


class VerbGroup:
    """The words that belong to one verb, or to a noun or adjective with its copula, by where they stand."""

    def __init__(self, word: Word, phrases: PhraseIndex) -> None:
        """Find the beginning of the group that ends with ``word``."""
        self._word = word
        self._doc = word.source
        self._first = word.sent.start
        self._phrases = phrases
        self._start = self._group_start()

    def modality(self) -> Modality:
        """Return how the words before the verb, in its clause and right before its clause, have it stated."""
        return gravest(self._readings())

    def is_denied(self) -> bool:
        """Whether a negation stands around the verb; "ne … plus" tells what held until now and is none."""
        return self._denies(self._start, min(self._word.i + _NEGATION_REACH + 1, self._word.sent.end))

    def is_over(self) -> bool:
        """Whether the verb says that something no longer holds: "ne travaille plus", "n'est plus maire"."""
        end = min(self._word.i + _NEGATION_REACH + 1, self._word.sent.end)
        particle = self._particle(self._start, self._word.i)
        return particle is not None and self._first_of(("no-longer", "negations"), particle + 1, end) == "no-longer"

    def is_conditional(self) -> bool:
        """Whether a verb of the group is in the conditional."""
        return any(self._phrases.is_conditional(token) for token in self._tokens())

    def is_future(self) -> bool:
        """Whether a verb of the group is in the future."""
        return any(self._phrases.is_future(token) for token in self._tokens())

    def has_copula(self) -> bool:
        """Whether a copula stands before the word: "est depuis toujours le maire"."""
        return any(self._phrases.is_copula(token) for token in self._doc[self._start : self._word.i])

    def clause_start(self) -> int:
        """Return the token index at which the words before the verb begin that no sign or conjunction parts from it."""
        return self._clause_start(self._start, stop_at_names=False)

    def is_infinitive(self) -> bool:
        """Whether the group's first verb is an infinitive: "avoir dirigé", "être maire"."""
        verb = next((t for t in self._tokens() if t.pos_ in {"AUX", "VERB"}), self._word)
        return "VerbForm=Inf" in verb.morph

    def _tokens(self) -> Iterable[Word]:
        return self._doc[self._start : self._word.i + 1]

    def _readings(self) -> Iterator[Modality]:
        if self.is_denied():
            yield Modality.NEGATED
        near = range(max(self._start - 1, self._first), min(self._word.i + 3, self._word.sent.end))
        if self.is_conditional() or any(self._phrases.in_class(i, "unconfirming-adverbs") for i in near):
            yield Modality.CONDITIONAL
        if self.is_future():
            yield Modality.PLANNED
        yield self._governed()
        yield self._in_subclause()

    def _group_start(self) -> int:
        i = self._word.i
        while i > self._first and self._belongs(self._doc[i - 1]):
            i -= 1
        return i

    def _belongs(self, token: Word) -> bool:
        if token.is_punct or self._phrases.is_name(token.i) or self._opens_clause(token.i):
            return False
        if token.pos_ in _GROUP_TAGS or self._is_negative(token) or self._phrases.is_copula(token):
            return True
        return self._word.pos_ not in {"VERB", "AUX"} and token.pos_ in _PHRASE_TAGS

    def _is_negative(self, token: Word) -> bool:
        return any(self._phrases.in_class(token.i, name) for name in ("negations", "negative-particles", "no-longer"))

    # Negation

    def _denies(self, start: int, end: int) -> bool:
        particle = self._particle(start, self._word.i)
        if particle is None:
            return any(self._is_negation(i) for i in range(start, self._word.i))
        found = self._first_of(("no-longer", "negations", "not-only"), particle + 1, end)
        if found is not None:
            return found == "negations"
        return any(self._phrases.in_class(i, "nobody") for i in range(self._clause_start(start), particle))

    def _particle(self, start: int, end: int) -> int | None:
        return next((i for i in range(start, end) if self._phrases.in_class(i, "negative-particles")), None)

    def _first_of(self, classes: tuple[str, ...], start: int, end: int) -> str | None:
        """Return the first of the word classes that a word between two token indices belongs to."""
        for i in range(start, end):
            if self._phrases.is_name(i) or self._doc[i].text in PARTING:
                return None
            for name in classes:
                if self._phrases.in_class(i, name) and not self._phrases.in_class(i + 1, "not-only"):
                    return name
        return None

    def _is_negation(self, index: int) -> bool:
        if not self._phrases.in_class(index, "negations") or self._doc[index].pos_ == "NOUN":
            return False
        return not (index + 1 < len(self._doc) and self._phrases.in_class(index + 1, "not-only"))

    # What governs the verb

    def _governed(self) -> Modality:
        """Return how an infinitive is stated by the words that it depends on: "refuse de", "sur le point de"."""
        start, end = self._start, self._word.i
        if self.is_infinitive():
            start = self._clause_start(self._before_aside(), reach=_GOVERNOR_REACH, stop_at_names=False)
        words = range(start, end)
        denied = self._denies(start, end)
        verbs = [self._doc[i] for i in words if self._doc[i].pos_ != "ADJ"]
        if self._any_form(verbs, "denying-verbs") or self._any_phrase(words, "denying-words"):
            return Modality.CONDITIONAL if denied else Modality.NEGATED
        if self._any_form(verbs, "unconfirming-verbs") or self._any_phrase(words, "unconfirming-phrases"):
            return Modality.CONDITIONAL
        if denied:
            return Modality.NEGATED
        if any(self._phrases.is_conditional(token) for token in verbs):
            return Modality.CONDITIONAL
        planning = [t for t in verbs if t.lower_ in self._phrases.verb_forms("planning-verbs")]
        if planning:  # "devait racheter", "allait racheter": it was to be
            is_past = any(t.lower_.endswith(("ait", "aient")) for t in planning)
            return Modality.CONDITIONAL if is_past else Modality.PLANNED
        is_to_come = self._any_phrase(words, "planning-phrases") or any(map(self._phrases.is_future, verbs))
        return Modality.PLANNED if is_to_come else Modality.ASSERTED

    def _before_aside(self) -> int:
        """Return where an aside before the verb begins: "prêt[, selon X,] à racheter"; without one, the verb."""
        comma = self._start - 2  # a preposition stands between
        if comma <= self._first or self._doc[comma].text != "," or self._doc[comma + 1].pos_ != "ADP":
            return self._start
        others = range(comma - 1, max(self._first, comma - _GOVERNOR_REACH), -1)
        return next((i for i in others if self._doc[i].text == ","), self._start)

    def _any_form(self, verbs: Iterable[Word], name: str) -> bool:
        return any(token.lower_ in self._phrases.verb_forms(name) for token in verbs)

    def _any_phrase(self, words: Iterable[int], name: str) -> bool:
        return any(self._phrases.in_class(i, name) for i in words)

    # The clause in which it stands

    def _in_subclause(self) -> Modality:
        """Return how the clause is stated that the verb's clause depends on by *si* or *que*: "il est faux que"."""
        opener = self._opener()
        if opener is None:
            return Modality.ASSERTED
        if self._is_condition(opener):
            return Modality.CONDITIONAL
        return self._of_complement(opener)

    def _opener(self) -> int | None:
        """Return the index of the *si* or *que* that opens the verb's clause, its subject between them."""
        for i in range(self._start - 1, max(self._start - _CLAUSE_REACH, self._first) - 1, -1):
            if self._is_condition(i) or self._phrases.in_class(i, "complementizers"):
                return i
            is_verb = self._doc[i].pos_ in {"VERB", "AUX"} and not self._phrases.is_name(i)
            if is_verb or self._doc[i].text in PARTING or self._opens_clause(i):
                return None
        return None

    def _of_complement(self, opener: int) -> Modality:
        start = self._clause_start(opener, reach=_GOVERNOR_REACH, stop_at_names=False)
        words = range(start, opener)
        denied = self._particle(start, opener) is not None
        if self._any_phrase(words, "falsehoods"):
            return Modality.CONDITIONAL if denied else Modality.NEGATED
        if denied:
            return Modality.NEGATED if self._any_phrase(words, "truths") else Modality.CONDITIONAL
        verbs = [self._doc[i] for i in words]
        doubted = self._any_form(verbs, "unconfirming-verbs") or self._any_form(verbs, "denying-verbs")
        names = ("unconfirming-adjectives", "unconfirming-phrases")
        unsure = doubted or any(self._any_phrase(words, name) for name in names)
        return Modality.CONDITIONAL if unsure else Modality.ASSERTED

    def _clause_start(self, index: int, *, reach: int = _CLAUSE_REACH, stop_at_names: bool = True) -> int:
        """Return where the words before ``index`` begin that belong to the same clause."""
        i = index
        while i > max(self._first, index - reach) and not self._parts(i - 1, stop_at_names=stop_at_names):
            i -= 1
        return i

    def _parts(self, index: int, *, stop_at_names: bool) -> bool:
        if stop_at_names and self._phrases.is_name(index):
            return True
        return self._doc[index].text in PARTING or self._opens_clause(index)

    def _opens_clause(self, index: int) -> bool:
        token = self._doc[index]
        if self._phrases.in_class(index, "relatives") or self._is_condition(index):
            return True
        return token.pos_ in {"CCONJ", "SCONJ"} and not self._is_negative(token)

    def _is_condition(self, index: int) -> bool:
        """Whether a hypothesis or an asked clause begins here; not "même si", nor *si* before an adjective."""
        if not self._phrases.in_class(index, "conditions"):
            return False
        following = self._doc[min(index + 1, len(self._doc) - 1)]
        if self._doc[index].lower_ == "s'":
            return following.lower_ in {"il", "ils"}
        conceded = index > self._first and self._phrases.in_class(index - 1, "concessions")
        return not conceded and following.pos_ not in {"ADJ", "ADV"}


def gravest(readings: Iterable[Modality]) -> Modality:
    """Return the reading that is furthest from a fact."""
    return max(readings, key=_GRAVITY.index, default=Modality.ASSERTED)


_GRAVITY = [Modality.ASSERTED, Modality.PLANNED, Modality.CONDITIONAL, Modality.NEGATED]
