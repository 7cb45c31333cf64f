"""`tongket publish` at real servers on loopback: what they hold then, what they say of it, and what is refused."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest

from fixtures.file_servers import S3Server, SftpServer, without_credentials
from fixtures.parts import absent, program
from tongket.publish.targets.headers import FOR_EVER, SHORT, TYPES
from tongket.publish.targets.upload import LIST

if not all(map(importlib.util.find_spec, ("s3fs", "sshfs", "moto"))):
    absent("s3fs, sshfs or moto is not installed (make setup installs them)")
pytestmark = pytest.mark.server


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """An output folder of its own."""
    shutil.copytree(built, tmp_path / "build", ignore=shutil.ignore_patterns(".run", "session"))
    return tmp_path / "build"


def publish(*words: str, code: int = 0, **env: str) -> subprocess.CompletedProcess[str]:
    answer = subprocess.run(
        [sys.executable, "-m", "tongket", "publish", *words, "--lang", "en"],
        capture_output=True, text=True, check=False, env={**without_credentials(), **env}, timeout=300,
    )  # fmt: skip
    assert answer.returncode == code, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    return answer


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def of_readers(out: Path) -> set[str]:
    """What a target holds of a site beside the releases of the project."""
    return {n for n in names(out / "site") if not n.endswith("manifest.json")} | {"_headers", LIST}


def without_releases(found: set[str]) -> set[str]:
    return {name for name in found if not name.startswith("releases/")}


# What tells of a review beside its own folder.
SHARED = ["tongket-site.zip", "conflicts.html", "revisions.html", "index.html"]


def change(out: Path) -> None:
    """Take a review out of the site, so that other pages than its own change too."""
    shutil.rmtree(out / "site/VN-HN")


def test_a_folder_holds_the_site_and_its_releases(
    out: Path, tmp_path: Path, checkout: Path
) -> None:
    www = tmp_path / "www"
    said = json.loads(publish(str(www), "--out", str(out), "--dry-run", "--json").stdout)
    assert said["put"][-1] == "index.html"
    guide = (checkout / "docs/publishing.md").read_text("utf-8")
    answers = re.findall(r"`(\w+)`", guide.partition("`--json` answers with ")[2].splitlines()[0])
    assert answers == list(said)
    assert not www.exists()
    assert (
        f"Published at {www}: {len(said['put'])} files"
        in publish(str(www), "--out", str(out)).stdout
    )
    assert without_releases(names(www)) == of_readers(out)
    assert "releases/2026-11-27/VN-CT/2024/site.zip" in names(www)
    assert {Path(name).suffix[1:] for name in names(www)} - {""} <= TYPES.keys()
    change(out)
    again = json.loads(publish(f"file://{www}", "--out", str(out), "--json").stdout)
    assert again["put"] == SHARED
    assert {name.partition("/")[0] for name in again["removed"]} == {"VN-HN"}


def test_what_reviews_share_is_made_anew_first(out: Path, tmp_path: Path) -> None:
    index = (out / "site/index.html").read_bytes()
    # Edited by hand, and left by a run that was killed before it could list its reviews.
    (out / "site/index.html").write_text("<p>420 patents</p>", encoding="utf-8")
    (out / ".run").mkdir()
    (out / ".run/unlisted").touch()
    publish(str(tmp_path / "www"), "--out", str(out))
    assert (tmp_path / "www/index.html").read_bytes() == index
    assert not (out / ".run/unlisted").exists()
    for folder in (out / "site").glob("VN-*"):
        shutil.rmtree(folder)
    refused = publish(str(tmp_path / "www"), "--out", str(out), code=2).stderr
    assert "expected a site, got none. Run first: tongket run --out" in refused
    assert (tmp_path / "www/index.html").read_bytes() == index


def test_what_must_not_be_published_is_refused(out: Path, tmp_path: Path, checkout: Path) -> None:
    www = str(tmp_path / "www")
    nowhere = publish(www, "--out", str(tmp_path / "none"), code=2).stderr
    assert f"expected a site, got none. Run first: tongket run --out {tmp_path / 'none'}" in nowhere
    assert "expected a target, got none" in publish("--out", str(out), code=2).stderr
    inside = publish(str(out / "site" / "www"), "--out", str(out), code=2).stderr
    assert "expected a folder outside the site, got one in it" in inside
    inside = publish(f"file://{out}/site", "--out", str(out), code=2).stderr
    assert "expected a folder outside the site, got one in it" in inside
    # Among what the pages are made from, the next command would take them for it.
    for name in ("releases/www", "data/www", "notebooks/www"):
        among = publish(str(checkout / name), "--out", str(out), code=2).stderr
        assert "expected a folder apart from what pages are made from, got one in" in among
        assert among == publish(www, "--out", str(checkout / name), code=2).stderr
    page = out / "site/VN-CT/2024/en/00_overview.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>More.</p></body>"), "utf-8")
    stale = publish(www, "--out", str(out), code=2).stderr
    assert "publish: expected pages as they would be made now, got 1 that are not." in stale
    assert "    VN-CT/2024/en/00_overview: " in stale
    (out / "site/VN-CT/2025/figures.json").unlink()
    lost = publish(www, "--out", str(out), code=2).stderr
    assert "    VN-CT/2025: a file beside its pages is missing or was changed" in lost
    assert not Path(www).exists()


def test_s3_is_told_types_and_how_long_to_keep_what(out: Path) -> None:
    with S3Server() as server:
        publish("s3://www/review", "--out", str(out), **server.env)
        found = server.client.get_paginator("list_objects_v2").paginate(Bucket="www")
        keys = {each["Key"].removeprefix("review/") for page in found for each in page["Contents"]}
        assert without_releases(keys) == of_readers(out)
        for key in keys - {"_headers"}:
            said = server.client.head_object(Bucket="www", Key=f"review/{key}")
            assert said["ContentType"] == TYPES[key.rpartition(".")[2]], key
            assert said["CacheControl"] == (FOR_EVER if key.startswith("releases/") else SHORT)
        change(out)
        again = json.loads(
            publish("s3://www/review", "--out", str(out), "--json", **server.env).stdout
        )
        assert again["put"] == SHARED
        assert again["removed"][0] == "VN-HN/index.html"
        with pytest.raises(server.client.exceptions.ClientError):
            server.client.head_object(Bucket="www", Key="review/VN-HN/index.html")


def test_an_upload_to_s3_that_is_cut_off_leaves_the_index_and_is_repaired(out: Path) -> None:
    with S3Server() as server:
        publish("s3://www/review", "--out", str(out), **server.env)

        def index() -> bytes:
            return server.client.get_object(Bucket="www", Key="review/index.html")["Body"].read()

        before = index()
        change(out)
        server.left = 2
        answer = publish("s3://www/review", "--out", str(out), code=5, **server.env)
        assert (
            "s3://www/review/conflicts.html: expected a place that can be read and written, got: "
            in answer.stderr
        )
        assert "the index goes there last" in answer.stderr
        assert index() == before
        server.left = 100
        again = json.loads(
            publish("s3://www/review", "--out", str(out), "--json", **server.env).stdout
        )
        assert again["put"][-1] == "index.html"
        assert index() != before


@pytest.mark.parametrize(
    ("env", "target", "says"),
    [
        ({"AWS_ACCESS_KEY_ID": ""}, "s3://www/review", "Unable to locate credentials"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "s3://www/review", "Could not connect to the endpoint URL"),
        ({}, "s3://no-such-bucket/review", "bucket does not exist"),
    ],
)  # fmt: skip
def test_what_s3_refuses_is_said(env: dict[str, str], target: str, says: str, out: Path, tmp_path: Path) -> None:  # fmt: skip
    with S3Server() as server:
        answer = publish(
            target, "--out", str(out), code=5, **{**server.env, "HOME": str(tmp_path), **env}
        )
        assert says in answer.stderr
        assert "Check the bucket, AWS_ENDPOINT_URL" in answer.stderr


def test_a_wrong_key_of_s3_is_refused(out: Path) -> None:
    with S3Server() as server:
        asked = urllib.request.Request(
            f"{server.address}/moto-api/reset-auth",
            data=b"0",
            headers={"Content-Type": "text/plain"},
        )
        urllib.request.urlopen(asked).close()
        try:
            assert (
                "got: "
                in publish("s3://www/review", "--out", str(out), code=5, **server.env).stderr
            )
        finally:
            asked.data = b"inf"
            urllib.request.urlopen(asked).close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user who publishes."""
    return tmp_path / "home"


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """The folder that an SFTP server shows."""
    (tmp_path / "far").mkdir()
    return tmp_path / "far"


