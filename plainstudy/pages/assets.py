"""The site's own style sheet, scripts and icon, in memory, under names that change with their content.

The style sheet is all of ``static/pages/css`` joined in the order tokens, base,
layout, components, print: readable files for us, one request for a phone.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_FILES = FOLDER / "static" / "pages"
_TYPES = {".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes
    """The same, gzipped."""
    content_type: str


def _stylesheet() -> bytes:
    css = _FILES / "css"
    parts = [css / f"{name}.css" for name in ("tokens", "base", "layout")]
    parts += [*sorted((css / "components").glob("*.css")), css / "print.css"]
    return b"\n".join(part.read_bytes() for part in parts)


@cache
def assets() -> dict[str, Asset]:
    """Return every asset by its name, as in "site.css", "favicon.svg" and "js/near.js"."""
    bodies = {"site.css": _stylesheet(), "favicon.svg": (_FILES / "favicon.svg").read_bytes()}
    bodies |= {f"js/{script.name}": script.read_bytes() for script in sorted((_FILES / "js").glob("*.js"))}
    return {name: asset_bytes(body, name) for name, body in bodies.items()}


def asset_bytes(body: bytes, name: str) -> Asset:
    """Make an asset of a file's content; its name's ending says what kind it is."""
    return Asset(body, gzip.compress(body, 9, mtime=0), _TYPES[Path(name).suffix])


@cache
def assets_version() -> str:
    """Return a short name for this state of all assets."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.body)
    return digest.hexdigest()[:12]


@cache
def template_version() -> str:
    """Return a short name for this state of everything that shapes a page: code, templates, assets."""
    digest = hashlib.sha256(assets_version().encode())
    # All of the program, since wording comes from below the pages: an upgrade shows at once.
    for path in sorted(FOLDER.parent.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset_url(name: str) -> str:
    """Return the address under which a cache may keep an asset for ever."""
    return f"/assets/{assets_version()}/{name}"
