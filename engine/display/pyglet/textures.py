"""What OpenGL keeps for a renderer: the sheet, pictures, data for its program, pictures to draw into."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_int, c_uint, create_string_buffer
from types import TracebackType
from typing import Any

from pyglet import gl

from ...canvas.texture import Texture
from ..error import DisplayError


def made(generate: Callable[..., object]) -> int:
    """Return a new name from one of OpenGL's `glGen…` functions."""
    name = c_uint()
    generate(1, byref(name))
    return name.value


class DataTexture:
    """Numbers that the program reads, at a texture unit of its own."""

    def __init__(self, unit: int, form: int) -> None:
        self._buffer = made(gl.glGenBuffers)
        self.write(bytes(16))
        gl.glActiveTexture(gl.GL_TEXTURE0 + unit)
        gl.glBindTexture(gl.GL_TEXTURE_BUFFER, made(gl.glGenTextures))
        gl.glTexBuffer(gl.GL_TEXTURE_BUFFER, form, self._buffer)
        gl.glActiveTexture(gl.GL_TEXTURE0)

    def write(self, data: bytes) -> None:
        """Put other data in the place of what was there."""
        gl.glBindBuffer(gl.GL_TEXTURE_BUFFER, self._buffer)
        gl.glBufferData(gl.GL_TEXTURE_BUFFER, len(data), data, gl.GL_STREAM_DRAW)


class OwnPicture:
    """The picture of one large texture. Once nobody has it any more, `doomed` gets its name."""

    def __init__(self, name: int, doomed: list[int]) -> None:
        self.name = name
        self._doomed = doomed

    def __del__(self) -> None:
        self._doomed.append(self.name)


class Textures:
    """The pictures that are drawn from. See `sheet.Textures`."""

    def __init__(self) -> None:
        self._sheet = made(gl.glGenTextures)
        self._used: int | None = None
        self._doomed: list[int] = []
        self._nearest = made(gl.glGenSamplers)
        self._exactly = False
        for option in (gl.GL_TEXTURE_MIN_FILTER, gl.GL_TEXTURE_MAG_FILTER):
            gl.glSamplerParameteri(self._nearest, option, gl.GL_NEAREST)
        self._texture(self._sheet, gl.GL_CLAMP_TO_EDGE)

    def _texture(self, name: int, wrap: int) -> None:
        self._bind(name)
        for option, value in (
            (gl.GL_TEXTURE_MIN_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_MAG_FILTER, gl.GL_LINEAR),
            (gl.GL_TEXTURE_WRAP_S, wrap),
            (gl.GL_TEXTURE_WRAP_T, wrap),
        ):
            gl.glTexParameteri(gl.GL_TEXTURE_2D, option, value)
        gl.glPixelStorei(gl.GL_UNPACK_ALIGNMENT, 1)

    def _bind(self, name: int) -> None:
        if self._used != name:
            self._used = name
            gl.glBindTexture(gl.GL_TEXTURE_2D, name)

    def use(self, picture: OwnPicture | None, exactly: bool = False) -> None:
        """Draw from a picture from now on; None is the sheet. `exactly` pixel by pixel costs less."""
        self._bind(self._sheet if picture is None else picture.name)
        if exactly != self._exactly:
            self._exactly = exactly
            gl.glBindSampler(0, self._nearest if exactly else 0)

    def start(self, size: int) -> None:
        """See `sheet.Textures`."""
        self._bind(self._sheet)
        _fill(size, size, bytes(4 * size * size))

    def put(self, x: int, y: int, width: int, height: int, rgba: bytes) -> None:
        """See `sheet.Textures`."""
        self._bind(self._sheet)
        gl.glTexSubImage2D(gl.GL_TEXTURE_2D, 0, x, y, width, height, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, rgba)

    def add(self, texture: Texture, rgba: bytes) -> OwnPicture:
        """See `sheet.Textures`."""
        while self._doomed:
            name = self._doomed.pop()
            gl.glDeleteTextures(1, byref(c_uint(name)))
            self._used = None
        picture = OwnPicture(made(gl.glGenTextures), self._doomed)
        self._texture(picture.name, gl.GL_REPEAT)
        _fill(texture.width, texture.height, rgba)
        return picture


def _fill(width: int, height: int, rgba: bytes) -> None:
    gl.glTexImage2D(gl.GL_TEXTURE_2D, 0, gl.GL_RGBA8, width, height, 0, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, rgba)


class Target:
    """A picture to draw into in place of the window, inside a `with` block."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._color = made(gl.glGenRenderbuffers)
        self._frame = made(gl.glGenFramebuffers)
        self._depth = made(gl.glGenRenderbuffers)
        with self:
            for name, form, use in (
                (self._color, gl.GL_RGBA8, gl.GL_COLOR_ATTACHMENT0),
                (self._depth, gl.GL_DEPTH_COMPONENT24, gl.GL_DEPTH_ATTACHMENT),
            ):
                gl.glBindRenderbuffer(gl.GL_RENDERBUFFER, name)
                gl.glRenderbufferStorage(gl.GL_RENDERBUFFER, form, width, height)
                gl.glFramebufferRenderbuffer(gl.GL_FRAMEBUFFER, use, gl.GL_RENDERBUFFER, name)
            status = gl.glCheckFramebufferStatus(gl.GL_FRAMEBUFFER)
        if status != gl.GL_FRAMEBUFFER_COMPLETE:
            raise DisplayError(f"The graphics driver cannot draw a picture of {width} x {height} pixels.")

    def __enter__(self) -> Target:
        before = c_int()
        gl.glGetIntegerv(gl.GL_DRAW_FRAMEBUFFER_BINDING, byref(before))
        self._before = before.value
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._frame)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gl.glBindFramebuffer(gl.GL_FRAMEBUFFER, self._before)

    def pixels(self) -> bytes:
        """Return what was drawn as opaque pixels of four bytes each, top row first."""
        width, height = self._size
        stride = 4 * width
        data = create_string_buffer(stride * height)
        gl.glPixelStorei(gl.GL_PACK_ALIGNMENT, 1)
        gl.glReadPixels(0, 0, width, height, gl.GL_RGBA, gl.GL_UNSIGNED_BYTE, data)
        rows: Any = memoryview(data)
        rgba = bytearray().join(
            [rows[start : start + stride] for start in range(len(data) - stride, -1, -stride)]
        )
        rgba[3::4] = b"\xff" * (width * height)
        return bytes(rgba)

    def close(self) -> None:
        """Let go of it."""
        gl.glDeleteFramebuffers(1, byref(c_uint(self._frame)))
        for name in (self._color, self._depth):
            gl.glDeleteRenderbuffers(1, byref(c_uint(name)))
