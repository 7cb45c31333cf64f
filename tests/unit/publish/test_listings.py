"""The index of a review's indicators and its sentences for programs, read from the pages themselves."""

from __future__ import annotations

import json
from pathlib import Path

from tongket.model import Text
from tongket.publish.site.listings import read_pages, write_listings
from tongket.publish.site.page_reader import extract
from tongket.publish.site.published import PublishedPage, PublishedReview

PAGE = """<h1>IP</h1><ul><li class="tk-claim">About <data class="tk-figure" value="420"><a
href="#src-ip-titles">420</a></data><span class="tk-disputed"> ≠</span> <em>titles</em> &lt;b&gt;.</li></ul>
<dl class="tk-definitions"><dt>Đơn &amp; "văn bằng"</dt><dd>Số <i>văn bằng</i>.</dd><dt>Bằng</dt><dd>Khác.</dd></dl>
<dl><dt>elsewhere</dt><dd>no definition</dd></dl>
<table><tr id="src-ip-titles" data-observation="ip|a|2024|actual|x|1"><th>Đơn &amp; "văn bằng"</th><td>420<br></td><td><a href="#source-x">X</a></td></tr>
<tr id="src-ip-before" data-observation="ip|a|2023|actual|x|1"><th>Bằng (2023)</th><td>300</td><td><a href="#source-x">X</a></td></tr>
<tr id="src-place" data-observation="ip|b|2024|actual|x|1"><th>Cao Bằng</th><td>1</td><td><a href="#source-x">X</a></td></tr>
<tr id="src-sum"><th>Bằng, tổng</th><td>5</td><td>a + b</td></tr><tr><td>no row of a figure</td></tr></table></p>"""


def review(*names: str) -> PublishedReview:
    pages = tuple(PublishedPage(name, Text(f"Trang {name}", name), ("vi",)) for name in names)
    return PublishedReview("VN-CT", 2024, Text("Cần Thơ", "Cần Thơ"), pages)


def written(site: Path, *names: str) -> tuple[str, str]:
    folder = site / "VN-CT" / "2024"
    (folder / "vi").mkdir(parents=True)
    for name in names:
        (folder / "vi" / f"{name}.html").write_text(PAGE, encoding="utf-8")
    read = read_pages(folder, review(*names))
    claims, _, index = write_listings(folder, review(*names), read)
    return claims.read_text(encoding="utf-8"), index.read_text(encoding="utf-8")


def test_a_page_tells_its_sentences_figures_and_definitions() -> None:
    found = extract(PAGE)
    (sentence,) = found.sentences
    assert sentence.text == "About 420 titles <b>."
    assert [(v.value, v.anchor) for v in sentence.values] == [("420", "src-ip-titles")]
    assert found.definitions == {'Đơn & "văn bằng"': "Số văn bằng.", "Bằng": "Khác."}
    assert [(f.anchor, f.stated) for f in found.figures] == [
        ("src-ip-titles", True), ("src-ip-before", True), ("src-place", True), ("src-sum", False),
    ]  # fmt: skip


def test_claims_json_holds_each_sentence_with_its_values(tmp_path: Path) -> None:
    claims = json.loads(written(tmp_path, "01_a", "02_b")[0])
    assert (claims["area"], claims["year"]) == ("VN-CT", 2024)
    assert [claim["page"] for claim in claims["claims"]] == ["01_a", "02_b"]
    assert claims["claims"][0]["values"] == [
        {"value": "420", "text": "420", "anchor": "src-ip-titles"}
    ]


def test_the_index_lists_each_stated_indicator_once_with_its_pages(tmp_path: Path) -> None:
    index = written(tmp_path, "01_a", "02_b")[1]
    assert index.count("Đơn &amp; &#34;văn bằng&#34;</th>") == 0, "its definition follows"
    assert index.count("Đơn &amp; &#34;văn bằng&#34;") == 1
    assert index.index("Bằng (2023)") < index.index("Đơn &amp;"), "in Vietnamese order, B before Đ"
    for link in ("vi/01_a.html#src-ip-titles", "vi/02_b.html#src-ip-titles"):
        assert f'href="{link}"' in index
    assert "Cao Bằng" not in index
    assert "Bằng, tổng" not in index


def test_the_figures_are_listed_with_their_origin(tmp_path: Path) -> None:
    written(tmp_path, "01_a")
    listed = json.loads((tmp_path / "VN-CT/2024/figures.json").read_text(encoding="utf-8"))
    titles = listed["figures"][0]
    assert (titles["page"], titles["anchor"], titles["origin"]) == ("01_a", "src-ip-titles", "X")
    assert titles["observation"] == "ip|a|2024|actual|x|1"
    assert listed["figures"][-1]["observation"] == "", "computed"


def test_a_page_tells_the_data_of_its_charts_and_its_conflicts() -> None:
    found = extract("""<figure class="tk-exhibit" id="plans"><h3 class="tk-title">Over the <data value="5">5</data></h3>
<p class="tk-unit">Unit: %</p><table><thead><tr><th>Figure</th><th>Value</th></tr></thead><tbody><tr><th>Tasks</th>
<td><data value="140"><a href="#src-t">140%</a></data><span class="tk-disputed"> ≠</span></td></tr></tbody></table>
<figcaption><p class="tk-note">Note: as stated.</p><p class="tk-source">Source: X</p></figcaption></figure>
<figure class="tk-exhibit" id="empty"></figure><ol><li class="tk-conflict" id="conflict-1"><p class="tk-severity">Warning
</p><p class="tk-claim">Two <b>figures</b></p></li></ol>""")
    (table,) = found.tables
    assert (table.id, table.title, table.unit) == ("plans", "Over the 5", "Unit: %")
    assert (table.notes, table.source) == (["Note: as stated."], "Source: X")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Figure", "Value"],
        ["Tasks", "140%"],
    ]
    assert (table.rows[1][1].value, table.rows[1][1].disputed) == ("140", True)
    assert [(c.anchor, c.severity, c.text) for c in found.conflicts] == [
        ("conflict-1", "Warning", "Two figures")
    ]
