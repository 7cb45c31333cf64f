#!/usr/bin/env python3
"""Releases a version: checks, builds, does the main job with what was built, tags. RELEASING.md says how."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # Makes a site of each artefact, in a folder.
    Trial = Callable[[list[Path], Path], list[Path]]

if sys.platform == "win32":
    # Signals and groups of processes are those of POSIX.
    sys.exit("release: expected Linux, got Windows. Release from another machine.")
ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
# What the trials print, and the pages of those that made other pages than the checkout.
KEPT = ROOT / "build" / "release"
PYTHON, UV = (ROOT / ".venv" / "bin" / name for name in ("python", "uv"))
LOCK = ROOT / "requirements.lock"
FLOOR = "3.11"
# The stable Debian, and the Python that it has.
DEBIAN, PYTHON_THERE = "trixie", "3.13"
# What somebody new does in an empty folder. The example is run: a new project has no figures yet.
JOB = """\
tongket check
tongket run --year 2024
tongket init mine --area VN-51 --year 2022 --yes
cd mine
tongket sheet 2022
"""
# The same with pip, elsewhere. What tongket needs is installed there once: it is half a gigabyte.
HOME_THERE = """\
set -eux
export LANG=C.UTF-8 HOME=/root PATH=/srv/environment/bin:$PATH
python3 -m venv /srv/environment
"""
THERE = """\
pip uninstall --quiet --yes tongket
pip install --quiet --no-compile --no-index --find-links /srv/box/wheels /srv/box/{name}
mkdir -p /srv/{name} /srv/results/{name}
cd /srv/{name}
{job}
cp -r /srv/{name}/build/site /srv/results/{name}
"""
# How long each page took is in the manifest; the archive holds what is compared one by one.
UNEVEN = ("manifest.json", "tongket-site.zip")
# What holds whatever versions draw the charts and write the notebooks.
FIGURES = ("claims.json", "figures.json", "observations.csv")


class Refusal(Exception):
    """Something that does not hold: where, what was expected, what there is, what to do."""


def main(version: str, without: list[str]) -> int:
    """Release a version, leaving some trials out; 1 where anything does not hold, and then nothing is changed."""
    begun = time.monotonic()
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    findings = [*said(version), *repository(version), *machine(without)]
    findings = findings or released(version, without)
    for finding in findings:
        print(f"release: {finding}", file=sys.stderr)
    if not findings:
        print(
            f"In {time.monotonic() - begun:.0f} s. Publish: git push --follow-tags, then upload dist/."
        )
    return 1 if findings else 0


def said(version: str) -> Iterator[str]:
    """What the three places say otherwise."""
    part = "(0|[1-9][0-9]*)"
    if not re.fullmatch(rf"{part}\.{part}\.{part}", version):
        yield f"expected a version such as 0.2.0, got {version!r}. Give it: make release VERSION=0.2.0"
        # No file can say what is no version.
        return
    number, day = re.escape(version), r"\d{4}-\d{2}-\d{2}"
    for file, pattern, expected, key, remedy in (
        ("lib/tongket/__init__.py", f'__version__ = "{number}"', f'__version__ = "{version}"', "__version__",
         "Change it."),
        ("CITATION.cff", f'version: "?{number}"?', f"version: {version}", "version", "Change it."),
        ("CITATION.cff", f'date-released: "?{day}"?', "date-released: year-month-day", "date-released",
         "Write the day of the release."),
        ("CHANGELOG.md", f"## {number} - {day}", f"a heading '## {version} - year-month-day'", "## 9",
         "Put it below '## Unreleased'."),
    ):  # fmt: skip
        text = (ROOT / file).read_text(encoding="utf-8")
        if not re.search(f"^{pattern}$", text, re.M):
            found = next((line for line in text.splitlines() if line.startswith(key)), "none")
            yield f"{file}: expected {expected}, got {found}. {remedy}"
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased = re.search(r"^## Unreleased$(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    if not unreleased:
        yield "CHANGELOG.md: expected a heading '## Unreleased', got none. Put it above the others."
    elif unreleased[1].strip():
        yield (
            "CHANGELOG.md: expected nothing below '## Unreleased', got entries. "
            f"Move them below '## {version} - year-month-day'."
        )


def repository(version: str) -> Iterator[str]:
    """What stands in the way in git."""
    if git("status", "--porcelain").stdout:
        yield "expected no uncommitted change, got some. Commit or remove them: git status"
    if git("rev-parse", "-q", "--verify", f"refs/tags/v{version}").returncode == 0:
        yield f"expected no tag v{version} yet, got one. A release is never made twice: raise the version."
    if git("var", "GIT_COMMITTER_IDENT").returncode:
        yield (
            "git: expected to know who tags, got nobody. "
            'Say it: git config user.name "…"; git config user.email …'
        )


def machine(without: list[str]) -> Iterator[str]:
    """What this machine lacks, and what the lock does not hold."""
    here = pythons()
    names = [FLOOR, *here, "lowest", "debian"]
    for name in without:
        if name not in names:
            yield f"WITHOUT: expected some of {' '.join(dict.fromkeys(names))}, got {name}. Correct it."
    if "debian" not in without and not shutil.which("mmdebstrap"):
        yield (
            "expected mmdebstrap for the trial in a Debian of its own, got none. Run: apt install mmdebstrap "
            f"debian-archive-keyring. {left_out('debian')}"
        )
    if FLOOR not in here and {FLOOR, "lowest"} - set(without):
        yield (
            f"expected a Python {FLOOR} for the oldest versions, got {' '.join(here) or 'none'}. "
            f"Run: uv python install {FLOOR}, and have it in PATH. {left_out(FLOOR, 'lowest')}"
        )
    if not UV.exists():
        yield "expected uv in .venv, got none. Run make setup."
        return
    with tempfile.TemporaryDirectory() as scratch:
        # From the pins that there are: only what pyproject.toml asks differently changes.
        lock = Path(scratch) / LOCK.name
        shutil.copy(LOCK, lock)
        options = ("--all-extras", "--universal", "--python-version", FLOOR, "--generate-hashes")
        try:
            compiled(lock, ROOT / "pyproject.toml", *options)
        except Refusal as error:
            yield (
                f"requirements.lock could not be compared with what pyproject.toml asks for: {error} Where the index "
                "of packages cannot be reached, release from a machine that reaches it."
            )
            return
        if lock.read_bytes() != LOCK.read_bytes():
            yield "requirements.lock: expected what pyproject.toml asks for, got another. Run make lock and the tests."


def left_out(*names: str) -> str:
    """What to do where a trial cannot be made here."""
    return f'Where it cannot be, leave it out, and the release will say so: WITHOUT="{" ".join(names)}"'


def released(version: str, without: list[str]) -> list[str]:
    """Build, try and tag; what does not hold, in which case `dist/` is as it was and there is no tag."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        scratch = Path(folder)
        try:
            built = artefacts(scratch)
            expected = pages_of_the_checkout(scratch)
        except Refusal as error:
            return [str(error)]
        lines, findings = [], []
        for name, trial in trials(without):
            begun = time.monotonic()
            found = list(tried(name, trial, built, expected, scratch / name))
            findings += found
            result = "the same figures" if name == "lowest" else "the same pages, byte by byte"
            lines.append(f"{name}: {'fails' if found else result}")
            print(f"{lines[-1]} ({time.monotonic() - begun:.0f} s)", flush=True)
        for name in without:
            lines.append(f"{name}: left out")
            print(lines[-1], flush=True)
        return findings or put_in_place(version, built, lines)