def test_sftp_holds_the_site(out: Path, far: Path, home: Path) -> None:
    with SftpServer(far, home) as server:
        publish(server.address, "--out", str(out), **server.env)
        assert without_releases(names(far / "review")) == of_readers(out)
        change(out)
        again = json.loads(
            publish(server.address, "--out", str(out), "--json", **server.env).stdout
        )
        assert again["put"] == SHARED
        assert "password" not in json.dumps(again)
    assert (far / "review/index.html").read_bytes() == (out / "site/index.html").read_bytes()


@pytest.mark.parametrize(("goes_down", "says"), [(True, "onnection"), (False, "No space left")])
def test_an_upload_by_sftp_that_is_cut_off_leaves_the_index_and_is_repaired(
    out: Path, far: Path, home: Path, goes_down: bool, says: str
) -> None:
    with SftpServer(far, home) as server:
        publish(server.address, "--out", str(out), **server.env)
    before = (far / "review/index.html").read_bytes()
    change(out)
    with SftpServer(far, home, files=2, goes_down=goes_down) as server:
        answer = publish(server.address, "--out", str(out), code=5, **server.env)
        assert says in answer.stderr
    assert (far / "review/index.html").read_bytes() == before
    with SftpServer(far, home) as server:
        publish(server.address, "--out", str(out), **server.env)
    assert (far / "review/index.html").read_bytes() != before
    assert without_releases(names(far / "review")) == of_readers(out)


