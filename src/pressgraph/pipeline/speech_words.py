"""The words of speech compiled for one tokenizer: reporting verbs, phrases such as "selon", functions of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokenizer import Tokenizer

from pressgraph.ontology import Ontology
from pressgraph.ontology.inflection import Inflection
from pressgraph.pipeline.phrases import cut_forms


class PhraseForms:
    """Phrases by their first token, each with what it stands for."""

    def __init__(self, phrases: Iterable[tuple[str, str]], tokenizer: Tokenizer) -> None:
        """Take pairs of phrase and meaning."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase, meaning in phrases:
            for words in cut_forms([phrase], tokenizer):
                self._by_first[words[0]].append((words, meaning))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: (-len(form[0]), form))

    def match(self, words: Sequence[str], index: int) -> tuple[int, str]:
        """Return length in tokens and meaning of the longest phrase at ``index`` of the lower-case ``words``, or 0
        and "".
        """
        if not 0 <= index < len(words):
            return 0, ""
        for form, meaning in self._by_first.get(words[index], ()):
            if tuple(words[index : index + len(form)]) == form:
                return len(form), meaning
        return 0, ""

    def length(self, words: Sequence[str], index: int) -> int:
        """Return the length in tokens of the longest phrase at ``index``, 0 when there is none."""
        return self.match(words, index)[0]


class SpeechWords:
    """What ``speech.ttl``, ``closed-words.ttl`` and ``roles.ttl`` say of speech and speakers."""

    def __init__(self, ontology: Ontology, tokenizer: Tokenizer) -> None:
        """Compile the word classes once."""

        def phrases(name: str) -> PhraseForms:
            return PhraseForms(((form, name) for form in ontology.words(name)), tokenizer)

        inflection = Inflection.read(ontology.folder / "verb-forms.tsv")
        infinitives = ontology.words("reporting-verbs")
        self.having_forms = inflection.verb("avoir")
        self.reply_forms = frozenset(form for verb in ontology.words("reply-verbs") for form in inflection.verb(verb))
        self.person_endings = tuple(sorted(ontology.words("person-endings")))
        self.person_nouns = ontology.words("person-nouns")
        self.reporting_forms = frozenset(form for verb in infinitives for form in inflection.verb(verb))
        self.attributions = phrases("attributions")
        self.viewpoints = phrases("viewpoints")
        self.speaker_places = phrases("speaker-places")
        self.latter = phrases("latter-person")
        self.concerned = phrases("concerned-person")
        self.first_of_two = phrases("first-of-two")
        self.second_of_two = phrases("second-of-two")
        self.utterances = ontology.words("utterances")
        self.titled_things = ontology.words("titled-things")
        self.moments = ontology.words("moments")
        self.address_words = ontology.words("address-words")
        self.women_titles = ontology.words("women-titles")
        self.men_titles = ontology.words("men-titles")
        self.women_first_names = ontology.words("women-first-names")
        self.men_first_names = ontology.words("men-first-names")
        self.body_nouns = ontology.words("body-nouns")
        self.titles = ontology.words("civil-titles") | self.women_titles | self.men_titles
        self.functions = PhraseForms(
            ((form, entry.iri) for entry in ontology.lexicon if entry.is_function for form in entry.forms), tokenizer
        )

    def is_person_noun(self, words: Sequence[str], index: int) -> bool:
        """Whether the noun at ``index`` means somebody: an office, or a word such as "natif", "navigatrice"."""
        word = words[index]
        if word in self.body_nouns or word in self.utterances or word in self.titled_things:
            return False
        known = word in self.person_nouns or self.functions.length(words, index) > 0
        return known or word.endswith(self.person_endings)
