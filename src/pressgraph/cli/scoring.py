"""The verb ``evaluate``: how good the extraction is."""

from __future__ import annotations

from pathlib import Path

import click

from pressgraph.cli.options import takes_ontologies


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False))
@click.option("--part", "parts", multiple=True, help="Only articles whose id begins so: est-, sud- …; may be repeated.")
@takes_ontologies
def evaluate(corpus: str, parts: tuple[str, ...], ontologies: tuple[str, ...]) -> None:
    """Score the extraction against the gold annotations of CORPUS (CORPUS/annotations/*.json)."""
    from pressgraph import terminal
    from pressgraph.corpus import read_gold
    from pressgraph.evaluation import evaluate as score
    from pressgraph.ontology import load_ontology
    from pressgraph.pipeline import load_pipeline

    wanted = parts or ("",)
    gold = [facts for facts in read_gold(Path(corpus)) if Path(facts.article.source).stem.startswith(wanted)]
    if not gold:
        raise click.UsageError(f"no annotated article of {corpus} begins with {' or '.join(parts)}")
    pipeline = load_pipeline(ontologies=ontologies)
    system = (pipeline.annotate(facts.article) for facts in gold)
    relation_types = load_ontology(*ontologies).relation_types
    symmetric = frozenset(relation.iri for relation in relation_types.values() if relation.symmetric)
    scores = score(zip(gold, system, strict=True), symmetric=symmetric)
    terminal.print_scores(scores, relation_types, articles=len(gold))
