"""Whom a name, pronoun or function means, as the article goes on: a careful co-reference for the search of speakers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.people import People
from pressgraph.pipeline.speakers import Kind, PhraseReader, Reference
from pressgraph.pipeline.speech_layout import SpeechLayout
from pressgraph.pipeline.speech_words import SpeechWords

#: determiners of somebody whom the reader knows already, and those that point to who was spoken of last
#: how far back, in paragraphs and in mentions, a pronoun may find its person
_PARAGRAPHS_BACK = 3
_MENTIONS_BACK = 40
#: people named most often, among whom the article's main one is looked for
_MAIN_PEOPLE = 8
#: what makes a person less likely to be meant, in sentences of distance
_PARAGRAPH_COST = 1.0
_GOVERNED_COST = 1.5
_UNKNOWN_GENDER_COST = 1.0
#: by how much a person must be nearer than anybody else for a reference that must be sure
_CLEAR_LEAD = 1.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks or is spoken of: an entity, or only the words for them."""

    mention: Mention | None
    text: str


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A place where somebody is named, speaks or is the subject under another word."""

    index: int  #: token index
    speaker: Speaker
    gender: str | None
    is_salient: bool  #: whether a pronoun reaches it easily: a speaker, a subject, no complement


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun means."""

    mention: Mention | None  #: None for somebody known by a function alone
    distance: float  #: in sentences and what counts like one


