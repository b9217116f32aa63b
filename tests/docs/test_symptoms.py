"""Each line that `docs/when-it-does-not-work.md` shows is logged when a script does what is told there."""

import inspect
import logging
import re
import warnings
from pathlib import Path

import pytest

from engine import ScriptError, ScriptWarning

from . import symptoms

PAGE = (Path(__file__).parents[2] / "docs" / "when-it-does-not-work.md").read_text(encoding="utf-8")
SHOWN = [line for block in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
SYMPTOMS = [
    found for _, found in inspect.getmembers(symptoms, inspect.isfunction) if found.__name__ != "steps"
]


def plain(line):
    """Return a line without what is another one each time: ids, ports, and where a class is written."""
    return re.sub(r"\d{5,}", "#", re.sub(r"\w+\.<locals>\.", "", line.replace("memory:", "127.0.0.1:")))


class AsItIsThen(logging.Handler):
    """Keeps lines, which name nodes as they are when it happens."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


@pytest.fixture
def logged(tree):
    """Return the lines that all symptoms together leave behind."""
    handler = AsItIsThen()
    lines = handler.lines
    logging.getLogger().addHandler(handler)
    for symptom in SYMPTOMS:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            try:
                symptom(tree)
            except ScriptError as error:
                lines.append(str(error))
        lines += [f"WARNING: {one.message}" for one in warned if issubclass(one.category, ScriptWarning)]
        for child in tree.root.get_children():
            child.free()
        tree.network_peer = None
    logging.getLogger().removeHandler(handler)
    return lines


def test_every_line_of_the_page_is_logged(logged):
    assert [line for line in SHOWN if plain(line) not in {plain(one) for one in logged}] == []


def test_the_page_shows_something_of_each_symptom():
    assert len(SHOWN) >= len(SYMPTOMS)