def artefacts(scratch: Path) -> list[Path]:
    """Wheel and sdist of the commit alone; the wheel that the sdist gives is the same."""
    run("git", "clone", "--quiet", "--shared", ROOT, scratch / "clone")
    os.environ["SOURCE_DATE_EPOCH"] = git("log", "-1", "--format=%ct").stdout.strip()
    build = (UV, "build", "--python", PYTHON, "--out-dir")
    run(*build, scratch / "dist", "--sdist", scratch / "clone")
    run(*build, scratch / "dist", "--wheel", scratch / "clone")
    (sdist,) = (scratch / "dist").glob("*.tar.gz")
    (wheel,) = (scratch / "dist").glob("*.whl")
    run(*build, scratch / "again", "--wheel", sdist)
    again = scratch / "again" / wheel.name
    if not again.exists() or again.read_bytes() != wheel.read_bytes():
        raise Refusal(
            f"{sdist.name}: expected the wheel that the checkout gives, byte by byte, got another. "
            "Look at [tool.hatch.build.targets] in pyproject.toml: what one of them leaves out."
        )
    return [wheel, sdist]


def pages_of_the_checkout(scratch: Path) -> Path:
    """The site that the checkout makes, in a folder of its own: what was released is not part of a package."""
    project = scratch / "project"
    project.mkdir()
    for name in ("data", "notebooks"):
        shutil.copytree(scratch / "clone" / name, project / name)
    shutil.copy(scratch / "clone" / "tongket.toml", project)
    run(PYTHON.with_name("tongket"), "run", "--year", "2024", cwd=project, env=bare(scratch))
    return project / "build" / "site"


