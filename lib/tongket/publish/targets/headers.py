"""What a web server says of each file: its type, how long it may be kept. One table for S3, nginx and `_headers`."""

from __future__ import annotations

from pathlib import PurePosixPath

from tongket.data.releases import RELEASES
from tongket.publish.site.indexes import DOCUMENTS, SPREADSHEET

# By the ending of the name. What is text says that it is UTF-8; JSON always is, and XML says so itself.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": DOCUMENTS["docx"],
    "html": "text/html; charset=utf-8",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": DOCUMENTS["pdf"],
    "png": "image/png",
    "toml": "application/toml",
    "xlsx": SPREADSHEET,
    "xml": "application/xml",
    "zip": "application/zip",
}
OTHERWISE = "application/octet-stream"
# What is released never changes under its name; all else is asked for again after five minutes, most often in vain.
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
HEADERS = "_headers"
# Compressed as they are.
_PACKED = {"docx", "pdf", "png", "xlsx", "zip"}


def content_type(name: str) -> str:
    """The type of a file by its name.

    >>> content_type("VN-CT/2024/observations.csv")
    'text/csv; charset=utf-8'
    """
    return TYPES.get(PurePosixPath(name).suffix[1:], OTHERWISE)


def cache_control(name: str) -> str:
    """How long a file may be kept before it is asked for again.

    >>> cache_control("index.html")
    'public, max-age=300'
    """
    return FOR_EVER if name.startswith(f"{RELEASES}/") else SHORT


def as_headers_file() -> str:
    """`_headers`, which hosts such as Netlify and Cloudflare Pages read in the root of a site.

    What is not said there of pages (to be asked for again each time) these hosts do by themselves; a header that two
    rules give would be joined.
    """
    rules = {
        "/*": "X-Content-Type-Options: nosniff",
        f"/{RELEASES}/*": f"Cache-Control: {FOR_EVER}",
        **{f"/*.{ending}": f"Content-Type: {said}" for ending, said in TYPES.items()},
    }
    return "".join(f"{pattern}\n  {header}\n" for pattern, header in rules.items())


def as_nginx() -> str:
    """Lines for the `location` of nginx that serves the site, at the root of a host or below it."""
    plain = {ending: said.partition(";")[0] for ending, said in TYPES.items()}
    texts = [said for ending, said in plain.items() if TYPES[ending] != said]
    packs = [said for ending, said in plain.items() if ending not in _PACKED]
    types = "".join(f"    {said} {ending};\n" for ending, said in plain.items())
    # What nginx has in these lists anyway it warns of.
    charset = " ".join(said for said in texts if said != "text/html")
    gzip = " ".join(said for said in packs if said != "text/html")
    return (
        f"types {{\n{types}}}\n"
        f"default_type {OTHERWISE};\n"
        f"charset utf-8;\ncharset_types {charset};\n"
        "index index.html;\netag on;\n"
        f"gzip on;\ngzip_vary on;\ngzip_min_length 1000;\ngzip_types {gzip};\n"
        f'set $tongket_cache "{SHORT}";\n'
        f'if ($uri ~ "/{RELEASES}/[0-9-]+/") {{ set $tongket_cache "{FOR_EVER}"; }}\n'
        "add_header Cache-Control $tongket_cache;\n"
        "add_header X-Content-Type-Options nosniff always;\n"
    )
