"""What the recorded rows do not ask of texts."""

import pytest

from engine.ported import humanize_size


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1024 B"),
        (1025, "1.00 KiB"),
        (1536, "1.50 KiB"),
        (10240, "10.00 KiB"),
        (1023 * 1024, "1023.0 KiB"),
        (1048575, "1023.9 KiB"),
        (1048576, "1024 KiB"),
        (123456789, "117.7 MiB"),
        (104857600, "100.0 MiB"),
        (1234567890123, "1.12 TiB"),
        (1 << 60, "1024 PiB"),
        ((1 << 63) - 1, "8.00 EiB"),
        (-5, "16.00 EiB"),
    ],
)
def test_a_number_of_bytes_is_shown_as_in_godot(size, shown):
    assert humanize_size(size) == shown
