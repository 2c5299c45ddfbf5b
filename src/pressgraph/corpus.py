r"""The annotated corpus: marked-up articles compiled into text and gold facts, refusing what doesn't fit.

A marked-up article (``corpus/markup/STYLE/ID.art``)::

    id: regional-est-001
    style: compte rendu de conseil municipal
    paper: quotidien régional, Lorraine
    published: 2014-05-22
    title: Le budget voté à l'unanimité

    [Luc Ferry-Dauvin](PER ferry), maire de [Vignolles](LOC vignolles), a présenté [mardi 20 mai](@ 2014-05-20) un
    budget de [2,4 millions d'euros](= 2400000 EUR money | un budget). « [Nous n'avons pas augmenté les
    impôts](" ferry) », a-t-il dit.

    ---
    ferry headOf vignolles role=maire

Blank lines part paragraphs; a line break inside one is a space. ``[words](TYPE id)`` is a mention (PER, ORG, LOC,
EVT), ``(= value unit kind | about)`` a figure, ``(@ iso)`` a date (X for what the article doesn't settle), ``(" id)`` a
quote, ``(" "words")`` when the speaker is no entity. They nest. ``\[`` is a plain bracket. Below ``---`` stands one
relation a line, by the annotation guide's names, with ``role=…`` and ``modality=…`` where there is one. An entity's
name is its longest mention, or ``name id = Full Name``.

``python -m pressgraph.corpus corpus`` compiles all of it into ``corpus/articles`` and ``corpus/annotations``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path

from pressgraph.annotations import from_json, to_json
from pressgraph.article import Article
from pressgraph.errors import AnnotationError
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    Modality,
    Quote,
    Relation,
    Span,
)
from pressgraph.identifiers import article_iri, entity_iri
from pressgraph.ontology import RelationType, load_ontology

_TAG = re.compile(r"\]\(((?:[^()]|\([^()]*\))*)\)")
_FIGURE = re.compile(r"=\s*(?P<value>-?[\d.]+)\s+(?P<unit>\S.*?)\s+(?P<kind>\w+)\s*(?:\|\s*(?P<about>.*))?$")
_DATE = re.compile(r"^[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?$")
_RELATION = re.compile(r"(?P<subject>\S+) (?P<name>\w+) (?P<object>\S+)(?P<rest>(?: +\w+=.*?)*)$")
_LEAST_QUOTE = 3  #: words


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """A marked-up article, compiled."""

    id: str
    style: str
    document: str  #: what goes into ``articles/ID.txt``: front matter and text
    facts: ArticleFacts


def read_marked_article(path: Path, relation_types: Mapping[str, RelationType]) -> MarkedArticle:
    """Compile one file; ``relation_types`` goes by the annotation guide's names.

    Raises AnnotationError that names the file and lists everything that doesn't fit.
    """
    return _Compiler(path, relation_types).compile()


class _Compiler:
    """Compiles one marked-up article; collects what is wrong, to tell it all at once."""

    def __init__(self, path: Path, relation_types: Mapping[str, RelationType]) -> None:
        self._path = path
        self._relation_types = relation_types
        self._problems: list[str] = []

    def compile(self) -> MarkedArticle:
        try:
            head, _, rest = self._path.read_text(encoding="utf-8").partition("\n\n")
        except (OSError, UnicodeDecodeError) as error:
            raise AnnotationError(f"{self._path}: can't be read as UTF-8 text ({error})") from error
        fields = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
        for name in ("id", "style", "paper", "title"):
            if name not in fields:
                raise AnnotationError(f"{self._path}: no line {name}: in the head")
        body, _, lines = rest.partition("\n---")
        text, tags = self._strip_tags(_one_line_paragraphs(body))
        document, start = _with_front_matter(text, fields)
        tags = [(Span(span.start + start, span.end + start), tag) for span, tag in tags]
        article = Article(
            text=document,
            key=f"articles/{fields['id']}.txt",
            source=f"articles/{fields['id']}.txt",
            body_start=start,
            title=fields["title"],
            published=self._published(fields),
            publisher=fields["paper"],
        )
        facts = self._facts(article, tags, lines)
        if self._problems:
            raise AnnotationError(f"{self._path}: " + "; ".join(self._problems))
        return MarkedArticle(fields["id"], fields["style"], document, facts)

    def _published(self, fields: Mapping[str, str]) -> date | None:
        try:
            return date.fromisoformat(fields["published"]) if "published" in fields else None
        except ValueError:
            self._problems.append(f"published: {fields['published']!r} is no date such as 2014-05-22")
            return None

    def _strip_tags(self, body: str) -> tuple[str, list[tuple[Span, str]]]:
        text = ""
        opened: list[int] = []
        tags = []
        i = 0
        while i < len(body):
            if body[i] == "\\" and i + 1 < len(body):
                text += body[i + 1]
                i += 2
            elif body[i] == "[":
                opened.append(len(text))
                i += 1
            elif body[i] == "]":
                match = _TAG.match(body, i)
                if match is None or not opened:
                    self._problems.append(f"bracket without its tag near {body[max(0, i - 40) : i + 25]!r}")
                    i += 1
                    continue
                tags.append((Span(opened.pop(), len(text)), match[1].strip()))
                i = match.end()
            else:
                text += body[i]
                i += 1
        if opened:
            self._problems.append(f"{len(opened)} bracket(s) never closed, the last before {text[opened[-1] :][:40]!r}")
        return text, sorted(tags)

    def _facts(self, article: Article, tags: list[tuple[Span, str]], lines: str) -> ArticleFacts:
        mentions: dict[str, tuple[str, list[Span]]] = {}
        figures: list[Figure] = []
        dates: list[Date] = []
        quotes: list[tuple[Span, str]] = []
        for span, tag in tags:
            words = article.text[span.start : span.end]
            if not words or words != words.strip():
                self._problems.append(f"{words!r} has white space at its end or is empty")
            if tag.startswith("="):
                figures += self._figure(span, tag, words)
            elif tag.startswith("@"):
                dates += self._date(span, tag[1:].strip(), words)
            elif tag.startswith('"'):
                quotes.append((span, tag[1:].strip()))
                if len(words.split()) < _LEAST_QUOTE:
                    self._problems.append(f"quote of under {_LEAST_QUOTE} words: {words!r}")
            else:
                self._mention(mentions, span, tag, words)
        names, relation_lines = self._split_lines(lines, mentions)
        entities = self._entities(article, mentions, names)
        return ArticleFacts(
            article=article,
            entities=tuple(entities.values()),
            relations=tuple(self._relations(relation_lines, entities)),
            figures=tuple(figures),
            quotes=tuple(self._quote(span, speaker, entities) for span, speaker in quotes),
            dates=tuple(dates),
        )

    def _mention(self, mentions: dict[str, tuple[str, list[Span]]], span: Span, tag: str, words: str) -> None:
        label, _, name = tag.partition(" ")
        if label not in {kind.label for kind in EntityType} or not name or " " in name:
            self._problems.append(f"mention {words!r}: {tag!r}")
            return
        known_label, spans = mentions.setdefault(name, (label, []))
        if known_label != label:
            self._problems.append(f"{name} is {known_label} and {label}")
        spans.append(span)

    def _figure(self, span: Span, tag: str, words: str) -> Iterator[Figure]:
        match = _FIGURE.match(tag)
        try:
            if match is None:
                raise ValueError(tag)
            yield Figure(
                span=span,
                value=Decimal(match["value"]),
                unit=match["unit"],
                kind=FigureKind(match["kind"]),
                about=match["about"] or "",
            )
        except (ValueError, InvalidOperation):
            self._problems.append(f"figure {words!r}: {tag!r}")

    def _date(self, span: Span, iso: str, words: str) -> Iterator[Date]:
        if not _DATE.match(iso):
            self._problems.append(f"date {words!r}: {iso!r}")
        else:
            yield Date(span=span, value=iso.replace("XXXX", "-", 1) if iso.startswith("XXXX") else iso)

    def _quote(self, span: Span, speaker: str, entities: Mapping[str, Entity]) -> Quote:
        if speaker in entities:
            return Quote(span=span, speaker=entities[speaker].id, speaker_text=entities[speaker].name)
        if not speaker.startswith('"'):
            self._problems.append(f"quote of {speaker or 'nobody'}, who is no entity; put words in quotation marks")
        return Quote(span=span, speaker_text=speaker.strip('"'))

    def _split_lines(self, lines: str, mentions: Mapping[str, object]) -> tuple[dict[str, str], list[re.Match[str]]]:
        names, relations = {}, []
        for line in (line.strip() for line in lines.split("\n")):
            if not line or line.startswith("#") or set(line) == {"-"}:
                continue
            name = re.match(r"name (\S+) = (.+)$", line)
            relation = _RELATION.match(line)
            if name and name[1] in mentions:
                names[name[1]] = name[2]
            elif relation and relation["name"] in self._relation_types:
                relations.append(relation)
            else:
                self._problems.append(f"line {line!r}")
        return names, relations

    def _entities(
        self, article: Article, mentions: Mapping[str, tuple[str, list[Span]]], names: Mapping[str, str]
    ) -> dict[str, Entity]:
        flat = sorted(span for _, spans in mentions.values() for span in spans)
        for left, right in pairwise(flat):
            if right.start < left.end:
                self._problems.append(f"mentions overlap: {article.text[left.start : right.end]!r}")
        entities = {}
        taken: Counter[str] = Counter()
        for key, (label, spans) in mentions.items():
            words = [article.text[span.start : span.end] for span in sorted(spans)]
            name = names.get(key) or max(words, key=len)
            kind = EntityType.from_label(label)
            iri = entity_iri(kind.value, name, within=article_iri(article.key))
            taken[iri] += 1
            suffix = f"-{taken[iri]}" if taken[iri] > 1 else ""
            entities[key] = Entity(id=iri + suffix, type=kind, name=name, mentions=tuple(sorted(spans)))
        return entities

    def _relations(self, lines: list[re.Match[str]], entities: Mapping[str, Entity]) -> Iterator[Relation]:
        seen = set()
        for line in lines:
            ends = entities.get(line["subject"]), entities.get(line["object"])
            more = dict(re.findall(r"(\w+)=(.*?)(?= +\w+=|$)", line["rest"]))
            if None in ends or more.get("modality", "asserted") not in set(Modality):
                self._problems.append(f"relation {line[0]!r}: unknown id or modality")
                continue
            if line.group("subject", "name", "object") in seen:
                self._problems.append(f"relation twice: {line[0]!r}")
            seen.add(line.group("subject", "name", "object"))
            yield from self._relation(line, *ends, more)  # type: ignore[arg-type]

    def _relation(
        self, line: re.Match[str], first: Entity, second: Entity, more: Mapping[str, str]
    ) -> Iterator[Relation]:
        relation_type = self._relation_types[line["name"]]
        if line["name"] == "locatedIn" and first.type is EntityType.PLACE:
            relation_type = self._relation_types["locatedIn (place)"]
        subject, object_ = (second, first) if relation_type.guide_inverted else (first, second)
        if not relation_type.admits(subject.type, object_.type):
            self._problems.append(f"relation {line[0]!r}: {first.type} → {second.type} is not allowed")
            return
        first_span, second_span = _nearest(first.mentions, second.mentions)
        yield Relation(
            subject=subject.id,
            predicate=relation_type.iri,
            object=object_.id,
            span=Span(min(first_span.start, second_span.start), max(first_span.end, second_span.end)),
            modality=Modality(more.get("modality", "asserted")),
            role=more.get("role"),
        )


def _one_line_paragraphs(body: str) -> str:
    paragraphs = re.split(r"\n\s*\n", body.strip())
    return "\n\n".join(" ".join(line.strip() for line in p.split("\n")) for p in paragraphs)


def _with_front_matter(text: str, fields: Mapping[str, str]) -> tuple[str, int]:
    values = {"title": fields["title"], "published": fields.get("published"), "publisher": fields["paper"]}
    block = "\n".join(f"{name}: {value}" for name, value in values.items() if value)
    front = f"---\n{block}\n---\n\n"
    return front + text, len(front)


def _nearest(first: tuple[Span, ...], second: tuple[Span, ...]) -> tuple[Span, Span]:
    """Return the two mentions that stand closest: where a reader would look for the relation."""
    return min(((a, b) for a in first for b in second), key=lambda pair: (abs(pair[0].start - pair[1].start), pair))


def relation_types_by_guide_name() -> dict[str, RelationType]:
    """Return the relation types by the guide's names; a place in a place has the name "locatedIn (place)"."""
    found = {}
    for relation in load_ontology().relation_types.values():
        is_place = relation.guide_name == "locatedIn" and relation.domain == {EntityType.PLACE}
        found["locatedIn (place)" if is_place else relation.guide_name] = relation
    return found


