"""The examples of lexical entries, read as the pipeline reads an article: each must give its relation.

An example marks the RDF subject and object: "[s Anne Le Bihan], maire de [o Plouézec]". The names are given to the
pipeline; only syntax and lexicon are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType
from pressgraph.ontology import LexicalEntry, Ontology
from pressgraph.pipeline.names import Names, entities_from
from pressgraph.pipeline.relations import FoundRelation
from pressgraph.pipeline.text import normalise

_MARK = re.compile(r"\[(?P<side>[so]) (?P<article>(?:(?:[Ll]es?|[Ll]a) |[Ll]['’])?)(?P<name>[^\]]+)\]")
_SYNTAX = ("pressgraph_paragraphs", "tok2vec", "morphologizer", "parser", "attribute_ruler")


def wrong_examples(entries: Iterable[LexicalEntry], nlp: Language, ontology: Ontology) -> Iterator[OntologyError]:
    """Yield the examples that don't give the relation of their entry, and the counter-examples that give it as a fact.

    ``nlp`` is a pipeline that was built with ``ontology``.
    """
    for entry in entries:
        name = entry.relation.guide_name
        for example in entry.examples:
            if not _found(example, entry, nlp, ontology):
                yield OntologyError(
                    f'{entry.file}: <{entry.iri}> has the example "{example}", in which {name} isn\'t found; mend its '
                    "frame or forms, or give a plainer sentence"
                )
        for example in entry.counter_examples:
            if any(relation.modality.is_fact for relation in _found(example, entry, nlp, ontology)):
                yield OntologyError(
                    f'{entry.file}: <{entry.iri}> has the counter-example "{example}", in which {name} is found; '
                    "narrow the frame or the classes of the entry that finds it"
                )


def _found(example: str, entry: LexicalEntry, nlp: Language, ontology: Ontology) -> list[FoundRelation]:
    """Return what ``nlp`` finds of the entry's relation between the marked names, the right way round."""
    doc, sides = _marked_doc(example, entry, nlp, ontology)
    found: list[FoundRelation] = nlp.get_pipe("pressgraph_relations")(doc)._.relations
    ways = {("s", "o"), ("o", "s")} if entry.relation.symmetric else {("s", "o")}
    return [
        relation
        for relation in found
        if relation.entry.relation.iri == entry.relation.iri
        and (sides[relation.subject.entity], sides[relation.object.entity]) in ways
    ]


def _marked_doc(example: str, entry: LexicalEntry, nlp: Language, ontology: Ontology) -> tuple[Doc, list[str]]:
    """Return the example with its syntax and the marked names as its only entities, and the side of each."""
    text, last, sides, places = "", 0, [], []
    for mark in _MARK.finditer(example):
        text += example[last : mark.start()] + mark["article"]
        kind = _type_of(mark["name"], entry.domain if mark["side"] == "s" else entry.range, ontology)
        places.append((len(text), len(text) + len(mark["name"]), kind.label))
        sides.append(mark["side"])
        text += mark["name"]
        last = mark.end()
    doc = nlp.make_doc(normalise(text + example[last:]))
    for name in _SYNTAX:
        doc = nlp.get_pipe(name)(doc)
    expanded = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places)
    spans = [span for span in expanded if span is not None]
    doc.set_ents(spans)
    doc._.names = Names(doc, entities_from(doc, [[span] for span in spans]))
    return doc, sides


def _type_of(name: str, possible: frozenset[EntityType], ontology: Ontology) -> EntityType:
    """Return the type that a name has by its look, out of those that the entry admits."""
    first, *rest = name.lower().split()
    first_names = ontology.words("women-first-names") | ontology.words("men-first-names")
    looks = [
        (EntityType.PERSON, len(rest) == 1 and first in first_names),
        (EntityType.EVENT, first in ontology.words("event-nouns")),
        (EntityType.ORGANIZATION, True),
    ]
    return next((kind for kind, fits in looks if fits and kind in possible), min(possible))
