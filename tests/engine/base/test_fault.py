"""Faults: who gets them, and a log that is not flooded by them."""

from __future__ import annotations

import logging

import pytest

from engine import Node, Object, Signal, push_error, push_warning
from engine.base.fault import (
    Fault,
    FaultLog,
    report,
    script_traceback,
)


def caught(function, *args):
    """Return the exception that a function raises, with the traceback from the function on."""
    try:
        function(*args)
    except Exception as error:
        return error.with_traceback(error.__traceback__.tb_next)
    return pytest.fail("did not raise")


def fail(kind=ValueError):
    raise kind("failed")


def hook(kind=ValueError):
    fail(kind)


def other_hook():
    fail()


@pytest.fixture
def logged(caplog):
    """Return what was logged since the last call: (level, text) of each record."""
    caplog.set_level(logging.WARNING, logger="estragon.script")

    def since_last():
        found = [(record.levelname, record.getMessage()) for record in caplog.records]
        caplog.clear()
        return found

    return since_last


# -- The log -------------------------------------------------------------------------------------


def test_the_first_time_is_logged_with_the_traceback(caplog):
    FaultLog()(Fault(caught(hook), "Player._process"))
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.name == "estragon.script"
    assert record.getMessage() == "Exception in Player._process"
    assert "in fail\n" in caplog.text
    assert "ValueError: failed" in caplog.text


def test_repetitions_are_logged_the_10th_100th_and_1000th_time(logged):
    log = FaultLog()
    for _ in range(2345):
        log(Fault(caught(hook), "Player._process"))
    assert logged() == [("ERROR", "Exception in Player._process")] + [
        ("ERROR", f"Exception in Player._process, now {n} times: ValueError: failed") for n in (10, 100, 1000)
    ]


def test_the_same_fault_of_a_thousand_nodes_is_one_fault(logged):
    log = FaultLog()
    for i in range(1000):
        log(Fault(caught(hook), f"<Bullet /root/Bullet{i}>._process"))
    assert len(logged()) == 4
    assert len(log._counts) == 1


@pytest.mark.parametrize("second", [(other_hook,), (hook, KeyError), (fail,)])
def test_another_hook_line_or_type_is_another_fault(logged, second):
    log = FaultLog()
    log(Fault(caught(hook), "first"))
    log(Fault(caught(*second), "second"))
    assert [text for _, text in logged()] == ["Exception in first", "Exception in second"]


def test_two_lines_of_one_hook_are_two_faults_also_when_the_same_function_fails(logged):
    def two_lines(first):
        if first:
            fail()
        fail()

    log = FaultLog()
    log(Fault(caught(two_lines, True), "first"))
    log(Fault(caught(two_lines, False), "second"))
    assert len(logged()) == 2


def test_faults_without_a_traceback_are_told_apart_by_what_was_done(logged):
    log = FaultLog()
    for doing in ("one", "two", "one"):
        log(Fault(ValueError("never raised"), doing))
    assert [text for _, text in logged()] == ["Exception in one", "Exception in two"]


def test_a_fault_names_itself():
    assert repr(Fault(ValueError("x"), "Player._ready")) == "<Fault ValueError in Player._ready>"


# -- The traceback -------------------------------------------------------------------------------


def test_a_traceback_begins_with_the_script():
    class Emitter(Object):
        hit = Signal()

    emitter, faults = Emitter(), []
    emitter.hit.connect(hook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.base.fault._default", faults.append)
        emitter.hit.emit()
    traceback = script_traceback(faults[0].error)
    assert faults[0].error.__traceback__.tb_frame.f_code is not hook.__code__
    assert traceback.tb_frame.f_code is hook.__code__
    assert traceback.tb_next.tb_frame.f_code is fail.__code__


def test_a_traceback_of_this_package_alone_keeps_its_last_frame():
    error = caught(Object().get_meta, "missing")
    traceback = script_traceback(error)
    assert traceback.tb_frame.f_code is Object.get_meta.__code__
    assert traceback.tb_next is None


def test_an_exception_that_was_never_raised_has_no_traceback():
    assert script_traceback(ValueError()) is None


# -- Who gets them -------------------------------------------------------------------------------


def test_the_tree_of_a_node_gets_its_faults(tree):
    error = ValueError()
    report(tree.add(Node()), error, "work")
    (fault,) = tree.expect_faults()
    assert (fault.error, fault.doing) == (error, "work")


def test_the_tree_that_is_ticked_gets_the_faults_of_what_is_in_no_tree(tree):
    class Reporting(Node):
        def _process(self, delta):
            report(None, ValueError("of nobody"), "work")

    tree.add(Reporting())
    with pytest.raises(ValueError, match="of nobody"):
        tree.step()


def test_what_was_done_may_be_said_by_a_function_that_is_asked_then(tree):
    node = tree.add(Node(), "A")
    report(node, ValueError("on purpose"), lambda: f"{node!r}.work")
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Node /root/A>.work"


def test_the_log_gets_the_faults_of_nobody(monkeypatch, logged):
    monkeypatch.setattr("engine.base.fault._default", FaultLog())
    report(Object(), ValueError("of nobody"), "work")
    assert logged() == [("ERROR", "Exception in work")]


def test_scripts_log_errors_and_warnings_of_their_own(logged):
    push_error("wrong: 100%")
    push_warning("odd")
    assert logged() == [("ERROR", "wrong: 100%"), ("WARNING", "odd")]
