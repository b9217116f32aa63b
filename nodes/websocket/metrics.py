"""The numbers of a server in the text format of Prometheus.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from engine import Performance, ScriptError

from .plain_http import HttpHandler

_TYPE = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


def metrics_handler(otherwise: HttpHandler | None = None, path: str = "/metrics") -> HttpHandler:
    """Return an HTTP handler that tells Prometheus the numbers of the tree that the server is in.

        server.http_handler = metrics_handler(self.answer)

    It answers `path`; `otherwise` is asked for any other. Who reaches the port can read them. Raises
    ScriptError for what cannot be asked, and for a path that is no text.
    """
    if otherwise is not None and not callable(otherwise):
        raise ScriptError(
            f"metrics_handler: {otherwise!r} is no function that takes path and headers:"
            " write `metrics_handler(self.answer)`, or nothing."
        )
    if not isinstance(path, str):
        raise ScriptError(f'metrics_handler: a path is a text, as "/metrics", not {path!r}.')

    def answer(asked: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], str | bytes] | None:
        if asked.partition("?")[0] == path:
            return 200, _TYPE, metrics_text()
        return otherwise(asked, headers) if otherwise is not None else None

    return answer


def metrics_text() -> str:
    """Return the numbers of the tree that is being ticked, as Prometheus reads them."""
    monitor, traffic = Performance.get_monitor, Performance.traffic()
    lines: list[str] = []
    for name, kind, meaning, value in (
        ("fps", "gauge", "Frames in the last second.", monitor(Performance.TIME_FPS)),
        (
            *("worst_frame_seconds", "gauge", "The longest frame of the last minute."),
            monitor(Performance.TIME_WORST_FRAME),
        ),
        ("nodes", "gauge", "Nodes inside the tree.", monitor(Performance.OBJECT_NODE_COUNT)),
        ("memory_bytes", "gauge", "Memory of the process.", monitor(Performance.MEMORY_STATIC)),
        ("cpu_seconds_total", "counter", "Processor time of the process.", time.process_time()),
        ("peers", "gauge", "Connections that there are.", traffic.peers),
        ("queued_bytes", "gauge", "Bytes that wait to be sent.", traffic.queued),
        ("received_bytes_total", "counter", "Bytes received.", traffic.bytes_in),
        ("sent_bytes_total", "counter", "Bytes sent.", traffic.bytes_out),
        ("received_packets_total", "counter", "Packets received.", traffic.packets_in),
        ("sent_packets_total", "counter", "Packets sent.", traffic.packets_out),
        (
            *("refused_packets_total", "counter", "Packets not sent, as too much waited."),
            traffic.packets_refused,
        ),
        ("refused_connections_total", "counter", "Connections tried and not made.", traffic.refused),
        ("lost_connections_total", "counter", "Connections that ended without close frames.", traffic.lost),
    ):
        full = f"estragon_{name}"
        lines += (f"# HELP {full} {meaning}", f"# TYPE {full} {kind}", f"{full} {value:.15g}")
    return "\n".join(lines) + "\n"
