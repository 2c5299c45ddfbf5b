"""What holds for the code as a whole: layers, homes of third-party packages, sizes, pairs of files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, Relation, Span
from pressgraph.graph import Store
from pressgraph.ontology import Ontology

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pressgraph"
PYPROJECT = ROOT / "pyproject.toml"
MODULES = sorted(SOURCE.rglob("*.py"))
_LONGEST = 400  #: lines

#: third-party package → the parts of pressgraph that may import it
HOMES = {
    "spacy": ("pipeline/", "training/"),
    "thinc": ("pipeline/", "training/"),
    "rdflib": ("ontology/", "graph/"),
    "pyoxigraph": ("ontology/", "graph/"),
    "oxrdflib": ("graph/",),
    "networkx": ("views/",),
    "click": ("cli",),
    "rich": ("cli", "terminal.py"),
    "httpx": ("linking/service.py", "graph/remote_endpoint.py"),
    "distributed": ("running/cluster.py",),
    "starlette": ("serving/",),
    "uvicorn": ("serving/",),
    "trafilatura": ("reading/",),
    "py3langid": ("reading/",),
    "charset_normalizer": ("reading/",),
    "text_to_num": ("pipeline/",),
    "sklearn": ("training/",),
    "pycrfsuite": ("training/",),
}


def module_path(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imported_packages(path: Path) -> set[str]:
    """Return the top-level packages that a module imports at run time."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_flow_goes_one_way() -> None:
    assert lint_imports(config_filename=str(PYPROJECT), no_cache=True) == EXIT_STATUS_SUCCESS


def test_each_third_party_package_stays_in_its_home() -> None:
    strays = [
        f"{module_path(path)} imports {package}"
        for path in MODULES
        for package in imported_packages(path) & set(HOMES)
        if not module_path(path).startswith(HOMES[package])
    ]
    assert strays == []


def test_every_imported_package_is_a_dependency_that_is_declared() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    declared = {
        re.split(r"[<>=~! \[]", requirement)[0].replace("-", "_").lower()
        for requirement in (*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values()))
    }
    names = {
        "mimeparse": "python_mimeparse",
        "text_to_num": "text2num",
        "thinc": "spacy",  # spaCy's own
        "dateutil": "python_dateutil",
        "docx": "python_docx",
        "pycrfsuite": "python_crfsuite",
        "sklearn": "scikit_learn",
    }
    used = {p for path in MODULES for p in imported_packages(path)} - set(sys.stdlib_module_names) - {"pressgraph"}
    assert {package for package in used if names.get(package, package).lower() not in declared} == set()


def test_no_module_is_too_long_to_read() -> None:
    lengths = {module_path(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > _LONGEST} == {}


def test_every_module_and_package_says_what_it_does() -> None:
    silent = [module_path(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in MODULES for part in Path(module_path(path)).with_suffix("").parts}
    assert names & {"utils", "util", "helpers", "misc", "common", "manager"} == set()


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=module_path)
def test_public_names_exist(path: Path) -> None:
    module = import_module(".".join(("pressgraph", *Path(module_path(path)).parent.parts)))
    names = getattr(module, "__all__", [])
    assert [name for name in names if not hasattr(module, name)] == []
    assert len(set(names)) == len(names)


# ---- commands that need no language model ------------------------------------------------------------------------

WITHOUT_SPACY = """\
import sys
from pressgraph.cli import main
try:
    main(sys.argv[1:])
finally:
    heavy = sorted({"spacy", "thinc", "trafilatura"} & set(sys.modules))
    print("heavy:", heavy, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "Awa Ménard préside le Port."
    people = Entity(id="https://exemple.fr/awa", type=EntityType.PERSON, name="Awa Ménard", mentions=(Span(0, 10),))
    body = Entity(id="https://exemple.fr/port", type=EntityType.ORGANIZATION, name="Port", mentions=(Span(22, 26),))
    head = Relation(subject=people.id, predicate="http://www.w3.org/ns/org#headOf", object=body.id, span=Span(0, 26))
    folder = tmp_path_factory.mktemp("contrats") / "presse"
    with Store.open(folder, create=True) as store:
        article = Article(text=text, key="port.txt", source="port.txt")
        store.write(ArticleFacts(article=article, entities=(people, body), relations=(head,)))
    return folder


COMMANDS = {
    "help": ["--help"],
    "version": ["--version"],
    "help of extract": ["extract", "--help"],
    "query": ["query", "heads", "--store", "STORE"],
    "list of queries": ["query", "--list"],
    "SPARQL": ["query", "ASK { ?s ?p ?o }", "--store", "STORE"],
    "export": ["export", "FOLDER/reseau.graphml", "--store", "STORE"],
    "list of views": ["export", "--list"],
    "dump": ["dump", "--store", "STORE"],
    "report": ["report", "--output", "FOLDER/rapport.html", "--store", "STORE"],
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_commands_without_articles_never_load_the_language_model(
    words: list[str], store_folder: Path, tmp_path: Path
) -> None:
    arguments = [word.replace("STORE", str(store_folder)).replace("FOLDER", str(tmp_path)) for word in words]
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_SPACY, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert "heavy: []" in result.stderr


# ---- pairs of files ----------------------------------------------------------------------------------------------

_REGISTERS = re.compile(r'@Language\.(?:factory|component)\(\s*"(?P<name>\w+)"')
FACTORIES = {
    match["name"]: path
    for path in sorted((SOURCE / "pipeline").glob("*.py"))
    for match in _REGISTERS.finditer(path.read_text(encoding="utf-8"))
}


def test_every_factory_has_an_entry_point_and_every_entry_point_its_factory() -> None:
    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["entry-points"]["spacy_factories"]
    assert set(declared) == set(FACTORIES)
    installed = {point.name: point.value for point in entry_points(group="spacy_factories") if point.name in declared}
    assert installed == declared, "install the project again: pip install -e ."


@pytest.mark.parametrize(("name", "path"), FACTORIES.items(), ids=FACTORIES)
def test_one_stem_in_code_registry_and_tests(name: str, path: Path) -> None:
    assert name == f"pressgraph_{path.stem}"
    assert (ROOT / "tests" / "pipeline" / f"test_{path.stem}.py").is_file()


def test_every_word_class_that_the_code_asks_for_is_described(ontology: Ontology) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "pipeline").glob("*.py"))
    asked = set(re.findall(r'ontology\.words\("([\w-]+)"\)', text))
    asked |= set(re.findall(r'(?:in_class|verb_forms)\([^()]*"([a-z-]+)"\)', text))
    assert len(asked) > 20
    assert asked <= set(ontology.word_classes)


def test_the_ontology_is_shipped_in_the_wheel() -> None:
    build = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert build["force-include"] == {"ontologies": "pressgraph/ontologies"}


def test_no_file_names_the_machine_it_was_written_on() -> None:
    folders = (SOURCE, ROOT / "ontologies")
    files = [p for folder in folders for p in folder.rglob("*") if p.suffix in {".py", ".ttl", ".tsv", ".rq", ".md"}]
    strays = re.compile(r"/(?:work|home|root|tmp|Users)/")
    assert [str(p) for p in files if strays.search(p.read_text(encoding="utf-8"))] == []
