"""The book: `sphinx-build -W docs build/book`, after `pip install -e ".[docs]"`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generated

project = "Estragon"
copyright = "the authors of Estragon; MIT licence"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["__pycache__"]
suppress_warnings = ["misc.highlighting_failure"]  # HAProxy's files, and annotations of Godot 4
html_theme = "furo"
html_title = "Estragon"


def setup(app):
    """Have the pages written that come from the program."""
    app.connect("builder-inited", lambda app: generated.write(Path(app.srcdir)))
