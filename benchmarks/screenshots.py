"""Make the README's pictures of the explorer, of invented articles: python benchmarks/screenshots.py [FOLDER]."""

from __future__ import annotations

import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from browsing import chromium, served
from invented_press import write_press
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

#: name of the picture → what is chosen, width, height, dark
PICTURES = {
    "explorer": ({"entity": "chief"}, 1440, 900, False),
    "explorer-article": ({"article": "first", "tab": "articles"}, 1440, 900, True),
    "explorer-phone": ({"tab": "list"}, 375, 812, False),
}


def main() -> None:
    docs = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs")
    docs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "presse"
        write_press(store, entities=70, relations=200)
        with served(store) as address:
            for name, (chosen, width, height, dark) in PICTURES.items():
                take(docs / f"{name}.png", address, chosen, width, height, dark)


def take(path: Path, address: str, chosen: dict[str, str], width: int, height: int, dark: bool) -> None:
    with chromium(dark=dark) as driver:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        open_page(driver, address)
        network = driver.execute_async_script("fetch('/explorer/network').then((r) => r.json()).then(arguments[0])")
        driver.get("about:blank")
        open_page(driver, f"{address}#{urlencode({**chosen, **found(chosen, network)})}")
        time.sleep(9)  # the layout goes on for six seconds
        taken = Image.open(BytesIO(driver.get_screenshot_as_png()))
        taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def open_page(driver, address: str) -> None:
    driver.get(address)
    WebDriverWait(driver, 60).until(lambda d: d.find_element(By.TAG_NAME, "body").get_attribute("data-ready"))


def found(chosen: dict[str, str], network: dict) -> dict[str, str]:
    """Return what the words stand for: the best linked organisation, the article of its first link."""
    ends = [end for edge in network["edges"] for end in (edge["source"], edge["target"])]
    chief = max(set(ends), key=ends.count)
    edge = next(edge for edge in network["edges"] if chief in (edge["source"], edge["target"]))
    source, target = (network["nodes"][edge[end]]["iri"] for end in ("source", "target"))
    article, sentence, *_ = edge["evidence"][0]
    if "article" in chosen:
        told = {"start": f"={network['sentences'][sentence]}", "source": source, "target": target}
        return {"article": network["articles"][article]["iri"], **told}
    return {"entity": network["nodes"][chief]["iri"]} if "entity" in chosen else {}


if __name__ == "__main__":
    main()
