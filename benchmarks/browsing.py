"""Chromium for benchmark and screenshots, and the server that it looks at."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Run ``pressgraph serve`` on a free port and give its address."""
    command = [
        sys.executable,
        "-c",
        "from pressgraph.cli import main; main()",
        "serve",
        "--port",
        "0",
        "-s",
        str(store),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"http://\S+/", process.stdout.readline())
            yield found[0]
        finally:
            process.terminate()


@contextmanager
def chromium(*, language: str = "fr", dark: bool = False) -> Iterator[webdriver.Chrome]:
    """Run a headless Chromium that asks nobody else for anything."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--enable-unsafe-swiftshader", "--window-size=1440,1000", f"--user-data-dir={profile}",
        ):  # fmt: skip
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
            yield driver
        finally:
            driver.quit()
