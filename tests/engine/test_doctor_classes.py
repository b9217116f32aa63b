"""What `python -m engine doctor --classes` says."""

from engine.base.godot_classes import classes
from engine.command_line import main
from engine.doctor_classes import Share, class_report, shares


def test_a_class_has_its_share_and_what_is_missing():
    found = {share.name: share for share in shares()}
    assert found["ConfigFile"].missing == []
    assert "wait_time" in found["Timer"].here
    assert "get_monitor" in found["Performance"].here
    assert "is_key_pressed" in found["Input"].here
    assert "parse" in found["JSON"].here
    assert found["Viewport"].missing
    assert "Spatial" not in found


def test_a_line_names_some_of_what_is_missing():
    def line(name, here, missing):
        return Share(name, here, missing, classes()[name], object).line()

    assert line("Timer", ["a", "b", "c"], ["d"]) == "Timer                         75 %   not d"
    assert line("Timer", [], list("abcdef")).endswith("  0 %   not a, b, c, d and 2 more")
    assert line("Panel", [], []) == "Panel                        100 %"


def test_the_report_ends_with_the_sum():
    report = class_report()
    assert len(report) > 100
    assert "classes of Godot 3.6 are here" in report[-1]


def test_it_is_an_option_of_the_doctor(capsys):
    assert main(["doctor", "--classes"]) == 0
    assert "\nTimer  " in capsys.readouterr().out
