"""The verb ``pressgraph link``: it goes online, to a reconciliation service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pressgraph.linking import Decision

_POSITIVE = click.FloatRange(min=0, min_open=True)
_COUNT = click.IntRange(min=1)


@click.command()
@click.option(
    "--store", "-s", "store_path", default="presse", show_default=True, metavar="FOLDER", help="Folder of the store."
)
@click.option(
    "--service",
    "address",
    metavar="ADDRESS",
    help="Any service that speaks the Reconciliation Service API, 0.1 or 0.2.  [default: Wikidata, in French]",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(["Person", "Organization", "Place", "Event"], case_sensitive=False),
    help="Only entities of this type; may be given several times.",
)
@click.option("--most", type=_COUNT, help="Only so many entities, the most mentioned ones.")
@click.option("--threshold", type=float, default=90, show_default=True, help="Least score, on the service's own scale.")
@click.option(
    "--margin",
    type=click.FloatRange(min=0),
    default=10,
    show_default=True,
    help="How far the second candidate must be behind the first.",
)
@click.option("--rate", type=_POSITIVE, default=1, show_default=True, help="Requests a second, at most.")
@click.option("--batch", "batch_size", type=_COUNT, default=10, show_default=True, help="Entities a request.")
@click.option("--timeout", type=_POSITIVE, default=30, show_default=True, help="Seconds to wait for an answer.")
@click.option(
    "--cache",
    "cache_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that keeps the answers.  [default: links.sqlite in the user's cache folder]",
)
@click.option(
    "--cache-days",
    type=click.FloatRange(min=0),
    default=90,
    show_default=True,
    help="After how many days an answer is asked for again; 0 asks for all again.",
)
@click.option(
    "--rules",
    "rule_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="Turtle file that adds types and clues to those of ontologies/linking.ttl; may be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be asked and written; ask and write nothing.")
@click.option("--verbose", "-v", is_flag=True, help="Show the entities that aren't linked, too, and why.")
def link(
    store_path: str,
    address: str | None,
    types: tuple[str, ...],
    most: int | None,
    threshold: float,
    margin: float,
    rate: float,
    batch_size: int,
    timeout: float,
    cache_path: Path | None,
    cache_days: float,
    rule_files: tuple[str, ...],
    dry_run: bool,
    verbose: bool,
) -> None:
    """Link the store's entities to Wikidata or another online service.

    This goes online: names, types and identifiers of the store's entities are sent to the service, names that mean
    something in one article only are not. A certain answer becomes owl:sameAs, a likely one skos:closeMatch, with
    its reasons, in the graph pg:links, which reading articles again leaves as it is. When the service fails, what
    is done stays, and the same command goes on from there.

    \b
    pressgraph link --dry-run                   what would be asked
    pressgraph link --type Place --most 100     the hundred most mentioned places
    """
    from pressgraph.facts import EntityType
    from pressgraph.graph import Store
    from pressgraph.graph.links import remove_stray_links
    from pressgraph.linking import (
        WIKIDATA,
        AnswerCache,
        Bounds,
        LinkingOptions,
        ReconciliationService,
        link_entities,
        preview_links,
    )
    from pressgraph.ontology.linking import load_linking_rules

    rules = load_linking_rules(*rule_files)
    options = LinkingOptions(
        bounds=Bounds(threshold=threshold, margin=margin),
        types=frozenset(map(EntityType, types or EntityType)),
        most=most,
        batch_size=batch_size,
    )
    max_age = timedelta(days=cache_days)
    with Store.open(store_path) as store, AnswerCache(cache_path or _usual_cache(), max_age=max_age) as cache:
        if dry_run:
            decisions = preview_links(store, address or WIKIDATA, cache=cache, rules=rules, options=options)
            _print_decisions(decisions, verbose=True)
            return
        with ReconciliationService(address or WIKIDATA, rate=rate, timeout=timeout) as service:
            _print_decisions(link_entities(store, service, cache=cache, rules=rules, options=options), verbose=verbose)
        stray = remove_stray_links(store)
    if stray:
        click.echo(f"The links of {stray} entities that no article mentions any more were removed", err=True)


def _usual_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("pressgraph") / "links.sqlite"


def _print_decisions(decisions: Iterator[Decision], *, verbose: bool) -> None:
    """Print a line for each link as it comes (with ``verbose`` for each entity), then how many there are of each."""
    counts: Counter[str] = Counter()
    for decision in decisions:
        counts[decision.outcome.value] += 1
        if decision.link:
            click.echo(f"{decision.entity.name}: {decision.outcome.value} {decision.link.target} ({decision.reason})")
        elif verbose:
            click.echo(f"{decision.entity.name}: {decision.outcome.value} ({decision.reason})")
    summary = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
    click.echo(f"{counts.total()} entities{': ' if summary else ''}{summary}", err=True)
