"""The audit of any table: how tables and rules are read, what each kind of rule ties, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fixtures.audit.desk import conflicts, of
from tongket.audit.figure_table import Columns, read_table
from tongket.cli import cli

if TYPE_CHECKING:
    from fixtures.audit.desk import Desk
    from tongket.data.findings import Finding


# What each kind of rule ties

GRIM = 'counted = ["people"]\n[[mean]]\nmeans = ["score"]\nn = "n"\n'
PERCENT = '[[percent_of_n]]\npercents = ["yes"]\nn = "n"\n'
SHARES = '[[sum_to]]\nparts = ["a", "b", "c"]\n'
GROWTH = '[[growth]]\nnow = "now"\nbefore = "before"\ngrowth = "growth"\n'
POINTS = '[[change]]\nnow = "now"\nbefore = "before"\npoints = "points"\n'
TOTAL = '[[balance]]\ntotal = "total"\nparts = ["a", "b"]\n'
WITHIN = '[[bound]]\nlesser = ["a", "b"]\ngreater = "total"\n'
RATE = '[[ratio]]\npart = "cases"\nwhole = "people"\nshare = "rate"\nper = 100000\n'


@pytest.mark.parametrize(
    ("rules", "rows", "holds"),
    [
        # 145 / 28 = 5.179, 146 / 28 = 5.214: the example of Brown and Heathers (2017).
        (GRIM, ("n,28,people", "score,5.19,points"), False),
        (GRIM, ("n,28,people", "score,5.18,points"), True),
        # Two questions each: 291 / 56 = 5.196, 290 / 56 = 5.179.
        (GRIM + "items = 2\n", ("n,28,people", "score,5.20,points"), True),
        (GRIM + "items = 2\n", ("n,28,people", "score,5.19,points"), False),
        # A mean of differences may be below zero: -5 / 28 = -0.179.
        (GRIM, ("n,28,people", "score,-0.18,points"), True),
        # 3 of 20 are 15%, 4 are 20%.
        (PERCENT, ("n,20,people", "yes,17,%"), False),
        (PERCENT, ("n,20,people", "yes,15,%"), True),
        (PERCENT, ("n,20,people", "yes,105,%"), False),
        (PERCENT + "items = 5\n", ("n,20,people", "yes,17,%"), True),  # 17 of 100
        (SHARES, ("a,33,%", "b,33,%", "c,33,%"), True),
        (SHARES, ("a,33,%", "b,33,%", "c,35,%"), True),  # 99.5 .. 102.5
        (SHARES, ("a,33,%", "b,33,%", "c,36,%"), False),
        (SHARES + "sum = 1\n", ("a,0.33,", "b,0.33,", "c,0.33,"), True),
        # 3,004 to 4,361 is 45.2%.
        (GROWTH, ("now,\"4,361\",USD", "before,\"3,004\",USD", "growth,31.1,%"), False),
        (GROWTH, ("now,\"4,361\",USD", "before,\"3,004\",USD", "growth,45.2,%"), True),
        (GROWTH, ("now,97,USD", "before,100,USD", "growth,-3,%"), True),
        (POINTS, ("now,14.0,%", "before,13.0,%", "points,1.0,points"), True),
        (POINTS, ("now,14.0,%", "before,13.0,%", "points,7.7,points"), False),
        (TOTAL, ("a,60,", "b,90,", "total,100,"), False),
        (TOTAL, ("a,60,", "b,90,", "total,151,"), True),  # each may be off by a half
        ('counted = ["people"]\n' + TOTAL, ("a,60,people", "b,90,people", "total,151,people"), False),
        (WITHIN, ("a,60,", "b,30,", "total,100,"), True),
        (WITHIN, ("a,60,", "b,50,", "total,100,"), False),
        # 126 / 1,258,900 x 100,000 = 10.009
        (RATE, ("cases,126,cases", 'people,"1,258,900",people', "rate,10.0,"), True),
        (RATE, ("cases,126,cases", 'people,"1,258,900",people', "rate,10.2,"), False),
        # Two rows of one id are two statements of one figure.
        (TOTAL, ("a,1,", "b,2,", "total,3,", "total,5,"), False),
    ],
)  # fmt: skip
def test_each_kind_of_rule_ties_its_figures(
    desk: Desk, rules: str, rows: tuple[str, ...], holds: bool
) -> None:
    found = desk.sets(of(*rows), rules)
    assert [part["status"] for part in found] == ["agrees" if holds else "conflict"]


def test_a_part_or_a_whole_that_is_not_printed_is_implied(desk: Desk) -> None:
    rules = 'counted = ["tasks"]\n[[ratio]]\npart = "done"\nshare = "of_plan"\n'
    (found,) = desk.sets(of("done,420,tasks", "of_plan,290,%"), rules)
    # 420 / 2.905 .. 420 / 2.895 = 144.6 .. 145.1
    assert [(each["quantity"], each["values"]) for each in found["implied"]] == [
        ("of_plan:behind", [145])
    ]
    assert found["indicators"] == ["done", "of_plan"]


def test_shares_of_one_whole_make_it_by_the_numbers_behind_them(desk: Desk) -> None:
    every = "".join(f'[[ratio]]\nwhole = "n"\nshare = "{name}"\n' for name in "abc")
    rules = 'counted = ["people"]\n' + every + SHARES
    # Of 7 people: 2 are 28.6%, 3 are 42.9%.
    assert not conflicts(desk.sets(of("n,7,people", "a,29,%", "b,29,%", "c,43,%"), rules))
    found = desk.sets(of("n,7,people", "a,29,%", "b,29,%", "c,29,%"), rules)
    assert conflicts(found) == [["29%", "29%", "29%"]]  # 3 x 29.5 = 88.5, whatever the whole


def test_what_a_rule_assumes_makes_a_conflict_a_warning_that_says_so(desk: Desk) -> None:
    desk.put(of("a,60,", "b,90,", "total,100,"), TOTAL + 'assumes = "Nobody is in both"\n')
    code, text, _ = desk.call()
    assert (code, text.count("WARNING: ")) == (0, 1)
    assert "This rests on the assumption: nobody is in both." in text


def test_a_hedge_a_band_and_a_fraction_are_read(desk: Desk) -> None:
    table = 'id,value,qualifier\na,300,\nb,400,\ntotal,"1,000",about\n'
    assert not conflicts(desk.sets(table, TOTAL))  # about 1,000 is 500 .. 1,500
    assert not conflicts(desk.sets(of("a,10-20,", "b,5,", "total,21,"), TOTAL))
    (found,) = desk.sets(of("a,119/120,", "b,1,", "total,120,"), TOTAL)
    assert found["witness"]["a:behind"] == 120


def test_a_conflict_is_written_with_the_names_of_the_table(desk: Desk) -> None:
    table = "id,value,name\na,60,Men\nb,90,Women\ntotal,100,All\nother,5,Others\n"
    desk.put(table, TOTAL)
    code, text, _ = desk.call("--fail-on", "conflict")
    assert code == 6
    assert "CONFLICT: Men “60”, Women “90” and All “100” cannot all be true as printed." in text
    assert "Tied by no rule: other." in text
    assert "QUESTION" not in text
    assert desk.call()[0] == 0


def test_a_sum_that_is_right_only_by_rounding_is_a_note(desk: Desk) -> None:
    desk.put(of("a,33.3,%", "b,66.6,%", "total,100.0,%"), TOTAL)
    code, text, _ = desk.call("--fail-on", "warning")
    assert code == 0
    note = (
        "NOTE: Right only by rounding: a and b together make 33.3 + 66.6 = 99.9%; 100% is printed."
    )
    assert note in text
    (found,) = json.loads(desk.call("--json")[1])["sets"]
    assert [note.removeprefix("NOTE: ")] == found["right_by_rounding"]


def test_the_numbers_of_a_sum_of_money_are_in_their_own_scales(desk: Desk) -> None:
    desk.put('id,value\na,"34,35 tỷ đồng"\nb,"56,46 tỷ đồng"\ntotal,"90,82 tỷ đồng"\n', TOTAL)
    said = "a and b together make VND 34.35 billion + VND 56.46 billion = VND 90.81 billion; "
    assert said in desk.call("--notation", "vi")[1]


def test_what_is_implied_is_rounded_outwards_and_never_to_a_point(desk: Desk) -> None:
    rules = '[[ratio]]\npart = "a"\nshare = "s"\n'
    # From 0.9999995 / 33.33335% = 2.999997… to 1.0000005 / 33.33325% = 3.000009….
    desk.put(of("a,1.000000,kg", "s,33.3333,%"), rules)
    assert "whole of s: 2.99999 – 3.00001 kg" in desk.call()[1]
    # From 0.995 / 1.235% = 80.5668… to 1.005 / 1.225% = 82.0408….
    desk.put(of("a,1.00,kg", "s,1.23,%"), rules)
    assert "whole of s: 80.56 – 82.05 kg" in desk.call()[1]


# How tables are read


def read(desk: Desk, table: bytes, **columns: str) -> tuple[list[tuple[str, str]], list[Finding]]:
    desk.table.write_bytes(table)
    findings: list[Finding] = []
    figures = read_table(desk.table, Columns(**columns), "en", findings).figures
    return [(figure.id, figure.as_printed) for figure in figures], findings


@pytest.mark.parametrize(
    "table",
    [
        b'id,value\na,1\nb,"2,000"\n',
        b"id;value\r\na;1\r\nb;2,000\r\n",
        b"\xef\xbb\xbfid\tnote\tvalue\na\tx\t1\n\t\t\nb\ty\t2,000\n",
        b"value|id|unit\n1|a|\n2,000|b|\n|c|\n",
    ],
)
def test_a_table_of_any_spreadsheet_program_is_read(desk: Desk, table: bytes) -> None:
    assert read(desk, table) == ([("a", "1"), ("b", "2,000")], [])


def test_columns_are_named_and_percent_signs_come_from_the_unit(desk: Desk) -> None:
    named = {"id": "code", "value": "printed", "unit": "measured in"}
    table = b"code,printed,measured in\na,12,%\nb,12%,%\nc,12,people\n"
    assert read(desk, table, **named)[0] == [("a", "12%"), ("b", "12%"), ("c", "12")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("id,printed\na,1\n", "figures.csv, row 1, value: expected id, value, got 'id,printed'. Name the columns of the table: --id, --value."),
        ("id,value\na,n/a\n", "row 2, value: expected a number such as 14.025% · 4,298, got 'n/a'. Write the"),
        ("id,value\na,13-12%\n", "row 2, value: expected lower not above upper, got '13-12%'. Swap the ends."),
        ("id,value\na,\"4.298,5\"\n", "--notation says how numbers are written."),
        ("id,value\n,5\n", "row 2, id: expected an id, got nothing. Give each figure an id"),
        ("id,value,qualifier\na,5,roughly\n", "qualifier: expected exact, about, nearly, more_than"),
        ("id,value\na,\n", "row 1, value: expected at least one figure, got nothing. Write one figure a row"),
        ('id,value\na,"5\nb,6\n', "figures.csv, row 2, value: expected a quotation mark at the end of the cell too"),
        ("id,value\na,2,9\nb,6\n", "figures.csv, row 2: expected 2 cells, got '3'."),
        ("id,value,unit,unit\na,5,x,y\n", "figures.csv, row 1, unit: expected id, value, got 'id,value,unit,unit'. Keep one"),
        ("id,value\na,5\u200b\n", "figures.csv, row 2, value: expected"),
        ("", "figures.csv: expected a header row, got nothing."),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_refused(desk: Desk, table: str, says: str) -> None:
    assert says in desk.refused(table, TOTAL)


# How rules are read


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("[[balance", "rules.toml, row 1: expected valid TOML, got '[[balance'."),
        ("[[sum]]\n", "rules.toml, row 1, sum: expected balance, bound, sum_to, ratio, growth, change, mean, percent_of_n"),
        ('counted = "people"\n' + TOTAL, "counted: expected a list of units, such as [\"people\"]"),
        ('[[balance]]\ntotal = "total"\n', "row 1, balance[1].parts: expected this key, got nothing."),
        (TOTAL + "part = 1\n", "row 4, balance[1].part: expected one of the keys assumes, total, parts, got 'part'."),
        ('[[balance]]\ntotal = ["a"]\nparts = ["b"]\n', "row 2, balance[1].total: expected a text in quotation marks, got"),
        (SHARES + "sum = -1\n", "row 3, sum_to[1].sum: expected more than 0, got '-1'."),
        (SHARES + "sum = inf\n", "row 3, sum_to[1].sum: expected a finite number, got 'inf'."),
        (SHARES + "sum = 1e400\n", "row 3, sum_to[1].sum: expected a finite number, got 'inf'."),
        (TOTAL + "assumes = 1\n", "row 4, balance[1].assumes: expected a text in quotation marks, got '1'."),
        (TOTAL + TOTAL.replace('"a"', '"totl"'), "balance[2].parts: expected an id of the table, got 'totl'. Nearest: total."),
        ('[[balance]]\ntotal = "a"\nparts = ["a", "b"]\n', "balance[1]: expected each figure once, got 'a'."),
        ('[[balance]]\ntotal = "c"\nparts = ["a", "b"]\n', "expected figures of one unit, got 'c: %, a: -, b: -'."),
        ('[[ratio]]\nwhole = "total"\nshare = "c"\n[[bound]]\nlesser = "c"\ngreater = "d"\n',
         "bound[1].lesser: expected a figure that no rule reads as a share"),
        ('[[ratio]]\nwhole = "total"\nshare = "c"\n[[sum_to]]\nparts = ["c", "d"]\n',
         "sum_to[1].parts: expected shares of one whole, got 'c, d'. Tie all of them"),
        ('counted = ["peopel"]\n' + TOTAL, "row 1, counted: expected a unit of the table, got 'peopel'. Nearest: people."),
        ('counted = ["boats"]\n' + TOTAL, "row 1, counted: expected a unit of the table, got 'boats'. Mend this entry."),
        (PERCENT.replace("yes", "c").replace('"n"', '"a"') * 2 + "items = 2\n",
         "row 4, percent_of_n[2].items: expected 1 items, as in the rule before, got '2'. Leave one of the two rules out."),
        (SHARES.replace('"a", "b", "c"', '"c", "d"') + SHARES.replace('"a", "b", "c"', '"c", "d"') + "sum = 90\n",
         "rules.toml: definitions: expected some values for which all hold"),
    ],
)  # fmt: skip
def test_rules_that_do_not_hold_are_refused(desk: Desk, rules: str, says: str) -> None:
    rows = ("a,1,", "b,2,", "total,3,", "c,60,%", "d,40,%", "e,5,people")
    assert says in desk.refused(of(*rows), rules)


def test_all_findings_are_reported_at_once_and_in_the_language_asked_for(desk: Desk) -> None:
    desk.put("id,value\na,n/a\nb,?\n", '[[balance]]\ntotal = "a"\n')
    _, _, error = desk.call("--lang", "vi")
    assert "figures.csv, dòng 2, value: cần " in error
    assert "figures.csv, dòng 3, value: cần " in error
    assert "balance[1].parts" in error


def test_a_table_without_rules_or_a_file_is_refused(desk: Desk) -> None:
    answer = CliRunner().invoke(cli, ["audit", str(desk.table)])
    assert answer.exit_code == 2
    assert "expected --rules beside" in answer.stderr
    desk.rules.write_text(TOTAL)
    code, _, error = desk.call()
    assert code == 3
    assert "figures.csv" in error


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--rules", "rules.toml"], "expected a table beside --rules, got none. Name its CSV file before the options."),
        (["--id", "code", "--notation", "vi"], "expected a table beside --id, --notation, got none."),
        (["figures.csv", "--rules", "rules.toml", "--year", "2024"], "expected no --period beside a table"),
        (["figures.csv", "--rules", "rules.toml", "--area", "VN-CT"], "expected no --area beside a table"),
    ],
)  # fmt: skip
def test_an_option_that_would_change_nothing_is_refused(options: list[str], says: str) -> None:
    answer = CliRunner().invoke(cli, ["audit", *options, "--lang", "en"])
    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_share_of_itself_is_one_finding(desk: Desk) -> None:
    rules = '[[ratio]]\nshare = "a"\npart = "a"\nwhole = "b"\n'
    (line,) = desk.refused(of("a,15%,", "b,20,"), rules).splitlines()
    assert "ratio[1]: expected each figure once, got 'a'." in line


def test_one_cause_is_one_finding(desk: Desk) -> None:
    desk.put("id,value\na,1\nb,2\ntotal,3\n", TOTAL)
    desk.table.write_bytes(desk.table.read_bytes().decode().encode("utf-16"))
    assert desk.call()[2] == (
        "tongket: figures.csv: expected CSV in UTF-8, got 'UTF-16'. "
        "Save it as “CSV UTF-8” in the spreadsheet program.\n"
    )
    desk.rules.write_bytes(TOTAL.encode("utf-16"))
    first, second = desk.call()[2].splitlines()
    assert "figures.csv: expected CSV" in first
    assert second.strip() == (
        "rules.toml: expected UTF-8, got 'UTF-16'. Save it as UTF-8 without a byte-order mark."
    )
    desk.rules.write_text(TOTAL)
    desk.table.unlink()
    gone = "expected this file, got nothing. Check its name and folder."
    assert desk.call()[2] == f"tongket: figures.csv: {gone}\n"
    desk.table.mkdir()
    assert desk.call()[2] == (
        "tongket: figures.csv: expected a plain file, and not a folder, got 'figures.csv'. "
        "Put the file itself here, or delete this one.\n"
    )
    command = ["audit", f"{desk.rules}/x.csv", "--rules", str(desk.rules), "--lang", "en"]
    assert CliRunner().invoke(cli, command).stderr == f"tongket: x.csv: {gone}\n"


def test_a_link_that_leads_nowhere_is_not_called_a_file_that_is_not_there(desk: Desk) -> None:
    desk.rules.write_text(TOTAL)
    desk.table.symlink_to("nowhere")
    assert "not a link to a file that is not there" in desk.call()[2]


# What a figure without a value leaves


def test_a_rule_of_a_figure_without_a_value_is_named_as_not_checked(desk: Desk) -> None:
    rules = TOTAL + WITHIN
    desk.put(of("a,1,", "b,,", "c,,", "total,9,"), rules)
    code, text, error = desk.call("--fail-on", "warning")
    assert (code, error) == (0, "")
    assert "NOT CHECKED: balance[1] (row 1) has no value for b." in text
    assert "NOT CHECKED: bound[1] (row 4) has no value for b." in text
    assert "Tied by no rule: a, total." in text
    assert json.loads(desk.call("--json")[1])["not_checked"] == [
        {"rule": "balance[1]", "row": 1, "missing": ["b"]},
        {"rule": "bound[1]", "row": 4, "missing": ["b"]},
    ]


def test_means_with_a_value_are_checked_beside_those_without(desk: Desk) -> None:
    rules = GRIM.replace('["score"]', '["score", "other"]')
    desk.put(of("n,28,people", "score,5.19,points", "other,,points"), rules)
    _, text, _ = desk.call()
    assert "score “5.19”" in text
    assert "NOT CHECKED: mean[1] (row 2) has no value for other." in text


def test_a_share_is_checked_without_its_part_and_not_without_its_whole(desk: Desk) -> None:
    every = "".join(
        f'[[ratio]]\nshare = "{name}"\npart = "n_{name}"\nwhole = "n"\n' for name in "ab"
    )
    rules = 'counted = ["people"]\n' + every + SHARES.replace(', "c"', "")
    # Of 20 people 17% are none; the shares make no 100% either.
    desk.put(of("a,17%,", "b,80%,", "n_a,,people", "n_b,16,people", "n,20,people"), rules)
    text = desk.call()[1]
    assert "NOT CHECKED: ratio[1] (row 2) has no value for n_a." in text
    assert "With 3 people it is 15.0%, with 4 people it is 20.0%: no whole number fits." in text
    desk.put(of("a,17%,", "b,80%,", "n_a,3,people", "n_b,16,people", "n,,people"), rules)
    text = desk.call()[1]
    assert "NOT CHECKED: ratio[2] (row 6) has no value for n." in text
    assert "a and b together make about 97%; they should make 100%." in text


def test_an_id_with_a_value_in_one_row_has_one(desk: Desk) -> None:
    desk.put(of("a,1,", "a,,", "b,2,", "total,3,"), TOTAL)
    assert "NOT CHECKED" not in desk.call()[1]


# Ids, and shares of several wholes


def test_a_sum_of_one_figure_is_audited(desk: Desk) -> None:
    rules = '[[sum_to]]\nparts = "a"\nsum = 5\n'
    desk.put(of("a,3,", "b,1,"), rules)
    text = desk.call()[1]
    assert "CONFLICT: a: “3” cannot be true as printed." in text
    assert "From 2.5 to 3.5, not 5." in text
    (found,) = desk.sets(of("a,5,"), rules)
    assert found["status"] == "agrees"


def test_ids_of_the_table_meet_no_other_ids(desk: Desk) -> None:
    ratio = '[[ratio]]\nshare = "a"\nwhole = "w"\n'
    within = '[[bound]]\nlesser = "a:behind"\ngreater = "w"\n'
    (found,) = desk.sets(of("a,10%,", "w,50,", "a:behind,40,"), ratio + within)
    # 10% of 50 are 5, which is another quantity than the printed 40.
    assert found["status"] == "agrees"
    assert found["witness"]["a:behind"] == 40
    (found,) = desk.sets(of("a,1,", "a,2,", "b,3,", "total,9,"), TOTAL + 'assumes = "a [2]"\n')
    # The assumption is no statement: without it two values of a are left.
    assert {(s["as_printed"]) for s in found["statements"]} == {"1", "2", "3", "9"}
    assert [each["text"] for each in found["assumptions"]] == ["a [2]"]


GROWTHS = (
    '[[growth]]\nnow = "m"\nbefore = "before"\ngrowth = "a"\n'
    '[[growth]]\nnow = "n"\nbefore = "before"\ngrowth = "b"\n'
    '[[sum_to]]\nparts = ["a", "b"]\nsum = 50\n'
)


@pytest.mark.parametrize(("second", "holds"), [("30%", True), ("40%", False)])
def test_growths_of_one_base_are_added_as_printed(desk: Desk, second: str, holds: bool) -> None:
    rows = ("a,20%,", f"b,{second},", "before,100,", "m,120,", "n,130,")
    assert (not conflicts(desk.sets(of(*rows), GROWTHS))) is holds


def test_a_share_of_two_wholes_is_one_statement_of_both(desk: Desk) -> None:
    rules = "".join(
        f'[[ratio]]\nshare = "s"\npart = "{part}"\nwhole = "{whole}"\n'
        for part, whole in ("ab", "cd")
    )
    assert not conflicts(desk.sets(of("s,50%,", "a,10,", "b,20,", "c,30,", "d,60,"), rules))
    (found,) = desk.sets(of("s,50%,", "a,10,", "b,20,", "c,10,", "d,100,"), rules)
    assert conflicts([found]) == [["50%", "10", "100"]]
    assert [each["as_printed"] for each in found["statements"]].count("50%") == 1
    assert "s “50%” of “d”, c “10” and d “100” cannot all be true" in found["explanation"]
    assert "Doubt first: s “50%” of “b” and “50%” of “d”." in found["explanation"]
    # Without what only the second rule assumes the share is still that of the first.
    assumed = desk.sets(
        of("s,50%,", "a,10,", "b,100,", "c,30,", "d,60,"), rules + 'assumes = "Alike"\n'
    )
    assert conflicts(assumed) == [["50%", "10", "100"]]
    assert not any(c["assumptions"] for part in assumed for c in part["conflicts"])
