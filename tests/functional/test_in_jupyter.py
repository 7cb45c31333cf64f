"""The exporter as a Jupyter server offers it: JupyterLab's *Save and Export As* asks these two addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from fixtures.parts import absent

pytestmark = pytest.mark.server
FOREIGN = Path(__file__).parents[1] / "fixtures" / "notebooks" / "foreign.ipynb"
SECONDS = 60


def ask(url: str) -> HTTPResponse:
    response: HTTPResponse = urlopen(Request(url, headers={"Authorization": "token test"}))
    return response


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a folder with a notebook that never heard of tongket."""
    if find_spec("jupyter_server") is None:
        absent("jupyter_server is not installed (make setup installs it)")
    folder = tmp_path_factory.mktemp("lab")
    shutil.copy(FOREIGN, folder / "rain.ipynb")
    options = ["--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--IdentityProvider.token=test"]
    more = ["--ServerApp.open_browser=False", "--allow-root", f"--ServerApp.root_dir={folder}"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options, *more],
            cwd=folder, stderr=log, stdout=log, env={**os.environ, "JUPYTER_RUNTIME_DIR": str(folder)},
        )  # fmt: skip
    try:
        yield address(folder / "log", process)
    finally:
        process.terminate()
        process.wait(SECONDS)


def address(log: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        if found:
            try:
                ask(f"{found[0]}/api").close()
            except URLError:
                pass
            else:
                return found[0]
        time.sleep(0.1)
    return pytest.fail(f"expected a server, got:\n{log.read_text()}")


def test_the_menu_offers_it_as_a_web_page(server: str) -> None:
    with ask(f"{server}/api/nbconvert") as answer:
        offered = json.load(answer)
    assert offered["tongket"]["output_mimetype"] == "text/html"


def test_saving_as_gives_the_page_of_a_foreign_notebook(server: str) -> None:
    with ask(f"{server}/nbconvert/tongket/rain.ipynb?download=true") as answer:
        page = answer.read().decode()
        assert "rain.html" in answer.headers["Content-Disposition"]
    assert page.startswith("<!DOCTYPE html>")
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert "<h1" in page
