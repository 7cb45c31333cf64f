"""Commands in messages are typed as they stand, in the shells of each system."""

from __future__ import annotations

import shlex

import pytest

from tongket.command_line import quoted

WORDS = ["build", "tổng kết", "a;b", "-x", "it's", "R&D (2025)", "$HOME", ""]


@pytest.mark.parametrize("word", WORDS)
def test_a_shell_reads_the_word_that_was_meant(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        (r"D:\tổng-kết\2025", r"D:\tổng-kết\2025"),
        (r"D:\tổng kết", r'"D:\tổng kết"'),
        ("R&D (2025)", '"R&D (2025)"'),
        ("", '""'),
    ],
)
def test_both_shells_of_windows_take_double_quotes(
    monkeypatch: pytest.MonkeyPatch, word: str, typed: str
) -> None:
    monkeypatch.setattr("tongket.command_line.sys.platform", "win32")
    assert quoted(word) == typed
