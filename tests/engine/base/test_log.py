import subprocess
import sys

import pytest


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout, done.stderr


PROGRAM = """
import sys
from engine import Node, push_warning, run
assert "logging" not in sys.modules
class Main(Node):
    def _process(self, delta):
        {}
        self.get_tree().quit()
run(Main)
"""


def test_a_program_with_nothing_to_log_does_not_load_logging():
    assert run(PROGRAM.format("print('logging' in sys.modules)")) == ("False\n", "")


def test_a_program_that_sets_up_no_logging_gets_plain_lines_on_standard_error():
    assert run(PROGRAM.format("push_warning('careful')")) == ("", "WARNING: careful\n")


def test_a_program_that_sets_up_logging_keeps_its_own():
    code = "import logging; logging.basicConfig(format='mine: %(message)s')\n" + PROGRAM.replace(
        "assert", "#"
    )
    assert run(code.format("push_warning('careful')")) == ("", "mine: careful\n")


@pytest.mark.parametrize(("verbose", "shown"), [(True, "DEBUG: detail\n"), (False, "")])
def test_verbose_shows_details(verbose, shown):
    code = f"""
from engine.base.log import configure, logger
configure(verbose={verbose})
configure()
logger("estragon.test").debug("detail")
"""
    assert run(code) == ("", shown)


def test_what_is_to_be_configured_is_so_at_once_where_logging_is_loaded():
    code = """
import logging
from engine.base.log import configure_later
configure_later()
print(len(logging.getLogger().handlers))
"""
    assert run(code)[0] == "1\n"


def test_the_log_goes_to_a_handler_that_was_put_in():
    code = (
        "import logging; from engine.base import log\n"
        "class Shout(logging.Handler):\n"
        "    def emit(self, record): print(self.format(record).upper())\n"
        "log.handler = Shout\n"
    ) + PROGRAM.replace("assert", "#")
    assert run(code.format("push_warning('careful')")) == ("WARNING: CAREFUL\n", "")


LATE = "import sys; from engine.base.log import LateLogger; log = LateLogger('estragon.test')\n"


def test_what_nobody_can_see_yet_does_not_load_logging():
    assert run(f"{LATE}log.debug('a'); log.info('b'); print('logging' in sys.modules)") == ("False\n", "")


def test_a_warning_loads_logging():
    assert run(f"{LATE}log.warning('%d clients', 3); print('logging' in sys.modules)") == (
        "True\n",
        "3 clients\n",
    )


def test_whoever_sets_up_logging_sees_all_with_the_place_that_says_it():
    code = f"""{LATE}
import logging
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(levelname)s %(funcName)s %(message)s")
def here():
    for tell in (log.debug, log.info, log.warning):
        tell("%s", "seen")
here()
"""
    lines = [f"estragon.test {level} here seen\n" for level in ("DEBUG", "INFO", "WARNING")]
    assert run(code) == ("", "".join(lines))