def test_what_sftp_refuses_is_said(out: Path, far: Path, home: Path) -> None:
    with SftpServer(far, home, read_only=True) as server:
        said = publish(server.address, "--out", str(out), code=5, **server.env).stderr
        assert "ermission denied" in said
        assert "Check with `sftp USER@HOST`" in said
        wrong = {**server.env, "FSSPEC_SFTP_PASSWORD": "wrong"}
        said = publish(server.address, "--out", str(out), code=5, **wrong).stderr
        assert "ermission denied" in said
        assert "wrong" not in said
        (home / ".ssh/known_hosts").write_text("", "utf-8")
        said = publish(server.address, "--out", str(out), code=5, **server.env).stderr
        assert "Host key is not trusted" in said, "a password goes to nobody who is not known"
    assert names(far) == set()
    said = publish(server.address, "--out", str(out), code=5, **server.env).stderr
    assert "got: " in said


def test_a_server_without_renames_in_one_step_keeps_what_it_has(
    out: Path, far: Path, home: Path
) -> None:
    with SftpServer(far, home) as server:
        publish(server.address, "--out", str(out), **server.env)
    before = (far / "review/index.html").read_bytes()
    change(out)
    with SftpServer(far, home, renames=False) as server:
        said = publish(server.address, "--out", str(out), code=5, **server.env).stderr
        assert "expected a place that can be read and written, got: " in said
    assert (far / "review/index.html").read_bytes() == before
    assert not [name for name in names(far) if "upload" in name]


def git(folder: Path, *words: str) -> str:
    said = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
    )
    return said.stdout.strip()


