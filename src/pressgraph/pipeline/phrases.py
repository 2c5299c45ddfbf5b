"""The words of the lexicon and of the closed classes in a document: one dispatch by first form, whatever their
number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from spacy.tokenizer import Tokenizer

from pressgraph.ontology import LexicalEntry, Ontology, PartOfSpeech
from pressgraph.ontology.inflection import Inflection, future_stems
from pressgraph.pipeline.names import Names
from pressgraph.pipeline.parsed_text import Word

_TAGS = {
    PartOfSpeech.VERB: {"VERB", "AUX", "ADJ"},
    PartOfSpeech.NOUN: {"NOUN", "PROPN", "ADJ", "X"},
    PartOfSpeech.ADJECTIVE: {"ADJ", "VERB", "NOUN"},
}

_VERB = PartOfSpeech.VERB
#: word classes of infinitives, all forms of which count
_VERB_CLASSES = (
    "copulas",
    "appointing",
    "empty-verbs",
    "denying-verbs",
    "unconfirming-verbs",
    "planning-verbs",
    "office-verbs",
    "succeeding",
    "bequeathing",
    "leaving-verbs",
    "entering-verbs",
    "receiving-verbs",
    "performing-verbs",
)

_REFLEXIVES = {"se", "s'", "s’"}
#: between the reflexive pronoun and its verb: "s'est également beaucoup investi"
_REFLEXIVE_REACH = 4

Form = tuple[str, ...]


class Lexicon:
    """All forms of all entries by their first word: looking a token up costs the same for ten entries or ten
    thousand.
    """

    def __init__(self, ontology: Ontology, inflection: Inflection, tokenizer: Tokenizer) -> None:
        """Compile ``ontology`` for texts that ``tokenizer`` cuts."""
        self.ontology = ontology
        entries: dict[Form, list[LexicalEntry]] = defaultdict(list)
        for entry in sorted(ontology.lexicon, key=lambda entry: entry.iri):
            if entry.part_of_speech is not PartOfSpeech.SYMBOL:
                for words in cut_forms(entry.forms, tokenizer):
                    entries[words].append(entry)
        self._entries: dict[str, list[tuple[Form, list[LexicalEntry]]]] = defaultdict(list)
        for words in sorted(entries, key=lambda words: -len(words)):
            self._entries[words[0]].append((words, entries[words]))
        self.symbols = tuple(e for e in ontology.lexicon if e.part_of_speech is PartOfSpeech.SYMBOL)
        self._classes = {name: _by_first_word(forms, tokenizer) for name, forms in ontology.word_classes.items()}
        self._verb_forms = {
            name: frozenset(form for infinitive in ontology.word_classes[name] for form in inflection.verb(infinitive))
            for name in _VERB_CLASSES
        }
        paradigms = [*self._verb_forms.values(), *(e.forms for e in ontology.lexicon if e.part_of_speech is _VERB)]
        stems = {stem for forms in paradigms for stem in future_stems(form.split(" ")[0] for form in forms)}
        self._future = frozenset(stem + ending for stem in stems for ending in ("a", "ont"))
        self._conditional = frozenset(stem + ending for stem in stems for ending in ("ait", "aient"))

    def phrases_of(self, names: Names) -> PhraseIndex:
        """Return the index of one document."""
        return PhraseIndex(
            names,
            self._entries,
            self._classes,
            self._verb_forms,
            future=self._future,
            conditional=self._conditional,
        )


class PhraseIndex:
    """Where the words of the lexicon and of the closed classes stand in one document."""

    def __init__(
        self,
        names: Names,
        entries: Mapping[str, Sequence[tuple[Form, Sequence[LexicalEntry]]]],
        classes: Mapping[str, Mapping[str, Sequence[Form]]],
        verb_forms: Mapping[str, frozenset[str]],
        *,
        future: frozenset[str],
        conditional: frozenset[str],
    ) -> None:
        """Use the compiled forms on the document of ``names``."""
        self._names = names
        self._doc = names.doc
        self._lower = [_without_status(word) if word.startswith("ex-") else word for word in names.doc.lower]
        self._entries = entries
        self._found: dict[int, Sequence[tuple[LexicalEntry, int]]] = {}
        self._classes = classes
        self._verb_forms = verb_forms
        self._future = future
        self._conditional = conditional

    def is_name(self, index: int) -> bool:
        """Whether the token at ``index`` belongs to a name."""
        return self._names.at(index) is not None

    def is_copula(self, token: Word) -> bool:
        """Whether the token is a copula, or one that the tokenizer leaves together with its subject: "est-elle"."""
        return token.lower_.partition("-")[0] in self._verb_forms["copulas"]

    def is_future(self, token: Word) -> bool:
        """Whether the token is a verb in the future: by a form that can be nothing else, or by the tagger."""
        return token.lower_ in self._future or "Tense=Fut" in token.morph

    def is_conditional(self, token: Word) -> bool:
        """Whether the token is a verb in the conditional: by a form that can be nothing else, or by the tagger."""
        is_regular = token.lower_.endswith(("erait", "eraient"))  # no imperfect ends so: "gérait"
        return is_regular or token.lower_ in self._conditional or "Mood=Cnd" in token.morph

    def verb_forms(self, name: str) -> frozenset[str]:
        """Return all forms of the verbs of a word class."""
        return self._verb_forms[name]

    def entries_at(self, index: int) -> Sequence[tuple[LexicalEntry, int]]:
        """Return the entries whose form begins at ``index``, with the form's length in tokens.

        Only the longest forms count: "directeur adjoint" is no "directeur". A form whose part of speech the tagger
        contradicts ("président" as a verb) doesn't count.
        """
        if self._lower[index] not in self._entries:
            return ()
        if index not in self._found:
            self._found[index] = list(self._find(index))
        return self._found[index]

    def _find(self, index: int) -> Iterator[tuple[LexicalEntry, int]]:
        word, found = self._doc[index], 0
        for form, entries in self._entries[self._lower[index]]:
            if len(form) < found:
                return
            if self._stands_at(index, form) and not self._enters_name(index, form):
                for entry in entries:
                    if self._fits(word, entry):
                        found = len(form)
                        yield entry, found

    def match(self, index: int, forms: frozenset[str]) -> int:
        """Return the length in tokens of the longest of ``forms`` that stands at ``index``, 0 when none does."""
        if index >= len(self._lower):
            return 0
        found = _by_length(forms).get(self._lower[index], ())
        return next((len(form) for form in found if self._stands_at(index, form)), 0)

    def in_class(self, index: int, name: str) -> bool:
        """Whether a word or phrase of a closed class begins at ``index``."""
        return self.length_in_class(index, name) > 0

    def length_in_class(self, index: int, name: str) -> int:
        """Return the length in tokens of the longest phrase of a closed class at ``index``, 0 when there is none."""
        forms = self._classes[name].get(self._lower[index]) if index < len(self._lower) else None
        return max((len(form) for form in forms if self._stands_at(index, form)), default=0) if forms else 0

    def any_in_class(self, start: int, end: int, name: str) -> bool:
        """Whether a word or phrase of a closed class begins between two token indices."""
        return any(self.in_class(i, name) for i in range(start, end))

    def _fits(self, token: Word, entry: LexicalEntry) -> bool:
        """Whether the tagger doesn't contradict the entry's part of speech.

        Right behind a name, taggers take many verbs for a part of it ("Lucie Morel enseigne à …"), and behind *qui*
        for a noun ("X, qui finance Y"): there the form decides.
        """
        tags = _TAGS.get(entry.part_of_speech)
        if entry.part_of_speech is PartOfSpeech.NOUN and "VerbForm=Part" in token.morph:
            return True  # "employée", "licencié": participles that have become nouns
        is_verb = entry.part_of_speech is PartOfSpeech.VERB and self._may_be_verb(token)
        if tags is not None and token.pos_ not in tags and not is_verb:
            return False
        if not entry.is_pronominal:
            return True
        return any(word in _REFLEXIVES for word in self._lower[max(0, token.i - _REFLEXIVE_REACH) : token.i])

    def _enters_name(self, index: int, form: Form) -> bool:
        """Whether a name begins inside the form: *de la* isn't what stands before "La Canourgue"."""
        return len(form) > 1 and any(self._names.at(i) is not None for i in range(index + 1, index + len(form)))

    def _may_be_verb(self, token: Word) -> bool:
        """Whether a verb is likelier than what the tagger says."""
        follows_subject = self._names.ending_at(token.i) is not None or self._lower[max(0, token.i - 1)] == "qui"
        return token.is_lower and follows_subject

    def _stands_at(self, index: int, form: Form) -> bool:
        return len(form) == 1 or tuple(self._lower[index : index + len(form)]) == form


