"""Each format is read back by a program that is not ours, and compared with the graph that was written."""

import csv
import json
import re
from collections import Counter
from xml.etree import ElementTree

import igraph
import jsonschema
import networkx
import pydot
import pytest

from pressgraph.errors import ExportError
from pressgraph.views import FORMATS, add_measures, write_network

SUFFIXES = [suffix for known in FORMATS for suffix in known.suffixes]
XML_FORBIDDEN = "\x00\x0b\x1b\ud800\ufffe"


@pytest.fixture(params=["press_graph", "hostile_graph", "empty_graph"])
def graph(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def empty_graph():
    return networkx.MultiDiGraph()


def node_labels(graph):
    return [data["label"] for _, data in graph.nodes(data=True)]


def edges_by_label(graph):
    """Return how often each (source label, target label, edge label, weight) occurs."""
    label = graph.nodes(data="label")
    return Counter((label[s], label[t], data["label"], data["weight"]) for s, t, data in graph.edges(data=True))


class TestGraphml:
    def test_networkx_reads_what_was_written(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.graphml")
        back = networkx.read_graphml(tmp_path / "reseau.graphml", force_multigraph=True)
        assert back.is_directed()
        assert node_labels(back) == node_labels(graph)
        assert edges_by_label(back) == edges_by_label(graph)
        attributes = [data for _, data in graph.nodes(data=True)]
        assert [data for _, data in back.nodes(data=True)] == attributes

    def test_igraph_reads_what_was_written(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.graphml")
        back = igraph.Graph.Read_GraphML(str(tmp_path / "reseau.graphml"))
        assert back.is_directed()
        assert (back.vcount(), back.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
        if graph:
            assert back.vs["label"] == back.vs["name"] == node_labels(graph)
            assert back.vs["mentions"] == [data for _, data in graph.nodes(data="mentions")]
            label = back.vs["label"]
            edges = Counter((label[e.source], label[e.target], e["label"], e["weight"]) for e in back.es)
            assert edges == edges_by_label(graph)

    def test_the_file_keeps_the_rules_that_each_program_adds(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.graphml")
        root = ElementTree.parse(tmp_path / "reseau.graphml").getroot()
        tags = [element.tag.rpartition("}")[2] for element in root.iter()]
        assert tags[:1] == ["graphml"]
        elements = [tag for tag in tags if tag in ("key", "graph", "node", "edge")]
        assert elements == sorted(elements, key=["key", "graph", "node", "edge"].index)
        ids = [element.get("id") for element in root.iter() if element.tag.endswith(("}node", "}edge", "}key"))]
        assert len(set(ids)) == len(ids)
        keys = [element for element in root.iter() if element.tag.endswith("}key")]
        assert {key.get("attr.type") for key in keys} <= {"string", "double", "int"}
        assert "id" not in {key.get("attr.name") for key in keys}
        assert not {"d3", "d7"} & set(ids)  # Gephi takes these keys of nodes and edges for their labels
        types = {(key.get("attr.name"), key.get("attr.type")) for key in keys}
        assert len(types) == len({name for name, _ in types})
        assert not list(root.iterfind("./{*}graph/{*}data"))

    def test_the_weight_of_edges_is_a_double(self, press_graph, tmp_path):
        write_network(press_graph, tmp_path / "reseau.graphml")
        root = ElementTree.parse(tmp_path / "reseau.graphml").getroot()
        types = {key.get("attr.name"): key.get("attr.type") for key in root.iterfind("{*}key[@for='edge']")}
        assert (types["weight"], types["articles"], types["evidence"]) == ("double", "int", "string")

    def test_attributes_of_every_kind_become_text_or_numbers(self, tmp_path):
        graph = networkx.MultiDiGraph()
        graph.add_node("a", id="x", seen=True, rank=1, tags=["un", "deux"], nothing=None, measure=float("nan"))
        graph.add_node("b", rank=0.5)
        graph.add_edge("a", "b", seen="oui")
        write_network(graph, tmp_path / "reseau.graphml")
        back = networkx.read_graphml(tmp_path / "reseau.graphml")
        first, second = (data for _, data in back.nodes(data=True))
        assert first == {"identifier": "x", "seen": "true", "rank": 1.0, "tags": "un | deux"}
        assert second == {"rank": 0.5}


class TestGexf:
    def test_networkx_reads_what_was_written(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.gexf")
        back = networkx.read_gexf(tmp_path / "reseau.gexf", version="1.3")
        assert node_labels(back) == node_labels(graph)
        label = back.nodes(data="label")
        ends = Counter((label[s], label[t], data["weight"]) for s, t, data in back.edges(data=True))
        assert ends == Counter((s, t, weight) for s, t, _, weight in edges_by_label(graph).elements())

    def test_edges_carry_label_kind_and_time(self, press_graph, tmp_path):
        write_network(press_graph, tmp_path / "reseau.gexf")
        root = ElementTree.parse(tmp_path / "reseau.gexf").getroot()
        graph = root.find("{http://gexf.net/1.3}graph")
        assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
        edges = {edge.get("label"): edge for edge in root.iter("{http://gexf.net/1.3}edge")}
        head = edges["headOf"]
        assert (head.get("start"), head.get("end")) == ("2021-03-10", "2021-04-02")
        assert head.get("kind") == "headOf"
        assert edges["partnerOf"].get("kind") == "partnerOf (planned)"
        assert edges["partnerOf"].get("start") is None

    def test_parallel_edges_differ_in_id_and_kind(self, hostile_graph, tmp_path):
        write_network(hostile_graph, tmp_path / "reseau.gexf")
        root = ElementTree.parse(tmp_path / "reseau.gexf").getroot()
        edges = list(root.iter("{http://gexf.net/1.3}edge"))
        assert len({edge.get("id") for edge in edges}) == hostile_graph.number_of_edges()
        kinds = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges)
        assert set(kinds.values()) == {1}

    def test_a_graph_without_dates_is_static(self, hostile_graph, tmp_path):
        write_network(hostile_graph, tmp_path / "reseau.gexf")
        assert 'mode="static"' in (tmp_path / "reseau.gexf").read_text(encoding="utf-8")


class TestJson:
    def test_cytoscape_elements_have_ids_and_names(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.cyjs")
        elements = json.loads((tmp_path / "reseau.cyjs").read_text(encoding="utf-8"))["elements"]
        nodes = {node["data"]["id"]: node["data"] for node in elements["nodes"]}
        edges = [edge["data"] for edge in elements["edges"]]
        assert [node["name"] for node in nodes.values()] == node_labels(graph)
        assert len({edge["id"] for edge in edges} | set(nodes)) == len(nodes) + len(edges)
        name = {node_id: node["label"] for node_id, node in nodes.items()}
        found = Counter((name[e["source"]], name[e["target"]], e["label"], e["weight"]) for e in edges)
        assert found == edges_by_label(graph)

    def test_both_keep_their_schema(self, graph, tmp_path):
        text = {"type": "string"}
        node = {"type": "object", "required": ["id"], "properties": {"id": text, "label": text}}
        edge = {
            "type": "object",
            "required": ["source", "target", "label", "weight"],
            "properties": {"source": text, "target": text, "label": text, "weight": {"type": "number"}},
        }
        write_network(graph, tmp_path / "reseau.json")
        data = json.loads((tmp_path / "reseau.json").read_text(encoding="utf-8"))
        node_link = {
            "type": "object",
            "required": ["directed", "multigraph", "graph", "nodes", "edges"],
            "properties": {"nodes": {"items": node}, "edges": {"items": edge}},
        }
        jsonschema.validate(data, node_link)
        write_network(graph, tmp_path / "reseau.cyjs")
        data = json.loads((tmp_path / "reseau.cyjs").read_text(encoding="utf-8"))

        def wrapped(schema):
            return {"items": {"type": "object", "required": ["data"], "properties": {"data": schema}}}

        elements = {
            "type": "object",
            "required": ["nodes", "edges"],
            "properties": {"nodes": wrapped(node), "edges": wrapped(edge)},
        }
        jsonschema.validate(data, {"required": ["elements"], "properties": {"elements": elements}})

    def test_networkx_reads_node_link(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.json")
        data = json.loads((tmp_path / "reseau.json").read_text(encoding="utf-8"))
        back = networkx.node_link_graph(data, edges="edges")
        assert node_labels(back) == node_labels(graph)
        assert edges_by_label(back) == edges_by_label(graph)


# pydot calls its parser by names that pyparsing is giving up.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")
class TestDot:
    def test_pydot_reads_what_was_written(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.gv")
        (back,) = pydot.graph_from_dot_data((tmp_path / "reseau.gv").read_text(encoding="utf-8"))
        assert back.get_type() == "digraph"
        assert len(back.get_nodes()) == graph.number_of_nodes()
        assert len(back.get_edges()) == graph.number_of_edges()
        assert [_unquoted(node.get("label")) for node in back.get_nodes()] == [
            label.replace("\t", " ") for label in node_labels(graph)
        ]

    def test_no_name_is_html(self, hostile_graph, tmp_path):
        write_network(hostile_graph, tmp_path / "reseau.dot")
        outside_quotes = re.sub(r'"(?:[^"\\]|\\.)*"', "", (tmp_path / "reseau.dot").read_text(encoding="utf-8"))
        assert "<" not in outside_quotes
        assert '"' not in outside_quotes


def _unquoted(text):
    escapes = {"n": "\n", "r": "\r"}
    return re.sub(r"\\(.)", lambda match: escapes.get(match[1], match[1]), text[1:-1])


class TestCsv:
    @staticmethod
    def tables(folder):
        for name in ("reseau.nodes.csv", "reseau.edges.csv"):
            with (folder / name).open(encoding="utf-8", newline="") as file:
                yield list(csv.DictReader(file))

    def test_two_tables_hold_the_graph(self, press_graph, tmp_path):
        paths = write_network(press_graph, tmp_path / "reseau.csv")
        assert [path.name for path in paths] == ["reseau.nodes.csv", "reseau.edges.csv"]
        nodes, edges = self.tables(tmp_path)
        label = {node["id"]: node["label"] for node in nodes}
        assert list(label.values()) == node_labels(press_graph)
        assert {edge["type"] for edge in edges} == {"Directed"}
        found = Counter((label[e["source"]], label[e["target"]], e["label"], float(e["weight"])) for e in edges)
        assert found == edges_by_label(press_graph)

    def test_no_cell_begins_like_a_formula(self, hostile_graph, tmp_path):
        write_network(hostile_graph, tmp_path / "reseau.csv")
        cells = [cell for table in self.tables(tmp_path) for row in table for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
        assert "'=CMD|' /C calc'!A1" in cells

    def test_numbers_stay_numbers(self, tmp_path):
        graph = networkx.MultiDiGraph()
        graph.add_node("a", label="Arzelle", latitude=-12.5)
        write_network(graph, tmp_path / "reseau.csv")
        assert next(self.tables(tmp_path))[0]["latitude"] == "-12.5"


class TestYed:
    def test_networkx_reads_labels_and_data(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.yed.graphml")
        back = networkx.read_graphml(tmp_path / "reseau.yed.graphml", force_multigraph=True)
        assert [label.strip() for label in node_labels(back)] == [label.strip() for label in node_labels(graph)]
        assert back.number_of_edges() == graph.number_of_edges()
        weights = sorted(weight for *_, weight in back.edges(data="weight"))
        assert weights == sorted(weight for *_, weight in graph.edges(data="weight"))

    def test_nodes_have_a_colour_by_type_and_edges_an_arrow_and_a_label(self, press_graph, tmp_path):
        write_network(press_graph, tmp_path / "reseau.yed.graphml")
        root = ElementTree.parse(tmp_path / "reseau.yed.graphml").getroot()
        space = "{http://www.yworks.com/xml/graphml}"
        looks = {node.findtext(f".//{space}NodeLabel"): node for node in root.iter(f"{space}ShapeNode")}
        assert looks["Aline Corbin"].find(f"{space}Fill").get("color") == "#4477aa66"
        assert {label.text for label in root.iter(f"{space}EdgeLabel")} == {"headOf", "location", "partnerOf"}
        assert {arrows.get("target") for arrows in root.iter(f"{space}Arrows")} == {"standard"}


class TestLooks:
    def test_gexf_colours_by_type_and_sizes_by_what_was_measured(self, press_graph, tmp_path):
        add_measures(press_graph, ["pagerank"])
        write_network(press_graph, tmp_path / "reseau.gexf")
        back = networkx.read_gexf(tmp_path / "reseau.gexf", version="1.3")
        looks = {data["label"]: data["viz"] for _, data in back.nodes(data=True)}
        assert looks["Aline Corbin"]["color"] == {"r": 0x44, "g": 0x77, "b": 0xAA, "a": 1.0}
        ranks = sorted(press_graph.nodes(data=True), key=lambda node: node[1]["pagerank"])
        assert [looks[data["label"]]["size"] for _, data in ranks] == sorted(look["size"] for look in looks.values())
        assert max(look["size"] for look in looks.values()) == 60


class TestPajek:
    def test_igraph_and_networkx_read_it(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.net")
        if graph:
            other = igraph.Graph.Read_Pajek(str(tmp_path / "reseau.net"))
            assert (other.vcount(), other.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
            assert sorted(other.es["weight"]) == sorted(weight for *_, weight in graph.edges(data="weight"))
        back = networkx.read_pajek(tmp_path / "reseau.net")
        assert back.number_of_nodes() == graph.number_of_nodes()
        assert back.number_of_edges() == graph.number_of_edges()

    def test_two_nodes_of_one_name_stay_two(self, tmp_path):
        graph = networkx.MultiDiGraph()
        for node in "abc":
            graph.add_node(node, label="Saint-Denis")
        graph.add_edge("a", "c", weight=2.0, label="jumelée avec")
        write_network(graph, tmp_path / "reseau.net")
        back = networkx.read_pajek(tmp_path / "reseau.net")
        assert list(back) == ["Saint-Denis", "Saint-Denis (2)", "Saint-Denis (3)"]


class TestNeo4j:
    @staticmethod
    def tables(folder):
        for part in ("nodes", "relationships"):
            with (folder / f"reseau.neo4j.{part}.csv").open(encoding="utf-8", newline="") as file:
                yield list(csv.DictReader(file))

    def test_headers_and_references_are_those_of_the_import(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.neo4j.csv")
        nodes, relationships = self.tables(tmp_path)
        ids = [node["id:ID"] for node in nodes]
        assert len(set(ids)) == graph.number_of_nodes()
        assert len(relationships) == graph.number_of_edges()
        assert {r[name] for r in relationships for name in (":START_ID", ":END_ID")} <= set(ids)
        assert all(re.fullmatch(r"\w+", relationship[":TYPE"]) for relationship in relationships)
        assert all(re.fullmatch(r"\w+(;\w+)*", node[":LABEL"]) for node in nodes)
        names = [name for row in (*nodes[:1], *relationships[:1]) for name in row]
        assert all(re.fullmatch(r"\w+:(ID|string|long|double)|:(LABEL|START_ID|END_ID|TYPE)", name) for name in names)
        cells = [cell for table in (nodes, relationships) for row in table for cell in row.values()]
        assert not [cell for cell in cells if "\n" in cell or cell.startswith(("=", "+", "-", "@"))]

    def test_relations_become_types_and_classes_labels(self, press_graph, tmp_path):
        write_network(press_graph, tmp_path / "reseau.neo4j.csv")
        nodes, relationships = self.tables(tmp_path)
        assert {r[":TYPE"] for r in relationships} == {"HEAD_OF", "LOCATION", "PARTNER_OF"}
        assert "Organization;Corporation" in {node[":LABEL"] for node in nodes}
        assert {relationship["weight:double"] for relationship in relationships} == {"2.0", "1.0"}


class TestPicture:
    def test_svg_shows_every_name_as_text(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.svg")
        root = ElementTree.parse(tmp_path / "reseau.svg").getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        letters = "".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
        shown = re.sub(r"\s", "", letters)
        for label in node_labels(graph):
            assert re.sub(r"\s", "", label) in shown

    def test_png_is_as_large_as_its_nodes_need(self, graph, tmp_path):
        write_network(graph, tmp_path / "reseau.png")
        header = (tmp_path / "reseau.png").read_bytes()[:24]
        assert header[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(header[16:20]) * int.from_bytes(header[20:24]) >= 100 * 100 * len(graph)

    def test_too_many_nodes_are_refused_with_the_way_out(self, tmp_path):
        crowd = networkx.MultiDiGraph()
        crowd.add_nodes_from(range(2001))
        with pytest.raises(ExportError, match=r"2001 nodes can't be read, the most is 2000; .*--top"):
            write_network(crowd, tmp_path / "foule.svg")
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", SUFFIXES)
class TestEveryFormat:
    def test_two_writes_are_the_same_bytes(self, press_graph, tmp_path, suffix):
        one = write_network(press_graph, tmp_path / f"un{suffix}")
        other = write_network(press_graph, tmp_path / f"deux{suffix}")
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]

    def test_what_xml_or_utf8_cannot_write_is_dropped(self, tmp_path, suffix):
        graph = networkx.MultiDiGraph()
        graph.add_node("a", label=f"Valmont{XML_FORBIDDEN}ville")
        for path in write_network(graph, tmp_path / f"reseau{suffix}"):
            if suffix == ".png":
                assert path.read_bytes().startswith(b"\x89PNG")
                continue
            text = path.read_text(encoding="utf-8")
            assert not set(text) & set(XML_FORBIDDEN)
            assert "Valmontville" in text or "edges" in path.name or "relationships" in path.name

    def test_a_failed_export_leaves_what_was_there(self, press_graph, tmp_path, suffix):
        paths = write_network(press_graph, tmp_path / f"reseau{suffix}")
        before = {path: path.read_bytes() for path in paths}

        class Unwritable:
            def __str__(self):
                raise RuntimeError("no text for this")

        broken = press_graph.copy()
        broken.add_node("z", label=Unwritable())
        with pytest.raises(RuntimeError):
            write_network(broken, tmp_path / f"reseau{suffix}")
        assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


class TestFailures:
    def test_an_unknown_suffix_is_refused_with_the_known_ones(self, press_graph, tmp_path):
        with pytest.raises(ExportError, match=r"reseau\.xlsx: .*\.graphml, \.gexf, \.cyjs, \.json, \.dot"):
            write_network(press_graph, tmp_path / "reseau.xlsx")
        assert not list(tmp_path.iterdir())

    def test_a_format_can_be_named(self, press_graph, tmp_path):
        write_network(press_graph, tmp_path / "reseau.xml", format="graphml")
        assert networkx.read_graphml(tmp_path / "reseau.xml").number_of_nodes() == 4
        with pytest.raises(ExportError, match="excel: no such format; there are yed, graphml, gexf"):
            write_network(press_graph, tmp_path / "reseau.xml", format="excel")

    def test_a_missing_folder_and_a_folder_as_file_are_one_clear_line(self, press_graph, tmp_path):
        with pytest.raises(ExportError, match=r"reseau\.graphml: can't be written"):
            write_network(press_graph, tmp_path / "absent" / "reseau.graphml")
        (tmp_path / "dossier.graphml").mkdir()
        with pytest.raises(ExportError, match="not an ordinary file"):
            write_network(press_graph, tmp_path / "dossier.graphml")
        assert [path.name for path in tmp_path.iterdir()] == ["dossier.graphml"]

    def test_a_write_that_breaks_off_midway_leaves_nothing(self, press_graph, tmp_path, monkeypatch):
        def interrupted(graph, file):
            file.write("<graphml>")
            raise KeyboardInterrupt

        broken = [type(FORMATS[0])("broken", (".graphml",), interrupted)]
        monkeypatch.setattr("pressgraph.views.writers.FORMATS", broken)
        with pytest.raises(KeyboardInterrupt):
            write_network(press_graph, tmp_path / "reseau.graphml")
        assert not list(tmp_path.iterdir())
