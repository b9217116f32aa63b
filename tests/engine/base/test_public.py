"""Each package's stub is what the package has; the gate's type checkers hold that it is what they see."""

import importlib
import pkgutil
import sys
from pathlib import Path

import pytest

import engine
from engine.base.error import Error
from engine.base.public import public_names

ROOT = Path(engine.__file__).parent.parent
STUBS = [stub for part in ("engine", "nodes") for stub in (ROOT / part).rglob("*.pyi")]
PACKAGES = [".".join(stub.parent.relative_to(ROOT).parts) for stub in STUBS if stub.name == "__init__.pyi"]

each = pytest.mark.parametrize("package", PACKAGES)


def lines_of(package):
    stub = ROOT.joinpath(*package.split("."), "__init__.pyi").read_text(encoding="utf-8")
    return [line.split() for line in stub.splitlines() if line]


def test_the_packages_that_scripts_import_from_have_stubs():
    assert {"engine", "engine.input", "engine.testing", "engine.variant", "nodes", "nodes.gui"} <= set(
        PACKAGES
    )
    assert {stub.name for stub in STUBS} == {"__init__.pyi", "keywords.pyi"}


@each
def test_a_stub_has_one_name_a_line(package):
    for line in lines_of(package):
        match line:
            case ["from", module, "import", name, "as", again]:
                assert name == again
                assert module.startswith(".")
            case ["from", module, "import", "*"]:
                assert module.startswith(".")
            case _:
                assert line == [line[0], "Error"]
                assert line[0].endswith(":")


@each
def test_every_name_of_a_stub_is_there(package):
    module = importlib.import_module(package)
    said = [line[3] for line in lines_of(package) if line[0] == "from" and line[3] != "*"]
    said += [line[0].removesuffix(":") for line in lines_of(package) if len(line) == 2]
    assert said
    assert len(set(said)) == len(said)
    assert set(said) <= set(module.__all__) <= set(dir(module))
    for name in module.__all__:
        found = getattr(module, name)
        assert vars(module)[name] is found
        if isinstance(found, type):  # some have a name of Godot 4's as well
            assert getattr(module, found.__name__) is found


def test_the_error_codes_are_said_in_the_order_of_the_enum():
    said = [
        line[0].removesuffix(":") for line in lines_of("engine") if line[-1] == "Error" and len(line) == 2
    ]
    assert said == [code.name for code in Error]
    assert all(getattr(engine, code.name) is code for code in Error)


# -- A package of its own --------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package `shop` with a stub; `loaded()` tells which of its modules have been imported."""
    files = {
        "__init__.py": "from engine.base.public import public_names\n"
        "open_: bool = True\n"
        "__getattr__, __dir__ = public_names(__name__)\n",
        "__init__.pyi": "from .bread import Bread as Bread\n"
        "from .fruit import *\n"
        "from .tools import *\n"
        "from .kitchen import *\n"
        "\n"
        "open_: bool\n",
        "bread.py": "class Bread: ...\nclass Flour: ...\n",
        "fruit/__init__.py": "from engine.base.public import public_names\n"
        "__getattr__, __dir__ = public_names(__name__)\n",
        "fruit/__init__.pyi": "from .apple import Apple as Apple\n",
        "fruit/apple.py": "class Apple: ...\n",
        "kitchen/__init__.py": "from engine.base.public import public_names\n"
        "tin: int = 3\n"
        "__getattr__, __dir__ = public_names(__name__)\n",
        "kitchen/__init__.pyi": "from .spoon import Spoon as Spoon\nfrom .pots import *\ntin: int\n",
        "kitchen/spoon.py": "class Spoon: ...\n",
        "kitchen/pots.py": "LID = 4\n",
        "tools.py": "import sys\nfrom functools import cache\nKNIFE = 1\n_SECRET = 2\n"
        "def cut(): ...\nclass Bread: ...\n",
    }
    for name, text in files.items():
        file = tmp_path / "shop" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("shop")
    for name in loaded():
        del sys.modules[name]


def loaded():
    return {name for name in sys.modules if name.partition(".")[0] == "shop"}


def test_a_name_is_loaded_when_it_is_asked_for_and_then_kept(package):
    assert loaded() == {"shop"}
    assert "Bread" not in vars(package)
    bread = package.Bread
    assert vars(package)["Bread"] is bread is sys.modules["shop.bread"].Bread
    assert loaded() == {"shop", "shop.bread"}


def test_behind_a_star_is_looked_no_farther_than_needed(package):
    assert package.Apple.__module__ == "shop.fruit.apple"
    assert loaded() == {"shop", "shop.fruit", "shop.fruit.apple"}


def test_what_other_packages_say_is_read_before_any_module_is_loaded(package):
    assert package.Spoon.__module__ == "shop.kitchen.spoon"
    assert loaded() == {"shop", "shop.kitchen", "shop.kitchen.spoon"}
    assert package.tin == 3  # which the package sets itself
    assert package.LID == 4


def test_a_star_gives_what_a_module_defines(package):
    assert package.__all__ == ["Apple", "Bread", "KNIFE", "LID", "Spoon", "cut", "open_", "tin"]
    assert package.KNIFE == 1
    for name in ("sys", "cache", "_SECRET", "Flour"):
        with pytest.raises(AttributeError, match=f"module 'shop' has no attribute '{name}'"):
            getattr(package, name)


def test_a_name_that_is_said_comes_before_one_behind_a_star(package):
    assert package.cut
    assert package.Bread.__module__ == "shop.bread"


def test_all_are_told_before_they_are_loaded(package):
    assert {"Bread", "Apple", "KNIFE", "open_", "__name__"} <= set(dir(package))
    assert {"shop.bread", "shop.fruit.apple"}.isdisjoint(loaded())


def test_all_can_be_had_at_once(package):
    found: dict[str, object] = {}
    exec("from shop import *", found)
    assert found["Apple"] is package.Apple
    assert found["open_"] is True


def test_names_of_pythons_own_load_nothing(package):
    assert not hasattr(package, "__wrapped__")
    assert loaded() == {"shop"}


def test_a_package_without_a_stub_says_so(tmp_path, monkeypatch):
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("bare")
    with pytest.raises(FileNotFoundError, match=r"__init__\.pyi"):
        public_names("bare")
    del sys.modules["bare"]


@pytest.mark.parametrize("name", ["engine", "nodes"])
def test_no_name_of_ours_is_that_of_a_module_beside_it(name):
    """Importing the module would put it in the place of the name."""
    package = importlib.import_module(name)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules.isdisjoint(package.__all__)
