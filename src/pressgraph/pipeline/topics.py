"""Which body, place or event an article means where it leaves the name out: by class, by place in the article and by
how often it is named.

The weights were fitted on annotated articles and rounded; what no candidate leads clearly stays open.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.pipeline.bodies import Bodies
from pressgraph.pipeline.home_towns import HomeTowns
from pressgraph.pipeline.names import Mention, NamedEntity, Names
from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.speech_layout import SpeechLayout

_SCHEMA = "https://schema.org/"
_TOWNS = {_SCHEMA + EntityType.PLACE.value}
#: for a body first named in the headline, or in the paragraph behind it
_HEADLINE = 2.1
_LEAD = 1.5
#: for one that opens a sentence of the paragraph in which it is meant, and the paragraph itself
_OPENS_SENTENCE = 1.9
_OPENS_PARAGRAPH = 0.9
#: for one of a class that the words ask for, rather than of none
_OF_CLASS = 1.1
#: for one whose name is the noun, with more behind it: "le lycée" for the lycée Ampère
_CALLED_SO = 3.0
#: for each power of e of its mentions
_FREQUENCY = 1.3
#: off for each power of e of the sentences since it was named, and for another paragraph
_DISTANCE = 0.45
_OTHER_PARAGRAPH = 0.6
#: off for one that stands in a parenthesis, and for one that the article calls by a common noun alone
_ASIDE = 0.9
_GENERIC = 1.4
#: the weight of its being none of those that are named
_NONE = -1.15
#: share of all weights, as powers of e, that the best must have
_LEAST_SHARE = 0.8
#: tokens within which a name opens its sentence
_OPENING_REACH = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention  #: the last one before the words that mean it
    weight: float


class Topics:
    """The bodies, places and events that one document talks about."""

    def __init__(self, doc: ParsedText, names: Names, layout: SpeechLayout, body_nouns: frozenset[str]) -> None:
        """Prepare for one document; ``body_nouns`` are common nouns for bodies."""
        self._doc = doc
        self._names = names
        self._layout = layout
        self._body_nouns = body_nouns
        self._bodies = Bodies(names)
        self._towns = HomeTowns(doc, names, layout, self._bodies)
        self._starts = [[mention.start for mention in entity.mentions] for entity in names.entities]
        self._all_starts = [mention.start for mention in names.mentions]

    def meant(
        self, before: int, *, classes: Collection[str], noun: str = "", other_than: Collection[int] = ()
    ) -> Mention | None:
        """Return the last mention, before a token, of the one thing of ``classes`` that the words there can mean.

        ``classes`` are IRIs, ``noun`` the common noun that stands for it when there is one, ``other_than`` entities
        that it can't be. None when no candidate leads clearly.
        """
        if _TOWNS.issuperset(classes):
            return self._towns.meant(before)
        last = ((entity, self._last_before(entity, before)) for entity in range(len(self._starts)))
        candidates = [
            self._weighed(mention, before, classes, noun)
            for entity, mention in last
            if mention is not None
            and entity not in other_than
            and (self.is_of(mention, classes) or self._is_called(self._names.entities[entity], noun))
        ]
        return _clear_best(candidates)

    def spoken_of(self, before: int, *, suits: Callable[[Mention], bool]) -> Mention | None:
        """Return the body that the sentence of a token names up to there, else the sentence before it.

        Where a sentence names several that suit, its subject is meant: "A a racheté B. Son patron, …".
        """
        number = self._layout.sentence_of[before]
        for sentence in reversed(self._layout.sentences[max(number - 1, 0) : number + 1]):
            if sentence.paragraph < self._layout.sentences[number].paragraph - 1:
                return None
            here = [m for m in self._between(sentence.start, min(sentence.gaps[-1].end, before)) if suits(m)]
            if here:
                chosen = [m for m in here if self._is_subject(m)] or here
                return chosen[-1] if len({m.entity for m in chosen}) == 1 else None
        return None

    def is_topic(self, mention: Mention) -> bool:
        """Whether a mention is the subject of its clause, or opens its sentence."""
        return self._is_subject(mention) or self._opens_sentence(mention)

    def is_of(self, mention: Mention, classes: Collection[str]) -> bool:
        """Whether what a mention names shows one of ``classes`` (IRIs)."""
        return self._class_of(mention) in classes

    def _class_of(self, mention: Mention) -> str:
        return self._bodies.class_of(mention) or _SCHEMA + mention.type.value

    def _is_subject(self, mention: Mention) -> bool:
        return self._names.span(mention).root.dep_.startswith("nsubj")

    def _weighed(self, mention: Mention, before: int, classes: Collection[str], noun: str) -> _Candidate:
        entity = self._names.entities[mention.entity]
        layout = self._layout
        first = layout.paragraph_of(entity.mentions[0].start)
        sentences = layout.sentence_of[before] - layout.sentence_of[mention.start]
        start, _ = layout.paragraph_bounds(before)
        here = self._mentions_between(mention.entity, start, before)
        class_ = self._class_of(mention)
        weight = (
            _HEADLINE * (first == 0)
            + _LEAD * (first == 1)
            + _OPENS_SENTENCE * any(map(self._opens_sentence, here))
            + _OPENS_PARAGRAPH * any(m.start < start + _OPENING_REACH for m in here)
            + _OF_CLASS * (class_ in classes and class_ != _SCHEMA + entity.type.value)
            + _CALLED_SO * self._is_called(entity, noun)
            + _FREQUENCY * math.log(len(entity.mentions))
            - _DISTANCE * math.log1p(sentences)
            - _OTHER_PARAGRAPH * (not here)
            - _ASIDE * self._is_aside(mention)
            - _GENERIC * (entity.name.lower() in self._body_nouns)
        )
        return _Candidate(mention, weight)

    def _opens_sentence(self, mention: Mention) -> bool:
        sentence = self._layout.sentences[self._layout.sentence_of[mention.start]]
        return mention.start - sentence.start < _OPENING_REACH

    def _is_aside(self, mention: Mention) -> bool:
        return mention.start > 0 and self._doc[mention.start - 1].text == "("

    def _is_called(self, entity: NamedEntity, noun: str) -> bool:
        """Whether a name begins with the noun, or the article once puts the noun right before it."""
        if not noun or entity.type is EntityType.PERSON:
            return False
        return any(
            (self._doc[m.start].lower_ == noun and m.end - m.start > 1)
            or (m.start > 0 and self._doc[m.start - 1].lower_ == noun)
            for m in entity.mentions
        )

    def _last_before(self, entity: int, before: int) -> Mention | None:
        number = bisect_left(self._starts[entity], before) - 1
        return self._names.entities[entity].mentions[number] if number >= 0 else None

    def _mentions_between(self, entity: int, start: int, end: int) -> tuple[Mention, ...]:
        starts = self._starts[entity]
        return self._names.entities[entity].mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def _between(self, start: int, end: int) -> tuple[Mention, ...]:
        return self._names.mentions[bisect_left(self._all_starts, start) : bisect_left(self._all_starts, end)]


def _clear_best(candidates: list[_Candidate]) -> Mention | None:
    """Return the candidate with the greater part of all weights."""
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate.weight)
    total = math.exp(_NONE) + sum(math.exp(candidate.weight) for candidate in candidates)
    return best.mention if math.exp(best.weight) / total >= _LEAST_SHARE else None
