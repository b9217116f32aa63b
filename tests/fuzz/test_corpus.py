"""Every input that was ever worth keeping keeps its promise, and so do some more: see targets.py."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .targets import TARGETS

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"


def kept():
    return [
        pytest.param(file.parent.name, file, id=f"{file.parent.name}-{file.name}")
        for file in sorted(CORPUS.glob("*/*"))
    ]


@pytest.mark.parametrize(("target", "file"), kept())
def test_what_was_kept_keeps_its_promise(target, file):
    TARGETS[target](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_kept_and_cut_off_anywhere_keeps_its_promise(target):
    for file in sorted((CORPUS / target).iterdir()):
        data = file.read_bytes()[:200]
        for end in range(len(data)):
            TARGETS[target](data[:end])


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=50)
@given(data=st.data())
def test_what_was_kept_and_damaged_keeps_its_promise(target, data):
    sound = st.sampled_from(sorted((CORPUS / target).iterdir())).map(Path.read_bytes)
    damaged = bytearray(data.draw(sound))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, 4096), st.integers(0, 255)), max_size=4)):
        if damaged:
            damaged[place % len(damaged)] = value
    TARGETS[target](bytes(damaged))


def test_every_target_has_a_corpus_and_every_corpus_a_target():
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
