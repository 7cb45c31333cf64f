"""The exporter: any notebook becomes one page, in its language, with its failures, without scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tongket.output import ClaimPart, SourcesPart, bundle
from tongket.publish.html.addresses import with_marks
from tongket.publish.page.context import Link, PageContext
from tongket.publish.page.exporter import TongketExporter
from tongket.publish.page.folds import folded
from tongket.publish.page.markdown import to_html
from tongket.publish.style import stylesheet

FIXTURES = ("foreign", "failed", "hostile", "intellectual_property_vi", "intellectual_property_en")
PARAMETERS = 'lang: str = "en"  # the language'


class Page(HTMLParser):
    """What a page holds: its tags with attributes, and its text outside the stylesheet."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += "" if self.tags and self.tags[-1][0] == "style" else data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(notebook: Any, exporter: TongketExporter, context: PageContext | None = None) -> Page:
    resources = {"tongket": context} if context else None
    return Page(exporter.from_notebook_node(notebook, resources)[0])


def notebook_of(*cells: Any, **metadata: Any) -> Any:
    return new_notebook(cells=list(cells), metadata=metadata)


def result(data: dict[str, str], **metadata: Any) -> Any:
    shown = new_output("display_data", data=data, metadata=metadata)
    return new_code_cell("draw()", execution_count=1, outputs=[shown])


def test_nbconvert_knows_the_exporter_by_its_name() -> None:
    assert get_exporter("tongket") is TongketExporter
    assert TongketExporter.export_from_notebook, "JupyterLab lists exporters that have a label"


@pytest.mark.parametrize("name", FIXTURES)
def test_a_page_is_one_file_without_scripts(
    name: str, exporter: Any, fixture_notebook: Any
) -> None:
    page = page_of(fixture_notebook(name), exporter)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "form", "base", "input", "button"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for address in ("src", "poster", "background", "data"):
            assert (attributes.get(address) or "data:").startswith("data:"), (tag, attributes)
    assert [link["rel"] for link in page.all("link")] == ["icon"]
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy


def test_a_page_leaves_the_sides_of_words_to_its_stylesheet(exporter: Any) -> None:
    table = '<table><tr><td role="cell">Words</td></tr></table>'
    shown = bundle(ClaimPart(("Words.",)), "en", table, "Words.")
    assert "style=" in shown["text/html"]
    page = page_of(notebook_of(result(shown)), exporter)
    assert "style" not in page.all("td")[0]


@pytest.mark.parametrize("name", FIXTURES)
def test_a_page_has_one_title_ordered_headings_and_unique_ascii_ids(
    name: str, exporter: Any, fixture_notebook: Any
) -> None:
    page = page_of(fixture_notebook(name), exporter)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert all(id_ and re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", id_) for id_ in ids)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("alt" in image for image in page.all("img"))
    links = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#")]
    assert {link[1:] for link in links if link} <= set(ids)


def test_the_same_notebook_gives_the_same_bytes(exporter: Any, fixture_notebook: Any) -> None:
    for name in FIXTURES:
        first = exporter.from_notebook_node(fixture_notebook(name))[0]
        assert exporter.from_notebook_node(fixture_notebook(name))[0] == first
        assert TongketExporter().from_notebook_node(fixture_notebook(name))[0] == first


def test_code_has_only_the_spans_that_the_page_colours(exporter: Any) -> None:
    code = "names = ['a', 'b']  # two\nfor each in names:\n    print(f'{each} <b>')"
    page = page_of(new_notebook(cells=[new_code_cell(code)]), exporter)
    assert code in page.text
    found = {span.get("class") for span in page.all("span")}
    assert {"k", "o", "s1", "c1"} <= found
    assert not found & {"n", "p", "nb", "si", "w"}


def test_hostile_text_is_shown_as_text(exporter: Any, fixture_notebook: Any) -> None:
    page = page_of(fixture_notebook("hostile"), exporter)
    assert "<b>không đậm</b>" in page.text
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "x" * 10_000 in page.text
    assert len(page.all("main")) == len(page.all("body")) == 1
    assert not [a for a in page.all("a") if "script" in (a.get("href") or "")]
    assert "someone" not in page.text, "no folder of the machine"


@pytest.mark.parametrize(
    ("metadata", "cells", "expected"),
    [
        ({}, [], "vi"),
        ({}, [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})], "en"),
        ({}, [new_code_cell('lang = "en"', metadata={"tags": ["parameters"]})], "en"),
        ({}, [new_code_cell("lang = (", metadata={"tags": ["parameters"]})], "vi"),
        ({}, [new_code_cell('lang = "fr"', metadata={"tags": ["parameters"]})], "vi"),
        (
            {"papermill": {"parameters": {"lang": "vi"}}},
            [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})],
            "vi",
        ),
    ],
)
def test_the_language_is_the_one_of_the_run(
    metadata: dict[str, Any], cells: list[Any], expected: str, exporter: Any
) -> None:
    page = page_of(notebook_of(*cells, **metadata), exporter)
    assert page.all("html") == [{"lang": expected}]


