"""Which town an article means by "le maire" or "la commune": that of its heading or dateline, else the first named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pressgraph.facts import EntityType
from pressgraph.pipeline.bodies import Bodies
from pressgraph.pipeline.names import Mention, Names
from pressgraph.pipeline.parsed_text import ParsedText
from pressgraph.pipeline.speech_layout import SpeechLayout

#: signs between a dateline and its article: "BRIGNY. – …"
_DATELINE_SIGNS = {".", ":", "–", "—", "-", "|"}
#: words before the name of an area rather than a town: "en Isère", "la Meuse"
_AREA_SIGNS = {"en", "(", "la", "l'", "les", "dans"}
#: tokens within which a town opens its paragraph: "À Brigny, …"
_OPENING_REACH = 4
#: paragraphs in which the first place of an article tells what it is about: headline and lead
_LEADING_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True)
class _Heading:
    """A part of the article that is about one town, or nobody knows which."""

    start: int  #: token index
    town: Mention | None


class HomeTowns:
    """The towns that the parts of one document are about."""

    def __init__(self, doc: ParsedText, names: Names, layout: SpeechLayout, bodies: Bodies) -> None:
        """Find headings and datelines once."""
        self._doc = doc
        self._layout = layout
        self._bodies = bodies
        self._towns = [m for m in names.mentions if self._may_be_town(m)]
        self._starts = [m.start for m in self._towns]
        self._headings = [h for h in map(self._heading, self._towns) if h is not None]
        first = next((m for m in names.mentions if m.type is EntityType.PLACE), None)
        if not self._headings and first is not None and layout.paragraph_of(first.start) < _LEADING_PARAGRAPHS:
            self._headings = [self._led_by(first)]
        self._heading_starts = [heading.start for heading in self._headings]

    def meant(self, before: int) -> Mention | None:
        """Return the town that the words at the token ``before`` can mean; None when there are several."""
        start, _ = self._layout.paragraph_bounds(before)
        opening = self._between(start, min(before, start + _OPENING_REACH))
        if opening:
            return _only(opening)
        number = bisect_left(self._heading_starts, before) - 1
        return self._headings[number].town if number >= 0 else None

    def _heading(self, town: Mention) -> _Heading | None:
        """Return what begins with a place that is all of its paragraph, or a dateline before its first sentence."""
        start, end = self._layout.paragraph_bounds(town.start)
        if town.start != start or (town.end < end and self._doc[town.end].text not in _DATELINE_SIGNS):
            return None
        return _Heading(town.start, _only(self._between(start, end)))

    def _led_by(self, first: Mention) -> _Heading:
        """Return what the article is about by its first place: of a headline's towns, none is surer than the others."""
        start, end = self._layout.paragraph_bounds(first.start)
        towns = self._between(start, end)
        is_headline = self._layout.paragraph_of(first.start) == 0
        return _Heading(first.start, _only(towns if is_headline else towns[:1]))

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._towns[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]

    def _may_be_town(self, mention: Mention) -> bool:
        """Whether a name looks like a town's rather than a site's or an area's."""
        before = self._doc[mention.start - 1].lower_ if mention.start else ""
        first = self._doc[mention.start]
        return (
            mention.type is EntityType.PLACE
            and first.text[0].isupper()
            and first.lower_ != "les"
            and before not in _AREA_SIGNS
            and self._bodies.class_of(mention) is None
        )


def _only(towns: list[Mention]) -> Mention | None:
    """Return the town when all mentions name the same one."""
    return towns[-1] if towns and len({town.entity for town in towns}) == 1 else None
