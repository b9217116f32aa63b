"""Backplane: messages between the rooms of all processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from engine import (
    ERR_OUT_OF_MEMORY,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    Error,
    Node,
    Signal,
    push_error,
)
from engine.scene.notified import notified

from .cluster import Cluster
from .topics import MOST_MESSAGE, MOST_TOPICS, TopicMessage, checked_topic, pack_message

if TYPE_CHECKING:
    from typing import Self


class Backplane(Node):
    """Topics, to which any room may subscribe and publish: a chat, news of the game. Put it into a Cluster.

        backplane = Backplane()
        cluster.add_child(backplane)
        backplane.connect("message_received", self, "_on_message")
        backplane.subscribe("chat")
        backplane.publish("chat", {"from": "arena1", "text": "Hello"})

    A message comes once at the most, those of one origin in their order, to all who have subscribed, the
    sender among them: `origin` tells who it was. What is published while the store cannot be reached goes to
    nobody; `restored` says that some may be missing. Not in Godot.
    """

    message_received: Final = Signal[str, Any, str]("topic", "value", "origin")
    lost: Final = Signal[str]("why")
    restored: Final = Signal()

    _cluster_: Cluster | None = None
    _wanted_: dict[str, None]
    """The topics that are subscribed, or will be in a tree."""
    _origin_: bytes
    _sequence_: int = 0

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._wanted_ = {}
        self._origin_ = os.urandom(8)
        return self

    @property
    def origin(self) -> str:
        """What others get as the origin of our messages: 16 hexadecimal digits."""
        return self._origin_.hex()

    def subscribe(self, topic: str) -> Error:
        """Have `message_received` emitted for what is published on a topic from now on.

        Before the node is in a Cluster that begins when it is. Returns ERR_OUT_OF_MEMORY, with an error in
        the log, for too many topics. Raises ScriptError for what is no topic.
        """
        self._wanted_[checked_topic(topic)] = None
        if self._cluster_ is not None and not self._cluster_._topics_.add(topic, self):
            del self._wanted_[topic]
            push_error(f"subscribe: {self._cluster_!r} has {MOST_TOPICS} topics, which is as many as can be.")
            return ERR_OUT_OF_MEMORY
        return OK

    def unsubscribe(self, topic: str) -> Error:
        """Undo `subscribe`. Harmless if it was not. Returns OK."""
        if topic in self._wanted_:
            del self._wanted_[topic]
            if self._cluster_ is not None:
                self._cluster_._topics_.remove(topic, self)
        return OK

    def publish(self, topic: str, value: Any) -> Error:
        """Send a value to all who have subscribed to a topic.

        Returns ERR_UNAVAILABLE while the store cannot be reached or takes no more, ERR_UNCONFIGURED outside
        of a Cluster and ERR_OUT_OF_MEMORY for more than 1 MiB, both with an error in the log. Raises
        VariantError for a value that has no encoding; objects go as their id.
        """
        cluster = self._cluster_
        if cluster is None:
            push_error(f"publish: {self!r} is in no Cluster: write `cluster.add_child(backplane)`.")
            return ERR_UNCONFIGURED
        message = pack_message(self._origin_, self._sequence_, value)
        if len(message) > MOST_MESSAGE:
            push_error(f"publish: {len(message)} bytes are more than the {MOST_MESSAGE} of a message.")
            return ERR_OUT_OF_MEMORY
        self._sequence_ += 1
        return OK if cluster._publish_(checked_topic(topic), message) else ERR_UNAVAILABLE

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _join_cluster_(self) -> None:
        above: Any = self.get_parent()
        while above is not None and not isinstance(above, Cluster):
            above = above.get_parent()
        if above is not None:
            self._cluster_ = above
            above._backplanes_[self] = None
            for topic in list(self._wanted_):
                self.subscribe(topic)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _leave_cluster_(self) -> None:
        cluster, self._cluster_ = self._cluster_, None
        if cluster is not None:
            del cluster._backplanes_[self]
            for topic in self._wanted_:
                cluster._topics_.remove(topic, self)

    def _receive_(self, topic: str, message: TopicMessage) -> None:  # friend: topics
        self.message_received.emit(topic, message.value, message.origin.hex())

    def _told_lost_(self, why: str) -> None:  # friend: cluster
        self.lost.emit(why)

    def _told_restored_(self) -> None:  # friend: cluster
        self.restored.emit()
