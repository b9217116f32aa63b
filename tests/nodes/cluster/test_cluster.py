"""Cluster: rooms that are opened, found, taken and released, and a lobby whose store is away."""

from __future__ import annotations

import logging
import sys
from math import inf

import pytest

from engine import Object, ScriptError
from engine.runner.drain import Drain
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import Cluster, WebSocketClient, WebSocketGateway, WebSocketServer, ticket_authenticator
from nodes.cluster import cluster as module
from nodes.cluster.cluster import BEAT
from nodes.cluster.records import RoomRecord
from nodes.cluster.store import LEASE, Claimed, MemoryStore, memory


class Server(Object):
    """What a Cluster asks of a server."""

    def __init__(self, players=0, max_clients=64):
        self.players = players
        self.max_clients = max_clients
        self.status = 2
        self.drained = 0

    def get_peers(self):
        return list(range(self.players))

    def get_connection_status(self):
        return self.status

    def stop(self):
        self.status = 0

    def _drain_(self, left):
        assert not left
        self.drained += 1
        self.players = max(0, self.players - 1)
        return not self.players


@pytest.fixture
def clock(tree):
    tree.clock = clock = FakeClock()
    return clock


@pytest.fixture
def store(clock):
    return MemoryStore(clock)


@pytest.fixture
def join(tree, store):
    """`join("name")` adds a Cluster; `told` is what its signals said."""

    def add(name="Cluster", **properties):
        cluster = Cluster(**properties)
        cluster.store = store
        cluster.told = []
        for signal in ("room_taken", "store_lost", "store_restored"):
            getattr(cluster, signal).connect(
                lambda *said, signal=signal: cluster.told.append((signal, *said))
            )
        tree.add(cluster, name)
        tree.step(3)
        return cluster

    return add


@pytest.fixture
def let(tree, clock):
    """`let(seconds)` lets time pass, in steps of a tenth of a second."""

    def pass_by(seconds):
        for _ in range(round(seconds * 10)):
            clock.advance(0.1)
            tree.step()

    return pass_by


def name_of(room):
    return room.name if room is not None else None


# -- Opening and finding -----------------------------------------------------------------------


def test_a_room_that_is_opened_is_found_with_its_players_and_places(join, let):
    arena, lobby = join("Arena"), join("Lobby")
    arena.open_room("arena1", "ws://game1:9081", Server(players=3))
    let(0.5)
    room = lobby.find_room("arena")
    assert (room.name, room.url, room.players, room.capacity) == ("arena1", "ws://game1:9081", 3, 64)


def test_a_room_is_found_by_what_it_says_of_itself(join, let):
    arena, lobby = join("Arena"), join("Lobby")
    arena.open_room("arena1", "ws://game1:9081", Server(players=3))
    arena.open_room("arena2", "ws://game1:9082", Server(), tags=["europe", "duel"])
    let(0.5)
    assert name_of(lobby.find_room("arena")) == "arena1"
    assert lobby.find_room("arena", tags=["duel"]).tags == ("europe", "duel")
    assert lobby.find_room("arena", tags=["asia"]) is None
    with pytest.raises(ScriptError, match="are no tags of a room"):
        lobby.find_room("arena", tags="duel")


def test_a_room_may_be_opened_before_the_node_is_in_a_tree(tree, store, join, let):
    arena = Cluster()
    arena.store = store
    arena.open_room("arena1", "ws://game1:9081", Server())
    lobby = join("Lobby")
    tree.add(arena)
    let(0.5)
    assert name_of(lobby.find_room("arena")) == "arena1"


def test_players_are_read_anew_with_each_renewal_and_that_is_told(join, let):
    arena, lobby = join("Arena"), join("Lobby")
    server, changes = Server(), []
    lobby.rooms_changed.connect(lambda: changes.append(lobby.find_room("a").players))
    arena.open_room("arena1", "ws://game1:9081", server)
    let(1.0)
    server.players = 5
    let(BEAT + 0.3)
    assert changes == [0, 5]


