"""The index of a review's indicators and its sentences for programs, read from the pages themselves."""

from __future__ import annotations

import json
from pathlib import Path

from tongket.model import Text
from tongket.publish.entrances import PublishedPage, PublishedReview
from tongket.publish.extracts import extract
from tongket.publish.listings import write_listings

PAGE = """<h1>IP</h1><ul><li class="tk-claim">About <data class="tk-figure" value="420"><a
href="#src-ip-titles">420</a></data><span class="tk-disputed"> ≠</span> <em>titles</em> &lt;b&gt;.</li></ul>
<dl class="tk-definitions"><dt>Đơn &amp; "văn bằng"</dt><dd>Số <i>văn bằng</i>.</dd><dt>Bằng</dt><dd>Khác.</dd></dl>
<dl><dt>elsewhere</dt><dd>no definition</dd></dl>
<table><tr id="src-ip-titles"><th>Đơn &amp; "văn bằng"</th><td>420<br></td><td><a href="#source-x">X</a></td></tr>
<tr id="src-ip-before"><th>Bằng (2023)</th><td>300</td><td><a href="#source-x">X</a></td></tr>
<tr id="src-place"><th>Cao Bằng</th><td>1</td><td><a href="#source-x">X</a></td></tr>
<tr id="src-sum"><th>Bằng, tổng</th><td>5</td><td>a + b</td></tr><tr><td>no row of a figure</td></tr></table></p>"""


def review(*names: str) -> PublishedReview:
    pages = tuple(PublishedPage(name, Text(f"Trang {name}", name), ("vi",)) for name in names)
    return PublishedReview("VN-CT", 2024, Text("Cần Thơ", "Cần Thơ"), pages)


def written(site: Path, *names: str) -> tuple[str, str]:
    folder = site / "VN-CT" / "2024"
    (folder / "vi").mkdir(parents=True)
    for name in names:
        (folder / "vi" / f"{name}.html").write_text(PAGE, encoding="utf-8")
    claims, index = write_listings(site, review(*names))
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
