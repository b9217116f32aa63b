from engine.exporting.progress import say


def test_what_takes_long_is_told_on_stderr(capsys):
    say("Compiling 3 files")
    assert capsys.readouterr() == ("", "Compiling 3 files …\n")
