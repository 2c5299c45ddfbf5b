"""Takes articles, gives :class:`~pressgraph.facts.ArticleFacts`: a spaCy pipeline and what goes in and out of it.

::

    from pressgraph.pipeline import load_pipeline

    pipeline = load_pipeline()
    facts = pipeline.annotate("Awa Ménard, présidente de l'Office du tourisme de Guérande, …")

Each component is a spaCy factory that can be added to anybody's French pipeline by its name, in the order that
:func:`build_pipeline` shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts
from pressgraph.identifiers import DEFAULT_BASE
from pressgraph.ontology import load_ontology
from pressgraph.pipeline.entities import RECOGNISER_FOLDER
from pressgraph.pipeline.harvest import harvest
from pressgraph.pipeline.language import load_language_model
from pressgraph.pipeline.text import normalise

__all__ = ["Pipeline", "build_pipeline", "load_pipeline"]

#: articles that are read together: enough to keep the matrices large, few enough to keep memory flat
_BATCH = 16


def build_pipeline(*, ontologies: Iterable[str | Path] = (), fast: bool = True) -> Language:
    """Return the whole spaCy pipeline, in the order in which its components run.

    ``ontologies`` are folders with Turtle files of the user's own, on top of those that came with pressgraph;
    ``fast=False`` runs the stock model as it is (slower, same annotations). Raises ModelError when the French model
    isn't installed, OntologyError when the ontology can't be used.
    """
    # Nothing reads lemmas: figures and relations go by inflected forms.
    nlp = load_language_model(exclude=["lemmatizer"], fast=fast)
    recogniser: EntityRecognizer = nlp.get_pipe("ner")  # type: ignore[assignment]  # typed as any callable
    recogniser.from_disk(RECOGNISER_FOLDER, exclude=["vocab"])
    nlp.add_pipe("pressgraph_paragraphs", first=True)  # before the parser, which keeps its boundaries
    own = {"ontologies": [str(folder) for folder in ontologies]}
    nlp.add_pipe("pressgraph_entities", config=own)
    nlp.add_pipe("pressgraph_mentions")
    nlp.add_pipe("pressgraph_dates")  # before figures, which skip what is a date
    nlp.add_pipe("pressgraph_figures")
    nlp.add_pipe("pressgraph_quotes")
    nlp.add_pipe("pressgraph_relations", config=own)
    return nlp


class Pipeline:
    """Reads articles."""

    def __init__(self, *, ontologies: Iterable[str | Path] = (), base: str = DEFAULT_BASE, fast: bool = True) -> None:
        """Load everything once (about two seconds); ``base`` is what IRIs begin with."""
        folders = [str(folder) for folder in ontologies]
        self.nlp = build_pipeline(ontologies=folders, fast=fast)
        ontology = load_ontology(*folders)
        self._base = base
        self._generic_names = ontology.words("body-nouns") | ontology.words("place-nouns")

    @property
    def models(self) -> dict[str, str]:
        """The language models that read the articles: name → version."""
        return {f"{self.nlp.lang}_{self.nlp.meta['name']}": self.nlp.meta["version"]}

    def annotate(self, article: Article | str, *, published: date | None = None) -> ArticleFacts:
        """Return what one article says; a mere text is an article without title or source."""
        if isinstance(article, str):
            article = Article(text=article, key="text", source="text", published=published)
        return next(self.stream([article]))

    def stream(self, articles: Iterable[Article]) -> Iterator[ArticleFacts]:
        """Yield the facts of each article, in order; only a few articles are in memory at a time."""
        pairs = ((self._doc(article), article) for article in articles)
        for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
            yield harvest(doc, article, base=self._base, generic_names=self._generic_names)

    def _doc(self, article: Article) -> Doc:
        doc = self.nlp.make_doc(normalise(article.body))
        doc._.published = article.published
        return doc


def load_pipeline(*, ontologies: Iterable[str | Path] = (), base: str = DEFAULT_BASE, fast: bool = True) -> Pipeline:
    """Return a pipeline that is ready to read; see :class:`Pipeline`."""
    return Pipeline(ontologies=ontologies, base=base, fast=fast)