def test_a_lease_is_renewed_as_long_as_the_server_listens(join, let, store):
    arena, lobby = join("Arena"), join("Lobby")
    server = Server()
    arena.open_room("arena1", "ws://game1:9081", server)
    let(3 * LEASE)
    assert name_of(lobby.find_room("arena")) == "arena1"
    server.stop()
    let(BEAT + 0.3)
    assert lobby.find_room("arena") is None
    server.status = 2
    let(BEAT + 0.3)
    assert name_of(lobby.find_room("arena")) == "arena1"


def test_a_room_whose_server_is_freed_is_released(join, let, store):
    arena = join("Arena")
    gone, other = Server(), Server()
    arena.open_room("arena1", "ws://game1:9081", gone)
    arena.open_room("arena2", "ws://game1:9082", other)
    let(0.5)
    gone.free()
    let(BEAT + 0.3)
    assert [name for _, name in store.leases] == ["arena2"]


def test_a_room_that_is_opened_again_is_what_was_said_last(join, tree, let):
    arena, lobby = join("Arena"), join("Lobby")
    arena.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    arena.open_room("arena1", "ws://game1:9082", Server())
    let(0.5)
    assert lobby.find_room("arena").url == "ws://game1:9082"


def test_the_room_of_a_dead_process_is_gone_when_its_lease_ends(join, let, store):
    lobby = join("Lobby")
    dead = store.connect("game", lobby, module.Home(None, lobby.get_tree().poller, lobby.get_tree().clock))
    dead.claim(RoomRecord("arena1", "0" * 16, "ws://game1:9081", 0, 64), 0, True, lambda claimed: None)
    dead.close()
    let(BEAT + 0.1)
    assert name_of(lobby.find_room("arena", "ann")) == "arena1"
    assert lobby.find_room("arena", "ann") is None  # not twice to the same asker
    let(LEASE - BEAT)
    assert lobby.find_room("arena") is None


def test_a_process_that_has_rooms_reads_the_list_from_its_first_question_on(join, store, tree, let):
    join("Other").open_room("arena1", "ws://game1:9081", Server())
    busy = Cluster()
    busy.store = store
    busy.open_room("arena2", "ws://game2:9081", Server())
    tree.add(busy)
    let(3.0)
    assert busy.find_room("arena1") is None
    let(0.2)
    assert name_of(busy.find_room("arena1")) == "arena1"


def test_who_listens_to_changes_reads_the_list_from_the_beginning(tree, store, let, join):
    join("Other").open_room("arena1", "ws://game1:9081", Server())
    busy, changes = Cluster(), []
    busy.store = store
    busy.rooms_changed.connect(lambda: changes.append(1))
    busy.open_room("arena2", "ws://game2:9081", Server())
    tree.add(busy)
    let(0.5)
    assert changes


def test_outside_a_tree_no_room_is_known():
    assert Cluster().find_room("arena") is None


# -- Owners ------------------------------------------------------------------------------------


def test_a_room_that_another_process_has_is_not_ours(join, tree, let, caplog):
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    server = Server(players=2)
    second.open_room("arena1", "ws://game2:9081", server)
    with caplog.at_level(logging.WARNING):
        tree.step(2)
    assert second.told == [("room_taken", "arena1")]
    assert "owned by another process, at ws://game1:9081" in caplog.text
    let(1.0)
    assert (server.drained, server.status) == (2, 0)
    assert first.told == []


def test_a_server_that_does_not_stop_for_that_plays_on(join, tree, let):
    first, second = join("First"), join("Second", stops_taken=False)
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    server = Server()
    second.open_room("arena1", "ws://game2:9081", server)
    let(1.0)
    assert second.told == [("room_taken", "arena1")]
    assert server.status == 2


def test_the_lease_of_a_dead_owner_has_to_end_before_another_url_gets_the_room(join, tree, let, store):
    first, second = join("First"), join("Second", stops_taken=False)
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    first._connection_.release = lambda name, owner: None  # killed: it says nothing more
    first.free()
    second.open_room("arena1", "ws://game2:9081", Server())
    let(1.0)
    assert second.told == [("room_taken", "arena1")]
    let(LEASE - 0.9)
    second.open_room("arena1", "ws://game2:9081", Server())
    let(0.5)
    assert second.told == [("room_taken", "arena1")]
    assert second._rooms_["arena1"].epoch


