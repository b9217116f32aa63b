"""Several processes that do the same. The command is a short program, and so is the one that runs them."""

import os
import signal
import subprocess
import sys

import pytest

from nodes.cluster import workers
from nodes.cluster.workers import Workers

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="this system shares no ports, so it has one worker"
)

BOSS = """
import sys
from nodes.cluster import workers
workers.PAUSE = 0.0
sys.exit(workers.Workers([sys.executable, "-uc", sys.argv[1]], 2).run())
"""
SAY = """
import os, signal
def say():
    os.write(1, b"%d %s\\n" % (os.getpid(), os.environb[b"ESTRAGON_WORKER"]))
"""
"""In one piece, as several write to one pipe."""
SLEEPER = f"{SAY}say()\nsignal.pause()"


@pytest.fixture
def boss():
    started = []

    def start(script, session=True):
        program = subprocess.Popen(
            [sys.executable, "-c", BOSS, script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=session,
            process_group=None if session else 0,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        if program.poll() is None:
            program.terminate()
        program.communicate(timeout=20)


def worker_of(program):
    number, is_worker = program.stdout.readline().split()
    assert is_worker == "1"
    return int(number)


def test_there_are_as_many_as_wanted_until_they_are_ended(boss):
    program = boss(SLEEPER)
    assert worker_of(program) != worker_of(program)
    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 0


def test_one_that_is_killed_is_replaced(boss):
    program = boss(SLEEPER)
    first, second = worker_of(program), worker_of(program)
    os.kill(first, signal.SIGKILL)
    third = worker_of(program)
    assert len({first, second, third}) == 3
    assert program.stderr.readline() == f"Worker {first} was killed by signal 9; another begins.\n"
    program.send_signal(signal.SIGINT)
    assert program.wait(20) == 0


def test_with_one_that_ends_by_itself_all_end_with_its_code(boss):
    program = boss("raise SystemExit(3)")
    assert program.wait(20) == 3


def test_a_hangup_goes_to_all_and_ends_nobody(boss):
    program = boss(
        f"{SAY}signal.signal(signal.SIGHUP, lambda *args: say())\nsay()\nwhile True: signal.pause()"
    )
    both = {worker_of(program), worker_of(program)}
    program.send_signal(signal.SIGHUP)
    assert {worker_of(program), worker_of(program)} == both
    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 0


def test_ctrl_c_which_all_of_a_terminal_get_reaches_each_once(boss):
    program = boss(
        f"{SAY}signal.signal(signal.SIGINT, lambda *args: say())\nsay()\nwhile True: signal.pause()"
    )
    both = {worker_of(program), worker_of(program)}
    os.killpg(program.pid, signal.SIGINT)
    assert {worker_of(program), worker_of(program)} == both
    program.send_signal(signal.SIGTERM)
    said, _ = program.communicate(timeout=20)
    assert (said, program.returncode) == ("", 0)


STOPPED = """
import os, signal
def say(number, frame):
    os.write(1, b"%d %s\\n" % (os.getpid(), signal.Signals(number).name.encode()))
signal.signal(signal.SIGTSTP, say)
signal.signal(signal.SIGCONT, say)
os.write(1, b"%d begins\\n" % os.getpid())
while True: signal.pause()
"""


def said(program):
    """Return what both workers say next."""
    return {tuple(program.stdout.readline().split()) for _ in range(2)}


def test_ctrl_z_stops_all_of_them_until_they_go_on(boss):
    program = boss(STOPPED, session=False)
    both = {number for number, _ in said(program)}
    program.send_signal(signal.SIGTSTP)
    assert said(program) == {(number, "SIGTSTP") for number in both}
    assert os.WIFSTOPPED(os.waitpid(program.pid, os.WUNTRACED)[1])
    program.send_signal(signal.SIGCONT)
    assert said(program) == {(number, "SIGCONT") for number in both}
    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 0


def test_they_go_on_at_once_where_nobody_is_who_could_say_so(boss):
    program = boss(STOPPED)  # in a session of its own, where the system stops nobody
    both = {number for number, _ in said(program)}
    program.send_signal(signal.SIGTSTP)
    while both:  # what goes on does not see any more that it was to stop, if it has not yet
        number, what = program.stdout.readline().split()
        if what == "SIGCONT":
            both.remove(number)
    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 0


def test_where_no_ports_are_shared_there_is_one_worker(monkeypatch, capsys):
    monkeypatch.setattr(workers, "os", type("Elsewhere", (), {"name": "nt"}))
    assert Workers(["x"], 2).run() == 2
    assert "leave out --workers" in capsys.readouterr().err
    assert repr(Workers(["x"], 2)) == "<Workers: 0 of 2>"


# -- In this process, whose children they are then -----------------------------------------------------


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(workers, "PAUSE", 0.0)


def test_its_own_handlers_are_put_back(at_once):
    before = signal.getsignal(signal.SIGTERM)
    assert Workers([sys.executable, "-c", "raise SystemExit(4)"], 2).run() == 4
    assert signal.getsignal(signal.SIGTERM) is before


def test_those_who_are_killed_are_replaced_here_too(at_once, tmp_path, capsys):
    file = tmp_path / "times"
    script = (
        "import os, sys\n"
        f"with open({str(file)!r}, 'a') as f: f.write('x')\n"
        f"if os.path.getsize({str(file)!r}) < 3: os.kill(os.getpid(), 9)\n"
    )
    assert Workers([sys.executable, "-c", script], 1).run() == 0
    assert file.read_text() == "xxx"
    assert capsys.readouterr().err.count("was killed by signal 9") == 2


def test_a_child_of_somebody_else_is_not_a_worker(at_once):
    all_of_them = Workers([sys.executable, "-c", ""], 1)
    assert all_of_them._ended(1, 5) == 0
    all_of_them._ends = True
    all_of_them._workers[7] = subprocess.Popen([sys.executable, "-c", ""])
    all_of_them._workers[7].wait(20)
    assert all_of_them._ended(7, 5) == 0


def test_a_signal_that_comes_as_a_worker_ends_goes_to_the_others(at_once):
    all_of_them = Workers([sys.executable, "-c", ""], 2)
    gone, other = (
        subprocess.Popen([sys.executable, "-c", script]) for script in ("", "import signal; signal.pause()")
    )
    gone.wait(20)
    all_of_them._workers = {gone.pid: gone, other.pid: other}
    all_of_them._pass_on(signal.SIGTERM)
    assert other.wait(20) == -signal.SIGTERM


def test_it_stops_as_the_system_has_it_and_sees_to_the_next_time_then(monkeypatch):
    stopped, before = [], signal.getsignal(signal.SIGTSTP)
    monkeypatch.setattr(signal, "raise_signal", lambda one: stopped.append((one, signal.getsignal(one))))
    Workers(["x"], 0)._pause(signal.SIGTSTP, None)
    assert stopped == [(signal.SIGTSTP, signal.SIG_DFL)]
    assert signal.getsignal(signal.SIGTSTP) is before
