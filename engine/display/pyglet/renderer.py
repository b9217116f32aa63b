"""Renderer: shows drawings with OpenGL, all quads in one call for each picture that they are drawn from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from ctypes import byref, c_int
from math import ceil, floor
from typing import Any, NamedTuple

from pyglet import gl

from ...canvas.commands import Rgba
from ...canvas.drawing import Drawing
from ...input.view import View
from . import shaders
from .quad_maker import make_quads
from .quads import TEXT, Quads
from .rows import Rows
from .shaders import Program, build_program
from .sheet import Rasterizer, Sheet
from .textures import (
    DataTexture,
    Target,
    Textures,
    made,
)

_UNITS = ("picture", "shapes", "instances", "rows", "solid")
"""What the programs read at each texture unit."""
_UNIFORMS = ("view", "bounds", "size", "raster")


class Renderer:
    """Shows drawings in the OpenGL context that is current while its methods are called."""

    def __init__(self) -> None:
        self._made: list[Quads] = []
        self._generation = 0  # of the sheet, when they were made
        self._calls: list[_Call] = []
        self._uniforms: tuple[Any, ...] = ()
        self._solids = 0
        self._last_solid = -1
        self._rows = Rows()
        gl.glBindVertexArray(made(gl.glGenVertexArrays))
        self._program = _Program(shaders.QUADS)
        self._texts_program = _Program(shaders.TEXTS)
        self._solid_program = _Program(shaders.SOLID)
        self._shapes_data = DataTexture(1, gl.GL_RGBA32UI)
        self._instances_data = DataTexture(2, gl.GL_RGBA32UI)
        self._rows_data = DataTexture(3, gl.GL_RGBA32F)
        self._solid_data = DataTexture(4, gl.GL_R32UI)
        gl.glBlendFunc(gl.GL_ONE, gl.GL_ONE_MINUS_SRC_ALPHA)
        for plane in range(4):
            gl.glEnable(gl.GL_CLIP_DISTANCE0 + plane)
        largest = c_int()
        gl.glGetIntegerv(gl.GL_MAX_TEXTURE_SIZE, byref(largest))
        self._textures = Textures()
        self._sheet = Sheet(_rasterizer(), self._textures, largest.value)

    def update(self, drawings: Sequence[Drawing], changed: Sequence[int] | None, scale: float) -> None:
        """Take over what has changed; see `Surface.draw`. Glyphs are drawn `scale` times as large."""
        sheet = self._sheet
        sheet.frame()
        sheet.set_scale(scale)
        new = False
        while True:
            if self._generation != sheet.generation:  # perhaps it began anew on the way
                self._generation = sheet.generation
                changed = None
            new |= changed is None
            new |= self._make(drawings, changed)
            if self._generation == sheet.generation:
                break
        if new:
            self._join()

    def _make(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> bool:
        """Make the quads of the drawings that have none, and place all that have changed."""
        if changed is None:
            made: list[Any] = [None] * len(drawings)
            self._made, changed = made, range(len(drawings))
        made = self._made
        rows, sheet, generation = self._rows, self._sheet, self._sheet.generation
        new = False
        for i in changed:
            drawing = drawings[i]
            quads = drawing.cache
            if type(quads) is not Quads or not quads.is_of(rows, generation):
                quads = drawing.cache = make_quads(drawing, rows, sheet, generation)
            if made[i] is not quads:
                made[i] = quads
                new = True
            quads.place(drawing)
        return new

    def _join(self) -> None:
        """Put all quads together, and note from which picture each of them is drawn."""
        self._shapes_data.write(b"".join([quads.shapes for quads in self._made]))
        self._instances_data.write(b"".join([quads.instances for quads in self._made]))
        solid = array("I")
        first = 0
        for quads in self._made:
            if quads.solid:
                solid.extend([first + i for i in quads.solid])
            first += len(quads)
        solid.reverse()  # the front covers what is behind it
        self._solids = len(solid)
        self._last_solid = solid[0] if solid else -1
        self._solid_data.write(solid.tobytes())
        self._calls = calls = []
        start = end = 0
        current: Any = None
        inside: list[Quads] = []
        for quads in self._made:
            for picture, count in quads.batches:
                if picture is not current and end > start:
                    calls.append(_Call(current, start, end - start, inside))
                    start, inside = end, []
                current = picture
                end += count
                if picture is TEXT:
                    inside.append(quads)
        if end > start:
            calls.append(_Call(current, start, end - start, inside))

    def paint(self, width: int, height: int, view: View, clear_color: Rgba) -> None:
        """Show it in a window, or a picture, of this size in pixels."""
        if self._rows.written:
            self._rows.written = False
            self._rows_data.write(bytes(self._rows.data))
        left, top, right, bottom = bounds = _bounds(width, height, view)
        self._uniforms = (view[:4], bounds, (width, height), (self._sheet.scale,))
        gl.glViewport(0, 0, width, height)
        if bounds != (0, 0, width, height):
            gl.glClearColor(0.0, 0.0, 0.0, 1.0)
            gl.glClear(gl.GL_COLOR_BUFFER_BIT)
            gl.glEnable(gl.GL_SCISSOR_TEST)
            gl.glScissor(left, height - bottom, right - left, bottom - top)
        gl.glClearColor(*clear_color)
        gl.glClear(gl.GL_COLOR_BUFFER_BIT)
        gl.glDisable(gl.GL_SCISSOR_TEST)
        if self._solids:
            self._paint_solid()
        gl.glEnable(gl.GL_BLEND)
        for picture, start, number, texts in self._calls:
            if picture is TEXT:
                straight = view.scale_x == view.scale_y == self._sheet.scale
                self._textures.use(None, straight and all(quads.exact for quads in texts))
                self._texts_program.use(self._uniforms)
            else:
                self._textures.use(picture)
                self._program.use(self._uniforms)
            if start > self._last_solid:  # nothing in front of it can cover it
                gl.glDisable(gl.GL_DEPTH_TEST)
            gl.glDrawArrays(gl.GL_TRIANGLES, 6 * start, 6 * number)
        gl.glDisable(gl.GL_DEPTH_TEST)

    def _paint_solid(self) -> None:
        """Paint the insides of opaque boxes; what comes then is left out where it is behind them."""
        gl.glDisable(gl.GL_BLEND)
        if self._last_solid > 0:  # else there is nothing behind it
            gl.glDepthMask(True)
            gl.glClear(gl.GL_DEPTH_BUFFER_BIT)
            gl.glEnable(gl.GL_DEPTH_TEST)
        self._solid_program.use(self._uniforms)
        gl.glDrawArrays(gl.GL_TRIANGLES, 0, 6 * self._solids)
        gl.glDepthMask(False)

    def picture(self, width: int, height: int, view: View, clear_color: Rgba) -> bytes:
        """Paint a picture and return its pixels, opaque, four bytes each, top row first."""
        target = Target(width, height)
        try:
            with target:
                self.paint(width, height, view, clear_color)
                return target.pixels()
        finally:
            target.close()


class _Call(NamedTuple):
    """What is drawn in one go."""

    picture: Any
    """From which; see `Quads.batches`."""
    start: int
    """The first quad."""
    quads: int
    """How many."""
    texts: list[Quads]
    """Whose it is, if it is TEXT."""


class _Program:
    """One of the programs, with what it was told last."""

    def __init__(self, sources: Program) -> None:
        self._name = build_program(sources)
        self._told: tuple[Any, ...] = ()
        gl.glUseProgram(self._name)
        for unit, name in enumerate(_UNITS):
            gl.glUniform1i(self._location(name), unit)
        self._locations = [self._location(name) for name in _UNIFORMS]

    def _location(self, name: str) -> int:
        return int(gl.glGetUniformLocation(self._name, name.encode()))

    def use(self, uniforms: tuple[Any, ...]) -> None:
        """Draw with this program, told these values of its uniforms."""
        gl.glUseProgram(self._name)
        if uniforms != self._told:
            self._told = uniforms
            setters: Any = (gl.glUniform4f, gl.glUniform4f, gl.glUniform2f, gl.glUniform1f)
            for tell, location, values in zip(setters, self._locations, uniforms, strict=True):
                tell(location, *values)


def _rasterizer() -> Rasterizer:
    try:
        from .freetype import FreeTypeRasterizer
    except ImportError:  # pyglet has it on Linux alone
        from .fonts import PygletRasterizer

        return PygletRasterizer()
    return FreeTypeRasterizer()


def _bounds(width: int, height: int, view: View) -> tuple[int, int, int, int]:
    """Return what the viewport covers of the window: all of it if its size is not known."""
    if not view.width or not view.height:
        return 0, 0, width, height
    right = ceil(view.offset_x + view.width * view.scale_x - 1e-6)
    bottom = ceil(view.offset_y + view.height * view.scale_y - 1e-6)
    left, top = max(0, floor(view.offset_x)), max(0, floor(view.offset_y))
    return left, top, max(left, min(width, right)), max(top, min(height, bottom))