def test_a_branch_holds_the_site_as_one_commit(out: Path, tmp_path: Path) -> None:
    hub, home = tmp_path / "hub.git", tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Tester\nemail = tester@example.org\n", "utf-8")
    env = {"HOME": str(home)}
    git(tmp_path, "init", "--quiet", "--bare", str(hub))
    target = f"git+{hub}#pages"
    assert json.loads(publish(target, "--out", str(out), "--dry-run", "--json", **env).stdout)[
        "put"
    ]
    assert git(hub, "branch", "--list") == ""
    assert "nginx" not in publish(target, "--out", str(out), **env).stdout
    listed = set(git(hub, "ls-tree", "-r", "--name-only", "pages").splitlines())
    assert without_releases(listed) == of_readers(out) | {".nojekyll"}
    publish(target, "--out", str(out), **env)
    assert git(hub, "rev-list", "--count", "pages") == "1", (
        "where nothing changed there is no commit"
    )
    change(out)
    (hub / "hooks" / "pre-receive").write_text(
        "#!/bin/sh\necho 'disk quota exceeded' >&2; exit 1\n", "utf-8"
    )
    (hub / "hooks" / "pre-receive").chmod(0o755)
    refused = publish(target, "--out", str(out), code=5, **env).stderr
    assert "expected that git does its part, got: " in refused
    assert "disk quota exceeded" in refused
    (hub / "hooks" / "pre-receive").unlink()
    publish(target, "--out", str(out), **env)
    assert git(hub, "rev-list", "--count", "pages") == "2"
    assert "VN-HN/" not in git(hub, "show", "pages:index.html")
    assert not list((out / ".run").glob("branch-*"))
    nowhere = publish(f"git+{tmp_path / 'none.git'}", "--out", str(out), code=5, **env).stderr
    assert "none.git" in nowhere


@pytest.fixture
def served(out: Path, tmp_path: Path) -> Iterator[str]:
    """The address at which nginx serves the published site below its root, with the lines made for it."""
    nginx = program("nginx")
    www = tmp_path / "www"
    publish(str(www), "--out", str(out))
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    paths = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"{user}daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{\n{paths}access_log off;\nserver {{\nlisten 127.0.0.1:{port};\n"
        f"location /review/ {{\nalias {www}/;\ninclude {out}/headers/nginx.conf;\n}}\n}}\n}}\n",
        "utf-8",
    )
    running = subprocess.Popen([nginx, "-c", str(config), "-e", str(tmp_path / "errors")])
    address = f"http://127.0.0.1:{port}/review/"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(30)
    errors = (tmp_path / "errors").read_text("utf-8")
    assert "[warn]" not in errors
    assert "[emerg]" not in errors


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), b""


def test_nginx_serves_it_below_a_path_with_types_etag_and_gzip(served: str, out: Path) -> None:
    frozen = "releases/2026-11-27/VN-CT/2024/"
    for name in (
        "index.html", "tongket-site.zip", "VN-CT/2024/observations.csv", "VN-CT/2024/figures.json",
        "VN-CT/2024/en/00_overview.ipynb", "VN-CT/2024/tongket-VN-CT-2024-vi.xlsx",
        f"{frozen}site.zip", f"{frozen}notes-vi.md", f"{frozen}release.toml",
    ):  # fmt: skip
        status, said, content = get(served + name)
        assert status == 200, name
        assert said["Content-Type"] == TYPES[name.rpartition(".")[2]], name
        assert said["Cache-Control"] == (FOR_EVER if name.startswith("releases/") else SHORT), name
        assert said["X-Content-Type-Options"] == "nosniff"
        assert get(served + name, If_None_Match=said["ETag"])[0] == 304
        if not name.startswith("releases/"):
            assert content == (out / "site" / name).read_bytes()
    _, said, packed = get(served + "VN-CT/2024/vi/00_overview.html", Accept_Encoding="gzip")
    assert said["Content-Encoding"] == "gzip"
    assert said["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == (out / "site/VN-CT/2024/vi/00_overview.html").read_bytes()
    assert get(served)[2] == (out / "site/index.html").read_bytes()
    assert get(served + "none.html")[0] == 404
