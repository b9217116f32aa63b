import pytest

from nodes.websocket.weaknesses import MOST_TAKEN, SizeLimit, noticed


def test_a_packet_that_ends_a_game_of_godot_4_is_warned_of_once(caplog):
    limit = SizeLimit(lambda: "its node")
    limit.check(bytes(MOST_TAKEN))
    assert caplog.messages == []
    limit.check(bytes(MOST_TAKEN + 1))
    limit.check(bytes(MOST_TAKEN + 1))
    (line,) = caplog.messages
    assert line.startswith("'its node': a packet of 65536 bytes goes to a game of Godot 4")
    assert "`inbound_buffer_size`" in line


@pytest.mark.parametrize("code", [0, 1000, 1001, 1011, 4999])
def test_most_codes_are_noticed(code, caplog):
    assert noticed(code) == code
    assert caplog.messages == []


@pytest.mark.parametrize("code", [1012, 1013, 1014])
def test_a_code_that_is_not_noticed_is_replaced_with_a_warning(code, caplog):
    assert noticed(code) == 1001
    assert f"do not notice a close with code {code}" in caplog.messages[0]