def test_a_process_at_the_same_url_takes_the_room_over_at_once(join, tree, let, store):
    first, second, lobby = join("First"), join("Second"), join("Lobby")
    first.open_room("arena1", "ws://game1:9081", Server())
    let(0.5)
    before = lobby.find_room("arena").epoch
    second.open_room("arena1", "ws://game1:9081", Server())
    let(0.5)
    assert second.told == []
    assert lobby.find_room("arena").epoch > before


def test_an_owner_that_was_frozen_past_its_lease_learns_it_at_its_next_renewal(tree, clock, store, join, let):
    second = join("Second")
    frozen = SteppedTree()
    frozen.clock = clock
    first, server, told = Cluster(), Server(players=1), []
    first.store = store
    first.room_taken.connect(told.append)
    first.open_room("arena1", "ws://game1:9081", server)
    frozen.add(first)
    frozen.step(3)
    let(LEASE + 0.1)
    second.open_room("arena1", "ws://game2:9081", Server())
    let(0.5)
    assert second.told == []
    frozen.step(3)
    assert told == ["arena1"]
    assert server.status == 0
    frozen.finish()
    assert store.leases["game", "arena1"].record.url == "ws://game2:9081"


def test_players_of_a_room_that_was_taken_get_1001(tree, join):
    network = tree.network = MemoryNetwork(clock=tree.clock)
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    server, client = tree.add(WebSocketServer()), tree.add(WebSocketClient())
    codes = []
    client.server_close_request.connect(lambda code, reason: codes.append(code))
    server.listen(9081)
    client.connect_to_url("ws://localhost:9081")
    for _ in range(10):
        network.clock.advance(1 / 60)
        tree.step()
    assert server.get_peers()
    second.open_room("arena1", "ws://localhost:9081", server)
    for _ in range(30):
        network.clock.advance(1 / 60)
        tree.step()
    assert codes == [1001]
    assert not server.is_listening()


def test_players_of_a_room_that_was_taken_get_1001_from_its_gateways_too(tree, join):
    network = tree.network = MemoryNetwork(clock=tree.clock)
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    server, gateway = tree.add(WebSocketServer()), tree.add(WebSocketGateway())
    client, codes = tree.add(WebSocketClient()), []
    client.server_close_request.connect(lambda code, reason: codes.append(code))
    server.listen_for_gateways(9090, "secret")
    gateway.listen(9081)
    gateway.connect_to_room("ws://localhost:9090", "secret")
    for step in range(100):
        if step == 20:
            client.connect_to_url("ws://localhost:9081", [], True)
        if step == 50:
            assert server.get_peers()
            second.open_room("arena1", "ws://localhost:9081", server)
        network.clock.advance(1 / 60)
        tree.step()
    assert second.told == [("room_taken", "arena1")]
    assert codes == [1001]
    assert not server.is_listening()
    assert not gateway.is_room_reached()


def test_a_handler_may_free_the_node_whose_room_was_taken(join, tree, let):
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    server = Server()
    second.room_taken.connect(lambda name: second.free())
    second.open_room("arena1", "ws://game2:9081", server)
    let(0.5)
    assert server.status == 2


def test_a_server_that_is_freed_while_its_players_are_sent_away_is_no_more_to_do(join, tree):
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    for name in ("Second", "Third"):
        server = Server(players=1000)
        second.open_room("arena1", "ws://game2:9081", server)
        tree.step(3)
        assert second._idle_time_() == 0.0, name
        server.free()
        if name == "Second":
            tree.step()
            assert second._idle_time_() > 0.0
        else:
            second.free()


def test_players_are_sent_away_at_once_if_the_node_leaves_meanwhile(join, tree):
    first, second = join("First"), join("Second")
    first.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    server = Server(players=1000)
    second.open_room("arena1", "ws://game2:9081", server)
    tree.step(3)
    assert (second._idle_time_(), server.status) == (0.0, 2)
    second.free()
    assert server.status == 0


# -- Ending ------------------------------------------------------------------------------------


def test_a_node_that_leaves_the_tree_releases_its_rooms_at_once(join, tree, store):
    arena = join("Arena")
    arena.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    assert store.leases
    tree.root.remove_child(arena)
    assert not store.leases
    assert not store.connections
    tree.root.add_child(arena)
    tree.step(3)
    assert store.leases
    arena.free()
    assert not store.leases


