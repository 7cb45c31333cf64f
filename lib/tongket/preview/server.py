"""The server of a preview: for browsers of this machine, which ask for it by its own name.

A page of the network that a browser shows can ask any server of this machine; by the name that the request is for, it
is told from one that somebody opened here.
"""

from __future__ import annotations

import errno
import json
import mimetypes
import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tongket.errors import UsageError
from tongket.model import LANGS
from tongket.preview.screen import INDEX, Screen, digest
from tongket.translations import Phrase

ADDRESS = "127.0.0.1"
FIRST_PORT, PORTS = 8640, 20
NEWS = "-/news/"
# As Python knows them, whatever programs of this machine made of them.
KINDS = mimetypes.MimeTypes()
UNKNOWN = "application/octet-stream"
# Without news a line all the same: only so is it found out that a browser has gone.
PATIENCE = 5.0
CHARSET = b'<meta charset="utf-8">'
NOTHING = b'<!doctype html>\n<html><head><meta charset="utf-8"><title>tongket</title></head><body></body></html>\n'
# Pages allow themselves nothing that they do not hold; the script asks for news.
SHUT, ASKS = b"default-src 'none';", b"default-src 'none'; connect-src 'self';"


class PreviewServer(ThreadingHTTPServer):
    """Answers browsers, each in a thread of its own.

    Args:
        port: where it listens; 0 takes any that is free.
        screen: what it shows.

    Raises:
        OSError: it cannot listen there.
    """

    daemon_threads = True
    # Elsewhere that is what a port needs that was just left; on Windows two servers would share one.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, screen: Screen) -> None:
        super().__init__((ADDRESS, port), Handler)
        self.screen = screen
        self.script = Path(__file__).with_name("follow.js").read_bytes()

    @property
    def names(self) -> tuple[str, ...]:
        """By which names of this server requests are answered."""
        return tuple(f"{name}:{self.server_port}" for name in (ADDRESS, "localhost"))

    def handle_error(self, *_: object) -> None:
        """A browser that went away in the middle of an answer is nothing to report."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer

    def do_GET(self) -> None:
        """Answer with a page or file of the site, or with news as long as there are any."""
        if self.headers.get("Host") not in self.server.names:
            words = f"expected a request for {self.server.names[0]}, got another name.\n"
            self._send(HTTPStatus.FORBIDDEN, "text/plain", words.encode())
            return
        place = unquote(urlsplit(self.path).path).removeprefix("/")
        if place.startswith(NEWS):
            self._tell(_file(place.removeprefix(NEWS)))
            return
        place = _file(place)
        content = self.server.screen.content(place)
        status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
        self._send(status, KINDS.guess_type(place)[0] or UNKNOWN, content)

    def log_message(self, *_: Any) -> None:
        """Nothing: whoever saves a file wants to read of that."""

    def _send(self, status: HTTPStatus, kind: str, content: bytes | None) -> None:
        known = digest(content)
        body = NOTHING if content is None else content
        if kind == "text/html" or content is None:
            kind, body = "text/html", self._with_script(body, known)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", known)
        self._guard()
        self.wfile.write(body)

    def _guard(self) -> None:
        """End the head: nothing is kept, taken for something else, or read by pages of other servers."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()

    def _with_script(self, page: bytes, known: str) -> bytes:
        """A page with the script that follows it; before the page forbids itself any."""
        script = b'<script data-digest="%s">%s</script>' % (known.encode(), self.server.script)
        return page.replace(SHUT, ASKS, 1).replace(CHARSET, CHARSET + script, 1)

    def _tell(self, place: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self._guard()
        screen, number, told = self.server.screen, -1, ""
        with screen.looking_at(place):
            while True:
                number = screen.wait(number, PATIENCE)
                news = json.dumps(self._news(place), ensure_ascii=False)
                self.wfile.write((": \n\n" if news == told else f"data: {news}\n\n").encode())
                told = news

    def _news(self, place: str) -> dict[str, Any]:
        screen = self.server.screen
        said, known = screen.said, digest(screen.content(place))
        lang = next((lang for lang in LANGS if f"/{lang}/" in place), screen.lang)
        return {"digest": known, "lines": said.in_(lang), "isWrong": said.is_wrong}


def listening(port: int | None, screen: Screen) -> PreviewServer:
    """A server at a port; without one at the first that is free.

    Raises:
        UsageError: another program has the port.
    """
    asked = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for each in asked:
        try:
            return PreviewServer(each, screen)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    words = Phrase(
        "--port: expected a port that is free, got {ports}. Name another, or write --port 0 for any.",
        ports=str(port) if port is not None else f"{asked[0]}-{asked[-1]}",
    )
    raise UsageError(words)


def _file(place: str) -> str:
    return f"{place}{INDEX}" if not place or place.endswith("/") else place
