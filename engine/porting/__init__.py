"""`python -m engine port`: Godot 3's scripts as Python that a person would have written.

From text to text, one module a step: `tokens`, `parser` (which makes the `tree` of a script), what the
project knows of itself, and what each expression, statement and script becomes. Nothing here knows a
node class; what there is of them stands in a table.
"""