def test_sigterm_releases_the_rooms_before_the_players_have_gone(join, tree, store, let):
    arena = join("Arena")
    arena.open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    drain = Drain(tree, 30.0)
    drain.begin()
    tree.step()
    assert not store.leases
    let(BEAT + 0.5)
    assert not store.leases
    assert tree.quitting


def test_a_claim_that_is_answered_after_sigterm_is_taken_back(join, tree, store):
    arena = join("Arena")
    arena.open_room("arena1", "ws://game1:9081", Server())
    assert arena._drain_(30.0)
    store.leases["game", "arena1"] = None  # as where the claim came after the release
    released = []
    arena._connection_.release = lambda name, owner: released.append(name)
    tree.step()
    assert released == ["arena1"]
    store.leases.clear()


def test_the_end_of_the_tree_releases_the_rooms(tree, join, store):
    join("Arena").open_room("arena1", "ws://game1:9081", Server())
    tree.step(2)
    tree.finish()
    assert not store.leases


# -- A store that is away ----------------------------------------------------------------------


class Flaky:
    """A store whose connections a test takes down and up."""

    def __init__(self, store):
        self.store = store
        self.refuses = False

    def connect(self, app, user, home):
        self.user = user
        connection = self.connection = self.store.connect(app, user, home)
        claim = connection.claim
        connection.claim = lambda *said: said[-1](None) if self.refuses else claim(*said)
        return connection

    def down(self, why="killed"):
        self.connection.is_up = False
        self.user._store_down_(why)

    def up(self):
        self.connection.is_up = True
        self.user._store_up_()


@pytest.fixture
def flaky(store):
    return Flaky(store)


def test_an_outage_is_told_once_with_its_reason_and_its_end(join, flaky, tree, caplog):
    arena = Cluster()
    arena.store, told = flaky, []
    arena.store_lost.connect(lambda why: told.append(why))
    arena.store_restored.connect(lambda: told.append("restored"))
    tree.add(arena)
    tree.step(2)
    assert told == []
    with caplog.at_level(logging.WARNING):
        flaky.down()
    flaky.up()
    assert told == ["killed", "restored"]
    assert "is lost: killed" in caplog.text


def test_a_room_plays_on_through_an_outage_and_is_listed_again_at_once(tree, flaky, store, let):
    arena, server = Cluster(), Server()
    arena.store = flaky
    arena.open_room("arena1", "ws://game1:9081", server)
    tree.add(arena)
    tree.step(2)
    epoch = arena._rooms_["arena1"].epoch
    flaky.down()
    store.leases.clear()
    let(10.0)
    assert server.status == 2
    assert not store.leases
    flaky.up()
    tree.step()
    assert store.leases["game", "arena1"].epoch == epoch


def test_a_lobby_answers_from_its_copy_while_the_store_is_away(tree, flaky, join, let):
    join("Arena").open_room("arena1", "ws://game1:9081", Server())
    lobby = Cluster()
    lobby.store = flaky
    tree.add(lobby)
    let(0.5)
    flaky.down()
    let(20.0)
    assert name_of(lobby.find_room("arena")) == "arena1"


def test_a_claim_without_an_answer_is_made_again(tree, flaky, store, let):
    arena = Cluster()
    arena.store = flaky
    flaky.refuses = True
    arena.open_room("arena1", "ws://game1:9081", Server())
    tree.add(arena)
    let(0.5)
    assert not store.leases
    flaky.refuses = False
    let(BEAT)
    assert store.leases


def test_a_list_without_an_answer_changes_nothing(tree, flaky, join, let):
    join("Arena").open_room("arena1", "ws://game1:9081", Server())
    lobby = Cluster()
    lobby.store = flaky
    tree.add(lobby)
    let(0.5)
    flaky.connection.list_rooms = lambda answer: answer(None)
    let(BEAT + 0.5)
    assert name_of(lobby.find_room("arena")) == "arena1"


def test_what_the_store_refuses_is_logged_once_an_outage_and_never_without_end(join, caplog, monkeypatch):
    arena = join("Arena")
    monkeypatch.setattr(module, "MOST_COMPLAINTS", 3)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            arena._store_complaint_("NOPERM no\nright")
        for number in range(10):
            arena._store_complaint_(f"another {number}")
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 3
    assert lines[0].endswith("says: NOPERM no\\nright")


