"""Takes articles, gives :class:`~pressgraph.facts.ArticleFacts`: a spaCy pipeline and what goes in and out of it.

::

    from pressgraph.pipeline import load_pipeline

    pipeline = load_pipeline()
    facts = pipeline.annotate("Awa Ménard, présidente de l'Office du tourisme de Guérande, …")

Each component is a spaCy factory that can be added to anybody's French pipeline by its name, in the order that
:func:`build_pipeline` shows.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.facts import ArticleFacts
from pressgraph.identifiers import DEFAULT_BASE
from pressgraph.ontology import load_ontology
from pressgraph.pipeline.entities import RECOGNISER_FOLDER
from pressgraph.pipeline.gazetteer import load_gazetteer
from pressgraph.pipeline.harvest import harvest
from pressgraph.pipeline.language import load_language_model, split_hyphens
from pressgraph.pipeline.text import normalise

__all__ = ["Pipeline", "build_pipeline", "load_pipeline"]

#: articles that are read together: enough to keep the matrices large, few enough to keep memory flat
_BATCH = 16
#: characters; a longer article is refused: this one takes 2 GB to read, and memory grows with the length
LONGEST = 500_000


def build_pipeline(
    *, ontologies: Iterable[str | Path] = (), fast: bool = True, open_relations: bool = False
) -> Language:
    """Return the whole spaCy pipeline, in the order in which its components run.

    ``ontologies`` are folders with Turtle files of the user's own, on top of those that came with pressgraph;
    ``fast=False`` runs the stock model as it is (slower, same annotations); ``open_relations`` also looks for what
    entities do to each other by verbs that the ontology doesn't know. Raises ModelError when the French model
    isn't installed, OntologyError when the ontology can't be used.
    """
    # Only open relations read lemmas: everything else goes by inflected forms.
    nlp = load_language_model(exclude=[] if open_relations else ["lemmatizer"], fast=fast)
    split_hyphens(nlp)
    recogniser: EntityRecognizer = nlp.get_pipe("ner")
    recogniser.from_disk(RECOGNISER_FOLDER, exclude=["vocab"])
    nlp.add_pipe("pressgraph_paragraphs", first=True)  # before the parser, which keeps its boundaries
    own = {"ontologies": [str(folder) for folder in ontologies]}
    nlp.add_pipe("pressgraph_entities", config=own)
    nlp.add_pipe("pressgraph_mentions")
    nlp.add_pipe("pressgraph_dates")  # before figures, which skip what is a date
    nlp.add_pipe("pressgraph_figures")
    nlp.add_pipe("pressgraph_event_dates", config=own)
    nlp.add_pipe("pressgraph_quotes", config=own)
    nlp.add_pipe("pressgraph_relations", config=own)
    if open_relations:
        nlp.add_pipe("pressgraph_open_relations", config=own)
    if fast:
        # What is loaded now never dies: the garbage collector needn't look at these millions of objects again.
        load_gazetteer()
        gc.collect()
        gc.freeze()
    return nlp


class Pipeline:
    """Reads articles."""

    def __init__(
        self,
        *,
        ontologies: Iterable[str | Path] = (),
        base: str = DEFAULT_BASE,
        fast: bool = True,
        open_relations: bool = False,
        longest: int = LONGEST,
    ) -> None:
        """Load everything once (a few seconds); ``base`` is what IRIs begin with, ``longest`` the characters that an
        article may have: it is read whole, or refused.
        """
        folders = [str(folder) for folder in ontologies]
        self.nlp = build_pipeline(ontologies=folders, fast=fast, open_relations=open_relations)
        ontology = load_ontology(*folders)
        self.base = base  #: what the IRIs of articles and entities begin with
        self.nlp.max_length = longest
        classes = ("body-nouns", "place-nouns", "event-nouns", "generic-bodies")
        self._generic_names = frozenset().union(*map(ontology.words, classes))

    @property
    def models(self) -> dict[str, str]:
        """The language models that read the articles: name → version."""
        return {f"{self.nlp.lang}_{self.nlp.meta['name']}": self.nlp.meta["version"]}

    def annotate(self, article: Article | str, *, published: date | None = None) -> ArticleFacts:
        """Return what one article says; a mere text is an article without title or source.

        Raises ReadingError when it is too long or can't be analysed.
        """
        if isinstance(article, str):
            article = Article(text=article, key="text", source="text", published=published)
        (facts,) = self.stream([article])
        if isinstance(facts, ReadingError):
            raise facts
        return facts

    def stream(self, articles: Iterable[Article | ReadingError]) -> Iterator[ArticleFacts | ReadingError]:
        """Yield the facts of each article, in order; only a few articles are in memory at a time.

        Takes what :func:`pressgraph.reading.read_articles` yields: a ReadingError goes through as it is, and an article
        that can't be analysed becomes one, so that the others go on.
        """
        items = iter(articles)
        while batch := list(islice(items, _BATCH)):
            readable = [item for item in batch if isinstance(item, Article) and not self._is_too_long(item)]
            analysed = iter(self._analyse(readable))
            for item in batch:
                if isinstance(item, ReadingError):
                    yield item
                elif self._is_too_long(item):
                    limit = f"{self.nlp.max_length:,} characters"
                    yield ReadingError(
                        item.source, f"longer than {limit}; cut it into several articles, or allow more with --longest"
                    )
                else:
                    yield next(analysed)

    def _is_too_long(self, article: Article) -> bool:
        return len(article.body) > self.nlp.max_length

    def _analyse(self, articles: list[Article]) -> list[ArticleFacts | ReadingError]:
        try:
            docs = list(self.nlp.pipe([self._doc(article) for article in articles]))
            return [self._harvest(doc, article) for doc, article in zip(docs, articles, strict=True)]
        except Exception as error:  # one article must not take the others with it
            if len(articles) == 1:
                return [ReadingError(articles[0].source, f"can't be analysed ({error!r}); please report it")]
            return [result for article in articles for result in self._analyse([article])]

    def _harvest(self, doc: Doc, article: Article) -> ArticleFacts:
        return harvest(doc, article, base=self.base, generic_names=self._generic_names)

    def _doc(self, article: Article) -> Doc:
        doc = self.nlp.make_doc(normalise(article.body))
        doc._.published = article.published
        return doc


def load_pipeline(
    *,
    ontologies: Iterable[str | Path] = (),
    base: str = DEFAULT_BASE,
    fast: bool = True,
    open_relations: bool = False,
    longest: int = LONGEST,
) -> Pipeline:
    """Return a pipeline that is ready to read; see :class:`Pipeline` and :func:`build_pipeline`."""
    return Pipeline(ontologies=ontologies, base=base, fast=fast, open_relations=open_relations, longest=longest)