def _without_status(word: str) -> str:
    """Return "ingénieur" for "ex-ingénieur", which French writes in one word."""
    return word[3:] if word.startswith("ex-") and len(word) > 4 else word


@cache
def _by_length(forms: frozenset[str]) -> dict[str, list[Form]]:
    """Return a word class, written with blanks, by its first words, the longest forms first."""
    found: dict[str, list[Form]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: -form.count(" ")):
        words = tuple(form.split(" "))
        found[words[0]].append(words)
    return found


def _by_first_word(forms: Iterable[str], tokenizer: Tokenizer) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = defaultdict(list)
    for words in cut_forms(forms, tokenizer):
        found[words[0]].append(words)
    return dict(found)


def cut_forms(forms: Iterable[str], tokenizer: Tokenizer) -> Iterator[Form]:
    """Yield the words of each form; twice when a capital changes where it is cut: "peut-être", "Peut | - | être"."""
    for form in forms:
        # Alone, "s'" is two tokens; before its word it is one.
        elided = form.endswith("'")
        ways = (way + "il" if elided else way for way in (form, form[:1].upper() + form[1:]))
        cut = ([token.lower_ for token in tokenizer(way)] for way in ways)
        yield from dict.fromkeys(tuple(words[:-1] if elided else words) for words in cut)
