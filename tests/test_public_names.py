"""What ``import pressgraph`` promises."""

from __future__ import annotations

import subprocess
import sys

import pressgraph


def test_every_public_name_can_be_used() -> None:
    for name in pressgraph.__all__:
        assert getattr(pressgraph, name) is not None
    assert sorted(pressgraph.__all__) == pressgraph.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(pressgraph, "nothing_of_that_name")


def test_importing_the_package_loads_no_stage() -> None:
    code = "import pressgraph, sys; assert not {'spacy', 'rdflib', 'networkx', 'pyoxigraph'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
