"""The table `[organisation]` of tongket.toml: what holds, and the finding for each key that does not hold, at its line."""

from __future__ import annotations

import base64
import io
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from fixtures.organisation import IMPRINT_EN, IMPRINT_VI, NAME_EN, NAME_VI, SVG, raster
from tongket import limits
from tongket.data.accent import DARK, ENOUGH, ENOUGH_ON_DARK, LIGHT, accent, contrast, readable
from tongket.data.organisation import licence_of
from tongket.data.settings import Settings, read_settings
from tongket.model import Organisation, Text
from tongket.publish.style import stylesheet


def held(folder: Path, text: str) -> tuple[Settings, list[str]]:
    """The settings that a text is read as, and the findings in English."""
    (folder / "tongket.toml").write_text(text, "utf-8")
    settings, findings = read_settings(folder)
    assert [f.line("vi") for f in findings if f.line("vi") == f.line("en")] == []
    return settings, [finding.line() for finding in findings]


def findings(folder: Path, *lines: str, languages: str = '["vi", "en"]') -> list[str]:
    """What is found in a table `[organisation]` of these lines, the first of which is row 4."""
    head = f"[review]\nlanguages = {languages}\n[organisation]\n"
    return held(folder, head + "\n".join(lines) + "\n")[1]


def logo(folder: Path, content: bytes | str, name: str = "logo.png") -> str:
    """The address of a logo."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    settings, found = held(folder, f'[organisation]\nlogo = "{name}"\n')
    assert found == []
    return settings.organisation.logo


def refused(folder: Path, content: bytes | str) -> str:
    """What is said of a logo that does not hold."""
    (folder / "logo").write_bytes(content.encode() if isinstance(content, str) else content)
    (line,) = findings(folder, 'logo = "logo"')
    assert line.startswith("tongket.toml, row 4, organisation.logo: expected ")
    return line.partition("expected ")[2]


@pytest.mark.parametrize(
    ("written", "view"),
    [
        ('width="200" height="80.5px"', "0 0 200 80.5"),
        ('viewBox="5,5 10 10" width="100%"', "5,5 10 10"),
    ],
)
def test_a_drawing_is_shown_whole_at_any_size(written: str, view: str, tmp_path: Path) -> None:
    # As a library that writes other XML does.
    ElementTree.register_namespace("", "urn:of:another:library")
    address = logo(tmp_path, SVG.replace('viewBox="0 0 48 48"', written), "logo.svg")
    drawing = base64.b64decode(address.partition(",")[2]).decode()
    assert f'viewBox="{view}"' in drawing
    assert drawing.startswith("<svg xmlns=")
    assert drawing.count("<circle") == 1


@pytest.mark.parametrize(
    "written", ["", 'width="20"', 'width="100%" height="3em"', 'viewBox="0 0 0 48"', 'viewBox="x"']
)
def test_a_drawing_of_unknown_size_is_refused(written: str, tmp_path: Path) -> None:
    said = refused(tmp_path, SVG.replace('viewBox="0 0 48 48"', written))
    assert said.startswith("a drawing with viewBox, or with width and height in pixels, got ")
    assert said.endswith("Save it as plain SVG, or name it as PNG.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[review]\naera = "VN-CT"', "review.aera: expected one of the keys area, year, period, languages, got 'aera'. Nearest: area, year."),
        ('[organisation]\nlicense = "x"', "got 'license'. Nearest: licence."),
        ("[release]\nsiet = 1", "got 'siet'. Nearest: site, next."),
        ('[relase]\ndate = "2025-01-01"', "relase: expected review, organisation, release, publish, got 'relase'. Nearest: release"),
        ("[organisation]\nzzz = 1", "got 'zzz'. Mend the name, or upgrade tongket"),
    ],
)  # fmt: skip
def test_an_unknown_key_of_any_table_is_named_with_the_near_ones(
    text: str, says: str, tmp_path: Path
) -> None:
    (line,) = held(tmp_path, text)[1]
    assert says in line


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG, "utf-8")
    text = f"""[organisation]
