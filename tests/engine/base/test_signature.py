"""What a callable takes and is."""

from __future__ import annotations

import functools
import inspect
from types import MethodType

import pytest

from engine import Node
from engine.base.signature import (
    accepts,
    definition,
    is_async,
    is_generator,
    name_of,
    parameters,
    target_of,
    written,
)


class Sample:
    def none(self): ...

    def one(self, a): ...

    def optional(self, a, b=1, c=2): ...

    def any(self, *args): ...

    def some(self, a, *args): ...

    def keyword(self, a, *, b): ...

    def optional_keyword(self, a, *, b=1): ...

    def keywords(self, **kwargs): ...

    def positional(self, a, /, b=1): ...

    def selfless(): ...

    def only_args(*args): ...

    async def coroutine(self, a): ...

    @classmethod
    def of_class(cls, a): ...

    @staticmethod
    def static(a, b): ...

    def __call__(self, a, b): ...


def wraps_one(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


sample = Sample()
callables = {name: getattr(sample, name) for name in vars(Sample) if not name.startswith("__")}
callables |= {
    "function": lambda: None,
    "unbound": Sample.optional,
    "object": sample,
    "wrapped": wraps_one(lambda a: None),
    "partial": functools.partial(sample.optional, 1),
    "partial_of_partial": functools.partial(functools.partial(sample.optional, 1), 2),
    "partial_keyword": functools.partial(sample.keyword, b=1),
    "built_in": [].append,
    "class": Sample,
    "class_with_init": type("C", (), {"__init__": lambda self, a: None}),
}


@pytest.mark.parametrize("count", range(5))
@pytest.mark.parametrize("name", callables)
def test_accepts_is_what_the_inspect_module_says(name, count):
    function = callables[name]
    try:
        inspect.signature(function).bind(*range(count))
    except (TypeError, ValueError):
        expected = False
    else:
        expected = True
    assert accepts(function, count) is expected


def test_a_callable_without_a_known_signature_is_taken_to_accept(monkeypatch):
    def unknown(function):
        raise ValueError("no signature found")

    monkeypatch.setattr(inspect, "signature", unknown)
    assert accepts(sample, 17)


def test_the_target_of_a_method_is_its_object():
    assert target_of(sample.one) is sample
    assert target_of(functools.partial(sample.one)) is sample
    assert target_of(functools.partial(functools.partial(sample.one), 1)) is sample
    assert target_of(sample.coroutine) is sample


@pytest.mark.parametrize(
    "function",
    [lambda: None, Sample.one, Sample.static, Sample.of_class, [].append, sample, Sample, Node.free],
    ids=repr,
)
def test_what_is_no_method_of_an_object_has_no_target(function):
    assert target_of(function) is None


class AsyncCallable:
    async def __call__(self): ...


async def async_function(): ...


async def async_generator():
    yield


def generator():
    yield


@pytest.mark.parametrize(
    ("function", "coroutine", "generates"),
    [
        (async_function, True, False),
        (sample.coroutine, True, False),
        (functools.partial(sample.coroutine, 1), True, False),
        (AsyncCallable(), True, False),
        (AsyncCallable().__call__, True, False),
        (async_generator, False, True),
        (generator, False, True),
        (functools.partial(generator), False, True),
        (sample.one, False, False),
        (sample, False, False),
        (Sample, False, False),
        ([].append, False, False),
        (print, False, False),
    ],
    ids=repr,
)
def test_coroutines_and_generators_are_told_from_the_rest(function, coroutine, generates):
    assert is_async(function) is coroutine
    assert is_generator(function) is generates


def test_a_method_that_starts_what_is_written_is_seen_as_that():
    @functools.wraps(Sample.coroutine)
    def started(*args): ...

    started._written_ = Sample.coroutine
    method = MethodType(started, sample)
    for function in (started, method, functools.partial(method)):
        assert written(function) is Sample.coroutine
    assert written(sample.one) == sample.one
    assert accepts(method, 1)
    assert not accepts(method, 2)
    assert definition(method, ("a",)) == "async def coroutine(self, a):"


def test_the_name_of_a_callable_is_fit_for_an_error_text():
    assert name_of(sample.one) == "Sample.one"
    assert name_of(Sample.of_class) == "Sample.of_class"
    assert name_of(print) == "print"
    assert name_of(sample) == repr(sample)


@pytest.mark.parametrize(
    ("function", "arguments", "text"),
    [
        (sample.one, ("a", "b"), "def one(self, a, b):"),
        (sample.one, (), "def one(self):"),
        (sample.coroutine, (), "async def coroutine(self):"),
        (sample.of_class, ("a",), "def of_class(cls, a):"),
        (sample.static, ("a",), "def static(a):"),
        (async_function, ("a",), "async def async_function(a):"),
        (lambda: None, ("a", "b"), "lambda a, b: …"),
        (lambda: None, (), "lambda: …"),
        (functools.partial(print), ("a",), "def handler(a):"),
    ],
)
def test_the_definition_is_the_line_to_write(function, arguments, text):
    assert definition(function, arguments) == text


def test_parameters_are_the_names_of_what_is_given_by_position():
    sample = Sample()
    assert parameters(sample.optional) == ("a", "b", "c")
    assert parameters(Sample.one) == ("self", "a")
    assert parameters(sample.keyword) == ("a",)
    assert parameters(lambda x: x) == ("x",)
    assert parameters(print) == parameters(functools.partial(sample.one)) == ()
