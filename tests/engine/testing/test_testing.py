"""The testing package: clock, watcher, tree and plugin."""

import socket
from pathlib import Path

import pytest

from engine import ERR_FILE_NOT_FOUND, OK, OS, ConfigFile, Node, Signal
from engine.net.poller import READ
from engine.testing import FakeClock, SignalWatcher, SteppedTree

pytest_plugins = ["pytester"]


class Door(Node):
    opened = Signal[str]("by")

    def _ready(self):
        self.seconds = 0.0

    def _process(self, delta):
        self.seconds += delta


def test_a_fake_clock_moves_only_when_told():
    clock = FakeClock(5)
    assert clock() == 5
    clock.advance(2.5)
    assert clock() == 7.5
    assert repr(clock) == "<FakeClock 7.500 s>"


def test_what_a_script_keeps_is_kept_for_the_test_alone(tree, tmp_path_factory):
    kept = ConfigFile()
    assert kept.load("user://kept.cfg") == ERR_FILE_NOT_FOUND
    kept.set_value("a", "b", 1)
    assert kept.save("user://kept.cfg") == OK
    assert Path(OS.get_user_data_dir()).is_relative_to(tmp_path_factory.getbasetemp())


def test_a_step_is_a_frame_of_a_sixtieth_of_a_second(tree):
    door = tree.add(Door())
    tree.step(60)
    assert door.seconds == pytest.approx(1)
    assert tree.get_frame() == 60
    tree.step(delta=0.1)
    assert door.seconds == pytest.approx(1.1)


def test_added_nodes_are_named_after_their_class(tree):
    assert tree.add(Door()).name == "Door"
    assert tree.add(Door(), "Back").name == "Back"
    named = Door()
    named.name = "Front"
    assert tree.add(named).get_path() == "/root/Front"


def test_the_frame_is_finished_and_then_the_first_fault_is_raised(tree):
    class Failing(Node):
        def _process(self, delta):
            raise ZeroDivisionError("no")

    tree.add(Failing())
    door = tree.add(Door())
    with pytest.raises(ZeroDivisionError) as caught:
        tree.step()
    assert caught.value.__notes__ == ["raised in <Failing /root/Failing>._process"]
    assert door.seconds > 0


def test_a_fault_while_a_node_is_added_is_raised_at_once(tree):
    class Failing(Node):
        def _ready(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tree.add(Failing())


def test_expected_faults_are_handed_over(tree):
    class Failing(Node):
        def _process(self, delta):
            raise ZeroDivisionError

    tree.add(Failing())
    tree.iteration(1 / 60)
    assert [type(fault.error) for fault in tree.expect_faults()] == [ZeroDivisionError]
    assert tree.expect_faults() == []


def test_a_fault_handler_of_the_tests_own_stays(tree):
    class Failing(Node):
        def _process(self, delta):
            raise ZeroDivisionError

    mine = []
    tree.fault_handler = mine.append
    tree.add(Failing())
    tree.step(2)
    assert len(mine) == 2


def test_waiting_ends_as_soon_as_the_condition_is_true(tree):
    door = tree.add(Door())
    tree.wait_until(lambda: door.seconds > 0.5)
    assert 30 <= tree.get_idle_frames() <= 31
    tree.wait_until(lambda: True)
    assert tree.get_idle_frames() <= 31


def test_waiting_in_vain_says_what_for(tree):
    def the_door_is_open():
        return False

    with pytest.raises(AssertionError, match=r"the_door_is_open was not true within 5 frames"):
        tree.wait_until(the_door_is_open, frames=5)


def test_the_last_frame_counts(tree):
    tree.wait_until(lambda: tree.get_idle_frames() == 5, frames=5)


def test_waiting_gives_sockets_a_moment(tree):
    ours, theirs = socket.socketpair()
    inbox = []
    watch = tree.poller.watch(ours, READ, inbox, None)
    theirs.send(b"x")
    tree.wait_until(lambda: inbox, frames=2)
    watch.close()
    ours.close()
    theirs.close()


def test_a_watcher_keeps_the_arguments_of_each_emission(tree):
    door = tree.add(Door())
    opened = tree.watch(door.opened)
    opened.assert_not_emitted()
    door.opened.emit("me")
    door.opened.emit("you")
    assert opened.emissions == [("me",), ("you",)]
    assert len(opened) == 2
    assert opened
    opened.assert_emitted()
    opened.assert_emitted("you")
    opened.assert_emitted("me", times=1)
    opened.assert_emitted(times=2)
    assert repr(opened) == "<SignalWatcher of <Signal opened(by) of <Door /root/Door>>: 2 emissions>"


def test_a_watcher_says_what_it_saw_instead(tree):
    door = tree.add(Door())
    opened = SignalWatcher(door.opened)
    with pytest.raises(AssertionError, match="it was not emitted at all"):
        opened.assert_emitted()
    door.opened.emit("me")
    with pytest.raises(AssertionError, match=r"not emitted with \('you',\); its emissions: \[\('me',\)\]"):
        opened.assert_emitted("you")
    with pytest.raises(AssertionError, match="not emitted 2 times"):
        opened.assert_emitted(times=2)
    with pytest.raises(AssertionError, match="was emitted: its emissions"):
        opened.assert_not_emitted()


def test_the_fixture_needs_no_import_and_finds_faults_that_nobody_looked_at(pytester):
    pytester.makepyfile(
        """
        from engine import Node

        class Leaving(Node):
            def _exit_tree(self):
                raise ZeroDivisionError("found at the end")

        def test_fine(tree):
            tree.add(Node())
            tree.step(3)

        def test_failing_at_the_end(tree):
            tree.add(Leaving())
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*ZeroDivisionError: found at the end*"])


def test_a_stepped_tree_works_without_pytest():
    tree = SteppedTree()
    tree.add(Door())
    tree.step()
    tree.finish()
