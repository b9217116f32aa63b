"""Bytes that may be anything, made of those of recorded values."""

from engine import VariantError


def short(vectors, most):
    """Yield the bytes of vectors; of long ones the beginning, as the rest is more of the same."""
    for vector in vectors:
        if vector["hex"] is not None:
            yield bytes.fromhex(vector["hex"])[:most]


def beginnings(datas):
    """Yield every beginning."""
    for data in datas:
        for length in range(len(data)):
            yield data[:length]


def changed_in_one_byte(datas, step):
    """Yield them with each byte changed, one at a time, by one bit each and by each `step`th number above."""
    for data in datas:
        for at in range(len(data)):
            changed = bytearray(data)
            for change in (1, 2, 4, 8, 16, 32, 64, *range(128, 256, step)):
                changed[at] = data[at] ^ change
                yield bytes(changed)


def decodes_or_fails_properly(decode, data):
    """Check that bytes are a value or an error."""
    try:
        _, end = decode(data)
    except VariantError:
        return
    assert 0 < end <= len(data)
