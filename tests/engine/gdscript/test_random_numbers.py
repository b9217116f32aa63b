"""The numbers that follow from a seed, as the real engine drew them."""

from pathlib import Path

import pytest

import engine
from engine import RandomNumberGenerator, rand_seed, randi, randomize, seed, shuffle
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "random.json")
FUNCTIONS = ("randi", "randf", "rand_range", "rand_seed")


def shuffled(array):
    array = list(array)
    shuffle(array)
    return array


def names_for(case):
    """Return what the expressions of a case use: the generator that it has made, the seed being set."""
    name = case["name"]
    names = {function: getattr(engine, function) for function in FUNCTIONS}
    names |= {"RandomNumberGenerator": RandomNumberGenerator, "sh": shuffled}
    if "seed(" in name and "hash" not in name:
        seed(int(name.partition("seed(")[2].rstrip(")")))
    elif "hash" in name:
        seed(engine.hash("word"))
    elif name.startswith("RandomNumberGenerator, se"):
        names["r"] = r = RandomNumberGenerator()
        r.seed = int(name.split()[-1])
    elif name.startswith("RandomNumberGenerator, st"):
        names["r"] = r = RandomNumberGenerator()
        r.seed = 1
        r.state = int(name.split()[-1])
    elif name.startswith("seed set"):
        names["r"] = r = RandomNumberGenerator()
        r.set_seed(77)
        first = r.get_state()

        def start(what):
            if what == "seed":
                r.seed = 77
            else:
                r.set_state(first)
            return r.state

        names["st"] = start
    return names


@pytest.mark.parametrize("name", CASES)
def test_a_seed_gives_godots_numbers(name):
    case = CASES[name]
    assert differing(case["rows"], names_for(case), SINGLE) == []


def test_a_generator_that_is_randomized_starts_anywhere():
    generators = [RandomNumberGenerator(), RandomNumberGenerator()]
    for generator in generators:
        generator.randomize()
    assert generators[0].get_seed() != generators[1].get_seed()
    assert generators[0].randf_range(2, 3) != generators[1].randf_range(2, 3)


def test_scripts_share_the_functions_generator():
    seed(5)
    first = [randi(), randi()]
    seed(5)
    assert rand_seed(9) == rand_seed(9)
    assert [randi(), randi()] == first
    randomize()
    assert [randi(), randi()] != first


def test_a_generator_is_an_object_with_properties():
    generator = RandomNumberGenerator()
    generator.set("seed", 3)
    assert (generator.get_class(), generator.get("seed")) == ("RandomNumberGenerator", 3)
