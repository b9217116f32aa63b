"""Rooms and topics in a real Redis: what happens when it is killed, frozen, emptied, slow, or refuses us.

No frame may be held up by it: what is counted is how often the system let the test's thread wait in a frame,
which does not depend on how busy the machine is.
"""

from __future__ import annotations

import logging
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_THREAD, getrusage
from types import SimpleNamespace

import pytest
import trustme

from engine import ERR_UNAVAILABLE, OK, ScriptError
from engine.net.messages import MessageNetwork
from engine.net.poller import Poller
from nodes import Backplane, Cluster, WebSocketServer
from nodes.cluster import cluster as cluster_module
from nodes.cluster import redis_link, redis_store, store
from nodes.cluster.records import RoomRecord, encoded_data
from nodes.cluster.redis_store import READ_AT_ONCE, RedisConnection, RedisStore
from nodes.cluster.scripts import Keys
from nodes.cluster.store import Home
from tests.nodes.cluster.proxy import Proxy
from tests.nodes.cluster.redis_server import RedisServer, free_port

WAITS = 10
"""How often the thread may wait in all the frames of a test; what asks Redis and waits does so in each."""


@pytest.fixture(autouse=True)
def short_leases(monkeypatch):
    """Leases of half a second, so that no test waits for six."""
    monkeypatch.setattr(store, "LEASE", 0.6)
    monkeypatch.setattr(redis_store, "LEASE", 0.6)
    monkeypatch.setattr(cluster_module, "BEAT", 0.2)


class World:
    """A room and a lobby at one store, and what their signals said."""

    def __init__(self, tree, url):
        self.tree = tree
        self.told = []
        self.waits = 0
        self.server = tree.add(WebSocketServer())
        self.server.listen(0, [], True)
        self.arena, self.lobby = Cluster(url=url), Cluster(url=url)
        for cluster in (self.arena, self.lobby):
            name = "arena" if cluster is self.arena else "lobby"
            cluster.store_lost.connect(lambda why, name=name: self.told.append((name, "lost", why)))
            cluster.store_restored.connect(lambda name=name: self.told.append((name, "restored")))
            cluster.room_taken.connect(lambda room, name=name: self.told.append((name, "taken", room)))
            tree.root.add_child(cluster)
        self.arena.open_room("arena1", "ws://game1:9081", self.server)
        self.backplane = Backplane()
        self.arena.add_child(self.backplane)
        self.backplane.lost.connect(lambda why: self.told.append(("backplane", "lost")))
        self.backplane.restored.connect(lambda: self.told.append(("backplane", "restored")))
        self.heard = []
        self.listening = Backplane()
        self.lobby.add_child(self.listening)
        self.listening.message_received.connect(lambda *said: self.heard.append(said[1]))
        self.listening.subscribe("chat")

    def frame(self):
        self.tree.poller.wait(0.005)
        before = getrusage(RUSAGE_THREAD).ru_nvcsw
        self.tree.step()
        self.waits += getrusage(RUSAGE_THREAD).ru_nvcsw - before

    def until(self, condition, meanwhile=lambda: None, frames=4000):
        __tracebackhide__ = True
        for _ in range(frames):
            if condition():
                return self
            meanwhile()
            self.frame()
        raise AssertionError(f"not within {frames} frames: {self.told}")

    def up(self):
        return self.until(lambda: self.lobby.find_room("arena1"))

    def said(self, *words):
        return [one for one in self.told if one[1] in words]

    def listed(self):
        return self.lobby._list_.find("arena1", "", -1e9) is not None

    def check_lost_and_restored_once(self):
        assert sorted(one[:2] for one in self.told) == [
            *(("arena", "lost"), ("arena", "restored"), ("backplane", "lost"), ("backplane", "restored")),
            *(("lobby", "lost"), ("lobby", "restored")),
        ]


def names(redis):
    """Return what Redis has."""
    return redis.ask("ZRANGE", "estragon:{game}:rooms", 0, -1)


def test_the_keys_are_those_of_the_documentation(tree, redis):
    World(tree, redis.url).up()
    room = redis.ask("HGETALL", "estragon:{game}:room:arena1")
    assert b"owner" in room
    assert b"epoch" in room
    assert b'{"url":"ws://game1:9081","players":0,"capacity":0,"version":1,"tags":[]}' in room
    assert 0 < int(redis.ask("PTTL", "estragon:{game}:room:arena1")[1:-2]) <= 600
    assert b"arena1" in names(redis)


