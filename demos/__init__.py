"""Complete programs to read and run: `python -m demos.minimal`."""
