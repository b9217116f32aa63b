"""Runs the program, or the module, that its first argument names: one export has all that the tests need."""

import runpy
import sys

what = sys.argv.pop(1)
if "." in what:
    runpy.run_module(what, run_name="__main__", alter_sys=True)
else:
    runpy.run_path(f"programs/{what}.py", run_name="__main__")
