"""How fast the explorer page is: first drawing and search, in headless Chromium, for a store of invented articles.

    python benchmarks/explorer.py [--entities 5000] [--relations 20000] [--store FOLDER]

Needs Selenium (``pip install selenium``), chromium and chromedriver. Making the store takes a minute; --store keeps it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from browsing import chromium, served
from invented_press import write_press
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROUNDS = 3
TYPED = ("alin", "compagnie", "barpar", "zan", "noé cor", "sur lac")
SEARCH = """
const field = document.getElementById('search-field');
field.value = arguments[0];
const before = performance.now();
field.dispatchEvent(new Event('input'));
document.getElementById('search-list').getBoundingClientRect();
return performance.now() - before;
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--entities", type=int, default=5000)
    options.add_argument("--relations", type=int, default=20000)
    options.add_argument("--store", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "presse"
        if not store.exists():
            write_press(store, entities=given.entities, relations=given.relations)
        measure(store)


def measure(store: Path) -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    with served(store) as address:
        before = time.perf_counter()
        with urllib.request.urlopen(f"{address}explorer/network", timeout=300) as answer:
            size = len(answer.read())
        print(f"network made by the server, once: {time.perf_counter() - before:.1f} s, {size / 1e6:.1f} MB")
        drawn, searched = [], []
        for _ in range(ROUNDS):
            with chromium() as driver:
                driver.get(address)
                canvas = WebDriverWait(driver, 120).until(lambda d: d.find_element(By.ID, "drawing"))
                WebDriverWait(driver, 120).until(lambda _, canvas=canvas: canvas.get_attribute("data-drawn"))
                drawn.append(int(canvas.get_attribute("data-drawn")) / 1000)
                size = [canvas.get_attribute(f"data-{what}") for what in ("nodes", "edges")]
                time.sleep(8)  # the layout goes on for six seconds
                searched += [driver.execute_script(SEARCH, typed) for typed in TYPED]
        print(f"drawn: {' nodes, '.join(size)} links")
        print(
            f"first drawing, from the click: median {statistics.median(drawn):.2f} s of {ROUNDS}, "
            f"worst {max(drawn):.2f} s"
        )
        print(
            f"search answer: median {statistics.median(searched):.0f} ms of {len(searched)}, "
            f"worst {max(searched):.0f} ms"
        )


if __name__ == "__main__":
    main()