def test_the_language_can_be_asked_for() -> None:
    page = page_of(notebook_of(), TongketExporter(page_language="en"))
    assert page.all("html") == [{"lang": "en"}]
    assert "Skip to the content" in page.text


def test_a_page_keeps_the_cells_of_its_language_and_those_of_none(exporter: Any) -> None:
    notebook = notebook_of(
        new_markdown_cell("# Tiêu đề", id="title-vi", metadata={"tags": ["lang-vi"]}),
        new_markdown_cell("# Title", id="title-en", metadata={"tags": ["lang-en"]}),
        new_markdown_cell("For both."),
    )
    page = page_of(notebook, exporter, PageContext("en"))
    assert "Title" in page.text
    assert "For both." in page.text
    assert "Tiêu đề" not in page.text


def test_both_languages_have_the_same_anchors(exporter: Any, fixture_notebook: Any) -> None:
    ids = [
        [
            a["id"]
            for _, a in page_of(fixture_notebook(f"intellectual_property_{lang}"), exporter).tags
            if "id" in a
        ]
        for lang in ("vi", "en")
    ]
    assert ids[0] == ids[1]
    assert "initiatives" in ids[0]


def test_a_translated_notebook_has_its_anchors_from_its_cells(exporter: Any) -> None:
    def ids(lang: str, heading: str) -> list[str]:
        notebook = notebook_of(
            new_markdown_cell(f"# {heading}", id="title"),
            new_markdown_cell(f"## {heading}\n\n## {heading} 2", id="key-points-text"),
        )
        notebook.metadata["tongket"] = {"language": lang}
        context = PageContext("vi", twin=Link("../en/page.html", "English"))
        page = page_of(notebook, exporter, context)
        return [h["id"] for name in ("h1", "h2") for h in page.all(name)]

    assert ids("vi", "Những điểm chính") == ids("en", "Key points")
    assert ids("en", "Key points") == ["title", "key-points", "key-points-2"]


def test_other_peoples_notebooks_have_their_anchors_from_their_words(exporter: Any) -> None:
    notebook = notebook_of(new_markdown_cell("# T"), new_markdown_cell("## Key points", id="a1b2"))
    notebook.metadata["tongket"] = {"lineage": []}
    assert [h["id"] for h in page_of(notebook, exporter).all("h2")] == ["key-points"]


def test_one_link_leads_to_the_page_in_the_other_language(
    exporter: Any, fixture_notebook: Any
) -> None:
    context = PageContext("vi", twin=Link("../en/page.html", "English"))
    page = page_of(fixture_notebook("intellectual_property_vi"), exporter, context)
    assert [a["href"] for a in page.all("a") if a.get("lang") == "en"] == ["../en/page.html"]


