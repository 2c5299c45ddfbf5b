"""The files of the explorer page, as the server sends them and as one file that holds all of them.

The page's own modules import each other by the names of the import map in ``index.html``: a module in one file
with others has no address relative to which it could name them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "static" / "explorer"
_BASE = "/static/explorer/"
_IMPORT_MAP = re.compile(r'(<script type="importmap">)(.*?)(</script>)', re.DOTALL)
_SCRIPT = re.compile(rf'<script src="{_BASE}(?P<path>[^"]+)"[^>]*></script>')
_STYLE = re.compile(rf'<link rel="stylesheet" href="{_BASE}(?P<path>[^"]+)">')
_INLINE_SCRIPT = re.compile(r"<script(?: type=\"(?:importmap|module)\")?>(.*?)</script>", re.DOTALL)


@cache
def index_page() -> str:
    """Return the page as the server sends it."""
    return _read("index.html")


def content_security_policy(page: str) -> str:
    """Return the policy under which a served ``page`` runs: its own files, and the scripts that stand in it."""
    return (
        f"default-src 'none'; script-src 'self' {_hashes(page)}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def self_contained_page(data: dict[str, Any]) -> str:
    """Return the page with all that it needs and ``data`` inside; it asks no server for anything."""
    page = _SCRIPT.sub(lambda found: f"<script>{_script(found['path'])}</script>", index_page())
    page = _STYLE.sub(lambda found: f"<style>{_read(found['path'])}</style>", page)
    page = _IMPORT_MAP.sub(lambda found: f"{found[1]}{_embedded_modules(found[2])}{found[3]}", page)
    page = page.replace(
        "</body>", f'<script type="application/json" id="embedded">{_safe_json(data)}</script>\n</body>'
    )
    policy = (
        f"default-src 'none'; script-src data: {_hashes(page)}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return page.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def texts() -> dict[str, Any]:
    """Return the words of the page by language."""
    found: dict[str, Any] = json.loads(_read("texts.json"))
    return found


def _embedded_modules(import_map: str) -> str:
    """Return the import map with each module itself in the place of its address."""
    imports = {
        name: "data:text/javascript;base64," + base64.b64encode(_read(address.removeprefix(_BASE)).encode()).decode()
        for name, address in json.loads(import_map)["imports"].items()
    }
    return json.dumps({"imports": imports})


def _script(path: str) -> str:
    """Return a script that may stand inside a page: no string in it ends the element."""
    return re.sub(r"</(?=script)", r"<\\/", _read(path), flags=re.IGNORECASE)


def _safe_json(data: dict[str, Any]) -> str:
    """Return JSON that no name in it can break out of: HTML sees no element in it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").encode("utf-8", "replace").decode()


def _hashes(page: str) -> str:
    digests = (hashlib.sha256(found[1].encode()).digest() for found in _INLINE_SCRIPT.finditer(page))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _read(path: str) -> str:
    return (_FOLDER / path).read_text(encoding="utf-8")
