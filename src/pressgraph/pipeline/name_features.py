"""What the recogniser of names reads beside its own layers: the vectors that the parser made of the same words.

The base model's recogniser has layers of its own and doesn't see what the model's shared layers (tagger, parser) know of
a word. Their output stands in ``doc.tensor`` when the recogniser runs, so reading it costs nothing.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model, concatenate
from thinc.types import Floats2d

#: the architecture's name in spaCy's registry
ARCHITECTURE = "pressgraph.WithSharedVectors.v1"


@registry.architectures(ARCHITECTURE)
def with_shared_vectors(tok2vec: Model[list[Doc], list[Floats2d]], shared_width: int) -> Model[list[Doc], list[Floats2d]]:
    """Return a layer that gives ``tok2vec``'s vectors and, behind them, the ``shared_width`` columns of ``doc.tensor``."""
    model = concatenate(tok2vec, _shared_vectors(shared_width))
    model.set_dim("nO", tok2vec.get_dim("nO") + shared_width)
    return model


def _shared_vectors(width: int) -> Model[list[Doc], list[Floats2d]]:
    return Model("shared_vectors", _read_tensors, dims={"nO": width})


def _read_tensors(model: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool) -> tuple[list[Floats2d], Any]:
    """Return each document's tensor; nothing learns through it."""
    width = model.get_dim("nO")
    tensors = [model.ops.asarray2f(doc.tensor) if len(doc) else model.ops.alloc2f(0, width) for doc in docs]
    return tensors, lambda gradients: docs


def widen_recogniser(nlp: Language) -> EntityRecognizer:
    """Put a recogniser that reads the shared vectors too in the place of ``nlp``'s own; return it.

    It says what the one before it said until it is trained or other weights are loaded: the weights of its new inputs
    are zero.
    """
    narrow = nlp.get_pipe("ner")
    config = dict(nlp.get_pipe_config("ner"))
    inner = config["model"]["tok2vec"]
    width = narrow.model.get_ref("tok2vec").layers[-1].get_dim("nI")
    config["model"] = {**config["model"], "tok2vec": {"@architectures": ARCHITECTURE, "tok2vec": inner, "shared_width": width}}
    state = narrow.to_bytes(exclude=["model"])
    wide = nlp.replace_pipe("ner", config.pop("factory"), config=config)
    wide.from_bytes(state, exclude=["model"])
    wide.model.attrs["resize_output"](wide.model, wide.moves.n_moves)
    _copy_weights(narrow.model, wide.model)
    return wide


def _copy_weights(narrow: Model[Any, Any], wide: Model[Any, Any]) -> None:
    """Give ``wide`` the weights of ``narrow``; its new inputs, the last columns of the linear layer, get zeros."""
    narrow_chain, wide_chain = narrow.get_ref("tok2vec"), wide.get_ref("tok2vec")
    wide_chain.layers[0].layers[0].from_bytes(narrow_chain.layers[0].to_bytes())
    narrow_linear, wide_linear = narrow_chain.layers[-1], wide_chain.layers[-1]
    weights = wide_linear.ops.alloc2f(wide_linear.get_dim("nO"), wide_linear.get_dim("nI"))
    weights[:, : narrow_linear.get_dim("nI")] = narrow_linear.get_param("W")
    wide_linear.set_param("W", weights)
    wide_linear.set_param("b", narrow_linear.get_param("b").copy())
    for name in ("lower", "upper"):
        wide.get_ref(name).from_bytes(narrow.get_ref(name).to_bytes())