def test_a_section_is_folded_where_its_notebook_asks_or_where_it_accounts_for_the_page(
    exporter: Any,
) -> None:
    def shown(part: Any, name: str) -> Any:
        data = bundle(part, "en", f"<p>{name}</p>", name)
        return new_code_cell(
            "x",
            execution_count=1,
            outputs=[new_output("execute_result", data=data, execution_count=1)],
        )

    stated = ClaimPart(("A sentence.",))
    notebook = notebook_of(
        new_markdown_cell("# T"),
        new_markdown_cell("## Results", id="results"), shown(stated, "results"),
        new_markdown_cell("## Rest", id="rest", metadata={"tongket": {"fold": True}}),
        shown(stated, "rest"),
        new_markdown_cell("## Sources", id="sources"), shown(SourcesPart((), ()), "sources"),
    )  # fmt: skip
    page = page_of(notebook, exporter)
    folds = [d["class"] for d in page.all("details") if d.get("class", "").startswith("tk-fold")]
    assert folds == ["tk-fold tk-off-paper", "tk-fold"]
    assert [h["id"] for h in page.all("h2")] == ["results", "rest", "sources"]
    alone = page_of(notebook, exporter, PageContext("en", alone=True))
    assert not [d for d in alone.all("details") if d.get("class", "").startswith("tk-fold")]


SETTING_UP = notebook_of(
    new_markdown_cell("# T"),
    new_code_cell("year = 2024", execution_count=1, metadata={"tags": ["parameters"]}),
    new_code_cell("year = 2023", execution_count=2, metadata={"tags": ["injected-parameters"]}),
    new_code_cell("review = tongket.open_review(year=year)", execution_count=3),
    new_code_cell(
        "review.figure()", execution_count=4,
        outputs=[new_output("execute_result", execution_count=4, data={"text/plain": "the result"})],
    ),
)  # fmt: skip


def test_one_switch_shows_the_code_below_each_result_and_setting_up_is_hidden(
    exporter: Any,
) -> None:
    page = page_of(SETTING_UP, exporter)
    assert page.text.index("the result") < page.text.index("review.figure")
    assert [d["id"] for d in page.all("details")] == ["tk-code"]
    assert [d["class"] for d in page.all("div") if "tk-code" in d.get("class", "")] == [
        "tk-code tk-switched"
    ]
    assert "year" not in page.text
    assert "open_review" not in page.text


def test_code_can_be_shown_before_its_result_or_hidden() -> None:
    shown = page_of(SETTING_UP, TongketExporter(code_display="show"))
    assert shown.text.index("review.figure") < shown.text.index("the result")
    assert "year = 2023" in shown.text.replace("\xa0", " ")
    assert not shown.all("details")
    hidden = page_of(SETTING_UP, TongketExporter(code_display="hide"))
    assert "review.figure" not in hidden.text
    assert "the result" in hidden.text


def test_the_context_of_a_page_decides_over_the_configuration(exporter: Any) -> None:
    assert not page_of(SETTING_UP, exporter, PageContext("en", code="hide")).all("details")


def test_a_failing_cell_is_shown_with_its_reason_in_the_page_s_language(
    exporter: Any, fixture_notebook: Any
) -> None:
    page = page_of(fixture_notebook("failed"), exporter)
    assert "Trang này chưa trọn vẹn" in page.text
    assert "Ô lệnh này đã dừng lại vì lỗi" in page.text
    assert "Lý do: figure: expected a known indicator, got 'ip.title_granted'." in page.text
    assert "raise LookupError" in page.text
    assert "Số ô lệnh chưa được chạy: 1." in page.text
    assert "\x1b" not in page.text
    assert [a["href"] for a in page.all("a") if "error" in a.get("href", "")] == ["#error"]
    assert [s["id"] for s in page.all("section")] == ["error"]


def test_the_failing_cell_is_shown_even_where_code_is_hidden(fixture_notebook: Any) -> None:
    page = page_of(fixture_notebook("failed"), TongketExporter(code_display="hide"))
    assert "raise LookupError" in page.text


def test_an_error_that_its_author_announced_leaves_the_page_whole(exporter: Any) -> None:
    error = new_output("error", ename="ValueError", evalue="as expected", traceback=[])
    cell = new_code_cell(
        "fail()", execution_count=1, metadata={"tags": ["raises-exception"]}, outputs=[error]
    )
    page = page_of(notebook_of(cell), exporter, PageContext("en"))
    assert "Reason: as expected" in page.text
    assert "This page is incomplete" not in page.text


