"""A Dask cluster on loopback that expects certificates, made and named as SECURITY.md says."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.parts import absent
from fixtures.run.dask import DaskCluster
from fixtures.run.project import GOOD, project
from fixtures.run.running import Running
from tongket.errors import UsageError

if importlib.util.find_spec("distributed") is None:
    absent("distributed is not installed (make setup installs it)")

pytestmark = pytest.mark.server
SECURITY = Path(__file__).parents[2] / "SECURITY.md"
TLS = "DASK_DISTRIBUTED__COMM__TLS__"


def block_with(words: str) -> str:
    """The block of code in SECURITY.md that has these words."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", SECURITY.read_text("utf-8"), re.M | re.S)
    (block,) = [block for block in blocks if words in block]
    return block


def certify(folder: Path) -> Path:
    """Make an authority and its certificates by the commands of SECURITY.md."""
    folder.mkdir()
    command = ["bash", "-ec", block_with("openssl req -x509")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def variables(folder: Path) -> dict[str, str]:
    """The environment that SECURITY.md sets, with the certificates of a folder."""
    lines = re.findall(r"^export (\w+)=(\S+)", block_with("export DASK"), re.M)
    return {name: value.replace("/etc/tongket", str(folder)) for name, value in lines}


@pytest.fixture(scope="module")
def tls() -> Iterator[DaskCluster]:
    if shutil.which("openssl") is None:
        absent("openssl is not installed (apt install openssl)")
    with tempfile.TemporaryDirectory(prefix="t", ignore_cleanup_errors=True) as place:
        ours, others = Path(place) / "ours", Path(place) / "others"
        own = variables(certify(ours))
        certify(others)
        with DaskCluster(Path(place), "--protocol", "tls", **own) as running:
            running.hire("--no-nanny", **own)
            assert running.address.startswith("tls://")
            yield running


def run(
    folder: Path, address: str, patch: pytest.MonkeyPatch, environment: dict[str, str]
) -> tuple[int, str]:
    """The exit code and the messages of `tongket run` on the cluster."""
    for name in [name for name in os.environ if name.startswith("DASK_")]:
        patch.delenv(name)
    for name, value in environment.items():
        patch.setenv(name, value)
    with tempfile.TemporaryDirectory(prefix="t") as own:
        return Running(folder, Path(own), "--lang", "vi", "--workers", address).end()


def test_who_has_a_certificate_of_the_authority_is_served(
    tmp_path: Path, tls: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings come from Dask's own file as well."""
    folder = project(tmp_path, **{"00_a": GOOD})
    text = block_with("ca-file:").replace("/etc/tongket", str(tls.folder / "ours"))
    (tmp_path / "dask.yaml").write_text(text)
    code, said = run(folder, tls.address, monkeypatch, {"DASK_CONFIG": str(tmp_path / "dask.yaml")})
    assert code == 0, said
    assert (folder / "build/site/VN-CT/2024/vi/00_a.html").is_file()


# Who shows what, at which address; the exit code, and what is said.
REFUSALS = {
    "no certificate": ("ours", ("CA_FILE",), "tls", 2, "cần chứng thư trong cấu hình của Dask"),
    "nothing": ("ours", (), "tls", 2, "cần chứng thư trong cấu hình của Dask"),
    "another authority's": ("others", None, "tls", 5, "có chứng thư của cùng một nơi cấp, gặp"),
    "no file": ("gone", None, "tls", 2, r"các chứng thư đọc được \(ca-file: \S+/gone/ca"),
    "plain": ("ours", (), "tcp", 5, r"không có trả lời .*--protocol tls thì ở đây"),
    "plain though forbidden": ("ours", None, "tcp", 2, "cần tls://, vì cấu hình của Dask đòi"),
}


def test_what_is_no_certificate_and_no_address_is_refused_before_anybody_is_asked(
    tls: DaskCluster,
) -> None:
    from dask import config

    from tongket.run.workers.dask import _connect

    own = tls.folder / "ours"
    settings = {"ca-file": own / "ca.pem", "client.cert": own / "client.pem", "client.key": own}
    given = {f"distributed.comm.tls.{name}": str(path) for name, path in settings.items()}
    with config.set(given), pytest.raises(UsageError, match=f"client.key: {own}\\), got: "):
        _connect("tls://127.0.0.1:1")
    for address in ("tcp://127.0.0.1", "tcp://", "nobody://127.0.0.1:8786"):
        with pytest.raises(UsageError, match="expected an address such as tcp://host:8786, got: "):
            _connect(address)


@pytest.mark.parametrize("case", REFUSALS)
def test_everyone_else_is_refused_with_what_to_do(
    tmp_path: Path, tls: DaskCluster, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    folder, only, protocol, code, message = REFUSALS[case]
    own = variables(tls.folder / folder)
    if only is not None:
        own = {TLS + name: own[TLS + name] for name in only}
    address = tls.address.replace("tls", protocol)
    given, said = run(project(tmp_path, **{"00_a": GOOD}), address, monkeypatch, own)
    assert re.search(message, said), said
    assert (given, "Traceback" in said) == (code, False)
    assert not (tmp_path / "build" / "site").exists()


def test_a_certificate_of_another_authority_is_refused_by_the_scheduler(
    tmp_path: Path, tls: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {**variables(tls.folder / "others"), f"{TLS}CA_FILE": str(tls.folder / "ours/ca.pem")}
    code, said = run(project(tmp_path, **{"00_a": GOOD}), tls.address, monkeypatch, own)
    assert "có chứng thư của cùng một nơi cấp" in said
    assert f"client.cert: {tls.folder}/others/client.pem" in said
    assert code == 5