name_vi = "{NAME_VI}"
name_en = "{NAME_EN}"
contact = "skhcn@mau.example.vn"
licence = "cc-by-sa-4.0"
imprint_vi = "{IMPRINT_VI}"
imprint_en = "{IMPRINT_EN}"
logo = "logo.svg"
colour = "#8f1d2c"
"""
    settings, found = held(tmp_path, text)
    assert found == []
    drawing = base64.b64encode(SVG.encode()).decode("ascii")
    assert settings.organisation == Organisation(
        Text(NAME_VI, NAME_EN), "skhcn@mau.example.vn", "CC-BY-SA-4.0",
        Text(IMPRINT_VI, IMPRINT_EN),
        f"data:image/svg+xml;base64,{drawing}", accent("#8f1d2c"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "[organisation]\n", '[review]\narea = "VN-51"\n'])
def test_all_may_be_left_out(tmp_path: Path, text: str) -> None:
    settings, found = held(tmp_path, text)
    assert (settings.organisation, found) == (Organisation(), [])
    assert settings.organisation.licence == ""


def test_one_language_is_enough_for_pages_in_it_alone(tmp_path: Path) -> None:
    line = f'name_vi = "{NAME_VI}"'
    text = f'[review]\nlanguages = ["vi"]\n[organisation]\n{line}\n'
    assert held(tmp_path, text)[0].organisation.name == Text(NAME_VI, NAME_VI)
    assert findings(tmp_path, line, languages='["vi"]') == []
    lacks = "tongket.toml, row 4, organisation.name_en: expected a text in both languages, as in name_vi, got nothing. Add the key."
    assert findings(tmp_path, line) == [lacks]
    assert findings(tmp_path, line, languages='["en"]') == [lacks]
    assert findings(tmp_path, 'imprint_en = "X"')[0].startswith(
        "tongket.toml, row 4, organisation.imprint_vi: expected a text in both languages"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('licens = "CC-BY-4.0"', "organisation.licens: expected one of the keys name_vi, name_en, contact, licence, imprint_vi, imprint_en, logo, colour, got 'licens'. Nearest: licence."),
        ("name_vi = 3", "organisation.name_vi: expected a text in quotation marks, got '3'."),
        (f'name_vi = "{"Sở " * 5000}"', "organisation.name_vi: expected at most 200 characters"),
        ('name_vi = "Sở\\nMẫu"\nname_en = "A"', "organisation.name_vi: expected no control character, got 'U+000A CONTROL CHARACTER'"),
        ('name_vi = "Sở\\u202eMẫu"\nname_en = "A"', "organisation.name_vi: expected only characters that one can see, got 'U+202E"),
        ('contact = "javascript:alert(1)"', "organisation.contact: expected an e-mail address, or a web address such as https://example.vn/page, got 'javascript:alert(1)'."),
        ('contact = "mailto:a@b.vn"', "organisation.contact: expected an e-mail address"),
        ('contact = "https://x.vn/\\"onclick=1"', "organisation.contact: expected an e-mail address"),
        ('contact = "0292 3 820 123"', "organisation.contact: expected an e-mail address"),
        ('licence = "CC-BY-4"', "organisation.licence: expected the SPDX code of one licence, such as CC-BY-4.0, got 'CC-BY-4'. Nearest: CC-BY-4.0"),
        ('licence = "free"', "organisation.licence: expected the SPDX code of one licence, such as CC-BY-4.0, got 'free'. The codes: https://spdx.org/licenses/"),
        ('licence = "MIT OR CC0-1.0"', "organisation.licence: expected the SPDX code of one licence"),
        ('licence = "LicenseRef-mine"', "organisation.licence: expected the SPDX code of one licence"),
        ('licence = ""', "organisation.licence: expected the SPDX code of one licence, such as CC-BY-4.0, got nothing."),
        ('colour = "red"', "organisation.colour: expected a colour such as #0a5870, got 'red'."),
        ('colour = "#fff"', "organisation.colour: expected a colour such as #0a5870, got '#fff'."),
        ('colour = "#8ad0e2"', "organisation.colour: expected a colour with a contrast of at least 4.5:1 on light grounds, and not of 1.6:1, got '#8ad0e2'. The nearest darker colour that holds: #307788."),
        ('logo = "seal.png"', "organisation.logo: expected a file that is there, got 'seal.png'. Mend the name, or put the file there."),
        ('logo = "."', "organisation.logo: expected a file that is there, got '.'."),
        ('logo = "../../etc/hostname"', "organisation.logo: expected a file in the project, got '../../etc/hostname'. Copy it into the project"),
        ('logo = "/etc/hostname"', "organisation.logo: expected a file in the project, got '/etc/hostname'. Copy it into the project"),
        ('logo = "a\\u0000b"', "organisation.logo: expected no control character"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_named_at_its_line(tmp_path: Path, line: str, said: str) -> None:
    found = findings(tmp_path, line)
    assert found[0].startswith(f"tongket.toml, row 4, {said}"), found


def test_all_that_does_not_hold_is_named_at_once(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        "name_vi = 3",
        'contact = "x"',
        'licence = "x"',
        'logo = "x"',
        'colour = "#ffffff"',
    )
    assert [re.findall(r"row (\d), organisation\.(\w+)", line)[0] for line in found] == [
        ("4", "name_vi"), ("5", "contact"), ("6", "licence"), ("7", "logo"), ("8", "colour"),
    ]  # fmt: skip


def test_frames_have_the_licence_also_where_something_else_does_not_hold(tmp_path: Path) -> None:
    assert licence_of(tmp_path) == "CC-BY-4.0"
    findings(tmp_path, 'licence = "odbl-1.0"', 'colour = "red"')
    assert licence_of(tmp_path) == "ODbL-1.0"
    findings(tmp_path, 'licence = "mine"')
    assert licence_of(tmp_path) == "CC-BY-4.0"


def test_a_table_with_a_misspelt_name_is_near_one(tmp_path: Path) -> None:
    found = held(tmp_path, '[organization]\nname_vi = "A"\n')[1]
    said = "expected review, organisation, release, publish, got 'organization'. Nearest: organisation."
    assert found == [f"tongket.toml, row 1, organization: {said}"]
    assert held(tmp_path, 'organisation = "Sở"\n')[1] == [
        "tongket.toml, row 1, organisation: expected a table, got 'Sở'. Mend this entry."
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_pixels_is_made_small(tmp_path: Path, kind: str) -> None:
    # The suffix says something else than the content.
    address = logo(tmp_path, raster(kind), "logo.svg")
    assert logo(tmp_path, raster(kind), "logo.svg") == address
    content = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    small = Image.open(io.BytesIO(content))
    assert (small.format, small.size) == ("PNG", (192, 128))
    assert len(address) < limits.LOGO_ON_PAGE
    middle = small.convert("RGBA").getpixel((64, 64))
    assert all(abs(a - b) < 8 for a, b in zip(middle, (0xA0, 0x30, 0x20, 255), strict=True))
    assert small.convert("RGBA").getpixel((0, 0))[3] == (0 if kind == "PNG" else 255)


def test_a_grey_of_many_steps_stays_as_dark_as_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("I;16", (64, 64), 65535 // 4).save(out, "PNG")
    content = base64.b64decode(logo(tmp_path, out.getvalue()).partition(",")[2])
    assert Image.open(io.BytesIO(content)).convert("L").getpixel((32, 32)) == pytest.approx(
        64, abs=2
    )


@pytest.mark.filterwarnings("error")
def test_a_picture_that_is_much_too_large_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    assert refused(tmp_path, out.getvalue()).startswith("at most ")


def test_a_picture_of_many_colours_is_made_smaller_until_a_page_can_carry_it(
    tmp_path: Path,
) -> None:
    def noise(width: int, height: int) -> bytes:
        pixels = (width * height * 3 // 40 + 1) * bytes(range(0, 240, 6))
        out = io.BytesIO()
        Image.frombytes("RGB", (width, height), pixels[: width * height * 3]).save(out, "PNG")
        return out.getvalue()

    address = logo(tmp_path, noise(120, 120))
    image = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert image.height < 128
    random = io.BytesIO()
    Image.frombytes("L", (400, 100), os.urandom(40_000)).save(random, "PNG")
    said = refused(tmp_path, random.getvalue())
    assert re.match(r"a logo that takes at most 3200 bytes of a page, got '\d+'\. Name a", said)


def test_a_logo_that_cannot_be_shown_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As WeasyPrint sets it for the whole process.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    assert refused(tmp_path, raster()[:300]).startswith("a whole picture")
    # No place in memory, which is another each time.
    said = refused(tmp_path, b"\x89PNG\r\n\x1a\n")
    assert said.startswith("a whole picture, got 'cannot identify image file'.")
    for content in (
        b"GIF89a",
        b"",
        b"%PDF-1.7",
        "<html/>",
        "<svg/>",
        b"\xff\xfe<",
        "<svg" + "<a>" * 9000,
    ):
        assert refused(tmp_path, content).startswith("a picture as PNG, JPEG or SVG"), content[:20]
    monkeypatch.setattr(limits, "LOGO_PIXELS", 1000)
    assert refused(tmp_path, raster()).startswith("at most 1000 pixels, got '600 × 400'.")
    monkeypatch.setattr(limits, "LOGO_BYTES", 100)
    assert refused(tmp_path, raster()).startswith("a file of at most 100 bytes")
    (tmp_path / "logo").unlink()
    outside = tmp_path.parent / "outside.png"
    outside.write_bytes(raster())
    (tmp_path / "logo").symlink_to(outside)
    assert findings(tmp_path, 'logo = "logo"')[0].endswith(
        "expected a file in the project, got 'logo'. Copy it into the project and name it from there."
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<script>alert(1)</script>", "a drawing that runs nothing, got '<script>'"),
        ('<g onload="alert(1)"/>', "a drawing that runs nothing, got 'onload=alert(1)'"),
        ("<foreignObject/>", "a drawing that runs nothing"),
        ('<animate attributeName="href"/>', "a drawing that runs nothing"),
        ('<image href="https://x.vn/a.png"/>', "a drawing complete in itself, got 'href=https://x.vn/a.png'"),
        ('<image href="file:///etc/passwd"/>', "a drawing complete in itself"),
        ('<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.svg#a"/>', "a drawing complete in itself"),
        ('<a href="javascript:alert(1)"/>', "a drawing complete in itself"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "a drawing complete in itself"),
        ('<g style="fill: url( \'https://x.vn\')"/>', "a drawing complete in itself"),
        ("<style>@import 'https://x.vn/a.css'</style>", "a drawing complete in itself"),
        ("<style>g { fill: u\\72l(https://x.vn) }</style>", "a drawing complete in itself"),
    ],
)  # fmt: skip
def test_a_drawing_runs_nothing_and_takes_nothing_from_elsewhere(
    tmp_path: Path, inside: str, expected: str
) -> None:
    assert refused(tmp_path, SVG.replace("<circle", f"{inside}<circle")).startswith(expected)


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
        '<?xml-stylesheet href="https://x.vn/a.css"?>',
    ],
)
def test_a_drawing_declares_nothing(tmp_path: Path, before: str) -> None:
    assert refused(tmp_path, before + SVG).startswith("a drawing complete in itself")


def test_a_drawing_may_refer_to_itself(tmp_path: Path) -> None:
    inside = '<use href="#a"/><g fill="url(#b)" style="fill: url(\'#b\')"/><image href="data:image/png;base64,AA"/>'
    assert logo(tmp_path, SVG.replace("<circle", f"{inside}<circle")).startswith(
        "data:image/svg+xml"
    )
    large = SVG.replace("<circle", "<g/>" * 2000 + "<circle")
    assert refused(tmp_path, large).startswith("a logo that takes at most 3200 bytes of a page")


@pytest.mark.parametrize(
    "colour", ["#0a5870", "#8ad0e2", "#ffffff", "#000000", "#ffff00", "#da251d"]
)
def test_words_in_the_colour_can_be_read_on_every_ground(colour: str) -> None:
    chosen = readable(colour)
    assert contrast(chosen) >= ENOUGH
    assert chosen == readable(chosen)
    assert contrast(accent(chosen).dark, DARK) >= ENOUGH_ON_DARK
    # Black on white has the greatest contrast that there is.
    assert round(contrast("#000000", ["#ffffff"]), 3) == 21


def test_the_grounds_are_those_of_the_pages() -> None:
    style = stylesheet()
    light, dark = style.partition("@media (prefers-color-scheme:dark)")[::2]
    for text, grounds in ((light, LIGHT), (dark, DARK)):
        names = ("ground", "panel", "warn-panel", "here")
        found = [re.search(rf"--{name}:(#\w+)", text) for name in names]
        assert [match and match[1] for match in found] == list(grounds)


def test_the_target_of_publishing_is_read_as_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "tongket.toml").write_text('[publish]\ntarget = " s3://www/review "\n', "utf-8")
    settings, findings = read_settings(tmp_path)
    assert (settings.target, findings) == ("s3://www/review", [])
    (tmp_path / "tongket.toml").write_text('[publish]\ntraget = "www"\n', "utf-8")
    settings, findings = read_settings(tmp_path)
    assert settings.target == ""
    assert [finding.column for finding in findings] == ["publish.traget"]
