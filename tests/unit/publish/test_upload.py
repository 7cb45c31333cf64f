"""A site is put at its target so that readers see the old one or the new one, and files of others stay."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest

from fixtures.parts import absent
from tongket.errors import DataError, SystemFailure, TongketError, UsageError
from tongket.publish.targets.headers import (
    TYPES,
    as_headers_file,
    as_nginx,
    cache_control,
    content_type,
)
from tongket.publish.targets.target import Target, refuse_password, refuse_wrong
from tongket.publish.targets.upload import LIST, carry_out, planned

if importlib.util.find_spec("fsspec") is None:
    absent("fsspec is not installed (make setup installs it)")
SITE = {
    "index.html": "all",
    "conflicts.html": "conflicts",
    "VN-CT/index.html": "periods",
    "VN-CT/2024/index.html": "doorway",
    "VN-CT/2024/vi/00_overview.html": "page",
    "VN-CT/2024/observations.csv": "a,b",
    "releases/2025-01-14/VN-CT/2024/release.toml": "edition = 1",
}
IN_ORDER = [
    "releases/2025-01-14/VN-CT/2024/release.toml",
    "VN-CT/2024/observations.csv",
    "VN-CT/2024/vi/00_overview.html",
    "VN-CT/2024/index.html",
    "VN-CT/index.html",
    "conflicts.html",
    "index.html",
]


class CutOff(Target):
    """A place that refuses after so many files."""

    left = 100

    def put(self, name: str, content: bytes | Path) -> None:
        self.left -= 1
        if self.left < 0:
            raise SystemFailure("cut off")
        super().put(name, content)


@pytest.fixture
def site(tmp_path: Path) -> dict[str, Path]:
    """The files of a site, by their names there."""
    return written(tmp_path / "site", SITE)


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Where it goes; not there yet."""
    return tmp_path / "www" / "review"


def written(folder: Path, files: dict[str, str]) -> dict[str, Path]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return {name: folder / name for name in files}


def published(files: dict[str, Path], there: Path, *, left: int = 100) -> None:
    place = CutOff(str(there))
    place.left = left
    carry_out(planned(files, place), place)


def read(there: Path) -> dict[str, str]:
    found = {p.relative_to(there).as_posix(): p for p in there.rglob("*") if p.is_file()}
    return {name: path.read_text("utf-8") for name, path in found.items() if name != LIST}


def test_what_leads_to_files_goes_after_them(site: dict[str, Path], there: Path) -> None:
    assert list(planned(site, Target(str(there))).put) == IN_ORDER
    assert not there.exists(), "a plan changes nothing"


def test_only_what_changed_goes_there_again(site: dict[str, Path], there: Path) -> None:
    published(site, there)
    assert read(there) == SITE
    assert planned(site, Target(str(there))).put == ()
    before = (there / LIST).stat().st_mtime_ns
    published(site, there)
    assert (there / LIST).stat().st_mtime_ns == before
    site["index.html"].write_text("more", "utf-8")
    upload = planned(site, Target(str(there)))
    assert (upload.put, upload.size, upload.removed) == (("index.html",), 4, ())
    assert len(planned(site, Target(str(there)), force=True).put) == len(SITE)


@pytest.mark.parametrize("left", range(1, len(IN_ORDER) + 1))
def test_whenever_it_is_cut_off_the_old_index_stays_and_the_next_one_repairs(
    site: dict[str, Path], there: Path, tmp_path: Path, left: int
) -> None:
    published(site, there)
    new = {name: f"{text} anew" if name[0] != "r" else text for name, text in SITE.items()}
    again = written(tmp_path / "again", {**new, "VN-CT/2024/vi/01_capacity.html": "a new page"})
    with pytest.raises(SystemFailure):
        published(again, there, left=left)
    now = read(there)
    assert now["index.html"] == "all"
    assert set(SITE) <= set(now)
    assert not [name for name in now if "upload" in name]
    published(again, there)
    assert read(there) == {name: path.read_text("utf-8") for name, path in again.items()}


