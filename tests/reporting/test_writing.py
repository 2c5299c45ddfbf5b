"""The report's files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from pressgraph.cli import main
from pressgraph.errors import ExportError
from pressgraph.graph import Store
from pressgraph.reporting import build_report, write_report

from .conftest import HOSTILE, canal, market


def page_of(store: Store, folder: Path, language: str = "fr") -> html.HtmlElement:
    path = write_report(build_report(store, language=language), folder / "rapport.html")
    return html.fromstring(path.read_bytes())


def test_hostile_names_are_text(store: Store, tmp_path: Path) -> None:
    page = page_of(store, tmp_path)
    assert page.xpath("//script | //@onclick | //@onload") == []
    (cell,) = page.xpath('//section[@id="people"]//td[contains(., "alert")]')
    assert cell.text_content() == HOSTILE
    assert HOSTILE in page.xpath('//section[@id="people"]//*[local-name()="text"]/text()')


def test_links_lead_to_articles_on_the_web_only(store: Store, tmp_path: Path) -> None:
    links = page_of(store, tmp_path).xpath("//section//a/@href")
    assert links == ["https://exemple.fr/canal?a=1&b=2"]  # market's javascript: address is none


def test_the_page_needs_nothing_else(store: Store, tmp_path: Path) -> None:
    page = page_of(store, tmp_path)
    assert page.xpath("//@src | //link | //iframe | //object | //form") == []
    (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert "default-src 'none'" in policy
    assert not re.search(r"@import|url\(", page.xpath("//style")[0].text)


def test_every_plot_is_described_and_has_its_numbers_in_a_table(store: Store, tmp_path: Path) -> None:
    report = build_report(store)
    page = html.fromstring(write_report(report, tmp_path / "rapport.html").read_bytes())
    drawn = [section for section in report.sections if section.plot]
    assert len(drawn) >= 10
    for section in drawn:
        (part,) = page.xpath(f'//section[@id="{section.plan.name}"]')
        (drawing,) = part.xpath('.//*[local-name()="svg"][@role="img"]')
        (description,) = part.xpath(f'.//*[@id="{drawing.get("aria-labelledby")}"]')
        assert section.plan.title in description.text
        assert len(part.xpath(".//tbody/tr")) == len(section.rows)
        assert len(part.xpath('.//thead//th[@scope="col"]')) == len(section.plan.columns)


def test_the_page_is_a_document_that_can_be_navigated(store: Store, tmp_path: Path) -> None:
    page = page_of(store, tmp_path, "en")
    assert page.get("lang") == "en" and page.xpath("//title")[0].text.startswith("The corpus at a glance")
    assert len(page.xpath("//h1")) == 1 and len(page.xpath("//main")) == 1
    names = page.xpath("//@id")
    assert len(set(names)) == len(names)
    assert [link.removeprefix("#") for link in page.xpath("//nav//@href")] == page.xpath("//section/@id")
    assert set(page.xpath("//@aria-labelledby")) <= set(names)
    assert set(page.xpath('//section[@id="people"]//bdi/@lang')) == {"fr"}


def test_each_number_can_be_counted_again_by_what_the_page_shows(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "presse"
    with Store.open(folder, create=True) as on_disk:
        on_disk.write(canal())
        on_disk.write(market())
        report = build_report(on_disk)
        page = html.fromstring(write_report(report, tmp_path / "rapport.html").read_bytes())
    for section in report.sections:
        (part,) = page.xpath(f'//section[@id="{section.plan.name}"]')
        words = part.xpath(".//details[@class='how']/p/code")[0].text_content().split()
        sparql = part.xpath(".//pre/code")[0].text_content()
        assert words[:4] == ["pressgraph", "query", "--store", "presse"]
        asked = CliRunner().invoke(main, ["query", "--store", str(folder), *words[4:], "--format", "csv"], input=sparql)
        assert asked.exit_code == 0, asked.output
        header, *lines = asked.output.splitlines()
        assert len(lines) == len(section.rows)
        assert {column.variable for column in section.plan.columns} <= set(header.split(","))


def test_names_that_run_from_right_to_left_turn_nothing_around(tmp_path: Path) -> None:
    facts = market()
    turned = replace(facts.entities[1], name="\u202eمجلس\x00 البلدية")
    with Store.open(":memory:") as store:
        store.write(replace(facts, entities=(facts.entities[0], turned)))
        (row,) = next(s for s in build_report(store).sections if s.plan.name == "organisations").rows
    assert row[0].text == "\u2068مجلس\ufffd البلدية\u2069"


def test_markdown_takes_names_for_nothing_but_text(store: Store, tmp_path: Path) -> None:
    text = write_report(build_report(store), tmp_path / "rapport.md").read_text(encoding="utf-8")
    assert "<script" not in text.replace("\\<script", "")
    assert r"\<script\>alert(\"a\|b\")" in text.replace('"', r"\"")
    (row,) = re.findall(r"^\| Inès Vaubert .*\|$", text.partition("## Personnes")[2].partition("##")[0], re.MULTILINE)
    assert [cell.strip() for cell in row.strip("|").split("|")] == ["Inès Vaubert", "2", "1", "█" * 20]


def test_markdown_tables_have_cells_for_every_column(store: Store, tmp_path: Path) -> None:
    text = write_report(build_report(store, language="en"), tmp_path / "report.md").read_text(encoding="utf-8")
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert len(tables) >= 14
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_same_store_gives_the_same_file(store: Store, tmp_path: Path) -> None:
    one = write_report(build_report(store), tmp_path / "un.html").read_bytes()
    assert write_report(build_report(store), tmp_path / "deux.html").read_bytes() == one


def test_another_suffix_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"rapport\.pdf: a report is written as \.html or \.md"):
        write_report(build_report(store), tmp_path / "rapport.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_a_report(tmp_path: Path) -> None:
    folder, target = tmp_path / "presse", tmp_path / "rapport.html"
    with Store.open(folder, create=True) as store:
        store.write(canal())
    done = CliRunner().invoke(main, ["report", "--store", str(folder), "-o", str(target), "--language", "en"])
    assert done.exit_code == 0 and done.stderr.startswith(f"{target}: ")
    assert "People mentioned most" in target.read_text(encoding="utf-8")
