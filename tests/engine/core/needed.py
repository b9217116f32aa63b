"""The core, for tests that have nothing to test without: importing this skips them where it is not in use."""

import pytest

from engine import core as core

if not core.references:
    pytest.skip(f"the core is not in use: {core.in_words()}", allow_module_level=True)