def test_a_store_that_is_killed_and_comes_back_empty_costs_no_player_and_no_frame(tree, redis):
    world = World(tree, redis.url).up()
    epoch = world.arena._rooms_["arena1"].epoch
    world.waits = 0
    redis.kill()
    world.until(lambda: len(world.told) == 3)
    assert world.backplane.publish("chat", "lost") == ERR_UNAVAILABLE
    assert world.lobby.find_room("arena1").name == "arena1"  # from its copy
    for _ in range(50):
        world.frame()
    redis.start()
    assert b"arena1" not in names(redis)
    world.until(lambda: len(world.told) == 6)
    world.until(lambda: b"arena1" in names(redis), frames=60)  # a beat
    assert world.arena._rooms_["arena1"].epoch == epoch
    world.check_lost_and_restored_once()
    assert world.server.is_listening()
    assert world.waits < WAITS
    world.until(lambda: world.backplane.publish("chat", "back") == OK and world.heard)
    assert "lost" not in world.heard


def test_a_store_that_is_frozen_is_noticed_and_told_of(tree, redis):
    world = World(tree, redis.url).up()
    world.waits = 0
    redis.freeze()
    world.until(lambda: len(world.told) == 3)
    assert world.told[0][2] == "no answer to PING within 2 seconds"
    assert world.backplane.publish("chat", 1) == ERR_UNAVAILABLE
    redis.thaw()
    world.until(lambda: len(world.told) == 6)
    world.check_lost_and_restored_once()
    assert world.waits < WAITS


def test_a_store_that_nobody_has_started_is_told_once_and_found_when_it_is(tree, tmp_path, caplog):
    redis = RedisServer(tmp_path)
    with caplog.at_level(logging.WARNING):
        world = World(tree, redis.url)
        world.until(lambda: len(world.told) == 3)
        for _ in range(100):
            world.frame()
    assert len(world.said("lost")) == 3
    assert len([line for line in caplog.messages if "is lost: Connection refused" in line]) == 2
    redis.start()
    try:
        world.up()
        world.check_lost_and_restored_once()
    finally:
        redis.kill()


def test_answers_that_come_late_hold_up_no_frame_and_are_bounded(tree, redis, monkeypatch):
    monkeypatch.setattr(redis_link, "PATIENCE", 60.0)  # however busy the machine
    proxy = Proxy(redis.port)
    try:
        world = World(tree, proxy.url).until(lambda: world_is_up(tree), proxy.pump)
        world.waits = 0
        proxy.holds = True
        taken = refused = 0
        while not refused and taken < 100:
            result = world.backplane.publish("chat", bytes(100_000))
            taken += result == OK
            refused += result == ERR_UNAVAILABLE
            proxy.pump()
            world.frame()
        assert 38 <= taken <= 42  # 4 MiB
        assert world.waits < WAITS
        proxy.holds = False
        world.until(lambda: len(world.heard) == taken, proxy.pump)
        assert world.backplane.publish("chat", 1) == OK
        assert world.told == []
    finally:
        proxy.close()


def world_is_up(tree):
    return all(c.find_room("arena1") for c in tree.root.get_children() if isinstance(c, Cluster))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("redis://bob:hidden@127.0.0.1", "WRONGPASS invalid username-password pair or user is disabled."),
        ("redis://:hidden@127.0.0.1", "WRONGPASS invalid username-password pair or user is disabled."),
        ("redis://127.0.0.1", "NOAUTH HELLO must be called with the client already authenticated"),
    ],
)
def test_who_is_not_let_in_is_told_once_in_the_words_of_the_server(tree, tmp_path, caplog, url, words):
    redis = RedisServer(tmp_path, "--requirepass", "right").start()
    try:
        with caplog.at_level(logging.DEBUG):
            world = World(tree, f"{url}:{redis.port}")
            world.until(lambda: len(world.told) == 3)
            connected = accepted_by(redis)
            for _ in range(100):
                world.frame()
            assert accepted_by(redis) - connected < 40  # back-off, no busy loop
        assert len([line for line in caplog.messages if words in line]) == 2  # one for each Cluster
        assert "hidden" not in caplog.text + str(world.told)
        assert world.told[0][2].startswith(words)
        World(tree, f"redis://:right@127.0.0.1:{redis.port}").up()
    finally:
        redis.kill()