def test_a_reason_that_the_notebook_does_not_hold_is_at_the_top(exporter: Any) -> None:
    notebook = notebook_of(new_code_cell("a()", execution_count=1), new_code_cell("b()"))
    page = page_of(
        notebook, exporter, PageContext("en", failure="the kernel died in /srv/here/run.py")
    )
    assert "This page is incomplete" in page.text
    assert "the kernel died in …/run.py" in page.text
    assert "Cells that did not run: 1." in page.text


def test_remarks_of_papermill_are_left_to_the_page(exporter: Any) -> None:
    remark = new_markdown_cell(
        "An Exception was encountered", metadata={"tags": ["papermill-error-cell-tag"]}
    )
    assert "Exception" not in page_of(notebook_of(remark), exporter).text


def test_a_notebook_that_never_ran_is_not_called_incomplete(exporter: Any) -> None:
    page = page_of(notebook_of(new_code_cell("1 + 1")), exporter)
    assert "chưa trọn vẹn" not in page.text
    assert "1 + 1" in page.text


def test_a_picture_keeps_the_words_that_its_author_gave(exporter: Any) -> None:
    cells = [
        new_markdown_cell("## Rain"),
        result(
            {"image/png": "AAAA"}, **{"image/png": {"alt": "One dot", "width": 40, "height": 40}}
        ),
        result({"image/svg+xml": "<svg><title>Bars</title><desc>A &gt; B</desc></svg>"}),
        result({"image/jpeg": "AAAA", "text/plain": "<Figure size 640x480 with 1 Axes>"}),
    ]
    images = page_of(notebook_of(*cells), exporter, PageContext("en")).all("img")
    assert images[0]["alt"] == "One dot"
    assert (images[0]["width"], images[0]["height"]) == ("40", "40")
    assert images[1]["alt"] == "Bars A > B"
    assert images[2]["alt"] == "Image without a description, in the section: Rain"


def test_results_of_every_usual_kind_are_shown(exporter: Any) -> None:
    cells = [
        result({"text/html": "<p>as html</p>", "text/plain": "not this"}),
        result({"text/markdown": "as *markdown*"}),
        result({"text/latex": r"$\frac{a}{b}$"}),
        result({"text/plain": "as text"}),
        result({"application/vnd.jupyter.widget-view+json": "{}", "text/plain": "Slider(value=1)"}),
        new_code_cell("p()", execution_count=1, outputs=[
            new_output("stream", name="stdout", text="progress 1%\rprogress 100%\n\x1b[1mdone\x1b[0m"),
            new_output("stream", name="stderr", text="/home/someone/lib/a.py:1: careful"),
        ]),
    ]  # fmt: skip
    page = page_of(notebook_of(*cells), exporter, PageContext("en"))
    for shown in ("as html", "as markdown", r"$\frac{a}{b}$", "as text", "Slider(value=1)"):
        assert shown in page.text
    assert "progress 100%\ndone" in page.text
    assert "progress 1%" not in page.text
    assert "…/a.py:1: careful" in page.text
    assert "Messages of the program" in page.text
    assert "not this" not in page.text


def test_markdown_keeps_its_html_formulas_and_pictures(exporter: Any, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    source = "A <b>bold</b> word, $a < b$, and ![a dot](dot.png).\n\n$$\n\\sum x\n$$\n\n\\begin{align}y\\end{align}"
    resources = {"tongket": PageContext("en"), "metadata": {"name": "n", "path": str(tmp_path)}}
    page, _ = exporter.from_notebook_node(notebook_of(new_markdown_cell(source)), resources)
    assert "<b>bold</b>" in page
    assert '<code class="tk-formula">a &lt; b</code>' in page
    assert '<div class="tk-formula"><code>\\sum x</code></div>' in page
    assert "<code>\\begin{align}y\\end{align}</code>" in page
    assert '<img src="data:image/png;base64,iVBORw==" alt="a dot">' in page


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Giá vé $5, $6", "Giá vé $5, $6"),
        ("từ $5 đến 10$", "từ $5 đến 10$"),
        ("US$5,$6 và **$7**", "US$5,$6 và <strong>$7</strong>"),
        ("giá $5 với $x^2$", 'giá $5 với <code class="tk-formula">x^2</code>'),
        (
            "$5 = x$, $y$",
            '<code class="tk-formula">5 = x</code>, <code class="tk-formula">y</code>',
        ),
        ("\\$5 và $\\$6$", '$5 và <code class="tk-formula">\\$6</code>'),
    ],
)
def test_two_dollar_signs_are_money_where_they_are_no_formula(source: str, expected: str) -> None:
    assert to_html(source).strip() == f"<p>{expected}</p>"


