"""The program on the graphics card that draws quads, and how it gets there."""

from __future__ import annotations

from ctypes import POINTER, byref, c_char, c_char_p, c_int, cast, create_string_buffer, pointer

from pyglet import gl

from ..error import DisplayError

_VERSION = "#version 330 core\n"

_VERTEX = """
uniform usamplerBuffer shapes;
uniform usamplerBuffer instances;
uniform samplerBuffer rows;
uniform usamplerBuffer solid;  // SOLID: the numbers of the quads to draw
uniform sampler2D picture;
uniform vec4 view;     // scale and offset of the viewport in the window
uniform vec4 bounds;   // what the viewport covers of the window
uniform vec2 size;     // of the window
uniform float raster;  // how many pixels the glyphs have for each logical one

#if defined(TEXTS) || defined(SOLID)
flat out vec4 color;
#else
out vec4 color;
out vec2 inside;       // from the middle of the box, in pixels
flat out vec4 border_color;
flat out vec4 box;     // half width, half height, radius, border
#endif
out vec2 uv;
out float gl_ClipDistance[4];

const uint BOX = 0u, GLYPH = 1u, PICTURE = 2u, STROKE = 3u, TRIANGLE = 4u, TEXTURED = 5u, PLACES = 6u;
const float WHOLE = 0.0, INSIDE = 1.0, FIRST_EDGE = 2.0;
const vec2 WHITE = vec2(2.0);
const float STEP = 1.0 / 4194304.0;  // between quads, from back to front

vec4 unpack(uint bits) {
    return vec4(bits & 255u, (bits >> 8) & 255u, (bits >> 16) & 255u, bits >> 24) / 255.0;
}

void main() {
    int quad = gl_VertexID / 6;
    int corner = gl_VertexID - 6 * quad;
    corner = corner < 3 ? corner : corner == 3 ? 2 : corner == 4 ? 1 : 3;
    vec2 c = vec2(corner & 1, corner >> 1);
#ifdef SOLID
    quad = int(texelFetch(solid, quad).x);
#endif

    uvec4 instance = texelFetch(instances, quad);
    uvec4 first = texelFetch(shapes, 2 * quad);
    uvec4 second = texelFetch(shapes, 2 * quad + 1);
    vec4 a = uintBitsToFloat(first);
    vec4 b = uintBitsToFloat(second);
    vec2 at = uintBitsToFloat(instance.yz);
    int row = 4 * int(instance.x >> 3);
    vec4 axes = texelFetch(rows, row);
    mat2 m = mat2(axes.xy * view.xy, axes.zw * view.xy);
    vec2 origin = texelFetch(rows, row + 1).xy * view.xy + view.zw;
    vec4 clip = floor(texelFetch(rows, row + 2) * view.xyxy + view.zwzw + 0.5);
    clip = vec4(max(clip.xy, bounds.xy), min(clip.zw, bounds.zw));
    vec4 modulate = texelFetch(rows, row + 3);
    bool upright = m[0].y == 0.0 && m[1].x == 0.0;
    float grown = sqrt(abs(determinant(m)));
#ifdef TEXTS
    const uint kind = GLYPH;
#else
    uint kind = instance.x & 7u;
#endif

    vec4 paint = unpack(instance.w) * modulate;
    vec4 border_paint = paint;
    vec4 shape = vec4(1e6, 1e6, 0.0, 0.0);
    vec2 within = vec2(0.0);
    uv = WHITE;
    vec2 pos;

    if (kind <= PICTURE) {
        vec2 from = at;
        vec2 span = a.xy;
        vec4 region = vec4(WHITE, 0.0, 0.0);
        bool exact = false;
        if (kind == GLYPH) {
            // a: pen, left, top, width; b: height, place on the sheet, whether it has colours
            vec2 pixels = vec2(a.w, b.x);
            region = vec4(b.yz, pixels);
            paint.rgb = b.w > 0.0 ? vec3(1.0) : paint.rgb;
            exact = upright && abs(m[0].x - raster) < 1e-3 && abs(m[1].y - raster) < 1e-3;
            from = at + vec2(a.x, 0.0) + a.yz / raster;
            span = pixels / raster;
        } else if (kind == PICTURE) {
            region = vec4(a.zw, b.xy);
        }
        if (upright) {
            vec2 low = m * from + origin;
            vec2 high = m * (from + span) + origin;
            vec4 seen = clip;
            if (exact) {
                low = floor(m * (at + vec2(a.x, 0.0)) + origin + 0.5) + a.yz;
                high = low + region.zw;
            }
#ifndef TEXTS
            else if (kind == BOX) {  // on whole pixels, and never gone
                vec2 least = sign(high - low);
                bool disc = a.x == a.y && 2.0 * a.w >= a.x;  // a circle stays round where it is placed
                vec2 sides = floor(high - low + 0.5);
                low = floor(low + 0.5);
                high = disc ? low + sides : floor(high + 0.5);
                high += least * vec2(equal(low, high));
            }
            if (kind == BOX) {
                // a: size, border, radius; b: colour of the border, which part
                float border = a.z > 0.0 ? max(1.0, floor(a.z * grown + 0.5)) : 0.0;
                vec2 sides = abs(high - low);
                shape = vec4(sides / 2.0, min(a.w * grown, min(sides.x, sides.y) / 2.0), border);
                border_paint = border > 0.0 ? unpack(second.x) * modulate : paint;
                // what is of one colour for sure: inside of the border and of the round corners
                float bend = shape.z - border;
                float edge = border + (bend > 0.0 ? ceil(bend - (bend - 0.5) * 0.7071) : 0.0);
                vec4 outer = vec4(min(low, high), max(low, high));
                vec4 inner = outer + vec4(edge, edge, -edge, -edge);
                bool filled = paint.a >= 1.0 && all(lessThan(inner.xy, inner.zw));
#ifdef SOLID
                seen = vec4(max(seen.xy, inner.xy), filled ? min(seen.zw, inner.zw) : vec2(-1e9));
#else
                vec4 part = outer;
                if (filled) {
                    part = b.y == INSIDE ? vec4(outer.xy, outer.xy)
                        : b.y == FIRST_EDGE ? vec4(outer.xyz, inner.y)
                        : b.y == FIRST_EDGE + 1.0 ? vec4(outer.x, inner.w, outer.zw)
                        : b.y == FIRST_EDGE + 2.0 ? vec4(outer.x, inner.yxw)
                        : b.y == FIRST_EDGE + 3.0 ? vec4(inner.zy, outer.z, inner.w)
                        : outer;
                } else if (b.y > FIRST_EDGE) {
                    part.zw = part.xy;
                }
                seen = vec4(max(seen.xy, part.xy), min(seen.zw, part.zw));
#endif
            }
#endif
            vec2 reach = high - low;
            pos = low + reach * c;
            pos = max(min(pos, seen.zw), seen.xy);
            c = (pos - low) / mix(reach, vec2(1.0), vec2(equal(reach, vec2(0.0))));
            within = kind == BOX ? (c - 0.5) * reach : within;
        } else {
#ifndef TEXTS
            if (kind == BOX) {  // with room for a soft edge
                vec2 reach = abs(span) * vec2(length(m[0]), length(m[1]));
                c += (c * 2.0 - 1.0) / max(reach, vec2(1e-3));
                within = (c - 0.5) * reach;
                float border = a.z > 0.0 ? max(1.0, floor(a.z * grown + 0.5)) : 0.0;
                shape = vec4(reach / 2.0, min(a.w * grown, min(reach.x, reach.y) / 2.0), border);
                border_paint = border > 0.0 ? unpack(second.x) * modulate : paint;
            }
#endif
            pos = m * (from + span * c) + origin;
#ifdef SOLID
            pos = vec2(0.0);
#else
            pos = kind == BOX && b.y > FIRST_EDGE ? origin : pos;
#endif
        }
        uv = region.xy + region.zw * c;
    } else if (kind == STROKE) {
        // a: step, mitre at the start; b: mitre at the end, half width
        float side = c.y * 2.0 - 1.0;
        float half_width = b.z * grown;
        float edge = half_width + 1.0;
        vec2 mitre = c.x == 0.0 ? a.zw : b.xy;
        pos = m * (at + a.xy * c.x + mitre * (side * edge / max(grown, 1e-9))) + origin;
        within = vec2(0.0, side * edge);
        shape.y = half_width;
    } else {
        // a: the ways to the other corners; b: their colours
        vec2 to = corner == 0 || kind == PLACES ? vec2(0.0) : corner == 1 ? a.xy : a.zw;
        paint = corner == 0 ? paint : unpack(corner == 1 ? second.x : second.y) * modulate;
        pos = m * (at + to) + origin;
        if (kind == TEXTURED) {  // what it shows is in the quad after it, which is not seen
            vec4 shown = uintBitsToFloat(texelFetch(shapes, 2 * quad + 2));
            vec4 more = uintBitsToFloat(texelFetch(shapes, 2 * quad + 3));
            uv = corner == 0 ? shown.xy : corner == 1 ? shown.zw : more.xy;
        }
    }

    color = vec4(paint.rgb * paint.a, paint.a);
#if !defined(TEXTS) && !defined(SOLID)
    border_color = vec4(border_paint.rgb * border_paint.a, border_paint.a);
    inside = within;
    box = shape;
#endif
    uv /= vec2(textureSize(picture, 0));
    gl_ClipDistance[0] = pos.x - clip.x;
    gl_ClipDistance[1] = pos.y - clip.y;
    gl_ClipDistance[2] = clip.z - pos.x;
    gl_ClipDistance[3] = clip.w - pos.y;
    vec2 where = (pos / size * 2.0 - 1.0) * vec2(1.0, -1.0);
    gl_Position = vec4(where, 1.0 - float(quad + 1) * STEP, 1.0);
}
"""

