"""Backplane: messages between rooms."""

from __future__ import annotations

import logging

import pytest

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, ERR_UNCONFIGURED, OK, Node, ScriptError, Vector2
from engine.variant.error import VariantError
from nodes import Backplane, Cluster
from nodes.cluster import topics
from nodes.cluster.topics import MOST_MESSAGE


@pytest.fixture
def join(tree, memory_store):
    """`join()` is a Backplane in a Cluster of its own, with what it was told."""

    def add(store=None):
        cluster, backplane = Cluster(), Backplane()
        cluster.store = store or memory_store
        backplane.told = []
        backplane.message_received.connect(lambda *said: backplane.told.append(said))
        backplane.lost.connect(lambda why: backplane.told.append(("lost", why)))
        backplane.restored.connect(lambda: backplane.told.append(("restored",)))
        cluster.add_child(backplane)
        tree.root.add_child(cluster)
        tree.step(2)
        return backplane

    return add


def test_what_is_published_comes_to_all_who_have_subscribed_the_sender_too(join, tree):
    first, second, third = join(), join(), join()
    first.subscribe("chat")
    second.subscribe("chat")
    assert first.publish("chat", {"at": Vector2(1, 2)}) == OK
    tree.step(2)
    message = ("chat", {"at": Vector2(1, 2)}, first.origin)
    assert (first.told, second.told, third.told) == ([message], [message], [])
    assert len(first.origin) == 16


def test_messages_of_one_origin_come_in_their_order_and_once(join, tree):
    first, second = join(), join()
    second.subscribe("a")
    second.subscribe("b")
    for number in range(50):
        first.publish("ab"[number % 2], number)
    tree.step(2)
    assert [value for _, value, _ in second.told] == list(range(50))


def test_two_in_one_cluster_have_topics_of_their_own(join, tree):
    first = join()
    second = Backplane()
    told = []
    second.message_received.connect(lambda *said: told.append(said[1]))
    between = Node()
    between.add_child(second)  # however deep
    first.get_parent().add_child(between)
    first.subscribe("chat")
    second.subscribe("chat")
    assert second.unsubscribe("chat") == OK
    assert second.unsubscribe("chat") == OK
    second.subscribe("news")
    first.publish("chat", 1)
    first.publish("news", 2)
    tree.step(2)
    assert [value for _, value, _ in first.told] == [1]
    assert told == [2]


def test_what_was_subscribed_before_the_tree_and_in_another_tree_before_holds(tree, join, memory_store):
    first, other = join(), join()
    cluster = first.get_parent()
    cluster.remove_child(first)
    first.subscribe("chat")
    first.subscribe("news")
    first.unsubscribe("news")
    other.publish("chat", 1)
    tree.step(2)
    cluster.add_child(first)
    tree.step(2)
    other.publish("chat", 2)
    other.publish("news", 3)
    tree.step(2)
    assert [value for _, value, _ in first.told] == [2]


def test_a_cluster_that_comes_back_into_the_tree_subscribes_again(join, tree):
    first, other = join(), join()
    first.subscribe("chat")
    cluster = first.get_parent()
    tree.root.remove_child(cluster)
    tree.root.add_child(cluster)
    tree.step(2)
    other.publish("chat", 1)
    tree.step(2)
    assert [value for _, value, _ in first.told] == [1]


def test_while_the_store_is_away_nothing_is_sent_and_both_ends_of_that_are_told(join):
    one = join()
    connection, cluster = one.get_parent()._connection_, one.get_parent()
    connection.is_up = False
    cluster._store_down_("killed")
    assert one.publish("chat", 1) == ERR_UNAVAILABLE
    connection.is_up = True
    cluster._store_up_()
    assert one.publish("chat", 1) == OK
    assert one.told == [("lost", "killed"), ("restored",)]


def test_outside_of_a_cluster_nothing_can_be_sent(tree, caplog):
    one = tree.add(Backplane())
    assert one.publish("chat", 1) == ERR_UNCONFIGURED
    assert "cluster.add_child(backplane)" in caplog.text
    assert one.subscribe("chat") == OK
    tree.root.remove_child(one)
    one.free()


def test_what_is_too_long_is_refused(join, caplog):
    assert join().publish("chat", bytes(MOST_MESSAGE)) == ERR_OUT_OF_MEMORY
    assert "more than the 1048576 of a message" in caplog.text


def test_what_has_no_encoding_and_what_is_no_topic_is_refused(join):
    one = join()
    with pytest.raises(VariantError):
        one.publish("chat", object())
    for call in (one.subscribe, lambda topic: one.publish(topic, 1)):
        with pytest.raises(ScriptError, match="is no topic"):
            call("")


def test_too_many_topics_are_refused(join, monkeypatch, caplog):
    monkeypatch.setattr(topics, "MOST_TOPICS", 1)
    one = join()
    assert [one.subscribe(topic) for topic in ("a", "a", "b")] == [OK, OK, ERR_OUT_OF_MEMORY]
    assert "as many as can be" in caplog.text
    one.unsubscribe("b")


def test_what_is_no_message_is_dropped_with_a_line_that_does_not_fill_the_log(join, tree, caplog):
    first, second = join(), join()
    second.subscribe("chat")
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            first.get_parent()._publish_("chat", b"\x01no\nmessage")
        tree.step(2)
    assert second.told == []
    assert 10 <= len(caplog.records) < 20
    first.publish("chat", "after")
    tree.step(2)
    assert [value for _, value, _ in second.told] == ["after"]


def test_a_handler_may_free_the_node(join, tree):
    first, second = join(), join()
    second.subscribe("chat")
    heard = []

    def hear(topic, message, *others):
        heard.append(message)
        second.free()

    second.message_received.connect(hear)
    first.publish("chat", 1)
    first.publish("chat", 2)
    tree.step(3)
    assert first.publish("chat", 3) == OK
    tree.step(3)
    assert heard == [1]
