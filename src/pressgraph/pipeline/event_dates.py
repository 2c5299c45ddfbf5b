"""When events take place: the dates that a sentence gives to a named event.

Two ways are sure enough: the event is the subject of a verb such as *se tenir*, *ouvrir*, *s'achever* that the date
depends on; or the date stands right behind the event's name ("le Forum des métiers, du 3 au 5 mai").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import EntityType, EventPart
from pressgraph.ontology import Ontology, load_ontology
from pressgraph.ontology.inflection import Inflection
from pressgraph.pipeline.dates import FoundDate
from pressgraph.pipeline.measured import SUBJECTS
from pressgraph.pipeline.names import Mention, Names, register_extensions
from pressgraph.pipeline.parsed_text import Word

_STEPS = 6  # heads that are climbed from a date to its verb
_GAP = 4  # tokens between an event's name and its date: ", du vendredi"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEventDate:
    """A date of an event."""

    entity: int  #: index of the event in ``doc._.names``
    date: int  #: index of the date in ``doc._.dates``
    part: EventPart


def find_event_dates(
    doc: Doc, names: Names, dates: tuple[FoundDate, ...], *, verbs: Mapping[str, EventPart], links: frozenset[str]
) -> Iterator[FoundEventDate]:
    """Yield the dates of the named events of ``doc``.

    ``verbs`` leads from the forms of verbs to the part of the event that they tell of; ``links`` are the words that
    may stand between an event's name and its date.
    """
    for number, day in enumerate(dates):
        if day.value is None:
            continue
        span = doc.char_span(day.start, day.end, alignment_mode="expand")
        if span is None:
            continue
        found = _behind_name(doc, names, span.start, links) or _of_verb(names, names.doc[span.root.i], verbs)
        if found is not None:
            mention, part = found
            yield FoundEventDate(entity=mention.entity, date=number, part=part)


def _behind_name(doc: Doc, names: Names, start: int, links: frozenset[str]) -> tuple[Mention, EventPart] | None:
    for index in range(start, max(start - _GAP - 1, 0), -1):
        mention = names.ending_at(index)
        if mention is not None:
            return (mention, EventPart.WHOLE) if mention.type is EntityType.EVENT else None
        if doc[index - 1].lower_ not in links:
            return None
    return None


def _of_verb(names: Names, token: Word, verbs: Mapping[str, EventPart]) -> tuple[Mention, EventPart] | None:
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            part = verbs.get(token.lower_)
            subject = next((child for child in token.children_near() if child.dep_ in SUBJECTS), None)
            mention = names.at(subject) if subject is not None else None
            if part is None or mention is None or mention.type is not EntityType.EVENT:
                return None
            return mention, part
        if token.head == token:
            return None
        token = token.head
    return None


@Language.factory(
    "pressgraph_event_dates",
    default_config={"ontologies": []},
    requires=["doc._.names", "doc._.dates", "token.dep", "token.head", "token.pos"],
    assigns=["doc._.event_dates"],
)
def make_event_dates(nlp: Language, name: str, ontologies: list[str]) -> EventDateComponent:
    """Create the component; ``ontologies`` are folders with a user's own Turtle files."""
    return EventDateComponent(load_ontology(*ontologies))


class EventDateComponent:
    """Writes ``doc._.event_dates``."""

    def __init__(self, ontology: Ontology) -> None:
        """Inflect the verbs once."""
        register_extensions()
        inflection = Inflection.read(ontology.folder / "verb-forms.tsv")
        parts = {"taking-place": EventPart.WHOLE, "beginning": EventPart.START, "ending": EventPart.END}
        self._verbs = {
            form: part
            for name, part in parts.items()
            for verb in ontology.words(name)
            for form in inflection.verb(verb)
        }
        self._links = ontology.words("event-date-links")

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of the events of ``doc``."""
        found = find_event_dates(doc, doc._.names, doc._.dates, verbs=self._verbs, links=self._links)
        doc._.event_dates = tuple(found)
        return doc
