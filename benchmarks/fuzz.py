"""Fuzz the readers or the number parser with atheris, from the samples of the tests.

::

    nice -n 15 python benchmarks/fuzz.py readers FOLDER -max_total_time=360 -timeout=20 -rss_limit_mb=2048
    nice -n 15 python benchmarks/fuzz.py numbers FOLDER -max_total_time=240

FOLDER takes the inputs that reach new code; what breaks is written to the current folder. A reader breaks when it
throws, gives an error of more than one line, or an article that can't be stored. What broke is kept in
``tests/reading/samples/broke``.
"""

from __future__ import annotations

import contextlib
import gzip
import sys
import tempfile
from pathlib import Path

import atheris

SAMPLES = Path(__file__).parents[1] / "tests" / "reading" / "samples"
MODE, FOLDER = sys.argv[1:3]

with atheris.instrument_imports(
    include=["pressgraph", "pypdf", "docx", "email", "zipfile", "trafilatura", "text_to_num"]
):
    from pressgraph.article import Article
    from pressgraph.graph.article_graph import graph_name
    from pressgraph.identifiers import article_iri
    from pressgraph.ontology.phrases import split_pieces
    from pressgraph.ontology.units import load_units
    from pressgraph.pipeline.numbers import read_number
    from pressgraph.reading import ReadingOptions, find_article_files, read_files

SUFFIXES = ("", ".txt", ".html", ".jsonl", ".xml", ".eml", ".pdf", ".docx", ".warc", ".gz", ".zip", ".rss")


def read_anything(data: bytes) -> None:
    """Read ``data`` under the suffix that its last byte picks."""
    if not data:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{SUFFIXES[data[-1] % len(SUFFIXES)]}")
        path.write_bytes(data[:-1])
        for item in read_files(find_article_files([path]), options=ReadingOptions(any_language=True)):
            if isinstance(item, Article):
                item.text.encode()
                assert item.text.strip()
                assert item.key
                graph_name(article_iri(item.key))
            else:
                assert str(item).isprintable(), repr(str(item))


def read_numbers(data: bytes) -> None:
    """Read a number at each place of a text."""
    text = data.decode("utf-8", "ignore")
    pieces = split_pieces(text)
    for index in range(len(pieces)):
        number = read_number(pieces, index, units=UNITS)
        if number:
            assert number.value.is_finite()
            assert index == number.start < number.stop <= len(pieces)


def write_seeds(folder: Path) -> None:
    """Write what fuzzing starts from."""
    folder.mkdir(parents=True, exist_ok=True)
    if MODE == "numbers":
        texts = [
            "2,5 millions d'euros",
            "vingt et un mille trois cents",
            "1.250.000",
            "une quinzaine de milliers",
            "3,5 Md d'€",
        ]
        for number, text in enumerate(texts):
            (folder / f"seed{number}").write_bytes(text.encode())
        return
    sys.path.insert(0, str(SAMPLES.parents[1]))
    from reading.making import make_pdf, make_record, make_word, make_zip

    seeds = {path.name: path.read_bytes() for path in SAMPLES.iterdir() if path.is_file()}
    page = seeds["brigny.html"]
    seeds["a.pdf"] = make_pdf()
    seeds["a.docx"] = make_word("Le maire a parlé.")
    seeds["a.warc"] = make_record("https://a.example/b", page) * 2
    seeds["a.zip"] = make_zip({"a.txt": "Le maire a parlé.", "b/c.eml": seeds["communique.eml"]})
    seeds["a.gz"] = gzip.compress(seeds["fil.rss"])
    seeds["a.jsonl"] = b'{"text": "Le maire", "published": "2018-09-28", "id": 3}\n{"text": "Fin."}'
    for name, content in seeds.items():
        (folder / f"seed-{name}").write_bytes(content + b"\0")


if __name__ == "__main__":
    write_seeds(Path(FOLDER))
    UNITS = load_units()
    target = read_anything if MODE == "readers" else read_numbers
    with contextlib.suppress(KeyboardInterrupt):
        atheris.Setup([sys.argv[0], FOLDER, *sys.argv[3:]], target)
        atheris.Fuzz()
