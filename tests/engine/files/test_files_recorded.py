"""GDScript programs that write and read files, in Python: what Godot 3.6.2 logged is what these log."""

from __future__ import annotations

import json
from pathlib import Path

from engine import (
    INF,
    Color,
    ConfigFile,
    Directory,
    File,
    NodePath,
    PoolByteArray,
    PoolIntArray,
    PoolStringArray,
    Rect2,
    Vector2,
    typeof,
)
from tests.engine.gdscript.rows import cases, is_the_same, value_of

CASES = cases(Path(__file__).parent / "vectors" / "files.json")


class Log(list):
    """What a program logs: codes count as numbers."""

    def l(self, value):  # noqa: E743
        self.append(plain(value))


def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def compared(log, name, *but):
    """Compare a log with the recorded one, in which `but` has other lines: {line: value}."""
    expected = [value_of(value) for _, value in CASES[name]["log"]]
    for lines in but:
        for line, value in lines.items():
            expected[line] = value
    wrong = [
        (i, ours, theirs)
        for i, (ours, theirs) in enumerate(zip(log, expected, strict=True))
        if not is_the_same(ours, theirs, 1e-6)
    ]
    assert wrong == []


def test_what_a_config_file_writes(user):
    t = Log()
    c = ConfigFile()
    c.set_value("player", "name", 'Ann "A"')
    c.set_value("player", "score", 12)
    c.set_value("player", "speed", 1.5)
    c.set_value("player", "whole", 3.0)
    c.set_value("player", "pos", Vector2(1.5, 2))
    c.set_value("player", "on", True)
    c.set_value("player", "none", None)
    c.set_value("video", "list", [1, "two", 3.0, [4]])
    c.set_value("video", "map", {"a": 1, 2: {"b": []}})
    c.set_value("video", "color", Color(1, 0.5, 0, 1))
    c.set_value("video", "multi", "a\nb\tc")
    c.set_value("video", "pool", PoolIntArray([1, 2]))
    c.set_value("video", "rect", Rect2(1, 2, 3, 4))
    c.set_value("video", "path", NodePath("a/b"))
    c.set_value("video", "key with space", 1)
    c.set_value("", "top", 7)
    c.set_value("video", "inf", INF)
    c.set_value("video", "third", 1.0 / 3)
    t.l(c.save("user://c.cfg"))
    f = File()
    f.open("user://c.cfg", File.READ)
    t.l(f.get_as_text())
    f.close()
    d = ConfigFile()
    t.l(d.load("user://c.cfg"))
    t.l(d.get_sections())
    for s in d.get_sections():
        for k in d.get_section_keys(s):
            t.l([s, k, typeof(d.get_value(s, k)), d.get_value(s, k)])
    # Godot puts what the section "" has into the one before it
    compared(
        t,
        "ConfigFile: what is written",
        {3: PoolStringArray(["player", "video", ""]), len(t) - 1: ["", "top", 2, 7]},
    )


def test_what_a_config_file_reads(caplog):
    t = Log()
    for _, (text, *_) in CASES["ConfigFile: reading"]["log"]:
        c = ConfigFile()
        e = c.parse(text)
        t.l([text, e, [[s, k, c.get_value(s, k)] for s in c.get_sections() for k in c.get_section_keys(s)]])
    compared(t, "ConfigFile: reading")
    assert len(caplog.records) == len(json.loads(json.dumps(CASES["ConfigFile: reading"]["printed"])))


def test_what_a_config_file_says_of_what_is_not_there(user, caplog):
    t = Log()
    c = ConfigFile()
    t.l(c.load("user://none.cfg"))
    t.l(c.get_value("a", "b", 5))
    t.l(c.get_value("a", "b"))
    t.l([c.has_section("a"), c.has_section_key("a", "b")])
    c.set_value("a", "b", 1)
    c.set_value("a", "b", None)
    t.l([c.has_section("a"), c.get_sections()])
    c.set_value("a", "b", 1)
    c.set_value("a", "d", 2)
    c.erase_section_key("a", "b")
    t.l(c.get_section_keys("a"))
    c.erase_section("a")
    t.l(c.get_sections())
    t.l(c.get_section_keys("zz"))
    c.erase_section("zz")
    t.l(c.save("nodir://x"))
    compared(t, "ConfigFile: defaults and errors")
    assert len(caplog.records) == len(CASES["ConfigFile: defaults and errors"]["printed"])


