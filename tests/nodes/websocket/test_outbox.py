"""Who has something to send."""

from nodes.websocket.outbox import Outbox


class Sender:
    """Notes when it sends, and then does something."""

    def __init__(self, name, sent, then=lambda: None):
        self.name, self.sent, self.then = name, sent, then

    def flush(self):
        self.sent.append(self.name)
        self.then()


def test_outside_any_frame_sending_happens_at_once():
    sent, outbox = [], Outbox()
    outbox.add(Sender("a", sent))
    assert sent == ["a"]
    outbox.flush()
    assert sent == ["a"]


def test_while_the_node_polls_it_waits_for_the_end_of_that():
    sent, outbox = [], Outbox()
    outbox.polling = True
    for name in "abc":
        outbox.add(Sender(name, sent))
    assert sent == []
    outbox.flush()
    assert sent == ["a", "b", "c"]


def test_in_a_frame_it_waits_for_the_end_of_the_step(tree):
    sent, outbox = [], Outbox()

    def in_frame():
        outbox.add(Sender("a", sent))
        outbox.add(Sender("b", sent))
        assert sent == []

    tree.message_queue.push(None, in_frame, (), "a script")
    tree.step()
    assert sent == ["a", "b"]


def test_what_is_added_while_sending_is_sent_too():
    sent, outbox = [], Outbox()
    outbox.polling = True
    outbox.add(Sender("a", sent, lambda: outbox.add(Sender("b", sent))))
    outbox.flush()
    assert sent == ["a", "b"]
