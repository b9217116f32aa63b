import pytest

from nodes.websocket.events import MAX_REASON, cut_reason


@pytest.mark.parametrize(
    ("reason", "sent"),
    [
        ("", ""),
        ("x" * MAX_REASON, "x" * MAX_REASON),
        ("x" * (MAX_REASON + 1), "x" * MAX_REASON),
        ("é" * MAX_REASON, "é" * (MAX_REASON // 2)),  # no half of a character
        ("\ud800", "?"),
    ],
)
def test_a_reason_is_cut_to_what_a_close_frame_has_room_for(reason, sent):
    assert cut_reason(reason) == sent
