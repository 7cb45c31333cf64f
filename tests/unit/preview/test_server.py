"""Who is answered, with what, and that nothing of it is on a published page."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from tongket.errors import UsageError
from tongket.model import Text
from tongket.preview import server as module
from tongket.preview.screen import Screen, digest
from tongket.preview.server import PreviewServer, listening

PAGE = "VN-CT/2024/en/04_ip.html"
HTML = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">\n'
    "<title>t</title></head><body>420</body></html>"
)


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    path = tmp_path / "site" / PAGE
    path.parent.mkdir(parents=True)
    path.write_text(HTML)
    (tmp_path / "site" / "index.html").write_text(HTML)
    (tmp_path / "site" / "observations.csv").write_text("a,b\n")
    (tmp_path / "secret.txt").write_text("secret")
    return Screen(tmp_path / "site", "en")


@pytest.fixture
def server(screen: Screen) -> Iterator[PreviewServer]:
    with PreviewServer(0, screen) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: PreviewServer, path: str, host: str | None = "") -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host or server.names[0])
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(
    "host", [None, "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}"]
)  # fmt: skip
@pytest.mark.parametrize("path", [f"/{PAGE}", f"/-/news/{PAGE}"])
def test_a_request_for_another_name_is_refused(
    host: str | None, path: str, server: PreviewServer
) -> None:
    answer = ask(server, path, host and host.format(port=server.server_port))
    assert answer.status == 403
    assert b"<body>" not in answer.read()


def test_it_listens_on_this_machine_alone_and_answers_by_both_its_names(
    server: PreviewServer,
) -> None:
    assert server.server_address[0] == "127.0.0.1"
    for name in ("127.0.0.1", "localhost"):
        assert ask(server, f"/{PAGE}", f"{name}:{server.server_port}").status == 200


def test_a_page_follows_what_is_made_and_no_other_script_may_run(
    server: PreviewServer, screen: Screen
) -> None:
    answer = ask(server, f"/{PAGE}")
    text = answer.read().decode()
    assert answer.headers["ETag"] == digest(HTML.encode())
    script = f'<script data-digest="{digest(HTML.encode())}">{server.script.decode()}</script>'
    # Before the policy, which then allows the script to ask this server and no script at all.
    policy = "default-src 'none'; connect-src 'self'; img-src data:"
    assert text == HTML.replace("default-src 'none'; img-src data:", policy).replace(
        '<meta charset="utf-8">', f'<meta charset="utf-8">{script}'
    )
    assert (screen._site / PAGE).read_text() == HTML


def test_the_frame_of_every_page_of_the_site_takes_the_script() -> None:
    templates = Path(module.__file__).parents[1] / "publish" / "templates"
    for name in ("tongket/index.html.j2", "site/frame.html.j2"):
        frame = (templates / name).read_bytes()
        assert frame.count(module.CHARSET) == frame.count(module.SHUT) == 1


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/VN-CT/..%2f..%2fsecret.txt", "/VN-CT", "/%00", "//etc/passwd", "/" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_file_of_the_site_is_not_there(path: str, server: PreviewServer) -> None:
    answer = ask(server, path)
    text = answer.read()
    assert answer.status == 404
    assert b"secret" not in text
    # A page that is not there yet is shown as soon as it is.
    assert b'<script data-digest="">' in text


def test_files_are_what_they_are(server: PreviewServer) -> None:
    answer = ask(server, "/observations.csv")
    assert (answer.read(), answer.headers["Content-Type"]) == (b"a,b\n", "text/csv; charset=utf-8")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert b"<script" in ask(server, "/").read()


def news(answer: HTTPResponse) -> dict[str, object]:
    for line in answer:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the news ended")


def test_news_say_what_is_new_of_the_page_and_what_is_wrong_in_its_language(
    server: PreviewServer, screen: Screen
) -> None:
    answer = ask(server, f"/-/news/{PAGE}")
    assert news(answer) == {"digest": digest(HTML.encode()), "lines": [], "isWrong": False}
    screen.put(PAGE, "421")
    assert news(answer)["digest"] == digest(b"421")
    assert ask(server, f"/{PAGE}").read() == b"421"
    screen.say([Text("sai", "<b>wrong\n")], is_wrong=True)
    assert news(answer) == {"digest": digest(b"421"), "lines": ["<b>wrong\n"], "isWrong": True}
    assert news(ask(server, "/-/news/VN-CT/2024/vi/04_ip.html"))["lines"] == ["sai"]
    screen.settle()
    assert news(answer)["digest"] == digest(HTML.encode())


def test_what_is_looked_at_is_made_first(server: PreviewServer, screen: Screen) -> None:
    pages = ["a/2024/vi/1.html", "a/2024/en/1.html", "a/2024/en/2.html"]
    assert sorted(pages, key=screen.rank) == pages
    answer = ask(server, f"/-/news/{pages[2]}")
    news(answer)
    assert sorted(pages, key=screen.rank) == [pages[2], pages[1], pages[0]]


def test_nothing_of_what_is_shown_is_taken_for_markup() -> None:
    """What is said is put into the page as text alone."""
    script = Path(module.__file__).with_name("follow.js").read_text()
    assert "said.textContent = lines" in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval", script)


def test_without_a_port_the_next_that_is_free_is_taken(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(module, "FIRST_PORT", port)
        with listening(None, screen) as found:
            assert port < found.server_port < port + module.PORTS
        with pytest.raises(UsageError, match=f"expected a port that is free, got {port}. Name"):
            listening(port, screen)
        monkeypatch.setattr(module, "PORTS", 1)
        with pytest.raises(UsageError, match=f"got {port}-{port}"):
            listening(None, screen)