def test_the_first_one_that_is_cut_off_says_whose_the_place_is(
    site: dict[str, Path], there: Path
) -> None:
    with pytest.raises(SystemFailure):
        published(site, there, left=2)
    assert set(json.loads((there / LIST).read_text("utf-8"))["files"]) == set(SITE)
    published(site, there)
    assert read(there) == SITE


def test_what_is_no_longer_of_the_site_goes_and_what_is_of_others_stays(
    site: dict[str, Path], there: Path
) -> None:
    published(site, there)
    (there / "robots.txt").write_text("theirs", "utf-8")
    frozen = site.pop("releases/2025-01-14/VN-CT/2024/release.toml")
    del site["VN-CT/2024/observations.csv"], site["VN-CT/2024/vi/00_overview.html"]
    upload = planned(site, Target(str(there)))
    assert upload.removed == ("VN-CT/2024/vi/00_overview.html", "VN-CT/2024/observations.csv")
    published(site, there)
    now = read(there)
    assert now.keys() == {*site, "robots.txt", "releases/2025-01-14/VN-CT/2024/release.toml"}
    assert now["releases/2025-01-14/VN-CT/2024/release.toml"] == frozen.read_text("utf-8")


def test_a_release_is_never_written_over(site: dict[str, Path], there: Path) -> None:
    published(site, there)
    name = "releases/2025-01-14/VN-CT/2024/release.toml"
    site[name].write_text("edition = 2", "utf-8")
    with pytest.raises(DataError, match="each release as it was published, got others"):
        published(site, there)
    assert read(there)[name] == "edition = 1"


def test_a_place_with_files_of_others_is_refused(site: dict[str, Path], there: Path) -> None:
    there.mkdir(parents=True)
    (there / "index.html").write_text("theirs", "utf-8")
    with pytest.raises(UsageError, match="got files of others"):
        published(site, there)
    assert read(there) == {"index.html": "theirs"}


def test_a_file_of_others_where_a_new_one_goes_is_refused(
    site: dict[str, Path], there: Path
) -> None:
    index = site.pop("conflicts.html")
    published(site, there)
    (there / "conflicts.html").write_text("theirs", "utf-8")
    with pytest.raises(UsageError, match=r"Move them away.\nconflicts.html"):
        published({**site, "conflicts.html": index}, there)
    assert read(there)["conflicts.html"] == "theirs"


@pytest.mark.parametrize(
    "list_",
    [
        "",
        "[]",
        '{"format": 2, "files": {}}',
        '{"format": 1, "files": {"../../home/notes.txt": "0"}}',
        '{"format": 1, "files": {"/etc/passwd": "0"}}',
        '{"format": 1}',
        # Two ways to one file, of which one would be taken away; what is no file; what no system can write.
        '{"format": 1, "files": {"index.html": "0", "./index.html": "0"}}',
        '{"format": 1, "files": {"VN-CT//index.html": "0"}}',
        '{"format": 1, "files": {"": "0"}}',
        '{"format": 1, "files": {"..\\\\notes.txt": "0"}}',
        '{"format": 1, "files": {"a\\u0000": "0"}}',
        '{"format": 1, "files": {"\\ud800": "0"}}',
        '{"format": 1, "files": {"tongket-published.json": "0"}}',
        "[" * 100_000,
    ],
)
def test_a_list_that_is_none_of_ours_is_not_believed(
    site: dict[str, Path], there: Path, list_: str
) -> None:
    there.mkdir(parents=True)
    (there / LIST).write_text(list_, "utf-8")
    with pytest.raises(UsageError, match="as this version of tongket writes it"):
        published(site, there)


