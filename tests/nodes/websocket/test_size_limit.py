from nodes.websocket.size_limit import MOST_TAKEN, SizeLimit


def test_a_packet_that_ends_a_game_of_godot_4_is_warned_of_once(caplog):
    limit = SizeLimit(lambda: "its node")
    limit.check(bytes(MOST_TAKEN))
    assert caplog.messages == []
    limit.check(bytes(MOST_TAKEN + 1))
    limit.check(bytes(MOST_TAKEN + 1))
    (line,) = caplog.messages
    assert line.startswith("'its node': a packet of 65536 bytes goes to a game of Godot 4")
    assert "`inbound_buffer_size`" in line
