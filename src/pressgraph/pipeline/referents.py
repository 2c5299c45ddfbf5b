"""What a pronoun, a possessive, a common noun or a function without its body stands for; nothing when in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cached_property

from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology
from pressgraph.pipeline.cast import Cast
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText, Word
from pressgraph.pipeline.people import People
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference
from pressgraph.pipeline.speech_layout import SpeechLayout
from pressgraph.pipeline.speech_subjects import SubjectFinder
from pressgraph.pipeline.speech_words import SpeechWords
from pressgraph.pipeline.topics import Topics

#: tokens behind a noun in which its complement begins
_COMPLEMENT_REACH = 6
_PERSON = frozenset({EntityType.PERSON})
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.EVENT})
#: how far, in sentences and what counts like one, a person may be from the pronoun
_REACH = 3.0
#: the same for the person whom the article is about
_MAIN_REACH = 6.0


class Referents:
    """The references of one document: each method returns the nearest mention of what is meant, or None."""

    def __init__(self, doc: ParsedText, names: Names, ontology: Ontology, words: SpeechWords) -> None:
        """Prepare for one document; who is in it is looked up when a word refers to somebody."""
        self._doc = doc
        self._names = names
        self._words = words
        self._implied = ontology.implied_bodies
        self._possessives = ontology.words("possessives")
        self._plural = ontology.words("plural-possessives")
        self._complement_markers = ontology.words("de")
        self._object_pronouns = ontology.words("object-pronouns")
        self._demonstratives = ontology.words("demonstratives")
        self._definite = ontology.words("singular-articles") | self._demonstratives
        self._layout = doc.once(SpeechLayout)
        self._references = self._find_references()
        self._reader = PhraseReader(doc, names, words, self._layout.lower)

    @cached_property
    def _people(self) -> People:
        return People(self._doc, self._names, self._reader, self._words)

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self._doc, self._names, self._layout, self._words.body_nouns)

    @cached_property
    def _cast(self) -> Cast:
        """Whom the article speaks of, from sentence to sentence."""
        cast = Cast(self._doc, self._names, self._layout, self._reader, self._words)
        subjects = SubjectFinder(self._names, self._reader, self._words)
        for sentence in self._layout.sentences:
            subject = subjects.of_sentence(sentence.start, sentence.gaps[-1].end)
            if subject is not None:
                cast.note_subject(subject)
        return cast

    def has_reference(self, index: int) -> bool:
        """Whether the sentence of a token holds a word that :meth:`of_word` may resolve."""
        sentence = self._doc[index].sent
        first = bisect_left(self._references, sentence.start)
        return first < len(self._references) and self._references[first] < sentence.end

    def _find_references(self) -> list[int]:
        """Return the token indices of pronouns, and of nouns behind an article that may stand for a name."""
        pronouns = self._words.person_pronouns | self._object_pronouns
        lower = self._layout.lower
        return [
            i
            for i, word in enumerate(lower)
            if word in pronouns
            or (
                (lower[i - 1] in self._definite and i)
                and (word in self._implied.nouns or self._words.is_person_noun(lower, i))
            )
        ]

    def of_word(self, word: Word, types: frozenset[EntityType]) -> Mention | None:
        """Return what a pronoun ("il", "celle-ci") or the head of a definite phrase ("la société") stands for."""
        if self._layout.is_quoted(word.i):
            return None  # a pronoun of direct speech follows another thread
        if word.lower_ in self._words.person_pronouns:
            return self._of_pronoun(word, types)
        if word.lower_ in self._object_pronouns and word.dep_ == "obj":
            return self._topics.spoken_of(word.i, suits=lambda m: m.type in types & _BODIES)
        if word.pos_ == "NOUN":
            return self._of_noun(word, types)
        return None

    def described(self, start: int) -> Mention | None:
        """Return the person whom words at ``start`` describe with no name beside them: "ce natif de Metz".

        Words that open their sentence describe its subject, a pronoun: "Né à Metz, il …".
        """
        if self._layout.is_quoted(start):
            return None
        first = start
        while first > 0 and self._doc[first - 1].pos_ == "ADJ":
            first -= 1
        if first > 0 and self._layout.lower[first - 1] in self._demonstratives:
            return self._demonstrated(first - 1, start)
        sentence = self._layout.sentences[self._layout.sentence_of[start]]
        if first != sentence.start:
            return None
        for token in self._doc[start : sentence.gaps[0].end]:
            if token.dep_.startswith("nsubj") and self._names.at(token) is None:
                if token.lower_ in self._words.person_pronouns:
                    return self._of_pronoun(token, _PERSON)
                return self._of_noun(token, _PERSON)
        return None

    def _demonstrated(self, determiner: int, noun: int) -> Mention | None:
        reference = Reference(Kind.NOUN, determiner, noun + 1, noun)
        return self._person(determiner, self._people.gender_of_words(reference))

    def possessor(
        self, determiner: Word, types: frozenset[EntityType], *, gender: str | None, other_than: Mention | None
    ) -> Mention | None:
        """Return whose "son", "sa" is: the person of ``gender`` spoken of, or the body where ``types`` admit one.

        ``other_than`` is the relative or the subsidiary itself.
        """
        if determiner.lower_ in self._plural or self._layout.is_quoted(determiner.i):
            return None
        if types == _PERSON:
            return self._person(determiner.i, gender or self._gender_of_subject(determiner), other_than=other_than)
        other = other_than.entity if other_than is not None else None
        bodies = types - _PERSON
        return self._topics.spoken_of(determiner.i, suits=lambda m: m.type in bodies and m.entity != other)

    def _gender_of_subject(self, word: Word) -> str | None:
        """Return the gender of the pronoun that is the subject of a word's sentence: "elle rencontre son mari"."""
        sentence = self._layout.sentences[self._layout.sentence_of[word.i]]
        for token in self._doc[sentence.start : sentence.gaps[-1].end]:
            if token.lower_ in self._words.person_pronouns and token.dep_.startswith("nsubj"):
                return self._people.gender_of_words(Reference(Kind.PRONOUN, token.i, token.i + 1, token.i))
        return None

    def body_of(
        self, function: str, start: int, end: int, *, before: int, other_than: Collection[int]
    ) -> Mention | None:
        """Return the body, named before the token ``before``, of the function (an IRI) at ``start`` to ``end``.

        ``other_than`` are bodies whose function somebody else holds.
        """
        classes = self._implied.functions.get(function)
        if classes is None or self._has_complement(end):
            return None
        if start and self._layout.lower[start - 1] in self._possessives:
            return self._topics.spoken_of(start, suits=lambda mention: self._topics.is_of(mention, classes))
        return self._topics.meant(before, classes=classes, other_than=other_than)

    def _has_complement(self, end: int) -> bool:
        """Whether a complement of its own stands behind a noun: "directeur des achats", "maire (UDF) de Metz"."""
        in_parenthesis = False
        for token in self._doc[end : end + _COMPLEMENT_REACH]:
            if token.lower_ in self._complement_markers:
                return True
            in_parenthesis = (in_parenthesis or token.text == "(") and token.text != ")"
            is_name = self._names.at(token) is not None
            if not in_parenthesis and token.text != ")" and (is_name or token.pos_ not in {"ADJ", "NOUN", "PROPN"}):
                return False
        return False

    def _of_pronoun(self, pronoun: Word, types: frozenset[EntityType]) -> Mention | None:
        """Return the person or body that was the last subject: the nearer of the two."""
        if not pronoun.dep_.startswith("nsubj"):
            return None  # "il faut", "il y a"
        reference = Reference(Kind.PRONOUN, pronoun.i, pronoun.i + 1, pronoun.i)
        gender = self._people.gender_of_words(reference)
        person = self._person(pronoun.i, gender)
        body = self._topics.spoken_of(pronoun.i, suits=lambda m: m.type in _BODIES)
        if body is not None and not (self._topics.is_topic(body) and self._people.body_fits(body, gender)):
            body = None
        found = person or body
        if person is not None and body is not None:
            found = max(person, body, key=lambda mention: self._layout.sentence_of[mention.start])
            if self._layout.sentence_of[person.start] == self._layout.sentence_of[body.start]:
                return None
        return found if found is not None and found.type in types else None

    def _person(self, before: int, gender: str | None, *, other_than: Mention | None = None) -> Mention | None:
        """Return the person of ``gender`` spoken of; one from another paragraph only when the article is about them."""
        found = self._cast.clear_antecedent(before, gender, other_than=other_than)
        mention = found.mention if found is not None else None
        if found is None or mention is None or self._has_rival(mention.end, before):
            return None
        if self._cast.is_main(mention):
            return mention if found.distance <= _MAIN_REACH else None
        same_paragraph = self._layout.paragraph_of(mention.start) == self._layout.paragraph_of(before)
        return mention if same_paragraph and found.distance <= _REACH else None

    def _has_rival(self, start: int, end: int) -> bool:
        """Whether somebody whom the text calls by a noun is a subject between two tokens."""
        lower = self._layout.lower
        return any(
            self._doc[i].dep_.startswith("nsubj") and self._words.is_person_noun(lower, i) and self._is_definite(i)
            for i in range(start, end)
        )

    def _is_definite(self, noun: int) -> bool:
        return noun > 0 and self._layout.lower[noun - 1] in self._definite and self._names.at(noun + 1) is None

    def _of_noun(self, noun: Word, types: frozenset[EntityType]) -> Mention | None:
        determiner = self._doc[noun.i - 1] if noun.i else noun
        if determiner.lower_ not in self._definite or self._has_complement(noun.i + 1):
            return None
        classes = self._implied.nouns.get(noun.lower_)
        if classes is not None:
            return self._topics.meant(determiner.i, classes=classes, noun=noun.lower_)
        if EntityType.PERSON not in types or determiner.lower_ in self._words.contracted:
            return None
        if determiner.lower_ in self._demonstratives and self._words.is_person_noun(self._layout.lower, noun.i):
            return self._demonstrated(determiner.i, noun.i)
        reference = Reference(Kind.NOUN, determiner.i, noun.i + 1, noun.i)
        speaker = self._cast.resolve(reference, before=determiner.i)
        return speaker.mention if speaker is not None else None