def trials(without: list[str]) -> Iterator[tuple[str, Trial]]:
    """Each trial that is not left out: its name, and what makes of the artefacts the sites in a folder."""
    for version, python in pythons().items():
        if version not in without:
            yield version, partial(in_environments, python, lambda _: ["--constraint", LOCK])
    if "lowest" not in without:
        yield "lowest", partial(in_environments, pythons()[FLOOR], lowest)
    if "debian" not in without:
        yield "debian", in_debian


def tried(name: str, trial: Trial, built: list[Path], expected: Path, out: Path) -> Iterator[str]:
    """What does not hold in a trial: a command that fails, or another site."""
    out.mkdir()
    try:
        sites = trial(built, out)
    except Refusal as error:
        yield f"trial {name}: {error} {left_out(name)}"
        return
    for artefact, site in zip(built, sites, strict=True):
        if differs := other_files(expected, site, exact=name != "lowest"):
            kept = KEPT / name / artefact.name
            shutil.copytree(site, kept)
            shutil.copytree(expected, KEPT / "checkout", dirs_exist_ok=True)
            yield (
                f"trial {name}, {artefact.name}: expected the site of the checkout, got another {differs[0]} and "
                f"{len(differs) - 1} more. Compare: diff -r {KEPT.relative_to(ROOT)}/checkout {kept.relative_to(ROOT)}"
            )


def other_files(expected: Path, site: Path, *, exact: bool) -> list[str]:
    """The files that a site lacks, has besides or says otherwise; where versions differ, pages are held by name."""

    def held(path: Path) -> bytes:
        content = path.read_bytes() if exact or path.name in FIGURES else b""
        # A notebook says which Python ran it.
        return (
            re.sub(rb'"version": "3\.\d+\.\d+"', b"", content)
            if path.suffix == ".ipynb"
            else content
        )

    def files(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if path.is_file() and path.name not in UNEVEN]
        return {str(path.relative_to(folder)): held(path) for path in paths}

    one, other = files(expected), files(site)
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@cache
def pythons() -> dict[str, Path]:
    """Each Python from the oldest that is promised, by its version: that of `.venv`, and those that can be called."""
    names = [f"python3.{minor}" for minor in range(11, 30)]
    called = [Path(found) for name in names if (found := shutil.which(name))]
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    answering: dict[str, Path] = {}
    for python in [PYTHON, *called]:
        if python.exists():
            answer = answered(python, "-c", asked)
            if answer.returncode == 0:
                answering.setdefault(answer.stdout.strip(), python)
    return answering


def in_environments(
    python: Path, pins: Callable[[Path], list[object]], built: list[Path], out: Path
) -> list[Path]:
    """Do the job from each artefact in an environment where nothing else is."""
    sites, held = [], pins(out)
    for artefact in built:
        environment, work = (
            out / f"{word}-{artefact.suffix[1:]}" for word in ("environment", "work")
        )
        run(UV, "venv", "--quiet", "--python", python, environment)
        inside = environment / "bin" / "python"
        run(UV, "pip", "install", "--quiet", "--python", inside, *held, artefact)
        work.mkdir()
        variables = {**bare(out), "PATH": f"{environment / 'bin'}:/usr/bin:/bin"}
        run("sh", "-eux", "-c", JOB, cwd=work, env=variables)
        sites.append(work / "build" / "site")
        shutil.rmtree(environment)
    return sites


def lowest(out: Path) -> list[object]:
    """What holds it to the lowest versions that pyproject.toml says do, for the building too."""
    low, building = out / "lowest.txt", out / "building.txt"
    options = ("--resolution", "lowest-direct", "--python-version", FLOOR, "--no-annotate")
    compiled(low, ROOT / "pyproject.toml", *options)
    compiled(building, build_requirements(out), *options)
    return ["--constraint", low, "--build-constraint", building]


