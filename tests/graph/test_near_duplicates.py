"""The same dispatch in three papers is known for one; articles in words of their own are not."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from pyoxigraph import Quad

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts
from pressgraph.graph import Store
from pressgraph.graph.likeness import likeness, sketch
from pressgraph.graph.near_duplicates import LEAST_LIKENESS, find_near_duplicates, mark_near_duplicates
from pressgraph.identifiers import article_iri

DISPATCH = (
    "Le conseil municipal de Brigny-sur-Vesle a adopté jeudi soir un budget de douze millions d’euros, a annoncé la "
    "maire à l’issue d’une séance de trois heures.\n\nLa moitié de la somme ira à l’école neuve, où cent vingt élèves "
    "sont attendus à la rentrée. Les impôts locaux n’augmenteront pas cette année.\n\nL’opposition a dénoncé un "
    "« budget de façade » et réclamé un audit des comptes de la régie des eaux, dont le déficit s’est creusé."
)
CUT = DISPATCH[: DISPATCH.index("\n\nL’opposition")].replace("’", "'")
RETOLD = f"Budget : la maire l’emporte\n\nBRIGNY (Agence de la Vesle). — {DISPATCH.upper()}"
OTHER = (
    "À Brigny, les élus ont voté leur budget tard dans la soirée. Douze millions d’euros sont prévus, dont une grande "
    "part pour la nouvelle école. La régie des eaux inquiète toujours les conseillers de la minorité, qui voudraient "
    "que ses comptes soient vérifiés par un cabinet indépendant."
)


def write(store: Store, key: str, text: str, published: date | None) -> str:
    article = Article(text=text, key=key, source=key, published=published)
    store.write(ArticleFacts(article=article))
    return article_iri(key)


def marks(store: Store) -> set[tuple[str, str]]:
    rows = store.rows("SELECT ?copy ?first { ?copy pg:nearDuplicateOf ?first }")
    return {(str(row["copy"]), str(row["first"])) for row in rows}


def quads(store: Store) -> list[Quad]:
    return list(store.quads())


def test_a_dispatch_is_known_in_other_papers_dress() -> None:
    original = sketch(DISPATCH)
    assert original
    for copy in (CUT, RETOLD):
        found = sketch(copy)
        assert found
        assert likeness(original, found) > LEAST_LIKENESS
    found = sketch(OTHER)
    assert found
    assert likeness(original, found) < 0.1


def test_a_text_of_a_few_words_has_no_sketch() -> None:
    assert sketch("Pas de journal demain, jour férié.") is None


def test_articles_of_one_town_in_their_own_words_are_not_alike() -> None:
    folder = Path(__file__).parents[2] / "corpus" / "articles"
    sketches = [sketch(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("dem-*.txt"))]
    assert len(sketches) > 10
    assert max(likeness(one, other) for one, other in combinations(filter(None, sketches), 2)) < LEAST_LIKENESS / 2


def test_copies_lead_to_the_article_that_came_first_whatever_the_order_of_reading() -> None:
    dumps = []
    articles = [
        ("b", RETOLD, date(2019, 3, 22)),
        ("a", DISPATCH, date(2019, 3, 21)),
        ("d", OTHER, date(2019, 3, 20)),
        ("c", CUT, None),
    ]
    for order in (articles, articles[::-1]):
        with Store.open(":memory:") as store:
            iris = {key: write(store, key, text, published) for key, text, published in order}
            assert mark_near_duplicates(store) == 2
            assert marks(store) == {(iris["b"], iris["a"]), (iris["c"], iris["a"])}
            assert len(store.articles()) == 4
            dumps.append(quads(store))
    assert dumps[0] == dumps[1]


def test_forgetting_the_first_leaves_no_trace_of_it() -> None:
    with Store.open(":memory:") as store, Store.open(":memory:") as without:
        first = write(store, "a", DISPATCH, date(2019, 3, 21))
        for each in (store, without):
            write(each, "b", RETOLD, date(2019, 3, 22))
            write(each, "c", CUT, date(2019, 3, 23))
        mark_near_duplicates(store)
        store.forget(first)
        assert mark_near_duplicates(store) == mark_near_duplicates(without) == 1
        assert quads(store) == quads(without)


def test_likeness_does_not_creep_along_a_chain() -> None:
    words = [f"mot{number}" for number in range(400)]
    texts = [" ".join(words[start : start + 100]) for start in range(0, 300, 25)]
    sketches = [sketch(text) for text in texts]
    firsts = find_near_duplicates([found for found in sketches if found])
    assert firsts
    assert all(
        likeness(sketches[copy] or b"", sketches[first] or b"") >= LEAST_LIKENESS for copy, first in firsts.items()
    )
    assert not set(firsts.values()) & firsts.keys()


@pytest.mark.parametrize("texts", [[], [DISPATCH]])
def test_a_store_without_copies_has_no_marks(texts: list[str]) -> None:
    with Store.open(":memory:") as store:
        for text in texts:
            write(store, "a", text, None)
        assert mark_near_duplicates(store) == 0
        assert marks(store) == set()