def accepted_by(redis):
    """Return how many connections a server has accepted."""
    with socket.create_connection(("127.0.0.1", redis.port), timeout=20) as sock:
        sock.sendall(b"AUTH right\r\nINFO stats\r\n")
        data = b""
        while b"total_connections_received" not in data:
            data += sock.recv(65536)
    return int(re.search(rb"total_connections_received:(\d+)", data)[1])


def test_no_right_to_the_channels_is_told_and_comes_with_back_off(tree, redis, caplog):
    redis.ask("ACL", "SETUSER", "bob", "on", ">pw", "~*", "+@all", "resetchannels")
    with caplog.at_level(logging.WARNING):
        world = World(tree, redis.url.replace("//", "//bob:pw@"))
        world.until(lambda: ("lobby", "lost") in [one[:2] for one in world.told])
    assert "NOPERM" in next(one[2] for one in world.told if one[0] == "lobby")
    assert len([line for line in caplog.messages if "is lost: NOPERM" in line]) == 1


def test_no_right_to_the_keys_is_told_once_and_the_rest_goes_on(tree, redis, caplog):
    redis.ask("ACL", "SETUSER", "bob", "on", ">pw", "~none", "+@all", "&*")
    with caplog.at_level(logging.WARNING):
        world = World(tree, redis.url.replace("//", "//bob:pw@"))
        world.until(lambda: world.backplane.publish("chat", 1) == OK and world.heard)
        for _ in range(200):
            world.frame()
    assert len([line for line in caplog.messages if "Arena" not in line and "NOPERM" in line]) == 2
    assert world.told == []


def test_the_rights_in_the_documentation_are_enough(tree, redis):
    page = (Path(__file__).parents[3] / "docs/scaling.md").read_text(encoding="utf-8")
    rights = re.search(r"^user game (on >PASSWORD .*)$", page, re.MULTILINE)[1]
    redis.ask("ACL", "SETUSER", "estragon", *rights.replace("PASSWORD", "pw").split())
    world = World(tree, redis.url.replace("//", "//estragon:pw@") + "/1").up()
    world.until(lambda: world.backplane.publish("chat", 1) == OK and world.heard)
    world.arena.free()
    world.until(lambda: world.lobby.find_room("arena1") is None)
    assert world.told == []