def test_raw_html_is_shown_as_harmlessly_as_a_result(exporter: Any) -> None:
    from nbformat.v4 import new_raw_cell

    raw = new_raw_cell("<p onclick=x()>raw html</p>", metadata={"raw_mimetype": "text/html"})
    page = page_of(notebook_of(raw, new_raw_cell("for LaTeX")), exporter)
    assert "raw html" in page.text
    assert "for LaTeX" not in page.text


def test_a_page_in_a_site_leads_everywhere_it_belongs(exporter: Any) -> None:
    pages = tuple(
        Link(f"{name}.html", title, current=name == "b", incomplete=name == "c")
        for name, title in (("a", "First"), ("b", "Second"), ("c", "Third"))
    )
    context = PageContext(
        "en", "Second", "Cần Thơ City, 2024", pages, "../../../index.html", "../index.html",
        twin=Link("../vi/b.html", "Tiếng Việt"), notebook=Link("b.ipynb", "Executed notebook"),
    )  # fmt: skip
    page = page_of(notebook_of(), exporter, context)
    links = {a["href"]: a for a in page.all("a")}
    assert {
        "a.html",
        "c.html",
        "../../../index.html",
        "../index.html",
        "../vi/b.html",
        "b.ipynb",
    } <= set(links)
    assert links["b.html"]["aria-current"] == "page"
    assert [(a["rel"], a["href"]) for a in page.all("a") if "rel" in a] == [
        ("prev", "a.html"),
        ("next", "c.html"),
    ]
    assert "Third incomplete" in " ".join(page.text.split())
    assert page.all("link")[0]["hreflang"] == "vi"
    assert page.text.count("Second · Cần Thơ City, 2024") == 1


def test_no_link_is_in_what_unfolds_a_section() -> None:
    body = folded('<!-- fold --><h2 id="sources">Sources</h2><p>One.</p>')
    summary, _, below = with_marks(body, "Address").partition("</summary>")
    assert "<a" not in summary
    assert below.startswith('<a class="tk-here" href="#sources"')


def test_the_contents_list_the_sections_of_the_page(exporter: Any, fixture_notebook: Any) -> None:
    page = page_of(fixture_notebook("intellectual_property_en"), exporter)
    sections = [h["id"] for h in page.all("h2")]
    links = [a for a in page.all("a") if a.get("class") != "tk-here"]
    listed = [a["href"] for a in links if (a.get("href") or "")[1:] in sections]
    assert listed == [f"#{section}" for section in sections] * 2, "on narrow and on wide screens"


@pytest.mark.parametrize("name", FIXTURES)
def test_a_page_is_light(name: str, exporter: Any, fixture_notebook: Any) -> None:
    page = exporter.from_notebook_node(fixture_notebook(name))[0]
    assert len(page.encode()) < 400_000


def test_a_worker_finds_all_templates_of_a_page_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    from jinja2 import Environment

    from tongket.publish.page import convert

    importlib.import_module("tongket.publish.page.rehearsal")
    golden = Path(__file__).parents[2] / "golden" / "notebooks" / "en" / "02_research.ipynb"

    def compiled(*_: Any, **__: Any) -> None:
        raise AssertionError("a template was compiled anew")

    monkeypatch.setattr(Environment, "compile", compiled)
    page = convert.page_of(golden.read_text(encoding="utf-8"), PageContext("en"), "02_research")
    assert 'class="tk-wide"' in page


def test_what_is_hollow_in_a_drawing_has_the_ground_of_its_page() -> None:
    assert ".tk-chart{--tk-ground:var(--ground)" in stylesheet()
