import sys

import pytest

from engine.base.run_file import run_file


def test_a_file_becomes_the_module_of_a_name(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "a_name", raising=False)
    tmp_path.joinpath("file.py").write_text("here = __name__")
    monkeypatch.chdir(tmp_path)
    module = run_file("a_name", tmp_path / "file.py")
    assert (module.here, module.__file__) == ("a_name", str(tmp_path / "file.py"))
    assert sys.modules.pop("a_name") is module


def test_what_it_raises_goes_on_and_no_half_of_it_stays(tmp_path):
    tmp_path.joinpath("file.py").write_text("here = 1\n1 / 0")
    with pytest.raises(ZeroDivisionError):
        run_file("a_name", tmp_path / "file.py")
    assert "a_name" not in sys.modules