def test_a_list_that_is_no_file_or_too_large_is_not_read(
    site: dict[str, Path], there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(site, there)
    monkeypatch.setattr("tongket.publish.targets.target.LIST_BYTES", 100)
    with pytest.raises(UsageError, match="as this version of tongket writes it"):
        published(site, there)
    (there / LIST).unlink()
    os.mkfifo(there / LIST)
    with pytest.raises(UsageError, match="as this version of tongket writes it"):
        published(site, there)


def test_a_folder_of_others_where_a_file_goes_is_named_and_not_filled(
    site: dict[str, Path], there: Path
) -> None:
    published(site, there)
    (there / "index.html").unlink()
    (there / "index.html").mkdir()
    site["index.html"].write_text("more", "utf-8")
    with pytest.raises(SystemFailure, match="review/index.html: expected .*, got: Is a directory"):
        published(site, there)
    assert not list((there / "index.html").iterdir())
    (there / "index.html").rmdir()
    published(site, there)
    assert read(there)["index.html"] == "more"


def test_only_one_at_a_time_puts_files_into_a_folder(
    site: dict[str, Path], there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.folder_lock._WAIT_SECONDS", 0.1)
    with Target(str(there)).alone():
        with pytest.raises(SystemFailure, match="no other program that writes here"):
            Target(str(there)).alone().__enter__()
        published(site, there)
    assert read(there) == SITE
    (there.parent / "file").write_text("", "utf-8")
    with pytest.raises(SystemFailure, match="expected a place that can be read and written"):
        Target(str(there.parent / "file")).alone().__enter__()


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("gs://bucket/review", "expected a folder, s3://bucket/path"),
        ("s3:///review", "expected a folder, s3://bucket/path"),
        ("sftp://host", "expected a folder, s3://bucket/path"),
        ("sftp://me:secret@host/www", "sftp://me:…@host/www: expected a target without a password"),
        ("sftp://me:secret@host/www", "give it as FSSPEC_SFTP_PASSWORD"),
        ("s3://key:secret@bucket/www", "give it as AWS_SECRET_ACCESS_KEY"),
        ("ftp://me:secret@host/www", "ftp://me:…@host/www: expected a folder, s3://bucket/path"),
        ("sftp://[me:secret/www", "expected a folder, s3://bucket/path"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(target: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        refuse_wrong(target)
    assert says in str(refused.value)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize("name", ["me:secret", "secret"])
def test_a_token_in_an_address_of_git_is_a_password(name: str) -> None:
    with pytest.raises(UsageError, match="expected a target without a password") as refused:
        refuse_password(f"https://{name}@forge.example/office/review.git#pages", "GIT_ASKPASS")
    assert "secret" not in str(refused.value)
    refuse_password("ssh://git@forge.example/office/review.git", "GIT_ASKPASS")


def test_what_the_disk_refuses_is_said_with_what_to_do(
    site: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(TongketError) as refused:
        published(site, tmp_path / "file" / "review")
    assert refused.value.exit_code == SystemFailure.exit_code
    assert "the index goes there last" in str(refused.value)


def test_each_server_is_told_the_same_of_each_file() -> None:
    assert content_type("a/b.html") == "text/html; charset=utf-8"
    assert content_type("LICENCE") == "application/octet-stream"
    assert cache_control("a/index.html") == "public, max-age=300"
    assert cache_control("releases/2025-01-14/a/site.zip") == "public, max-age=31536000, immutable"
    for ending, said in TYPES.items():
        assert f"/*.{ending}\n  Content-Type: {said}\n" in as_headers_file()
        assert f"    {said.partition(';')[0]} {ending};\n" in as_nginx()


def test_what_arrived_is_noted_on_the_way(
    site: dict[str, Path], there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tongket.publish.targets.upload.NOTED", 3)
    with pytest.raises(SystemFailure):
        published(site, there, left=6)
    assert list(planned(site, Target(str(there))).put) == IN_ORDER[3:]


def test_a_library_that_is_missing_is_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UsageError, match=r"expected the library s3fs, .*pip install \"fsspec>="):
        Target("s3://www/review")
