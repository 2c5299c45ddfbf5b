"""The explorer page in a real browser: Debian's Chromium, or any that Selenium finds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest
from click.testing import CliRunner

from pressgraph.cli import main

from .conftest import running_server
from .explored_press import AULNE, FORGES, HEADS_SENTENCE, HELOISE, HOSTILE, IMAGE, MARAIS, SCRIPT, iri, write_press

webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed (pip install selenium)")
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver here (Debian: chromium-driver)"),
]
SECONDS = 60  # a busy machine must not fail a test


class Page:
    """The page as somebody sees and uses it."""

    def __init__(self, driver: Any, address: str, downloads: Path) -> None:
        self.driver = driver
        self.address = address
        self.downloads = downloads

    def open(self, fragment: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self.address}{fragment}")
        self.wait(lambda: self.script("return document.body.dataset.ready"))

    def wait(self, condition: Callable[[], Any]) -> Any:
        return WebDriverWait(self.driver, SECONDS, ignored_exceptions=_STALE).until(lambda _: condition())

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, *arguments)

    def find(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def press(self, selector: str, text: str = "") -> None:
        """Click the first element that has the text, once it is there."""
        self.wait(lambda: [e for e in self.all(selector) if text in e.text and e.is_displayed()])[0].click()

    def heading(self) -> str:
        return str(self.find("#details h2").text)

    def wait_for_heading(self, text: str) -> None:
        self.wait(lambda: text in self.heading())

    def search(self, typed: str) -> Any:
        field = self.find("#search-field")
        field.clear()
        field.send_keys(typed)
        return field

    def edges(self) -> set[tuple[str, str, str]]:
        """Return source, relation and target of each row of the list."""
        rows = self.all("#tab-list tbody tr")
        return {tuple(cell.text for cell in row.find_elements(By.TAG_NAME, "td")[:3]) for row in rows}  # type: ignore[misc]


def _stale() -> tuple[type[Exception], ...]:
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException

    return (NoSuchElementException, StaleElementReferenceException)


_STALE = _stale()


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "presse"
    write_press(folder)
    return folder


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def driver(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=fr",
        "--enable-unsafe-swiftshader", "--window-size=1440,1000",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):  # fmt: skip
        options.add_argument(argument)
    options.add_experimental_option(
        "prefs", {"download.default_directory": str(downloads), "intl.accept_languages": "fr"}
    )
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield running
    running.quit()


@pytest.fixture(scope="module")
def served(press: Path) -> Iterator[str]:
    with running_server("--store", press, "--readers", "1") as (_, address):
        yield address


@pytest.fixture
def page(driver: Any, served: str, downloads: Path) -> Iterator[Page]:
    yield from _watched(Page(driver, served, downloads))


@pytest.fixture
def sent_page(driver: Any, press: Path, downloads: Path, tmp_path: Path) -> Iterator[Page]:
    """Open the file that ``pressgraph page`` writes."""
    path = tmp_path / "rapport.html"
    assert CliRunner().invoke(main, ["page", "--store", str(press), "-o", str(path)]).exit_code == 0
    yield from _watched(Page(driver, path.as_uri(), downloads))


def _watched(page: Page) -> Iterator[Page]:
    """Give the page; whatever a test does with it, nothing fails in the console and nothing is asked elsewhere."""
    for log in ("browser", "performance"):
        page.driver.get_log(log)
    page.open()
    yield page
    problems = [entry for entry in page.driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert not problems
    asked = [json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")]
    addresses = {
        event["params"]["request"]["url"]
        for event in asked
        if event["method"] == "Network.requestWillBeSent" and event["params"].get("type") != "Preflight"
    }
    outside = {url for url in addresses if not url.startswith((page.address, "data:", "about:", "blob:"))}
    assert not outside
    assert page.driver.title == "pressgraph"  # what a script in a name would have changed


@pytest.mark.parametrize("typed", ["heloise", "ŒUVRARD", "oeuvrard heloise"])
def test_a_name_is_found_whatever_its_accents_and_case(page, typed):
    page.search(typed).send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    page.wait_for_heading(HELOISE)
    assert "présidente" in page.find("#details").text


def test_the_search_says_what_it_found_to_those_who_listen(page):
    field = page.search("forges")
    assert field.get_attribute("aria-expanded") == "true"
    field.send_keys(Keys.ARROW_DOWN)
    active = page.find(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert FORGES in active.text
    page.search("zzz")
    assert "Aucun nom" in page.find("#search-list").text


def test_a_link_of_the_list_leads_to_the_sentence_marked_in_its_article(page):
    page.press("[role=tab]", "Liste")
    page.press("#tab-list button.edge", "dirige")
    page.wait_for_heading(FORGES)
    assert HEADS_SENTENCE in {quote.text for quote in page.all("#details blockquote")}
    page.press("#details button.article", "Une présidente")
    page.wait_for_heading("Une présidente")
    # What stands before the sentence holds characters that JavaScript counts as two.
    assert page.find("#details mark").text == HEADS_SENTENCE
    assert {name.text for name in page.all("#details mark .end")} == {HELOISE, FORGES}


def test_a_link_of_the_drawing_can_be_clicked(page):
    page.wait(lambda: page.script("return document.getElementById('drawing').sigma !== undefined"))
    page.wait(lambda: page.find("#drawing").get_attribute("data-drawn"))
    _wait_until_still(page)
    middle = page.script(
        "const s = document.getElementById('drawing').sigma, g = s.getGraph();"
        "const at = (n) => s.graphToViewport(g.getNodeAttributes(n));"
        "const [a, b] = [at(arguments[0]), at(arguments[1])];"
        "const box = document.getElementById('drawing').getBoundingClientRect();"
        "return [box.left + (a.x + b.x) / 2, box.top + (a.y + b.y) / 2]",
        iri(HELOISE), iri(FORGES),
    )  # fmt: skip
    actions = webdriver.ActionChains(page.driver)
    actions.w3c_actions.pointer_action.move_to_location(*map(round, middle))
    actions.click().perform()
    page.wait_for_heading("dirige")
    assert HELOISE in page.heading()


def _wait_until_still(page: Page) -> None:
    """Wait until the layout has ended: two looks in a row find a node where it was."""
    look = "const g = document.getElementById('drawing').sigma.getGraph(); return g.getNodeAttribute(arguments[0], 'x')"
    seen: list[float] = []

    def is_still() -> bool:
        seen.append(page.script(look, iri(HELOISE)))
        return len(seen) > 3 and len(set(seen[-3:])) == 1

    page.wait(is_still)


def test_a_figure_leads_to_its_words_in_the_article(page):
    page.open(f"#entity={iri(FORGES)}")
    page.press("#details button.figure")
    page.wait_for_heading("Douze millions")
    assert page.find("#details mark").text == f"Les {FORGES} investiront 12 millions d’euros."
    assert page.find("#details mark strong").text == "12 millions d’euros"


def test_filters_leave_what_was_asked_for_and_can_be_taken_back(page):
    page.press("[role=tab]", "Liste")
    assert (MARAIS, "possède", FORGES) not in {(s, r.split(" (")[0], t) for s, r, t in page.edges()}
    page.press("#filter-modalities input[value=conditional]")
    page.wait(lambda: len(page.edges()) == 1)
    page.press("#filters button", "Tout réafficher")
    page.wait(lambda: len(page.edges()) > 1)
    page.press("#filter-types input[value=Person]")
    page.press("#filter-types input[value=Organization]")
    page.wait(lambda: AULNE not in {target for *_, target in page.edges()})
    page.press("#filter-papers input[value='Le Fanal']")
    page.wait(lambda: page.edges() == {(HELOISE, "dirige", FORGES)})
    address = page.driver.current_url
    page.open()
    page.open(address.removeprefix(page.address))
    page.wait(lambda: page.edges() == {(HELOISE, "dirige", FORGES)})


def test_a_month_of_the_timeline_leaves_its_articles(page):
    page.press("[role=tab]", "Articles")
    month = page.wait(lambda: page.find(".timeline [aria-label^='mai 2021']"))
    assert "2" in month.get_attribute("aria-label")
    month.send_keys(Keys.ENTER)
    page.wait(lambda: "from=2021-05-01" in page.driver.current_url)
    page.wait(lambda: "(2)" in page.all("#tab-articles h2")[-1].text)


def test_what_is_seen_can_be_downloaded(page):
    page.press("[role=tab]", "Liste")
    page.press("#download")
    path = page.downloads / "pressgraph.graphml"
    page.wait(lambda: path.exists() and path.stat().st_size)
    graph = networkx.read_graphml(path)
    path.unlink()
    assert {data["label"] for _, data in graph.nodes(data=True)} == {HELOISE, FORGES, AULNE, MARAIS, *HOSTILE}
    (heads,) = [data for *_, data in graph.edges(data=True) if data["predicate"].endswith("headOf")]
    assert (heads["label"], heads["weight"], heads["articles"]) == ("dirige", 2.0, 2)
    assert HEADS_SENTENCE in heads["evidence"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_text(page, name):
    page.open(f"#view=relations&tab=list&entity={page.script('return encodeURIComponent(arguments[0])', iri(name))}")
    page.wait(lambda: page.heading() == page.script("return arguments[0].trim()", name))
    page.search(name[:8])
    assert name in {item.find_element(By.TAG_NAME, "bdi").text for item in page.all("#search-list li")}
    page.press("#details button.article", "<img")
    page.wait_for_heading("<img")
    assert not page.all("#details img, #details b, #details script")
    assert all(part in page.find("#details .text").text for part in (SCRIPT, IMAGE))


def test_queries_are_asked_and_mistakes_explained(page):
    page.open("#tab=query&query=heads")
    page.press("#tab-query button.main")
    page.wait(lambda: HELOISE in page.find("#answer").text)
    page.script("document.getElementById('sparql').value = 'SELEKT'")
    page.press("#tab-query button.main")
    page.wait(lambda: "SELEKT" in page.find("#answer .problem").text)


def test_places_are_on_the_map_and_in_a_table(page):
    page.press("[role=tab]", "Lieux")
    page.wait(lambda: AULNE in page.find("#tab-places table").text)
    assert page.find("#tab-places svg").get_attribute("aria-label")
    page.press("#tab-places button.link", AULNE)
    page.wait_for_heading(AULNE)


def test_the_language_can_be_changed(page):
    page.press("#language button", "English")
    page.wait(lambda: page.find("html").get_attribute("lang") == "en")
    assert "Network" in page.find("#tabs").text
    page.press("[role=tab]", "List")
    page.wait(lambda: (HELOISE, "heads", FORGES) in page.edges())


def test_the_tabs_are_walked_with_arrow_keys(page):
    page.find("[role=tab][aria-selected=true]").send_keys(Keys.ARROW_RIGHT)
    page.wait(lambda: page.find("#select-list").get_attribute("aria-selected") == "true")
    assert page.driver.switch_to.active_element.get_attribute("id") == "select-list"


def test_all_controls_have_a_name(page):
    for tab in ("drawing", "list", "articles", "places", "query"):
        page.open(f"#tab={tab}&entity={iri(FORGES)}")
        page.wait_for_heading(FORGES)
        seen = page.script(
            "return [...document.querySelectorAll('button, input, select, textarea, svg')].filter("
            "(e) => e.checkVisibility() && !e.closest('details:not([open]) > :not(summary)'))"
        )
        unnamed = [control.get_attribute("outerHTML") for control in seen if not control.accessible_name]
        assert not unnamed


@pytest.mark.parametrize("width", [375, 1440])
def test_nothing_is_wider_than_the_window(page, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        for tab in ("drawing", "list", "articles", "places", "query"):
            page.open(f"#tab={tab}&entity={iri(FORGES)}")
            page.wait_for_heading(FORGES)
            assert page.script("return document.documentElement.scrollWidth") <= width
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_file_that_is_sent_shows_itself_without_a_server(sent_page):
    sent_page.search("heloise").send_keys(Keys.ENTER)
    sent_page.wait_for_heading(HELOISE)
    sent_page.press("[role=tab]", "Liste")
    sent_page.press("#tab-list button.edge", "dirige")
    sent_page.press("#details button.article", "Une présidente")
    sent_page.wait(lambda: sent_page.find("#details mark").text == HEADS_SENTENCE)
    sent_page.press("[role=tab]", "Réseau")
    sent_page.wait(lambda: sent_page.find("#drawing").get_attribute("data-drawn"))
