"""What `python -m engine export web` does: a folder with a page in which a script runs, for any host.

The page itself, what runs in it and how it starts are in `engine/web`.
"""
