"""The arithmetic of rotations on bare numbers: what Basis and Quat are made with.

A matrix is nine numbers by rows, a quaternion is x, y, z and w.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, sin, sqrt


def matrix_about(axis: Iterable[float], phi: float) -> tuple[float, ...]:
    """Return the matrix that turns by `phi` about an axis of length 1 (Rodrigues' formula)."""
    x, y, z = axis
    sine, cosine = sin(phi), cos(phi)
    t = 1.0 - cosine
    return (
        x * x + cosine * (1.0 - x * x),
        x * y * t - z * sine,
        z * x * t + y * sine,
        x * y * t + z * sine,
        y * y + cosine * (1.0 - y * y),
        y * z * t - x * sine,
        z * x * t - y * sine,
        y * z * t + x * sine,
        z * z + cosine * (1.0 - z * z),
    )


def matrix_of_quat(x: float, y: float, z: float, w: float) -> tuple[float, ...]:
    """Return the matrix that turns as a quaternion does."""
    s = 2.0 / (x * x + y * y + z * z + w * w)
    xs, ys, zs = x * s, y * s, z * s
    return (
        1.0 - (y * ys + z * zs),
        x * ys - w * zs,
        x * zs + w * ys,
        x * ys + w * zs,
        1.0 - (x * xs + z * zs),
        y * zs - w * xs,
        x * zs - w * ys,
        y * zs + w * xs,
        1.0 - (x * xs + y * ys),
    )


def quat_about(axis: Iterable[float], phi: float) -> tuple[float, ...]:
    """Return the quaternion that turns by `phi` about an axis of length 1."""
    x, y, z = axis
    sine = sin(phi * 0.5)
    return x * sine, y * sine, z * sine, cos(phi * 0.5)


def quat_of_matrix(m: Sequence[float]) -> tuple[float, ...]:
    """Return the quaternion of a matrix that only turns."""
    trace = m[0] + m[4] + m[8]
    if trace > 0.0:
        s = sqrt(trace + 1.0)
        w = s * 0.5
        s = 0.5 / s
        return (m[7] - m[5]) * s, (m[2] - m[6]) * s, (m[3] - m[1]) * s, w
    # The largest number on the diagonal keeps the root away from zero.
    diagonal = m[0], m[4], m[8]
    i = diagonal.index(max(diagonal))
    j, k = (i + 1) % 3, (i + 2) % 3
    s = sqrt(m[4 * i] - m[4 * j] - m[4 * k] + 1.0)
    found = [0.0] * 4
    found[i] = s * 0.5
    s = 0.5 / s
    found[3] = (m[3 * k + j] - m[3 * j + k]) * s
    found[j] = (m[3 * j + i] + m[3 * i + j]) * s
    found[k] = (m[3 * k + i] + m[3 * i + k]) * s
    return tuple(found)
