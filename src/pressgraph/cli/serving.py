"""The verbs ``pressgraph serve`` and ``pressgraph validate``."""

from __future__ import annotations

import ipaddress

import click

from pressgraph.cli.options import takes_store

_POSITIVE = click.FloatRange(min=0, min_open=True)


@click.command()
@takes_store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for any.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="Port; 0 for any free one."
)
@click.option("--time-limit", type=_POSITIVE, default=30, show_default=True, help="Seconds that a query may take.")
@click.option("--size-limit", type=_POSITIVE, default=50, show_default=True, help="Megabytes that an answer may have.")
@click.option("--memory-limit", type=_POSITIVE, default=2000, show_default=True, help="Megabytes that a query may use.")
@click.option(
    "--readers", type=click.IntRange(min=1), help="How many queries are answered at once.  [default: 4, or the cores]"
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let web pages of https://… ask from a browser (CORS); may be given several times.",
)
def serve(
    store_path: str,
    host: str,
    port: int,
    time_limit: float,
    size_limit: float,
    memory_limit: float,
    readers: int | None,
    origins: tuple[str, ...],
) -> None:
    """Serve the store: a page to ask on, and a SPARQL endpoint at /sparql for programs.

    Read-only, and for this machine alone unless --host says otherwise. What is served is the store as it is now:
    others may write it meanwhile; start again to serve what they wrote. Ctrl-C stops the server.
    """
    from pressgraph.serving import LOOPBACK, Limits, Readers, address, create_app, listen
    from pressgraph.serving import serve as serve_app

    limits = Limits(seconds=time_limit, answer_bytes=round(size_limit * 1e6), memory_bytes=round(memory_limit * 1e6))
    is_local = _is_loopback(host)
    with listen(host, port) as listening, Readers(store_path, limits=limits, number=readers) as running:
        click.echo(f"{store_path} is served at {address(listening)}; Ctrl-C stops it")
        if not is_local:
            click.echo("Anybody who reaches this machine can read it there", err=True)
        app = create_app(running, hosts=(*LOOPBACK, host) if is_local else ("*",), origins=origins)
        serve_app(app, listening)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@click.command()
@takes_store
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
def validate(store_path: str, articles: tuple[str, ...]) -> None:
    """Check that the store keeps what the shapes promise (SHACL).

    Each ARTICLE, an IRI, is checked by itself; all of them, and the links between entities, by default. One line for
    each thing that is wrong, with its article; exit status 1 then.
    """
    from pressgraph.errors import StoreError
    from pressgraph.graph import Store
    from pressgraph.graph.validation import find_violations

    number = 0
    with Store.open(store_path) as store:
        known = store.articles()
        for article in articles:
            if article not in known:
                raise StoreError(f"{article}: no such article in {store_path}; `pressgraph query articles` lists them")
        for violation in find_violations(store, articles or None):
            number += 1
            click.echo(violation)
    click.echo(f"{len(articles or known)} articles checked: {number} violations", err=True)
    if number:
        raise SystemExit(1)
