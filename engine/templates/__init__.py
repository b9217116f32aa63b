"""What `python -m engine new` makes a project of."""
