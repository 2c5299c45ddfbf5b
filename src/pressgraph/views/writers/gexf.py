"""GEXF 1.3 for Gephi: parallel edges are told apart by ``kind``, dated nodes and edges have their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO
from xml.sax.saxutils import quoteattr

from pressgraph.facts import Modality
from pressgraph.views.writers.elements import Elements, NodeElement, Spell, Types, Value
from pressgraph.views.writers.looks import Sizes, colour_of, type_of

_TYPE_NAMES = {str: "string", int: "integer", float: "double"}
_OWN_PLACE = frozenset({"label", "weight", "first_seen", "last_seen"})  # attributes of the XML element itself
_SMALLEST, _LARGEST = 8.0, 60.0  #: of nodes, in Gephi's units
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta><creator>pressgraph</creator></meta>
"""
_WEIGHT_OVER_TIME = """    <attributes class="edge" mode="dynamic">
      <attribute id="weight" title="Weight" type="double"/>
    </attributes>
"""


def write_gexf(elements: Elements, file: TextIO) -> None:
    """Write the graph as GEXF, element by element, coloured by type and sized by what was measured.

    Time runs from ``first_seen`` to ``last_seen`` (ISO dates), or through the spells of a network in slices, whose
    edges then weigh differently in each; without any, the graph is static.
    """
    file.write(_HEAD)
    has_spells = any(edge.spells for edge in elements.edges())
    dated = has_spells or "first_seen" in elements.node_types or "first_seen" in elements.edge_types
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
    file.write(f'  <graph defaultedgetype="directed" idtype="string" {mode}>\n')
    node_keys = _write_keys("node", elements.node_types, file)
    edge_keys = _write_keys("edge", elements.edge_types, file)
    if has_spells:
        file.write(_WEIGHT_OVER_TIME)
    sizes = Sizes(elements)
    file.write("    <nodes>\n")
    for node in elements.nodes():
        time = {} if node.spells else _time(node.attributes)
        head = _xml_attributes(id=node.id, label=node.attributes.get("label", node.id), **time)
        body = _values(node.attributes, node_keys) + _spells(node.spells) + _look(node, sizes)
        file.write(f"      <node{head}>{body}</node>\n")
    file.write("    </nodes>\n    <edges>\n")
    for edge in elements.edges():
        time = {} if edge.spells else _time(edge.attributes)
        head = _xml_attributes(
            id=edge.id,
            source=edge.source,
            target=edge.target,
            kind=_kind(edge.attributes),
            label=edge.attributes.get("label"),
            weight=edge.attributes.get("weight"),
            **time,
        )
        body = _values(edge.attributes, edge_keys, edge.spells) + _spells(edge.spells)
        file.write(f"      <edge{head}>{body}</edge>\n")
    file.write("    </edges>\n  </graph>\n</gexf>\n")


def _write_keys(element: str, types: Types, file: TextIO) -> dict[str, str]:
    """Declare the attributes of nodes or edges and return the id of each name."""
    names = [name for name in types if name not in _OWN_PLACE]
    keys = {name: f"{element}-{number}" for number, name in enumerate(names, start=1)}
    if keys:
        file.write(f'    <attributes class="{element}" mode="static">\n')
        for name, key in keys.items():
            kind = _TYPE_NAMES[types[name]]
            file.write(f'      <attribute id="{key}" title={quoteattr(name)} type="{kind}"/>\n')
        file.write("    </attributes>\n")
    return keys


def _values(attributes: Mapping[str, Value], keys: Mapping[str, str], weights: Sequence[Spell] = ()) -> str:
    values = [
        f'<attvalue for="{keys[name]}" value={quoteattr(str(value))}/>'
        for name, value in attributes.items()
        if name in keys
    ]
    values += [
        f'<attvalue for="weight" value="{spell.weight}" start="{spell.first}" end="{spell.last}"/>' for spell in weights
    ]
    return f"<attvalues>{''.join(values)}</attvalues>" if values else ""


def _spells(spells: Sequence[Spell]) -> str:
    content = "".join(f'<spell start="{spell.first}" end="{spell.last}"/>' for spell in spells)
    return f"<spells>{content}</spells>" if content else ""


def _look(node: NodeElement, sizes: Sizes) -> str:
    colour = colour_of(type_of(node.attributes))
    size = _SMALLEST + (_LARGEST - _SMALLEST) * sizes.of(node.attributes)
    return f'<viz:color r="{colour.red}" g="{colour.green}" b="{colour.blue}"/><viz:size value="{size:.2f}"/>'


def _time(attributes: Mapping[str, Value]) -> dict[str, Value | None]:
    return {"start": attributes.get("first_seen"), "end": attributes.get("last_seen")}


def _kind(attributes: Mapping[str, Value]) -> Value | None:
    """Return what Gephi is to keep apart: it merges parallel edges of one kind."""
    label, modality = attributes.get("label"), attributes.get("modality", Modality.ASSERTED)
    return label if label is None or modality == Modality.ASSERTED else f"{label} ({modality})"


def _xml_attributes(**values: Value | None) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in values.items() if value is not None)
