from __future__ import annotations

import pytest
from nbformat.notebooknode import from_dict

from tongket.run.kernels.streams import coalesce, overwritten


def printed(text: str, name: str = "stdout"):
    return from_dict({"output_type": "stream", "name": name, "text": text})


RESULT = from_dict({"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}})


def shown(outputs) -> list[tuple[str, str]]:
    return [(o.get("name", ""), o.get("text", "")) for o in outputs]


def test_what_one_stream_printed_in_pieces_is_one_text() -> None:
    pieces = [printed("a"), RESULT, printed("b\n"), printed("c")]
    assert shown(coalesce(pieces)) == [("stdout", "ab\nc"), ("", "")]


def test_printed_text_is_before_warnings_whichever_came_first() -> None:
    either = (
        [printed("w", "stderr"), printed("p")],
        [printed("p"), printed("w", "stderr")],
    )
    assert [shown(coalesce(outputs)) for outputs in either] == [
        [("stdout", "p"), ("stderr", "w")]
    ] * 2


def test_a_result_between_them_keeps_their_places() -> None:
    outputs = [printed("w", "stderr"), RESULT, printed("p")]
    assert shown(coalesce(outputs)) == [("stderr", "w"), ("", ""), ("stdout", "p")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("plain", "plain"),
        ("1\r2\r3", "3"),
        ("1\r2\r", "2"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\rb\nc\rd", "b\nd"),
    ],
)
def test_a_carriage_return_wipes_its_line(text: str, left: str) -> None:
    assert overwritten(text) == left


def test_a_long_line_takes_linear_time() -> None:
    # In quadratic time this would not end today.
    assert overwritten("x" * 3_000_000 + "\rend") == "end"
