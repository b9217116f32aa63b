import sys

from engine import print_debug, printerr, printraw, prints, printt

VALUES = (1.0, None, "a", [True])


def test_values_are_printed_as_godot_does(capsys):
    prints(*VALUES)
    printt(*VALUES)
    printraw(*VALUES)
    printraw("|")
    assert capsys.readouterr().out == "1 Null a [True]\n1\tNull\ta\t[True]\n1Nulla[True]|"


def test_errors_go_to_standard_error(capsys):
    printerr(*VALUES)
    assert capsys.readouterr() == ("", "1Nulla[True]\n")


def test_where_it_was_is_printed_below(capsys):
    line = sys._getframe().f_lineno + 1
    print_debug("a", 2.0)
    name = "test_where_it_was_is_printed_below"
    assert capsys.readouterr().out == f"a2\n   At: {__file__}:{line}:{name}()\n"