class Cast:
    """Who has appeared so far, and whom a reference means."""

    def __init__(
        self, doc: ParsedText, names: Names, layout: SpeechLayout, reader: PhraseReader, words: SpeechWords
    ) -> None:
        """Take the mentions of ``names`` that the article itself makes, not those in quotes."""
        self._doc = doc
        self._names = names
        self._layout = layout
        self._reader = reader
        self._words = words
        self._people = People(doc, names, reader, words)
        self._own_words = [m for m in names.mentions if not layout.is_quoted(m.start) and not self._is_byline(m)]
        self._own_starts = [m.start for m in self._own_words]
        people = [e.mentions for e in names.entities if e.type is EntityType.PERSON]
        self._most_named = sorted(people, key=lambda mentions: -len(mentions))[:_MAIN_PEOPLE]
        self._noted: list[_Appearance] = []

    def speaker(self, mention: Mention) -> Speaker:
        """Return the speaker of a name."""
        return Speaker(mention, self._names.span(mention).text)

    def note(self, index: int, speaker: Speaker, gender: str | None = None) -> None:
        """Remember that somebody speaks, or is the subject, at the token ``index``; calls follow the text."""
        known = self._people.gender_of(speaker.mention) if speaker.mention is not None else gender
        self._noted.append(_Appearance(index, speaker, known, is_salient=True))

    def note_subject(self, reference: Reference) -> None:
        """Remember the subject of a sentence when it is a pronoun or a person's function; names need no note."""
        if reference.kind is Kind.NAME:
            return
        speaker = self.resolve(reference, before=reference.start)
        if (
            speaker is None
            and reference.kind is Kind.NOUN
            and self._words.is_person_noun(self._layout.lower, reference.head)
        ):
            speaker = Speaker(None, self._doc.written(reference.start, reference.end))
        if speaker is not None:
            self.note(reference.start, speaker, self._people.gender_of_words(reference))

    def nobody_before(self, index: int) -> bool:
        """Whether no person has appeared yet."""
        return next(self._recent(index), None) is None

    def somebody_in_paragraph(self, before: int) -> bool:
        """Whether a person has appeared in the paragraph before a token."""
        last = next(self._recent(before), None)
        return last is not None and self._paragraph(last.index) == self._paragraph(before)

    def resolve(self, reference: Reference, *, before: int, other_than: Mention | None = None) -> Speaker | None:
        """Return whom ``reference`` means at the token ``before``, or None when it isn't safe.

        ``other_than`` is somebody whom a pronoun can't mean: who has just been answered.
        """
        if reference.kind is Kind.NAME and reference.mention is not None:
            return self.speaker(reference.mention)
        if reference.kind is Kind.VAGUE:
            return None
        if reference.kind in {Kind.FIRST, Kind.SECOND}:
            return self._of_two(before, second=reference.kind is Kind.SECOND)
        gender = self._people.gender_of_words(reference)
        if reference.kind is Kind.LATTER:
            return self._latter(before, gender)
        if reference.kind is Kind.NOUN:
            return self._holder(reference, gender, before)
        return self.antecedent(before, gender, other_than=other_than)

    def antecedent(self, before: int, gender: str | None, *, other_than: Mention | None = None) -> Speaker | None:
        """Return the person whom a pronoun of ``gender`` at the token ``before`` means: the most salient one."""
        best: _Appearance | None = None
        least = 0.0
        for appearance, distance in self._reached(before, gender, other_than):
            # Of two as near, the first counts: a sentence's subject comes before its object.
            if best is None or distance <= least:
                best, least = appearance, distance
        return best.speaker if best is not None else self._protagonist(gender, other_than)

    def clear_antecedent(
        self, before: int, gender: str | None, *, other_than: Mention | None = None
    ) -> Antecedent | None:
        """Return the person whom a pronoun means when nobody else comes near; None as soon as two compete."""
        nearest: dict[int | None, Antecedent] = {}
        for appearance, distance in self._reached(before, gender, other_than):
            entity = _entity(appearance.speaker)
            if entity not in nearest or distance < nearest[entity].distance:
                nearest[entity] = Antecedent(appearance.speaker.mention, distance)
        ranked = sorted(nearest.values(), key=lambda antecedent: antecedent.distance)
        if not ranked or (len(ranked) > 1 and ranked[1].distance - ranked[0].distance < _CLEAR_LEAD):
            return None
        return ranked[0]

    def is_main(self, mention: Mention) -> bool:
        """Whether the article names nobody more often than this person."""
        count = len(self._names.entities[mention.entity].mentions)
        return all(len(mentions) <= count for mentions in self._most_named)

    def _reached(
        self, before: int, gender: str | None, other_than: Mention | None
    ) -> Iterator[tuple[_Appearance, float]]:
        """Yield the appearances that a pronoun may mean, the last first, with their distance."""
        for appearance in self._recent(before):
            if other_than is not None and _entity(appearance.speaker) == other_than.entity:
                continue
            distance = self._distance(appearance, before, gender)
            if distance is not None:
                yield appearance, distance

    def _distance(self, appearance: _Appearance, before: int, gender: str | None) -> float | None:
        """Return how far a person is from a pronoun, in sentences and what counts like one; None when not meant."""
        if gender is not None and appearance.gender not in {None, gender}:
            return None
        paragraphs = self._paragraph(before) - self._paragraph(appearance.index)
        if paragraphs > _PARAGRAPHS_BACK:
            return None
        sentences = self._layout.sentence_of[before] - self._layout.sentence_of[appearance.index]
        unknown = gender is not None and appearance.gender is None
        return (
            sentences
            + _PARAGRAPH_COST * paragraphs
            + _GOVERNED_COST * (not appearance.is_salient)
            + _UNKNOWN_GENDER_COST * unknown
        )

    def _protagonist(self, gender: str | None, other_than: Mention | None) -> Speaker | None:
        """Return the person whom the article is about: named more often than any other."""
        fitting = [
            mentions
            for mentions in self._most_named
            if self._people.fits(mentions[0], gender)
            and (other_than is None or mentions[0].entity != other_than.entity)
        ]
        if not fitting or (len(fitting) > 1 and len(fitting[1]) == len(fitting[0])):
            return None
        return self.speaker(fitting[0][0])

    def _recent(self, before: int, kind: EntityType = EntityType.PERSON) -> Iterator[_Appearance]:
        """Yield who appeared before a token, the last first."""
        stop = bisect_left(self._own_starts, before)
        named = [
            _Appearance(m.start, self.speaker(m), self._people.gender_of(m), not self._reader.is_governed(m))
            for m in self._own_words[max(0, stop - _MENTIONS_BACK) : stop]
            if m.type is kind
        ]
        noted = [a for a in self._noted[-_MENTIONS_BACK:] if a.index < before and _type(a.speaker) is kind]
        yield from sorted([*named, *noted], key=lambda appearance: -appearance.index)

    def _latter(self, before: int, gender: str | None) -> Speaker | None:
        """Return the person named last: "celui-ci", "ce dernier"."""
        return next((a.speaker for a in self._recent(before) if gender is None or a.gender in {None, gender}), None)

    def _of_two(self, before: int, *, second: bool) -> Speaker | None:
        """Return the first or second of the people whom the last sentence with two of them names."""
        people: list[Speaker] = []
        sentence = -1
        for appearance in self._recent(before):
            if self._layout.sentence_of[appearance.index] != sentence:
                if len(people) > 1:
                    break
                people, sentence = [], self._layout.sentence_of[appearance.index]
            if _entity(appearance.speaker) not in map(_entity, people):
                people.insert(0, appearance.speaker)
        return people[int(second)] if len(people) > 1 else None

    def _holder(self, reference: Reference, gender: str | None, before: int) -> Speaker | None:
        """Return the one whom the article has called by a noun, else the one whom it can only describe."""
        determiner = self._layout.lower[reference.start]
        if determiner not in self._words.referring:
            return None
        holders = self._people.called(reference.head)
        if not holders:
            return self._described(
                reference.head, gender, before, demonstrative=determiner in self._words.demonstratives
            )
        recent = (a.speaker for kind in EntityType for a in self._recent(before, kind))
        fitting = {
            entity: speaker
            for speaker in recent
            if (entity := _entity(speaker)) in holders
            and speaker.mention is not None
            and self._people.fits(speaker.mention, gender)
        }
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        if len(holders) > 1:
            return None
        (entity,) = holders
        mention = self._names.entities[entity].mentions[0]
        return self.speaker(mention) if self._people.fits(mention, gender) else None

    def _described(self, noun: int, gender: str | None, before: int, *, demonstrative: bool) -> Speaker | None:
        """Return whom a noun describes that nobody was introduced by: "la vieille dame", "l'armement".

        Only when there is no choice: the one fitting name of the paragraph, else of the paragraph before. "Ce notaire"
        is whoever was spoken of last.
        """
        is_body = self._layout.lower[noun] in self._words.body_nouns
        if not is_body and not self._words.is_person_noun(self._layout.lower, noun):
            return None
        if demonstrative and not is_body:
            return self.antecedent(before, gender)
        recent = list(self._recent(before, EntityType.ORGANIZATION if is_body else EntityType.PERSON))
        for back in (0, 1):
            here = {
                _entity(a.speaker): a.speaker
                for a in recent
                if self._paragraph(a.index) == self._paragraph(before) - back
                and (is_body or gender is None or a.gender in {None, gender})
            }
            if here:
                return next(iter(here.values())) if len(here) == 1 else None
        return None

    def _is_byline(self, mention: Mention) -> bool:
        """Whether a name is all that its paragraph says: who wrote the article, not whom it is about."""
        start, end = self._layout.paragraph_bounds(mention.start)
        return mention.type is EntityType.PERSON and end - start <= mention.end - mention.start + 1

    def _paragraph(self, index: int) -> int:
        return self._layout.paragraph_of(index)


def _entity(speaker: Speaker) -> int | None:
    return speaker.mention.entity if speaker.mention is not None else None


def _type(speaker: Speaker) -> EntityType:
    """Return the kind of a speaker; only people are known by their function alone."""
    return speaker.mention.type if speaker.mention is not None else EntityType.PERSON