_FRAGMENT = """
uniform sampler2D picture;

in vec4 color;
in vec2 uv;
in vec2 inside;
flat in vec4 border_color;
flat in vec4 box;
out vec4 pixel;

void main() {
    vec4 texel = texture(picture, uv);
    vec2 over = abs(inside) - box.xy + box.z;
    float beyond = min(max(over.x, over.y), 0.0) + length(max(over, 0.0)) - box.z;
    vec4 paint = mix(border_color, color, clamp(0.5 - beyond - box.w, 0.0, 1.0));
    pixel = paint * clamp(0.5 - beyond, 0.0, 1.0) * vec4(texel.rgb * texel.a, texel.a);
}
"""

_TEXTS_FRAGMENT = """
uniform sampler2D picture;

flat in vec4 color;
in vec2 uv;
out vec4 pixel;

void main() {
    vec4 texel = texture(picture, uv);
    pixel = color * vec4(texel.rgb * texel.a, texel.a);
}
"""

_SOLID_FRAGMENT = """
flat in vec4 color;
out vec4 pixel;

void main() {
    pixel = color;
}
"""

Program = tuple[str, str]
"""What is done for each corner, and what for each pixel."""

QUADS: Program = _VERSION + _VERTEX, _VERSION + _FRAGMENT
"""Draws quads of all kinds, one over the other."""

