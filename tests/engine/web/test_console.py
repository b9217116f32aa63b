import logging

import pytest

from engine.web.console import PageLog


@pytest.fixture
def told():
    return []


@pytest.fixture
def log(page, told):
    logger = logging.Logger("page")
    logger.addHandler(PageLog(page, told.append))
    return logger


def test_each_record_is_one_entry_of_its_level(page, told, log):
    log.info("one\ntwo")
    log.warning("three")
    log.error("four")
    assert page.console == [("info", "one\ntwo"), ("warn", "three"), ("error", "four")]
    assert told == []


def test_who_has_a_traceback_is_told_of(page, told, log):
    try:
        raise KeyError("mine")
    except KeyError:
        log.exception("failed")
        log.warning("not so bad", exc_info=True)
    ((level, text), _) = page.console
    assert (level, told) == ("error", [text])
    assert "KeyError: 'mine'" in text
