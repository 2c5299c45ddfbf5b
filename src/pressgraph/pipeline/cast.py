"""The people of an article as the search of speakers needs them: man or woman, function, and who was spoken of last."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict

from spacy.tokens import Doc, Token

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference, is_finite
from pressgraph.pipeline.speech_layout import SpeechLayout
from pressgraph.pipeline.speech_words import SpeechWords

_FEMININE_WORDS = {"la", "une", "sa", "cette", "elle", "-elle", "celle-ci", "l'intéressée"}
_MASCULINE_WORDS = {"le", "un", "cet", "ce", "il", "-il", "celui-ci", "l'intéressé"}
#: how far back, in paragraphs and in mentions, a pronoun may find its person
_PARAGRAPHS_BACK = 3
_MENTIONS_BACK = 40


class Cast:
    """Who the people of a document are, and whom a pronoun or a function means."""

    def __init__(self, doc: Doc, names: Names, layout: SpeechLayout, reader: PhraseReader, words: SpeechWords) -> None:
        """Gather what the text shows of each person."""
        self._doc = doc
        self._names = names
        self._layout = layout
        self._reader = reader
        self._words = words
        people = [m for m in names.mentions if m.type is EntityType.PERSON]
        self._own_words = [m for m in people if not layout.is_quoted(m.start)]
        self._own_starts = [m.start for m in self._own_words]
        self._votes: dict[int, Counter[str]] = defaultdict(Counter)
        self._holders: dict[str, set[int]] = defaultdict(set)
        for mention in people:
            self._look_around(mention)
        #: who spoke, in the order of the text: (token index, mention)
        self._spoke: list[tuple[int, Mention]] = []

    def note_speaker(self, index: int, mention: Mention) -> None:
        """Remember that ``mention`` speaks at the token ``index``; calls come in the order of the text."""
        self._spoke.append((index, mention))

    def gender_of(self, mention: Mention) -> str | None:
        """Return "Fem" or "Masc" when the text shows it."""
        votes = self._votes.get(mention.entity)
        if not votes:
            return None
        (first, most), *others = votes.most_common()
        return None if others and others[0][1] == most else first

    def resolve(self, reference: Reference, *, before: int) -> Mention | None:
        """Return the person or body that ``reference`` means at the token ``before``, or None when it isn't safe."""
        if reference.kind is Kind.NAME:
            return reference.mention
        if reference.kind is Kind.VAGUE:
            return None
        gender = self._gender_of_words(reference)
        if reference.kind is Kind.NOUN:
            return self._holder_of(reference, gender, before)
        return self.antecedent(before, gender)

    def antecedent(self, before: int, gender: str | None) -> Mention | None:
        """Return the person whom a pronoun of ``gender`` at the token ``before`` means."""
        paragraph = self._paragraph(before)
        best: list[Mention] = []
        sentence = -1
        for mention, spoke in self._recent(before):
            if paragraph - self._paragraph(mention.start) > _PARAGRAPHS_BACK:
                break
            if self._layout.sentence_of[mention.start] != sentence and best:
                break
            if not self._fits(mention, gender):
                continue
            sentence = self._layout.sentence_of[mention.start]
            if spoke or not self._reader.is_governed(mention):
                best.append(mention)
            elif not best:
                best = [mention]
        return best[-1] if best else None

    def _recent(self, before: int) -> list[tuple[Mention, bool]]:
        """Return the people named or speaking before a token, the last first, each with whether they spoke there."""
        stop = bisect_left(self._own_starts, before)
        named = [(m.start, m, False) for m in self._own_words[max(0, stop - _MENTIONS_BACK) : stop]]
        spoke = [(index, m, True) for index, m in self._spoke[-_MENTIONS_BACK:] if index < before]
        ordered = sorted([*named, *spoke], key=lambda event: -event[0])
        return [(mention, has_spoken) for _, mention, has_spoken in ordered]

    def _holder_of(self, reference: Reference, gender: str | None, before: int) -> Mention | None:
        holders = self._holders.get(self._key(reference.head), set())
        if not holders:
            return None
        fitting = [m for m, _ in self._recent(before) if m.entity in holders and self._fits(m, gender)]
        if fitting and len({m.entity for m in fitting}) == 1:
            return fitting[0]
        if len(holders) == 1:
            (entity,) = holders
            mention = self._names.entities[entity].mentions[0]
            return mention if self._fits(mention, gender) else None
        return None

    def _fits(self, mention: Mention, gender: str | None) -> bool:
        return gender is None or self.gender_of(mention) in {None, gender}

    def _gender_of_words(self, reference: Reference) -> str | None:
        phrase = self._doc[reference.start : reference.end]
        for word in (phrase[0].lower_, phrase.text.lower()):
            if word in _FEMININE_WORDS:
                return "Fem"
            if word in _MASCULINE_WORDS:
                return "Masc"
        return _gender(self._doc[reference.head])

    def _paragraph(self, index: int) -> int:
        return self._layout.sentences[self._layout.sentence_of[index]].paragraph

    def _key(self, noun: int) -> str:
        """Return what a function is called whoever holds it: its entry, else the noun."""
        length, entry = self._words.functions.match(self._layout.lower, noun)
        return entry if length else self._layout.lower[noun]

    def _look_around(self, mention: Mention) -> None:
        votes = self._votes[mention.entity]
        for title in self._reader.titles_before(mention):
            votes["Fem"] += 3 * (title in self._words.women_titles)
            votes["Masc"] += 3 * (title in self._words.men_titles)
        noun = self._noun_before(mention)
        if noun is not None:
            self._holders[self._key(noun.i)].add(mention.entity)
            gender = _gender_of_determiner(noun) or _gender(noun)
            if gender:
                votes[gender] += 2
        for word in self._words_behind(mention):
            if word.pos_ == "NOUN":
                self._holders[self._key(word.i)].add(mention.entity)
            gender = _gender(word)
            if gender:
                votes[gender] += 2 if gender == "Fem" else 1
        self._votes[mention.entity] = +votes

    def _noun_before(self, mention: Mention) -> Token | None:
        """Return the noun that the name is the apposition of: "le maire de Vignolles, Paul Arnoux"."""
        index = mention.start - 1
        while index > 0 and (self._layout.lower[index] in self._words.titles):
            index -= 1
        has_comma = index > 0 and self._doc[index].text == ","
        noun: Token | None = None
        for position in range(index - has_comma, max(-1, index - 14), -1):
            token = self._doc[position]
            if token.is_space or token.is_sent_end and position < index - 1 or is_finite(token) or token.text in ",;:.":
                return None
            if token.pos_ == "NOUN":
                noun = token
            elif noun is not None and token.pos_ == "DET" and not self._preposition_at(position):
                if not self._preposition_at(position - 1):
                    return noun
            elif not has_comma and token.pos_ not in {"ADJ", "DET", "NUM"} and self._names.at(token) is None:
                if not self._preposition_at(position):
                    return noun
        return None

    def _preposition_at(self, index: int) -> bool:
        return index >= 0 and (self._doc[index].pos_ == "ADP" or self._layout.lower[index] in {"du", "au", "des", "aux"})

    def _words_behind(self, mention: Mention) -> list[Token]:
        """Return the first noun or participle of the apposition behind a name: ", conservatrice en chef", ", né à Brest"."""
        if mention.end + 1 >= len(self._doc) or self._doc[mention.end].text != ",":
            return []
        for token in self._doc[mention.end + 1 : mention.end + 5]:
            if token.pos_ in {"NOUN", "VERB"} or token.pos_ == "ADJ" and token.text.lower().startswith("né"):
                return [token] if not is_finite(token) else []
            if token.pos_ not in {"DET", "ADJ", "ADV", "NUM"}:
                return []
        return []


def _gender(token: Token) -> str | None:
    genders = token.morph.get("Gender")
    return genders[0] if len(genders) == 1 and genders[0] in {"Fem", "Masc"} else None


def _gender_of_determiner(noun: Token) -> str | None:
    for index in range(noun.i - 1, max(-1, noun.i - 4), -1):
        word = noun.doc[index].lower_
        if word in _FEMININE_WORDS:
            return "Fem"
        if word in _MASCULINE_WORDS:
            return "Masc"
    return None
