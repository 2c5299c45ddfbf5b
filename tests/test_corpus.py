"""Marked-up articles: what they compile to, and what is refused."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pressgraph.annotations import to_json
from pressgraph.corpus import (
    MarkedArticle,
    compile_corpus,
    read_gold,
    read_marked_article,
    relation_types_by_guide_name,
)
from pressgraph.errors import AnnotationError
from pressgraph.facts import ArticleFacts, EntityType, FigureKind, Modality

CORPUS = Path(__file__).parents[1] / "corpus"

MARKED = """\
id: essai-01
style: compte rendu
paper: quotidien régional
published: 2014-05-22
title: Le budget voté

[Luc Ferry-Dauvin](PER luc), maire de [Vignolles](LOC ville), a présenté [mardi 20 mai](@ 2014-05-20) un budget de
[2,4 millions d'euros](= 2400000 EUR money | un budget). « [Nous n'avons pas augmenté les impôts](" luc) », a dit
[Ferry](PER luc).

« [C'est un bon budget](" "un élu") », dit-on à [l'[Office du Port](ORG office)](EVT fete) de \\[Vignolles\\].

---
# une remarque
luc headOf ville role=maire
office locatedIn ville modality=planned
name luc = Luc Ferry-Dauvin de Vignolles
"""


def compiled(folder: Path, text: str) -> MarkedArticle:
    path = folder / "essai.art"
    path.write_text(text, encoding="utf-8")
    return read_marked_article(path, relation_types_by_guide_name())


GOOD = MARKED.replace("[l'[Office du Port](ORG office)](EVT fete)", "l'[Office du Port](ORG office)")


@pytest.fixture
def article(tmp_path: Path) -> MarkedArticle:
    return compiled(tmp_path, GOOD)


def test_the_text_loses_its_marks_and_nothing_else(article: MarkedArticle) -> None:
    assert article.facts.article.body == (
        "Luc Ferry-Dauvin, maire de Vignolles, a présenté mardi 20 mai un budget de 2,4 millions d'euros. « Nous "
        "n'avons pas augmenté les impôts », a dit Ferry.\n\n"
        "« C'est un bon budget », dit-on à l'Office du Port de [Vignolles]."
    )
    assert article.document == article.facts.article.text


def test_front_matter_carries_what_is_known(article: MarkedArticle) -> None:
    assert article.document.startswith(
        "---\ntitle: Le budget voté\npublished: 2014-05-22\npublisher: quotidien régional\n---\n\nLuc"
    )
    facts = article.facts
    assert (facts.article.title, str(facts.article.published)) == ("Le budget voté", "2014-05-22")
    assert (article.id, article.style) == ("essai-01", "compte rendu")


def test_offsets_count_from_the_start_of_the_file(article: MarkedArticle) -> None:
    facts = article.facts
    spans = [
        *(mention for entity in facts.entities for mention in entity.mentions),
        *(item.span for item in (*facts.figures, *facts.dates, *facts.quotes)),
    ]
    assert [article.document[span.start : span.end] for span in spans] == [
        "Luc Ferry-Dauvin",
        "Ferry",
        "Vignolles",
        "Office du Port",
        "2,4 millions d'euros",
        "mardi 20 mai",
        "Nous n'avons pas augmenté les impôts",
        "C'est un bon budget",
    ]


def test_entities_take_their_longest_mention_or_the_name_given(article: MarkedArticle) -> None:
    assert [(e.type, e.name) for e in article.facts.entities] == [
        (EntityType.PERSON, "Luc Ferry-Dauvin de Vignolles"),
        (EntityType.PLACE, "Vignolles"),
        (EntityType.ORGANIZATION, "Office du Port"),
    ]


def test_figures_dates_and_quotes(article: MarkedArticle) -> None:
    (figure,) = article.facts.figures
    assert (figure.value, figure.unit, figure.kind, figure.about) == (
        Decimal(2400000),
        "EUR",
        FigureKind.MONEY,
        "un budget",
    )
    assert [d.value for d in article.facts.dates] == ["2014-05-20"]
    luc = article.facts.entities[0]
    assert [(q.speaker, q.speaker_text) for q in article.facts.quotes] == [(luc.id, luc.name), (None, "un élu")]


def test_relations(article: MarkedArticle) -> None:
    luc, town, office = article.facts.entities
    head, seat = article.facts.relations
    assert (head.subject, head.predicate, head.object, head.role) == (
        luc.id,
        "http://www.w3.org/ns/org#headOf",
        town.id,
        "maire",
    )
    assert (seat.subject, seat.predicate, seat.object) == (office.id, "https://schema.org/location", town.id)
    assert (head.modality, seat.modality) == (Modality.ASSERTED, Modality.PLANNED)
    assert article.document[head.span.start : head.span.end] == "Luc Ferry-Dauvin, maire de Vignolles"


def test_the_guides_direction_becomes_that_of_rdf(tmp_path: Path) -> None:
    facts = compiled(tmp_path, GOOD.replace("luc headOf ville role=maire", "luc founderOf office")).facts
    founder = next(r for r in facts.relations if r.predicate == "https://schema.org/founder")
    luc, _, office = facts.entities
    assert (founder.subject, founder.object) == (office.id, luc.id)


def test_a_place_in_a_place_has_a_property_of_its_own(tmp_path: Path) -> None:
    text = GOOD.replace("\\[Vignolles\\]", "[Lorraine](LOC region)").replace(
        "luc headOf ville role=maire", "ville locatedIn region"
    )
    assert compiled(tmp_path, text).facts.relations[0].predicate == "https://schema.org/containedInPlace"


def test_a_year_that_the_article_leaves_open(tmp_path: Path) -> None:
    facts = compiled(tmp_path, GOOD.replace("@ 2014-05-20", "@ XXXX-05-20")).facts
    assert [d.value for d in facts.dates] == ["--05-20"]


MISTAKES = {
    "overlapping mentions": (MARKED, MARKED, 'mentions overlap: "l\'Office du Port"'),
    "no id": ("id: essai-01\n", "", "no line id:"),
    "no title": ("title: Le budget voté\n", "", "no line title:"),
    "published that is no date": ("2014-05-22", "22 mai 2014", "published: '22 mai 2014'"),
    "bracket without tag": ("[Vignolles](LOC ville)", "[Vignolles] (LOC ville)", "bracket without its tag near"),
    "closing bracket alone": ("[Vignolles](LOC ville)", "Vignolles](LOC ville)", "bracket without its tag near"),
    "bracket never closed": ("[Vignolles](LOC ville)", "[Vignolles", "never closed"),
    "unknown label": ("(LOC ville)", "(GPE ville)", "mention 'Vignolles': 'GPE ville'"),
    "mention without id": ("(LOC ville)", "(LOC)", "mention 'Vignolles': 'LOC'"),
    "id with a space": ("(LOC ville)", "(LOC la ville)", "mention 'Vignolles': 'LOC la ville'"),
    "two types for one id": ("[Ferry](PER luc)", "[Ferry](ORG luc)", "luc is PER and ORG"),
    "white space inside a mark": ("[Vignolles](LOC", "[Vignolles ](LOC", "'Vignolles ' has white space"),
    "nothing marked": ("[Vignolles](LOC", "[](LOC", "is empty"),
    "value in words": ("(= 2400000 EUR", "(= deux EUR", 'figure "2,4 millions d\'euros"'),
    "value with two points": ("(= 2400000 EUR", "(= 2.400.000 EUR", 'figure "2,4 millions d\'euros"'),
    "unknown kind": ("EUR money", "EUR cash", 'figure "2,4 millions d\'euros"'),
    "figure without unit": ("(= 2400000 EUR money | un budget)", "(= 2400000)", 'figure "2,4 millions d\'euros"'),
    "date in French": ("@ 2014-05-20", "@ 20 mai 2014", "date 'mardi 20 mai': '20 mai 2014'"),
    "short quote": ("[C'est un bon budget]", "[Un budget]", "quote of under 3 words: 'Un budget'"),
    "speaker that is no entity": ('(" luc)', '(" lcu)', "quote of lcu, who is no entity"),
    "quote of nobody": ('(" luc)', '(")', "quote of nobody"),
    "unknown relation": ("luc headOf ville", "luc rules ville", "line 'luc rules ville role=maire'"),
    "relation of an unknown id": ("luc headOf ville", "luc headOf village", "unknown id or modality"),
    "unknown modality": ("modality=planned", "modality=perhaps", "unknown id or modality"),
    "relation that the guide doesn't allow": ("luc headOf ville", "ville headOf luc", "Place → Person is not allowed"),
    "relation twice": ("# une remarque", "luc headOf ville", "relation twice"),
    "name of an unknown id": ("name luc =", "name paul =", "line 'name paul ="),
    "line that is none": ("# une remarque", "une remarque", "line 'une remarque'"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_by_file_and_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    source = old if old == MARKED else GOOD
    assert old in source
    with pytest.raises(AnnotationError) as caught:
        compiled(tmp_path, source.replace(old, new, 1))
    error = str(caught.value)
    assert "essai.art" in error
    assert message in error
    assert "\n" not in error


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("@ 2014-05-20", "@ mardi").replace("EUR money", "EUR cash")
    with pytest.raises(AnnotationError, match=r"figure .*; date|date .*; figure"):
        compiled(tmp_path, text)


def test_a_file_in_a_legacy_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vieux.art"
    path.write_bytes(GOOD.encode("latin-1"))
    with pytest.raises(AnnotationError, match=r"vieux\.art: can't be read as UTF-8"):
        read_marked_article(path, relation_types_by_guide_name())


def corpus_of(folder: Path, *texts: str) -> Path:
    (folder / "markup" / "essai").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "markup" / "essai" / f"{number}.art").write_text(text, encoding="utf-8")
    return folder


def test_a_corpus_is_compiled_and_read_back(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, GOOD, GOOD.replace("essai-01", "essai-02"))
    marked = compile_corpus(corpus)
    assert sorted(path.name for path in (corpus / "articles").iterdir()) == ["essai-01.txt", "essai-02.txt"]
    gold = read_gold(corpus)
    assert [to_json(facts) for facts in gold] == [to_json(m.facts) for m in marked]
    assert [facts.article.body for facts in gold] == [m.facts.article.body for m in marked]


def test_two_articles_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="essai-01"):
        compile_corpus(corpus_of(tmp_path, GOOD, GOOD))


def test_gold_that_is_not_there_or_no_json(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="no gold annotations"):
        read_gold(tmp_path)
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "un.json").write_text("{", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"un\.json: not JSON"):
        read_gold(tmp_path)


def test_gold_that_does_not_fit_names_the_file(tmp_path: Path) -> None:
    compile_corpus(corpus_of(tmp_path, GOOD))
    path = tmp_path / "annotations" / "essai-01.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"Person"', '"Robot"'), encoding="utf-8")
    with pytest.raises(AnnotationError, match="essai-01"):
        read_gold(tmp_path)


# ---- the corpus that came with pressgraph ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus() -> dict[str, MarkedArticle]:
    types = relation_types_by_guide_name()
    marked = [read_marked_article(path, types) for path in sorted(CORPUS.glob("markup/*/*.art"))]
    assert len(marked) > 300
    return {article.id: article for article in marked}


def test_every_marked_article_has_an_id_of_its_own_that_is_its_files_name(corpus: dict[str, MarkedArticle]) -> None:
    stems = sorted(path.stem for path in CORPUS.glob("markup/*/*.art"))
    assert sorted(corpus) == stems


@pytest.mark.parametrize(("folder", "suffix"), [("articles", ".txt"), ("annotations", ".json")])
def test_every_compiled_file_has_its_markup(folder: str, suffix: str, corpus: dict[str, MarkedArticle]) -> None:
    assert {path.name for path in (CORPUS / folder).iterdir()} == {f"{id_}{suffix}" for id_ in corpus}


def test_compiled_files_are_what_the_markup_gives(corpus: dict[str, MarkedArticle]) -> None:
    stale = []
    for id_, marked in corpus.items():
        text = (CORPUS / "articles" / f"{id_}.txt").read_bytes().decode("utf-8")
        gold = json.loads((CORPUS / "annotations" / f"{id_}.json").read_text(encoding="utf-8"))
        if text != marked.document or gold != to_json(marked.facts):
            stale.append(id_)
    assert stale == [], "run: python -m pressgraph.corpus corpus"


def test_gold_is_read_as_it_was_compiled(corpus: dict[str, MarkedArticle]) -> None:
    def summary(facts: ArticleFacts) -> tuple[object, ...]:
        return facts.iri, facts.article.body, facts.entities, facts.quotes, facts.dates, len(facts.relations)

    gold = {Path(facts.article.source).stem: facts for facts in read_gold(CORPUS)}
    assert {id_: summary(facts) for id_, facts in gold.items()} == {
        id_: summary(marked.facts) for id_, marked in corpus.items()
    }


def test_the_corpus_has_every_kind_of_fact(corpus: dict[str, MarkedArticle]) -> None:
    facts = [marked.facts for marked in corpus.values()]
    guide = {relation.iri for relation in relation_types_by_guide_name().values()}
    assert {r.predicate for f in facts for r in f.relations} == guide
    assert {e.type for f in facts for e in f.entities} == set(EntityType)
    assert {figure.kind for f in facts for figure in f.figures} == set(FigureKind)
    assert {r.modality for f in facts for r in f.relations} == set(Modality)


def test_marks_leave_no_trace_in_the_text(corpus: dict[str, MarkedArticle]) -> None:
    trace = re.compile(r"\]\(|\((?:PER|ORG|LOC|EVT) \w+\)|\(= |\(@ ")
    assert [id_ for id_, marked in corpus.items() if trace.search(marked.document)] == []
