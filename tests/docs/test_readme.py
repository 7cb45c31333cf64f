"""What the readme says is what one gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongket.cli import cli

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *CHECKOUT.glob("*.md"),
        *CHECKOUT.glob("docs/*.md"),
        *CHECKOUT.glob("docs/vi/*.md"),
        *CHECKOUT.glob("[!.]*/README.md"),
    ]
)


def fences(page: str, language: str) -> list[str]:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert not [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize(
    "page", ["README.md", "README.vi.md", "docs/scheduling.md", "docs/taking-along.md"]
)
def test_every_command_shown_exists_with_its_options(page: str) -> None:
    lines = [line.split("#")[0] for block in fences(page, "console") for line in block.splitlines()]
    commands = [line.split() for line in lines if line.startswith("tongket ")]
    assert commands
    for words in commands:
        helped = CliRunner().invoke(cli, [words[1], "--help"], catch_exceptions=False)
        assert helped.exit_code == 0, helped.output
        for option in [word for word in words if word.startswith("--")]:
            assert option in helped.output, f"{' '.join(words)}: no {option}"


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_every_target_shown_exists(page: str) -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    shown = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(fences(page, "console"))))
    assert {"report", "test"} <= shown
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in shown)


def test_the_python_shown_runs() -> None:
    (code,) = fences("README.md", "python")
    namespace: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), namespace)
    review = namespace["review"]
    assert str(review.figure("ip.titles_granted")) == "420 titles"  # type: ignore[attr-defined]


def test_the_python_of_the_frame_runs_from_top_to_bottom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    namespace: dict[str, object] = {}
    for code in fences("docs/frame.md", "python"):
        exec(compile(code, "docs/frame.md", "exec"), namespace)
    assert str(namespace["kept"]) == "89.3%"
    assert "Hà Nội, 2024 60.76; Cần Thơ, 2023 49.66" in str(namespace["two_cities"])
    one = namespace["one"]
    facts = one[["indicator", "area", "period", "measure"]]  # type: ignore[index]
    assert not facts.duplicated().any()


def test_the_folder_map_names_what_is_there() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    folders = re.findall(r"^\| `([a-z/]+)/` \|", text, re.M)
    assert {"data", "notebooks", "lib/tongket", "tests", "docs"} <= set(folders)
    assert all((CHECKOUT / folder).is_dir() for folder in folders if folder != "build/site")