def test_many_changes_are_read_together(tree, join, let):
    lobby, asked = join("Lobby"), []
    lobby._connection_.list_rooms = asked.append
    let(0.5)
    asked.clear()
    for _ in range(100):
        lobby._rooms_hinted_()
        tree.step()
    let(module.PAUSE + 0.1)
    assert len(asked) <= 2


# -- Costs, settings, tickets --------------------------------------------------------------------


def test_between_its_beats_it_has_nothing_to_do(join, let):
    arena = join("Arena")
    assert arena._idle_time_() == pytest.approx(BEAT)  # it is a lobby, too
    arena.open_room("arena1", "ws://game1:9081", Server())
    let(0.5)
    assert 0 < arena._idle_time_() <= BEAT
    assert not arena._send_waiting_()
    assert arena._traffic_().peers == 0
    assert arena._reloading_() is None


def test_a_process_that_only_has_a_backplane_has_nothing_to_do(tree, store):
    one = Cluster()
    one.store = store
    one.open_room("arena1", "ws://game1:9081", closed := Server())
    closed.stop()
    tree.add(one)
    tree.step(2)
    one._rooms_.clear()
    one._beat_at_ = 0.0
    tree.step()
    assert one._idle_time_() == inf


def test_clusters_without_a_url_share_the_memory_of_the_process(tree, let):
    first, second = tree.add(Cluster(), "A"), tree.add(Cluster(url=""), "B")
    assert first.store is second.store is memory
    first.open_room("arena1", "ws://game1:9081", Server())
    let(0.5)
    assert second.find_room("arena1")
    first.free()
    let(0.5)
    assert second.find_room("arena1") is None


def test_a_store_in_redis_without_hiredis_names_what_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "hiredis", None)
    monkeypatch.delitem(sys.modules, "nodes.cluster.redis_codec", raising=False)
    with pytest.raises(ScriptError, match=r'pip install "estragon\[cluster\]"'):
        Cluster(url="redis://:hidden@localhost")


def test_settings_are_for_before(join, caplog):
    arena = join("Arena", app="mine", secret="s")
    arena.url = ""
    arena.app = "other"
    arena.store = memory
    assert (arena.app, arena.url) == ("mine", "")
    assert arena.store is not memory
    assert caplog.text.count("set it before") == 3


@pytest.mark.parametrize("name", ["", "a b", 1])
def test_a_name_that_can_be_none_is_refused(name):
    with pytest.raises(ScriptError, match="is no name of a room"):
        Cluster().open_room(name, "ws://game1", Server())
    with pytest.raises(ScriptError, match="is no name of an application"):
        Cluster(app=name)


def test_a_url_or_a_server_that_is_none_is_refused():
    with pytest.raises(ScriptError, match="write ws://"):
        Cluster().open_room("arena1", "http://game1", Server())
    with pytest.raises(ScriptError, match="is no WebSocketServer"):
        Cluster().open_room("arena1", "ws://game1", None)


def test_a_ticket_of_the_lobby_lets_into_the_room():
    cluster = Cluster(secret="s3cret")
    admits = ticket_authenticator("s3cret", "arena1")
    assert admits(f"/?token={cluster.make_ticket('arena1', 'ann')}", {})
    assert not admits(f"/?token={cluster.make_ticket('arena2', 'ann')}", {})


def test_without_a_secret_there_is_no_ticket():
    with pytest.raises(ScriptError, match="there is no secret"):
        Cluster().make_ticket("arena1", "ann")
    with pytest.raises(ScriptError, match="who is a text"):
        Cluster(secret="s").make_ticket("arena1", 7)


def test_its_name_says_how_many_rooms_it_has():
    cluster = Cluster(name="A")
    cluster.open_room("arena1", "ws://game1", Server())
    assert repr(cluster).endswith("1 rooms of its own>")


def test_an_answer_that_comes_after_the_room_was_given_up_is_of_no_use(join, tree):
    arena = join("Arena")
    arena.open_room("arena1", "ws://game1:9081", Server())
    del arena._rooms_["arena1"]
    tree.step(2)
    assert arena.told == []
    assert Claimed(0).url == ""
