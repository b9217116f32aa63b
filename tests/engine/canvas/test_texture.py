import subprocess
import sys

import PIL.Image
import pytest

from engine import ScriptError, Vector2
from engine.canvas.error import PictureError
from engine.canvas.png import write_png
from engine.canvas.texture import Texture

RED_AND_CLEAR = bytes([255, 0, 0, 255, 0, 0, 0, 0])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "icon.png"
    write_png(path, 2, 1, RED_AND_CLEAR)
    return path


def test_a_file_gives_its_size_its_pixels_and_itself(file):
    texture = Texture.load(file)
    assert (texture.width, texture.height) == (texture.get_width(), texture.get_height()) == (2, 1)
    assert texture.get_size() == Vector2(2, 1)
    assert texture.rgba() == RED_AND_CLEAR
    assert texture.path == str(file)
    assert texture.file == file.read_bytes()
    assert repr(texture) == f"<Texture {str(file)!r}, 2 x 1>"


def test_the_same_file_is_the_same_texture_until_it_changes(file):
    texture = Texture.load(file)
    assert Texture.load(str(file)) is texture
    write_png(file, 1, 1, b"abcd")
    other = Texture.load(file)
    assert other is not texture
    assert other.rgba() == b"abcd"


@pytest.mark.parametrize("path", ["icon.png", "res://icon.png", "./icon.png"])
def test_a_file_is_found_beside_the_script_that_loads_it(file, path):
    script = {"__file__": str(file.parent / "script.py"), "Texture": Texture}
    exec(f"texture = Texture.load({path!r})", script)
    assert script["texture"].rgba() == RED_AND_CLEAR


def test_a_file_in_the_working_directory_comes_first(file, tmp_path_factory, monkeypatch):
    here = tmp_path_factory.mktemp("here")
    write_png(here / "icon.png", 1, 1, b"abcd")
    monkeypatch.chdir(here)
    script = {"__file__": str(file.parent / "script.py"), "Texture": Texture}
    exec("texture = Texture.load('icon.png'); other = Texture.load('res://icon.png')", script)
    assert script["texture"].rgba() == b"abcd"
    assert script["other"].rgba() == RED_AND_CLEAR


def test_pixels_make_a_texture():
    texture = Texture.from_rgba(1, 2, bytearray(b"abcdefgh"))
    assert texture.rgba() == b"abcdefgh"
    assert (texture.file, texture.path) == (b"", "")
    assert repr(texture) == "<Texture 'made', 1 x 2>"


@pytest.mark.parametrize(("width", "height", "count"), [(0, 0, 0), (2, 1, 4), (-1, -1, 4)])
def test_pixels_that_do_not_fit_the_size_are_refused(width, height, count):
    with pytest.raises(PictureError, match=f"cannot have {count} bytes"):
        Texture.from_rgba(width, height, bytes(count))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ScriptError, match=r"nowhere\.png' cannot be opened: .*No such file"):
        Texture.load(tmp_path / "nowhere.png")
    with pytest.raises(PictureError, match="cannot be opened"):
        Texture.load("null\0.png")
    with pytest.raises(PictureError, match=r"'nowhere\.png' cannot be opened"):
        exec("Texture.load('res://nowhere.png')", {"Texture": Texture})


def test_a_file_that_is_no_picture_is_named_at_once(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(b"GIF89a")
    with pytest.raises(PictureError, match=r"photo\.png' cannot be used\. .*convert it to PNG"):
        Texture.load(path)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP"])
def test_a_picture_may_have_any_form_whatever_its_name_says(tmp_path, form):
    path = tmp_path / "icon.png"
    PIL.Image.new("RGB", (3, 2), (255, 0, 0)).save(path, form)
    texture = Texture.load(path)
    assert texture.get_size() == Vector2(3, 2)
    red, green, blue, alpha = texture.rgba()[:4]
    assert red > 250
    assert max(green, blue) < 5
    assert alpha == 255


CHECK = """
import sys
from engine import Texture
texture = Texture.load(sys.argv[1])
print("PIL" in sys.modules, texture.width)
texture.rgba()
print("PIL" in sys.modules)
"""


def test_pillow_is_loaded_when_pixels_are_wanted(file):
    told = subprocess.run(
        [sys.executable, "-c", CHECK, str(file)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "2", "True"]


def test_damaged_pixels_are_found_when_they_are_wanted(file):
    file.write_bytes(file.read_bytes()[:40])
    texture = Texture.load(file)
    assert texture.width == 2
    with pytest.raises(PictureError, match=r"icon\.png' cannot be used\. The PNG file is damaged"):
        texture.rgba()


def test_a_file_without_end_is_not_read_to_its_end(file, monkeypatch):
    monkeypatch.setattr("engine.canvas.texture._LARGEST_FILE", 10)
    with pytest.raises(PictureError, match="more than 10 bytes"):
        Texture.load(file)


def test_scripts_import_textures_and_fonts_from_engine():
    import engine
    from engine.text.font import Font

    assert engine.Texture is Texture
    assert engine.Font is Font
    assert {"Font", "Texture"} <= set(engine.__all__)


def test_of_a_misspelt_picture_those_of_the_folder_are_offered(tmp_path):
    (tmp_path / "coin.png").write_bytes(b"")
    with pytest.raises(PictureError, match=r"No such file or directory\. Did you mean 'coin\.png'\?$"):
        Texture.load(tmp_path / "coim.png")
    (tmp_path / "photo.jpeg").write_bytes(b"")
    with pytest.raises(PictureError, match=r"Did you mean 'photo\.jpeg'\?$"):
        Texture.load(tmp_path / "photo.jpg")
    with pytest.raises(PictureError, match=r"It was looked for in '.*'\.$"):
        Texture.load(tmp_path / "zzyzx.png")
    with pytest.raises(PictureError, match=r"No such file or directory\.$"):
        Texture.load(tmp_path / "nowhere" / "coin.png")
