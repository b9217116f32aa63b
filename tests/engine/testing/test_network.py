import pytest

from engine.net.poller import READ
from engine.testing import FakeClock, MemoryNetwork


def joined(**options):
    network = MemoryNetwork(**options)
    listener = network.listen(0)
    (address,) = network.lookup("anywhere", listener.getsockname()[1], lambda: None).addresses
    client = network.connect(address)
    server, where = listener.accept()
    assert where == client.other.getpeername()
    return network, client, network.accepted(server)


def test_both_ends_read_what_the_other_sent():
    _, client, server = joined()
    assert client.send(b"hello") == 5
    assert server.recv(3) == b"hel"
    memory = bytearray(10)
    assert server.recv_into(memoryview(memory)) == 2
    assert memory[:2] == b"lo"
    with pytest.raises(BlockingIOError):
        server.recv(1)
    server.send(b"yes")
    assert client.recv(10) == b"yes"


def test_nobody_waits_at_a_listener_at_first():
    with pytest.raises(BlockingIOError):
        MemoryNetwork().listen(0).accept()


def test_a_chunk_is_the_most_that_a_read_returns():
    _, client, server = joined(chunk=2)
    client.send(b"abcde")
    assert [server.recv(100) for _ in range(3)] == [b"ab", b"cd", b"e"]


def test_bytes_arrive_after_the_delay():
    clock = FakeClock()
    _, client, server = joined(delay=0.5, clock=clock)
    client.send(b"late")
    clock.advance(0.49)
    assert not server.ready(True, False)
    with pytest.raises(BlockingIOError):
        server.recv(10)
    clock.advance(0.01)
    assert server.ready(True, False)
    assert server.recv(10) == b"late"


def test_sending_blocks_when_there_is_no_room():
    _, client, server = joined(room=4)
    assert client.send(b"abcdef") == 4
    assert not client.ready(False, True)
    with pytest.raises(BlockingIOError):
        client.send(b"ef")
    server.recv(1)
    assert client.ready(False, True)
    assert client.send(b"ef") == 1


def test_after_a_close_the_rest_is_read_and_then_the_end():
    _, client, server = joined()
    client.send(b"last")
    client.close()
    client.close()
    assert server.recv(10) == b"last"
    assert server.recv(10) == b""
    assert server.ready(True, False)
    with pytest.raises(BrokenPipeError):
        server.send(b"x")


def test_a_shutdown_ends_one_direction():
    _, client, server = joined()
    client.shutdown(1)
    assert server.recv(10) == b""


@pytest.mark.parametrize("reset", [True, False])
def test_a_cut_breaks_everything(reset):
    network, client, server = joined()
    client.send(b"lost")
    assert repr(network) == "<MemoryNetwork of 1 connections>"
    network.cut(reset=reset)
    if reset:
        for end in (client, server):
            with pytest.raises(ConnectionResetError):
                end.recv(10)
    else:
        assert server.recv(10) == b""


def test_a_connection_is_forgotten_when_both_ends_are_closed():
    network = MemoryNetwork()
    listener = network.listen(1)
    ours = network.connect((0, ("anywhere", 1)))
    theirs = listener.accept()[0]
    assert repr(network) == "<MemoryNetwork of 1 connections>"
    ours.close()
    assert repr(network) == "<MemoryNetwork of 1 connections>"
    theirs.close()
    assert repr(network) == "<MemoryNetwork of 0 connections>"


def test_what_is_read_in_small_parts_is_not_copied_again_for_each():
    network = MemoryNetwork(chunk=1)
    listener = network.listen(1)
    ours = network.connect((0, ("anywhere", 1)))
    theirs = listener.accept()[0]
    ours.send(b"x" * 1000)
    whole = theirs.under_way[0][1].obj
    for _ in range(500):
        theirs.recv(100)
    assert theirs.under_way[0][1].obj is whole


def test_a_port_is_taken_once_and_free_again():
    network = MemoryNetwork()
    listener = network.listen(80)
    with pytest.raises(OSError, match="in use"):
        network.listen(80)
    waiting = network.connect((0, ("x", 80)))
    assert listener.ready(True, False)
    assert not listener.ready(False, True)
    listener.close()
    assert waiting.recv(1) == b""
    assert network.listen(80).getsockname() == ("memory", 80)


def test_those_who_share_a_port_take_turns():
    network = MemoryNetwork()
    one, other = (network.listen(80, shared=True) for _ in range(2))
    with pytest.raises(OSError, match="in use"):
        network.listen(80)
    (address,) = network.lookup("anywhere", 80, lambda: None).addresses
    for _ in range(3):
        network.connect(address)
    assert (len(one.waiting), len(other.waiting)) == (2, 1)
    one.close()
    one.close()
    network.connect(address)
    assert len(other.waiting) == 2
    other.close()
    assert network.connect_error(network.connect(address))
    network.listen(80)
    with pytest.raises(OSError, match="in use"):
        network.listen(80, shared=True)


def test_connecting_to_nobody_is_refused():
    network = MemoryNetwork()
    client = network.connect((0, ("x", 81)))
    assert client.ready(False, True)
    assert network.connect_error(client) == "Connection refused: nothing listens there"
    client.close()


def test_a_tree_waits_for_ends_in_memory(tree):
    _, client, server = joined()
    inbox = []
    watch = tree.poller.watch(server, READ, inbox, None)
    client.send(b"x")
    tree.wait_until(lambda: inbox, frames=2)
    watch.close()
