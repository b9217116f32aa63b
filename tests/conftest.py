"""The same examples in every run, however busy the machine: `--hypothesis-profile=search` for others."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("same")
