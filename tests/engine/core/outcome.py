"""What a function does, so that it can be compared with what another does: to the types, bits and texts."""

import logging
from contextlib import contextmanager
from itertools import chain
from struct import pack

from engine.variant.error import VariantError
from engine.variant.key import Key
from engine.variant.pool_array import PoolArray


def shape(value):
    """Return the types of a value and of all that is in it, one after the other, and floats by their bits."""
    found, waiting = [], [value]
    while waiting:
        value = waiting.pop()
        while type(value) is Key:
            found.append(Key)
            value = value.value
        found.append(type(value))
        if isinstance(value, float):
            found.append(pack("<d", value))
        elif isinstance(value, (dict, list, tuple)):
            found.append(len(value))
            waiting += chain.from_iterable(value.items()) if isinstance(value, dict) else value
        else:
            found.append(value.to_wire() if isinstance(value, PoolArray) else repr(value))
    return found


def outcome(function, *args, **named):
    """Return the shape of what a function returns, or the type, text and code of what it raises."""
    try:
        result = function(*args, **named)
    except Exception as error:
        return type(error), str(error), error.code if isinstance(error, VariantError) else None
    return shape(result)


@contextmanager
def said_by(name):
    """Give the list of what a logger says meanwhile."""
    said, logger, handler = [], logging.getLogger(name), logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
