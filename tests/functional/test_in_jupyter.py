"""A Jupyter server with tongket: `tongket lab`, and the exporter that *Save and Export As* asks at two addresses."""

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
from jupyter_client import BlockingKernelClient

from fixtures.parts import absent
from tongket import __version__

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


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of what `tongket lab` opens, called in a folder below a project, and the folder of its kernels."""
    if find_spec("jupyterlab") is None:
        absent("JupyterLab is not installed (make setup installs it)")
    init = ["init", "mine", "--area", "VN-51", "--year", "2022"]
    subprocess.run([sys.executable, "-m", "tongket", *init], cwd=tmp_path, check=True)
    # The user's own Python is another one, and does not know tongket.
    other = tmp_path / "data" / "kernels" / "python3" / "kernel.json"
    other.parent.mkdir(parents=True)
    other.write_text(json.dumps({"argv": ["no-python"], "display_name": "x", "language": "python"}))
    folders = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}  # fmt: skip
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", "--IdentityProvider.token=test"]  # fmt: skip
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tongket", "lab", *options, "--ServerApp.ip=127.0.0.1"],
            cwd=tmp_path / "mine" / "notebooks", stderr=log, stdout=log,
            env={**os.environ, **folders, "JUPYTER_PREFER_ENV_PATH": "0"},
        )  # fmt: skip
    try:
        yield address(tmp_path / "log", process), tmp_path / "runtime"
    finally:
        process.terminate()
        process.wait(SECONDS)


def test_lab_opens_the_project_with_a_kernel_that_knows_tongket(lab: tuple[str, Path]) -> None:
    url, runtime = lab
    with ask(f"{url}/api/contents") as answer:
        assert "tongket.toml" in {each["name"] for each in json.load(answer)["content"]}
    with ask(f"{url}/") as answer:
        assert answer.url.endswith("/lab/tree/start.ipynb")
    post = {"Authorization": "token test", "Content-Type": "application/json"}
    started = Request(f"{url}/api/kernels", b'{"name": "python3"}', post, method="POST")
    with urlopen(started) as answer:
        kernel = json.load(answer)["id"]
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{kernel}.json"))
    client.load_connection_file()
    # A kernel that has not started yet is not taken for a dead one.
    client.hb_channel.time_to_dead = SECONDS
    client.start_channels()
    client.wait_for_ready(SECONDS)
    code = "import sys, shutil, tongket; print(sys.executable, tongket.__version__, shutil.which('tongket'))"
    said: list[str] = []
    hook = lambda sent: said.append(sent["content"].get("text"))  # noqa: E731
    client.execute_interactive(code, timeout=SECONDS, output_hook=hook)
    client.stop_channels()
    command = Path(sys.executable).with_name("tongket")
    assert f"{sys.executable} {__version__} {command}\n" in said