TEXTS: Program = f"{_VERSION}#define TEXTS\n{_VERTEX}", _VERSION + _TEXTS_FRAGMENT
"""Draws glyphs alone, for less."""

SOLID: Program = f"{_VERSION}#define SOLID\n{_VERTEX}", _VERSION + _SOLID_FRAGMENT
"""Draws the insides of opaque boxes before all else, so that what they cover need not be drawn.

A graphics card hardly cares; a processor that does its work draws a window in half of the time.
"""


def build_program(sources: Program) -> int:
    """Return the name of a program. DisplayError if the driver does not take it."""
    program: int = gl.glCreateProgram()
    kinds = (gl.GL_VERTEX_SHADER, gl.GL_FRAGMENT_SHADER)
    for kind, source in zip(kinds, sources, strict=True):
        shader = gl.glCreateShader(kind)
        text = c_char_p(source.encode())
        gl.glShaderSource(shader, 1, cast(pointer(text), POINTER(POINTER(c_char))), None)
        gl.glCompileShader(shader)
        gl.glAttachShader(program, shader)
        gl.glDeleteShader(shader)
    gl.glLinkProgram(program)
    linked = c_int()
    gl.glGetProgramiv(program, gl.GL_LINK_STATUS, byref(linked))
    if not linked.value:
        log = create_string_buffer(2000)
        gl.glGetProgramInfoLog(program, len(log), None, log)
        reason = log.value.decode(errors="replace").strip()
        raise DisplayError(f"The graphics driver cannot run our program; an update may help: {reason}")
    return program