def test_lines_and_positions(user):
    t = Log()
    f = File()
    t.l(f.open("user://none.txt", File.READ))
    t.l([f.is_open(), f.file_exists("user://none.txt")])
    t.l(f.open("user://a.txt", File.WRITE))
    f.store_line("first line")
    f.store_string("second é")
    f.store_line("")
    f.store_csv_line(PoolStringArray(["a", "b c", "d,e", 'f"g', "last"]))
    t.l([f.get_position(), f.get_len(), f.get_path()])
    f.close()
    t.l(f.open("user://a.txt", File.READ))
    t.l([f.get_len(), f.get_position(), f.eof_reached()])
    t.l(f.get_line())
    t.l([f.get_position(), f.eof_reached()])
    t.l(f.get_line())
    t.l(f.get_csv_line())
    t.l([f.eof_reached(), f.get_line(), f.eof_reached()])
    f.seek(0)
    t.l(f.get_as_text())
    f.seek_end(-3)
    t.l([f.get_position(), f.get_8(), f.get_buffer(10)])
    f.close()
    t.l(f.open("user://a.txt", File.READ_WRITE))
    f.seek_end()
    f.store_line("more")
    f.close()
    f.open("user://a.txt", File.READ)
    t.l(f.get_as_text())
    t.l([f.get_md5("user://a.txt"), f.get_sha256("user://a.txt")])
    f.close()
    t.l(f.open("user://no/dir/a.txt", File.WRITE))
    t.l(f.open("user://a.txt", File.WRITE_READ))
    t.l(f.get_len())
    f.close()
    compared(t, "File: text, lines, positions")


def test_the_loop_over_lines(user):
    t = Log()
    f = File()
    f.open("user://b.txt", File.WRITE)
    f.store_string("first line\nsecond é\n")
    f.close()
    f.open("user://b.txt", File.READ)
    while not f.eof_reached():
        t.l(f.get_line())
    f.close()
    f.open("user://b.txt", File.WRITE)
    f.store_string("first line\r\nsecond é")
    f.close()
    f.open("user://b.txt", File.READ)
    while f.get_position() < f.get_len():
        t.l(f.get_line())
    compared(t, "File: the loop over lines that everyone writes")


def test_numbers_and_values(user):
    t = Log()
    f = File()
    f.open("user://c.bin", File.WRITE)
    f.store_8(255)
    f.store_16(65535)
    f.store_32(4294967295)
    f.store_64(-1)
    f.store_float(0.1)
    f.store_double(0.1)
    f.store_real(0.1)
    f.store_var({"a": [1, Vector2(1, 2)]})
    f.store_pascal_string("hé")
    f.store_buffer(PoolByteArray([1, 2]))
    t.l(f.get_position())
    f.close()
    f.open("user://c.bin", File.READ)
    t.l(f.get_buffer(f.get_len()))
    f.seek(0)
    numbers = [f.get_8(), f.get_16(), f.get_32(), f.get_64(), f.get_float(), f.get_double(), f.get_real()]
    t.l([*numbers, f.get_var(), f.get_pascal_string(), f.get_buffer(2), f.get_8(), f.eof_reached()])
    f.endian_swap = True
    f.seek(1)
    t.l([f.get_16(), f.endian_swap])
    f.close()
    t.l(f.open_encrypted_with_pass("user://d.bin", File.WRITE, "pw"))
    f.store_line("secret")
    f.close()
    t.l(f.open_encrypted_with_pass("user://d.bin", File.READ, "no"))
    t.l(f.open_encrypted_with_pass("user://d.bin", File.READ, "pw"))
    t.l(f.get_as_text())
    f.close()
    t.l(f.open_compressed("user://e.bin", File.WRITE, File.COMPRESSION_ZSTD))
    f.store_line("packed")
    f.close()
    t.l(f.open_compressed("user://e.bin", File.READ, File.COMPRESSION_ZSTD))
    t.l(f.get_line())
    compared(t, "File: numbers and values")


def test_folders(user):
    t = Log()
    d = Directory()
    t.l(d.open("user://nothere"))
    t.l(d.open("user://"))
    t.l(d.make_dir("sub"))
    t.l(d.make_dir("sub"))
    t.l(d.make_dir_recursive("sub/deep/er"))
    f = File()
    f.open("user://sub/x.txt", File.WRITE)
    f.close()
    f.open("user://sub/.hid", File.WRITE)
    f.close()
    there = [d.dir_exists("sub"), d.file_exists("sub/x.txt"), d.file_exists("user://sub/x.txt")]
    t.l([*there, d.dir_exists("user://sub/deep")])
    t.l(d.change_dir("sub"))
    t.l(d.get_current_dir())
    t.l(d.list_dir_begin())
    names = []
    n = d.get_next()
    while n != "":
        names.append(f"{n} {d.current_is_dir()}")
        n = d.get_next()
    t.l(sorted(names))
    d.list_dir_begin(True, True)
    names = []
    n = d.get_next()
    while n != "":
        names.append(n)
        n = d.get_next()
    t.l(sorted(names))
    t.l(d.copy("user://sub/x.txt", "user://sub/y.txt"))
    t.l(d.rename("y.txt", "z.txt"))
    t.l(d.remove("z.txt"))
    t.l(d.remove("z.txt"))
    t.l(d.remove("deep"))
    t.l(d.change_dir(".."))
    t.l(d.change_dir("nope"))
    t.l([d.get_drive_count(), d.get_current_drive()])
    compared(t, "Directory", {len(t) - 1: [1, 0]})  # how many drives there are is up to the computer
