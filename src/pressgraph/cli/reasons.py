"""What ``show --why`` prints: the words behind each relation, function and quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from pressgraph.terminal import open_console

if TYPE_CHECKING:
    from pressgraph.facts import ArticleFacts, OpenRelation, Quote, Relation, Span
    from pressgraph.ontology import LexicalEntry, Ontology


class _Mark(NamedTuple):
    """Words of a sentence that are to be seen, and why."""

    span: Span
    sign: str  #: what opens it where there are no colours: "s" subject, "o" object, "t" trigger, "q" quote
    style: str


_STYLES = {"s": "bold cyan", "o": "bold magenta", "t": "bold yellow", "q": "italic green"}
_SIGNS = {"subject": "s", "speaker": "s", "object": "o", "trigger": "t", "quote": "q"}


class ReasonPrinter:
    """Prints why an article is read as it is: with colours on a terminal, with "[s …]" marks elsewhere."""

    def __init__(self, ontology: Ontology) -> None:
        """Print in the words of ``ontology``."""
        self._console = open_console()
        self._relation_types = ontology.relation_types
        self._entries: Mapping[str, LexicalEntry] = {entry.iri: entry for entry in ontology.lexicon}

    def print(self, facts: ArticleFacts) -> None:
        """Print the relations, open relations and quotes of one article, each with what shows it."""
        self._console.print(Text(facts.article.title or facts.article.source, style="bold"))
        names = {entity.id: entity.name for entity in facts.entities}
        for relation in facts.relations:
            self._print_relation(facts, relation, names)
        for open_relation in facts.open_relations:
            self._print_open_relation(facts, open_relation, names)
        for quote in facts.quotes:
            self._print_quote(facts, quote, names)

    def _print_relation(self, facts: ArticleFacts, relation: Relation, names: Mapping[str, str]) -> None:
        label = self._relation_types[relation.predicate].label("fr")
        details = [relation.modality.value, f"confidence {relation.confidence:.2f}"]
        if relation.role:
            details.append(f"function: {relation.role}")
        if relation.tenure:
            held = (relation.tenure.status, relation.tenure.start, relation.tenure.end)
            details.append(f"held: {' '.join(filter(None, held))}")
        if relation.said_by:
            details.append(f"said by {names[relation.said_by]}")
        parts = {"subject": relation.subject_span, "object": relation.object_span, "trigger": relation.trigger_span}
        head = f"{names[relation.subject]} – {label} – {names[relation.object]}"
        self._print(facts, head, relation.span, parts, details)
        if relation.rule:
            self._line(f"entry {relation.rule}")
            self._line(_documentation(self._entries.get(relation.rule)))

    def _print_open_relation(self, facts: ArticleFacts, relation: OpenRelation, names: Mapping[str, str]) -> None:
        parts = {"subject": relation.subject_span, "object": relation.object_span, "trigger": relation.verb_span}
        head = f"{names[relation.subject]} – {relation.verb} – {names[relation.object]}"
        self._print(facts, head, relation.span, parts, [relation.modality.value, "open relation"])

    def _print_quote(self, facts: ArticleFacts, quote: Quote, names: Mapping[str, str]) -> None:
        speaker = names[quote.speaker] if quote.speaker else quote.speaker_text or "?"
        parts = {"speaker": quote.speaker_span, "quote": quote.span, "trigger": quote.cue_span}
        self._print(facts, f"{speaker} – says", quote.span, parts, [quote.kind.value])

    def _print(
        self, facts: ArticleFacts, head: str, span: Span, parts: Mapping[str, Span | None], details: Iterable[str]
    ) -> None:
        known = {name: part for name, part in parts.items() if part is not None}
        marks = [_Mark(part, _SIGNS[name], _STYLES[_SIGNS[name]]) for name, part in known.items()]
        self._console.print()
        self._console.print(Text(head, style="bold"))
        self._console.print(Text("    ").append(self._marked(facts, span, marks)))
        places = [f"{name} {part.start}–{part.end}" for name, part in known.items()]
        self._line(" · ".join([*places, *details]))

    def _line(self, text: str) -> None:
        if text:
            self._console.print(Text(f"    {text}", style="dim"))

    def _marked(self, facts: ArticleFacts, span: Span, marks: list[_Mark]) -> Text:
        """Return the sentence in which ``span`` stands, on one line, with its marks."""
        spans = [span, *(mark.span for mark in marks)]
        whole = type(span)(min(s.start for s in spans), max(s.end for s in spans))
        sentence = facts.sentence_of(whole)
        text, last = Text(), sentence.start
        for mark in _apart(marks):
            text.append(_one_line(facts.article.text[last : mark.span.start]))
            words = _one_line(facts.text_of(mark.span))
            text.append(words if self._console.is_terminal else f"[{mark.sign} {words}]", style=mark.style)
            last = mark.span.end
        return text.append(_one_line(facts.article.text[last : sentence.end]))


def _apart(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """Yield the marks in order of the text; of two that overlap, the first."""
    end = -1
    for mark in sorted(marks, key=lambda mark: mark.span):
        if mark.span.start >= end:
            end = mark.span.end
            yield mark


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def _documentation(entry: LexicalEntry | None) -> str:
    """Return the entry's word and its first example, or, without one, where its arguments stand."""
    if entry is None:
        return ""
    return f"{entry.lemma} ({entry.part_of_speech}) · {entry.examples[0] if entry.examples else entry.frame}"
