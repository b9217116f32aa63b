import argparse

import pytest

from engine.runner.options import add_run_options, run_options


@pytest.fixture
def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=1)
    add_run_options(parser)
    return lambda line: run_options(parser.parse_args(line.split()))


def test_what_is_not_given_is_left_to_the_program(parse):
    assert parse("--port 2") == {}


def test_all_that_run_takes_can_be_given(parse):
    given = parse(
        "--headless --screenshot a.png --window-size 800x600 --scale 1.5 --quit-after 3"
        " --fixed-fps 30 --time-scale 0 --print-fps --drain 30"
    )
    assert given == {
        "headless": True,
        "screenshot": "a.png",
        "window_size": (800, 600),
        "scale": 1.5,
        "quit_after": 3,
        "fixed_fps": 30,
        "time_scale": 0.0,
        "print_fps": True,
        "drain": 30.0,
    }


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--window-size 800", "must be like 1024x600, not 800"),
        ("--window-size 0x600", "must be like 1024x600, not 0x600"),
        ("--window-size 800x6²", "must be like 1024x600"),
        ("--window-size -1x5", "expected one argument"),
        ("--scale 0", "must be greater than 0, not 0"),
        ("--scale nan", "must be 0 or greater, not nan"),
        ("--scale inf", "must be 0 or greater, not inf"),
        ("--time-scale -1", "must be 0 or greater, not -1"),
        ("--drain -1", "must be 0 or greater, not -1"),
        ("--quit-after 0", "must be greater than 0, not 0"),
        ("--fixed-fps 0", "must be greater than 0, not 0"),
        ("--quit-after x", "invalid _positive_int value"),
    ],
)
def test_odd_values_are_refused(parse, capsys, line, complaint):
    with pytest.raises(SystemExit):
        parse(line)
    assert complaint in capsys.readouterr().err