# -- TLS ---------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path):
    """A Redis with TLS, and the file of the authority that signed its certificate."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    key, certificate, trusted = (tmp_path / name for name in ("key.pem", "cert.pem", "ca.pem"))
    issued.private_key_pem.write_to_path(str(key))
    certificate.write_bytes(b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    authority.cert_pem.write_to_path(str(trusted))
    client = authority.issue_cert("client")
    client.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "client.pem"))
    port = free_port()
    options = ["--tls-port", str(port), "--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
    redis = RedisServer(tmp_path, *options, "--tls-ca-cert-file", str(trusted))
    redis.tls_port, redis.trusted, redis.client = port, trusted, tmp_path / "client.pem"
    yield redis
    redis.kill()


def test_tls_with_an_authority_of_ones_own(tree, secure):
    secure.start("--tls-auth-clients", "no")
    world = World(tree, f"rediss://localhost:{secure.tls_port}?ssl_ca_certs={secure.trusted}").up()
    world.until(lambda: world.backplane.publish("chat", "x" * 300_000) == OK and world.heard)
    assert world.told == []
    world.arena.free()
    world.until(lambda: world.lobby.find_room("arena1") is None)


def test_tls_with_a_certificate_of_the_client(tree, secure):
    secure.start("--tls-auth-clients", "yes")
    files = f"ssl_ca_certs={secure.trusted}&ssl_certfile={secure.client}"
    World(tree, f"rediss://localhost:{secure.tls_port}?{files}").up()


def test_a_certificate_that_nobody_trusts_is_told_with_what_to_write(tree, secure, caplog):
    secure.start("--tls-auth-clients", "no")
    with caplog.at_level(logging.WARNING):
        world = World(tree, f"rediss://localhost:{secure.tls_port}")
        world.until(lambda: len(world.told) == 3)
        for _ in range(50):
            world.frame()
    assert "the certificate was refused" in world.told[0][2]
    assert "?ssl_ca_certs=FILE" in world.told[0][2]
    assert len([line for line in caplog.messages if "is lost" in line]) == 2


def test_a_certificate_for_another_host_is_refused(tree, secure):
    secure.start("--tls-auth-clients", "no")
    world = World(tree, f"rediss://127.0.0.1:{secure.tls_port}?ssl_ca_certs={secure.trusted}")
    world.until(lambda: len(world.told) == 3)
    assert "the certificate was refused" in world.told[0][2]


def test_tls_asked_of_a_plain_port_and_the_other_way_round_is_told(tree, secure):
    secure.start("--tls-auth-clients", "no")
    world = World(tree, f"rediss://localhost:{secure.port}?ssl_ca_certs={secure.trusted}")
    world.until(lambda: len(world.told) == 3)
    assert world.told[0][2].endswith("(a port without TLS is reached by redis://)")
    other = World(tree, f"redis://localhost:{secure.tls_port}")
    other.until(lambda: len(other.told) == 3)
    assert other.told[0][2].endswith("(a port that speaks TLS is reached by rediss://)")


# -- Rooms -------------------------------------------------------------------------------------


def test_an_owner_that_is_frozen_past_its_lease_learns_it_at_its_next_renewal(tree, redis):
    world = World(tree, redis.url).up()
    frozen, line = world.arena, world.arena._connection_._line
    line._go_on, go_on = (lambda now: None), line._go_on
    frozen._beat_at_ = float("inf")
    world.until(lambda: redis.ask("EXISTS", "estragon:{game}:room:arena1") == b":0\r\n")
    other = World(tree, redis.url)
    other.arena.open_room("arena1", "ws://game2:9081", other.server)
    other.until(lambda: other.arena._rooms_["arena1"].epoch)
    assert other.told == []
    line._go_on = go_on
    frozen._beat_at_ = 0.0
    world.until(lambda: world.said("taken"))
    world.until(lambda: not world.server.is_listening())
    assert other.server.is_listening()
    world.until(lambda: getattr(world.lobby.find_room("arena1"), "url", "") == "ws://game2:9081")


def test_a_second_process_at_another_url_does_not_get_the_room_and_at_the_same_url_at_once(tree, redis):
    world = World(tree, redis.url).up()
    second = Cluster(url=redis.url, stops_taken=False)
    taken = []
    second.room_taken.connect(taken.append)
    second.open_room("arena1", "ws://game2:9081", world.server)
    tree.root.add_child(second)
    world.until(lambda: taken)
    second.open_room("arena1", "ws://game1:9081", world.server)
    world.until(lambda: second._rooms_["arena1"].epoch)
    assert taken == ["arena1"]
    assert world.told == [] or world.told[0][:2] == ("arena", "taken")


def test_a_script_that_the_server_has_forgotten_is_sent_again(tree, redis):
    world = World(tree, redis.url).up()
    redis.ask("SCRIPT", "FLUSH")
    before = world.arena._beat_at_
    world.until(lambda: world.arena._beat_at_ > before + 0.3)
    assert world.lobby.find_room("arena1") is not None
    assert world.told == []


def test_records_that_others_have_spoilt_do_no_harm_and_get_one_line(tree, redis, caplog):
    far = 10**15
    rooms = "estragon:{game}:rooms"
    prefix = "estragon:{game}:room:"
    redis.ask("ZADD", rooms, far, "gone", far, "text", far, "huge", far, b"\xff\x00", "inf", "a" * 100)
    redis.ask("ZADD", rooms, far, "junk", far, "a b")
    redis.ask("SET", f"{prefix}text", "not a hash")
    redis.ask("HSET", f"{prefix}huge", "owner", "x", "epoch", 1, "data", b"x" * 5000)
    for name in (b"junk", b"\xff\x00", b"a b"):
        redis.ask("HSET", prefix.encode() + name, "owner", "x", "epoch", 1, "data", b"[[[[")
    with caplog.at_level(logging.WARNING):
        world = World(tree, redis.url).up()
        for _ in range(100):
            world.frame()
    assert world.lobby.find_room("") == world.lobby.find_room("arena1")
    assert [line for line in caplog.messages if "no records" in line] == [
        f"{world.lobby!r}: the store {world.lobby.store!r} says: 3 of its rooms are no records of rooms"
    ]


class ALine:
    """A line to a Redis that answers when the test lets it."""

    def __init__(self, user):
        self.answers, self.polls = [], 0

    def command(self, parts, answer):
        self.answers.append(answer)
        return True

    def poll(self):
        self.polls += 1

    def idle_time(self):
        return 7.0

    send_waiting = close = None


def test_long_lists_are_read_in_parts_one_after_the_other():
    connection, told = RedisConnection(Keys("game"), None, ALine), []
    line = connection._line
    data = encoded_data(RoomRecord("", "", "ws://game1", 1, 0)).encode()
    rooms = [[b"room%d" % n, 5000, b"f" * 16, b"1", data] for n in range(2 * READ_AT_ONCE + 1)]
    for count in (READ_AT_ONCE, len(rooms), 1):
        connection.list_rooms(lambda found: told.append([one.record.name for one in found]))
        line.answers[-1](rooms[:count])
    assert [len(found) for found in told] == [READ_AT_ONCE]
    assert connection.idle_time() == 0.0
    for _ in range(3):
        assert len(told) == 1
        connection.poll()
    assert told[1:] == [[room[0].decode() for room in rooms]]
    connection.poll()
    assert told[2:] == [["room0"]]
    assert (connection.idle_time(), line.polls) == (7.0, 4)
    connection.poll()
    assert line.polls == 5
    connection.list_rooms(told.append)
    line.answers[-1](5)
    assert told[3:] == [None]


def test_a_record_of_our_room_that_others_have_spoilt_is_told(tree, redis, caplog):
    redis.ask("HSET", "estragon:{game}:room:arena1", "owner", "x", "epoch", "many", "data", "[1")
    with caplog.at_level(logging.WARNING):
        world = World(tree, redis.url)
        world.until(lambda: world.said("taken"))
    redis.ask("DEL", "estragon:{game}:room:arena1")
    redis.ask(
        "HSET", "estragon:{game}:room:arena1", "owner", "x", "epoch", "1e300", "data", '{"url":"ws://g1:1"}'
    )
    again = World(tree, redis.url)
    again.server.listen(0)
    again.arena.open_room("arena1", "ws://g1:1", again.server)
    again.until(lambda: again.arena._rooms_.get("arena1") and again.arena._rooms_["arena1"].epoch)
    assert 0 < again.arena._rooms_["arena1"].epoch < 2**53


def test_bytes_that_others_publish_do_no_harm_and_get_a_line(tree, redis, caplog):
    world = World(tree, redis.url).up()
    with caplog.at_level(logging.WARNING):
        redis.ask("PUBLISH", "estragon:{game}:topic:chat", b"\x01\xff\nnonsense")
        redis.ask("PUBLISH", "estragon:{game}:topic:chat", b"")
        redis.ask("PUBLISH", "estragon:{game}:changed", b"\xff\x00" * 100)
        world.until(lambda: world.backplane.publish("chat", "fine") == OK and world.heard)
    assert set(world.heard) == {"fine"}
    assert len([line for line in caplog.messages if "on topic chat came" in line]) == 2
    assert world.told == []


# -- Parts -------------------------------------------------------------------------------------


def test_a_store_shows_where_it_is_and_no_password(redis):
    one = RedisStore(redis.url.replace("//", "//bob:hidden@"))
    assert repr(one) == f"<RedisStore at {redis.url}/0>"


def test_in_a_page_there_is_no_store_in_redis(redis):
    class Page(MessageNetwork):
        def open(self, url, protocols, wake):
            raise NotImplementedError

        def sends(self, code):
            raise NotImplementedError

        def cannot_listen(self, port):
            raise NotImplementedError

    with pytest.raises(ScriptError, match="a page of a browser has no sockets"):
        RedisStore(redis.url).connect("game", None, Home(Page(), Poller(), time.monotonic))


@pytest.mark.parametrize("reply", [None, [], [0], [b"x"], [-1], "x", [1, 2, 3]])
def test_an_answer_to_a_claim_that_is_none_is_no_answer(tree, redis, reply):
    world = World(tree, redis.url)
    assert world.arena._connection_._claimed(reply) is None


@pytest.mark.parametrize("entry", [None, [], [b"a", 1, b"o", b"x", b"{}"], [b"a", 1, b"o", b"1", b"{}"]])
def test_an_entry_that_is_none_is_left_out(entry):
    told, complaints = [], []
    connection = RedisConnection(Keys("game"), SimpleNamespace(_store_complaint_=complaints.append), ALine)
    connection.list_rooms(told.append)
    connection._line.answers[-1]([entry])
    assert (told, complaints) == ([[]], ["1 of its rooms are no records of rooms"])


def test_a_record_that_has_not_changed_is_read_once(tree, redis, monkeypatch):
    world = World(tree, redis.url).up()
    read = []
    monkeypatch.setattr(redis_store, "parse_record", lambda *said: read.append(said))
    listed_at = world.lobby._listed_at_
    world.until(lambda: world.lobby._listed_at_ > listed_at + 0.3)
    assert read == []


# -- More faults -------------------------------------------------------------------------------


def test_an_owner_that_alone_cannot_reach_the_store_plays_on_and_is_told_what_became_of_its_room(tree, redis):
    proxy = Proxy(redis.port)
    try:
        cut_off = Cluster(url=proxy.url)
        server, told = tree.add(WebSocketServer(), "CutOff"), []
        server.listen(0)
        cut_off.store_lost.connect(lambda why: told.append("lost"))
        cut_off.room_taken.connect(lambda name: told.append("taken"))
        cut_off.open_room("arena1", "ws://game1:9081", server)
        tree.root.add_child(cut_off)
        tree.wait_until(lambda: proxy.pump() or cut_off._rooms_["arena1"].epoch)
        proxy.holds = True
        tree.wait_until(lambda: proxy.pump() or told == ["lost"])
        tree.wait_until(lambda: redis.ask("EXISTS", "estragon:{game}:room:arena1") == b":0\r\n")
        assert server.is_listening()
        world = World(tree, redis.url)
        tree.wait_until(lambda: proxy.pump() or world.arena._rooms_["arena1"].epoch)
        proxy.holds = False
        tree.wait_until(lambda: proxy.pump() or told == ["lost", "taken"])
        tree.wait_until(lambda: not server.is_listening())
        assert world.told == []
    finally:
        proxy.close()


def test_clocks_that_are_apart_make_no_difference_to_leases(tree, redis, monkeypatch):
    world = World(tree, redis.url).up()
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    other = Cluster(url=redis.url)
    tree.root.add_child(other)
    world.until(lambda: other.find_room("arena1"))
    assert 0 < other._list_._rooms["arena1"].listed.left <= 0.6
    assert other.find_room("arena1").epoch < 3_000_000_000_000


ROOM = """
import sys
from engine import Node
from nodes import Cluster, WebSocketServer


class Arena(Node):
    def _ready(self):
        server = WebSocketServer()
        self.add_child(server)
        server.listen(0)
        cluster = Cluster(url={url!r})
        self.add_child(cluster)
        cluster.open_room("arena1", f"ws://localhost:{{server.get_listening_port()}}", server)
"""


@pytest.mark.parametrize("options", [[], ["--drain", "30"]])
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_room_of_a_process_is_gone_at_once_after_sigterm_and_with_its_lease_after_sigkill(
    tmp_path, redis, options, end
):
    program = tmp_path / "room.py"
    program.write_text(ROOM.format(url=redis.url))
    run = [sys.executable, "-m", "engine", "run", str(program), "--headless", *options]
    process = subprocess.Popen(run)
    key = "estragon:{game}:room:arena1"
    try:
        wait_for(lambda: redis.ask("EXISTS", key) == b":1\r\n", process)
        process.send_signal(end)
        process.wait(20)
        left = redis.ask("PTTL", key)
        assert (left == b":-2\r\n") == (end == signal.SIGTERM)
    finally:
        process.kill()
        process.wait()


def wait_for(condition, process):
    """Wait until a process has done something, 20 seconds at the most."""
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        assert process.poll() is None
