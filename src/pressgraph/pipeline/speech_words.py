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
        self.first_words = frozenset(self._by_first)  #: where none stands, nothing is found

    def match(self, words: Sequence[str], index: int) -> tuple[int, str]:
        """Return length in tokens and meaning of the longest phrase at ``index`` of the lower-case ``words``, or 0
        and "".
        """
        if not 0 <= index < len(words) or words[index] not in self.first_words:
            return 0, ""
        for form, meaning in self._by_first[words[index]]:
            if tuple(words[index : index + len(form)]) == form:
                return len(form), meaning
        return 0, ""

    def length(self, words: Sequence[str], index: int) -> int:
        """Return the length in tokens of the longest phrase at ``index``, 0 when there is none."""
        return self.match(words, index)[0]


class GrammarWords:
    """The closed classes of words that reading a clause needs."""

    def __init__(self, ontology: Ontology) -> None:
        """Look them up once."""
        self.person_pronouns = ontology.words("person-pronouns")
        self.vague_pronouns = ontology.words("vague-pronouns")
        self.own_voice = ontology.words("own-voice-pronouns")
        self.indefinite = ontology.words("indefinite-pronouns")
        self.relatives = ontology.words("relatives")
        self.subject_relatives = ontology.words("subject-relatives")
        self.possessives = ontology.words("possessives")
        self.demonstratives = ontology.words("demonstratives")
        #: determiners of a noun that points back: "le maire", "cette élue"
        self.referring = self.demonstratives | ontology.words("own-articles") - {"les"}
        self.contracted = ontology.words("contracted-articles")
        self.clitics = ontology.words("clitics")
        self.before_infinitive = ontology.words("before-infinitive")
        self.complementizers = ontology.words("complementizers")
        self.inversion_links = ontology.words("inversion-links")
        #: behind which a reporting verb may stand before its subject
        self.inversion_openers = ontology.words("like-openers") | {","}
        #: behind which a quote may go on with the clause
        self.clause_openers = self.complementizers | self.subject_relatives | {","}
        self.negative_particles = ontology.words("negative-particles")
        self.agent_markers = ontology.words("par")


class SpeechWords(GrammarWords):
    """What ``speech.ttl``, ``closed-words.ttl`` and ``roles.ttl`` say of speech and speakers."""

    def __init__(self, ontology: Ontology, tokenizer: Tokenizer) -> None:
        """Compile the word classes once."""
        super().__init__(ontology)

        def phrases(name: str) -> PhraseForms:
            return PhraseForms(((form, name) for form in ontology.words(name)), tokenizer)

        inflection = Inflection.read(ontology.folder / "verb-forms.tsv")

        def verb_forms(name: str) -> frozenset[str]:
            return frozenset(form for verb in ontology.words(name) for form in inflection.verb(verb))

        self.having_forms = inflection.verb("avoir")
        self.reply_forms = verb_forms("reply-verbs")
        self.perception_forms = verb_forms("perception-verbs")
        self.reporting_forms = verb_forms("reporting-verbs")
        self.that_forms = verb_forms("reporting-that")
        self.infinitive_forms = verb_forms("reporting-infinitive")
        self.telling_forms = verb_forms("telling-verbs")
        self.told_infinitives = ontology.words("told-infinitives")
        #: that may state what somebody says
        self.stating_forms = self.that_forms | self.infinitive_forms | self.told_infinitives
        self.hypotheses = ontology.words("hypotheses")
        self.doubting = self.negative_particles | self.hypotheses
        self.circumstance_prepositions = ontology.words("circumstance-prepositions")
        self.sources = ontology.words("sources")
        self.content_ends = phrases("content-ends")
        self.person_endings = tuple(sorted(ontology.words("person-endings")))
        self.person_nouns = ontology.words("person-nouns")
        self.attributions = phrases("attributions")
        self.reporting_attributions = phrases("reporting-attributions")
        self.viewpoints = phrases("viewpoints")
        self.speaker_places = phrases("speaker-places")
        self.latter = phrases("latter-person")
        self.concerned = phrases("concerned-person")
        self.same_person = phrases("same-person")
        self.first_of_two = phrases("first-of-two")
        self.second_of_two = phrases("second-of-two")
        self.utterances = ontology.words("utterances")
        self.titling_words = ontology.words("titling-words")
        self.titled_things = ontology.words("titled-things")
        self.moments = ontology.words("moments")
        self.address_words = ontology.words("address-words")
        self.women_titles = ontology.words("women-titles")
        self.men_titles = ontology.words("men-titles")
        self.women_first_names = ontology.words("women-first-names")
        self.men_first_names = ontology.words("men-first-names")
        self.body_nouns = ontology.words("body-nouns")
        self.no_person_nouns = self.body_nouns | self.utterances | self.titling_words | self.titled_things
        self.titles = ontology.words("civil-titles") | self.women_titles | self.men_titles
        self.named_by = ontology.words("named-by")
        self.functions = PhraseForms(
            ((form, entry.iri) for entry in ontology.lexicon if entry.is_function for form in entry.forms), tokenizer
        )

    def is_speaker_noun(self, words: Sequence[str], index: int) -> bool:
        """Whether the noun at ``index`` means somebody or a body."""
        return words[index] in self.body_nouns or self.is_person_noun(words, index)

    def is_person_noun(self, words: Sequence[str], index: int) -> bool:
        """Whether the noun at ``index`` means somebody: an office, or a word such as "natif", "navigatrice"."""
        word = words[index]
        if word in self.no_person_nouns:
            return False
        known = word in self.person_nouns or self.functions.length(words, index) > 0
        return known or word.endswith(self.person_endings)