def in_debian(built: list[Path], out: Path) -> list[Path]:
    """Do the job with pip, in a Debian that has a Python with venv and besides only what it cannot be without."""
    box, results = out / "box", out / "results"
    results.mkdir(parents=True)
    needs = out / "needs.txt"
    options = ("--python-version", PYTHON_THERE, "--no-annotate", "--constraint", LOCK)
    compiled(needs, ROOT / "pyproject.toml", build_requirements(out), *options)
    # In there is neither this machine's index of packages nor a way to it.
    download = (PYTHON, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:")
    run(
        *download,
        "--python-version",
        PYTHON_THERE,
        "--dest",
        box / "wheels",
        "--requirement",
        needs,
    )
    for artefact in built:
        shutil.copy(artefact, box)
    script = HOME_THERE
    for artefact in built:
        script += THERE.format(name=artefact.name, job=JOB)
    (box / "job").write_text(script, encoding="utf-8")
    hooks = (
        f"copy-in {shlex.quote(str(box))} /srv",
        'chroot "$1" sh /srv/box/job',
        f"copy-out /srv/results {shlex.quote(str(out))}",
    )
    root = ("mmdebstrap", "--variant=apt", "--include=python3-venv", "--format=null")
    run(*root, *(f"--customize-hook={hook}" for hook in hooks), DEBIAN)
    return [results / artefact.name / "site" for artefact in built]


def build_requirements(out: Path) -> Path:
    """What building needs, as a file of requirements."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    file = out / "build-requirements.txt"
    file.write_text("\n".join(asked["requires"]), encoding="utf-8")
    return file


def compiled(into: Path, *words: object) -> None:
    """Write the versions that hold together."""
    quiet = ("--quiet", "--no-header", "--no-emit-index-url", "--output-file", into)
    run(UV, "pip", "compile", *quiet, *words)


def put_in_place(version: str, built: list[Path], lines: list[str]) -> list[str]:
    """Put the artefacts with their checksums into `dist/`, and tag; the former `dist/` where git refuses."""
    # From here on it is done as a whole: whoever stops it now is too late, and so is git stopped with it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    new, old = KEPT / "dist", KEPT / "former"
    new.mkdir()
    sums = ""
    for artefact in built:
        shutil.copy(artefact, new)
        sums += f"{hashlib.sha256(artefact.read_bytes()).hexdigest()}  {artefact.name}\n"
    (new / "SHA256SUMS").write_text(sums, encoding="utf-8")
    if DIST.exists():
        DIST.rename(old)
    new.rename(DIST)
    message = "\n".join([f"tongket {version}", "", *lines])
    answer = git("tag", "--annotate", f"v{version}", "--message", message)
    if answer.returncode:
        shutil.rmtree(DIST)
        if old.exists():
            old.rename(DIST)
        said = " / ".join(answer.stderr.strip().splitlines())
        return [f"git: expected to tag v{version}, got: {said}. Mend it, then release again."]
    print(f"Built and tagged v{version}, in dist/:", *sorted(p.name for p in DIST.iterdir()))
    return []


def bare(home: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}


def run(*words: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Call a command, with what it prints in the log.

    Raises:
        Refusal: it ends with anything but 0.
    """
    called, log = [str(word) for word in words], KEPT / "log"
    with log.open("a+", encoding="utf-8", errors="replace") as file:
        file.write(f"$ {shlex.join(called)}\n")
        file.flush()
        begin = file.tell()
        code = ended(called, stdout=file, stderr=file, cwd=cwd, env=env)
        file.seek(begin)
        lines = file.read().strip().splitlines()
    if code:
        # Where a shell says what it does: the last that it did.
        step = [line for line in lines if line.startswith("+ ")][-1:]
        last = " / ".join(dict.fromkeys(step + lines[-2:]))
        command = " ".join([Path(called[0]).name, *called[1:3]])
        raise Refusal(
            f"`{command} …`: expected exit code 0, got {code}: {last}. "
            f"All that it printed: {log.relative_to(ROOT)}."
        )


def ended(called: list[str], **options: Any) -> int:
    """Call a command and wait for it; where that is stopped, so is all that it started, and may clear up."""
    with subprocess.Popen(called, process_group=0, **options) as child:
        try:
            return child.wait()
        except BaseException:
            os.killpg(child.pid, signal.SIGTERM)
            raise


def git(*words: str) -> subprocess.CompletedProcess[str]:
    """Ask git about the checkout."""
    return answered("git", *words)


def answered(*words: object) -> subprocess.CompletedProcess[str]:
    """What a command answers, whatever it is."""
    called = [str(word) for word in words]
    return subprocess.run(called, cwd=ROOT, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    version, *without = sys.argv[1:] or [""]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        sys.exit(main(version, without))
    except KeyboardInterrupt:
        print("release: stopped. There is no tag, and dist/ is as it was.", file=sys.stderr)
        sys.exit(128 + signal.SIGINT)