def compile_corpus(folder: Path) -> list[MarkedArticle]:
    """Compile ``folder/markup/*/*.art`` into ``folder/articles/ID.txt`` and ``folder/annotations/ID.json``.

    Raises AnnotationError for the first article that doesn't fit, or for two with one id.
    """
    relation_types = relation_types_by_guide_name()
    articles = [read_marked_article(path, relation_types) for path in sorted(folder.glob("markup/*/*.art"))]
    doubled = [id_ for id_, count in Counter(a.id for a in articles).items() if count > 1]
    if doubled:
        raise AnnotationError(f"{folder}: more than one article has the id {', '.join(doubled)}")
    for name in ("articles", "annotations"):
        (folder / name).mkdir(exist_ok=True)
    for marked in articles:
        (folder / "articles" / f"{marked.id}.txt").write_text(marked.document, encoding="utf-8", newline="")
        gold = json.dumps(to_json(marked.facts), ensure_ascii=False, indent=1)
        (folder / "annotations" / f"{marked.id}.json").write_text(gold + "\n", encoding="utf-8")
    return articles


def read_gold(folder: Path) -> list[ArticleFacts]:
    """Return the gold facts of ``folder/annotations/*.json``, in order of their names.

    Raises AnnotationError when there are none, or one doesn't fit its text.
    """
    files = sorted(folder.glob("annotations/*.json"))
    if not files:
        raise AnnotationError(f"{folder}: no gold annotations (annotations/*.json) there")
    return [_read_gold_file(path) for path in files]


def _read_gold_file(path: Path) -> ArticleFacts:
    try:
        facts = from_json(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise AnnotationError(f"{path}: not JSON: {error}") from error
    body_start = _front_matter_end(facts.article.text)
    return replace(facts, article=replace(facts.article, body_start=body_start))


def _front_matter_end(text: str) -> int:
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n\n")
    return end + len("\n---\n\n") if end >= 0 else 0


if __name__ == "__main__":
    compiled = compile_corpus(Path(sys.argv[1]))
    words = sum(len(marked.facts.article.body.split()) for marked in compiled)
    print(f"{len(compiled)} articles, {words} words")
